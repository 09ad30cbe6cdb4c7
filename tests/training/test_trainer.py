"""The trainer end to end, with the tiny network on drawn faces."""

from __future__ import annotations

import gc
import itertools
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from tensorflow.python.framework.func_graph import FuncGraph

from core.errors import DatasetError, ModelError, OutOfMemoryError, RunError, StorageError
from core.hyperparameters import Hyperparameters
from core.training import checkpoints, train_step, trainer
from core.training.control import TrainingControl
from core.training.events import (
    CheckpointSaved,
    EpochEnd,
    Notice,
    Phase,
    StepEnd,
    TrainBegin,
    TrainEnd,
    TrainingEvent,
)
from core.training.history import read_history
from tests.factories import make_dataset

PARAMETERS = Hyperparameters(
    network="tiny",
    image_size=32,
    embedding_size=16,
    identities_per_batch=4,
    images_per_identity=3,
    triplet_strategy="batch_all",
    learning_rate=5e-3,
    warmup_steps=0,
    epochs=2,
    steps_per_epoch=4,
    checkpoint_steps=3,
    dropout=0.2,
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "drawn"
    make_dataset(folder, identities=12, images=6, seed=0)
    return folder


class Listener:
    """Keeps every event; asks to stop after a step where told so."""

    def __init__(self, control: TrainingControl | None = None, stop_after: int = 0) -> None:
        self.events: list[TrainingEvent] = []
        self._control = control
        self._stop_after = stop_after

    def __call__(self, event: TrainingEvent) -> None:
        self.events.append(event)
        if self._control and isinstance(event, StepEnd) and event.step == self._stop_after:
            self._control.stop()

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def losses(self) -> list[float]:
        return [event.loss for event in self.of(StepEnd)]


def train(run: Path, dataset: Path, parameters: Hyperparameters = PARAMETERS, *, stop_after: int = 0, **options):
    control = TrainingControl()
    listener = Listener(control, stop_after)
    end = trainer.train(
        run=run, dataset=dataset, hyperparameters=parameters, listeners=[listener], control=control, **options
    )
    return listener, end


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory: pytest.TempPathFactory, dataset: Path):
    run = tmp_path_factory.mktemp("runs") / "whole"
    listener, end = train(run, dataset)
    return run, listener, end


def test_a_training_leaves_no_graph_of_a_step_behind(whole_run) -> None:
    gc.collect()
    # Those of the data pipeline and of evaluation are small.
    sizes = [len(each.get_operations()) for each in gc.get_objects() if isinstance(each, FuncGraph)]
    assert max(sizes, default=0) < 400


def test_events_come_in_order(whole_run) -> None:
    run, listener, end = whole_run
    kinds = [type(event) for event in listener.events if not isinstance(event, Phase | Notice)]
    assert kinds[:2] == [TrainBegin, EpochEnd]  # epoch 0 measures the untrained network
    assert kinds[-1] is TrainEnd
    assert [event.step for event in listener.of(StepEnd)] == list(range(1, 9))
    assert [event.epoch for event in listener.of(StepEnd)] == [1] * 4 + [2] * 4
    assert [event.epoch for event in listener.of(EpochEnd)] == [0, 1, 2]
    assert [event.step for event in listener.of(CheckpointSaved)] == [3, 4, 6, 8]
    assert end.reason == "finished"
    assert end.best == run / "best"


def test_figures_of_a_step_are_finite_and_in_range(whole_run) -> None:
    _, listener, _ = whole_run
    for event in listener.of(StepEnd):
        assert event.loss >= 0
        assert 0 <= event.active_fraction <= 1
        assert 0 <= event.ap_mean <= event.ap_hardest <= 2 + 1e-6
        assert 0 <= event.an_hardest <= event.an_mean <= 2 + 1e-6
        assert event.gradient_norm > 0
        assert event.learning_rate > 0
        assert 0 <= event.data_wait <= 1
    assert listener.of(EpochEnd)[-1].mean_loss == pytest.approx(np.mean(listener.losses[4:]), rel=1e-6)


