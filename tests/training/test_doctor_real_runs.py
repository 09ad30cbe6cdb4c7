"""The doctor on trainings spoiled on purpose: real runs of the tiny network, each driven into one ailment.

Every run must show its ailment and no other one, and healthy runs none: a doctor who always cries would pass otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.data.dataset_writer import DatasetWriter
from core.errors import RunError
from core.faces.chip import alignment_id
from core.hyperparameters import Hyperparameters
from core.training.events import EpochEnd, Notice, StepEnd, TrainingEvent
from core.training.run_list import summarise
from core.training.trainer import train
from tests.factories import draw_face, jpeg, make_dataset, make_record

TINY = Hyperparameters(
    network="tiny",
    image_size=32,
    embedding_size=16,
    identities_per_batch=4,
    images_per_identity=3,
    triplet_strategy="batch_all",
    batch_all_steps=0,
    learning_rate=5e-3,
    schedule="constant",
    warmup_steps=0,
    epochs=1,
    steps_per_epoch=60,
    checkpoint_steps=1_000_000,
)


class Patient:
    """A finished run: `codes` with the steps at which they were told, and the run's folder."""

    def __init__(self, run: Path, dataset: Path, parameters: Hyperparameters) -> None:
        self.run = run
        self.events: list[TrainingEvent] = []
        self.error: RunError | None = None
        try:
            train(run=run, dataset=dataset, hyperparameters=parameters, listeners=[self.events.append])
        except RunError as error:
            self.error = error
        for notice in self.notices:
            parameters.changed(**notice.changes)  # every piece of advice can be taken

    @property
    def notices(self) -> list[Notice]:
        return [event for event in self.events if isinstance(event, Notice)]

    @property
    def codes(self) -> list[str]:
        return [notice.code for notice in self.notices if notice.code != "data_small"]

    @property
    def steps(self) -> list[StepEnd]:
        return [event for event in self.events if isinstance(event, StepEnd)]

    @property
    def held_out_aucs(self) -> list[float]:
        return [event.held_out.auc for event in self.events if isinstance(event, EpochEnd) and event.held_out]


Examine = Callable[..., Patient]


@pytest.fixture
def examine(tmp_path: Path) -> Examine:
    def run(dataset: Path, **changes: Any) -> Patient:
        return Patient(tmp_path / "run", dataset, TINY.changed(**changes))

    return run


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty people, easily told apart."""
    folder = tmp_path_factory.mktemp("data") / "people"
    make_dataset(folder, identities=40, validation=10, images=6, seed=1)
    return folder


@pytest.fixture(scope="module")
def scrambled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every picture shows somebody else, whatever name it bears: there is nothing to learn."""
    random = np.random.default_rng(0)
    return write(
        tmp_path_factory.mktemp("data") / "scrambled",
        people=40,
        draw=lambda person, image, held_out: draw_face(int(random.integers(1000)), image),
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each identity of the training part is whoever stood in one place; held-out people stood anywhere."""
    random = np.random.default_rng(0)
    colours = random.integers(0, 256, (8, 3))

    def draw(person: int, image: int, held_out: bool) -> np.ndarray:
        face = draw_face(person if held_out else int(random.integers(1000)), image)
        place = int(random.integers(8)) if held_out else person % 8
        cv2.rectangle(face, (0, 0), (179, 179), colours[place].tolist(), 30)
        return face

    return write(tmp_path_factory.mktemp("data") / "places", people=8, images=12, draw=draw)


def write(folder: Path, *, people: int, draw: Callable[[int, int, bool], np.ndarray], images: int = 6) -> Path:
    """A data set of pictures that `draw(person, image, held_out)` makes, with ten held-out people."""
    folder.mkdir()
    names = [f"person_{number:03d}" for number in range(people + 10)]
    with DatasetWriter(
        folder,
        name=folder.name,
        alignment_id=alignment_id(180),
        chip_size=180,
        detector="drawn",
        source="drawn faces",
        training=names[:people],
        validation=names[people:],
    ) as writer:
        for person in range(len(names)):
            for image in range(images):
                picture = jpeg(draw(person, image, person >= people))
                writer.add(replace(make_record(person, image), image_jpeg=picture))
    return folder


def test_a_healthy_run(examine: Examine, people: Path) -> None:
    patient = examine(people, identities_per_batch=12, images_per_identity=4)
    assert patient.codes == []
    assert patient.held_out_aucs[-1] > 0.95
    assert [notice.code for notice in patient.notices] == ["data_small"]  # 40 people are few
    assert summarise(patient.run).notices == ("data_small",)


def test_a_healthy_run_that_changes_its_strategy(examine: Examine, people: Path) -> None:
    patient = examine(
        people, identities_per_batch=8, triplet_strategy="batch_hard", batch_all_steps=30, learning_rate=2e-3
    )
    assert patient.codes == []


def test_collapse(examine: Examine, scrambled: Path) -> None:
    patient = examine(
        scrambled, identities_per_batch=12, images_per_identity=4, triplet_strategy="batch_hard", learning_rate=1e-2
    )
    assert patient.codes == ["collapse"]
    assert patient.steps[-1].spread < 0.05
    assert patient.steps[-1].loss == pytest.approx(TINY.margin, abs=0.05)


def test_not_finite(examine: Examine, people: Path) -> None:
    # A weight decay that multiplies the weights by -9 in every step.
    patient = examine(people, optimizer="adamw", learning_rate=10.0, weight_decay=1.0)
    assert patient.codes[-1] == "not_finite"
    assert patient.error is not None
    assert "learning_rate" in patient.error.hint
    assert summarise(patient.run).state == "failed"


def test_one_identity(examine: Examine, people: Path) -> None:
    patient = examine(people, identities_per_batch=1, steps_per_epoch=25)
    assert patient.codes == ["one_identity"]


def test_no_active_triplets(examine: Examine, people: Path) -> None:
    patient = examine(people, margin=0.001, learning_rate=1e-3, identities_per_batch=6, steps_per_epoch=100)
    assert patient.codes == ["no_active_triplets"]
    assert patient.held_out_aucs[-1] > 0.95


def test_rate_too_high(examine: Examine, tmp_path: Path) -> None:
    make_dataset(tmp_path / "few", identities=12, images=6, seed=0)
    patient = examine(tmp_path / "few", learning_rate=1.0, steps_per_epoch=70)
    assert set(patient.codes) == {"rate_too_high"}


def test_not_learning(examine: Examine, scrambled: Path) -> None:
    patient = examine(scrambled, learning_rate=1e-6, steps_per_epoch=50, epochs=3)
    assert patient.codes == ["not_learning"]
    assert max(patient.held_out_aucs) < 0.55


def test_over_fitting(examine: Examine, places: Path) -> None:
    patient = examine(
        places, identities_per_batch=8, images_per_identity=4, learning_rate=1e-3, steps_per_epoch=10, epochs=4
    )
    assert patient.codes == ["over_fitting"]
    assert patient.held_out_aucs[-1] < patient.held_out_aucs[0] - 0.2
