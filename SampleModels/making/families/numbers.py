"""Types of numbers: quantized, short, long, none at all."""

from .. import alterations
from ..libraries import KERAS
from .bottlenecks import bottleneck


def small(k):
    L = k.layers
    return k.Sequential([L.Input((6,)), L.Dense(8), L.BatchNormalization(), L.Dense(5)], name="small")


def in_policy(policy):
    def build(k):
        before = k.config.dtype_policy()
        k.config.set_dtype_policy(policy)
        try:
            return bottleneck(k)
        finally:
            k.config.set_dtype_policy(before)

    return build


def nothing_in(k):
    i = k.layers.Input((0,))
    return k.Model(i, k.layers.Dense(3)(i), name="nothing")


def with_scalars(k):
    L = k.layers

    @k.saving.register_keras_serializable(package="samples", name="Scaled")
    class Scaled(L.Layer):
        def build(self, shape):
            self.temperature = self.add_weight(name="temperature", shape=(), initializer="ones")
            self.calls = self.add_weight(name="calls", shape=(), dtype="int32", initializer="zeros", trainable=False)
            self.flags = self.add_weight(name="flags", shape=(2,), dtype="bool", initializer="zeros", trainable=False)

        def call(self, x):
            return x * self.temperature

    i = L.Input((4,))
    return k.Model(i, Scaled(name="scaled")(L.Dense(3)(i)), name="scalars")


def write(workshop):
    for mode, title in (
        ("int8", "kernels as int8 with a scale per output"),
        ("int4", "kernels of four bits, two to a byte: fewer values are stored than the kernel has"),
        ("float8", "scales and histories of maxima beside float32 kernels"),
    ):
        quantize = lambda library, model, mode=mode: model.quantize(mode)
        workshop.write(KERAS, small, f"numbers/{mode}", ("keras", "weights"), title, weights=mode, prepare=quantize)
    lora = lambda library, model: model.layers[0].enable_lora(2)
    workshop.write(KERAS, small, "numbers/lora", ["keras"],
                   "LoRA: merged into the kernel on saving, so fewer values are stored than Keras counts", prepare=lora,
                   parameters=133, trainable=69)
    workshop.write(KERAS, small, "numbers/lora", ["h5"], "LoRA in a legacy file: the factors are stored", prepare=lora)
    for policy, ways in (("float16", ["keras"]), ("bfloat16", ("keras", "h5", "weights"))):
        workshop.write(KERAS, in_policy(policy), f"numbers/{policy}", ways, f"the bottleneck in {policy}", weights=policy)
    workshop.write(KERAS, nothing_in, "numbers/zero_size", ("keras", "weights"), "a kernel of shape 0 x 3",
                   weights="zero_size")
    workshop.write(KERAS, with_scalars, "numbers/scalars", ("keras", "h5", "weights"),
                   "a custom layer with a scalar, an integer and two bools", weights="scalars")
    workshop.write(KERAS, bottleneck, "numbers/big_endian", ["weights"],
                   "big-endian values, rewritten by h5py", alter=alterations.big_endian, order="counter",
                   in_order=False, weights="bn_three")
