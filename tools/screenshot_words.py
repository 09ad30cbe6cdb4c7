"""The window's buttons in another language, for whoever has to find them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from core.resources import resources_folder


class Words:
    """How the window may say what is written here in English."""

    def __init__(self, language: str) -> None:
        self._translations: dict[str, set[str]] = {}
        if language != "en":
            for message in ET.parse(resources_folder() / "translations" / f"facenet_{language}.ts").iter("message"):
                said = self._translations.setdefault(message.findtext("source") or "", set())
                said.add(message.findtext("translation") or "")

    def said(self, english: str) -> set[str]:
        """The text in each of its translations, with its number in it; itself where there is none."""
        number = re.search(r"\d+", english)
        if number is None:
            return self._translations.get(english, {english})
        source = english.replace(number[0], "{0}")
        return {text.replace("{0}", number[0]) for text in self._translations.get(source, {source})}
