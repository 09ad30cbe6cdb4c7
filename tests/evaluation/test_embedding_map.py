"""The hardest triplets of some embeddings, and their maps."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.evaluation.embedding_map import hardest_triplets, neighbour_map, principal_plane


def points(seed: int = 0, *, people: int = 6, images: int = 4) -> tuple[np.ndarray, np.ndarray]:
    embeddings = np.random.default_rng(seed).normal(size=(people * images, 5)).astype(np.float32)
    return embeddings, np.repeat(np.arange(people), images)


def test_the_worst_triplet_is_the_one_that_three_loops_find():
    embeddings, labels = points()
    worst = -np.inf
    for a, p, n in itertools.product(range(len(labels)), repeat=3):
        if a != p and labels[a] == labels[p] and labels[a] != labels[n]:
            ap = np.linalg.norm(embeddings[a] - embeddings[p])
            worst = max(worst, ap - np.linalg.norm(embeddings[a] - embeddings[n]))
    found = hardest_triplets(embeddings, labels)
    assert found[0].violation == pytest.approx(worst, abs=1e-4)
    for triplet in found:
        assert labels[triplet.anchor] == labels[triplet.positive] != labels[triplet.negative]
        assert triplet.anchor != triplet.positive


def test_two_people_are_told_once_and_the_worst_comes_first():
    embeddings, labels = points(people=10)
    found = hardest_triplets(embeddings, labels, most=100)
    pairs = [frozenset((labels[one.anchor], labels[one.negative])) for one in found]
    assert len(set(pairs)) == len(pairs)
    violations = [one.violation for one in found]
    assert violations == sorted(violations, reverse=True)
    assert len(hardest_triplets(embeddings, labels, most=3)) == 3


@pytest.mark.parametrize("labels", [[], [0], [0, 0, 0], [0, 1, 2]])
def test_without_a_triplet_there_is_none(labels):
    embeddings = np.zeros((len(labels), 4), np.float32)
    assert hardest_triplets(embeddings, np.array(labels, np.int32)) == []


def test_more_pictures_than_a_block():
    embeddings, labels = points(people=150)
    whole = hardest_triplets(embeddings, labels, most=1)[0]
    assert whole.ap_distance == pytest.approx(
        float(np.linalg.norm(embeddings[whole.anchor] - embeddings[whole.positive])), abs=1e-3
    )


def test_the_plane_keeps_what_lies_in_a_plane():
    flat = np.random.default_rng(0).normal(size=(50, 2)) * [3, 1]
    turned = np.linalg.qr(np.random.default_rng(1).normal(size=(8, 8)))[0][:2]
    embeddings = (flat @ turned).astype(np.float32)
    plane = principal_plane(embeddings)
    before = np.linalg.norm(flat[:, None] - flat[None], axis=2)
    after = np.linalg.norm(plane[:, None] - plane[None], axis=2)
    assert after == pytest.approx(before, abs=1e-3)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_points_have_a_map_too(count):
    embeddings = np.ones((count, 3), np.float32)
    assert principal_plane(embeddings).shape == (count, 2)
    assert neighbour_map(embeddings).shape == (count, 2)


def test_neighbours_stay_neighbours():
    embeddings, labels = points(people=3, images=10)
    embeddings += labels[:, None] * 50
    made = neighbour_map(embeddings)
    distances = np.linalg.norm(made[:, None] - made[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    assert np.array_equal(labels[distances.argmin(1)], labels)
