"""Where the master keys of the user's galleries live: in the system's keyring, under a passphrase, or in a plain file.

Each gallery has one small file in the `keys` folder of the home that says which. Moving a key replaces that file in
one step, so that a power cut leaves the key in the old place or in the new one. The gallery itself does not change.

| place | the file holds | who can open the gallery |
| --- | --- | --- |
| `keyring` | a mark | whoever is logged in as the user |
| `passphrase` | the key, sealed with scrypt and AES-256-GCM | whoever knows the passphrase as well |
| `file` | the key | whoever can read the user's files |
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from core import files
from core.errors import GalleryKeyError, InputError, StorageError
from core.gallery.master_keys import KeyFiles, key_of_text, text_of_key
from core.gallery.system_keyring import Keyring, SystemKeyring
from core.gallery.vault import KEY_SIZE, Key, SealBroken, place

KeyPlace = Literal["keyring", "passphrase", "file"]

_IN_KEYRING = "facenet-gallery-key-in-keyring-1"
_SEALED = "facenet-gallery-key-sealed-1"
# As `core.gallery.sealed_file`: 128 MB and a third of a second. A file may ask for no more than 1 GB.
LOG2_COST, _LEAST_COST, _MOST_COST = 17, 10, 20
_SALT = 16
_LARGEST_FILE = 4096


class GalleryLocked(GalleryKeyError):
    """The gallery's key is under a passphrase, and none was given."""


class WrongPassphrase(GalleryKeyError):
    """The passphrase does not open the key."""


