#!/usr/bin/env python3
"""Writes every sample of this folder again, with the manifest and the oracles.

    python -m pip install keras==3.15.1 tensorflow-cpu==2.21.0 tf_keras==2.21.0 h5py==3.14.0 numpy==2.4.6
    python SampleModels/make_samples.py                   all samples (Python 3.11; about three minutes)
    python SampleModels/make_samples.py --only optimizer  samples whose path holds a text; the manifest is left alone

The files in old-keras/VERSION were written by that version itself and are kept as they are. Where such a version is
installed (keras 2.13.1 with tensorflow-cpu 2.13.1, say), `make_samples.py --old OUT` writes its files into OUT.
"""

import argparse
import pathlib

from making.families import (bottlenecks, broken, layer_kinds, mobilenets, names, nested, numbers, old_keras,
                             optimizers, storage, transfer, transfer_run)
from making.workshop import Workshop

ROOT = pathlib.Path(__file__).resolve().parent
FAMILIES = (bottlenecks, mobilenets, transfer, transfer_run, nested, layer_kinds, numbers, optimizers, storage, names,
            old_keras, broken)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="TEXT")
    parser.add_argument("--old", metavar="OUT")
    arguments = parser.parse_args()
    if arguments.old:
        old_keras.write_with_installed(Workshop(arguments.old))
        return
    workshop = Workshop(ROOT, arguments.only)
    for family in FAMILIES:
        family.write(workshop)
    if not arguments.only:
        workshop.write_manifest()


if __name__ == "__main__":
    main()
