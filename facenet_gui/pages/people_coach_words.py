"""What the coach says about a face, and what kind of source a word names."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.faces.quality import Quality


def quality_in_words(quality: Quality) -> str:
    """One word for a score."""
    if quality.problems:
        return QCoreApplication.translate("coach", "Poor")
    if quality.score < 0.4:
        return QCoreApplication.translate("coach", "Fair")
    return (
        QCoreApplication.translate("coach", "Good")
        if quality.score < 0.75
        else QCoreApplication.translate("coach", "Very good")
    )


def is_camera(source: str) -> bool:
    """Whether it is a camera of this computer, by its number."""
    return source.removeprefix("camera:").isdecimal()


def is_live(source: str) -> bool:
    """Whether it goes on without us: a camera or an address."""
    return is_camera(source) or "://" in source


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
