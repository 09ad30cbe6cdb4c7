"""`facenet people key`, `people rotate-key` and `erase`; and what lies on the disk afterwards, and for whom."""

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import passphrases
from core.cli.main import main
from core.gallery import erasing, key_places
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from core.home import Home
from tests.gallery.conftest import MODEL, new_template

ROOT = Path(__file__).parents[2]


@pytest.fixture
def facenet(capsys, monkeypatch):
    """Runs a command; gives exit code, standard output and standard error. Sealing is cheap."""
    monkeypatch.setattr(key_places.HomeKeys.__init__, "__kwdefaults__", {
        **key_places.HomeKeys.__init__.__kwdefaults__, "log2_cost": 10,
    })  # fmt: skip

    def run(*words):
        code = main([str(word) for word in words])
        output, errors = capsys.readouterr()
        return code, output, errors

    return run


@pytest.fixture
def anna(home):
    """A gallery in the home with somebody in it, its key in a plain file."""
    with Gallery.open(home / "gallery.sqlite", keys=HomeKeys(home / "keys"), create=True) as gallery:
        gallery.embeddings.add_model(MODEL)
        gallery.add_person("Annabella", [new_template(1)])


@pytest.fixture
def passphrase(tmp_path, monkeypatch):
    """Writes a passphrase to a file; with `given` it is the one that unlocks."""

    def write(text, *, given=True):
        path = tmp_path / f"{text}.txt"
        path.write_text(f"{text}\n", encoding="utf-8")
        if given:
            monkeypatch.setenv(passphrases.PASSPHRASE_FILE, str(path))
        return path

    return write


def test_where_the_key_is(facenet, anna):
    code, output, errors = facenet("people", "key")
    assert code == 0
    assert "plain file" in output
    assert "--keep-in passphrase" in errors
    assert json.loads(facenet("people", "key", "--json")[1])["key_in"] == "file"


def test_a_passphrase_is_set_used_changed_and_taken_away(facenet, anna, passphrase, monkeypatch):
    assert (
        facenet("people", "key", "--keep-in", "passphrase", "--passphrase-file", passphrase("one", given=False))[0] == 0
    )
    code, output, errors = facenet("people", "list")
    assert (code, output) == (1, "")
    assert "locked with a passphrase" in errors
    assert passphrases.PASSPHRASE_FILE in errors
    passphrase("two")
    assert "passphrase is wrong" in facenet("people", "list")[2]
    passphrase("one")
    assert "Annabella" in facenet("people", "list")[1]
    assert (
        facenet("people", "key", "--keep-in", "passphrase", "--passphrase-file", passphrase("two", given=False))[0] == 0
    )
    assert "passphrase is wrong" in facenet("people", "list")[2]
    passphrase("two")
    assert facenet("people", "rotate-key", "--yes")[0] == 0
    assert "Annabella" in facenet("people", "list")[1]
    assert facenet("people", "key", "--keep-in", "file")[0] == 0
    monkeypatch.delenv(passphrases.PASSPHRASE_FILE)
    assert "Annabella" in facenet("people", "list")[1]


def test_without_a_keyring_none_can_be_chosen(facenet, anna):
    code, _, errors = facenet("people", "key", "--keep-in", "keyring")
    assert code == 1
    assert "keyring is not there" in errors
    assert "Annabella" in facenet("people", "list")[1]


def everything_of(home):
    made = Home(home)
    for path in (made.datasets / "family" / "x", made.runs / "run" / "run.json", made.models / "m" / "model.json"):
        path.parent.mkdir(parents=True)
        path.write_text("x")
    for path in (made.cache / "evaluation.sqlite", home / "logs" / "error.txt", home / "window.ini"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (home / ".gallery.sqlite.tmp").write_text("x")


def test_erase_removes_all_that_is_ours_and_nothing_else(facenet, anna, home):
    everything_of(home)
    (home / "my thesis.odt").write_text("x")
    code, output, errors = facenet("erase", "--yes")
    assert code == 0
    assert "gallery.sqlite" in output
    assert "my thesis.odt" in errors
    assert [path.name for path in home.rglob("*")] == ["my thesis.odt"]
    (home / "my thesis.odt").unlink()
    assert "nothing of yours" in facenet("erase", "--yes")[2]
    assert not home.exists()


def test_erase_asks_and_does_nothing_without_an_answer(facenet, anna, home, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, errors = facenet("erase")
    assert code == 2
    assert "gallery.sqlite" in errors
    assert (home / "gallery.sqlite").is_file()


def test_erase_stops_at_links_and_waits_for_trainings(facenet, anna, home, tmp_path):
    from filelock import FileLock

    everything_of(home)
    elsewhere = tmp_path / "other disk"
    (home / "models").rename(elsewhere)
    (home / "models").symlink_to(elsewhere)
    with FileLock(home / "runs" / "run" / ".lock"):
        code, _, errors = facenet("erase", "--yes")
        assert code == 1
        assert "being trained" in errors
        assert (home / "gallery.sqlite").is_file()
    code, _, errors = facenet("erase", "--yes")
    assert code == 0
    assert str(elsewhere) in errors
    assert (elsewhere / "m" / "model.json").is_file()


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_what_a_command_makes_only_its_owner_may_read(home):
    made = subprocess.run(
        [sys.executable, "-m", "facenet_gui", "sample", "drawn", "--identities", "2", "--images", "2"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    paths = [home, *home.rglob("*")]
    assert len(paths) >= 3
    assert not [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_erase_says_where_another_home_lies(facenet, anna, home, tmp_path, monkeypatch):
    """Whoever chose another place, and copied what was in the first, has both."""
    first = tmp_path / "first"
    monkeypatch.setattr(erasing, "usual_place", lambda: first)
    assert "Another home" not in facenet("erase", "--yes")[2]
    (first / "keys").mkdir(parents=True)
    code, _, errors = facenet("erase", "--yes")
    assert code == 0
    assert f"Another home of this program is in {first}, and was not touched" in errors
    code, output, _ = facenet("erase", "--yes", "--json")
    assert json.loads(output)["elsewhere"] == [str(first)]
    assert (first / "keys").is_dir()


def test_erase_takes_what_a_power_cut_left_of_the_settings(facenet, home):
    """Qt writes its files beside themselves, under names of its own."""
    home.mkdir()
    for name in ("window.ini", "window.ini.Kd8sPq", "QtProject.conf", "QtProject.conf.lock", "QtProject.conf.x7GhTz"):
        (home / name).write_text("recent=/photos/Annabella")
    (home / "windows").write_text("not ours")
    assert facenet("erase", "--yes")[0] == 0
    assert [path.name for path in home.iterdir()] == ["windows"]
