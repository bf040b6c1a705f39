"""Transfer learning: a small backbone of MobileNetV2's kind, frozen in different ways, with a head of its own."""

import numpy as np

from ..libraries import KERAS, SEED, TF_KERAS


def backbone(k):
    """a stem and an inverted bottleneck with a residual"""
    L = k.layers
    image = L.Input((16, 16, 3), name="image")
    x = L.Conv2D(4, 3, strides=2, padding="same", use_bias=False, name="Conv1")(image)
    x = L.ReLU(6.0, name="Conv1_relu")(L.BatchNormalization(name="bn_Conv1")(x))
    y = L.Conv2D(24, 1, use_bias=False, name="block_1_expand")(x)
    y = L.ReLU(6.0, name="block_1_expand_relu")(L.BatchNormalization(name="block_1_expand_BN")(y))
    y = L.DepthwiseConv2D(3, padding="same", use_bias=False, name="block_1_depthwise")(y)
    y = L.ReLU(6.0, name="block_1_depthwise_relu")(L.BatchNormalization(name="block_1_depthwise_BN")(y))
    y = L.BatchNormalization(name="block_1_project_BN")(L.Conv2D(4, 1, use_bias=False, name="block_1_project")(y))
    return k.Model(image, L.Add(name="block_1_add")([x, y]), name="backbone")


def flowers(k, nested=True, freeze=lambda k, base: None):
    L, base = k.layers, backbone(k)
    freeze(k, base)
    if nested:
        photo = L.Input((16, 16, 3), name="photo")
        x = base(L.Rescaling(1 / 127.5, offset=-1.0, name="rescaling")(photo))
    else:
        photo, x = base.input, base.output
    x = L.Dropout(0.2, name="dropout")(L.GlobalAveragePooling2D(name="pool")(x))
    return k.Model(photo, L.Dense(5, activation="softmax", name="head")(x), name="flowers")


def freeze_all(k, base):
    base.trainable = False


def freeze_the_stem(k, base):
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block_1")


def freeze_batch_norm(k, base):
    for layer in base.layers:
        layer.trainable = not isinstance(layer, k.layers.BatchNormalization)


def train(library, model, rate):
    random = np.random.default_rng(SEED)
    photos, classes = random.uniform(0, 255, (8, 16, 16, 3)).astype("float32"), random.integers(0, 5, 8)
    model.compile(library.k.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    model.fit(photos, classes, batch_size=4, epochs=1, shuffle=False, verbose=0)


def train_head(library, model):
    train(library, model, 1e-2)


def fine_tune(library, model):
    train_head(library, model)
    base = model.get_layer("backbone")
    base.trainable = True
    freeze_the_stem(library.k, base)
    train(library, model, 1e-3)


def write(workshop):
    frozen = lambda k: flowers(k, freeze=freeze_all)
    before = "transfer learning, before any training: backbone nested and frozen, new head"
    after = "the same after training the head: nothing else may have changed"
    tuned = "the same after fine-tuning the block: its statistics moved too"
    for library, ways in ((KERAS, ("keras", "h5", "weights")), (TF_KERAS, ["legacy"])):
        workshop.write(library, frozen, "transfer/flowers_0_before", ways, before, weights="flowers_before")
    workshop.write(KERAS, frozen, "transfer/flowers_1_head_trained", ("keras", "weights"), after, prepare=train_head,
                   weights="flowers_head_trained")
    workshop.write(TF_KERAS, frozen, "transfer/flowers_1_head_trained", ["legacy"], after, prepare=train_head)
    workshop.write(KERAS, frozen, "transfer/flowers_2_fine_tuned", ["keras"], tuned, prepare=fine_tune)

    order = "legacy list of a nested model's weights: "
    for name, freeze, title in (
        ("trainable", lambda k, base: None, "nothing frozen, so all moving statistics stand behind all other weights"),
        ("partly_frozen", freeze_the_stem, "the stem frozen: the block behind it is listed first"),
        ("bn_frozen", freeze_batch_norm, "BatchNormalization frozen, so all kernels are listed first"),
    ):
        workshop.write(TF_KERAS, lambda k, f=freeze: flowers(k, freeze=f), f"transfer/nested_{name}", ["legacy"],
                       order + title)
    workshop.write(KERAS, lambda k: flowers(k, freeze=freeze_the_stem), "transfer/nested_partly_frozen",
                   ["h5"], "a whole model frozen in part, where the configuration holds each layer's flag")
    workshop.write(KERAS, lambda k: flowers(k, nested=False, freeze=freeze_all), "transfer/flat_frozen", ["keras"],
                   "backbone and head in one flat model, the backbone frozen")
