"""`facenet people key` and `facenet people rotate-key`: where a gallery's key lives, and a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from core.cli.gallery_access import GalleryOption

_WHERE = {
    "keyring": "The key is in the system's keyring: whoever is logged in as you can open the gallery.",
    "passphrase": "The key is under a passphrase: the gallery opens with it only.",
    "file": "The key is in a plain file: whoever can read your files can open the gallery.",
}


def key(
    gallery_path: GalleryOption = None,
    keep_in: Annotated[
        Literal["keyring", "passphrase", "file"] | None,
        typer.Option(help="Move the key there. With `passphrase` again: change the passphrase."),
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line is the new passphrase. Default: ask for one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show where the gallery's key lives, or move it. A passphrase that is forgotten cannot be replaced."""
    from core.cli.console import output, print_json, say
    from core.cli.gallery_access import gallery_file, home_keys
    from core.cli.passphrases import ask_passphrase, passphrase_in
    from core.gallery.opening import gallery_id_of

    keys = home_keys()
    path = gallery_file(gallery_path)
    gallery_id = gallery_id_of(path)
    if keep_in is not None:
        secret = keys.read(gallery_id)
        passphrase = ""
        if keep_in == "passphrase":
            given = passphrase_file
            passphrase = passphrase_in(given) if given else ask_passphrase("New passphrase", confirm=True)
        keys.keep(gallery_id, secret, keep_in, passphrase=passphrase)
    place = keys.place(gallery_id)
    if as_json:
        print_json({"gallery": str(path), "key_in": place, "keyring_available": keys.keyring.available()})
        return
    output().print(_WHERE[place])
    if place == "file":
        better = "keyring" if keys.keyring.available() else "passphrase"
        say(f"`facenet people key --keep-in {better}` protects it better.")


def rotate_key(
    gallery_path: GalleryOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Seal everything anew under a new key, where somebody may have got the old one. Also purges what was deleted."""
    from core.cli.console import answer, confirm
    from core.cli.gallery_access import home_keys, open_gallery

    keys = home_keys()
    with open_gallery(gallery_path, keys=keys) as gallery:
        if not yes:
            confirm(
                "Copies of the file that you have will not open any more, and nothing before can be undone. Seal "
                "everything anew?",
                refused="The key is the old one.",
            )
        gallery.rotate_key(keys)
        told = {"gallery": str(gallery.path), "rotated": True}
    answer("Everything is sealed under a new key; the old one is destroyed.", told, as_json=as_json)
