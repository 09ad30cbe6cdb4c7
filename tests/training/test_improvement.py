"""Making a model better at a gallery's people: what is kept, what is refused, and what never leaves memory."""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.data.identity_names import identity_fingerprint
from core.embedding.card import read_card
from core.embedding.model_folder import load_model, save_model
from core.embedding.network import build_network
from core.errors import Cancelled, DatasetError, InputError, ModelError, RunError
from core.evaluation.open_set import OpenSetErrors, OpenSetFigures
from core.evaluation.verification import HeldOut
from core.evaluation.verification_error import VerificationErrors
from core.faces.chip import FOREIGN, alignment_id
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.records import GalleryModel, NewTemplate
from core.gallery.reembedding import re_embed
from core.home import Home
from core.hyperparameters import Hyperparameters
from core.training.control import TrainingControl
from core.training.events import EpochEnd, Phase, StepEnd, TrainBegin, TrainingEvent
from core.training.improvement import improve
from core.training.improvement_figures import Measured, judge
from core.training.improvement_result import Improvement
from core.training.improvement_start import (
    check_trainable,
    free_model_name,
    improvement_hyperparameters,
    new_model_folder,
    start_for_gallery,
)
from core.training.train_step import StepFigures, TrainStep
from tests.embedding.examples import TINY, tiny_card
from tests.factories import draw_face, hide_start_network, make_dataset

NAMES = [f"Änne Müller {number}" for number in range(8)]
STEPS = 30


@dataclass
class World:
    """A gallery of eight drawn people, ten others to learn from, ten held out, and an untrained start."""

    folder: Path
    gallery: Gallery

    def improve(self, name: str = "better", *, listeners: Any = (), control: Any = None, **changes: Any) -> Improvement:
        return improve(
            gallery=self.gallery,
            start=self.folder / "start",
            dataset=self.folder / "general",
            folder=self.folder / name,
            hyperparameters=gentle(**changes),
            listeners=listeners,
            control=control,
        )


def gentle(**changes: Any) -> Hyperparameters:
    values: dict[str, Any] = {
        "steps": STEPS,
        "identities_per_batch": 8,
        "images_per_identity": 3,
        "learning_rate": 0.005,
        "teacher_weight": 0.1,
        "colour": 0,
        "blur": 0,
    }
    return improvement_hyperparameters(tiny_card(), **{**values, **changes})


# All faces become nearly the same point.
RUINOUS = {
    "optimizer": "sgd",
    "learning_rate": 10.0,
    "momentum": 0.99,
    "squared": True,
    "teacher_weight": 1000.0,
    "warmup_steps": 0,
}


