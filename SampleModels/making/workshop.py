"""Writes samples with their oracles and collects the manifest."""

import contextlib
import json
import os
import pathlib
import shutil
import tempfile
import zipfile

import h5py

from .filling import fill
from .oracle import Oracle, find_addresses, kinds_in, marked

EXTENSIONS = {"keras": ".keras", "h5": ".h5", "weights": ".weights.h5", "legacy": ".legacy.h5", "folder": ""}
NOTHING_KNOWN = dict.fromkeys(
    ("layout", "keras_version", "order", "in_order", "names", "weights", "totals", "kinds", "optimizer", "oracle"))


class Workshop:
    def __init__(self, root, only=""):
        self.root, self.only = pathlib.Path(root), only
        self.entries = []

    def write(self, library, build, name, ways, title, *, prepare=None, alter=None, within=contextlib.nullcontext,
              extension=None, **known):
        """Builds a model, saves it in each way of `ways` as `name` plus extension, and writes an oracle for each.

        prepare    what is done to the built model: training, quantizing
        alter      what is done to the file afterwards, within what Keras writes it (see `alterations`)
        extension  if it is not the usual one
        known      what the manifest says beyond what the model and the file tell (see `record`)
        """
        for way in ways:
            file = name + (extension or EXTENSIONS.get(way, ".weights.json"))
            if self.only not in file:
                continue
            library.fresh()
            model = build(library.k)
            fill(library, model)
            if prepare:
                prepare(library, model)
            oracle = Oracle(library, model)
            with within():
                _save(library, model, way, self.root / file, alter)
                with marked(oracle), tempfile.TemporaryDirectory() as scratch:
                    copy = pathlib.Path(scratch) / os.path.basename(file)
                    _save(library, model, way, copy, alter)
                    find_addresses(oracle, copy)
            document = oracle.document(file)
            write_json(self.root / f"oracles/{file}.oracle.json", document, rows="layers")
            in_order = known.pop("in_order", layout_of(self.root / file) != "legacy-weights" or oracle.children_in_order())
            self.record(file, document, title, in_order=in_order, **known)
            known["in_order"] = in_order

    def record(self, file, document, title, *, in_order, order=None, weights=None, trainable_known=True,
               mismatches=(), parameters=None, trainable=None, names=None):
        """Makes the manifest's entry of a sample that has an oracle.

        in_order         whether the file tells the true order of all layers
        order            where from, if not from what the layout itself has
        weights          a label: samples of one label hold the same layers and values, however they are packed
        trainable_known  False where the configuration does not list the layers
        mismatches       names of the layers whose stored variables deviate from the configuration on purpose
        names            False where the file holds names that are not the layers' own
        parameters, trainable  what the file tells, where that is not what Keras counts
        """
        layout, totals = layout_of(self.root / file), document["totals"]
        keeps_optimizer = layout != "legacy-weights"
        configured = trainable_known and layout in ("legacy-model", "keras-archive")
        unless = lambda key: totals[key] if configured else None
        self._add(file, title, "ok", None, {
            "layout": layout,
            "keras_version": version_in(self.root / file),
            "order": order or ORDER_OF[layout],
            "in_order": in_order,
            "names": _holds_names(layout, configured, document["writer"]) if names is None else names,
            "weights": weights,
            "totals": {
                "parameters": parameters or totals["parameters"],
                "trainable": trainable or unless("trainable"),
                "non_trainable": unless("non_trainable"),
                "batch_norm_statistics": totals["batch_norm_statistics"],
                "frozen": unless("frozen"),
                "stored_values": totals["stored_values"],
                "optimizer": totals["optimizer"] if keeps_optimizer else 0,
            },
            "kinds": kinds_in(document["layers"]),
            "optimizer": document["optimizer"] if keeps_optimizer else None,
            "oracle": f"oracles/{file}.oracle.json",
        }, mismatches)

    def write_bytes(self, file, data, title, *, status="error", error=None, layout=None):
        """a sample that was not written by Keras: no oracle"""
        if self.only not in file:
            return
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._add(file, title, status, error, {"layout": layout})

    def _add(self, file, title, status, error, known, mismatches=()):
        self.entries.append({"file": file, "title": title, "status": status, "error": error, **NOTHING_KNOWN, **known,
                             "mismatches": list(mismatches)})
        print(f"  {file}", flush=True)

    def write_manifest(self):
        write_json(self.root / "manifest.json", {"samples": self.entries}, rows="samples")


def _save(library, model, way, path, alter):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    usual = path if way != "h5" or path.suffix == ".h5" else path.with_suffix(".h5")
    library.save(model, usual, way)
    if usual != path:
        os.replace(usual, path)
    if alter:
        alter(str(path))


def write_json(path, document, rows):
    """one line for each of `rows`: short, and easy to compare"""
    path.parent.mkdir(parents=True, exist_ok=True)
    compact = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    lines = [f"  {compact(key)}: {compact(value)}" for key, value in document.items() if key != rows]
    lines.append(f"  {compact(rows)}: [\n    " + ",\n    ".join(map(compact, document[rows])) + "\n  ]")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def layout_of(path):
    """the layout's name in the report, by the facts that Keras' own readers go by"""
    path = str(path)
    if os.path.isdir(path) or zipfile.is_zipfile(path):
        return "keras-archive"
    if path.endswith(".json"):
        return "keras-shards"
    with h5py.File(path, "r") as file:
        if "model_config" in file.attrs or "model_weights" in file:
            return "legacy-model"
        if "layer_names" in file.attrs or "layer_names0" in file.attrs:
            return "legacy-weights"
        return "keras2-weights" if "_layer_checkpoint_dependencies" in file else "keras-weights"


ORDER_OF = {
    "legacy-model": "config",
    "keras-archive": "config",
    "legacy-weights": "layer_names",
    "keras2-weights": "heap",
    "keras-weights": "heap",
    "keras-shards": "heap",
}


def _holds_names(layout, configured, writer):
    """Keras 3.6 and later write each layer's name into its group."""
    library, version = writer.split()
    return layout.startswith("legacy") or configured or library == "keras" and tuple(map(int, version.split(".")[:2])) >= (3, 6)


def version_in(path):
    path = str(path)
    if os.path.isdir(path):
        return json.loads(pathlib.Path(path, "metadata.json").read_text())["keras_version"]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return json.loads(archive.read("metadata.json"))["keras_version"]
    if path.endswith(".json"):
        return None
    with h5py.File(path, "r") as file:
        version = file.attrs.get("keras_version", file.get("model_weights", file).attrs.get("keras_version"))
        return version.decode() if isinstance(version, bytes) else version
