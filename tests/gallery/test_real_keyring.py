"""A real Secret Service (gnome-keyring) on a session bus of its own; skipped where it is not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
_PASSWORD = "the keyring's password"

pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in _NEEDED), reason=f"needs {' and '.join(_NEEDED)}"
)

# What a user does, each step in a process of its own, as after a restart. `step NAME` fails the script where it fails.
_SCRIPT = f"""
set -eu
step() {{ echo "== $1"; "$PYTHON" "$STEPS" "$@"; }}
printf "{_PASSWORD}" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
step create
step people
step rotate
step people
step lock
step refused
step unlock
step people
DAEMON=$(pgrep -u "$(id -u)" -x gnome-keyring-d | while read -r id; do
    tr '\\0' '\\n' < "/proc/$id/environ" | grep -q "^HOME=$HOME$" && echo "$id"; done)
kill -STOP $DAEMON
step hangs
kill -CONT $DAEMON
step people
step passphrase
step empty
step keyring
step erase
step empty
"""

_STEPS = '''
import os, sys, time
import core.gallery.system_keyring as system_keyring
from core.errors import GalleryKeyError
from core.gallery.erasing import erase_everything
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from core.home import Home

home = Home.default()
keys = HomeKeys(home.keys, passphrase=lambda: "one", log2_cost=10)

def opened(create=False):
    return Gallery.open(home.gallery, keys=keys, create=create)

def kept():
    """How many secrets of ours the keyring holds."""
    import secretstorage
    connection = secretstorage.dbus_init()
    return len(list(secretstorage.search_items(connection, {"service": system_keyring.SERVICE})))

match sys.argv[1]:
    case "create":
        with opened(create=True) as gallery:
            gallery.add_person("Anna")
            assert keys.place(gallery.gallery_id) == "keyring", keys.place(gallery.gallery_id)
        (text,) = [path.read_text() for path in home.keys.iterdir()]
        assert text.strip() == "facenet-gallery-key-in-keyring-1", text
        assert kept() == 1
    case "people":
        with opened() as gallery:
            assert [person.name for person in gallery.people()] == ["Anna"]
    case "rotate":
        with opened() as gallery:
            before = gallery.gallery_id
            gallery.rotate_key(keys)
        with opened() as gallery:
            assert gallery.gallery_id != before
        assert kept() == 1, "the old key is still there"
    case "lock":
        import secretstorage
        secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
    case "unlock":
        # As the dialog does it in which the user types the password.
        import secretstorage
        from secretstorage.util import DBusAddressWrapper
        connection = secretstorage.dbus_init()
        service = "/org/freedesktop/secrets"
        _, session = DBusAddressWrapper(service, "org.freedesktop.Secret.Service", connection).call(
            "OpenSession", "sv", "plain", ("s", ""))
        inner = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
        path = secretstorage.get_default_collection(connection).collection_path
        secret = (session, b"", os.environ["PASSWORD"].encode(), "text/plain")
        DBusAddressWrapper(service, inner, connection).call("UnlockWithMasterPassword", "o(oayays)", path, secret)
    case "refused" | "hangs":
        system_keyring._ASK_SECONDS = 5.0
        system_keyring._LOOK_SECONDS = 60.0
        if sys.argv[1] == "hangs":
            # The service is found by its name on the bus; only then does it have to answer.
            from keyring.backends import SecretService
            system_keyring._find_backend = SecretService.Keyring
        begin = time.monotonic()
        try:
            opened().close()
        except GalleryKeyError as error:
            print(error)
            assert "keyring cannot be used" in str(error)
            assert ("no answer" in str(error)) == (sys.argv[1] == "hangs")
        else:
            raise SystemExit("it was opened")
        assert time.monotonic() - begin < 60
    case "passphrase" | "keyring":
        with opened() as gallery:
            secret = keys.read(gallery.gallery_id)
            keys.keep(gallery.gallery_id, secret, sys.argv[1], passphrase="one")
        with opened() as gallery:
            assert [person.name for person in gallery.people()] == ["Anna"]
    case "empty":
        assert kept() == 0
    case "erase":
        erased = erase_everything(home, keys)
        assert not erased.problem and not home.path.exists(), erased
    case other:
        raise SystemExit(other)
'''


def test_a_gallery_lives_with_a_real_secret_service(tmp_path: Path) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    (tmp_path / "steps.py").write_text(_STEPS)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "GNOME_"))}
    clean.pop("PYTHON_KEYRING_BACKEND", None)
    clean.pop("DISPLAY", None)
    environment = {
        **clean,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(runtime),
        "FACENET_HOME": str(tmp_path / "home"),
        "PYTHON": sys.executable,
        "STEPS": str(tmp_path / "steps.py"),
        "PASSWORD": _PASSWORD,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", _SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stdout.count("== ") == 15, done.stdout
