"""Runs are renamed, annotated, cleaned and deleted, and never while they are trained."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.errors import InputError, RunError
from core.training.run_list import list_runs, size_of, summarise
from core.training.run_upkeep import clean_run, delete_run, remove_leftovers, rename_run, write_note
from tests.training.runs import end, make_run, step


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_rename(tmp_path: Path) -> None:
    make_run(tmp_path / "old", [step(1)])
    make_run(tmp_path / "taken", [])
    assert rename_run(tmp_path / "old", "new") == tmp_path / "new"
    assert names(tmp_path) == ["new", "taken"]
    assert summarise(tmp_path / "new").step == 1
    with pytest.raises(RunError, match="'taken'"):
        rename_run(tmp_path / "new", "taken")
    with pytest.raises(RunError, match="is not a run"):
        rename_run(tmp_path, "other")


@pytest.mark.parametrize("name", ["", " a", ".hidden", "a/b", "a\\b", "..", "con", "NUL.txt", "a:b", "x" * 101, "a\0"])
def test_what_cannot_be_a_name(tmp_path: Path, name: str) -> None:
    make_run(tmp_path / "run", [])
    with pytest.raises(InputError, match="cannot be the name"):
        rename_run(tmp_path / "run", name)
    assert names(tmp_path) == ["run"]


def test_notes(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [])
    write_note(folder.path, "  größer, mit Brille\nzweite Zeile ")
    assert summarise(folder.path).note == "größer, mit Brille\nzweite Zeile"
    with folder.locked():
        write_note(folder.path, "while it is trained")
    assert summarise(folder.path).note == "while it is trained"
    write_note(folder.path, "")
    assert not folder.note.exists()
    with pytest.raises(InputError):
        write_note(folder.path, "x" * 10_001)


def test_delete(tmp_path: Path) -> None:
    make_run(tmp_path / "run", [step(1)], checkpoints=(1,))
    make_run(tmp_path / "other", [])
    size = size_of(tmp_path / "run")
    assert delete_run(tmp_path / "run") == size
    assert names(tmp_path) == ["other"]


def test_a_deletion_that_was_interrupted_is_finished_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_run(tmp_path / "run", [step(1)], checkpoints=(1,))
    size = size_of(tmp_path / "run")

    def power_cut(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", power_cut)
        with pytest.raises(KeyboardInterrupt):
            delete_run(tmp_path / "run")
    assert list_runs(tmp_path) == []
    assert remove_leftovers(tmp_path) == size
    assert names(tmp_path) == []
    assert remove_leftovers(tmp_path / "nowhere") == 0


def test_what_is_no_run_is_not_deleted(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.jpg").write_bytes(b"x")
    for change in (delete_run, clean_run):
        with pytest.raises(RunError, match="is not a run"):
            change(photos)
    assert names(photos) == ["a.jpg"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    make_run(tmp_path / "elsewhere" / "run", [])
    try:
        (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "run", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(RunError, match="link"):
        delete_run(tmp_path / "link")
    assert (tmp_path / "elsewhere" / "run" / "run.json").is_file()


def test_a_damaged_run_can_be_deleted(tmp_path: Path) -> None:
    make_run(tmp_path / "run", []).path.joinpath("run.json").write_text("{")
    assert delete_run(tmp_path / "run") > 0
    assert names(tmp_path) == []


def test_a_run_that_is_trained_is_left_alone(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [step(1)], checkpoints=(1, 2))
    with folder.locked():
        for change in (delete_run, clean_run, lambda run: rename_run(run, "new")):
            with pytest.raises(RunError, match="is being trained"):
                change(folder.path)
    assert len(folder.checkpoint_paths()) == 2
    assert names(tmp_path) == ["run"]


def test_clean_keeps_the_latest_checkpoint_and_the_best_model(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [step(1), end(1)], checkpoints=(1, 2, 3))
    folder.best.mkdir()
    (folder.best / "model.json").write_text("{}")
    half = folder.checkpoints / ".step-00000004.safetensors.abc123"
    half.write_bytes(b"half")
    (folder.path / ".run.json.x1").write_bytes(b"half")
    before = size_of(folder.path)
    freed = clean_run(folder.path)
    assert freed == before - size_of(folder.path) > 0
    assert names(folder.checkpoints) == ["step-00000003.safetensors"]
    assert (folder.best / "model.json").is_file()
    assert clean_run(folder.path) == 0


def test_clean_keeps_what_can_still_be_read(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [], checkpoints=(1, 2, 3))
    latest = folder.checkpoint_paths()[0]
    latest.write_bytes(latest.read_bytes()[:-10])
    clean_run(folder.path)
    assert names(folder.checkpoints) == ["step-00000002.safetensors"]
    folder.checkpoint_paths()[0].write_bytes(b"nothing")
    clean_run(folder.path)
    assert names(folder.checkpoints) == ["step-00000002.safetensors"]
