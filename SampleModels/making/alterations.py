"""What makes a sample differ from what Keras writes by default.

Functions that take a path change that file in place after Keras wrote it; context managers change the conditions
under which Keras writes.
"""

import contextlib
import hashlib
import os
import tempfile
import zipfile

import h5py
import numpy as np

# The two layers that `two_deviations.h5` must be found to deviate in, and the shapes they are given.
DEVIATIONS = {
    "block_6_project": ("kernel", (1, 1, 96, 32)),  # 24 filters by the configuration
    "block_10_depthwise_BN": ("gamma", (200,)),  # 144 channels by the configuration
}


def deviate(path):
    shapes = {f"{layer}/{role}": shape for layer, (role, shape) in DEVIATIONS.items()}
    shrink(path, lambda name, shape: next((s for end, s in shapes.items() if name.endswith("/" + end)), shape))


# ------------------------------------------------------------------------------------------------- HDF5
def copy_plainly(group, name, dataset):
    return group.create_dataset(name, data=dataset[()])


def rewrite(path, copy=copy_plainly, **options):
    """makes every object anew in the order in which HDF5 lists them; `options` are those of h5py.File"""
    style = new_style_groups() if options.get("libver") == "latest" else contextlib.nullcontext()
    with style, h5py.File(path, "r") as old, h5py.File(path + ".new", "w", **options) as new:
        _copy(old, new, copy)
    os.replace(path + ".new", path)


def _copy(old, new, copy):
    for name, value in old.attrs.items():
        new.attrs[name] = value
    for name, item in old.items():
        if isinstance(item, h5py.Group):
            _copy(item, new.create_group(name), copy)
        else:
            made = copy(new, name, item)
            for attribute, value in item.attrs.items():
                made.attrs[attribute] = value


def compress(path):
    def compressed(group, name, dataset):
        if not dataset.ndim:
            return copy_plainly(group, name, dataset)
        return group.create_dataset(name, data=dataset[()], chunks=True, compression="gzip", shuffle=True)

    rewrite(path, compressed)


def checksum(path):
    """one chunk for each variable, shuffled, deflated and with Fletcher's checksum; the optimizer's as they are"""

    def checked(group, name, dataset):
        if not dataset.ndim or dataset.name.startswith("/optimizer"):
            return copy_plainly(group, name, dataset)
        return group.create_dataset(name, data=dataset[()], chunks=dataset.shape, compression="gzip", shuffle=True,
                                    fletcher32=True)

    rewrite(path, checked)


def transpose_kernels(path):
    """kernels of two axes in space as (out, in, height, width), the way of other frameworks"""

    def turned(group, name, dataset):
        data = dataset[()]
        return group.create_dataset(name, data=data.transpose(3, 2, 0, 1).copy() if data.ndim == 4 else data)

    rewrite(path, turned)


def shrink(path, reshape=lambda name, shape: shape):
    """one value per variable, deflated, and the short structures of the latest version: for models of megabytes

    `reshape` gives the shape that a dataset gets, by its name and its own shape.
    """

    def constant(group, name, dataset):
        shape = reshape(dataset.name, dataset.shape)
        value = np.full(shape, dataset[()].flat[0], dataset.dtype)
        return group.create_dataset(name, data=value, compression="gzip", chunks=shape)

    rewrite(path, constant, libver="latest")


def latest_version(path):
    rewrite(path, libver="latest")


def big_endian(path):
    rewrite(path, lambda group, name, dataset: group.create_dataset(
        name, data=dataset[()], dtype=dataset.dtype.newbyteorder(">")))


def user_block(path):
    """HDF5 looks for its signature at 0, 512, 1024 ... and takes addresses relative to where it finds it"""
    with open(path, "rb") as file:
        body = file.read()
    with open(path, "wb") as file:
        file.write(b"This is a user block.\n".ljust(512, b"\0") + body)


def hard_link(path):
    with h5py.File(path, "r+") as file:
        file["layers/second_link"] = file["layers/conv2d"]


def soft_links(path):
    with h5py.File(path, "r+") as file:
        file["layers/soft"] = h5py.SoftLink("/layers/conv2d")
        file["layers/dangling"] = h5py.SoftLink("/nothing")


def external_link(path):
    """libhdf5 turns the group into a new-style one, since an old-style one has no room for an external link"""
    with h5py.File(path, "r+") as file:
        file["layers/external"] = h5py.ExternalLink("elsewhere.h5", "/layers")


@contextlib.contextmanager
def new_style_groups(track_order=False):
    """h5py writes groups without times, which would differ in every run, and tracks the order of creation on request

    Old-style groups have neither; h5py offers no switch for times, and libhdf5 makes the groups in the middle of a
    path by defaults, so each level is made by itself.
    """
    make_root, make_group = h5py._hl.files.make_fcpl, h5py.Group.create_group

    def properties(kind):
        plist = h5py.h5p.create(kind)
        plist.set_obj_track_times(False)
        if track_order:
            plist.set_link_creation_order(h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED)
        return plist

    def create_group(parent, path):
        for name in path.split("/"):
            if name in parent:
                parent = parent[name]
            else:
                parent = h5py.Group(h5py.h5g.create(parent.id, name.encode(), gcpl=properties(h5py.h5p.GROUP_CREATE)))
        return parent

    h5py._hl.files.make_fcpl = lambda **_: properties(h5py.h5p.FILE_CREATE)
    h5py.Group.create_group = create_group
    yield
    h5py._hl.files.make_fcpl, h5py.Group.create_group = make_root, make_group


