#!/usr/bin/env python3
"""The script that people write to see what values look like: range, mean, deviation and finite values of every dataset."""

import sys

import h5py
import numpy as np


def show(name, item):
    if isinstance(item, h5py.Dataset) and item.shape:
        values = item[...].astype(np.float64)
        print(name, values.min(), values.max(), values.mean(), values.std(), np.isfinite(values).sum())


with h5py.File(sys.argv[1], "r") as file:
    file.visititems(show)
