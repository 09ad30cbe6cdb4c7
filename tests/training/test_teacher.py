"""A student learns from a teacher, through the ordinary trainer, with tiny networks on drawn faces."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.data.blended_faces import write_blended_dataset
from core.data.dataset import Dataset
from core.embedding.card import read_card
from core.errors import InputError, ModelError
from core.faces.chip import FOREIGN
from core.training.control import TrainingControl
from core.training.events import EpochEnd, Phase, StepEnd, TrainBegin, TrainingEvent
from core.training.teacher import Teacher, teacher_targets
from tests.factories import make_dataset
from tests.training.test_trainer import PARAMETERS, train

TAUGHT = PARAMETERS.changed(teacher="teacher", seed=1, dropout=0.0)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "drawn"
    make_dataset(folder, identities=12, images=6, seed=0)
    return folder


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory, dataset: Path) -> Teacher:
    run = tmp_path_factory.mktemp("runs") / "teacher"
    train(run, dataset, PARAMETERS.changed(steps_per_epoch=30, dropout=0.0))
    return Teacher(run / "best", run.parent / "cache")


def asked(events: list[TrainingEvent]) -> bool:
    return any(isinstance(event, Phase) and event.doing == "asking the teacher" for event in events)


def test_a_student_comes_near_its_teacher(tmp_path: Path, dataset: Path, teacher: Teacher) -> None:
    listener, _ = train(tmp_path / "run", dataset, TAUGHT.changed(steps_per_epoch=60), teacher=teacher)
    distances = [event.teacher_distance for event in listener.of(StepEnd)]
    assert np.mean(distances[-10:]) < 0.6 * distances[0]
    for event in listener.of(StepEnd):
        assert event.loss == pytest.approx(event.teacher_distance**2, rel=1e-4)
    before, after = listener.of(EpochEnd)[0], listener.of(EpochEnd)[-1]
    assert after.held_out.auc > before.held_out.auc


def test_the_teacher_is_asked_once(tmp_path: Path, dataset: Path, teacher: Teacher) -> None:
    first = Teacher(teacher.model, tmp_path / "cache")
    one, _ = train(tmp_path / "one", dataset, TAUGHT, teacher=first)
    two, _ = train(tmp_path / "two", dataset, TAUGHT, teacher=first)
    assert asked(one.events)
    assert not asked(two.events)
    assert one.losses == two.losses
    (kept,) = first.cache.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_bytes(kept.read_bytes()[:-7])
    three, _ = train(tmp_path / "three", dataset, TAUGHT, teacher=first)
    assert asked(three.events)
    assert three.losses == one.losses


def test_stopped_and_restored_it_equals_an_uninterrupted_run(tmp_path: Path, dataset: Path, teacher: Teacher) -> None:
    parameters = TAUGHT.changed(teacher_steps=4, teacher_weight=0.5)
    whole, _ = train(tmp_path / "whole", dataset, parameters, teacher=teacher)
    first, end = train(tmp_path / "run", dataset, parameters, teacher=teacher, stop_after=3)
    assert end.step == 3
    second, _ = train(tmp_path / "run", dataset, parameters, teacher=teacher, restore=True)
    assert first.losses + second.losses == whole.losses
    # From step 5 on the triplets' loss comes on top of half the squared distance.
    for event in whole.of(StepEnd):
        share = 1.0 if event.step <= 4 else 0.5
        assert event.loss >= share * event.teacher_distance**2 * (1 - 1e-4)


def test_a_stop_while_the_teacher_is_asked(tmp_path: Path, dataset: Path, teacher: Teacher) -> None:
    control = TrainingControl()
    control.stop()
    phases: list[Phase] = []
    targets = teacher_targets(
        Teacher(teacher.model, tmp_path / "cache"),
        [Dataset.open(dataset)],
        Dataset.open(dataset).training.labels,
        hyperparameters=TAUGHT,
        tell=phases.append,
        control=control,
    )
    assert targets is None
    assert not (tmp_path / "cache").exists()


def test_labels_are_not_needed(tmp_path: Path, teacher: Teacher) -> None:
    folder = tmp_path / "nobody"
    make_dataset(folder, identities=1, images=20, validation=0)
    listener, end = train(tmp_path / "run", folder, TAUGHT, teacher=teacher)
    assert end.reason == "finished"
    assert listener.losses[-1] < listener.losses[0]


def test_a_further_data_set_is_learnt_from_and_remembered(tmp_path: Path, dataset: Path, teacher: Teacher) -> None:
    blends = tmp_path / "blends"
    write_blended_dataset(Dataset.open(dataset), blends, images=40)
    listener, end = train(tmp_path / "run", dataset, TAUGHT, teacher=teacher, further=[blends], stop_after=3)
    assert end.step == 3
    assert listener.of(TrainBegin)[0].images == 12 * 6 + 40
    description = json.loads((tmp_path / "run" / "run.json").read_text())
    assert description["further"] == [str(blends)]
    # Blends are nobody: an evaluation need not be warned of them.
    assert len(read_card(tmp_path / "run" / "best").trained["identities"]) == 12
    # Taken up without being told of it again, it goes on as if it had never stopped.
    second, _ = train(tmp_path / "run", dataset, TAUGHT, teacher=teacher, restore=True)
    whole, _ = train(tmp_path / "whole", dataset, TAUGHT, teacher=teacher, further=[blends])
    assert listener.losses + second.losses == whole.losses


def test_it_refuses_faces_that_somebody_else_aligned(tmp_path: Path, dataset: Path, teacher: Teacher) -> None:
    folder = tmp_path / "foreign"
    make_dataset(folder, identities=6, images=4)
    card = json.loads((folder / "dataset.json").read_text())
    (folder / "dataset.json").write_text(json.dumps({**card, "alignment_id": FOREIGN}))
    with pytest.raises(ModelError, match="cannot teach"):
        train(tmp_path / "run", folder, TAUGHT, teacher=teacher)


def test_a_teacher_that_was_not_given(tmp_path: Path, dataset: Path) -> None:
    with pytest.raises(InputError, match="'teacher' was not given"):
        train(tmp_path / "run", dataset, TAUGHT)
