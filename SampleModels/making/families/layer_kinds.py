"""Layers of every family, a few in each model: composite ones first, whose variables lie in parts."""

import numpy as np

from ..libraries import KERAS, TF_KERAS


def recurrent(k):
    L = k.layers
    i = L.Input((7, 3))
    x = L.LSTM(4, return_sequences=True)(i)
    x = L.GRU(4, return_sequences=True)(x)
    x = L.Bidirectional(L.LSTM(3, return_sequences=True))(x)
    x = L.RNN([L.LSTMCell(4), L.GRUCell(5)], return_sequences=True)(x)
    x = L.SimpleRNN(3)(x)
    return k.Model(i, L.Dense(2)(x), name="recurrent")


def attention(k):
    L = k.layers
    i = L.Input((6,), dtype="int32")
    x = L.Embedding(11, 8)(i)
    x = L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(2, 3, dropout=0.1)(x, x)]))
    x = L.Add()([x, L.Dense(8)(L.Dense(16, activation="gelu")(x))])
    return k.Model(i, L.LayerNormalization()(x), name="encoder")


def grouped_attention(k):
    i = k.layers.Input((6, 8))
    return k.Model(i, k.layers.GroupQueryAttention(3, 4, 2)(i, i), name="grouped")


def time_distributed(k):
    L = k.layers
    i = L.Input((3, 8, 8, 2))
    x = L.TimeDistributed(L.Conv2D(4, 3), name="frames")(i)
    x = L.TimeDistributed(L.Flatten())(x)
    return k.Model(i, L.TimeDistributed(L.Dense(2))(x), name="video")


def spectral(k):
    L = k.layers
    i = L.Input((8, 8, 3))
    x = L.SpectralNormalization(L.Conv2D(4, 3))(i)
    return k.Model(i, L.SpectralNormalization(L.Dense(2), name="critic")(L.Flatten()(x)), name="spectral")


def convolutions(k):
    L = k.layers
    i = L.Input((16, 16, 4))
    x = L.Conv2D(6, 3, groups=2)(i)
    x = L.Conv2DTranspose(5, 3)(x)
    x = L.SeparableConv2D(6, 3, depth_multiplier=2)(x)
    x = L.DepthwiseConv2D(3, depth_multiplier=2)(x)
    x = L.PReLU(shared_axes=[1, 2])(L.GroupNormalization(groups=3)(x))
    return k.Model(i, L.Conv2D(1, (1, 7))(x), name="convolutions")


def one_and_three_dimensions(k):
    L = k.layers
    i = L.Input((12, 3))
    x = L.Conv1D(4, 3)(i)
    x = L.SeparableConv1D(4, 3)(L.DepthwiseConv1D(3)(x))
    x = L.Conv1DTranspose(3, 3)(x)
    x = L.Conv3D(2, 2)(L.Reshape((2, 2, 2, 3))(x))
    return k.Model(i, L.Flatten()(L.Conv3DTranspose(3, 2)(x)), name="dimensions")


def normalizations(k):
    L = k.layers
    i = L.Input((4, 4, 6))
    x = L.BatchNormalization(scale=False, name="no_gamma")(i)
    x = L.BatchNormalization(center=False, name="no_beta")(x)
    x = L.BatchNormalization(scale=False, center=False, name="bare")(x)
    x = L.BatchNormalization(name="full")(x)
    x = L.LayerNormalization(scale=False)(x)
    x = L.LayerNormalization(axis=[2, 3])(x)
    return k.Model(i, L.UnitNormalization()(x), name="normalizations")


def dense_kinds(k):
    L = k.layers
    i = L.Input((6, 5))
    x = L.Dense(4, use_bias=False)(i)
    x = L.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de")(x)
    x = L.Dense(3)(L.Reshape((6, 6))(x))
    return k.Model(i, L.PReLU()(x), name="dense_kinds")


def adapted(k):
    return k.Sequential([k.layers.Input((5,)), k.layers.Normalization(), k.layers.Dense(3)], name="adapted")


def adapt(library, model):
    model.layers[0].adapt(np.arange(20.0).reshape(4, 5))


def looked_up(k):
    L = k.layers
    lookup = L.StringLookup()
    lookup.adapt(np.array([["red"], ["green"], ["red"]], dtype=object))
    i = L.Input((1,), dtype="string")
    return k.Model(i, L.Embedding(3, 4)(lookup(i)), name="words")


def keras_2_only(k):
    L = k.layers
    i = L.Input((6, 6, 3))
    x = L.LocallyConnected2D(2, 3)(i)
    x = L.BatchNormalization(axis=[1, 3])(x)
    return k.Model(i, L.LocallyConnected1D(2, 3)(L.Reshape((8, 4))(x)), name="keras_2_only")


def write(workshop):
    def both(build, name, title, three=("keras", "weights"), two=("legacy",), **options):
        workshop.write(KERAS, build, f"layers/{name}", three, title, weights=options.pop("weights", name), **options)
        workshop.write(TF_KERAS, build, f"layers/{name}", two, title, weights=name, **options)

    both(recurrent, "recurrent", "LSTM, GRU, Bidirectional, stacked cells, SimpleRNN: variables lie in cells",
         ("keras", "h5", "weights"))
    workshop.write(TF_KERAS, recurrent, "layers/recurrent_keras2", ["weights"],
                   "the same layers in a .weights.h5 by tf_keras, which holds no layer names")
    both(attention, "attention", "a transformer encoder layer: MultiHeadAttention's four projections, Embedding")
    workshop.write(KERAS, grouped_attention, "layers/grouped_attention", ("keras", "weights"),
                   "GroupQueryAttention, the one class whose group is named otherwise", weights="grouped_attention")
    both(time_distributed, "time_distributed", "TimeDistributed around Conv2D and Dense")
    both(spectral, "spectral_normalization", "SpectralNormalization: the inner kernel is stored twice",
         ("keras", "h5", "weights"), two=())
    both(convolutions, "convolutions", "every two-dimensional convolution, GroupNormalization and PReLU")
    both(one_and_three_dimensions, "one_and_three_dimensions", "convolutions in one and three dimensions")
    both(normalizations, "normalizations", "BatchNormalization without gamma, beta or both; LayerNormalization")
    both(dense_kinds, "dense_kinds", "Dense without bias and over two axes, EinsumDense, PReLU")
    both(adapted, "normalization", "Normalization after adapt: mean, variance and a count",
         ("keras", "h5", "weights"), prepare=adapt)
    workshop.write(KERAS, looked_up, "layers/lookup", ["keras"],
                   "StringLookup: the vocabulary is an asset of the archive, not a variable")
    workshop.write(TF_KERAS, keras_2_only, "layers/keras_2_only", ("h5", "legacy"),
                   "LocallyConnected and BatchNormalization over two axes, which Keras 3 no longer has")
