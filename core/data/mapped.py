"""Arrays on disk that are mapped into memory instead of read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped_array(path: Path) -> NDArray[Any] | None:
    """The array of a `.npy` file, of whatever shape and type; None where there is none or the file is not one.

    On Windows it is read: a folder with a mapped file in it can neither be renamed nor deleted there.
    """
    try:
        array = np.load(path, mmap_mode=None if os.name == "nt" else "r", allow_pickle=False)
    except Exception:  # noqa: BLE001 - a damaged header makes NumPy's parser raise nearly anything, TokenError included
        return None
    return array if isinstance(array, np.ndarray) else None
