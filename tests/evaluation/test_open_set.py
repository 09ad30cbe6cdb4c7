"""Open-set figures of a gallery as it is, and how sure their differences are."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import InputError, ModelError
from core.evaluation.open_set import OpenSetDistances, open_set_distances, open_set_errors, open_set_figures
from core.evaluation.verification import verify_embeddings
from core.evaluation.verification_error import verification_errors


def distances(own: list[float], nearest: list[float], strangers: list[float]) -> OpenSetDistances:
    return OpenSetDistances(np.array(own), np.array(nearest), np.array(own) == np.array(nearest), np.array(strangers))


def test_figures_by_hand() -> None:
    # The second probe lies nearer to somebody else, the fourth beyond the threshold.
    seen = distances([0.2, 0.5, 0.3, 0.9], [0.2, 0.4, 0.3, 0.9], [0.6, 0.8, 1.0, 1.2])
    figures = open_set_figures(seen, fpir=0.25)
    assert figures.distance_threshold == pytest.approx(0.8)
    assert figures.fnir == pytest.approx(0.5)
    assert figures.rank1 == pytest.approx(0.75)
    spread = np.sqrt((np.var([0.2, 0.5, 0.3, 0.9]) + np.var([0.6, 0.8, 1.0, 1.2])) / 2)
    assert figures.separation == pytest.approx((0.9 - 0.475) / spread)
    assert (figures.probes, figures.strangers, figures.supported) == (4, 4, True)
    assert not open_set_figures(seen, fpir=0.01).supported


def test_distances_are_the_galleries_own() -> None:
    templates = np.array([[0, 0], [0, 1], [4, 0]], np.float32)
    seen = open_set_distances(
        templates, np.array([7, 7, 9]), np.array([[0, 0.5], [3, 0]]), np.array([7, 7]), np.array([[4, 3.0]])
    )
    extra = 0.5 * 0.5 * 0.5  # half of the variance 0.5, times 1 − 1/2
    np.testing.assert_allclose(seen.own, np.sqrt([extra, 9 + 0.25 + extra]))
    np.testing.assert_allclose(seen.nearest, [np.sqrt(extra), 1.0])
    assert seen.right.tolist() == [True, False]
    np.testing.assert_allclose(seen.strangers, [3.0])


def test_what_cannot_be_measured_says_so() -> None:
    good = np.zeros((2, 3))
    with pytest.raises(InputError, match="0 probes"):
        open_set_distances(good, np.array([0, 1]), np.zeros((0, 3)), np.zeros(0, int), good)
    with pytest.raises(InputError, match="enrolled people"):
        open_set_distances(good, np.array([0, 1]), good, np.array([0, 2]), good)
    with pytest.raises(ModelError, match="finite"):
        open_set_distances(good, np.array([0, 1]), good * np.nan, np.array([0, 1]), good)


def sample(
    shift: float, *, people: int, seed: int = 0
) -> tuple[OpenSetDistances, NDArray[np.int64], NDArray[np.int64]]:
    """Probes near their people by as much as `shift` says; three pictures of each, which err together."""
    rng = np.random.default_rng(seed)
    own = np.repeat(rng.normal(0.6 - shift, 0.2, people), 3) + rng.normal(0, 0.05, 3 * people)
    strangers = np.repeat(rng.normal(1.2, 0.15, 100), 4) + rng.normal(0, 0.05, 400)
    owners = np.repeat(np.arange(people), 3)
    return (
        OpenSetDistances(own, own, np.ones(len(own), bool), strangers),
        owners,
        np.repeat(np.arange(100), 4),
    )


def errors_of(people: int) -> tuple[float, float]:
    (before, shown, strangers), (after, _, _) = sample(0.0, people=people), sample(0.05, people=people)
    found = open_set_errors(before, after, shown=shown, strangers_shown=strangers, fpir=0.01, seed=0)
    again = open_set_errors(before, after, shown=shown, strangers_shown=strangers, fpir=0.01, seed=0)
    assert found == again
    return found.fnir, found.separation


def test_errors_shrink_with_more_people_and_vanish_without_a_difference() -> None:
    few, many = errors_of(10), errors_of(160)
    assert 2 < few[0] / many[0] < 8
    assert many[1] < few[1]
    before, shown, strangers = sample(0.0, people=10)
    same = open_set_errors(before, before, shown=shown, strangers_shown=strangers, fpir=0.01, seed=0)
    assert same.fnir == 0
    # How sure the separation itself is: a change that is too small to matter is no gain, however certain it is.
    assert 0.1 < same.separation / open_set_figures(before, fpir=0.01).separation < 0.5


def test_the_error_of_an_auc_is_that_of_drawing_other_people() -> None:
    def draw(seed: int, identities: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        rng = np.random.default_rng(seed)
        centres = rng.normal(size=(identities, 4))
        labels = np.repeat(np.arange(identities), 4)
        return centres[labels] + rng.normal(0, 0.5, (len(labels), 4)), labels

    figures = [verify_embeddings(*draw(seed, 60), seed=0) for seed in range(30)]
    estimated = [verification_errors(*draw(seed, 60), seed=0) for seed in range(5)]
    for name in ("auc", "eer"):
        true = np.std([getattr(one, name) for one in figures], ddof=1)
        assert 0.5 < np.mean([getattr(one, name) for one in estimated]) / true < 2
    assert verification_errors(*draw(0, 60), seed=0) == verification_errors(*draw(0, 60), seed=0)
