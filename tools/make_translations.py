"""Bring resources/translations/ up to date: the texts of the code into the .ts files, and those into .qm files.

    python -m tools.make_translations           # update, and list what is left to translate
    python -m tools.make_translations --check   # say what is missing or old, exit code 1 where anything is

Qt's own lupdate and lrelease do the work, on a list of the texts that `tools/translatable.py` reads from the code.
What is no longer said goes out of the files; what is new waits there as `type="unfinished"`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

from facenet_gui.languages import NAMES
from tools.translatable import Message, read_all

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
# All but the language of the code.
LANGUAGES = tuple(code for code in NAMES if code != "en")


def ts_file(language: str) -> Path:
    """What translators edit, by hand or with `pyside6-linguist`."""
    return FOLDER / f"facenet_{language}.ts"


def translations(language: str) -> dict[Message, str]:
    """What the .ts file of a language says; empty where a text is unfinished."""
    said = {}
    for context in ElementTree.parse(ts_file(language)).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and "type" not in translation.attrib
            key = Message(context.findtext("name", ""), message.findtext("source", ""))
            said[key] = (translation.text or "") if finished and translation is not None else ""
    return said


def update(messages: Iterable[Message]) -> None:
    """Write the .ts and the .qm files of all languages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "texts.py"
        # A text of JSON is one of Python too.
        lines = [f"QCoreApplication.translate({json.dumps(m.context)}, {_quoted(m.source)})\n" for m in messages]
        listing.write_text("from PySide6.QtCore import QCoreApplication\n" + "".join(lines), encoding="utf-8")
        for language in LANGUAGES:
            options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
            _qt("lupdate", str(listing), *options, "-ts", str(ts_file(language)))
    for language in LANGUAGES:
        _qt("lrelease", str(ts_file(language)))


def problems() -> list[str]:
    """What is untranslatable, missing or left over, a line each."""
    found = read_all()
    lines = list(found.problems)
    for language in LANGUAGES:
        said = translations(language)
        lines += [f"{language}: {m.context}: not translated: {m.source!r}" for m in found.messages if not said.get(m)]
        lines += [f"{language}: {m.context}: no longer said: {m.source!r}" for m in said if m not in found.messages]
    return lines


def main() -> int:
    """Update the files, or check them."""
    if "--check" not in sys.argv[1:]:
        update(read_all().messages)
    left = problems()
    for line in left:
        print(line, file=sys.stderr)
    return int(bool(left))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _qt(tool: str, *arguments: str) -> None:
    command = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    done = subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command.name} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
