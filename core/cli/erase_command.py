"""`facenet erase`: delete all that this program keeps of the user."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from core.cli.commands import new_app

app = new_app()


@app.command()
def erase(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Delete all my data: gallery, keys, data sets, runs, models, caches, logs and settings. There is no way back.

    Galleries in other places cannot be read afterwards, because their keys are gone. Exports, your photos, and data
    sets and models outside the home stay.
    """
    from core.cli.console import confirm, output, print_json, say
    from core.cli.gallery_access import home_keys
    from core.gallery.erasing import erase_everything, own_paths, size_of
    from core.home import Home

    home = Home.default()
    there = own_paths(home)
    if not yes and there:
        for path in there:
            say(f"  {path}  ({size_of(path) / 1e6:,.1f} MB)")
        confirm("Delete all of this, for good?", refused="Nothing was deleted.")
    erased = erase_everything(home, home_keys())
    if as_json:
        places = {"left": [str(path) for path in erased.left], "elsewhere": [str(place) for place in erased.elsewhere]}
        print_json({"removed": list(erased.removed), **places})
    elif not erased.removed:
        say(f"There is nothing of yours in {home.path}.")
    else:
        output().print(f"Deleted from {home.path}: {', '.join(erased.removed)}.")
        say("Exports, photos, and whatever you keep elsewhere stay. Backups of the home are not touched.")
    if erased.left:
        say("Not of this program, or reached through a link, and left: " + ", ".join(str(path) for path in erased.left))
    for place in erased.elsewhere:
        words = shlex.join(["facenet", "--home", str(place), "erase"])
        say(f"Another home of this program is in {place}, and was not touched. To delete that as well: {words}")
    if erased.problem:
        say(erased.problem)
