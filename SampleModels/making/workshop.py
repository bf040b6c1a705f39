"""Writes samples with their oracles and collects the manifest."""

import json
import os
import pathlib
import shutil
import tempfile
import zipfile

import h5py

from . import models
from .libraries import count
from .oracle import Oracle, find_addresses, marked

EXTENSIONS = {"keras": ".keras", "h5": ".h5", "weights": ".weights.h5", "legacy": ".legacy.h5", "folder": ""}


class Workshop:
    def __init__(self, root, only=""):
        self.root, self.only = pathlib.Path(root), only
        self.entries = []

    def write(self, library, build, name, hows, title, *, weights=None, alter=None, order=None, in_order=None,
              trainable_known=True, mismatches=(), extension=None):
        """Builds a model, saves it in each way of `hows` as `name` plus extension, and writes an oracle for each.

        weights          a label: samples of one label hold the same layers and values, however they are packed
        alter            what is done to the file afterwards (see `alterations`)
        order            where the true order of layers can be read from, if not what the layout itself has
        in_order         False where that source does not give the true order of all layers
        trainable_known  False where the configuration does not list the layers
        mismatches       names of the layers whose stored variables deviate from the configuration on purpose
        """
        for how in hows:
            end = extension or EXTENSIONS.get(how, ".weights.json")
            file = name + end
            if self.only not in file:
                continue
            library.fresh()
            model = build(library.k)
            if not getattr(model, "is_filled", False):
                models.fill(library, model)
            oracle = Oracle(library, model)
            self._save(library, model, how, self.root / file, alter)
            with marked(oracle), tempfile.TemporaryDirectory() as scratch:
                copy = pathlib.Path(scratch) / os.path.basename(file)
                self._save(library, model, how, copy, alter)
                find_addresses(oracle, copy)
            layout = layout_of(self.root / file)
            if in_order is None:
                kept = layout != "legacy-weights" or oracle.children_in_order()
            else:
                kept = in_order
            self._record(oracle, file, title, layout, order or default_order(layout), kept,
                         trainable_known, list(mismatches), weights)

    def _save(self, library, model, how, path, alter):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(path)
        library.save(model, path, how)
        if alter:
            alter(str(path))

    def _record(self, oracle, file, title, layout, order, in_order, trainable_known, mismatches, weights):
        totals = oracle.totals()
        document = {
            "file": file,
            "writer": f"{oracle.library.k.__name__} {oracle.library.version}",
            "model": {"name": oracle.model.name, "class": type(oracle.model).__name__},
            "totals": totals,
            "optimizer": oracle.optimizer(),
            "layers": oracle.layers,
        }
        place = f"oracles/{file}.oracle.json"
        write_json(self.root / place, document)
        known = trainable_known and layout in ("legacy-model", "keras-archive")
        unless = lambda key: totals[key] if known else None
        self.entries.append({
            "file": file,
            "title": title,
            "status": "ok",
            "error": None,
            "layout": layout,
            "keras_version": version_in(self.root / file),
            "order": order,
            "in_order": in_order,
            "names": layout.startswith("legacy") or known or self._names_groups(oracle.library),
            "weights": weights,
            "totals": {
                "parameters": totals["parameters"],
                "trainable": unless("trainable"),
                "non_trainable": unless("non_trainable"),
                "batch_norm_statistics": totals["batch_norm_statistics"],
                "frozen": unless("frozen"),
                "stored_values": totals["stored_values"],
                "optimizer": totals["optimizer"],
            },
            "kinds": oracle.kinds(),
            "mismatches": mismatches,
            "oracle": place,
        })
        print(f"  {file}")

    def _names_groups(self, library):
        """Keras 3.6 and later write each layer's name into its group."""
        return library.is_three and tuple(map(int, library.version.split(".")[:2])) >= (3, 6)

    def add_entry(self, file, title, error=None, status="error", **known):
        """a sample without an oracle: a broken file, or none of Keras"""
        nothing = dict.fromkeys(("layout", "keras_version", "order", "in_order", "names", "weights", "totals",
                                 "kinds", "oracle"))
        entry = {"file": file, "title": title, "status": status, "error": error, **nothing, "mismatches": [], **known}
        self.entries.append(entry)
        print(f"  {file}")

    def write_manifest(self):
        write_json(self.root / "manifest.json", {"samples": self.entries}, per_line="samples")


def write_json(path, document, per_line=None):
    """one line per layer or sample: short, and easy to compare"""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = per_line or "layers"
    compact = lambda value: json.dumps(value, ensure_ascii=False)
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


def default_order(layout):
    return {
        "legacy-model": "config",
        "keras-archive": "config",
        "legacy-weights": "layer_names",
        "keras2-weights": "heap",
        "keras-weights": "heap",
        "keras-shards": "heap",
    }[layout]


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
