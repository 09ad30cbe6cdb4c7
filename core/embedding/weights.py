"""Weights in safetensors files: plain arrays under the paths of their variables; nothing in them can run.

A tensor is stored as float32, as float16, or as uint8 with two float32 vectors beside it, `path:scale` and
`path:min` (one value for each index of the last axis): value = byte · scale + min.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from core import files
from core.errors import ModelError

if TYPE_CHECKING:
    import keras

Arrays = dict[str, NDArray[np.float32]]

_DAMAGED = "Take the file from a backup, or train or install the model again."


def variables_by_path(network: keras.Model) -> dict[str, keras.Variable]:
    """Every variable that decides what the network computes, by its path (`conv2d_3/kernel`).

    The states of dropout's generators are left out: they belong to a training, not to a model.
    """
    return {
        variable.path: variable for variable in network.variables if not variable.path.endswith("seed_generator_state")
    }


def network_arrays(network: keras.Model) -> Arrays:
    """The values of `variables_by_path`, each (…) float32."""
    return {path: np.asarray(variable, np.float32) for path, variable in variables_by_path(network).items()}


def write_weights(path: Path, arrays: Arrays, *, half: bool = False) -> str:
    """Write a weights file, in one step.

    The same arrays give the same bytes.

    Args:
        half: Store kernels and matrices as float16, which halves the file. Vectors (biases, batch statistics)
            stay float32: they are small, and variances can be larger than float16 can say.

    Returns:
        The file's SHA-256, in hexadecimal.

    Raises:
        ModelError: A weight is not finite, or too large for float16.
        StorageError: The file cannot be written.
    """
    stored: dict[str, NDArray[np.generic]] = {}
    for name, array in arrays.items():
        value: NDArray[np.generic] = np.ascontiguousarray(array, np.float32)
        if half and value.ndim >= 2:
            with np.errstate(over="ignore"):
                value = value.astype(np.float16)
        if not np.isfinite(value).all():
            what = "is not finite" if np.isnan(array).any() or np.isinf(array).any() else "is too large for float16"
            raise ModelError(f"The weights cannot be saved: a value of {name} {what}.")
        stored[name] = value
    content = save(stored)
    files.write_bytes(path, content)
    return hashlib.sha256(content).hexdigest()


def read_weights(path: Path, *, sha256: str | None = None) -> Arrays:
    """Read a weights file.

    Args:
        sha256: The checksum that the file must have.

    Returns:
        Path of a variable → (…) float32.

    Raises:
        ModelError: The file is missing, not safetensors, cut short, changed, or holds values that are not finite.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"The weights file {path} does not exist.", hint=_DAMAGED) from None
    except OSError as error:
        raise ModelError(f"The weights file {path} cannot be read: {error.strerror or error}.") from error
    try:
        stored = load(content)
    except (SafetensorError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            f"The weights file {path} is cut short or not a safetensors file ({len(content):,} bytes): {error}.",
            hint=_DAMAGED,
        ) from error
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(
            f"The weights file {path} is not the one that its model.json describes: the checksums differ.",
            hint=_DAMAGED,
        )
    arrays = {name: _decoded(path, name, stored) for name in stored if ":" not in name}
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ModelError(f"The weights file {path} is damaged: {name} holds a value that is not finite.")
    return arrays


def _decoded(path: Path, name: str, stored: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    array = stored[name]
    if array.dtype in (np.float32, np.float16):
        return array.astype(np.float32, copy=False)
    scale, smallest = stored.get(f"{name}:scale"), stored.get(f"{name}:min")
    if array.dtype != np.uint8 or scale is None or smallest is None:
        raise ModelError(
            f"The weights file {path} cannot be used: {name} is stored as {array.dtype}, "
            "expected float32, float16, or uint8 with a scale and a minimum."
        )
    channels = array.shape[-1:]
    for vector, what in ((scale, "scale"), (smallest, "min")):
        if vector.dtype != np.float32 or vector.shape != channels:
            raise ModelError(
                f"The weights file {path} cannot be used: {name}:{what} should be {channels} float32, "
                f"got {vector.shape} {vector.dtype}."
            )
    decoded: NDArray[np.float32] = array.astype(np.float32) * scale.astype(np.float32) + smallest.astype(np.float32)
    return decoded


def assign_weights(network: keras.Model, arrays: Arrays, *, source: str) -> None:
    """Give a network the weights of a file. Nothing is changed unless all of them fit.

    Args:
        source: What to call the arrays in an error, for instance the file's path.

    Raises:
        ModelError: A variable is missing, left over, or has another shape.
    """
    variables = variables_by_path(network)
    hint = f"Expected the weights of a network {network.name!r}."
    if missing := sorted(variables.keys() - arrays.keys()):
        raise ModelError(f"{source} holds weights of another network: {_listed(missing)} missing.", hint=hint)
    if extra := sorted(arrays.keys() - variables.keys()):
        raise ModelError(f"{source} holds weights of another network: {_listed(extra)} not known.", hint=hint)
    for path, variable in variables.items():
        if tuple(variable.shape) != arrays[path].shape:
            raise ModelError(
                f"{source} holds weights of another network: {path} should be {tuple(variable.shape)}, "
                f"got {arrays[path].shape}.",
                hint=hint,
            )
    for path, variable in variables.items():
        variable.assign(arrays[path])


def _listed(names: list[str]) -> str:
    more = len(names) - 1
    return f"{names[0]} and {more} more are" if more else f"{names[0]} is"
