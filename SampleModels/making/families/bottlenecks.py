"""The inverted bottleneck of the question behind this project: 3 -> 18 -> 18, no biases."""

from ..libraries import KERAS, TF_KERAS

# Which convolutions a BatchNormalization follows, and the parameters that makes.
PATTERNS = {
    "bn_three": (("expand", "depthwise", "project"), 756),
    "bn_two": (("depthwise", "project"), 684),
    "bn_one": (("depthwise",), 612),
    "bn_none": ((), 540),
}


def bottleneck(k, pattern="bn_three"):
    L, normalized = k.layers, PATTERNS[pattern][0]

    def normalize(x, step):
        if step in normalized:
            return L.BatchNormalization(epsilon=1e-3, momentum=0.999, name=f"block_{step}_BN")(x)
        return x

    image = L.Input((32, 32, 3), name="image")
    x = L.Conv2D(18, 1, padding="same", use_bias=False, name="block_expand")(image)
    x = L.ReLU(6.0, name="block_expand_relu")(normalize(x, "expand"))
    x = L.DepthwiseConv2D(3, padding="same", use_bias=False, name="block_depthwise")(x)
    x = L.ReLU(6.0, name="block_depthwise_relu")(normalize(x, "depthwise"))
    x = L.Conv2D(18, 1, padding="same", use_bias=False, name="block_project")(x)
    return k.Model(image, normalize(x, "project"), name="bottleneck")


def write(workshop):
    for pattern, (steps, parameters) in PATTERNS.items():
        after = ", ".join(steps) or "no convolution"
        title = f"inverted bottleneck 3 -> 18 -> 18, BatchNormalization after {after}: {parameters} parameters"
        build = lambda k, pattern=pattern: bottleneck(k, pattern)
        workshop.write(KERAS, build, f"bottleneck/{pattern}", ("keras", "h5", "weights"), title, weights=pattern)
        workshop.write(TF_KERAS, build, f"bottleneck/{pattern}", ["legacy"], title, weights=pattern)
