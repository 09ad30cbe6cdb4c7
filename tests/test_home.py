"""Where the home is: named, chosen for good, or the usual place."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import StorageError
from core.gallery.erasing import erase_everything
from core.gallery.key_places import HomeKeys
from core.home import Home, choose_place, chosen_place, usual_place


@pytest.fixture(autouse=True)
def unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACENET_HOME")


def test_the_usual_place_without_a_choice() -> None:
    assert chosen_place() is None
    assert Home.default().path == usual_place()


def test_a_place_is_chosen_for_good_and_given_up(tmp_path: Path) -> None:
    choose_place(tmp_path / "fotos ü")
    assert Home.default().path == tmp_path / "fotos ü"
    choose_place(None)
    choose_place(None)
    assert Home.default().path == usual_place()


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_place(tmp_path / "chosen")
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "named"))
    assert Home.default().path == tmp_path / "named"


@pytest.mark.parametrize("damaged", [b"", b"  \n", b"relative/path\n", b"\xff\xfe\n"])
def test_a_damaged_note_is_no_choice(tmp_path: Path, damaged: bytes) -> None:
    choose_place(tmp_path)
    next((tmp_path / "config").iterdir()).write_bytes(damaged)
    assert Home.default().path == usual_place()


def test_a_choice_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    with pytest.raises(StorageError):
        choose_place(tmp_path)


def test_erasing_everything_forgets_the_choice(tmp_path: Path) -> None:
    home = Home(tmp_path / "chosen")
    home.runs.mkdir(parents=True)
    choose_place(home.path)
    erase_everything(home, HomeKeys(home.keys))
    assert chosen_place() is None
