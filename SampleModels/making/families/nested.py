"""Models in models, layers that are called or owned twice, subclassed models."""

import numpy as np

from ..libraries import KERAS, TF_KERAS


def inner(k, name, units=4):
    L = k.layers
    return k.Sequential(
        [
            L.Input((6,)),
            L.Dense(units, name=f"{name}_a"),
            L.BatchNormalization(name=f"{name}_b"),
            L.Dense(6, name=f"{name}_c"),
        ],
        name=name,
    )


def sequentials(k):
    L = k.layers
    return k.Sequential([L.Input((6,)), inner(k, "one"), inner(k, "two", 5), L.Dense(2, name="out")], name="outer")


def two_levels(k):
    L = k.layers
    middle_input = L.Input((6,))
    middle = k.Model(middle_input, inner(k, "deep")(L.Dense(6, name="z_first")(middle_input)), name="middle")
    x = i = L.Input((6,))
    return k.Model(i, L.Dense(2)(inner(k, "a_last")(middle(x))), name="outer")


def called_twice(k):
    shared, i = k.layers.Dense(6, name="shared"), k.layers.Input((6,))
    return k.Model(i, shared(shared(i)), name="twice")


def siamese(k):
    L, twin = k.layers, inner(k, "twin")
    left, right = L.Input((6,), name="left"), L.Input((6,), name="right")
    x = L.Concatenate()([twin(left), twin(right)])
    return k.Model([left, right], L.Dense(1, name="same")(x), name="siamese")


def shared_across_depths(k):
    L = k.layers
    shared, i, j = L.Dense(6, name="shared"), L.Input((6,)), L.Input((6,))
    below = k.Model(i, L.Dense(6, name="last")(shared(L.Dense(6, name="first")(i))), name="below")
    return k.Model(j, L.Dense(2, name="end")(below(shared(j))), name="depths")


def shared_by_two_models(k):
    L, shared = k.layers, k.layers.Dense(6, name="shared")

    def one(name):
        i = L.Input((6,))
        return k.Model(i, L.Dense(6, name=f"own_{name}")(shared(i)), name=name)

    i = L.Input((6,))
    return k.Model(i, L.Dense(2, name="end")(L.Add(name="add")([one("a")(i), one("b")(i)])), name="siblings")


def over_time(k):
    i = k.layers.Input((3, 6))
    return k.Model(i, k.layers.TimeDistributed(inner(k, "per_step"), name="steps")(i), name="over_time")


def two_in_two_out(k):
    L = k.layers
    a, b = L.Input((6,), name="in_a"), L.Input((4,), name="in_b")
    x = L.Concatenate()([L.Dense(3, name="p")(a), L.Dense(3, name="q")(b)])
    return k.Model([a, b], [L.Dense(1, name="out_1")(x), L.Dense(2, name="out_2")(x)], name="ports")


def many(k):
    x = i = k.layers.Input((4,))
    for _ in range(12):
        x = k.layers.Dense(4)(x)
    return k.Model(i, x, name="many")


def custom_block(k, suffix):
    """a layer with parts as attributes, in a list and in a dictionary, and a variable of its own"""
    L = k.layers

    @k.saving.register_keras_serializable(package="samples", name="Block" + suffix)
    class Block(L.Layer):
        def __init__(self, units=4, **settings):
            super().__init__(**settings)
            self.units = units
            self.up, self.down = L.Dense(units), L.Dense(6)
            self.norms = [L.LayerNormalization(), L.LayerNormalization()]
            self.table = {"x": L.Dense(6), "y": L.Dense(6)}

        def build(self, shape):
            self.scale = self.add_weight(name="scale", shape=(6,), initializer="ones")
            if hasattr(k, "ops"):  # Keras 3 asks a layer to build its parts, Keras 2 names them when they are called
                for part in (self.up, *self.norms, *self.table.values()):
                    part.build((None, 6))
                self.down.build((None, self.units))
            super().build(shape)

        def call(self, x):
            x = self.down(self.up(self.norms[0](x))) * self.scale
            return self.table["y"](self.table["x"](self.norms[1](x)))

        def get_config(self):
            return {**super().get_config(), "units": self.units}

    return Block


def with_custom_layer(k):
    i = k.layers.Input((6,))
    block = custom_block(k, "")(4, name="custom")
    return k.Model(i, k.layers.Dense(2)(block(i)), name="with_custom")


