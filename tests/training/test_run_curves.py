"""Histories become arrays, and a running one is followed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core import files
from core.training import history as history_module
from core.training.events import EpochEnd, Notice, StepEnd, TrainBegin, TrainEnd
from core.training.history import History
from core.training.run_curves import EPOCH_COLUMNS, STEP_COLUMNS, HistoryReader, load_history
from tests.training.runs import append, begin, end, epoch, make_run, step
from tests.training.test_doctor import BEGIN, HEALTHY


class NoBoard:
    """TensorBoard's writer takes TensorFlow's time to import."""

    def __init__(self, folder: Path) -> None:
        pass

    def add(self, event: object) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _without_tensorboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "_Board", NoBoard)


def test_columns(tmp_path: Path) -> None:
    notice = {"event": "Notice", "code": "collapse", "message": "m", "hint": "", "changes": {}, "step": 2}
    make_run(
        tmp_path / "run", [begin(2), epoch(0, 0, None), step(1, 0.5), step(2, None), notice, epoch(1, 2, 0.8), end(2)]
    )
    history = load_history(tmp_path / "run")
    assert set(history.steps) == set(STEP_COLUMNS)
    assert set(history.epochs) == set(EPOCH_COLUMNS)
    assert {column.dtype for column in history.steps.values()} == {np.dtype(np.float64)}
    np.testing.assert_array_equal(history.steps["step"], [1, 2])
    np.testing.assert_array_equal(history.steps["loss"], [0.5, np.nan])  # null in the file: it was not finite
    np.testing.assert_array_equal(history.epochs["auc"], [np.nan, 0.8])
    np.testing.assert_array_equal(history.epochs["mean_loss"], [np.nan, 0.3])
    assert history.begin is not None
    assert history.begin["total_steps"] == 2
    assert [record["code"] for record in history.notices] == ["collapse"]
    assert history.end is not None


def test_no_history_yet(tmp_path: Path) -> None:
    history = load_history(tmp_path)
    assert history.steps["loss"].shape == (0,)
    assert history.end is None


def test_what_the_trainer_writes_is_what_is_read(tmp_path: Path) -> None:
    with History(tmp_path, from_step=0) as history:
        history(BEGIN)
        history(HEALTHY)
        history(Notice("collapse", "Words.", changes={"learning_rate": 0.1}))
        history(EpochEnd(1, 1, 0.3, None, 1.0))
        history(TrainEnd("finished", 1, tmp_path / "best", 2.0))
    found = load_history(tmp_path)
    assert {name: column[0] for name, column in found.steps.items()} == {
        name: getattr(HEALTHY, name) for name in STEP_COLUMNS
    }
    assert found.notices[0]["step"] == 1
    assert found.notices[0]["changes"] == {"learning_rate": 0.1}
    assert found.begin is not None
    assert found.begin["total_steps"] == BEGIN.total_steps
    assert isinstance(HEALTHY, StepEnd)
    assert isinstance(BEGIN, TrainBegin)


def test_notices_of_a_cut_off_attempt_go_with_it(tmp_path: Path) -> None:
    from dataclasses import replace

    with History(tmp_path, from_step=0) as history:
        for number in (1, 2, 3):
            history(replace(HEALTHY, step=number))
            history(Notice(f"at_{number}", "Words."))
    with History(tmp_path, from_step=2):
        pass
    found = load_history(tmp_path)
    np.testing.assert_array_equal(found.steps["step"], [1, 2])
    assert [record["code"] for record in found.notices] == ["at_1", "at_2"]


def test_a_running_history_is_followed(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [])
    reader = HistoryReader(folder.path)
    assert reader.read().anew
    append(folder, step(1), step(2))
    np.testing.assert_array_equal(reader.read().steps["step"], [1, 2])
    line = json.dumps(step(3)) + "\n"
    with folder.history.open("a") as file:
        file.write(line[:20])
    assert len(reader.read().steps["step"]) == 0
    with folder.history.open("a") as file:
        file.write(line[20:])
    third = reader.read()
    assert not third.anew
    np.testing.assert_array_equal(third.steps["step"], [3])
    assert len(reader.read().steps["step"]) == 0


def test_a_history_that_was_cut_is_read_anew(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [step(1), step(2), step(3)])
    reader = HistoryReader(folder.path)
    reader.read()
    longer = [step(number, 0.1) for number in (1, 2, 20, 30, 40)]
    files.write_bytes(folder.history, "".join(json.dumps(record) + "\n" for record in longer).encode())
    again = reader.read()
    assert again.anew
    np.testing.assert_array_equal(again.steps["step"], [1, 2, 20, 30, 40])


def test_damaged_lines_are_left_out(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [step(1)])
    with folder.history.open("ab") as file:
        file.write(b'{"event": "StepEnd", "st\n\xff\xfe\n[1, 2]\n{"event": 7}\n')
    append(folder, step(2))
    np.testing.assert_array_equal(load_history(folder.path).steps["step"], [1, 2])
