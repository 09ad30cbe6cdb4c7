"""What a kind of hostile file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file.

    Attributes:
        prepare: Writes honest files into a folder, and names the one that will be changed.
        read: Reads it as the program does.
        by_hand: Contents that chance would not find.
    """

    name: str
    prepare: Callable[[Path], Path]
    read: Callable[[Path], object]
    by_hand: tuple[bytes, ...] = ()
