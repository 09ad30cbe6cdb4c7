"""What happens between opening a gallery's file and using it: make it, bring it up to date, and try its key."""

from __future__ import annotations

import secrets
from pathlib import Path

from core.errors import GalleryError, GalleryKeyError
from core.gallery import schema
from core.gallery.database import Database
from core.gallery.master_keys import MasterKeys
from core.gallery.vault import Key, SealBroken, place

_KEY_CHECK = b"the key fits"


def unlock(database: Database, *, keys: MasterKeys, create: bool, read_only: bool) -> tuple[Key, str]:
    """Bring the tables to the newest version and read the master key.

    Returns:
        The master key and the gallery's id.

    Raises:
        GalleryError: The file is empty and `create` is false, or an old one may only be read.
        GalleryKeyError: The key is missing, or belongs to another gallery.
    """
    with database.reading() as connection:
        found = schema.version(connection)
    if found < len(schema.MIGRATIONS):
        if not found and not create:
            raise GalleryError(f"{database.path} is an empty file, not a gallery.", hint="Check the path.")
        if read_only:
            raise GalleryError(
                f"{database.path} is of an older version and was opened for reading only.",
                hint="Open it once for writing, so that it can be brought up to date.",
            )
        _bring_up_to_date(database, keys)
    gallery_id, key_check = _id_and_check(database)
    while True:
        try:
            master = Key(keys.read(gallery_id))
            break
        except GalleryKeyError:
            # Another program may have given it a new key, and destroyed this one, in between.
            before = gallery_id
            gallery_id, key_check = _id_and_check(database)
            if gallery_id == before:
                raise
    try:
        master.open(key_check, place=place("gallery", gallery_id, "key_check"))
    except SealBroken:
        raise GalleryKeyError(
            f"The key does not fit the gallery {database.path}.",
            hint="It is the key of another gallery, or was changed. Restore the key from a backup.",
        ) from None
    database.expect(gallery_id)
    return master, gallery_id


def _id_and_check(database: Database) -> tuple[str, bytes]:
    """The gallery's id, and what shows whether a key fits. Raises `GalleryError` where it has none."""
    with database.reading() as connection:
        row = connection.execute("SELECT gallery_id, key_check FROM gallery").fetchone()
    if row is None or not (isinstance(row[0], str) and isinstance(row[1], bytes)):
        raise GalleryError(f"{database.path} is damaged: it has no id.", hint="Restore it from a backup or an export.")
    return row[0], row[1]


def gallery_id_of(path: Path) -> str:
    """The id of the gallery in a file, for which no key is needed. Raises as `Gallery.open`."""
    database = Database(path, read_only=True)
    try:
        with database.reading() as connection:
            if not schema.version(connection):
                raise GalleryError(f"{path} is an empty file, not a gallery.", hint="Check the path.")
            row = connection.execute("SELECT gallery_id FROM gallery").fetchone()
    finally:
        database.close()
    if row is None:
        raise GalleryError(f"{path} is damaged: it has no id.", hint="Restore it from a backup or an export.")
    return str(row[0])


def new_gallery_id() -> str:
    return secrets.token_hex(16)


def seal_key_check(master: Key, gallery_id: str) -> bytes:
    """What shows, when a gallery is opened, whether its key fits."""
    return master.seal(_KEY_CHECK, place=place("gallery", gallery_id, "key_check"))


def _bring_up_to_date(database: Database, keys: MasterKeys) -> None:
    with database.writing() as connection:
        # Two programs may come here at once; the second one finds the work done.
        new = schema.version(connection) == 0
        schema.migrate(connection)
        if new:
            gallery_id = new_gallery_id()
            # The key is on the disk before the gallery that needs it.
            master = Key(keys.create(gallery_id))
            key_check = seal_key_check(master, gallery_id)
            connection.execute(
                "INSERT INTO gallery (one, gallery_id, key_check, revision) VALUES (1, ?, ?, 0)",
                (gallery_id, key_check),
            )
