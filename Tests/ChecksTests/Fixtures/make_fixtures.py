"""Makes files with numbers of every type, and numpy's figures over them.

    python make_fixtures.py        (h5py 3.14.0, numpy 2.4.6, ml_dtypes 0.5.3)

numbers.h5               every type as it comes
numbers-big-endian.h5    the same values, most significant byte first
numbers-chunked.h5       the same values in chunks, compressed, some with a checksum
numbers-damaged.h5       three of the chunked datasets damaged: a checksum, a compressed chunk, a chunk cut off
numbers.json             by dataset what numpy says; sha256 over little-endian bytes
initializers.json        figures of kernels that Keras 3.15.1 initialised, and of one that was trained for a step
"""

import hashlib
import json
import os
import sys

import h5py
import ml_dtypes
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(20250101)


def path(name):
    return os.path.join(HERE, name)


def values():
    normal = rng.normal(0.001, 0.05, (33, 5, 41))
    yield "float32", normal.astype("f4")
    yield "float64", normal[:20]
    yield "float16", normal[:20].astype("f2")
    yield "bfloat16", normal[:20].astype(ml_dtypes.bfloat16)
    yield "float8_e4m3fn", rng.normal(0, 2, 300).astype(ml_dtypes.float8_e4m3fn)
    yield "float8_e5m2", rng.normal(0, 200, 300).astype(ml_dtypes.float8_e5m2)
    # Far from zero and near each other: a sum of squares around zero would lose all digits.
    yield "far_from_zero", (1000 + rng.normal(0, 1e-2, 9001)).astype("f4")
    yield "huge", rng.normal(0, 1e150, 50)
    yield "tiny", (rng.normal(0, 1, 50) * 1e-40).astype("f4")
    special = rng.normal(0, 1, 5000).astype("f4")
    special[[3, 4100, 4999]] = np.nan
    special[[17, 2048]] = np.inf
    special[4097] = -np.inf
    special[100:140] = 0
    special[200] = -0.0
    yield "special", special
    yield "only_nan", np.full(7, np.nan, "f4")
    yield "float16_special", np.array([0, -0.0, 6e-8, -6e-8, 65504, np.inf, -np.inf, np.nan, 1.5], "f2")
    yield "constant", np.full(4099, 0.1, "f4")
    yield "minus_zero", np.array([-0.0, 0.0, -0.0], "f4")
    for name in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
        limits = np.iinfo(name)
        yield "int_" + name, rng.integers(limits.min, limits.max, 513, dtype=name, endpoint=True)
    yield "bool", rng.integers(0, 2, 100).astype(bool)
    yield "scalar", np.array(2.5, "f4")
    yield "empty", np.zeros((0, 4), "f4")
    yield "one", np.array([-3.25], "f8")


def stored(array):
    """h5py has no type for these."""
    if array.dtype in (ml_dtypes.bfloat16, ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e5m2):
        return array.view(f"V{array.dtype.itemsize}")
    return array


def figures(array):
    with np.errstate(all="ignore"):
        x = array.astype("f8").ravel()
        finite = x[np.isfinite(x)]
        result = {
            "count": x.size,
            "finite": finite.size,
            "nan": int(np.isnan(x).sum()),
            "inf": int(np.isinf(x).sum()),
            "zero": int((x == 0).sum()),
        }
        if finite.size:
            # Scaled, since the squares of 1e150 are too large for a float64.
            scale = 1.0 if abs(finite).max() < 1e100 else 1e150
            result |= {
                "min": float(finite.min()),
                "max": float(finite.max()),
                "mean": float(finite.mean()),
                "std": float((finite / scale).std() * scale),
                "l2": float(np.linalg.norm(finite / scale) * scale),
            }
        bytes_ = stored(array)
        if bytes_.dtype.kind != "V":
            bytes_ = bytes_.astype(bytes_.dtype.newbyteorder("<"))
        result["sha256"] = hashlib.sha256(np.ascontiguousarray(bytes_).tobytes()).hexdigest()
        return result


