"""The weights of MTCNN's three networks, as the mtcnn package ships them, read into plain arrays.

They are joblib files, that is, pickles: reading one runs what it says. So the bytes are compared with a pinned
checksum first, and the same bytes are then read. The package itself is not imported; it would build its own networks.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import ModelError

Arrays = list[NDArray[np.float32]]

# SHA-256 of the files in mtcnn 1.0.0.
_CHECKSUMS = {
    "pnet.lz4": "ea6b0c3e685ebee3165326ad6484acc95f2ef78f1c94fbf40a55704fa989f7b5",
    "rnet.lz4": "cb00e6460f3c98b0bfafaba3c0a0ded4bdf6e62cee7174d969e8670d7e757fee",
    "onet.lz4": "94f6ea2f4cf985275ee958cdd762d17b6009348a4fb9d8c6be39ba73ffd22ca3",
}
_HINT = 'Install the version that this program was made with: pip install "mtcnn==1.0.0".'


class MtcnnWeights(NamedTuple):
    """Kernels, biases and PReLU slopes of each network, float32, in the order of its layers.

    Convolution kernels are (height, width, in, out), dense ones (in, out).
    """

    proposal: Arrays
    refine: Arrays
    output: Arrays


def load_weights(folder: Path | None = None) -> MtcnnWeights:
    """Read the three files.

    Args:
        folder: Where they are; None for the installed mtcnn package.

    Raises:
        ModelError: The package or a file is missing, or a file is not the one that was checked.
    """
    place = _package_folder() if folder is None else folder
    return MtcnnWeights(*(_read(place / name, checksum) for name, checksum in _CHECKSUMS.items()))


def _package_folder() -> Path:
    found = importlib.util.find_spec("mtcnn")
    if found is None or found.origin is None:
        raise ModelError("The package mtcnn, which brings the face detector's weights, is not installed.", hint=_HINT)
    return Path(found.origin).parent / "assets" / "weights"


def _read(path: Path, checksum: str) -> Arrays:
    import joblib

    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"The face detector's weights {path} cannot be read: {error.strerror or error}.", hint=_HINT
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != checksum:
        raise ModelError(
            f"The face detector's weights {path} are not those of mtcnn 1.0.0: "
            f"their SHA-256 is {found[:12]}…, expected {checksum[:12]}….",
            hint=_HINT,
        )
    return [np.asarray(array, np.float32) for array in joblib.load(io.BytesIO(content))]