class HomeKeys:
    """The master keys of a home. New ones go to the keyring where there is one, else to a file.

    Args:
        folder: Usually `Home.keys`; made when the first key is.
        passphrase: Gives the passphrase when one is needed. None: galleries under a passphrase stay locked.
        keyring: The system's, if nothing else is given.
        on_note: Hears what the user should know: that a new key had to go to a plain file.
    """

    def __init__(
        self,
        folder: Path,
        *,
        passphrase: Callable[[], str] | None = None,
        keyring: Keyring | None = None,
        on_note: Callable[[str], None] | None = None,
        log2_cost: int = LOG2_COST,
    ) -> None:
        self.folder = folder
        self.keyring: Keyring = SystemKeyring() if keyring is None else keyring
        self._files = KeyFiles(folder)
        self._passphrase = passphrase
        self._on_note = on_note
        self._log2_cost = log2_cost

    def create(self, gallery_id: str) -> bytes:
        """A new key in the best place that asks nothing of the user. Raises `StorageError`."""
        reason = "this computer has no keyring"
        if self.keyring.available():
            secret = os.urandom(KEY_SIZE)
            try:
                self._write_to_keyring(gallery_id, secret, new=True)
            except GalleryKeyError:  # a keyring that does not keep it is none
                reason = "the system's keyring is locked or does not answer"
            else:
                return secret
        secret = self._files.create(gallery_id)
        if self._on_note is not None:
            self._on_note(
                f"The gallery's key lies in a plain file, {self._files.path(gallery_id)}, because {reason}. "
                "Whoever can read your files can open the gallery. `facenet people key --keep-in passphrase` puts it "
                "under a passphrase."
            )
        return secret

    def place(self, gallery_id: str) -> KeyPlace:
        """Where the key lives. Raises `GalleryKeyError` where there is none."""
        mark = self._text(gallery_id).partition(" ")[0]
        return "keyring" if mark == _IN_KEYRING else "passphrase" if mark == _SEALED else "file"

    def may_wait(self, gallery_id: str | None) -> bool:
        """Whether reading a key may wait for the system's keyring, which may ask the user for its password.

        Args:
            gallery_id: None for the key of a gallery that is yet to be made.
        """
        if gallery_id is None:
            return self.keyring.may_be_there()
        try:
            return self.place(gallery_id) == "keyring"
        except (GalleryKeyError, StorageError):
            return False  # reading it says why

    def read(self, gallery_id: str) -> bytes:
        """The 32 bytes of the key.

        Raises:
            GalleryLocked: A passphrase is needed.
            WrongPassphrase: The passphrase does not open it.
            GalleryKeyError: The key is missing or damaged, or the keyring does not answer.
        """
        text = self._text(gallery_id)
        mark, _, rest = text.partition(" ")
        if mark == _IN_KEYRING:
            return self._read_from_keyring(gallery_id)
        if mark != _SEALED:
            return self._files.read(gallery_id)
        return self._unsealed(gallery_id, rest, self._needed_passphrase())

    def unlock(self, gallery_id: str, passphrase: str) -> bytes:
        """The key from under a passphrase. Raises `WrongPassphrase`, or `InputError` where there is no passphrase."""
        mark, _, rest = self._text(gallery_id).partition(" ")
        if mark != _SEALED:
            raise InputError("This gallery's key is not under a passphrase.")
        return self._unsealed(gallery_id, rest, passphrase)

    def replace(self, gallery_id: str, *, by: str) -> bytes:
        """A new key for the id `by`, in the place where the key of `gallery_id` is, under the same passphrase."""
        kept_in = self.place(gallery_id)
        secret = os.urandom(KEY_SIZE)
        if kept_in == "passphrase":
            passphrase = self._needed_passphrase()
            self.unlock(gallery_id, passphrase)  # a mistyped one must not lock the new key
            self.keep(by, secret, kept_in, passphrase=passphrase)
        else:
            self.read(gallery_id)
            self.keep(by, secret, kept_in)
        return secret

    def keep(self, gallery_id: str, secret: bytes, to: KeyPlace, *, passphrase: str = "") -> None:
        """Keep a key in a place from now on, and nowhere else.

        Args:
            secret: What `read` gave.
            passphrase: The new one, for `passphrase`.

        Raises:
            InputError: The passphrase is empty.
            GalleryKeyError: The keyring does not keep it. The key is where it was.
            StorageError: The file cannot be written. The key is where it was.
        """
        path = self._files.path(gallery_id)
        before = self.place(gallery_id) if path.exists() else None
        if to == "keyring":
            self._write_to_keyring(gallery_id, secret, new=False)
            return
        text = text_of_key(secret) if to == "file" else self._sealed(gallery_id, secret, passphrase)
        self._write(path, text)
        if before == "keyring":
            self.keyring.delete(gallery_id)

    def forget(self, gallery_id: str) -> None:
        """Destroy a key: nobody can read its gallery any more. Nothing happens where there is none.

        Raises:
            StorageError: The file cannot be removed.
            GalleryKeyError: The keyring does not answer; the file is gone then.
        """
        path = self._files.path(gallery_id)
        in_keyring = False
        with contextlib.suppress(GalleryKeyError):
            in_keyring = self.place(gallery_id) == "keyring"
        with files.storage_errors(path):
            if path.exists():
                with _wiping(path):
                    path.unlink()
                files.sync_folder(self.folder)
        if in_keyring:
            self.keyring.delete(gallery_id)

    def gallery_ids(self) -> list[str]:
        """Of all galleries that have a key here."""
        if not self.folder.is_dir():
            return []
        return sorted(path.stem for path in self.folder.glob("*.key") if path.stem.isalnum())

    def _needed_passphrase(self) -> str:
        if self._passphrase is None:
            raise GalleryLocked("The gallery is locked with a passphrase.", hint="Unlock it with its passphrase.")
        return self._passphrase()

    def _text(self, gallery_id: str) -> str:
        path = self._files.path(gallery_id)
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE + 1)
            return content.decode("ascii").strip() if len(content) <= _LARGEST_FILE else ""
        except FileNotFoundError:
            raise self._files.missing(gallery_id) from None
        except UnicodeDecodeError:
            return ""
        except OSError as error:
            raise StorageError(f"The key {path} cannot be read: {error.strerror or error}.") from error

    def _read_from_keyring(self, gallery_id: str) -> bytes:
        kept = self.keyring.get(gallery_id)
        if kept is None:
            raise GalleryKeyError(
                "The key of this gallery is not in the system's keyring any more.",
                hint="Log in as the user, on the computer, where the gallery was made; or restore the keyring. "
                "Without the key nobody can read the gallery; an export opens with its own passphrase.",
            )
        return key_of_text(kept, source="What the keyring keeps")

    def _write_to_keyring(self, gallery_id: str, secret: bytes, *, new: bool) -> None:
        path = self._files.path(gallery_id)
        if new and path.exists():
            raise StorageError(f"{path} is there already; a key is never overwritten.")
        self.keyring.set(gallery_id, text_of_key(secret))
        self._write(path, _IN_KEYRING)

    def _write(self, path: Path, text: str) -> None:
        with files.storage_errors(path):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _wiping(path):
            files.write_bytes(path, f"{text}\n".encode("ascii"))

    def _sealed(self, gallery_id: str, secret: bytes, passphrase: str) -> str:
        if not passphrase:
            raise InputError("The passphrase is empty.", hint="Give one of several words.")
        salt = os.urandom(_SALT)
        sealed = _wrapping_key(passphrase, salt, self._log2_cost).seal(secret, place=_place(gallery_id))
        values = {
            "salt": base64.b64encode(salt).decode(),
            "log2_cost": self._log2_cost,
            "key": base64.b64encode(sealed).decode(),
        }
        return f"{_SEALED} {json.dumps(values)}"

    def _unsealed(self, gallery_id: str, text: str, passphrase: str) -> bytes:
        path = self._files.path(gallery_id)
        try:
            values = json.loads(text)
            salt, sealed = (base64.b64decode(values[name], validate=True) for name in ("salt", "key"))
            cost = values["log2_cost"]
            if type(cost) is not int or not _LEAST_COST <= cost <= _MOST_COST or len(salt) != _SALT:
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            raise GalleryKeyError(
                f"{path} is not a gallery's key, or is damaged.", hint="Restore it from a backup."
            ) from None
        try:
            secret = _wrapping_key(passphrase, salt, cost).open(sealed, place=_place(gallery_id))
        except SealBroken:
            raise WrongPassphrase(
                "The passphrase is wrong.", hint="Try again. Nobody can open the gallery without it."
            ) from None
        if len(secret) != KEY_SIZE:
            raise GalleryKeyError(f"{path} does not hold a key.", hint="Restore it from a backup.")
        return secret


def _wrapping_key(passphrase: str, salt: bytes, log2_cost: int) -> Key:
    return Key(Scrypt(salt=salt, length=KEY_SIZE, n=1 << log2_cost, r=8, p=1).derive(passphrase.encode()))


def _place(gallery_id: str) -> bytes:
    return place("master key", gallery_id, "key")


@contextlib.contextmanager
def _wiping(path: Path) -> Iterator[None]:
    """Overwrite what was at `path` after the block has replaced or removed it.

    Best effort: many disks and file systems write elsewhere, which is why a key in a plain file is called plain.
    """
    if os.name != "posix" or not path.exists():  # an open file cannot be replaced on Windows
        yield
        return
    with path.open("r+b") as old:
        yield
        with contextlib.suppress(OSError):  # what the block did is done, and that is what was asked for
            os.pwrite(old.fileno(), bytes(os.fstat(old.fileno()).st_size), 0)
            os.fsync(old.fileno())
