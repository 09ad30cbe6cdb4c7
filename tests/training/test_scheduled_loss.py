"""When the strategy takes over from batch_all."""

from __future__ import annotations

import numpy as np
import pytest

from core.hyperparameters import Hyperparameters
from core.training.distillation import teacher_loss
from core.training.losses import triplet_loss
from core.training.scheduled_loss import scheduled_loss

LABELS = np.repeat(np.arange(4), 3).astype(np.int32)
EMBEDDINGS = np.random.default_rng(0).normal(size=(12, 8)).astype(np.float32)
TARGETS = np.random.default_rng(1).normal(size=(12, 8)).astype(np.float32)
HARD = Hyperparameters(triplet_strategy="batch_hard", batch_all_steps=10)


def value(loss, step: int) -> float:
    return float(loss(LABELS, EMBEDDINGS, TARGETS, np.int64(step)).loss)


def plain(parameters: Hyperparameters) -> float:
    return float(triplet_loss(parameters)(LABELS, EMBEDDINGS).loss)


@pytest.mark.parametrize(("step", "strategy"), [(0, "batch_all"), (9, "batch_all"), (10, "batch_hard")])
def test_the_strategy_takes_over(step: int, strategy: str) -> None:
    assert plain(HARD) != pytest.approx(plain(HARD.changed(triplet_strategy="batch_all")))
    assert value(scheduled_loss(HARD), step) == pytest.approx(plain(HARD.changed(triplet_strategy=strategy)))


def test_without_steps_it_is_the_strategy_from_the_start() -> None:
    parameters = HARD.changed(batch_all_steps=0)
    assert value(scheduled_loss(parameters), 0) == plain(parameters)


def test_a_start_that_knows_faces_begins_with_the_strategy() -> None:
    parameters = HARD.changed(start="some-model")
    assert value(scheduled_loss(parameters), 0) == plain(parameters)
    for blind in ("auto", "scratch", "imagenet"):
        assert value(scheduled_loss(HARD.changed(start=blind)), 0) != pytest.approx(plain(parameters))


def test_match_term_is_the_strategys_own() -> None:
    parameters = HARD.changed(triplet_strategy="batch_adaptive")
    assert float(scheduled_loss(parameters)(LABELS, EMBEDDINGS, TARGETS, np.int64(0)).match) > 0


def test_the_teacher_teaches_alone_and_then_beside_the_triplets() -> None:
    parameters = HARD.changed(teacher="somebody", teacher_steps=20, teacher_weight=0.5, batch_all_steps=0)
    distance = float(teacher_loss(EMBEDDINGS, TARGETS))
    loss = scheduled_loss(parameters)
    assert value(loss, 19) == pytest.approx(distance)
    assert value(loss, 20) == pytest.approx(plain(parameters) + 0.5 * distance)


def test_a_teacher_without_an_end_teaches_throughout() -> None:
    loss = scheduled_loss(HARD.changed(teacher="somebody"))
    assert value(loss, 1_000_000) == pytest.approx(float(teacher_loss(EMBEDDINGS, TARGETS)))
