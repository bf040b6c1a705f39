"""What is done to a file after Keras wrote it. Each function takes a path and changes that file in place."""

import h5py

# The two layers that `two_deviations.h5` must be found to deviate in, and the shapes they are given.
DEVIATIONS = {
    "block_6_project": ("kernel", (1, 1, 96, 32)),  # 24 filters by the configuration
    "block_10_depthwise_BN": ("gamma", (200,)),  # 192 channels by the configuration
}


def deviate(path):
    with h5py.File(path, "r+") as file:
        for layer, (role, shape) in DEVIATIONS.items():
            group = file[f"model_weights/{layer}/{layer}"]
            value = group[role][()].flat[0]
            del group[role]
            group.create_dataset(role, shape=shape, dtype="float32", fillvalue=None)[...] = value
