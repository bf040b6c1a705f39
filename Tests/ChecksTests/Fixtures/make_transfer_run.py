"""A small transfer-learning run by real Keras, saved at every turn, and what numpy says of the steps.

    python make_transfer_run.py       (Keras 3.15.1 on TensorFlow 2.21.0, tf_keras 2.21.0, h5py 3.14.0)

start                  backbone (trained a little before) frozen, new head
head_trained           after fit: only the head may have changed
fine_tuned             the block unfrozen, after fit
statistics_moved       a loop of its own that calls the model with training=True, its optimizer holding the head only
secretly_trained       everything was trained, and flagged frozen afterwards
half                   head_trained in float16
three_classes          head_trained with a new head for three classes
flat                   head_trained with the backbone's layers in the model itself
renamed                head_trained built once more in the same session: every layer has another automatic name
transposed             head_trained with kernels as (out, in, height, width)
chunked, damaged       head_trained in compressed chunks with checksums, one of which is wrong in `damaged`
steps.json             for pairs of these: by layer and role what numpy says
"""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import h5py
import keras
import numpy as np
import tensorflow as tf
import tf_keras

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "TransferRun")
random = np.random.default_rng(11)
photos = random.uniform(0, 255, (16, 8, 8, 3)).astype("float32")
classes = random.integers(0, 5, 16)
LOSS = "sparse_categorical_crossentropy"


def backbone(k, named=True):
    L, name = k.layers, (lambda text: text if named else None)
    image = L.Input((8, 8, 3), name="image")
    x = L.BatchNormalization(name=name("bn_conv"))(L.Conv2D(4, 3, strides=2, use_bias=False, name=name("conv"))(image))
    y = L.BatchNormalization(name=name("expand_bn"))(L.Conv2D(12, 1, use_bias=False, name=name("expand"))(x))
    y = L.BatchNormalization(name=name("depthwise_bn"))(
        L.DepthwiseConv2D(3, padding="same", use_bias=False, name=name("depthwise"))(y))
    y = L.Conv2D(4, 1, name=name("project"))(y)
    return k.Model(image, L.Add(name="add")([x, y]), name="backbone")


def flowers(k=keras, base=None, classes=5, nested=True, named=True):
    L, base = k.layers, base or backbone(k, named)
    if nested:
        photo = L.Input((8, 8, 3), name="photo")
        x = base(photo)
    else:
        photo, x = base.input, base.output
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return k.Model(photo, L.Dense(classes, activation="softmax", name="head" if named else None)(x), name="flowers")


def fit(model, rate, epochs=2):
    model.compile(keras.optimizers.Adam(rate), LOSS)
    model.fit(photos, classes, batch_size=8, epochs=epochs, shuffle=False, verbose=0)


def values(model):
    """By `layer/role`, however deep."""
    found = {}

    def walk(layer):
        for inner in getattr(layer, "layers", []):
            walk(inner)
        if not getattr(layer, "layers", None):
            for variable in layer.weights:
                role = variable.path.split("/")[-1] if hasattr(variable, "path") else variable.name
                if isinstance(layer, keras.layers.DepthwiseConv2D) and role == "kernel":
                    role = "depthwise_kernel"
                found[f"{layer.name}/{role}"] = np.asarray(variable)

    walk(model)
    return found


def save(model, name, ways):
    for way in ways:
        path = os.path.join(HERE, name + {"keras": ".keras", "h5": ".h5", "weights": ".weights.h5"}[way])
        if way == "weights":
            model.save_weights(path)
        else:
            model.save(path)


def step(before, after):
    result = {}
    for name, one in before.items():
        other = after[name]
        if one.shape != other.shape:
            result[name] = None
            continue
        a, b = one.astype("f8").ravel(), other.astype("f8").ravel()
        size = np.linalg.norm(a)
        result[name] = {
            "max_abs": float(np.abs(a - b).max()),
            "rel_l2": float(np.linalg.norm(a - b) / size) if size else (0.0 if (a == b).all() else None),
            "cosine": float(a @ b / (size * np.linalg.norm(b))) if size and np.linalg.norm(b) else None,
            "changed_values": int((a != b).sum()),
        }
    return result


