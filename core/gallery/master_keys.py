"""A gallery's master key is kept neither in its file nor beside it.

A gallery that is copied, synchronised or lost without its key says nothing. `core.gallery.key_places` keeps keys in
the system's keyring or under a passphrase; here is the plain file, readable by its owner only. Whoever loses the key
loses the gallery; `facenet people export` makes a copy that opens with a passphrase of its own.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
from pathlib import Path
from typing import Protocol

from core.errors import GalleryKeyError, StorageError
from core.files import storage_errors, sync_folder
from core.gallery.vault import KEY_SIZE

_MARK = "facenet-gallery-key-1"


class MasterKeys(Protocol):
    """Keeps master keys."""

    def create(self, gallery_id: str) -> bytes:
        """Make, keep and return the 32 bytes of a new gallery's key. Raises `StorageError`."""
        ...

    def read(self, gallery_id: str) -> bytes:
        """The 32 bytes that `create` made.

        Raises:
            GalleryKeyError: There is no such key, or it is damaged.
        """
        ...

    def replace(self, gallery_id: str, *, by: str) -> bytes:
        """Make a key for the id `by`, kept where the key of `gallery_id` is. Raises as `create` and `read`."""
        ...

    def forget(self, gallery_id: str) -> None:
        """Destroy a key, after its gallery was given another one. Raises `StorageError` or `GalleryKeyError`."""
        ...


class KeyFiles:
    """Master keys as files of mode 0600 in a folder of mode 0700.

    Args:
        folder: Usually `Home.keys`; made when the first key is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, gallery_id: str) -> Path:
        """The file of one gallery's key."""
        if not gallery_id.isalnum():
            raise GalleryKeyError(f"{gallery_id!r} is not the id of a gallery.")
        return self.folder / f"{gallery_id}.key"

    def create(self, gallery_id: str) -> bytes:
        path = self.path(gallery_id)
        secret = os.urandom(KEY_SIZE)
        with storage_errors(path):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # O_EXCL: a key is never overwritten.
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(text_of_key(secret) + "\n")
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self.folder)
        return secret

    def read(self, gallery_id: str) -> bytes:
        path = self.path(gallery_id)
        try:
            text = path.read_text(encoding="ascii")
        except FileNotFoundError:
            raise self.missing(gallery_id) from None
        except UnicodeDecodeError:
            text = ""
        except OSError as error:
            raise StorageError(f"The key {path} cannot be read: {error.strerror or error}.") from error
        secret = key_of_text(text, source=str(path))
        _keep_to_owner(path)
        return secret

    def replace(self, gallery_id: str, *, by: str) -> bytes:
        self.read(gallery_id)
        return self.create(by)

    def forget(self, gallery_id: str) -> None:
        path = self.path(gallery_id)
        with storage_errors(path):
            path.unlink(missing_ok=True)

    def missing(self, gallery_id: str) -> GalleryKeyError:
        """What to say where there is no key."""
        return GalleryKeyError(
            f"The key of this gallery is missing: {self.path(gallery_id)} does not exist.",
            hint="Use the home (FACENET_HOME or --home) with which the gallery was made, or copy the key file from "
            "there. Without it nobody can read the gallery.",
            window_hint="Copy the key file from the computer or folder where the gallery was made. Without it nobody "
            "can read the gallery.",
        )


class KnownKey:
    """The one key of a gallery that exists, already read.

    Args:
        secret: 32 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def create(self, gallery_id: str) -> bytes:
        raise GalleryKeyError("A key that is known belongs to a gallery that exists.")

    def read(self, gallery_id: str) -> bytes:
        return self._secret

    def replace(self, gallery_id: str, *, by: str) -> bytes:
        raise GalleryKeyError("A key that is known cannot be replaced.")

    def forget(self, gallery_id: str) -> None:
        raise GalleryKeyError("A key that is known cannot be forgotten.")


def text_of_key(secret: bytes) -> str:
    """A key as one line of ASCII."""
    return f"{_MARK} {base64.b64encode(secret).decode()}"


def key_of_text(text: str, *, source: str) -> bytes:
    """The key that `text_of_key` wrote. Raises `GalleryKeyError` where it is none."""
    mark, _, encoded = text.strip().partition(" ")
    try:
        secret = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if mark != _MARK or len(secret) != KEY_SIZE:
        raise GalleryKeyError(f"{source} is not a gallery's key, or is damaged.", hint="Restore it from a backup.")
    return secret


def _keep_to_owner(path: Path) -> None:
    """Take the rights away that a copy or a backup may have given to others."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # another owner's file: it can be read, and that was all we needed
            path.chmod(0o600)
