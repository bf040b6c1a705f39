"""The Kerases that write samples, and what differs between them.

`KERAS` is the Keras that is installed (3.15.1, or the old version that `--old` names), `TF_KERAS` the Keras 2 that
goes on as tf_keras. Both are wrapped in a `Library`, so that everything else is written once.
"""

import contextlib
import datetime
import logging
import os
import types
import zipfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf

import keras

try:
    import tf_keras
except ImportError:  # old environments of Keras 2 have no tf_keras: there keras itself is Keras 2
    tf_keras = None

logging.getLogger("tensorflow").setLevel(logging.ERROR)
logging.getLogger("absl").setLevel(logging.ERROR)

SEED = 7
SAVED_AT = datetime.datetime(2026, 1, 1)


class Library:
    """One Keras: `k` is its module, `is_three` tells Keras 3 from Keras 2."""

    def __init__(self, module, is_three):
        self.k, self.is_three = module, is_three
        self.version = module.__version__

    def fresh(self):
        """Forgets earlier models, so that automatic names begin anew, and seeds every generator."""
        self.k.backend.clear_session()
        self.k.utils.set_random_seed(SEED)

    def own_variables(self, layer):
        """(trainable, non-trainable) as created, of this layer alone; vocabularies are no variables"""
        if self.is_three:
            return list(layer._trainable_variables), list(layer._non_trainable_variables)
        only = lambda found: [v for v in found if hasattr(v, "shape") and hasattr(v, "name")]
        return only(layer._trainable_weights), only(layer._non_trainable_weights)

    def parts(self, layer):
        """layers inside a layer: the members of a model, else the parts of a composite layer (LSTM's cell)"""
        if isinstance(layer, self.k.Model):
            return list(layer.layers)
        if self.is_three:
            return list(layer._layers)
        return list(layer._flatten_layers(include_self=False, recursive=False))

    def optimizer_variables(self, model):
        optimizer = getattr(model, "optimizer", None)
        if optimizer is None:
            return []
        found = optimizer.variables
        return list(found() if callable(found) else found)

    def class_name(self, layer):
        """as Python knows it: GroupedQueryAttention, which Keras exports and serializes as GroupQueryAttention"""
        return type(layer).__name__

    def is_builtin(self, layer):
        return type(layer).__module__.startswith(("keras.", "tf_keras.", "tensorflow.python.keras"))

    def save(self, model, path, how):
        """Writes `model` the way `how` says:

        keras     NAME.keras, a zip archive          h5       a whole model as HDF5
        weights   NAME.weights.h5                    legacy   weights as HDF5 the way of Keras 1 and 2
        folder    an unzipped .keras                 shards:N NAME.weights.json, shards of at most N bytes
        """
        path = str(path)
        with frozen_clock():
            if how == "keras":
                model.save(path) if self.is_three else model.save(path, save_format="keras")
            elif how == "h5":
                model.save(path) if self.is_three else model.save(path, save_format="h5")
            elif how == "weights":
                model.save_weights(path)
            elif how == "legacy":
                model.save_weights(path, save_format="h5")
            elif how == "folder":
                keras.saving.save_model(model, path, zipped=False)
            elif how.startswith("shards:"):
                model.save_weights(path, max_shard_size=int(how[7:]) / 1024**3)
            else:
                raise ValueError(how)


def _installed():
    three = keras.__version__.startswith("3")
    installed = Library(keras, three)
    if not three:
        return installed, installed
    return installed, Library(tf_keras, False) if tf_keras else None


KERAS, TF_KERAS = _installed()


def shape_of(variable):
    return [int(extent) for extent in variable.shape]


def dtype_of(variable):
    return variable.dtype if isinstance(variable.dtype, str) else variable.dtype.name


def role_of(variable):
    return str(variable.name).split("/")[-1].split(":")[0]


def value_of(variable):
    return np.asarray(variable.numpy() if hasattr(variable, "numpy") else variable)


def count(shape):
    return int(np.prod(shape, dtype=np.int64))


@contextlib.contextmanager
def frozen_clock():
    """Gives `.keras` archives one date, and shared objects numbers that do not depend on memory addresses.

    Keras writes the time of saving into metadata.json and the zip's entries, and `id(object)` as shared_object_id.
    """
    replaced = []

    def put(module, name, value):
        replaced.append((module, name, getattr(module, name, None), hasattr(module, name)))
        setattr(module, name, value)

    moment = types.SimpleNamespace(datetime=types.SimpleNamespace(now=lambda: SAVED_AT))
    put(zipfile, "time", types.SimpleNamespace(time=lambda: 0, localtime=lambda *_: SAVED_AT.timetuple()))
    numbers = {}
    number = lambda thing: numbers.setdefault(id(thing), len(numbers) + 1)
    for module in _saving_modules():
        if hasattr(module, "datetime"):
            put(module, "datetime", moment)
        if module.__name__.endswith("serialization_lib"):
            put(module, "id", number)
    try:
        yield
    finally:
        for module, name, value, existed in reversed(replaced):
            setattr(module, name, value) if existed else delattr(module, name)


def _saving_modules():
    import importlib

    found = []
    for package in ("keras.src.saving", "keras.saving", "tf_keras.src.saving"):
        for name in ("saving_lib", "serialization_lib"):
            try:
                found.append(importlib.import_module(f"{package}.{name}"))
            except ImportError:  # each version keeps them in another place
                pass
    return found
