"""Makes the fixtures that Keras does not write by itself, and lists what h5py sees in all of them.

    python make_fixtures.py           (h5py 3.14.0, numpy 2.4.6)
    python make_fixtures.py --list    writes h5py-listing.txt, which FixtureTests.swift expects

The others were saved by Keras 3.15.1, legacy-model.h5 by tf_keras 2.21.
"""

import os
import sys

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(HERE, name)


def copy(source, target, **options):
    """The same objects in a file that is opened with other options; h5py copies in the order of names."""
    with h5py.File(path(source), "r") as before, h5py.File(path(target), "w", **options) as after:
        for name in before:
            before.copy(name, after)
        for name, value in before.attrs.items():
            after.attrs[name] = value


def user_block():
    copy("keras3.weights.h5", "user-block.weights.h5", userblock_size=512)
    with h5py.File(path("user-block.weights.h5"), "r+") as file:
        # No values were ever written: no offset.
        file.create_dataset("unwritten", shape=(4,), dtype="f4")
    with open(path("user-block.weights.h5"), "r+b") as file:
        file.write(b"user block".ljust(512))


def links():
    with h5py.File(path("links.h5"), "w") as file:
        group = file.create_group("group")
        group["values"] = np.arange(3, dtype="f4")
        file["later"] = group["values"]
        group["cycle"] = file["group"]
        group["root"] = file["/"]
        file["soft"] = h5py.SoftLink("/group/values")
        file["dangling"] = h5py.SoftLink("/nowhere")
        file["external"] = h5py.ExternalLink("/etc/passwd", "/group")
        file["type"] = np.dtype("f8")
        # Names are appended to the heap, deleted ones leave a gap.
        edited = file.create_group("edited")
        for name in ["a" * 40, "b", "c", "d"]:
            edited.create_group(name)
        del edited["a" * 40]
        # A name out of the order of the alphabet, and one that is no ASCII.
        ordered = file.create_group("ordered")
        for name in ["zeta", "alpha", "mu", "\u00fc", "10", "2"]:
            ordered.create_group(name)


def types():
    with h5py.File(path("types.h5"), "w") as file:
        file.create_dataset("scalar", data=np.float32(1.5))
        file.create_dataset("null", dtype="f4", data=h5py.Empty("f4"))
        file.create_dataset("zero_size", shape=(0, 3), dtype="f4")
        file.create_dataset("unwritten", shape=(7,), dtype="f4")
        file.create_dataset("huge", shape=(2**40, 2**40), dtype="f8", chunks=(64, 64))
        file.create_dataset("float16", data=np.zeros(2, "<f2"))
        file.create_dataset("float64_big_endian", data=np.zeros(2, ">f8"))
        file.create_dataset("int32_big_endian", data=np.zeros(2, ">i4"))
        file.create_dataset("uint8", data=np.zeros(2, "u1"))
        file.create_dataset("bool", data=np.zeros(2, "?"))
        file.create_dataset("opaque", data=np.zeros(2, "V2"))
        file.create_dataset("complex", data=np.zeros(2, "c8"))
        file.create_dataset("fixed_string", data=np.array([b"ab", b"c"], "S4"))
        file.create_dataset("variable_string", data=["ab", "c"], dtype=h5py.string_dtype())
        file.create_dataset("sequence", (2,), dtype=h5py.vlen_dtype("i4"))
        file.create_dataset("array", (2,), dtype=np.dtype(("f4", (3,))))
        file.create_dataset("reference", (1,), dtype=h5py.ref_dtype)
        file.create_dataset("filtered", data=np.arange(4096, dtype="f4"), chunks=(1024,), compression="gzip",
                            compression_opts=4, shuffle=True, fletcher32=True)
        file.create_dataset("external", (4,), dtype="f4", external=[("/etc/passwd", 0, 16)])
        layout = h5py.VirtualLayout(shape=(2, 4), dtype="f4")
        layout[0] = h5py.VirtualSource("/etc/passwd", "values", shape=(4,))
        file.create_virtual_dataset("virtual", layout)
        properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        properties.set_layout(h5py.h5d.COMPACT)
        compact = h5py.h5d.create(file.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((5,)), properties)
        compact.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(5, dtype="f4"))

        attributes = file.create_group("attributes").attrs
        attributes["string"] = "text"
        attributes["fixed"] = np.bytes_("padded")
        attributes["strings"] = np.array(["one", "two"], dtype=object)
        attributes["one_string"] = np.array(["one"], dtype=object)
        attributes["fixed_strings"] = np.array([b"kernel", b"bias"])
        attributes["integer"] = np.int32(-5)
        attributes["integers"] = np.array([1, -2], ">i2")
        attributes["unsigned"] = np.array([255], "u1")
        attributes["too_large"] = np.array([2**64 - 1], "u8")
        attributes["bool"] = np.bool_(True)
        attributes["numbers"] = np.array([1.5, -2.25], "f4")
        attributes["half"] = np.array([0.5, np.inf, 2.0**-24], "f2")
        attributes["big_endian"] = np.array([1.0], ">f8")
        attributes["empty_list"] = np.array([])
        attributes["empty_strings"] = np.array([], dtype="S1")
        attributes["nothing"] = h5py.Empty("f4")
        attributes["complex"] = np.complex64(1)
        attributes["reference"] = file["scalar"].ref


