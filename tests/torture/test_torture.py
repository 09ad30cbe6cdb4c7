"""The tortures in their shortest form; `python -m tests.torture --long` is the long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core import files
from tests.torture import failing_disk, power_cuts
from tests.torture.hostile_files import Reader, read_changed, readers

# What reads it imports TensorFlow.
_SLOW = ("run: checkpoint",)


@pytest.mark.parametrize("reader", [one for one in readers() if one.name not in _SLOW], ids=lambda one: one.name)
@pytest.mark.filterwarnings("ignore")
def test_hostile_files_end_in_words(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "files"
    folder.mkdir(parents=True)
    found = [problem for _, problem in read_changed(reader, folder, files=6) if problem is not None]
    assert len(found) >= 6
    assert not any(found), [problem for problem in found if problem]


@pytest.mark.skipif(not failing_disk.available(), reason="needs Linux and a C compiler")
def test_every_save_survives_a_failing_disk(tmp_path: Path) -> None:
    counts = failing_disk.run(tmp_path, long=False)
    assert counts.faults > 20
    assert not counts.lost, str(counts)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("name", ["gallery", "run_list"])
def test_a_kill_leaves_the_earlier_state_or_the_later_one(name: str, tmp_path: Path) -> None:
    (counts,) = power_cuts.run(tmp_path, {name: 2})
    assert counts.tries >= 2
    assert not counts.lost, str(counts)


def test_a_replaced_folder_is_never_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can exchange two folders, no moment passes without one of them; elsewhere it is two steps."""
    for exchanges in (True, False):
        target, aside = tmp_path / f"target {exchanges}", tmp_path / f"aside {exchanges}"
        for folder, content in ((target, "old"), (aside, "new")):
            folder.mkdir()
            (folder / "x").write_text(content)
        if not exchanges:
            monkeypatch.setattr(files, "_exchange", lambda one, other: False)
        files.replace_folder(aside, target)
        assert (target / "x").read_text() == "new"
        assert not aside.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["target False", "target True"]
