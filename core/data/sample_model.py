"""The statistical model behind sample faces: a file of at most 4 MB with nobody's picture in it.

A mean aligned face, its principal components, and two covariances of their scores: between people and within the
pictures of one person (the two-covariance model of PLDA; Ioffe 2006, Prince and Elder 2007).
`tools/make_sample_faces.py` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import files
from core.errors import ModelError
from core.resources import resources_folder

CARD_FILE, ARRAYS_FILE = "sample-faces.json", "sample-faces.npz"
_FORMAT = "facenet-sample-faces"
_LARGEST_FILE = 8 * 2**20
_HINT = "It comes with the application: install it again."


@dataclass(frozen=True, slots=True, eq=False)
class SampleModel:
    """Faces as mean + scores · components.

    Attributes:
        mean: (S, S, 3) float32 RGB, about [0, 1].
        components: (C, S, S, 3) float32, each of length 1.
        between, within: (C, C) float32 square roots R of the covariances R Rᵀ of the scores.
        card: What it was made from: `alignment_id`, `identities`, `images`, and words.
    """

    mean: NDArray[np.float32]
    components: NDArray[np.float32]
    between: NDArray[np.float32]
    within: NDArray[np.float32]
    card: Mapping[str, Any]

    def save(self, folder: Path) -> None:
        """Write the model's files into `folder`, the components with 8 bits. Raises `StorageError`."""
        scale = np.abs(self.components).max(axis=(1, 2, 3)) / 127
        arrays = {
            "mean": self.mean.astype(np.float16),
            "components": np.round(self.components / scale[:, None, None, None]).astype(np.int8),
            "scale": scale.astype(np.float32),
            "between": self.between.astype(np.float16),
            "within": self.within.astype(np.float16),
        }
        with files.whole_file(folder / ARRAYS_FILE) as aside, aside.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
        files.write_json(folder / CARD_FILE, {"format": _FORMAT, "version": 1, **self.card})

    @classmethod
    def load(cls, folder: Path | None = None) -> SampleModel:
        """Read the model in `folder`, by default the one that comes with the application.

        Raises:
            ModelError: It is missing, damaged, or of another kind.
        """
        folder = folder or resources_folder() / "sample-faces"
        card = files.read_json(folder / CARD_FILE, error=ModelError)
        if not isinstance(card, dict) or (card.get("format"), card.get("version")) != (_FORMAT, 1):
            raise ModelError(f"{folder / CARD_FILE} does not describe sample faces of version 1.", hint=_HINT)
        if not isinstance(card.get("alignment_id"), str):
            raise ModelError(f"{folder / CARD_FILE} does not say how its faces are aligned.", hint=_HINT)
        arrays = _read_arrays(folder / ARRAYS_FILE)
        components = arrays["components"].astype(np.float32) * arrays["scale"][:, None, None, None]
        return cls(
            mean=arrays["mean"].astype(np.float32),
            components=components,
            between=arrays["between"].astype(np.float32),
            within=arrays["within"].astype(np.float32),
            card=card,
        )


def _read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    import zipfile
    import zlib

    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ModelError(f"{path} is larger than {_LARGEST_FILE} bytes, which no sample faces are.", hint=_HINT)
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in ("mean", "components", "scale", "between", "within")}
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror or error}.", hint=_HINT) from error
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"{path} is damaged: {error}.", hint=_HINT) from error
    shape = arrays["components"].shape
    count = shape[0] if shape else 0
    expected = {
        "mean": (shape[1:], np.float16),
        "components": (shape, np.int8),
        "scale": ((count,), np.float32),
        "between": ((count, count), np.float16),
        "within": ((count, count), np.float16),
    }
    whole = len(shape) == 4 and shape[1] == shape[2] > 0 and shape[3] == 3 and count > 0
    for name, (form, kind) in expected.items():
        whole = whole and arrays[name].shape == form and arrays[name].dtype == kind
        whole = whole and bool(np.isfinite(arrays[name]).all())
    if not whole:
        raise ModelError(f"{path} is damaged: its arrays do not fit together.", hint=_HINT)
    return arrays
