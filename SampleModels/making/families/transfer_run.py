"""One transfer-learning run, saved at every turn, with what numpy says of each step.

A turn is real training by Keras 3, done again for every file of it. Files that hold the values of a turn in another
form (tf_keras' legacy layout, half precision, another nesting) are given the values that were trained.
"""

import json

import h5py
import numpy as np
import tensorflow as tf

from .. import alterations
from ..filling import fill
from ..libraries import KERAS, TF_KERAS
from ..workshop import write_json

FOLDER = "transfer_run"
LOSS = "sparse_categorical_crossentropy"
TRAINED_BLOCK = ("depthwise", "depthwise_bn", "project")


def data():
    random = np.random.default_rng(11)
    return random.uniform(0, 255, (16, 8, 8, 3)).astype("float32"), random.integers(0, 5, 16)


# ------------------------------------------------------------------------------------------------- models
def backbone(k, named=True):
    """a stem and a bottleneck with a residual"""
    L, name = k.layers, (lambda text: text if named else None)
    image = L.Input((8, 8, 3), name="image")
    x = L.BatchNormalization(name=name("bn_conv"))(L.Conv2D(4, 3, strides=2, use_bias=False, name=name("conv"))(image))
    y = L.BatchNormalization(name=name("expand_bn"))(L.Conv2D(12, 1, use_bias=False, name=name("expand"))(x))
    y = L.BatchNormalization(name=name("depthwise_bn"))(
        L.DepthwiseConv2D(3, padding="same", use_bias=False, name=name("depthwise"))(y))
    y = L.Conv2D(4, 1, name=name("project"))(y)
    return k.Model(image, L.Add(name="add")([x, y]), name="backbone")


def flowers(k, base=None, classes=5, nested=True, named=True):
    L, base = k.layers, base or backbone(k, named)
    if nested:
        photo = L.Input((8, 8, 3), name="photo")
        x = base(photo)
    else:
        photo, x = base.input, base.output
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return k.Model(photo, L.Dense(classes, activation="softmax", name="head" if named else None)(x), name="flowers")


def half(k):
    whole = json.dumps(flowers(k).get_config())
    return k.Model.from_config(json.loads(whole.replace('"float32"', '"float16"')))


# ------------------------------------------------------------------------------------------------- turns
def fit(library, model, rate):
    photos, classes = data()
    model.compile(library.k.optimizers.Adam(rate), LOSS)
    model.fit(photos, classes, batch_size=8, epochs=2, shuffle=False, verbose=0)


def attach_head(library, model):
    """The backbone learned something in another model, which the world knows as pretrained weights."""
    base = model.get_layer("backbone")
    fit(library, flowers(library.k, base), 1e-2)
    base.trainable = False


def train_head(library, model):
    attach_head(library, model)
    fit(library, model, 1e-2)


def move_statistics(library, model):
    """A loop of its own that calls the model with training=True while its optimizer holds the head only: `fit` would
    not move the statistics of a frozen layer."""
    train_head(library, model)
    k, base, (photos, classes) = library.k, model.get_layer("backbone"), data()
    base.trainable = True
    optimizer, head = k.optimizers.Adam(1e-3), model.get_layer("head").trainable_variables
    for start in (0, 8):
        with tf.GradientTape() as tape:
            predicted = model(photos[start:start + 8], training=True)
            loss = k.ops.mean(k.losses.sparse_categorical_crossentropy(classes[start:start + 8], predicted))
        optimizer.apply(tape.gradient(loss, head), head)
    base.trainable = False


def unfreeze_block(base):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in TRAINED_BLOCK


def fine_tune(library, model):
    train_head(library, model)
    unfreeze_block(model.get_layer("backbone"))
    fit(library, model, 1e-3)


def train_secretly(library, model):
    train_head(library, model)
    model.get_layer("backbone").trainable = True
    fit(library, model, 1e-3)
    model.get_layer("backbone").trainable = False


TURNS = {
    "head_attached": (attach_head, "transfer learning: a pretrained backbone, frozen, and a new head"),
    "head_trained": (train_head, "after fit: only the head may have changed"),
    "statistics_moved": (move_statistics, "after a custom loop: BatchNorm statistics of the frozen backbone moved"),
    "fine_tuned": (fine_tune, "after fit with the last block unfrozen"),
    "secretly_trained": (train_secretly, "everything was trained, and the backbone flagged frozen afterwards"),
}


# ------------------------------------------------------------------------------------------------- values
def leaves(model):
    """layers with variables, depth first"""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from leaves(layer)
        elif layer.weights:
            yield layer


def values_of(model):
    return [[np.asarray(weight) for weight in layer.get_weights()] for layer in leaves(model)]


def turn_values(turn):
    KERAS.fresh()
    model = flowers(KERAS.k)
    fill(KERAS, model)
    TURNS[turn][0](KERAS, model)
    return values_of(model)


def given(values, freeze=None):
    """what is done to a built model: it gets the values of a turn, where shapes fit"""

    def prepare(library, model):
        for layer, weights in zip(leaves(model), values, strict=True):
            if [w.shape for w in layer.get_weights()] == [w.shape for w in weights]:
                layer.set_weights(weights)
        if freeze:
            freeze(model.get_layer("backbone"))

    return prepare


def extended(values):
    """as `given`, with a head for more classes, the first of which are those that were trained"""

    def prepare(library, model):
        given(values, freeze_all)(library, model)
        head = model.get_layer("head")
        kernel, bias = head.get_weights()
        kernel[:, :values[-1][0].shape[1]], bias[:len(values[-1][1])] = values[-1]
        head.set_weights([kernel, bias])

    return prepare


