"""Passphrases on the command line: typed without being shown, or the first line of a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PASSPHRASE_FILE = "FACENET_PASSPHRASE_FILE"


def ask_passphrase(prompt: str = "Passphrase", *, confirm: bool = False) -> str:
    """Let the user type one, twice with `confirm`."""
    import typer

    asked: str = typer.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
    return asked


def passphrase_in(file: Path) -> str:
    """The first line of a file. Raises `InputError` where there is none."""
    from core.errors import InputError

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The passphrase file {file} cannot be read: {error}.") from None
    if not lines or not lines[0]:
        raise InputError(f"The passphrase file {file} is empty.")
    return lines[0]


def gallery_passphrase() -> str:
    """The passphrase that the gallery's key is under: from FACENET_PASSPHRASE_FILE, or typed.

    Raises:
        InputError: The file cannot be read.
        GalleryLocked: There is no such file, and nobody to type.
    """
    from core.gallery.key_places import GalleryLocked

    file = os.environ.get(PASSPHRASE_FILE)
    if file:
        return passphrase_in(Path(file).expanduser())
    if not sys.stdin.isatty():
        raise GalleryLocked(
            "The gallery is locked with a passphrase.",
            hint=f"Give the command in a terminal, or name a file with the passphrase in {PASSPHRASE_FILE}.",
        )
    return ask_passphrase("The gallery's passphrase")