CLASSES = {
    h5py.h5t.FLOAT: "float", h5py.h5t.INTEGER: "int", h5py.h5t.ENUM: "enum", h5py.h5t.OPAQUE: "opaque",
    h5py.h5t.STRING: "text",
}


def kind(dataset):
    type_id = dataset.id.get_type()
    name = CLASSES.get(type_id.get_class(), "other")
    if name == "int" and type_id.get_sign() == h5py.h5t.SGN_NONE:
        name = "uint"
    if name == "text" and type_id.is_variable_str():
        return "text"
    order = getattr(type_id, "get_order", lambda: None)() if name in ("float", "int", "uint") else None
    return f"{name}{type_id.get_size() * 8}" + (" big-endian" if order == h5py.h5t.ORDER_BE else "")


def storage(dataset):
    properties = dataset.id.get_create_plist()
    layout = properties.get_layout()
    if layout == h5py.h5d.VIRTUAL:
        return "virtual"
    if layout == h5py.h5d.COMPACT:
        return "compact"
    if layout == h5py.h5d.CHUNKED:
        filters = [properties.get_filter(i)[0] for i in range(properties.get_nfilters())]
        return f"chunks {list(properties.get_chunk())} filters {filters}"
    if properties.get_external_count():
        return "external"
    written = dataset.id.get_storage_size() > 0
    return f"at {dataset.id.get_offset()}" if written else "unwritten"


def lines(group, path, seen):
    seen[h5py.h5o.get_info(group.id).addr] = path or "/"
    for name in sorted(group, key=lambda name: name.encode()):
        here = f"{path}/{name}"
        link = group.get(name, getlink=True)
        if isinstance(link, h5py.SoftLink):
            yield f"{here} soft {link.path}"
            continue
        if isinstance(link, h5py.ExternalLink):
            yield f"{here} external {link.filename} {link.path}"
            continue
        item = group[name]
        address = h5py.h5o.get_info(item.id).addr
        if address in seen:
            yield f"{here} same as {seen[address]}"
        elif isinstance(item, h5py.Group):
            yield f"{here} group {address}"
            yield from lines(item, here, seen)
        elif isinstance(item, h5py.Dataset):
            seen[address] = here
            shape = [0] if item.shape is None else list(item.shape)
            bytes_ = 0 if storage(item) in ("external", "virtual") else item.id.get_storage_size()
            yield f"{here} {shape} {kind(item)} {storage(item)} {bytes_}"
        else:
            yield f"{here} other"


def listing():
    with open(path("h5py-listing.txt"), "w", encoding="utf-8") as output:
        for name in sorted(os.listdir(HERE)):
            if name.endswith(".h5"):
                print(f"== {name}", file=output)
                with h5py.File(path(name), "r") as file:
                    for line in lines(file, "", {}):
                        print(line, file=output)


def main():
    if "--list" in sys.argv:
        return listing()
    user_block()
    links()
    types()


if __name__ == "__main__":
    sys.exit(main())
