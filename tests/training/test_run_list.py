"""Runs are listed at a glance, whatever state they are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.hyperparameter_files import load_preset
from core.hyperparameters import Hyperparameters
from core.training.run_folder import RunFolder
from core.training.run_list import CURVE_POINTS, list_runs, nearest_preset, summarise
from tests.test_imports import dragged_in
from tests.training.runs import append, begin, end, epoch, make_run, step


def test_nothing_of_tensorflow_is_needed() -> None:
    names = ["core.training.run_list", "core.training.run_curves", "core.training.run_upkeep"]
    assert dragged_in(names, ("tensorflow", "keras", "sklearn", "tensorboard")) == {}


def test_no_runs_yet(tmp_path: Path) -> None:
    assert list_runs(tmp_path / "runs") == []


def test_a_finished_run(tmp_path: Path) -> None:
    records = [begin(4), epoch(0, 0, 0.99), step(1, 0.5), step(2, 0.4), epoch(1, 2, 0.8), step(3, 0.3), step(4, 0.2)]
    make_run(tmp_path / "run", [*records, epoch(2, 4, 0.7), end(4)], checkpoints=(4,))
    run = summarise(tmp_path / "run")
    assert (run.name, run.state, run.problem, run.step, run.total_steps) == ("run", "finished", "", 4, 4)
    assert run.best is not None
    # Epoch 0 is the untrained network, which is no model of the run.
    assert (run.best.step, run.best.auc) == (2, 0.8)
    assert run.best.val_at_far[1] == {"far": 0.001, "val": 0.25, "supported": False}
    assert run.last_loss == 0.2
    assert run.loss_curve == (0.5, 0.4, 0.3, 0.2)
    assert run.dataset.endswith("faces")
    assert run.created is not None
    assert run.last_trained is not None
    assert run.size > 400


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ([end(2, "stopped")], "stopped"),
        ([], "interrupted"),
        ([{"event": "Notice", "code": "not_finite", "step": 2}], "failed"),
        ([{"event": "Notice", "code": "collapse", "step": 2}], "interrupted"),
    ],
)
def test_how_a_run_ended(tmp_path: Path, last: list, state: str) -> None:
    make_run(tmp_path / "run", [begin(10), step(1), step(2), *last])
    run = summarise(tmp_path / "run")
    assert run.state == state
    assert (run.step, run.total_steps) == (2, 10)
    assert run.notices == tuple(record["code"] for record in last if "code" in record)


def test_a_run_is_running_while_it_is_locked(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", [begin(10), step(1)])
    with folder.locked():
        assert summarise(folder.path).state == "running"
        # The line that is being written does not count yet.
        with folder.history.open("a") as file:
            file.write('{"event": "StepEnd", "step": 2, "lo')
        assert summarise(folder.path).step == 1
    assert summarise(folder.path).state == "interrupted"


def test_looking_leaves_no_lock_behind(tmp_path: Path) -> None:
    make_run(tmp_path / "run", [])
    assert summarise(tmp_path / "run").state == "new"
    assert not (tmp_path / "run" / ".lock").exists()


def test_what_is_damaged_is_said_in_words(tmp_path: Path) -> None:
    make_run(tmp_path / "whole", [begin(1), step(1), end(1)])
    make_run(tmp_path / "description", [step(1)])
    (tmp_path / "description" / "run.json").write_text("{")
    make_run(tmp_path / "list", []).path.joinpath("run.json").write_text("[]")
    make_run(tmp_path / "parameters", []).path.joinpath("hyperparameters.json").unlink()
    make_run(tmp_path / "unknown", []).path.joinpath("hyperparameters.json").write_text('{"margn": 1}')
    make_run(tmp_path / "history", []).history.write_bytes(b"\xff\xfe\n\x00\n[1]\n")
    make_run(tmp_path / "newer", []).path.joinpath("run.json").write_text('{"format": 999}')
    (tmp_path / "holiday photos").mkdir()
    (tmp_path / "holiday photos" / "beach.jpg").touch()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "file").write_text("no folder")
    runs = {run.name: run for run in list_runs(tmp_path)}
    assert runs.pop("whole").state == "finished"
    assert {run.state for run in runs.values()} == {"damaged"}
    assert sorted(runs) == ["description", "history", "holiday photos", "list", "newer", "parameters", "unknown"]
    assert "not valid JSON" in runs["description"].problem
    assert runs["description"].step == 1
    assert "hyperparameters.json does not exist" in runs["parameters"].problem
    assert "margn" in runs["unknown"].problem
    assert "no record that can be read" in runs["history"].problem
    assert "newer version" in runs["newer"].problem
    assert runs["holiday photos"].problem == f"{tmp_path / 'holiday photos'} is not a run: it has no run.json."
    for run in runs.values():
        run.to_json()


def test_records_of_any_shape_are_no_exception(tmp_path: Path) -> None:
    odd = [
        {"event": "EpochEnd", "epoch": "1", "step": None, "held_out": {"auc": None}},
        {"event": "EpochEnd", "epoch": 1, "step": 1, "held_out": {"auc": 0.6, "val_at_far": 3}},
        {"event": "StepEnd"},
        {"event": "StepEnd", "step": 1, "loss": "much"},
        {"event": "Notice", "code": 5},
        {"event": "TrainEnd"},
    ]
    make_run(tmp_path / "run", odd)
    run = summarise(tmp_path / "run")
    assert run.state == "stopped"
    assert run.best is not None
    assert run.best.val_at_far == ()
    assert run.last_loss is None
    assert run.loss_curve == ()


def test_a_long_history_becomes_a_short_curve(tmp_path: Path) -> None:
    make_run(tmp_path / "run", [step(number, 1 / number) for number in range(1, 2001)])
    run = summarise(tmp_path / "run")
    assert (run.step, run.last_loss) == (2000, 1 / 2000)
    assert len(run.loss_curve) == CURVE_POINTS
    assert list(run.loss_curve) == sorted(run.loss_curve, reverse=True)


def test_an_old_history_without_its_beginning_still_tells_the_total(tmp_path: Path) -> None:
    make_run(tmp_path / "given", [step(1)], epochs=3, steps_per_epoch=50)
    assert summarise(tmp_path / "given").total_steps == 150
    folder = make_run(tmp_path / "counted", [step(1)], epochs=3)
    assert summarise(folder.path).total_steps is None
    append(folder, epoch(1, 7, 0.5))
    assert summarise(folder.path).total_steps == 21


def test_the_last_trained_comes_first(tmp_path: Path) -> None:
    import os

    for age, name in enumerate(("newest", "middle", "oldest")):
        folder = make_run(tmp_path / name, [step(1)])
        os.utime(folder.history, (1_000_000 - age, 1_000_000 - age))
    assert [run.name for run in list_runs(tmp_path)] == ["newest", "middle", "oldest"]


def test_hyperparameters_are_told_as_the_nearest_preset_and_what_differs() -> None:
    preset = load_preset("batch_hard")
    assert nearest_preset(preset) == ("batch_hard", {})
    assert nearest_preset(preset.changed(margin=0.5, epochs=3)) == ("batch_hard", {"margin": 0.5, "epochs": 3})
    assert nearest_preset(Hyperparameters(start="scratch", triplet_strategy="batch_all"))[0] == "scratch"


def test_what_was_killed_while_it_was_begun_is_no_run_and_keeps_no_name(tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    killed.mkdir()
    (killed / ".lock").touch()
    (killed / "hyperparameters.json").write_text("{}")
    (killed / ".run.json.x1y2").write_text("{")
    (tmp_path / "killed at once").mkdir()
    assert list_runs(tmp_path) == []
    RunFolder(killed).create(Hyperparameters(), dataset=tmp_path / "data", start=None)
    assert [run.state for run in list_runs(tmp_path)] == ["new"]
