"""How the loss passes from batch_all to the strategy."""

from __future__ import annotations

import numpy as np
import pytest

from core.hyperparameters import Hyperparameters
from core.training.losses import triplet_loss
from core.training.scheduled_loss import scheduled_loss

LABELS = np.repeat(np.arange(4), 3).astype(np.int32)
EMBEDDINGS = np.random.default_rng(0).normal(size=(12, 8)).astype(np.float32)
HARD = Hyperparameters(triplet_strategy="batch_hard", batch_all_steps=10)


def value(loss, step: int) -> float:
    return float(loss(LABELS, EMBEDDINGS, np.int64(step)).loss)


def plain(parameters: Hyperparameters) -> float:
    return float(triplet_loss(parameters)(LABELS, EMBEDDINGS).loss)


@pytest.mark.parametrize(("step", "weight"), [(0, 0.0), (5, 0.5), (10, 1.0), (10_000, 1.0)])
def test_weight_rises_with_the_step(step: int, weight: float) -> None:
    easy, hard = plain(HARD.changed(triplet_strategy="batch_all")), plain(HARD)
    assert easy != pytest.approx(hard)
    assert value(scheduled_loss(HARD), step) == pytest.approx(weight * hard + (1 - weight) * easy, rel=1e-6)


def test_without_steps_it_is_the_strategy_from_the_start() -> None:
    parameters = HARD.changed(batch_all_steps=0)
    assert value(scheduled_loss(parameters), 0) == plain(parameters)


def test_match_term_is_the_strategys_own() -> None:
    parameters = HARD.changed(triplet_strategy="batch_adaptive")
    assert float(scheduled_loss(parameters)(LABELS, EMBEDDINGS, np.int64(0)).match) > 0
