"""Seeded values for every variable, so that a sample looks trained and is the same on every machine."""

import numpy as np

from .libraries import SEED, count, dtype_of, shape_of, value_of
from .oracle import Oracle


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


def flatten(library, model):
    """One value per variable, so that a file of megabytes deflates to little."""
    for variable, entry in Oracle(library, model).variables:
        variable.assign(np.full(entry["shape"], value_of(variable).flat[0]))
