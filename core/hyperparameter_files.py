"""JSON files of hyperparameters: a run's, the presets, somebody's own, and those of Facenet-TF."""

from __future__ import annotations

from pathlib import Path

from core import files, resources
from core.errors import HyperparameterError
from core.facenet_tf_hyperparameters import is_facenet_tf, translate
from core.hyperparameters import Hyperparameters, from_mapping


def load(path: Path) -> Hyperparameters:
    """Read a file. Raises `HyperparameterError` when it is missing, not JSON, or does not validate."""
    return load_with_remarks(path)[0]


def load_preset(name: str) -> Hyperparameters:
    """The preset called `name`, one of `core.resources.preset_names`. Raises as `load` does."""
    return load(resources.preset(name))


def load_with_remarks(path: Path) -> tuple[Hyperparameters, list[str]]:
    """What `load` does, and what the user should hear about it: how a file of Facenet-TF was understood."""
    values = files.read_json(path, error=HyperparameterError)
    remarks: list[str] = []
    if is_facenet_tf(values):
        values, remarks = translate(values, source=str(path))
    return from_mapping(values, source=str(path)), remarks