def main():
    os.makedirs(HERE, exist_ok=True)
    keras.utils.set_random_seed(11)
    # What the world knows as pretrained weights.
    base = backbone(keras)
    fit(flowers(base=base), 1e-2)

    seen = {}
    base.trainable = False
    model = flowers(base=base)
    save(model, "start", ["keras", "h5", "weights"])
    seen["start"] = values(model)

    fit(model, 1e-2)
    save(model, "head_trained", ["keras", "h5", "weights"])
    seen["head_trained"] = values(model)
    kept = model.get_weights()

    # Statistics alone: fit would not move them in a frozen layer.
    base.trainable = True
    optimizer = keras.optimizers.Adam(1e-3)
    head = model.get_layer("head").trainable_variables
    for start in (0, 8):
        with tf.GradientTape() as tape:
            predicted = model(photos[start:start + 8], training=True)
            loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(classes[start:start + 8], predicted))
        optimizer.apply(tape.gradient(loss, head), head)
    base.trainable = False
    save(model, "statistics_moved", ["keras", "h5", "weights"])
    seen["statistics_moved"] = values(model)

    model.set_weights(kept)
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in ("depthwise", "depthwise_bn", "project")
    fit(model, 1e-3)
    save(model, "fine_tuned", ["keras", "h5", "weights"])
    seen["fine_tuned"] = values(model)

    model.set_weights(kept)
    base.trainable = True
    fit(model, 1e-3)
    base.trainable = False
    save(model, "secretly_trained", ["keras"])
    seen["secretly_trained"] = values(model)

    model.set_weights(kept)
    half = keras.Model.from_config(
        json.loads(json.dumps(model.get_config()).replace('"name": "float32"', '"name": "float16"')
                   .replace('"dtype": "float32"', '"dtype": "float16"')))
    half.set_weights([weight.astype("float16") for weight in kept])
    save(half, "half", ["keras"])
    seen["half"] = values(half)

    three = flowers(base=base, classes=3)
    save(three, "three_classes", ["keras"])
    seen["three_classes"] = values(three)

    flat = flowers(base=base, nested=False)
    flat.get_layer("head").set_weights(model.get_layer("head").get_weights())
    save(flat, "flat", ["keras"])

    flowers(named=False)
    renamed = flowers(named=False)
    renamed.set_weights(kept)
    save(renamed, "renamed", ["h5"])

    old = flowers(tf_keras)
    assert [w.shape for w in old.get_weights()] == [w.shape for w in old.get_weights()]
    for name in ("conv", "bn_conv", "expand", "expand_bn", "depthwise", "depthwise_bn", "project"):
        old.get_layer("backbone").get_layer(name).set_weights(base.get_layer(name).get_weights())
    old.get_layer("head").set_weights(model.get_layer("head").get_weights())
    old.save_weights(os.path.join(HERE, "head_trained.legacy.h5"))

    rewrite("head_trained.h5", "transposed.h5", transpose=True)
    rewrite("head_trained.h5", "chunked.h5", chunks=True)
    with h5py.File(os.path.join(HERE, "chunked.h5")) as file:
        chunk = file["model_weights/backbone/conv/kernel"].id.get_chunk_info(0)
    with open(os.path.join(HERE, "chunked.h5"), "rb") as file:
        content = bytearray(file.read())
    content[chunk.byte_offset + chunk.size - 1] ^= 0xFF
    with open(os.path.join(HERE, "damaged.h5"), "wb") as file:
        file.write(content)

    pairs = [("start", "head_trained"), ("head_trained", "statistics_moved"), ("head_trained", "fine_tuned"),
             ("head_trained", "secretly_trained"), ("head_trained", "half"), ("head_trained", "three_classes")]
    with open(os.path.join(HERE, "steps.json"), "w") as file:
        json.dump({f"{a} {b}": step(seen[a], seen[b]) for a, b in pairs}, file, indent=1)


def rewrite(source, target, transpose=False, chunks=False):
    with h5py.File(os.path.join(HERE, source)) as before, h5py.File(os.path.join(HERE, target), "w") as after:
        for name, value in before.attrs.items():
            after.attrs[name] = value

        def copy(name, item):
            if isinstance(item, h5py.Group):
                made = after.require_group(name)
            else:
                data = item[()]
                if transpose and data.ndim == 4:
                    data = np.ascontiguousarray(data.transpose(3, 2, 0, 1))
                settings = {}
                if chunks and data.ndim > 0 and not name.startswith("optimizer"):
                    settings = dict(chunks=data.shape, compression="gzip", shuffle=True, fletcher32=True)
                made = after.create_dataset(name, data=data, **settings)
            for key, value in item.attrs.items():
                made.attrs[key] = value

        before.visititems(copy)


main()
