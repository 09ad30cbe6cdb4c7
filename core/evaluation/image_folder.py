"""Where the images of a pair list lie on disk."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import InputError
from core.evaluation.pairs import PairList
from core.faces.photo import PHOTO_SUFFIXES


def find_images(pair_list: PairList, folder: Path) -> list[Path | None]:
    """The file of every image of `pair_list`, None where there is none.

    The images lie in `folder` or in one folder below it (`lfw/lfw-deepfunneled/Name/…`). A name without the suffix
    of a photo takes any. Accents compare equal however they are encoded (macOS encodes them in two characters).

    Raises:
        InputError: `folder` is not a folder, or holds not a single one of the images.
    """
    if not folder.is_dir():
        raise InputError(
            f"{folder} is not a folder.", hint="Name the folder that holds one folder per person, as LFW's does."
        )
    listings = _Listings()
    base = _base(folder, pair_list.images, listings)
    found = [_find(base, image, listings) for image in pair_list.images]
    if not any(found):
        example = pair_list.images[0] if _has_suffix(pair_list.images[0]) else pair_list.images[0] + ".jpg"
        raise InputError(
            f"None of the {len(found):,} images of {pair_list.source} is in {folder}; "
            f"expected for instance {folder / example}.",
            hint="Name the folder that holds one folder per person, or the one above it.",
        )
    return found


class _Listings:
    """Folder listings, each read once: comparable name → name on disk."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def __call__(self, folder: Path) -> dict[str, str]:
        key = str(folder)
        if key not in self._known:
            try:
                names = sorted(os.listdir(folder))  # noqa: PTH208  names, not paths: a folder of LFW has 5,749
            except OSError:
                names = []  # what cannot be listed holds nothing that could be read
            self._known[key] = {_comparable(name): name for name in reversed(names)}
        return self._known[key]


def _base(folder: Path, images: Sequence[str], listings: _Listings) -> Path:
    """`folder`, or the folder in it that holds the most of the first parts of the images' paths."""
    tops = {_comparable(image.partition("/")[0]) for image in images}
    candidates = [folder, *_subfolders(folder)] if not tops & listings(folder).keys() else [folder]
    return max(candidates, key=lambda candidate: len(tops & listings(candidate).keys()))


def _subfolders(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _find(base: Path, image: str, listings: _Listings) -> Path | None:
    *parents, name = image.split("/")
    folder = base
    for parent in parents:
        real = listings(folder).get(_comparable(parent))
        if real is None:
            return None
        folder /= real
    there = listings(folder)
    names = [name] if _has_suffix(name) else [name, *(name + suffix for suffix in _SUFFIXES)]
    for candidate in names:
        real = there.get(_comparable(candidate))
        if real is not None and (folder / real).is_file():
            return folder / real
    return None


# LFW's own first; capital letters are how some cameras and Windows write them.
_SUFFIXES = [
    form
    for suffix in sorted(PHOTO_SUFFIXES, key=lambda suffix: (suffix != ".jpg", suffix))
    for form in (suffix, suffix.upper())
]


def _has_suffix(name: str) -> bool:
    return any(name.casefold().endswith(suffix) for suffix in PHOTO_SUFFIXES)


def _comparable(name: str) -> str:
    return unicodedata.normalize("NFC", name)
