"""What the home holds after everything was done with somebody: nothing of theirs that can be read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.cli import people_command
from core.gallery.chips import encode_chip
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from tests.cli.test_gallery_commands import GREEN, RED, facenet, picture  # noqa: F401  fixtures

NAME, OTHER = "Annabella Unmistakable", "Zephyrine Distinctive"


def secrets_of(home):
    """Name, chips and embeddings as bytes, as they would stand somewhere in clear."""
    secrets = [word.encode(coding) for word in (NAME, OTHER) for coding in ("utf-8", "utf-16-le")]
    secrets += [word.encode().hex().encode() for word in (NAME, OTHER)]
    with Gallery.open(home / "gallery.sqlite", keys=HomeKeys(home / "keys")) as gallery:
        for person in gallery.people():
            for template in gallery.templates(person.id):
                chip = gallery.chip(template.id)
                vector = gallery.embeddings.vectors(template.models[0], [template.id])[0]
                secrets += [
                    chip.tobytes()[:48],
                    encode_chip(chip)[50:98],
                    vector.tobytes(),
                    np.array2string(vector).encode(),
                ]
                secrets.append(template.source.encode()[-20:])
    return secrets


def found_in(home, secrets):
    return [
        (path.relative_to(home).as_posix(), secret)
        for path in home.rglob("*")
        if path.is_file()
        for secret in secrets
        if secret in path.read_bytes()
    ]


def test_a_home_shows_nobody(facenet, picture, home, monkeypatch, tmp_path):  # noqa: F811
    here = ("--gallery", home / "gallery.sqlite")
    assert facenet("enroll", NAME, picture("a1.png", RED), picture("a2.png", RED), *here)[0] == 0
    assert facenet("enroll", OTHER, picture("b1.png", GREEN), *here)[0] == 0
    secrets = secrets_of(home)
    assert len(secrets) > 15
    # The search finds what is there.
    (home / "note.txt").write_bytes(b"..." + secrets[-2] + b"...")
    assert len(found_in(home, secrets)) == 1
    (home / "note.txt").unlink()

    def broken(*_):
        raise RuntimeError(f"no luck with {NAME}")

    with monkeypatch.context() as patched:
        patched.setattr(people_command, "_cells", broken)
        code, _, errors = facenet("people", "show", NAME, *here)
        assert code == 70
        assert "details are in" in errors
    for command in (
        ("people", "list"),
        ("people", "rename", NAME, "Somebody"),
        ("people", "undo"),
        ("people", "merge", OTHER, NAME),
        ("people", "delete", NAME),
        ("people", "purge", "--yes"),
    ):
        code, _, errors = facenet(*command, *here)
        assert code == 0, errors
        assert found_in(home, secrets) == []
    assert sorted(path.name for path in home.iterdir()) == ["gallery.sqlite", "keys", "logs"]
    if os.name == "posix":
        assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize("place", ["file", "passphrase"])
def test_the_key_itself_stands_in_one_place_only(home, place):
    keys = HomeKeys(home / "keys", passphrase=lambda: "x", log2_cost=10)
    with Gallery.open(home / "gallery.sqlite", keys=keys, create=True) as gallery:
        secret = keys.read(gallery.gallery_id)
        keys.keep(gallery.gallery_id, secret, place, passphrase="x")
        import base64

        forms = [secret, base64.b64encode(secret), secret.hex().encode()]
        assert len(found_in(home, forms)) == (1 if place == "file" else 0)


_CRASH = """
import os, resource, sys
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
from core.cli.main import main
main(["params", "--json"])
print(resource.getrlimit(resource.RLIMIT_CORE)[0], most, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_crash_writes_no_memory_to_the_disk():
    done = subprocess.run(
        [sys.executable, "-c", _CRASH], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    now, most = done.stderr.split()[-2:]
    if most == "0":
        pytest.skip("this system lets no process write its memory")
    assert now == "0"
