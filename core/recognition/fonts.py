"""Fonts that can write a name, whatever its script.

DejaVu Sans comes with Matplotlib and covers Latin, Greek, Cyrillic, Arabic, Hebrew and more, so that labels look the
same on every system. For scripts that it lacks the system's fonts are searched.
"""

from __future__ import annotations

import functools
from pathlib import Path

from PIL import ImageFont


@functools.lru_cache(maxsize=64)
def font_for(text: str, size: int) -> ImageFont.FreeTypeFont | None:
    """A font of `size` pixels that has every character of `text`, or None where there is none."""
    path = _covering(frozenset(ord(character) for character in text if not character.isspace()))
    return None if path is None else ImageFont.truetype(path, size)


@functools.lru_cache(maxsize=64)
def _covering(characters: frozenset[int]) -> str | None:
    bundled = _bundled()
    if characters <= _characters(bundled):
        return bundled
    return next((path for path in _system_fonts() if characters <= _characters(path)), None)


@functools.lru_cache(maxsize=1)
def _bundled() -> str:
    import matplotlib

    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")


@functools.lru_cache(maxsize=1)
def _system_fonts() -> list[str]:
    from matplotlib.font_manager import findSystemFonts

    return sorted(findSystemFonts(fontext="ttf"))


@functools.lru_cache(maxsize=1024)
def _characters(path: str) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(FT2Font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()  # a font that cannot be read covers nothing