def templates(who: int, images: int = 6) -> list[NewTemplate]:
    return [NewTemplate(draw_face(500 + who, image, chip_size=64), alignment_id(64)) for image in range(images)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("improvement")
    make_dataset(folder / "general", identities=10, images=4, validation=10, chip_size=64)
    save_model(folder / "start", build_network(TINY), tiny_card())
    with Gallery.open(folder / "people.sqlite", keys=KeyFiles(folder / "keys"), create=True) as gallery:
        for who, name in enumerate(NAMES):
            gallery.add_person(name, templates(who))
        yield World(folder, gallery)


@pytest.fixture(scope="module")
def improved(world: World) -> tuple[Improvement, list[TrainingEvent], set[str]]:
    """One improvement, what it told, and the files that were opened for writing meanwhile."""
    events: list[TrainingEvent] = []
    written: set[str] = set()
    watching = [True]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "open" and isinstance(arguments[0], str | bytes):
            mode, flags = arguments[1] or "", arguments[2] or 0
            if set("wax+") & set(mode) or flags & 3:
                written.add(str(arguments[0]))

    sys.addaudithook(watch)  # cannot be taken away again
    try:
        return world.improve(listeners=[events.append]), events, written
    finally:
        watching.clear()


def test_a_better_model_is_kept_with_both_measurements(
    world: World, improved: tuple[Improvement, list[TrainingEvent], set[str]]
) -> None:
    result = improved[0]
    assert result.reason == "recognises_more"
    assert result.model == world.folder / "better"
    assert (result.people, result.pictures, result.held_out) == (8, 32, 16)
    assert (result.general_identities, result.strangers, result.same_names) == (10, 10, 0)
    assert result.before.people.fnir - result.after.people.fnir > result.errors.fnir > 0
    assert result.before.general.auc - result.after.general.auc <= result.tolerance.auc
    assert result.after.people.probes == 16
    told = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert told["kept"] is True
    assert told["after"]["people"]["fnir"] == result.after.people.fnir


def test_what_is_written_is_what_was_measured(
    world: World, improved: tuple[Improvement, list[TrainingEvent], set[str]]
) -> None:
    """The figures are found again with the model as it was written, through the gallery."""
    result = improved[0]
    assert result.model is not None
    model = load_model(result.model)
    own = [model.embed(np.stack([one.chip_rgb for one in templates(who)])) for who in range(8)]
    start = load_model(world.folder / "start")
    assert np.abs(own[0] - start.embed(np.stack([one.chip_rgb for one in templates(0)]))).max() > 0.05
    centres = np.stack([embeddings.mean(0) for embeddings in own])
    spread = np.mean([np.linalg.norm(embeddings - embeddings.mean(0), axis=1).mean() for embeddings in own])
    between = np.linalg.norm(centres[:, None] - centres[None], axis=2)[np.triu_indices(8, 1)].mean()
    assert between > 2 * spread
    assert re_embed(world.gallery, model) == 48
    assert GalleryModel.of(model.card) in world.gallery.embeddings.models()


def test_the_card_tells_what_it_was_made_from_but_nobodys_name(
    world: World, improved: tuple[Improvement, list[TrainingEvent], set[str]]
) -> None:
    text = (world.folder / "better" / "model.json").read_text("utf-8")
    card, start = read_card(world.folder / "better"), read_card(world.folder / "start")
    assert card.name == "better"
    assert card.model_id != start.model_id
    assert card.trained["start"] == start.model_id
    assert card.trained["improvement"]["people"] == 8
    assert card.trained["improvement"]["pictures"] == 32
    assert card.trained["improvement"]["before"]["people"]["fnir"] == improved[0].before.people.fnir
    assert "personal data" in card.notes
    assert set(card.trained["identities"]) == {identity_fingerprint(f"person_{number:03d}") for number in range(10)}
    for name in NAMES:
        assert name not in text
        assert json.dumps(name)[1:-1] not in text
        assert identity_fingerprint(name) not in text


def test_nothing_but_the_new_model_is_written(
    world: World, improved: tuple[Improvement, list[TrainingEvent], set[str]]
) -> None:
    files = {path for path in improved[2] if path.startswith(str(world.folder.parent))}
    assert files, "the watch saw not even the model's own files"
    # Each aside first, then in its place.
    assert {Path(path).parent.name.strip(".").partition(".")[0] for path in files} == {"better"}
    names = {Path(path).name.strip(".") for path in files}
    assert all(name.startswith(("weights.safetensors", "model.json")) for name in names), names
    # TensorFlow writes the code that it traces to temporary modules, and Python tells of their folder first.
    elsewhere = {path for path in improved[2] - files - {tempfile.gettempdir()} if not path.startswith("/dev/")}
    assert not [path for path in elsewhere if Path(path).suffix != ".py" and "__pycache__" not in path]


def test_it_tells_where_it_is_as_a_training_does(
    improved: tuple[Improvement, list[TrainingEvent], set[str]],
) -> None:
    events = improved[1]
    (begin,) = (event for event in events if isinstance(event, TrainBegin))
    assert (begin.total_steps, begin.held_out_identities) == (STEPS, 10)
    assert [event.step for event in events if isinstance(event, StepEnd)] == list(range(1, STEPS + 1))
    assert [event.step for event in events if isinstance(event, EpochEnd)] == [0, 10, 20, 30]
    doing = [event.doing for event in events if isinstance(event, Phase)]
    assert doing[0] == "reading the gallery"
    assert {"building the network", "evaluating", "training"} <= set(doing)


def test_a_ruined_model_is_refused_and_not_written(world: World) -> None:
    result = world.improve("ruined", **RUINOUS)
    assert result.reason == "general_dropped"
    assert result.before.general.auc - result.after.general.auc > result.tolerance.auc
    assert result.model is None
    assert not (world.folder / "ruined").exists()
    assert result.to_json()["model"] is None


def test_no_change_is_no_improvement(world: World) -> None:
    result = world.improve("same", learning_rate=1e-9, steps=3)
    assert result.reason == "no_gain"
    assert not (world.folder / "same").exists()


def test_stopping_leaves_nothing(world: World) -> None:
    control = TrainingControl()

    def stop(event: TrainingEvent) -> None:
        if isinstance(event, StepEnd) and event.step == 2:
            control.stop()

    before = sorted(world.folder.iterdir())
    with pytest.raises(Cancelled, match="Nothing was written"):
        world.improve("stopped", listeners=[stop], control=control)
    assert sorted(world.folder.iterdir()) == before


def test_a_loss_that_overflows_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Overflowing(TrainStep):
        def __call__(self, *batch: Any, step: int) -> StepFigures:
            return super().__call__(*batch, step=step)._replace(loss=math.nan if step == 2 else 0.5)

    monkeypatch.setattr("core.training.improvement.TrainStep", Overflowing)
    with pytest.raises(RunError, match="became nan at step 3"):
        world.improve("overflowed")
    assert not (world.folder / "overflowed").exists()


def test_people_of_the_gallery_are_no_strangers(world: World) -> None:
    person = world.gallery.add_person("Person_003", templates(3))
    stranger = world.gallery.add_person("person 012", templates(4))
    try:
        result = world.improve("named", steps=1)
    finally:
        for one in (person, stranger):
            world.gallery.delete_person(one.id)
    assert (result.same_names, result.general_identities, result.strangers) == (2, 9, 9)


def test_a_general_set_must_hold_people_out_and_fit(world: World, tmp_path: Path) -> None:
    make_dataset(tmp_path / "all", identities=10, images=4, validation=0, chip_size=64)
    common = {"gallery": world.gallery, "start": world.folder / "start", "folder": tmp_path / "x"}
    with pytest.raises(DatasetError, match="holds back no two people"):
        improve(**common, dataset=tmp_path / "all", hyperparameters=gentle())
    save_model(tmp_path / "foreign", build_network(TINY), tiny_card(alignment_id=FOREIGN))
    with pytest.raises(DatasetError, match="does not fit the model"):
        improve(**{**common, "start": tmp_path / "foreign"}, dataset=world.folder / "general", hyperparameters=gentle())
    for share in (0.0, 1.0):
        with pytest.raises(InputError, match="between 0 and 1"):
            improve(**common, dataset=world.folder / "general", hyperparameters=gentle(), people_share=share)


# -- the rule


PEOPLE = OpenSetFigures(0.01, 0.2, 0.9, 3.0, 0.8, 40, 400, supported=True)
GENERAL = HeldOut(0.97, 0.08, 0.92, (), 1.0, 100, 300)
ERRORS, TOLERANCE = OpenSetErrors(0.05, 0.3), VerificationErrors(0.01, 0.02)


@pytest.mark.parametrize(
    ("people", "general", "reason"),
    [
        ({"fnir": 0.1}, {}, "recognises_more"),
        ({"fnir": 0.1}, {"auc": 0.961, "eer": 0.099}, "recognises_more"),
        ({"fnir": 0.1}, {"auc": 0.959}, "general_dropped"),
        ({"fnir": 0.1}, {"eer": 0.101}, "general_dropped"),
        ({"fnir": 0.16, "separation": 4.0}, {}, "separates_better"),
        ({"fnir": 0.16, "separation": 3.2}, {}, "no_gain"),
        ({"separation": 3.5}, {}, "separates_better"),
        ({"separation": 3.2}, {}, "no_gain"),
        ({"separation": 3.5, "rank1": 0.85}, {}, "no_gain"),
        ({"fnir": 0.3, "separation": 4.0}, {}, "no_gain"),
        ({}, {}, "no_gain"),
    ],
)
def test_the_rule(people: dict[str, float], general: dict[str, float], reason: str) -> None:
    before = Measured(PEOPLE, GENERAL)
    after = Measured(replace(PEOPLE, **people), replace(GENERAL, **general))
    assert judge(before, after, errors=ERRORS, tolerance=TOLERANCE) == reason


def test_where_nobody_is_missed_any_more_the_separation_decides() -> None:
    before = Measured(replace(PEOPLE, fnir=0.0, rank1=1.0), GENERAL)
    after = Measured(replace(before.people, separation=3.4), GENERAL)
    assert judge(before, after, errors=ERRORS, tolerance=TOLERANCE) == "separates_better"
    assert judge(after, before, errors=ERRORS, tolerance=TOLERANCE) == "no_gain"


# -- which model, and what it is called


def test_a_start_that_cannot_be_trained_names_those_that_can(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide_start_network(tmp_path / "built-in", monkeypatch)
    home = Home.default()
    dlib = read_card(home.model("dlib-resnet"))
    with pytest.raises(ModelError, match="cannot be made better") as raised:
        check_trainable(dlib, home)
    assert "distill" in raised.value.hint
    with pytest.raises(ModelError, match="cannot be trained"):
        start_for_gallery(world.gallery, home)
    save_model(home.models / "mine", build_network(TINY), tiny_card())
    for known in (check_trainable, lambda *_: start_for_gallery(world.gallery, home)):
        with pytest.raises(ModelError) as raised:
            known(dlib, home)
        assert "mine" in raised.value.hint
    check_trainable(tiny_card(), home)


def test_the_start_is_the_model_that_knows_most_faces(tmp_path: Path) -> None:
    home = Home.default()
    models = [save_model(home.models / f"model{i}", build_network(TINY.changed(seed=i)), tiny_card()) for i in range(3)]
    with Gallery.open(tmp_path / "g.sqlite", keys=KeyFiles(tmp_path / "keys"), create=True) as gallery:
        for card, count in zip(models, (1, 3, 2), strict=True):
            gallery.embeddings.add_model(GalleryModel.of(card))
            added = gallery.add_person(f"with {card.model_id}", templates(count, count))
            ids = [template.id for template in gallery.templates(added.id)]
            gallery.embeddings.add(card.model_id, ids, np.eye(count, 16))
        assert start_for_gallery(gallery, home).name == "model1"


def test_names_of_new_models() -> None:
    home = Home.default()
    assert free_model_name(home, "mine") == "mine-improved"
    for folder in (home.models / "mine-improved", home.runs / "mine-improved-2"):
        folder.mkdir(parents=True)
    assert free_model_name(home, "runs/mine") == "mine-improved-3"
    assert new_model_folder(home, "new") == home.models / "new"
    for bad, words in (("mine-improved-2", "already"), ("dlib-resnet", "already"), ("a/b", "cannot be")):
        with pytest.raises(InputError, match=words):
            new_model_folder(home, bad)


def test_hyperparameters_come_from_the_start() -> None:
    card = tiny_card(trained={"hyperparameters": {"margin": 0.5, "learning_rate": 3.0, "image_size": 999}})
    chosen = improvement_hyperparameters(card, steps=50, identities_per_batch=6)
    assert (chosen.margin, chosen.image_size, chosen.steps_per_epoch, chosen.identities_per_batch) == (0.5, 32, 50, 6)
    assert chosen.learning_rate < 0.001
    assert chosen.freeze_batch_statistics
    assert (chosen.teacher, chosen.teacher_alone) == (card.name, 0)
    # The words of the hyperparameters would make a teacher without a weight the only one to teach.
    assert improvement_hyperparameters(card, teacher_weight=0).teacher == ""