def tracking_creation_order():
    return new_style_groups(track_order=True)


# ------------------------------------------------------------------------------------------------- names
def fixed_length_names(path):
    def shorten(_, item):
        for name in ("layer_names", "weight_names"):
            names = [n.encode() if isinstance(n, str) else n for n in item.attrs.get(name, [])]
            if names:
                item.attrs.create(name, np.array(names, f"S{max(map(len, names))}"))

    with h5py.File(path, "r+") as file:
        shorten(None, file)
        file.visititems(shorten)


def scrambled(name):
    """a name that tells nothing, the same for the same name"""
    return "x" + hashlib.sha256(name.encode()).hexdigest()[:7]


def scramble_groups(path):
    """Gives the groups of layers and the layers' own names other names, in the order of creation."""

    def copy(old, new, is_container):
        for name, value in old.attrs.items():
            new.attrs[name] = scrambled(value) if name == "name" else value
        for name in in_order_of_creation(old):
            item, other = old[name], scrambled(name) if is_container else name
            if isinstance(item, h5py.Group):
                copy(item, new.create_group(other), is_container=name == "layers")
            else:
                copy_plainly(new, other, item)

    with h5py.File(path, "r") as old, h5py.File(path + ".new", "w") as new:
        copy(old, new, is_container=False)
    os.replace(path + ".new", path)


def in_order_of_creation(group):
    """HDF5 lists links by name, and appends each name to the local heap of an old-style group when it is made"""
    with open(group.file.filename, "rb") as file:
        data = file.read()
    header = h5py.h5o.get_info(group.id).addr
    # Object header version 1: messages begin at 16. That of an old-style group is the first, and holds the addresses of
    # its tree and its heap, but in a `vars` group, whose attributes push it elsewhere; what is in there is numbered.
    if data[header + 16] != 0x11:
        return list(group)
    heap = int.from_bytes(data[header + 32:header + 40], "little")
    size, segment = (int.from_bytes(data[heap + at:heap + at + 8], "little") for at in (8, 24))
    names = data[segment:segment + size]
    return sorted(group, key=lambda name: names.index(b"\0" + name.encode() + b"\0"))


def scramble_legacy(path):
    """Gives layers and weights other names, in the groups and in the lists."""
    with h5py.File(path, "r") as old, h5py.File(path + ".new", "w") as new:
        for name in ("backend", "keras_version"):
            new.attrs[name] = old.attrs[name]
        layers = list(old.attrs["layer_names"])
        new.attrs["layer_names"] = list(map(scrambled, layers))
        for layer in layers:
            names = list(old[layer].attrs["weight_names"])
            group = new.create_group(scrambled(layer))
            others = ["/".join(map(scrambled, name.split("/"))) for name in names]
            for name, other in zip(names, others):
                copy_plainly(group, other, old[layer][name])
            group.attrs["weight_names"] = others if others else old[layer].attrs["weight_names"]
    os.replace(path + ".new", path)


KERAS_1_ROLES = {"kernel": "W", "bias": "b", "moving_mean": "running_mean", "moving_variance": "running_std"}


def keras_1_names(path):
    """Keras 1.0 named weights LAYER_W, without groups, and wrote neither its version nor its back end."""
    with h5py.File(path, "r+") as file:
        for layer in list(file):
            group, names = file[layer], []
            for weight in group.attrs["weight_names"]:
                role = weight.split("/")[-1].split(":")[0]
                name = f"{layer}_{KERAS_1_ROLES.get(role, role)}"
                group[name] = group[weight]
                names.append(name.encode())
            if names:
                del group[layer]
                group.attrs["weight_names"] = np.array(names)
        del file["top_level_model_weights"], file.attrs["keras_version"], file.attrs["backend"]


def windows_backslashes(path):
    """Keras 2.14 and 2.15 join the levels of a group's path with the operating system's separator.

    HDF5 knows slashes only: on Windows each layer's group lies in the root, with backslashes in its name.
    """

    def flatten(old, new, levels):
        if "vars" in old:
            group = new.create_group("\\".join(levels)) if levels else new
            made = group.create_group("vars")
            for name, value in old["vars"].attrs.items():
                made.attrs[name] = value
            for name in old["vars"]:
                copy_plainly(made, name, old["vars"][name])
        for name in in_order_of_creation(old):
            if name != "vars":
                flatten(old[name], new, levels + [name])

    def rewrite_flat(path):
        with h5py.File(path, "r") as old, h5py.File(path + ".new", "w") as new:
            flatten(old, new, [])
        os.replace(path + ".new", path)

    in_archive(path, rewrite_flat) if zipfile.is_zipfile(path) else rewrite_flat(path)


# ------------------------------------------------------------------------------------------------- archives
def deflate(path):
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path + ".new", "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member), compress_type=zipfile.ZIP_DEFLATED)
    os.replace(path + ".new", path)


def in_archive(path, alter):
    """alters the weights of an archive in place"""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path + ".new", "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "model.weights.h5":
                with tempfile.TemporaryDirectory() as scratch:
                    weights = os.path.join(scratch, member.filename)
                    with open(weights, "wb") as file:
                        file.write(data)
                    alter(weights)
                    with open(weights, "rb") as file:
                        data = file.read()
            new.writestr(member, data)
    os.replace(path + ".new", path)