def freeze_all(base):
    base.trainable = False


# ------------------------------------------------------------------------------------------------- numpy
ROLES = {"conv": ["kernel"], "expand": ["kernel"], "depthwise": ["depthwise_kernel"], "project": ["kernel", "bias"],
         "head": ["kernel", "bias"]}
NORMALIZATION = ["gamma", "beta", "moving_mean", "moving_variance"]
LAYERS = ("conv", "bn_conv", "expand", "expand_bn", "depthwise", "depthwise_bn", "project", "head")


def step(before, after):
    """by layer and role what numpy says of two turns"""
    found = {}
    for layer, one, other in zip(LAYERS, before, after, strict=True):
        for role, a, b in zip(ROLES.get(layer, NORMALIZATION), one, other, strict=True):
            found[f"{layer}/{role}"] = _figures(a, b) if a.shape == b.shape else None
    return found


def _figures(one, other):
    a, b = one.astype("f8").ravel(), other.astype("f8").ravel()
    size, later = np.linalg.norm(a), np.linalg.norm(b)
    return {
        "max_abs": float(np.abs(a - b).max()),
        "rel_l2": float(np.linalg.norm(a - b) / size) if size else (0.0 if (a == b).all() else None),
        "cosine": float(a @ b / (size * later)) if size and later else None,
        "changed_values": int((a != b).sum()),
    }


# ------------------------------------------------------------------------------------------------- files
def write(workshop):
    if workshop.only not in f"{FOLDER}/" and not workshop.only.startswith(FOLDER):
        return
    values = {turn: turn_values(turn) for turn in TURNS}
    for turn, (prepare, title) in TURNS.items():
        name, label = f"{FOLDER}/{turn}", f"{FOLDER} {turn}"
        workshop.write(KERAS, flowers, name, ("keras", "h5", "weights"), title, prepare=prepare, weights=label)
        freeze = unfreeze_block if turn == "fine_tuned" else freeze_all
        workshop.write(TF_KERAS, flowers, name, ["legacy"], title + "; the same values in tf_keras' weights",
                       prepare=given(values[turn], freeze), weights=label)

    trained, name = values["head_trained"], f"{FOLDER}/head_trained"
    packed = dict(prepare=train_head, weights=f"{FOLDER} head_trained")
    workshop.write(KERAS, flowers, name, ["shards:1500"], "head_trained in shards", **packed)
    workshop.write(KERAS, flowers, name + "_chunked", ["h5"],
                   "head_trained in compressed chunks with checksums", alter=alterations.checksum, **packed)
    workshop.write(KERAS, lambda k: flowers(k, nested=False), name + "_flat", ["keras"],
                   "head_trained with the backbone's layers in the model itself", prepare=given(trained))
    workshop.write(KERAS, lambda k: flowers(k, named=False), name + "_renamed", ["h5", "weights"],
                   "head_trained under other names, as Keras gives them in every session",
                   prepare=given(trained, freeze_all))
    workshop.write(KERAS, half, name + "_half", ("keras", "h5", "weights"), "head_trained in half precision",
                   prepare=given(trained, freeze_all), weights=f"{FOLDER} half")
    workshop.write(KERAS, flowers, name + "_transposed", ["h5"],
                   "head_trained with kernels as (out, in, height, width)", prepare=given(trained, freeze_all),
                   alter=alterations.transpose_kernels, mismatches=["conv", "expand", "depthwise", "project"])
    workshop.write(KERAS, lambda k: flowers(k, classes=3), f"{FOLDER}/three_classes", ["keras"],
                   "the backbone of the run with a new head for three classes", prepare=given(trained, freeze_all),
                   weights=f"{FOLDER} three_classes")
    workshop.write(KERAS, lambda k: flowers(k, classes=7), f"{FOLDER}/seven_classes", ["keras"],
                   "head_trained with a head for two classes more", prepare=extended(trained),
                   weights=f"{FOLDER} seven_classes")
    workshop.write(KERAS, backbone, f"{FOLDER}/backbone", ["weights"], "the backbone alone, before the run",
                   prepare=given(values["head_attached"][:-1]), weights=f"{FOLDER} backbone")
    _write_damaged(workshop)
    _write_steps(workshop, values)


def _write_damaged(workshop):
    chunked = workshop.root / f"{FOLDER}/head_trained_chunked.h5"
    with h5py.File(chunked) as file:
        chunk = file["model_weights/backbone/conv/kernel"].id.get_chunk_info(0)
    content = bytearray(chunked.read_bytes())
    content[chunk.byte_offset + chunk.size - 1] ^= 0xFF
    workshop.write_bytes(f"{FOLDER}/head_trained_damaged.h5", bytes(content),
                         "head_trained in chunks, one of which is not what its checksum says: structure is whole",
                         status="ok", layout="legacy-model")


def _write_steps(workshop, values):
    rounded = [[weight.astype("float16") for weight in layer] for layer in values["head_trained"]]
    pairs = [("head_attached", "head_trained"), ("head_trained", "statistics_moved"), ("head_trained", "fine_tuned"),
             ("head_trained", "secretly_trained"), ("statistics_moved", "fine_tuned")]
    steps = [{"before": a, "after": b, "variables": step(values[a], values[b])} for a, b in pairs]
    steps.append({"before": "head_trained", "after": "head_trained_half",
                  "variables": step(values["head_trained"], rounded)})
    write_json(workshop.root / f"oracles/{FOLDER}/steps.json", {"steps": steps}, rows="steps")
