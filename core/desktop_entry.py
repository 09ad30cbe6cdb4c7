"""An entry in the menu of a Linux desktop, as freedesktop.org's Desktop Entry Specification has it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from core import files
from core.resources import resources_folder

# The window's own id (`QApplication.setDesktopFileName`), by which a desktop knows whose window it is.
NAME = "facenet"
_COMMENT = {
    "": "Train a face embedding and recognise people with it, on this computer",
    "de": "Eine Gesichtseinbettung trainieren und damit Personen erkennen, auf diesem Rechner",
    "zh_CN": "在本机上训练人脸嵌入并用它识别人员",
}


def data_home() -> Path:
    """Where a user's own menu entries and icons are: XDG_DATA_HOME, or `~/.local/share`."""
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if os.path.isabs(given) else Path.home() / ".local" / "share"  # noqa: PTH117


def entry_path(data: Path) -> Path:
    return data / "applications" / f"{NAME}.desktop"


def icon_path(data: Path) -> Path:
    return data / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"


def write_entry(data: Path, command: Sequence[str]) -> Path:
    """Write the entry and its icon; those that are there are replaced.

    Args:
        command: What starts the window: a program and its arguments.

    Returns:
        The entry's path.

    Raises:
        StorageError: The disk refuses.
    """
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        "Name=FaceNet",
        *(f"Comment{f'[{language}]' if language else ''}={text}" for language, text in _COMMENT.items()),
        f"Exec={' '.join(map(_quoted, command))}",
        f"Icon={NAME}",
        "Terminal=false",
        "Categories=Science;ArtificialIntelligence;",
        f"StartupWMClass={NAME}",
    ]
    for path, content in (
        (icon_path(data), (resources_folder() / "icons" / "facenet.svg").read_bytes()),
        (entry_path(data), ("\n".join(lines) + "\n").encode()),
    ):
        with files.storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        files.write_bytes(path, content)
    return entry_path(data)


def remove_entry(data: Path) -> bool:
    """Take entry and icon away; whether there was an entry."""
    there = entry_path(data).is_file()
    for path in (entry_path(data), icon_path(data)):
        with files.storage_errors(path):
            path.unlink(missing_ok=True)
    return there


def _quoted(argument: str) -> str:
    """An argument as `Exec` wants it: in quotes where it has to be, the value's own backslashes doubled, % as %%."""
    if not re.fullmatch(r"[\w@%+=:,./-]+", argument):
        inside = re.sub(r'(["`$\\])', r"\\\1", argument)
        # The file's strings have escapes of their own, beneath those of the quotes.
        argument = '"' + inside.replace("\\", "\\\\") + '"'
    return argument.replace("%", "%%")
