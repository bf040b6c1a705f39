"""What a sample holds, told by the live Keras model that wrote it.

Names, classes, shapes, order and trainability are the model's own. Where a variable lies in the file is found by its
value, never by its name: a second copy of the model is saved in which every variable is filled with a number of its
own, and that copy is read back. So an oracle shares no assumption about layouts with the program under test.
"""

import contextlib
import io
import json
import os
import zipfile

import h5py
import numpy as np

from .libraries import count, dtype_of, role_of, shape_of, value_of

STATISTICS = ("moving_mean", "moving_variance")
# Groups at the root that hold no weights.
NOT_WEIGHTS = ("optimizer", "optimizer_weights", "metrics")


class Oracle:
    """The layers of a model, depth first in their true order, with their variables."""

    def __init__(self, library, model):
        self.library, self.model = library, model
        self.layers = []
        self.variables = []  # (live variable, its record), each variable once
        self._holder = {}  # id(variable) -> (index of the layer that holds it first, record)
        self._trainable = {id(v) for v in model.trainable_weights}
        own = library.own_variables(model)
        if own[0] or own[1]:
            self._add_layer(model, None, True)  # only a subclassed model holds variables itself
        for layer in model.layers:
            self._add(layer, None, True, {id(model)})
        for index, record in enumerate(self.layers):
            if record["parent"] is None:
                self._sum(index)

    def _add(self, layer, parent, member, chain):
        index = self._add_layer(layer, parent, member)
        if id(layer) in chain:
            return
        for part in self.library.parts(layer):
            self._add(part, index, isinstance(layer, self.library.k.Model), chain | {id(layer)})

    def _add_layer(self, layer, parent, member):
        index = len(self.layers)
        record = {
            "index": index,
            "parent": parent,
            "member": member,
            "name": layer.name,
            "class": self.library.class_name(layer),
            "custom": not self.library.is_builtin(layer),
            "trainable": bool(layer.trainable),
            "variables": [],
        }
        self.layers.append(record)
        trainable, fixed = self.library.own_variables(layer)
        for variable in trainable + fixed:
            holder, first = self._holder.get(id(variable), (None, None))
            if holder == index:
                continue
            entry = {
                "role": _role(layer, variable),
                "shape": shape_of(variable),
                "dtype": dtype_of(variable),
                "address": None,
                "trainable": id(variable) in self._trainable,
                "fixed": any(variable is other for other in fixed),
            }
            if first is None:
                self._holder[id(variable)] = (index, entry)
                self.variables.append((variable, entry))
            else:
                entry["same_as"] = holder
            record["variables"].append(entry)
        return index

    def _sum(self, index):
        record = self.layers[index]
        own = [v for v in record["variables"] if "same_as" not in v]
        total = sum(count(v["shape"]) for v in own)
        trained = sum(count(v["shape"]) for v in own if v["trainable"])
        for child in self.layers:
            if child["parent"] == index:
                parameters, trainable = self._sum(child["index"])
                total, trained = total + parameters, trained + trainable
        record["parameters"], record["trainable_parameters"] = total, trained
        return total, trained

    def totals(self):
        """Keras' own counts, not sums of ours."""
        size = lambda variables: sum(count(shape_of(v)) for v in {id(v): v for v in variables}.values())
        parts = {"batch_norm_statistics": 0, "frozen": 0, "fixed": 0}
        for layer in self.layers:
            for variable in layer["variables"]:
                if "same_as" in variable or variable["trainable"]:
                    continue
                statistic = layer["class"] == "BatchNormalization" and variable["role"] in STATISTICS
                part = "batch_norm_statistics" if statistic else "fixed" if variable["fixed"] else "frozen"
                parts[part] += count(variable["shape"])
        return {
            "parameters": size(self.model.weights),
            "trainable": size(self.model.trainable_weights),
            "non_trainable": size(self.model.non_trainable_weights),
            **parts,
            "stored_values": sum(
                count(v.get("stored_shape", v["shape"])) * (1 + len(v.get("also_at", ())))
                for _, v in self.variables
                if v["address"] is not None
            ),
            "optimizer": size(self.library.optimizer_variables(self.model)),
        }

    def optimizer(self):
        """what a saved optimizer must prove: step, rate, and the variables that the last compile trained"""
        if not self.library.optimizer_variables(self.model):
            return None
        optimizer = self.model.optimizer
        scheduled = not isinstance(optimizer.get_config()["learning_rate"], (int, float, np.floating))
        if self.library.is_three:
            trained = list(optimizer._trainable_variables)
        else:
            trained = [v for v in self.model.variables if optimizer._var_key(v) in optimizer._index_dict]
        address = {id(variable): entry["address"] for variable, entry in self.variables}
        return {
            "name": type(optimizer).__name__,
            "step": int(value_of(optimizer.iterations)),
            "learning_rate": None if scheduled else float(value_of(optimizer.learning_rate)),
            "slots_for": [address[id(variable)] for variable in trained],
        }

    def document(self, file):
        return {
            "file": file,
            "writer": f"{self.library.k.__name__} {self.library.version}",
            "model": {"name": self.model.name, "class": type(self.model).__name__},
            "totals": self.totals(),
            "optimizer": self.optimizer(),
            "layers": self.layers,
        }

    def children_in_order(self):
        """Whether a legacy weights file tells the true order inside nested models.

        It lists trainable weights before the others, so a frozen layer ahead of others appears too late.
        """
        for layer in self.model.layers:
            place = {id(v): at for at, v in enumerate(list(layer.trainable_weights) + list(layer.non_trainable_weights))}
            inside = [place[id(v)] for own in _members_first(self.library, layer) for v in own[:1] if id(v) in place]
            if inside != sorted(inside):
                return False
        return True


