"""The list of samples that real Keras writes, in the order of the manifest."""

from . import alterations, models
from .libraries import KERAS, TF_KERAS

ALL = ("keras", "h5", "weights")


def write_all(workshop):
    for family in (bottlenecks, mobilenets):
        family(workshop)


def bottlenecks(workshop):
    after = {
        "bn_three": "expand, depthwise and project (756 parameters)",
        "bn_two": "depthwise and project (684)",
        "bn_one": "depthwise only (612)",
        "bn_none": "no convolution (540)",
    }
    for pattern in models.BATCH_NORM_PATTERNS:
        title = f"inverted bottleneck 3 -> 18 -> 18, BatchNormalization after {after[pattern]}"
        build = lambda k, pattern=pattern: models.bottleneck(k, pattern)
        workshop.write(KERAS, build, f"bottleneck/{pattern}", ALL, title, weights=pattern)
        workshop.write(TF_KERAS, build, f"bottleneck/{pattern}", ["legacy"], title, weights=pattern)


def mobilenets(workshop):
    name = "mobilenet_v2/mobilenet_v2_0.35_classes_5"
    title = "MobileNetV2, alpha 0.35, five classes: 105 layers with variables"
    workshop.write(KERAS, models.mobilenet_v2, name, ALL, title, weights="mobilenet_v2")
    workshop.write(
        KERAS,
        models.mobilenet_v2,
        "mobilenet_v2/two_deviations",
        ["h5"],
        "MobileNetV2 whose configuration is intact while one kernel and one gamma, beta, mean and variance are not",
        alter=alterations.deviate,
        mismatches=list(alterations.DEVIATIONS),
    )
