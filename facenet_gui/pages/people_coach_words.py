"""What the coach says about a face, and what kind of source a word names."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from core.faces.quality import Quality

# What `core.recognition.collector` says, in English; listed here for those who translate.
HINTS = (
    QT_TRANSLATE_NOOP("coach", "look straight into the camera"),
    QT_TRANSLATE_NOOP("coach", "turn a little to your left"),
    QT_TRANSLATE_NOOP("coach", "turn a little to your right"),
    QT_TRANSLATE_NOOP("coach", "move your head a little, or smile"),
    QT_TRANSLATE_NOOP("coach", "come closer"),
    QT_TRANSLATE_NOOP("coach", "hold still"),
    QT_TRANSLATE_NOOP("coach", "more light on your face"),
    QT_TRANSLATE_NOOP("coach", "less light on your face"),
    QT_TRANSLATE_NOOP("coach", "look towards the camera"),
    QT_TRANSLATE_NOOP("coach", "move to the middle of the picture"),
    QT_TRANSLATE_NOOP("coach", "look into the camera with nothing before your face"),
    QT_TRANSLATE_NOOP("coach", "one person at a time, please"),
    QT_TRANSLATE_NOOP("coach", "look into the camera"),
    QT_TRANSLATE_NOOP("coach", "that is enough, thank you"),
)


def hint_in_words(hint: str) -> str:
    """A hint of the collector, translated, as a sentence without a full stop."""
    return sentence(QCoreApplication.translate("coach", hint))


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