def kinds_in(layers):
    """how many layers of each class hold variables, themselves or in their parts"""
    models = {layer["parent"] for layer in layers if layer["member"]}
    found = {}
    for layer in layers:
        if layer["member"] and layer["parameters"] and layer["index"] not in models:
            found[layer["class"]] = found.get(layer["class"], 0) + 1
    return dict(sorted(found.items()))


def _members_first(library, layer):
    """per member of nested models, depth first: its variables, the one listed first in front"""
    if not isinstance(layer, library.k.Model):
        return []
    found = []
    for member in layer.layers:
        if isinstance(member, library.k.Model):
            found += _members_first(library, member)
        else:
            found.append(list(member.trainable_weights) + list(member.non_trainable_weights))
    return found


def _role(layer, variable):
    # The report calls a depthwise kernel by one name; Keras 3 says `kernel`, Keras 2 `depthwise_kernel`.
    role = role_of(variable)
    return "depthwise_kernel" if role == "kernel" and type(layer).__name__.startswith("DepthwiseConv") else role


# ------------------------------------------------------------------------------------------- addresses by value
def _mark(number, dtype):
    """the value that stands for variable `number` in its type"""
    return number % 127 + 1 if dtype == "int8" else number % 255 + 1 if dtype in ("uint8", "bfloat16") else number + 1


@contextlib.contextmanager
def marked(oracle):
    """fills every variable with its own number while the block runs"""
    kept = [value_of(variable) for variable, _ in oracle.variables]
    for number, (variable, entry) in enumerate(oracle.variables):
        if entry["dtype"] != "bool":
            mark = np.full(entry["shape"], _mark(number, entry["dtype"]))
            variable.assign(mark.astype(kept[number].dtype))
    yield
    for value, (variable, entry) in zip(kept, oracle.variables):
        if entry["dtype"] != "bool":
            variable.assign(value)