def write(name, arrays, **options):
    with h5py.File(path(name), "w", libver=("earliest", "v110")) as file:
        for key, array in arrays.items():
            data = stored(array)
            if options.get("big_endian") and data.dtype.kind not in "Vb":
                data = data.astype(data.dtype.newbyteorder(">"))
            settings = {}
            if options.get("chunked") and data.ndim > 0 and data.size > 0:
                settings = dict(
                    chunks=tuple(max(1, extent // 3 + 1) for extent in data.shape),
                    compression="gzip", shuffle=True, fletcher32=key in ("float32", "special", "float64"))
            dataset = file.create_dataset(key, data=data, **settings)
            if array.dtype.name in ("bfloat16", "float8_e4m3fn", "float8_e5m2"):
                dataset.attrs["dtype"] = array.dtype.name


def damage(arrays):
    with open(path("numbers-chunked.h5"), "rb") as file:
        content = bytearray(file.read())
    with h5py.File(path("numbers-chunked.h5"), "r") as file:
        def chunk(name, number):
            info = file[name].id.get_chunk_info(number)
            return info.byte_offset, info.size
        # The checksum of the second chunk.
        start, size = chunk("float32", 1)
        content[start + size - 1] ^= 0xFF
        # The compressed bytes of the first.
        start, size = chunk("far_from_zero", 0)
        content[start + size // 2] ^= 0xFF
        content[start + size // 2 + 1] ^= 0xFF
        start, size = chunk("constant", 2)
        content[start:start + size] = bytes(size)
    with open(path("numbers-damaged.h5"), "wb") as file:
        file.write(content)


def initializers():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    import keras

    def entry(initializer, shape, role, array):
        x = np.asarray(array).astype("f8").ravel()
        return {"initializer": initializer, "role": role, "shape": list(shape), "min": float(x.min()),
                "max": float(x.max()), "mean": float(x.mean()), "std": float(x.std()),
                "l2": float(np.linalg.norm(x))}

    result = []
    for name in ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"]:
        for role, shape in [("kernel", (3, 3, 32, 64)), ("kernel", (1280, 5)), ("depthwise_kernel", (3, 3, 240, 1))]:
            made = keras.initializers.get({"class_name": name, "config": {"seed": 7}})(shape)
            result.append(entry(name, shape, role, made))
    made = keras.initializers.RandomUniform(seed=7)((5000, 16))
    result.append(entry("random_uniform", (5000, 16), "embeddings", made))
    made = keras.initializers.TruncatedNormal(stddev=0.02, seed=7)((96, 384))
    result.append(entry("TruncatedNormal(0.02)", (96, 384), "kernel", made))
    made = keras.initializers.Orthogonal(seed=7)((32, 128))
    result.append(entry("orthogonal", (32, 128), "recurrent_kernel", made))
    # One step of Adam, with its default rate.
    keras.utils.set_random_seed(7)
    model = keras.Sequential([keras.Input((32,)), keras.layers.Dense(64), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    model.fit(np.random.rand(8, 32), np.random.rand(8, 1), verbose=0, epochs=1, batch_size=8)
    result.append(entry("trained", (32, 64), "kernel", model.layers[0].kernel))
    model.fit(np.random.rand(64, 32), np.random.rand(64, 1), verbose=0, epochs=20, batch_size=8)
    result.append(entry("trained", (32, 64), "kernel", model.layers[0].kernel))
    with open(path("initializers.json"), "w") as file:
        json.dump(result, file, indent=1)


arrays = dict(values())
write("numbers.h5", arrays)
write("numbers-big-endian.h5", arrays, big_endian=True)
write("numbers-chunked.h5", arrays, chunked=True)
damage(arrays)
with open(path("numbers.json"), "w") as file:
    json.dump({name: figures(array) for name, array in arrays.items()}, file, indent=1)
if "--keras" in sys.argv:
    initializers()