def subclassed(k):
    L, Block = k.layers, custom_block(k, "InNet")

    @k.saving.register_keras_serializable(package="samples", name="Net")
    class Net(k.Model):
        def __init__(self, **settings):
            super().__init__(**settings)
            self.z_stem = L.Dense(6)
            self.blocks = [Block(4), Block(5)]
            self.a_head = L.Dense(2)
            self.inner = inner(k, "core")

        def build(self, shape):
            self.token = self.add_weight(name="token", shape=(1, 6), initializer="zeros")
            super().build(shape)

        def call(self, x):
            x = self.z_stem(x) + self.token
            for block in self.blocks:
                x = block(x)
            return self.a_head(self.inner(x))

        def get_config(self):
            return super().get_config()

    model = Net(name="net")
    model.build((None, 6))
    model(np.zeros((1, 6), "float32"))
    return model


def settings_only(k):
    """a functional model whose class writes its own settings instead of its layers, as libraries of models do"""
    L = k.layers

    @k.saving.register_keras_serializable(package="samples", name="Backbone")
    class Backbone(k.Model):
        def __init__(self, width=8, **settings):
            i = L.Input((8, 8, 3), name="pixels")
            x = L.Conv2D(width, 3, use_bias=False, name="stem")(i)
            x = L.ReLU()(L.BatchNormalization(name="stem_norm")(x))
            super().__init__(inputs=i, outputs=L.Conv2D(4, 1, name="project")(x), **settings)
            self.width = width

        def get_config(self):
            return {"name": self.name, "trainable": self.trainable, "width": self.width}

    return Backbone(name="backbone")


def write(workshop):
    def both(build, name, title, three=("keras", "weights"), two=("legacy",), **options):
        workshop.write(KERAS, build, f"nested/{name}", three, title, weights=name, **options)
        workshop.write(TF_KERAS, build, f"nested/{name}", two, title, weights=name, **options)

    both(sequentials, "sequential_in_sequential", "two Sequentials in one: counters begin anew in each",
         ("keras", "h5", "weights"))
    both(two_levels, "two_levels", "a Sequential in a functional model in a functional model", ("keras", "h5", "weights"))
    both(called_twice, "layer_called_twice", "one Dense called twice: its variables count once")
    both(siamese, "siamese", "one model called on two inputs")
    both(shared_across_depths, "shared_across_depths",
         "a Dense that two levels own: legacy files store it twice, Keras 3 leaves a gap in the counter",
         ("keras", "h5", "weights"), two=())
    workshop.write(TF_KERAS, shared_across_depths, "nested/shared_across_depths", ["legacy"],
                   "a Dense that two levels own, stored twice: nothing in the file proves that it is one",
                   parameters=182)
    both(shared_by_two_models, "shared_by_two_models",
         "a Dense that two models side by side own; only its second entry has an identity", ("keras", "h5", "weights"),
         two=())
    workshop.write(TF_KERAS, shared_by_two_models, "nested/shared_by_two_models_keras2", ["keras"],
                   "the same by tf_keras, which leaves it out of the counter", weights="shared_by_two_models")
    workshop.write(TF_KERAS, shared_by_two_models, "nested/shared_by_two_models", ["legacy"],
                   "a Dense that two models side by side own, stored twice: nothing in the file proves that it is one",
                   parameters=182)
    both(over_time, "time_distributed_model", "a model inside TimeDistributed", two=())
    both(two_in_two_out, "two_in_two_out", "two inputs and two outputs", two=())
    both(many, "many_dense", "twelve Dense: HDF5 lists dense_10 before dense_2", ["weights"], two=())
    both(with_custom_layer, "custom_layer", "a class of the user's with parts in attributes, a list and a dictionary",
         ("keras", "h5", "weights"), two=())
    attributes = "a subclassed model: no layers in the configuration; attributes are stored in sorted order"
    workshop.write(KERAS, subclassed, "nested/subclassed", ("keras", "weights"), attributes, weights="subclassed",
                   order="heap", in_order=False, trainable_known=False)
    workshop.write(TF_KERAS, subclassed, "nested/subclassed", ["legacy"], "a subclassed model in a legacy file")
    workshop.write(KERAS, settings_only, "nested/settings_only", ["keras"],
                   "a functional model whose get_config returns settings instead of layers", order="heap",
                   trainable_known=False)