def test_learns_to_tell_drawn_people_apart(tmp_path: Path, dataset: Path) -> None:
    listener, _ = train(tmp_path / "run", dataset, PARAMETERS.changed(steps_per_epoch=40, dropout=0.0))
    losses = listener.losses
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:5])
    assert listener.of(EpochEnd)[-1].held_out.auc > listener.of(EpochEnd)[0].held_out.auc


@pytest.mark.parametrize("stop_after", [1, 3, 4, 5])
def test_a_stopped_and_restored_run_equals_an_uninterrupted_one(
    tmp_path: Path, dataset: Path, whole_run, stop_after: int
) -> None:
    _, whole, _ = whole_run
    first, end = train(tmp_path / "run", dataset, stop_after=stop_after)
    assert end.reason == "stopped"
    assert end.step == stop_after
    second, end = train(tmp_path / "run", dataset, restore=True)
    assert end.reason == "finished"
    assert second.of(TrainBegin)[0].start_step == stop_after
    # Equal to the last digit: same weights, same optimizer, same batches, same dropout.
    assert first.losses + second.losses == whole.losses
    assert second.of(EpochEnd)[-1].held_out == whole.of(EpochEnd)[-1].held_out
    steps = [record for record in read_history(tmp_path / "run") if record["event"] == "StepEnd"]
    assert [record["step"] for record in steps] == list(range(1, 9))
    assert [record["loss"] for record in steps] == whole.losses


def test_a_killed_run_goes_on_from_its_last_checkpoint(tmp_path: Path, dataset: Path, whole_run) -> None:
    class Killed(BaseException):
        pass

    def killer(event: TrainingEvent) -> None:
        if isinstance(event, StepEnd) and event.step == 5:
            raise Killed

    _, whole, _ = whole_run
    with pytest.raises(Killed):
        trainer.train(run=tmp_path / "run", dataset=dataset, hyperparameters=PARAMETERS, listeners=[killer])
    second, _ = train(tmp_path / "run", dataset, restore=True)
    assert second.of(TrainBegin)[0].start_step == 4
    assert second.losses == whole.losses[4:]
    steps = [record["step"] for record in read_history(tmp_path / "run") if record["event"] == "StepEnd"]
    assert steps == list(range(1, 9))


def test_killed_before_its_first_checkpoint_it_begins_again(tmp_path: Path, dataset: Path, whole_run) -> None:
    run = tmp_path / "run"
    train(run, dataset, stop_after=1)
    for path in checkpoints.Checkpoints(run / "checkpoints", keep=9).paths():
        path.unlink()
    listener, _ = train(run, dataset, restore=True)
    assert listener.losses == whole_run[1].losses


