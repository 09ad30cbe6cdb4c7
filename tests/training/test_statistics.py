from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.errors import InputError
from core.training import batch
from core.training.statistics import BatchStatistics, batch_statistics


def measured(labels: object, embeddings: object) -> BatchStatistics:
    return BatchStatistics(*(float(value) for value in batch_statistics(labels, embeddings)))


@pytest.mark.parametrize("elements", [30, 2**18])
def test_statistics_are_those_of_all_pairs(monkeypatch: pytest.MonkeyPatch, elements: int) -> None:
    monkeypatch.setattr(batch, "BLOCK_ELEMENTS", elements)
    rng = np.random.default_rng(0)
    labels, embeddings = rng.integers(0, 5, 21), rng.normal(size=(21, 4)).astype(np.float32)
    pairs = list(itertools.combinations(range(21), 2))
    ap = [np.linalg.norm(embeddings[i] - embeddings[j]) for i, j in pairs if labels[i] == labels[j]]
    an = [np.linalg.norm(embeddings[i] - embeddings[j]) for i, j in pairs if labels[i] != labels[j]]
    spread = np.sqrt(np.mean(np.sum((embeddings - embeddings.mean(axis=0)) ** 2, axis=1)))
    expected = BatchStatistics(np.mean(ap), max(ap), np.mean(an), min(an), spread)
    assert measured(labels, embeddings) == pytest.approx(expected, rel=1e-6)


def test_collapse_shows_as_no_spread() -> None:
    assert measured(np.repeat(np.arange(4), 3), np.full((12, 8), 0.35, np.float32)) == BatchStatistics(*[0.0] * 5)


def test_pairs_that_do_not_exist_count_as_nothing() -> None:
    embeddings = np.array([[0.0], [2.0]], np.float32)
    assert measured(np.array([0, 0]), embeddings) == BatchStatistics(2.0, 2.0, 0.0, 0.0, 1.0)
    assert measured(np.array([0, 1]), embeddings) == BatchStatistics(0.0, 0.0, 2.0, 2.0, 1.0)
    assert measured(np.array([0]), embeddings[:1]) == BatchStatistics(*[0.0] * 5)


def test_evenly_spread_unit_embeddings_have_spread_one() -> None:
    embeddings = np.concatenate([np.eye(6), -np.eye(6)]).astype(np.float32)
    assert measured(np.arange(12), embeddings).spread == pytest.approx(1.0)


def test_half_precision_and_refusals() -> None:
    embeddings = np.array([[0.0, 0.0], [3.0, 4.0]], np.float16)
    assert measured(np.array([1, 1]), embeddings).ap_mean == 5.0
    with pytest.raises(InputError, match="labels must be integers"):
        batch_statistics(np.array([0.0, 1.0]), embeddings)
