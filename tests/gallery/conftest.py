"""A gallery on an empty disk, faces made of noise, and an embedder that needs no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.records import GalleryModel, NewTemplate

SIZE = 16
MODEL = GalleryModel("a" * 32, "pixels", SIZE, normalised=True)
OTHER_MODEL = GalleryModel("b" * 32, "other pixels", SIZE, normalised=True)
ALIGNMENT = "five-point-150+15@180"


def chip_of(number: int, size: int = 24) -> NDArray[np.uint8]:
    """The same chip for the same number."""
    return np.random.default_rng(number).integers(0, 256, (size, size, 3)).astype(np.uint8)


def pixel_embedding(chip_rgb: NDArray[np.uint8], seed: int = 0) -> NDArray[np.float32]:
    """A deterministic embedding of length 1: a random projection of the pixels."""
    pixels = chip_rgb.astype(np.float64).ravel() / 255 - 0.5
    projection = np.random.default_rng(seed).normal(size=(SIZE, pixels.size))
    vector = projection @ pixels
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def new_template(number: int, **values: object) -> NewTemplate:
    chip = chip_of(number)
    fields = {"embeddings": {MODEL.id: pixel_embedding(chip)}, "source": f"secret-folder/{number}.jpg", **values}
    return NewTemplate(chip, ALIGNMENT, **fields)  # type: ignore[arg-type]


@pytest.fixture
def keys(tmp_path: Path) -> KeyFiles:
    return KeyFiles(tmp_path / "keys")


@pytest.fixture
def open_gallery(tmp_path: Path, keys: KeyFiles) -> Iterator[Callable[..., Gallery]]:
    """Opens `people.sqlite` as another program would, each time anew; closes all of them at the end."""
    opened: list[Gallery] = []

    def open_(**options: object) -> Gallery:
        values = {"keys": keys, "create": True, "busy_seconds": 0.2, **options}
        gallery = Gallery.open(tmp_path / "people.sqlite", **values)  # type: ignore[arg-type]
        opened.append(gallery)
        return gallery

    yield open_
    for gallery in opened:
        gallery.close()


@pytest.fixture
def gallery(open_gallery: Callable[..., Gallery]) -> Gallery:
    gallery = open_gallery()
    gallery.embeddings.add_model(MODEL)
    return gallery