def find_addresses(oracle, path):
    """Gives each variable the place where the marked copy at `path` holds it.

    Where value and size do not fit (LoRA is merged on saving, a bool has no room for a number, a shape holds no
    value), the first dataset of that shape that is left is taken, then one of that value (a sample whose shape was
    altered on purpose). A dataset that repeats a variable is noted as `also_at`.
    """
    left = list(_datasets(path))
    waiting = list(enumerate(entry for _, entry in oracle.variables))
    for fits in (
        lambda dataset, mark, entry: dataset["value"] == mark and count(dataset["shape"]) == count(entry["shape"]),
        lambda dataset, mark, entry: dataset["shape"] == entry["shape"],
        lambda dataset, mark, entry: dataset["value"] == mark,
    ):
        still = []
        for number, entry in waiting:
            found = next((d for d in left if fits(d, _mark(number, entry["dtype"]), entry)), None)
            if found is None:
                still.append((number, entry))
            else:
                _place(entry, found)
                left.remove(found)
        waiting = still
    for dataset in left:
        for number, (_, entry) in enumerate(oracle.variables):
            if entry["address"] and dataset["value"] == _mark(number, entry["dtype"]) and dataset["shape"] == entry["shape"]:
                entry.setdefault("also_at", []).append(dataset["address"])
                break
        else:
            print(f"    {os.path.basename(path)}: no variable for {dataset['address']}")
    for _, entry in oracle.variables:
        if entry["address"] is None:
            print(f"    {os.path.basename(path)}: {entry['role']} {entry['shape']} is not stored")


def _place(entry, dataset):
    entry["address"] = dataset["address"]
    if dataset["shape"] != entry["shape"]:
        entry["stored_shape"] = dataset["shape"]
    if dataset["dtype"] != entry["dtype"]:
        entry["stored_dtype"] = dataset["dtype"]


def _datasets(path):
    for member, file in open_hdf5(path):
        found = []
        with file:
            _walk(file, "", found)
            for address, dataset in found:
                if address.replace("\\", "/").split("/")[0] in NOT_WEIGHTS:
                    continue
                dtype = dataset.attrs.get("dtype", dataset.dtype.newbyteorder("=").name)
                dtype = "bfloat16" if dataset.dtype.kind == "V" and dataset.dtype.itemsize == 2 else dtype
                yield {
                    "address": f"{member}:{address}" if member else address,
                    "shape": list(dataset.shape),
                    "dtype": str(dtype),
                    "value": _first_value(dataset, dtype),
                }


def _first_value(dataset, dtype):
    if not dataset.size:
        return None
    value = np.asarray(dataset[(0,) * dataset.ndim])
    if dtype == "bfloat16":
        # the upper half of a float32
        return float((value.view(np.uint16).astype(np.uint32) << 16).view(np.float32).reshape(()))
    return float(value)


def _walk(group, prefix, found):
    """datasets behind hard links, each object once: soft and external links are never weights

    In the order of `layer_names` where there is one: a layer that two levels own is stored twice, and belongs to the
    one that comes first.
    """
    listed = [name.decode() if isinstance(name, bytes) else name for name in group.attrs.get("layer_names", ())]
    listed = [name for name in listed if name in group]
    for name in listed + [name for name in group if name not in listed]:
        if not isinstance(group.get(name, getlink=True), h5py.HardLink):
            continue
        item = group[name]
        if isinstance(item, h5py.Group):
            _walk(item, f"{prefix}{name}/", found)
        elif all(item != other for _, other in found):
            found.append((prefix + name, item))


def open_hdf5(path):
    """[(shard name or "", open file)] of whatever lies at `path`"""
    path = str(path)
    if os.path.isdir(path):
        return [("", h5py.File(os.path.join(path, "model.weights.h5"), "r"))]
    if path.endswith(".weights.json"):
        with open(path) as index:
            shards = sorted({n for names in json.load(index)["weight_map"].values() for n in np.atleast_1d(names)})
        return [(str(n), h5py.File(os.path.join(os.path.dirname(path), n), "r")) for n in shards]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return [("", h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r"))]
    return [("", h5py.File(path, "r"))]
