"""The window's languages: English as it is written in the code, and what `resources/translations` holds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core.resources import resources_folder

# Code of a language → its own name for itself, which is not translated: whoever chose a wrong one must find back.
NAMES = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}
# What the setting holds where the system decides.
SYSTEM = "system"


def choose(wished: str, of_system: Iterable[str] | None = None) -> str:
    """The language to speak.

    Args:
        wished: A key of `NAMES`, or `SYSTEM`.
        of_system: What the user's system prefers, best first, as `QLocale.uiLanguages` names it; that of this system
            where None.

    Returns:
        A key of `NAMES`; English where the system's languages are none of them.
    """
    if wished in NAMES:
        return wished
    for language in QLocale.system().uiLanguages() if of_system is None else of_system:
        parts = language.replace("_", "-").split("-")
        if parts[0] == "zh":
            # Whoever reads traditional characters is not served with simplified ones.
            if not {"Hant", "TW", "HK", "MO"} & set(parts):
                return "zh_CN"
        elif parts[0] in NAMES:
            return parts[0]
    return "en"


def speak(application: QCoreApplication, language: str) -> list[QTranslator]:
    """Speak a language from now on: our words and Qt's own. What is on the screen already stays as it is.

    Args:
        language: A key of `NAMES`.

    Returns:
        What was installed, newest last. It lives as long as the application.
    """
    if choose(SYSTEM) != language:
        # Chosen by hand: numbers and dates go with the words. Else the system's own way of writing them stays.
        QLocale.setDefault(QLocale(language))
    if language == "en":
        return []
    installed = []
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("facenet", str(resources_folder() / "translations")),
    ):
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", folder):
            application.installTranslator(translator)
            installed.append(translator)
    return installed


def spoken() -> str:
    """The language that the window speaks: a key of `NAMES`. Each translation gives its own code for "en"."""
    code = QCoreApplication.translate("Languages", "en")
    return code if code in NAMES else "en"
