"""Each ailment is recognised from figures that show it, told once, and only then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.evaluation.verification import HeldOut
from core.hyperparameters import Hyperparameters
from core.training.doctor import WINDOW, Doctor
from core.training.events import EpochEnd, StepEnd, TrainBegin, TrainingEvent

HEALTHY = StepEnd(
    step=1, epoch=1, loss=0.3, active_fraction=0.4, match=0.0, ap_mean=0.8, ap_hardest=1.1, an_mean=1.2,
    an_hardest=0.7, spread=0.8, gradient_norm=2.0, learning_rate=1e-3, images_per_second=50.0, data_wait=0.0,
    seconds_left=100.0,
)  # fmt: skip
BEGIN = TrainBegin(
    run=Path("run"), device="CPU", parameters=1, start_step=0, total_steps=100, steps_per_epoch=10, images=5000,
    identities=500, held_out_identities=20,
)  # fmt: skip


FAST = Hyperparameters(triplet_strategy="batch_all", learning_rate=1e-3, warmup_steps=0)


def codes(events: list[TrainingEvent], parameters: Hyperparameters | None = None) -> list[str]:
    doctor = Doctor(parameters or Hyperparameters(triplet_strategy="batch_all", learning_rate=1e-3))
    return [notice.code for event in events for notice in doctor.observe(event)]


def steps(count: int = WINDOW, **figures: float) -> list[TrainingEvent]:
    return [replace(HEALTHY, **figures) for _ in range(count)]


def epoch(number: int, loss: float, auc: float) -> EpochEnd:
    held_out = HeldOut(auc=auc, eer=0.1, accuracy=0.9, val_at_far=(), distance_threshold=1.0, genuine=10, impostors=10)
    return EpochEnd(number, number * 10, loss, held_out, 1.0)


def test_a_healthy_run_is_left_alone() -> None:
    falling = [replace(HEALTHY, loss=0.5 - 0.003 * i) for i in range(100)]
    assert codes([BEGIN, *falling, epoch(1, 0.4, 0.8), epoch(2, 0.3, 0.85)]) == []


def test_collapse() -> None:
    ill = steps(loss=0.3, spread=0.01, ap_mean=0.01, an_mean=0.01)
    assert codes(ill) == ["collapse"]
    assert codes(ill[:-1]) == []


def test_close_together_is_no_collapse_where_strangers_are_told_apart() -> None:
    assert codes([epoch(1, 0.3, 0.97), *steps(spread=0.08)]) == []
    assert codes([epoch(1, 0.3, 0.55), *steps(spread=0.08)]) == ["collapse"]


def test_collapse_is_told_again_only_after_it_has_passed() -> None:
    ill = steps(spread=0.01)
    assert codes([*ill, *ill]) == ["collapse"]
    assert codes([*ill, *steps(), *ill]) == ["collapse", "collapse"]


def test_divergence() -> None:
    assert codes([*steps(loss=0.3), *steps(loss=1.5)]) == ["divergence"]


def test_the_strategy_taking_over_is_no_divergence() -> None:
    parameters = Hyperparameters(triplet_strategy="batch_hard", batch_all_steps=WINDOW)
    before = [replace(HEALTHY, step=i + 1, loss=0.3) for i in range(WINDOW)]
    after = [replace(HEALTHY, step=WINDOW + i + 1, loss=0.75) for i in range(2 * WINDOW)]
    assert codes([*before, *after], parameters) == []
    assert codes([*before, *after], parameters.changed(batch_all_steps=0)) == ["divergence"]


def test_the_spread_of_a_run_that_collapsed_and_of_one_that_learned() -> None:
    # Figures of docs/experiments.md.
    assert codes(steps(spread=0.06, loss=0.325, ap_mean=0.083, an_mean=0.084)) == ["collapse"]
    assert codes(steps(spread=0.19, loss=0.40, ap_mean=0.25, an_mean=0.27)) == []


def test_rate_too_high() -> None:
    jumping = [replace(HEALTHY, loss=0.1 if i % 2 else 0.5) for i in range(3 * WINDOW)]
    assert codes(jumping) == ["rate_too_high"]
    assert codes(jumping[:-1]) == []  # it may still come down
    # Batches differ; where few triplets are active the loss jumps with them.
    assert codes([replace(step, active_fraction=0.05) for step in jumping]) == []
    falling = [replace(step, loss=step.loss / (1 + i / WINDOW)) for i, step in enumerate(jumping)]
    assert codes(falling) == []


def test_what_comes_and_goes_within_a_window_is_told_once() -> None:
    jumping = [replace(HEALTHY, loss=0.1 if i % 2 else 0.5) for i in range(3 * WINDOW)]
    calm = steps(WINDOW // 2, loss=0.3)
    assert codes([*jumping, *calm, *jumping, *calm, *jumping]) == ["rate_too_high"]


def test_a_loss_that_doubles_from_almost_nothing_has_not_diverged() -> None:
    assert codes([*steps(loss=0.3), *steps(loss=0.01), *steps(loss=0.05)]) == []


@pytest.mark.parametrize(
    ("strategy", "change"), [("batch_all", "triplet_strategy"), ("batch_hard", "identities_per_batch")]
)
def test_no_active_triplets(strategy: str, change: str) -> None:
    parameters = Hyperparameters(triplet_strategy=strategy)
    doctor = Doctor(parameters)
    notices = [notice for event in steps(active_fraction=0.0, loss=0.0) for notice in doctor.observe(event)]
    assert [notice.code for notice in notices] == ["no_active_triplets"]
    assert list(notices[0].changes) == [change]
    parameters.changed(**notices[0].changes)  # the advice can be taken


def test_one_identity_in_a_batch() -> None:
    assert codes([BEGIN], Hyperparameters(identities_per_batch=1)) == ["one_identity"]
    one = steps(an_mean=0.0, active_fraction=0.0, loss=0.0)
    assert codes(one) == ["one_identity"]
    assert codes([BEGIN, *one], Hyperparameters(identities_per_batch=1)) == ["one_identity"]


def test_small_data_and_nothing_held_out() -> None:
    assert codes([replace(BEGIN, identities=12)]) == ["data_small"]
    assert codes([replace(BEGIN, held_out_identities=0)]) == ["nothing_held_out"]


def test_over_fitting() -> None:
    worse = [epoch(i, 0.5 - 0.1 * i, 0.9 - 0.02 * i) for i in range(1, 5)]
    assert codes(worse) == ["over_fitting"]
    assert codes(worse[:3]) == []
    assert codes([*worse[:3], epoch(4, 0.1, 0.95)]) == []
    assert codes([epoch(i, 0.5 - 0.1 * i, 0.9 - 0.001 * i) for i in range(1, 5)]) == []  # that is chance


def chance(*aucs: float, every: int = 50) -> list[TrainingEvent]:
    return [replace(epoch(i, 0.3, auc), step=every * i) for i, auc in enumerate(aucs, start=1)]


def test_not_learning() -> None:
    # Figures of real runs, see docs/experiments.md: one learned nothing, the other began to at step 150.
    assert codes(chance(0.53, 0.50, 0.53, 0.52, 0.50), FAST) == ["not_learning"]
    assert codes(chance(0.52, 0.53, 0.59, 0.61), FAST) == []
    assert codes(chance(0.53, 0.50), FAST) == []  # too early
    assert codes(chance(0.53, 0.50, 0.53), FAST.changed(warmup_steps=50)) == []
    assert codes(chance(0.9, 0.9, 0.95, 0.5), FAST) == []


def test_a_collapse_is_not_told_a_second_time_as_learning_nothing() -> None:
    assert codes([*steps(spread=0.01), *chance(0.5, 0.5, 0.5, 0.5)], FAST) == ["collapse"]


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"triplet_strategy": "batch_hard", "batch_all_steps": 0}, {"batch_all_steps": 500}),
        ({"triplet_strategy": "batch_hard", "batch_all_steps": 500}, {"learning_rate": 3e-3}),
        ({"triplet_strategy": "batch_hard", "batch_all_steps": 0, "start": "known"}, {"learning_rate": 3e-3}),
        ({"triplet_strategy": "batch_all"}, {"learning_rate": 3e-3}),
        ({"triplet_strategy": "batch_all", "learning_rate": 9.0}, {"learning_rate": 10.0}),
    ],
)
def test_what_to_change_where_nothing_is_learned(changes: dict[str, Any], advice: dict[str, Any]) -> None:
    parameters = FAST.changed(**changes)
    doctor = Doctor(parameters)
    (notice,) = [notice for event in chance(0.5, 0.5, 0.5) for notice in doctor.observe(event)]
    assert notice.changes == pytest.approx(advice)
    parameters.changed(**notice.changes)


@pytest.mark.parametrize(
    ("start", "course", "told"),
    [
        ("known", [0.95, 0.93, 0.92], ["worse_than_start"]),
        ("known", [0.95, 0.948, 0.96], []),
        ("known", [0.95, 0.93, 0.97], ["worse_than_start"]),
        ("scratch", [0.95, 0.93, 0.92], []),
    ],
)
def test_a_start_that_knew_more(start: str, course: list[float], told: list[str]) -> None:
    doctor = Doctor(FAST.changed(start=start))
    untrained, *rest = chance(*course)
    events = [replace(untrained, epoch=0, step=0, mean_loss=None), *rest]
    assert [notice.code for event in events for notice in doctor.observe(event)] == told


def test_after_a_restore_nobody_knows_how_good_the_start_was() -> None:
    assert codes(chance(0.95, 0.93, 0.92)[1:], FAST.changed(start="known")) == []
