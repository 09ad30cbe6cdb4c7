"""Pairs drawn from labels."""

import numpy as np
import pytest

from core.errors import InputError
from core.evaluation.pair_sampling import _unrank, sample_pairs


def check(pairs, labels):
    labels = np.asarray(labels)
    assert (pairs.first != pairs.second).all()
    assert ((labels[pairs.first] == labels[pairs.second]) == pairs.same).all()
    couples = {frozenset(couple) for couple in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)}
    assert len(couples) == len(pairs)


def test_all_pairs_where_they_fit():
    labels = np.array([7, 3, 7, 3, 7, 100])
    pairs = sample_pairs(labels, most_pairs=1000, seed=0)
    check(pairs, labels)
    assert pairs.same.sum() == 3 + 1
    assert (~pairs.same).sum() == 15 - 4


def test_unequal_identities_share_evenly():
    rng = np.random.default_rng(0)
    labels = rng.permutation(np.repeat(np.arange(12), [3000, *([4] * 10), 1]))
    pairs = sample_pairs(labels, most_pairs=1000, seed=5)
    check(pairs, labels)
    genuine = np.bincount(labels[pairs.first[pairs.same]], minlength=12)
    assert genuine[1:11].tolist() == [6] * 10
    assert genuine[0] == 250 - 60
    assert genuine[11] == 0
    involved = np.bincount(labels[pairs.first[~pairs.same]], minlength=12)
    involved += np.bincount(labels[pairs.second[~pairs.same]], minlength=12)
    assert involved[0] < 0.8 * (~pairs.same).sum()
    assert 900 < len(pairs) <= 1000


def test_more_identities_than_pairs():
    labels = np.arange(6000) // 2
    pairs = sample_pairs(labels, most_pairs=400, seed=1)
    check(pairs, labels)
    assert pairs.same.sum() == 100
    assert len(pairs) == 400
    assert len(np.unique(labels[pairs.first[pairs.same]])) == 100


def test_the_seed_decides():
    labels = np.arange(900) // 9
    one, same, other = (sample_pairs(labels, most_pairs=1000, seed=seed) for seed in (4, 4, 5))
    assert (one.first == same.first).all()
    assert (one.second == same.second).all()
    assert (one.first != other.first[: len(one)]).any()


def test_folds_hold_both_kinds():
    pairs = sample_pairs(np.arange(400) // 4, most_pairs=2000, seed=0)
    for fold in range(10):
        assert 40 <= (pairs.folds[pairs.same] == fold).sum() <= 60
        assert (pairs.folds[~pairs.same] == fold).sum() >= 100


@pytest.mark.parametrize(
    ("labels", "message"),
    [([], "2 identities, got 0"), ([1, 1, 1], "2 identities, got 1"), ([1, 2, 3], "at least 2 images")],
)
def test_labels_that_give_no_pairs(labels, message):
    with pytest.raises(InputError, match=message):
        sample_pairs(np.array(labels, int), most_pairs=100, seed=0)


def test_most_pairs_must_leave_room():
    with pytest.raises(InputError, match="at least 4"):
        sample_pairs(np.array([0, 0, 1, 1]), most_pairs=3, seed=0)


def test_few_pairs_still_hold_both_kinds():
    pairs = sample_pairs(np.arange(100) // 5, most_pairs=4, seed=0)
    check(pairs, np.arange(100) // 5)
    assert pairs.same.tolist() == [True, False, False, False]


@pytest.mark.parametrize("start", [0, 4999950000, 2**52])
def test_unrank_is_exact(start):
    ranks = np.arange(start, start + 3000)
    low, high = _unrank(ranks)
    assert (low >= 0).all()
    assert (low < high).all()
    assert (high * (high - 1) // 2 + low == ranks).all()
