"""The keyring of the operating system: Keychain, Credential Manager, Secret Service or KWallet.

It is asked only when a key is needed, in a thread with a time limit: a service that is half there, or waits for a
password that nobody can type, must not hold the program. The `keyring` package is imported then, too.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from core.errors import GalleryKeyError

SERVICE = "facenet gallery"
# Those that keep secrets encrypted under the user's login. Others, such as plain files, are no better than our own.
_TRUSTED = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
# How a user says that there is none (the keyring package's own words).
_NONE = ("keyring.backends.null.Keyring", "keyring.backends.fail.Keyring")
_LOOK_SECONDS = 5.0
# Somebody may have to type the keyring's password into the system's own dialog.
_ASK_SECONDS = 60.0

_T = TypeVar("_T")


class Keyring(Protocol):
    """Keeps short texts by name."""

    def may_be_there(self) -> bool:
        """Whether there may be a keyring. Answers at once, without asking it."""
        ...

    def available(self) -> bool:
        """Whether there is a keyring that would keep something. Quick, and asks the user nothing."""
        ...

    def get(self, name: str) -> str | None:
        """What is kept under a name, or None. Raises `GalleryKeyError` where the keyring does not answer."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep something, and see that it can be read back. Raises `GalleryKeyError`."""
        ...

    def delete(self, name: str) -> None:
        """Forget something; nothing happens where it is not there. Raises `GalleryKeyError`."""
        ...


class SystemKeyring:
    """The keyring of this computer, found when it is first needed."""

    def __init__(self) -> None:
        self._backend: Any = None
        self._looked = False

    def may_be_there(self) -> bool:
        return self._backend is not None if self._looked else _may_have_one()

    def available(self) -> bool:
        if not self._looked:
            self._looked = True
            if _may_have_one():
                try:
                    self._backend = _within(_LOOK_SECONDS, _find_backend)
                except GalleryKeyError:
                    self._backend = None
        return self._backend is not None

    def get(self, name: str) -> str | None:
        backend = self._needed()
        found: str | None = _within(_ASK_SECONDS, lambda: backend.get_password(SERVICE, name))
        return found

    def set(self, name: str, secret: str) -> None:
        backend = self._needed()

        def keep() -> bool:
            backend.set_password(SERVICE, name, secret)
            return bool(backend.get_password(SERVICE, name) == secret)

        if not _within(_ASK_SECONDS, keep):
            raise GalleryKeyError("The system's keyring did not keep the key.", hint="Use a passphrase instead.")

    def delete(self, name: str) -> None:
        backend = self._needed()

        def forget() -> None:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)

        _within(_ASK_SECONDS, forget)

    def _needed(self) -> Any:
        if not self.available():
            raise GalleryKeyError(
                "The system's keyring is not there.",
                hint="Log in to the desktop on which the gallery was made, or use a passphrase.",
            )
        return self._backend


def _may_have_one() -> bool:
    """Without a session bus there is no keyring on Linux, and nothing to wait for."""
    if os.environ.get("PYTHON_KEYRING_BACKEND") in _NONE:
        return False
    if not sys.platform.startswith("linux") or "PYTHON_KEYRING_BACKEND" in os.environ:
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(runtime and Path(runtime, "bus").exists())


def _find_backend() -> Any:
    import keyring

    found = keyring.get_keyring()
    for backend in getattr(found, "backends", [found]):
        package, _, kind = type(backend).__module__.rpartition(".")
        if package == "keyring.backends" and kind in _TRUSTED:
            return backend
    return None


def _within(seconds: float, work: Callable[[], _T]) -> _T:
    """The result of `work`, which is left to its thread when it takes longer."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001  backends raise anything; it is told below
            errors.append(error)

    thread = threading.Thread(target=run, name="system keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    if results:
        return results[0]
    reason = f"{type(errors[0]).__name__}: {errors[0]}" if errors else f"no answer within {seconds:.0f} seconds"
    raise GalleryKeyError(
        f"The system's keyring cannot be used ({reason}).",
        hint="Unlock it and try again. The gallery and its key have not changed.",
    ) from (errors[0] if errors else None)
