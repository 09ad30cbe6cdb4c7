"""Faces and embeddings kept between two evaluations, so that the second takes seconds.

One SQLite file, safe for several processes. Every entry is found by a hash over what it depends on (the image's
content, the detector, the alignment, the model), so a changed image or model simply is not found. Nothing in it is
ever needed: a damaged file is replaced by an empty one, and where it cannot be written, evaluation goes on without.

It holds no pictures and no names, but embeddings of faces are biometric data: the file is readable by its owner only
(where the file system can say so), and may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from core.faces.face import DetectedFace

FILE_NAME = "evaluation.sqlite"
# Some 700 bytes each at 128 numbers an embedding: about 130 MB, or LFW under a dozen models.
MOST_ENTRIES = 200_000

_VERSION = 1
_AT_ONCE = 500  # SQLite allows 999 values in one statement in its older builds
_FACE_NUMBERS = 4 + 10 + 1


def face_key(image_sha256: bytes, *, detector: str) -> bytes:
    """The key of the main face that `detector` finds in an image."""
    return _key("face", image_sha256, detector)


def embedding_key(image_sha256: bytes, *, model_id: str, chip: str) -> bytes:
    """The key of an image's embedding; `chip` says how its chip is cut (detector and alignment id)."""
    return _key("embedding", image_sha256, model_id, chip)


def _key(kind: str, image_sha256: bytes, *parts: str) -> bytes:
    return hashlib.sha256(
        b"\0".join([kind.encode(), image_sha256.hex().encode(), *(p.encode() for p in parts)])
    ).digest()[:16]


def pack_face(face: DetectedFace | None) -> bytes:
    """A face as bytes; empty for an image in which no face was found."""
    if face is None:
        return b""
    return np.concatenate([face.box, face.landmarks.ravel(), [face.confidence]]).astype("<f4").tobytes()


def unpack_face(value: bytes) -> DetectedFace | None:
    """What `pack_face` packed."""
    if not value:
        return None
    numbers = np.frombuffer(value, "<f4").astype(np.float32)
    return DetectedFace(box=numbers[:4], landmarks=numbers[4:14].reshape(5, 2), confidence=float(numbers[14]))


def pack_embedding(embedding: NDArray[np.float32]) -> bytes:
    """(D,) float32 as bytes."""
    return embedding.astype("<f4").tobytes()


def unpack_embedding(value: bytes) -> NDArray[np.float32]:
    """What `pack_embedding` packed."""
    return np.frombuffer(value, "<f4").astype(np.float32)


class EvaluationCache:
    """Bytes by key, in `folder`. Use it as a context manager, from one thread at a time.

    Attributes:
        problem: Why nothing is cached any more, or None.
    """

    def __init__(self, folder: Path, *, most_entries: int = MOST_ENTRIES) -> None:
        self.problem: str | None = None
        self._path = folder / FILE_NAME
        self._most_entries = most_entries
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> EvaluationCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. A later call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those `keys` that are there and undamaged."""
        found: dict[bytes, bytes] = {}

        def read(connection: sqlite3.Connection) -> None:
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", some)
                for key, stored in rows:
                    value = _unsealed(key, stored)
                    if value is not None:
                        found[key] = value

        self._attempt(read)
        return found

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep `entries`, all or none; the oldest go where there are too many."""
        if not entries:
            return

        def write(connection: sqlite3.Connection) -> None:
            rows = [(key, _sealed(key, value)) for key, value in entries.items()]
            with _transaction(connection):
                connection.executemany("INSERT OR REPLACE INTO entries (key, value) VALUES (?, ?)", rows)
                connection.execute(
                    "DELETE FROM entries WHERE id <= (SELECT max(id) FROM entries) - ?", [self._most_entries]
                )

        self._attempt(write)

    def _attempt(self, work: Callable[[sqlite3.Connection], None]) -> None:
        for attempt in (1, 2):
            if self.problem is not None:
                return
            try:
                if self._connection is None:
                    self._connection = self._open()
                work(self._connection)
                return
            except (sqlite3.Error, OSError) as error:
                # Locked, full, read-only: the file is sound, and so not ours to delete.
                damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
                self.close()
                if attempt == 2 or not damaged or not self._remove():
                    self.problem = (
                        f"The cache {self._path} cannot be used ({error}); nothing is kept for the next time."
                    )
                    return

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Made by hand, so that it is private from its first byte; SQLite gives its journal the same rights.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            # Not waiting for the disk: a power cut may cost the file, which is then replaced by an empty one.
            connection.execute("PRAGMA synchronous = OFF")
            with _transaction(connection):
                if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                    connection.execute("DROP TABLE IF EXISTS entries")
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS entries "
                    "(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)"
                )
        except BaseException:
            connection.close()
            raise
        return connection

    def _remove(self) -> bool:
        try:
            for path in (self._path, self._path.with_name(FILE_NAME + "-journal")):
                path.unlink(missing_ok=True)
        except OSError:
            return False
        return True


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    # Immediate: another process waits here, for up to the connection's timeout, instead of failing half-way.
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _sealed(key: bytes, value: bytes) -> bytes:
    # SQLite does not notice a byte that the disk changed.
    return value + zlib.crc32(key + value).to_bytes(4, "little")


def _unsealed(key: bytes, stored: object) -> bytes | None:
    """None for what is damaged."""
    if not isinstance(stored, bytes):
        return None
    value = stored[:-4]
    return value if _sealed(key, value) == stored else None
