#!/usr/bin/env python3
"""Writes every sample of this folder again, with the manifest and the oracles.

    python -m pip install keras==3.15.1 tensorflow-cpu==2.21.0 tf_keras==2.21.0 h5py==3.14.0 numpy==2.4.6 ml_dtypes==0.6.0
    python SampleModels/make_samples.py                  all samples (Python 3.11; about two minutes)
    python SampleModels/make_samples.py --only optimizer samples whose path holds a text; the manifest is left alone

The files in old-keras/VERSION were written by that version itself and are kept as they are. To write them again, run
`make_samples.py --old OUT` where that version is installed, for example keras 2.13.1 with tensorflow-cpu 2.13.1.
"""

import argparse
import pathlib

from making import catalog
from making.workshop import Workshop

ROOT = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="TEXT")
    arguments = parser.parse_args()
    workshop = Workshop(ROOT, arguments.only)
    catalog.write_all(workshop)
    if not arguments.only:
        workshop.write_manifest()


if __name__ == "__main__":
    main()
