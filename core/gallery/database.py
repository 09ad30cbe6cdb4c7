"""A gallery's file: transactions, two processes at once, and what SQLite says in words for the user.

A rollback journal, not WAL: a gallery stays one file, works on read-only media and on network drives, and no second
file keeps what was purged. Readers hold the file for milliseconds; a writer waits for them, and they for it, up to
`BUSY_SECONDS`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from core.errors import GalleryError, StorageError
from core.files import storage_errors
from core.gallery import schema

BUSY_SECONDS = 10.0
# Every transaction that changes what others may have read says so.
COUNT_REVISION = "UPDATE gallery SET revision = revision + 1"

_HEADER = b"SQLite format 3\0"


class KeyReplaced(GalleryError):
    """Another program gave the gallery a new key while it was open here; opening it again is all that it needs."""


class Database:
    """One connection to a gallery's file. Any thread may use it; one at a time does.

    Args:
        path: The file; it exists already.
        read_only: Never write. Also the case, with a message at the first write, where the file's rights say so.
        busy_seconds: How long to wait for another program.

    Raises:
        GalleryError: The file is no gallery, was cut, is damaged, or was written by a newer version.
        StorageError: It cannot be read.
    """

    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._closed = False
        self._gallery_id = ""
        _check_header(path)
        mode = "ro" if read_only else "rw"
        with self._explained():
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=busy_seconds,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            with self._explained():
                self._connection.execute("PRAGMA foreign_keys = ON")
                # What is deleted is overwritten with zeros.
                self._connection.execute("PRAGMA secure_delete = ON")
                # A commit that was acknowledged survives a power cut, the journal's removal included.
                self._connection.execute("PRAGMA synchronous = EXTRA")
            with self.reading() as connection:
                self._check(connection)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file. Later calls raise `GalleryError`."""
        with self._lock:
            self._closed = True
            self._connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the file, whatever other programs do meanwhile."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of what the block does, or nothing of it.

        Raises:
            GalleryError: Another program kept the file for itself for too long.
            StorageError: The file is read-only, or the disk is full.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def expect(self, gallery_id: str) -> None:
        """Refuse every transaction from now on in which the gallery has another id, and so another key."""
        self._gallery_id = gallery_id

    def compact(self) -> None:
        """Rewrite the file without anything that was deleted.

        Raises:
            GalleryError: Another program is using the file.
        """
        with self._lock, self._explained():
            self._connection.execute("VACUUM")

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._closed:
                raise GalleryError(f"{self.path} was closed already.")
            if self._connection.in_transaction:
                raise RuntimeError("a transaction of this gallery is open already in this thread")
            with self._explained():
                self._connection.execute(begin)
            try:
                with self._explained():
                    self._check_id()
                    yield self._connection
                    self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back after some errors, such as a full disk.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _check_id(self) -> None:
        if not self._gallery_id:
            return
        row = self._connection.execute("SELECT gallery_id FROM gallery").fetchone()
        if row is None or row[0] != self._gallery_id:
            raise KeyReplaced(
                f"{self.path} was given a new key by another program.", hint="Open it again; nothing is lost."
            )

    def _check(self, connection: sqlite3.Connection) -> None:
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        found = schema.version(connection)
        if tables and application != schema.APPLICATION_ID:
            raise GalleryError(f"{self.path} is a database of another program, not a gallery.", hint="Check the path.")
        if found > len(schema.MIGRATIONS):
            raise GalleryError(
                f"{self.path} was written by a newer version of this program (format {found}; "
                f"this version reads up to format {len(schema.MIGRATIONS)}).",
                hint="Update the program to use this gallery. Nothing in it was changed.",
            )

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _in_words(error, self.path) from error


def create_file(path: Path) -> None:
    """Make an empty file that only its owner may read, unless one is there already. Raises `StorageError`."""
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _check_header(path: Path) -> None:
    """Refuse what is plainly no gallery, before SQLite takes a path of it."""
    if path.is_dir():
        raise GalleryError(f"{path} is a folder, not a gallery.", hint="Give the path of the gallery's file.")
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except FileNotFoundError:
        raise GalleryError(
            f"There is no gallery at {path}.",
            hint="`facenet enroll NAME PICTURES` makes one; or check the path.",
            window_hint="Plug in the drive that it is on, or use your own gallery.",
        ) from None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror or error}.") from error
    if header and header != _HEADER:
        raise GalleryError(f"{path} is not a gallery.", hint="Check the path, or restore the file from a backup.")


def _in_words(error: sqlite3.Error, path: Path) -> GalleryError | StorageError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return GalleryError(
            f"{path} is in use by another program.", hint="Nothing was changed. Try again when the other one is done."
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return StorageError(
            f"{path} may only be read.", hint="Change the rights of the file and its folder, or use a copy."
        )
    if primary == sqlite3.SQLITE_FULL:
        return StorageError(f"The disk is full: {path} was not changed.", hint="Free some space and repeat.")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return StorageError(
            f"{path} cannot be opened, or no journal could be written beside it.",
            hint="Check the rights of the file and its folder, and whether the disk is full.",
        )
    if primary == sqlite3.SQLITE_CORRUPT and _missing_bytes(path) > 0:
        return GalleryError(
            f"{path} was cut off: {_missing_bytes(path):,} bytes of it are missing.",
            hint="Restore it from a backup or an export. Nothing in it was changed.",
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return GalleryError(
            f"{path} is damaged, or is not a gallery ({error}).", hint="Restore it from a backup or an export."
        )
    if primary == sqlite3.SQLITE_IOERR:
        return StorageError(f"{path} could not be read or written: {error}.", hint="Check the disk.")
    return GalleryError(f"{path} could not be used: {error}.")


def _missing_bytes(path: Path) -> int:
    """How much shorter the file is than its header says (SQLite's file format, 1.3)."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
        there = path.stat().st_size
    except OSError:
        return 0
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return pages * (65_536 if page_size == 1 else page_size) - there
