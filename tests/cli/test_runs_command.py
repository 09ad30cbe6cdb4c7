"""`facenet runs` as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.training.runs import begin, end, epoch, make_run, step

Facenet = Callable[..., Result]


@pytest.fixture
def runs(home: Path) -> Path:
    records = [begin(4), step(1, 0.5), step(2, 0.4), epoch(1, 2, 0.8), step(3, 0.3), step(4, 0.2), epoch(2, 4, 0.9)]
    make_run(home / "runs" / "first", [*records, end(4)], checkpoints=(2, 4), margin=0.3)
    make_run(home / "runs" / "second", records[:4], checkpoints=(2,), margin=0.5, triplet_strategy="batch_hard")
    (home / "runs" / "photos").mkdir()
    (home / "runs" / "photos" / "1.jpg").write_bytes(b"no run")
    return home / "runs"


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_list(facenet: Facenet, runs: Path, arguments: tuple[str, ...]) -> None:
    result = facenet("runs", *arguments)
    assert result.exit_code == 0
    lines = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert set(lines) == {"run", "first", "second", "photos"}
    assert lines["first"].split()[1:5] == ["finished", "batch_adaptive", "4/4", "0.200"]
    assert "0.9000" in lines["first"]
    assert "interrupted" in lines["second"]
    assert "photos is damaged" in result.stderr


def test_list_as_json(facenet: Facenet, runs: Path) -> None:
    for arguments in (("--json",), ("list", "--json")):
        found = {run["name"]: run for run in json.loads(facenet("runs", *arguments).stdout)}
        assert found["first"]["best"]["auc"] == 0.9
        assert found["photos"]["state"] == "damaged"
        assert found["second"]["hyperparameters"]["margin"] == 0.5


def test_no_runs(facenet: Facenet) -> None:
    result = facenet("runs")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no runs yet" in result.stderr


def test_show(facenet: Facenet, runs: Path) -> None:
    result = facenet("runs", "show", "first")
    assert result.exit_code == 0
    assert "0.9000 (step 4)" in result.stdout
    assert "25.00 % at FAR 0.1 % (too few impostor pairs)" in result.stdout
    assert json.loads(facenet("runs", "show", str(runs / "first"), "--json").stdout)["name"] == "first"
    assert facenet("runs", "show", "photos").exit_code == 0
    missing = facenet("runs", "show", "third")
    assert missing.exit_code == 1
    assert "no run called 'third'" in missing.stderr


def test_rename_note_clean_delete(facenet: Facenet, runs: Path) -> None:
    assert facenet("runs", "rename", "first", "best-so-far").exit_code == 0
    assert facenet("runs", "note", "best-so-far", "keep this one").exit_code == 0
    assert "keep this one" in facenet("runs").stdout
    cleaned = json.loads(facenet("runs", "clean", "--json").stdout)["freed_bytes"]
    assert cleaned["best-so-far"] > 0
    assert cleaned["second"] == 0
    assert sorted(path.name for path in runs.iterdir()) == ["best-so-far", "photos", "second"]
    assert facenet("runs", "clean", "photos").exit_code == 1
    assert facenet("runs", "delete", "second", "--yes").exit_code == 0
    assert not (runs / "second").exists()


def test_delete_asks(facenet: Facenet, runs: Path) -> None:
    result = facenet("runs", "delete", "first")
    assert result.exit_code == 2
    assert (runs / "first" / "run.json").is_file()
