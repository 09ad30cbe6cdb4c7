"""`facenet desktop`: FaceNet in the menu of a Linux desktop."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.commands import new_app

app = new_app()


@app.command()
def desktop(
    remove: Annotated[bool, typer.Option("--remove", help="Take it out of the menu again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Put FaceNet into the menu of a Linux desktop, for this user: an entry and an icon, nothing else.

    The entry starts this installation; write it again after moving it.
    """
    import sys

    from core.cli.console import answer
    from core.desktop_entry import data_home, entry_path, remove_entry, write_entry
    from core.errors import InputError

    if not sys.platform.startswith("linux"):
        raise InputError("Menu entries are for Linux desktops.", hint="docs/platforms.md says what to do here.")
    data = data_home()
    if remove:
        there = remove_entry(data)
        words = f"{entry_path(data)} is gone." if there else f"There was no entry at {entry_path(data)}."
        answer(words, {"removed": str(entry_path(data)) if there else None}, as_json=as_json)
        return
    # A frozen program is its own interpreter.
    command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "facenet_gui"]
    path = write_entry(data, command)
    answer(f"FaceNet is in the menu now: {path}", {"entry": str(path)}, as_json=as_json)
