"""Names as Keras and its users write them, and lists of names as HDF5 keeps them."""

from .. import alterations
from ..libraries import KERAS, TF_KERAS
from .bottlenecks import bottleneck
from .transfer import flowers


def utf8(k):
    i = k.layers.Input((4,))
    x = k.layers.Dense(3, name="größe_μ")(i)
    return k.Model(i, k.layers.Dense(2, name="层")(x), name="utf8")


def slashes(k):
    L = k.layers
    i = L.Input((4,))
    x = L.Dense(3, name="scope/with/slashes")(i)
    x = L.BatchNormalization(name="scope/with")(x)
    return k.Model(i, L.Dense(2, name="2")(L.Dense(2, name="10")(x)), name="slashes")


def operations(k):
    L = k.layers
    i = L.Input((8, 8, 3))
    x = L.Conv2D(4, 3)(i) * 2.0 + 1.0
    x = k.ops.mean(k.ops.relu6(x), axis=[1, 2])
    return k.Model(i, L.Dense(2)(x), name="operations")


def tensorflow_operations(k):
    import tensorflow as tf

    L = k.layers
    i = L.Input((8, 8, 3))
    x = L.Conv2D(4, 3)(i) * 2.0 + 1.0
    x = tf.reduce_mean(tf.nn.relu6(x), axis=[1, 2])
    return k.Model(i, L.Dense(2)(x), name="operations")


# Attributes of HDF5 hold less than 64 KiB: Keras cuts longer lists into parts.
def long_layer_names(k):
    x = i = k.layers.Input((4,))
    for number in range(40):
        x = k.layers.ReLU(name=f"relu_{number:02}_" + "long_" * 360)(x)
    return k.Model(i, k.layers.Dense(2, name="end")(x), name="long_layer_names")


def long_weight_names(k):
    inner = k.Sequential([k.layers.Input((4,))], name="inner")
    for number in range(22):
        inner.add(k.layers.Dense(4, name=f"dense_{number:02}_" + "long_" * 310))
    i = k.layers.Input((4,))
    return k.Model(i, inner(i), name="long_weight_names")


def keras_1(k):
    L = k.layers
    i = L.Input((8, 8, 3), name="input_1")
    x = L.Conv2D(4, 3, name="convolution2d_1")(i)
    x = L.Activation("relu", name="activation_1")(L.BatchNormalization(name="batchnormalization_1")(x))
    return k.Model(i, L.Dense(2, name="dense_1")(L.Flatten(name="flatten_1")(x)), name="model_1")


def rename(library, model):
    for number, layer in enumerate(model.layers):
        layer._name = f"renamed_{number}"


def scramble_layers(library, model):
    for layer in model.layers:
        layer.name = alterations.scrambled(layer.name)
        if isinstance(layer, library.k.Model):
            scramble_layers(library, layer)


def write(workshop):
    workshop.write(KERAS, utf8, "names/utf8", ("keras", "h5", "weights"), "layer names beyond ASCII", weights="utf8")
    workshop.write(TF_KERAS, slashes, "names/slashes", ("h5", "legacy"),
                   "slashes in names: a layer's group that is also the parent of another's; 10 sorts before 2",
                   weights="slashes")
    workshop.write(KERAS, operations, "names/operations", ("keras", "h5", "weights"),
                   "operations between layers: entries of the configuration that are no layers", weights="operations")
    workshop.write(TF_KERAS, tensorflow_operations, "names/tf_op_lambda", ("h5", "legacy", "weights"),
                   "TensorFlow operations: Keras 2 makes layers of them", weights="tf_op_lambda")
    workshop.write(TF_KERAS, long_layer_names, "names/split_layer_names", ["legacy"],
                   "layer_names longer than an attribute may be: layer_names0, layer_names1")
    workshop.write(TF_KERAS, long_weight_names, "names/split_weight_names", ["legacy"],
                   "weight_names longer than an attribute may be: weight_names0, weight_names1")
    workshop.write(TF_KERAS, bottleneck, "names/fixed_length", ["legacy"],
                   "name lists as fixed-length strings, the way h5py 2 wrote them", alter=alterations.fixed_length_names,
                   weights="bn_three")
    workshop.write(TF_KERAS, bottleneck, "names/renamed_after_build", ["legacy"],
                   "layers renamed after building: groups and weights have different names", prepare=rename)
    workshop.write(TF_KERAS, bottleneck, "names/windows_backslashes", ("weights", "keras"),
                   "a flat tree with backslashes in names, which Keras 2.14 and 2.15 write on Windows",
                   alter=alterations.windows_backslashes, weights="bn_three")
    workshop.write(TF_KERAS, keras_1, "names/keras_1", ["legacy"],
                   "weights named as Keras 1 named them: convolution2d_1_W, batchnormalization_1_running_std",
                   alter=alterations.keras_1_names)
    workshop.write(KERAS, flowers, "names/scrambled", ["keras"], "layers whose names tell nothing",
                   prepare=scramble_layers, weights="flowers_scrambled")
    workshop.write(KERAS, flowers, "names/scrambled", ["weights"], "groups and layers whose names tell nothing",
                   alter=alterations.scramble_groups, names=False, weights="flowers_scrambled")
    workshop.write(TF_KERAS, flowers, "names/scrambled", ["legacy"], "layers and weights whose names tell nothing",
                   alter=alterations.scramble_legacy, names=False, weights="flowers_scrambled")
