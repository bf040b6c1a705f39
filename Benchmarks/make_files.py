#!/usr/bin/env python3
"""Makes the big files of the benchmarks in a folder: make_files.py FOLDER

    many_datasets.weights.h5   50,000 datasets in the groups of a .weights.h5 (needs h5py)
    small/                     10,000 small files, copies of a sample
    mobilenet_v2.*, vgg16.*    whole models and weights (need Keras; VGG16 is 528 MB, three times)
    *_other.h5                 the same models with other values
"""

import os
import pathlib
import shutil
import sys

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "SampleModels/bottleneck/bn_none.weights.h5"


def many_datasets(path, layers=25_000):
    import h5py
    import numpy as np

    kernel, bias = np.ones((4, 4), "float32"), np.zeros(4, "float32")
    with h5py.File(path, "w") as file:
        file.create_group("vars")
        for number in range(layers):
            variables = file.create_group(f"layers/dense_{number}/vars" if number else "layers/dense/vars")
            variables["0"], variables["1"] = kernel, bias


def small_files(folder, number=10_000):
    folder.mkdir(exist_ok=True)
    for index in range(number):
        shutil.copyfile(SAMPLE, folder / f"{index:05}.weights.h5")


def applications(folder):
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    import keras

    for name, model in (("mobilenet_v2", keras.applications.MobileNetV2), ("vgg16", keras.applications.VGG16)):
        built = model(weights=None)
        for extension in (".h5", ".keras"):
            built.save(folder / (name + extension))
        built.save_weights(folder / f"{name}.weights.h5")
        model(weights=None).save(folder / f"{name}_other.h5")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    small_files(folder / "small")
    for step, needed in ((lambda: many_datasets(folder / "many_datasets.weights.h5"), "h5py"),
                         (lambda: applications(folder), "keras")):
        try:
            step()
        except ImportError:
            print(f"{needed} is not installed: its files are left out", file=sys.stderr)


if __name__ == "__main__":
    main()
