#!/usr/bin/env python3
"""The script that people write to see what is in a weight file: every dataset with its shape, and a sum."""

import sys

import h5py

total = 0


def show(name, item):
    global total
    if isinstance(item, h5py.Dataset):
        total += item.size
        print(name, item.shape, item.dtype)


with h5py.File(sys.argv[1], "r") as file:
    file.visititems(show)
print(total)
