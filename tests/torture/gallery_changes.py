"""Every kind of change to a gallery, one after the other, always the same; and what a gallery holds, as one word."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.errors import FacenetError
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from core.gallery.portable import export_gallery, import_gallery
from core.gallery.records import NewPerson
from tests.gallery.conftest import MODEL, OTHER_MODEL, new_template, pixel_embedding

PASSPHRASE = "a passphrase of several words"
Change = Callable[[Gallery, HomeKeys], object]


class NoKeyring:
    """As on a server."""

    def may_be_there(self) -> bool:
        return False

    def available(self) -> bool:
        return False

    def get(self, name: str) -> str | None:
        raise AssertionError("there is no keyring")

    def set(self, name: str, secret: str) -> None:
        raise AssertionError("there is no keyring")

    def delete(self, name: str) -> None:
        raise AssertionError("there is no keyring")


def keys_of(folder: Path) -> HomeKeys:
    """Keys that are cheap to seal."""
    return HomeKeys(folder / "keys", passphrase=lambda: PASSPHRASE, keyring=NoKeyring(), log2_cost=10)


def open_gallery(folder: Path) -> Gallery:
    return Gallery.open(folder / "people.sqlite", keys=keys_of(folder), create=True)


def _person(gallery: Gallery, name: str) -> int:
    found = gallery.find_person(name)
    assert found is not None, f"there should be somebody called {name}"
    return found.id


def _templates(gallery: Gallery, name: str) -> list[int]:
    return [template.id for template in gallery.templates(_person(gallery, name)) if not template.rejected]


def _import(gallery: Gallery, keys: HomeKeys) -> None:
    file = gallery.path.parent / "export.facenet"
    export_gallery(gallery, file, passphrase=None)
    import_gallery(gallery, file, passphrase=None, same_names="join")


def _re_embed(gallery: Gallery, keys: HomeKeys) -> None:
    missing = gallery.embeddings.missing(OTHER_MODEL.id)
    if missing:
        gallery.embeddings.add(
            OTHER_MODEL.id, missing, np.stack([pixel_embedding(gallery.chip(n), 1) for n in missing])
        )


def _move_key(to: str) -> Change:
    def move(gallery: Gallery, keys: HomeKeys) -> None:
        secret = keys.read(gallery.gallery_id)
        keys.keep(gallery.gallery_id, secret, to, passphrase=PASSPHRASE)  # type: ignore[arg-type]

    return move


# In an order in which each finds what it needs.
CHANGES: list[tuple[str, Change]] = [
    ("add a model", lambda g, k: g.embeddings.add_model(MODEL)),
    ("add many people", lambda g, k: g.add_people(
        NewPerson(f"Person {n}", [new_template(10 * n + i) for i in range(3)]) for n in range(4))),
    ("add a person", lambda g, k: g.add_person("Anna", [new_template(100 + i) for i in range(4)])),
    ("add templates", lambda g, k: g.add_templates(_person(g, "Anna"), [new_template(110), new_template(111)])),
    ("rename", lambda g, k: g.rename(_person(g, "Person 1"), "Bob")),
    ("choose a cover", lambda g, k: g.set_cover(_person(g, "Anna"), _templates(g, "Anna")[2])),
    ("reject", lambda g, k: g.reject(_person(g, "Bob"), new_template(120))),
    ("split", lambda g, k: g.split(_templates(g, "Anna")[:2], name="Other")),
    ("merge", lambda g, k: g.merge(_person(g, "Person 2"), into=_person(g, "Bob"))),
    ("remove a template", lambda g, k: g.remove_template(_templates(g, "Bob")[0])),
    ("undo", lambda g, k: g.undo()),
    ("delete a person", lambda g, k: g.delete_person(_person(g, "Person 3"))),
    ("calibrate", lambda g, k: g.embeddings.set_calibration(MODEL.id, "{}")),
    ("add another model", lambda g, k: g.embeddings.add_model(OTHER_MODEL)),
    ("re-embed", _re_embed),
    ("export and import", _import),
    ("put the key under a passphrase", _move_key("passphrase")),
    ("purge", lambda g, k: g.purge()),
    ("put the key into a file", _move_key("file")),
    ("give it a new key", lambda g, k: g.rotate_key(k)),
]  # fmt: skip


def state(folder: Path) -> str:
    """What the gallery in `folder` holds, as a short word; everything in it is read, and the file is checked.

    Raises:
        FacenetError: It cannot be read.
        AssertionError: SQLite finds it damaged.
    """
    with open_gallery(folder) as gallery:
        known = hashlib.sha256()
        for person in gallery.people():
            known.update(f"{person.name} {person.cover} ".encode())
            for template in gallery.templates(person.id):
                known.update(f"{template.rejected} {template.source} {template.models}".encode())
                known.update(gallery.chip(template.id).tobytes())
                for model_id in template.models:
                    known.update(gallery.embeddings.vectors(model_id, [template.id]).tobytes())
        known.update(repr([model.id for model in gallery.embeddings.models()]).encode())
        known.update(repr([change.kind for change in gallery.changes()]).encode())
        path = gallery.path
    connection = sqlite3.connect(path)
    try:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connection.close()
    assert (found, orphans) == ("ok", []), f"integrity check: {found}, {orphans}"
    return known.hexdigest()[:12]


def in_words(folder: Path, allowed: set[str]) -> str:
    """Why a gallery is not in one of the allowed states; empty where it is."""
    try:
        found = state(folder)
    except (FacenetError, AssertionError) as error:
        return f"it cannot be read: {error}"
    return "" if found in allowed else f"it is in the state {found}, not in one of {sorted(allowed)}"


def change_once(folder: Path, number: int) -> None:
    """Open the gallery, make change `number`, and close it."""
    with open_gallery(folder) as gallery:
        CHANGES[number][1](gallery, keys_of(folder))
