"""Files that give no report, each with the code of its error, and HDF5 that is no model of Keras."""

import io
import json
import pickle
import struct
import zipfile

import h5py
import numpy as np

from ..libraries import KERAS, SAVED_AT
from .bottlenecks import bottleneck

WHOLE = "bottleneck/bn_three.h5"
ARCHIVE = "bottleneck/bn_three.keras"


def damaged_bytes(good):
    """(name, bytes, title, error code): what becomes of a good HDF5 file on the way"""
    version = bytearray(good)
    version[8] = 9  # the superblock's version, behind the signature of eight bytes
    root = bytearray(good)
    # Superblock 0 ends with the root group's symbol table entry; its object header's address stands at 64.
    address = struct.unpack_from("<Q", good, 64)[0]
    root[address : address + 32] = b"\xff" * 32
    return [
        ("empty.h5", b"", "no bytes at all", "empty"),
        ("truncated.h5", good[: len(good) // 2], "a download that stopped half way", "truncated"),
        ("truncated_superblock.h5", good[:40], "a download that stopped within the superblock", "truncated"),
        ("damaged_superblock.h5", bytes(version), "a version of the superblock that does not exist", "damaged"),
        ("damaged_root.h5", bytes(root), "the root group's header overwritten", "damaged"),
    ]


def damaged_archives(good):
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    at = good.index(members["config.json"])
    crc = bytearray(good)
    crc[at + 20] ^= 1
    no_weights = {name: data for name, data in members.items() if name != "model.weights.h5"}
    broken = {**members, "config.json": members["config.json"][:-40]}
    weights = bytearray(archive_of(members, zipfile.ZIP_DEFLATED))
    weights[weights.index(b"model.weights.h5") + 2000] ^= 1
    return [
        ("truncated.keras", good[: len(good) // 2], "an archive that stopped half way: no directory", "truncated"),
        ("no_weights.keras", archive_of(no_weights), "an archive without weights", "not-a-model"),
        ("bad_weights.keras", bytes(weights), "one bit of the deflated weights flipped", "damaged"),
        ("bad_crc.keras", bytes(crc), "one bit of config.json flipped, so its checksum is wrong: weights alone are read", None),
        ("broken_config.keras", archive_of(broken), "config.json ends within a list: weights alone are read", None),
    ]


def other_kinds():
    """(name, bytes, title): what people take for a model of Keras"""
    npz = io.BytesIO()
    np.savez(npz, kernel=np.ones((2, 3), "float32"))
    tensors = json.dumps({"kernel": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    torch = {"archive/data.pkl": pickle.dumps({}), "archive/version": b"3\n", "archive/data/0": bytes(8)}
    pointer = (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{'4d7a2146' * 8}\nsize 14693752\n"
    )
    page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n"
    source = "from keras import layers\n\nmodel = layers.Dense(1)\n"
    return [
        ("git_lfs_pointer.h5", pointer.encode(), "a Git LFS pointer: the model was never fetched"),
        ("html_page.h5", page.encode(), "a web page saved instead of the file"),
        ("pickle.h5", pickle.dumps({"kernel": [1.0, 2.0]}), "a pickle"),
        ("arrays.npz", fixed_dates(npz.getvalue()), "NumPy's archive"),
        ("pytorch.keras", archive_of(torch), "a PyTorch archive under Keras' name"),
        ("tensors.safetensors", struct.pack("<Q", len(tensors)) + tensors + bytes(8), "safetensors"),
        ("network.onnx", b"\x08\x08\x12\x07example\x3a\x00", "ONNX: ir_version 8, a producer, an empty graph"),
        ("network.tflite", struct.pack("<I4s", 16, b"TFL3") + bytes(24), "TensorFlow Lite: the FlatBuffer's identifier"),
        ("weights.gguf", struct.pack("<4sIQQ", b"GGUF", 3, 0, 0), "GGUF without tensors"),
        ("source.keras", source.encode(), "Python source named .keras"),
    ]


def archive_of(members, method=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, SAVED_AT.timetuple()[:6]), data, method)
    return out.getvalue()


def fixed_dates(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive_of({info.filename: archive.read(info) for info in archive.infolist()})


def write(workshop):
    good = (workshop.root / WHOLE).read_bytes()
    archive = (workshop.root / ARCHIVE).read_bytes()
    for name, data, title, code in damaged_bytes(good) + damaged_archives(archive):
        workshop.write_bytes(f"broken/{name}", data, title, error=code, status="error" if code else "partial")
    for name, data, title in other_kinds():
        workshop.write_bytes(f"broken/{name}", data, title, error="not-a-model")

    KERAS.fresh()
    configuration = bottleneck(KERAS.k).to_json().encode()
    workshop.write_bytes("broken/configuration.weights.json", configuration,
                         "model.to_json() named like an index of shards", error="not-a-model")

    plain = io.BytesIO()
    with h5py.File(plain, "w") as file:
        file["measurements/temperature"] = np.arange(6, dtype="float32").reshape(2, 3)
    workshop.write_bytes("wild/plain_hdf5.h5", plain.getvalue(), "HDF5 that no Keras wrote: listed as stored",
                         status="ok", layout="hdf5")
