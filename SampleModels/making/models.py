"""Small models, one function per idea. `k` is a Keras module (3 or 2), so most are written by both."""

import numpy as np

from .libraries import SEED, count, dtype_of, shape_of
from .oracle import Oracle

BATCH_NORM_PATTERNS = {
    "bn_three": ("expand", "depthwise", "project"),
    "bn_two": ("depthwise", "project"),
    "bn_one": ("depthwise",),
    "bn_none": (),
}


def fill(library, model):
    """Gives every floating-point variable seeded values that look trained: no zeros, variances above zero.

    They come from NumPy in the order of the model's layers, so Keras 2 and Keras 3 write the same numbers.
    """
    random = np.random.default_rng(SEED)
    for variable, entry in Oracle(library, model).variables:
        if "float" not in dtype_of(variable):
            continue
        shape = shape_of(variable)
        if entry["role"] in ("gamma", "moving_variance", "variance", "scale"):
            value = random.uniform(0.5, 1.5, shape)
        elif len(shape) > 1:
            value = random.normal(0, np.sqrt(2 / max(1, count(shape[:-1]))), shape)
        else:
            value = random.normal(0, 0.1, shape)
        variable.assign(np.asarray(value, "float32"))
    return model


def bottleneck(k, pattern="bn_three", into=3, expand=18, out=18, size=32):
    """the inverted bottleneck of the question behind this project: 3 -> 18 -> 18, no biases"""
    L, normalized = k.layers, BATCH_NORM_PATTERNS[pattern]

    def normalize(x, step):
        if step in normalized:
            return L.BatchNormalization(epsilon=1e-3, momentum=0.999, name=f"block_{step}_BN")(x)
        return x

    image = L.Input((size, size, into), name="image")
    x = L.Conv2D(expand, 1, padding="same", use_bias=False, name="block_expand")(image)
    x = L.ReLU(6.0, name="block_expand_relu")(normalize(x, "expand"))
    x = L.DepthwiseConv2D(3, padding="same", use_bias=False, name="block_depthwise")(x)
    x = L.ReLU(6.0, name="block_depthwise_relu")(normalize(x, "depthwise"))
    x = L.Conv2D(out, 1, padding="same", use_bias=False, name="block_project")(x)
    return k.Model(image, normalize(x, "project"), name="bottleneck")


def mobilenet_v2(k):
    """alpha 0.35 with five classes: 105 layers with variables in about 2 MB"""
    return k.applications.MobileNetV2(alpha=0.35, weights=None, classes=5)
