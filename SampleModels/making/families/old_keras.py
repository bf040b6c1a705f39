"""Files that old versions of Keras wrote themselves.

They cannot be written again by the version that writes the rest, so they are kept in old-keras/VERSION, and only
their entries are made anew. `write_with_installed` is what wrote them, run where that version was installed.
"""

import json

import numpy as np

from ..libraries import KERAS
from .bottlenecks import bottleneck

TITLES = {
    "2.12.0/block.weights.h5": "the first .weights.h5: _layer_checkpoint_dependencies, counters with gaps",
    "2.12.0/block.legacy.h5": "legacy weights",
    "2.12.0/shared.weights.h5": "a shared layer and an operation among counters with gaps",
    "2.13.1/sequence.weights.h5": "composite layers with underscores in the names of their parts",
    "2.13.1/shared.keras": "the first .keras that is an archive, by the rules of Keras 2",
    "2.14.0/shared.weights.h5": "_layer_checkpoint_dependencies, counters without gaps",
    "2.15.0/sequence.keras": "an archive with the groups of Keras 3, by Keras 2",
    "2.15.0/transfer.legacy.h5": "a nested model, frozen: its weights stand in natural order",
    "3.0.5/block.h5": "weights with bare names: no layer, no :0",
    "3.0.5/shared.weights.h5": "no layer names in the groups",
    "3.3.3/transfer.h5": "a nested model in a legacy file by Keras 3",
    "3.5.0/transfer.weights.h5": "the last version without layer names in the groups",
    "3.9.2/sequence.keras": "composite layers, layer names in the groups",
}


def transfer(k):
    """a frozen bottleneck 3 -> 6 -> 4 inside a model with a head"""
    L, three = k.layers, lambda name: k.layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=name)
    image = L.Input((16, 16, 3), name="image")
    x = three("block_expand_BN")(L.Conv2D(6, 1, padding="same", use_bias=False, name="block_expand")(image))
    x = L.ReLU(6.0, name="block_expand_relu")(x)
    x = three("block_depthwise_BN")(L.DepthwiseConv2D(3, padding="same", use_bias=False, name="block_depthwise")(x))
    x = L.ReLU(6.0, name="block_depthwise_relu")(x)
    x = three("block_project_BN")(L.Conv2D(4, 1, padding="same", use_bias=False, name="block_project")(x))
    base = k.Model(image, x, name="bottleneck")
    base.trainable = False
    photo = L.Input((16, 16, 3), name="photo")
    x = L.Dropout(0.1)(L.Flatten(name="flat")(base(photo)))
    return k.Model(photo, L.Dense(2, name="head")(x), name="transfer")


def train_once(library, model):
    model.compile("adam", "mse", metrics=["mae"])
    model.fit(np.zeros((2, 16, 16, 3), "float32"), np.zeros((2, 2), "float32"), verbose=0)


def sequence(k):
    L = k.layers
    i = L.Input((5, 4))
    x = L.Bidirectional(L.LSTM(3, return_sequences=True))(i)
    x = L.LayerNormalization()(L.MultiHeadAttention(2, 3)(x, x))
    x = L.GRU(2)(L.TimeDistributed(L.Dense(3))(x))
    return k.Model(i, L.PReLU()(x), name="sequence")


def shared(k):
    L = k.layers
    both, i = L.Dense(4, name="shared"), L.Input((4,))
    x = both(both(i)) * 2.0
    return k.Model(i, L.Dense(3)(L.Dense(4)(x)), name="shared_and_ops")


def write_with_installed(workshop):
    """every model in every way in which the installed Keras saves"""
    version = KERAS.version
    ways = ["keras", "weights", "h5"] if KERAS.is_three else ["keras", "weights", "h5", "legacy"]
    if version.startswith("2.12"):
        ways.remove("keras")  # HDF5 under another name
    models = {"block": (bottleneck, None), "transfer": (transfer, train_once), "sequence": (sequence, None),
              "shared": (shared, None)}
    for name, (build, prepare) in models.items():
        for way in ways:
            try:
                workshop.write(KERAS, build, f"old-keras/{version}/{name}", [way], name, prepare=prepare)
            except Exception as refusal:  # 3.0 to 3.2 cannot save two weights of one name in a group
                print(f"  {name}, {way}: Keras {version} refuses: {refusal}")


def write(workshop):
    """entries of the files that are kept"""
    for name, title in TITLES.items():
        file = f"old-keras/{name}"
        if workshop.only not in file:
            continue
        document = json.loads((workshop.root / f"oracles/{file}.oracle.json").read_text(encoding="utf-8"))
        workshop.record(file, document, f"Keras {name.split('/')[0]}: {title}", in_order=True)
