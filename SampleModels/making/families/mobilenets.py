"""MobileNetV2 0.35: the smallest application that is still the whole architecture, 105 layers with variables."""

from .. import alterations
from ..filling import flatten
from ..libraries import KERAS, TF_KERAS


def mobilenet_v2(k):
    return k.applications.MobileNetV2(alpha=0.35, weights=None, classes=5)


def teachable_machine(k):
    """the model that Teachable Machine exports: a Sequential of two, the backbone inside the first and not frozen"""
    L = k.layers
    backbone = k.applications.MobileNetV2(alpha=0.35, include_top=False, input_shape=(224, 224, 3), weights=None)
    features = k.Sequential([backbone, L.GlobalAveragePooling2D()])
    head = k.Sequential([L.Dense(100, activation="relu"), L.Dense(3, activation="softmax", use_bias=False)])
    model = k.Sequential([features, head])
    model.build((None, 224, 224, 3))
    return model


def write(workshop):
    title = "MobileNetV2, alpha 0.35, five classes: 105 layers with variables"
    name = "mobilenet_v2/mobilenet_v2_0.35_classes_5"
    workshop.write(KERAS, mobilenet_v2, name, ("h5", "weights"), title, weights="mobilenet_v2")
    workshop.write(KERAS, mobilenet_v2, name, ["keras"],
                   title + "; one value per variable and deflated members to keep it small",
                   prepare=flatten, alter=alterations.deflate)
    workshop.write(
        KERAS, mobilenet_v2, "mobilenet_v2/two_deviations", ["h5"],
        "MobileNetV2 whose configuration is whole, while one kernel and one gamma have another length; rewritten by "
        "h5py with constant, compressed values to keep it small",
        alter=alterations.deviate, mismatches=list(alterations.DEVIATIONS),
    )
    workshop.write(
        TF_KERAS, teachable_machine, "wild/keras_model", ["h5"],
        "built as Teachable Machine's export: a Sequential of two, 260 weights of MobileNetV2 flat in one group, "
        "trainable ones first; rewritten by h5py with constant, compressed values to keep it small",
        alter=alterations.shrink,
    )