def test_a_checkpoint_cut_in_half_gives_way_to_the_one_before(tmp_path: Path, dataset: Path, whole_run) -> None:
    run = tmp_path / "run"
    train(run, dataset, stop_after=5)
    latest, _ = checkpoints.Checkpoints(run / "checkpoints", keep=9).paths()
    latest.write_bytes(latest.read_bytes()[: latest.stat().st_size // 2])
    listener, _ = train(run, dataset, restore=True)
    assert "checkpoint_damaged" in [notice.code for notice in listener.of(Notice)]
    assert listener.of(TrainBegin)[0].start_step == 4
    assert listener.losses == whole_run[1].losses[4:]

    for path in (run / "checkpoints").iterdir():
        path.write_bytes(b"nothing")
    with pytest.raises(RunError, match="No checkpoint"):
        train(run, dataset, restore=True)


def test_only_the_last_checkpoints_stay(whole_run) -> None:
    run, _, _ = whole_run
    names = sorted(path.name for path in (run / "checkpoints").iterdir())
    assert names == ["step-00000006.safetensors", "step-00000008.safetensors"]


def test_a_clock_that_is_set_changes_nothing(tmp_path: Path, dataset: Path, whole_run, monkeypatch) -> None:
    """The wall clock goes forward and back by hours all the while; what is measured is measured on another one."""
    real, hours = time.time, itertools.cycle((0, 5, -30, 9000))
    monkeypatch.setattr(time, "time", lambda: real() + 3600 * next(hours))
    begin = time.monotonic()
    listener, end = train(tmp_path / "run", dataset)
    took = time.monotonic() - begin
    assert listener.losses == whole_run[1].losses
    assert [record["step"] for record in read_history(tmp_path / "run") if record["event"] == "StepEnd"] == [
        *range(1, 9)
    ]
    assert 0 < end.seconds <= took
    assert all(0 <= event.seconds <= took for event in listener.of(EpochEnd))
    for event in listener.of(StepEnd):
        assert 0 <= event.seconds_left < 10 * took
        assert 0 < event.images_per_second < float("inf")
        assert 0 <= event.data_wait <= 1


def test_a_batch_that_cannot_be_drawn_leaves_nothing_in_the_way_of_the_next_try(tmp_path: Path, dataset: Path) -> None:
    with pytest.raises(DatasetError, match="A batch wants 24 identities"):
        train(tmp_path / "run", dataset, PARAMETERS.changed(identities_per_batch=24))
    _, end = train(tmp_path / "run", dataset, PARAMETERS.changed(epochs=1))
    assert end.reason == "finished"


def test_an_existing_run_is_not_overwritten(whole_run, dataset: Path) -> None:
    run, _, _ = whole_run
    with pytest.raises(RunError, match="already"):
        train(run, dataset)
    assert len(checkpoints.Checkpoints(run / "checkpoints", keep=9).paths()) == 2


def test_restoring_what_is_no_run(tmp_path: Path, dataset: Path) -> None:
    with pytest.raises(RunError, match=r"no run\.json"):
        train(tmp_path / "nothing", dataset, restore=True)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with pytest.raises(RunError, match="is not a run"):
        train(tmp_path / "photos", dataset)


def test_a_restored_run_may_train_longer_but_not_become_another_network(tmp_path: Path, dataset: Path) -> None:
    run = tmp_path / "run"
    train(run, dataset, PARAMETERS.changed(epochs=1))
    with pytest.raises(RunError, match="embedding_size"):
        train(run, dataset, PARAMETERS.changed(embedding_size=32), restore=True)
    listener, end = train(run, dataset, PARAMETERS.changed(epochs=2, learning_rate=1e-3), restore=True)
    assert end.step == 8
    (notice,) = [n for n in listener.of(Notice) if n.code == "hyperparameters_changed"]
    assert "epochs: 1 → 2" in notice.message


def test_a_finished_run_that_is_restored_has_nothing_to_do(tmp_path: Path, dataset: Path) -> None:
    run = tmp_path / "run"
    parameters = PARAMETERS.changed(epochs=1, steps_per_epoch=1)
    train(run, dataset, parameters)
    listener, end = train(run, dataset, parameters, restore=True)
    assert end.reason == "finished"
    assert listener.losses == []
    (notice,) = [n for n in listener.of(Notice) if n.code == "already_finished"]
    assert "Epoch 1 of 1" in notice.message


def test_nan_stops_the_run_and_leaves_its_checkpoints(tmp_path: Path, dataset: Path, monkeypatch) -> None:
    original = train_step.TrainStep.__call__

    def poisoned(self, images, labels, targets, *, step):
        figures = original(self, images, labels, targets, step=step)
        return figures._replace(loss=float("nan")) if step == 4 else figures

    monkeypatch.setattr(train_step.TrainStep, "__call__", poisoned)
    with pytest.raises(RunError, match="became nan at step 5") as error:
        train(tmp_path / "run", dataset)
    assert "learning_rate" in error.value.hint
    latest = checkpoints.Checkpoints(tmp_path / "run" / "checkpoints", keep=9).paths()[0]
    assert latest.name == "step-00000004.safetensors"


def test_out_of_memory_names_a_batch_that_fits(tmp_path: Path, dataset: Path, monkeypatch) -> None:
    import tensorflow as tf

    original = train_step.TrainStep.__call__

    def limited(self, images, labels, targets, *, step):
        if images.shape[0] > 6:
            raise tf.errors.ResourceExhaustedError(None, None, "no memory")
        return original(self, images, labels, targets, step=step)

    monkeypatch.setattr(train_step.TrainStep, "__call__", limited)
    with pytest.raises(OutOfMemoryError, match="4 identities × 3 images") as error:
        train(tmp_path / "run", dataset)
    assert "2 × 3 fits" in error.value.hint


def test_a_full_disk_does_not_end_the_run(tmp_path: Path, dataset: Path, monkeypatch, whole_run) -> None:
    original = checkpoints.Checkpoints.save

    def full(self, state, network, optimizer):
        if state.step == 3:
            raise StorageError("The disk is full: x.", hint="Free some space.")
        return original(self, state, network, optimizer)

    monkeypatch.setattr(checkpoints.Checkpoints, "save", full)
    listener, end = train(tmp_path / "run", dataset)
    assert end.reason == "finished"
    assert "checkpoint_failed" in [notice.code for notice in listener.of(Notice)]
    assert listener.losses == whole_run[1].losses


def test_pause_and_resume(tmp_path: Path, dataset: Path, whole_run) -> None:
    control = TrainingControl()
    paused = threading.Event()
    listener = Listener()

    def pauser(event: TrainingEvent) -> None:
        if isinstance(event, StepEnd) and event.step == 2:
            control.pause()
        if event == Phase("paused"):
            paused.set()

    worker = threading.Thread(
        target=trainer.train,
        kwargs={
            "run": tmp_path / "run",
            "dataset": dataset,
            "hyperparameters": PARAMETERS,
            "listeners": [listener, pauser],
            "control": control,
        },
    )
    worker.start()
    assert paused.wait(timeout=120)
    steps = len(listener.losses)
    time.sleep(0.3)
    assert len(listener.losses) == steps == 2
    control.resume()
    worker.join(timeout=120)
    assert not worker.is_alive()
    assert listener.losses == whole_run[1].losses


def test_one_run_is_trained_by_one_process(tmp_path: Path, dataset: Path) -> None:
    from filelock import FileLock

    run = tmp_path / "run"
    run.mkdir()
    with FileLock(run / ".lock"), pytest.raises(RunError, match="another process"):
        train(run, dataset)


def test_starting_from_a_model(tmp_path: Path, dataset: Path, whole_run) -> None:
    best = whole_run[0] / "best"
    parameters = PARAMETERS.changed(epochs=1, start=str(best), image_size=48)
    listener, _ = train(tmp_path / "run", dataset, parameters, start=best)
    assert listener.losses[0] < whole_run[1].losses[0]
    with pytest.raises(ModelError, match="embedding_size"):
        train(tmp_path / "other", dataset, parameters.changed(embedding_size=32), start=best)


def test_the_best_model_embeds_and_says_where_it_comes_from(whole_run, dataset: Path) -> None:
    from core.embedding.model_folder import load_model

    run, listener, _ = whole_run
    model = load_model(run / "best")
    assert model.card.trained["dataset"] == "drawn"
    assert model.card.trained["hyperparameters"]["triplet_strategy"] == "batch_all"
    assert len(model.card.trained["identities"]) == listener.of(TrainBegin)[0].identities
    embeddings = model.embed(np.zeros((2, 180, 180, 3), np.uint8))
    assert embeddings.shape == (2, 16)


@pytest.mark.parametrize("strategy", ["batch_all", "batch_hard", "batch_semi_hard", "batch_adaptive"])
@pytest.mark.parametrize("optimizer", ["adam", "adamw", "adagrad", "sgd"])
def test_every_strategy_and_optimizer_takes_a_step(tmp_path: Path, dataset: Path, strategy, optimizer) -> None:
    parameters = PARAMETERS.changed(
        triplet_strategy=strategy, optimizer=optimizer, epochs=1, steps_per_epoch=1, validation_images=0, clip_norm=1.0
    )
    listener, _ = train(tmp_path / "run", dataset, parameters)
    assert listener.of(StepEnd)[0].loss > 0


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_mixed_precision_trains(tmp_path: Path, dataset: Path, precision: str) -> None:
    listener, _ = train(tmp_path / "run", dataset, PARAMETERS.changed(precision=precision, epochs=1))
    assert all(np.isfinite(listener.losses))
    assert listener.losses[-1] > 0
