"""Figures against a slow oracle, against scikit-learn, and at the edges."""

import itertools
import json
import math

import numpy as np
import pytest

from core.errors import InputError, ModelError
from core.evaluation.pairs import Pairs, spread_over_folds
from core.evaluation.verification import (
    best_threshold,
    pair_distances,
    verify_distances,
    verify_embeddings,
)


def some_distances(seed, *, genuine=100, impostors=100, decimals=None):
    rng = np.random.default_rng(seed)
    same = np.arange(genuine + impostors) < genuine
    distances = np.where(same, rng.normal(0.5, 0.15, same.size), rng.normal(0.9, 0.15, same.size)).clip(0)
    if decimals is not None:
        distances = distances.round(decimals)  # many ties
    order = rng.permutation(same.size)
    return distances[order], same[order]


def oracle_accuracy(distances, same, threshold):
    return sum((d < threshold) == s for d, s in zip(distances, same, strict=True)) / len(same)


def oracle_best_accuracy(distances, same):
    values = sorted(set(distances))
    candidates = [values[0], *((a + b) / 2 for a, b in itertools.pairwise(values)), values[-1] + 1]
    return max(oracle_accuracy(distances, same, t) for t in candidates)


def oracle_folds(distances, same, folds):
    accuracies = []
    for fold in sorted(set(folds)):
        threshold = best_threshold(distances[folds != fold], same[folds != fold])
        assert oracle_accuracy(distances[folds != fold], same[folds != fold], threshold) == pytest.approx(
            oracle_best_accuracy(distances[folds != fold], same[folds != fold])
        )
        accuracies.append(oracle_accuracy(distances[folds == fold], same[folds == fold], threshold))
    return accuracies


@pytest.mark.parametrize("decimals", [None, 2, 1])
@pytest.mark.parametrize("seed", range(2))
def test_folds_agree_with_a_slow_oracle(seed, decimals):
    distances, same = some_distances(seed, decimals=decimals)
    folds = spread_over_folds(same)
    figures = verify_distances(distances, same, folds)
    accuracies = oracle_folds(distances, same, folds)
    assert [fold.accuracy for fold in figures.folds] == pytest.approx(accuracies)
    assert figures.accuracy_mean == pytest.approx(np.mean(accuracies))
    assert figures.accuracy_std == pytest.approx(np.std(accuracies, ddof=1))
    assert figures.accuracy_sem == pytest.approx(figures.accuracy_std / math.sqrt(10))
    assert [fold.pairs for fold in figures.folds] == [20] * 10


@pytest.mark.parametrize("decimals", [None, 1])
def test_auc_and_roc_agree_with_scikit_learn(decimals):
    metrics = pytest.importorskip("sklearn.metrics")
    distances, same = some_distances(5, genuine=150, impostors=400, decimals=decimals)
    figures = verify_distances(distances, same, spread_over_folds(same))
    assert figures.auc == pytest.approx(metrics.roc_auc_score(same, -distances), abs=1e-12)
    far, val, _ = metrics.roc_curve(same, -distances)
    for far_here, val_here in zip(figures.roc.far, figures.roc.val, strict=True):
        assert val_here >= np.interp(far_here, far, val) - 1e-12
    # The crossing of FAR and FRR on the same curve, found by bisection on the line through scikit-learn's points.
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.interp(middle, far, val) < 1 - middle else (low, middle)
    assert figures.eer == pytest.approx(low, abs=0.01)


def test_the_roc_says_what_its_thresholds_do():
    distances, same = some_distances(2, genuine=900, impostors=1500)
    roc = verify_distances(distances, same, spread_over_folds(same)).roc
    assert len(roc.far) < 700
    assert roc.far[0] == 0.0
    assert (roc.far[-1], roc.val[-1]) == (1.0, 1.0)
    for far, val, threshold in zip(roc.far, roc.val, roc.distance_threshold, strict=True):
        assert far == pytest.approx((distances[~same] < threshold).mean())
        assert val == pytest.approx((distances[same] < threshold).mean())


def test_val_at_far_takes_its_threshold_from_the_other_folds():
    distances, same = some_distances(7, genuine=500, impostors=2000)
    folds = spread_over_folds(same)
    (at_1e2, _) = verify_distances(distances, same, folds).val_at_far
    vals, fars = [], []
    for fold in range(10):
        impostors = np.sort(distances[~same & (folds != fold)])  # 1800: the 18th and 19th stand around 1e-2
        threshold = (impostors[17] + impostors[18]) / 2
        vals.append((distances[same & (folds == fold)] < threshold).mean())
        fars.append((distances[~same & (folds == fold)] < threshold).mean())
    assert at_1e2.val == pytest.approx(np.mean(vals))
    assert at_1e2.val_std == pytest.approx(np.std(vals, ddof=1))
    assert at_1e2.far_measured == pytest.approx(np.mean(fars))


@pytest.mark.parametrize(
    ("impostors", "supported"), [(500, (True, False)), (1111, (True, False)), (1120, (True, True))]
)
def test_a_far_below_what_the_impostors_support_says_so(impostors, supported):
    distances, same = some_distances(3, genuine=100, impostors=impostors)
    points = verify_distances(distances, same, spread_over_folds(same)).val_at_far
    assert tuple(point.supported for point in points) == supported
    assert [point.impostors_needed for point in points] == [112, 1112]
    assert [point.impostors_for_trust for point in points] == [3000, 30000]


def test_perfectly_separated_pairs():
    distances = np.array([0.1, 0.2, 0.3, 0.9, 1.0, 1.1] * 2)
    same = distances < 0.5
    figures = verify_distances(distances, same, np.arange(12) // 6)
    assert (figures.accuracy_mean, figures.accuracy_std, figures.auc, figures.eer) == (1.0, 0.0, 1.0, 0.0)
    assert figures.distance_threshold == pytest.approx(0.6)


def test_wholly_wrong_distances():
    distances = np.array([0.9, 1.0, 0.1, 0.2] * 5)
    same = np.array([True, True, False, False] * 5)
    figures = verify_distances(distances, same, np.arange(20) // 4)
    assert (figures.auc, figures.eer) == (0.0, 1.0)
    assert figures.accuracy_mean == 0.5


def test_equal_distances_tell_nothing():
    figures = verify_distances(np.full(40, 0.7), np.arange(40) % 2 == 0, np.arange(40) // 4)
    assert figures.auc == 0.5
    assert figures.eer == 0.5
    assert figures.accuracy_mean == 0.5
    assert figures.distance_threshold == 0.7


def test_neighbouring_numbers_are_told_apart():
    below = 1.0
    above = np.nextafter(below, 2.0)
    threshold = best_threshold(np.array([below, above]), np.array([True, False]))
    assert below < threshold <= above


def test_of_equally_good_thresholds_the_middle_one():
    distances = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    same = np.array([True, False, True, False, True, False])
    # Right: 4 of 6 at cuts 1, 3 and 5.
    assert best_threshold(distances, same) == pytest.approx(0.35)


def test_balanced_threshold_does_not_give_in_to_the_majority():
    distances = np.r_[np.linspace(0.4, 0.6, 10), np.linspace(0.5, 1.0, 1000)]
    same = np.arange(1010) < 10
    plain = best_threshold(distances, same)
    balanced = best_threshold(distances, same, balanced=True)
    assert (distances[same] < plain).mean() < 0.7
    assert (distances[same] < balanced).mean() == 1.0


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_distance_that_is_no_number_is_an_error(bad):
    with pytest.raises(InputError, match="1 of 4 distances"):
        verify_distances(np.array([0.1, bad, 0.3, 0.4]), np.array([True, False] * 2), np.array([0, 0, 1, 1]))


@pytest.mark.parametrize(
    ("same", "message"), [([True] * 4, "0 impostors"), ([False] * 4, "0 genuine"), ([], "0 genuine")]
)
def test_one_kind_of_pairs_is_an_error(same, message):
    with pytest.raises(InputError, match=message):
        verify_distances(np.ones(len(same)), np.array(same, bool), np.arange(len(same)))


def test_one_fold_is_an_error():
    with pytest.raises(InputError, match="Fold 1 needs a threshold from the other folds"):
        verify_distances(np.ones(4), np.array([True, False] * 2), np.zeros(4, int))


def test_others_of_one_kind_are_an_error():
    with pytest.raises(InputError, match="hold no impostor pair"):
        verify_distances(np.ones(4), np.array([True, True, False, True]), np.array([0, 0, 1, 1]))


def test_lengths_must_agree():
    with pytest.raises(InputError, match="equally long"):
        verify_distances(np.ones(4), np.ones(3, bool), np.zeros(4, int))


def test_a_missing_fold_and_a_fold_of_one_kind_shift_nothing():
    distances, same = some_distances(1)
    folds = spread_over_folds(same)
    keep = (folds != 3) & ~((folds == 5) & same)
    figures = verify_distances(distances[keep], same[keep], folds[keep])
    assert [fold.number for fold in figures.folds] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    assert math.isfinite(figures.val_at_far[0].val)
    assert math.isfinite(figures.val_at_far[0].val_std)


def test_json_has_the_agreed_keys():
    distances, same = some_distances(0)
    values = verify_distances(distances, same, spread_over_folds(same)).to_json()
    assert json.loads(json.dumps(values, allow_nan=False)) == values
    assert {"accuracy_mean", "accuracy_std", "accuracy_sem", "val_at_far", "auc", "eer", "distance_threshold"} <= set(
        values
    )
    assert {"far", "val", "val_std", "far_measured"} <= set(values["val_at_far"][0])
    assert (values["pairs"], values["folds"]) == (200, 10)


def pairs_of(first, second):
    same = np.zeros(len(first), bool)
    return Pairs(first=np.array(first), second=np.array(second), same=same, folds=np.zeros(len(first), int))


def test_pair_distances_are_unsquared():
    embeddings = np.array([[0, 0], [3, 4], [3, 5]], np.float32)
    assert pair_distances(embeddings, pairs_of([0, 1, 2], [1, 2, 2])).tolist() == [5.0, 1.0, 0.0]


def test_embeddings_that_diverged_are_an_error():
    embeddings = np.array([[0, 1], [np.nan, 0], [1, np.inf]], np.float32)
    with pytest.raises(ModelError, match="2 of 3 embeddings"):
        pair_distances(embeddings, pairs_of([0], [1]))


def clouds(*, identities, images, noise, size=16, seed=0):
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(identities), images)
    embeddings = rng.normal(size=(identities, size))[labels] + noise * rng.normal(size=(len(labels), size))
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    return embeddings.astype(np.float32), labels


def test_held_out_figures_rise_with_the_separation():
    good = verify_embeddings(*clouds(identities=40, images=6, noise=0.3), seed=1, most_pairs=8000)
    poor = verify_embeddings(*clouds(identities=40, images=6, noise=3.0), seed=1, most_pairs=8000)
    assert good.auc > 0.99 > 0.7 > poor.auc > 0.5
    assert good.accuracy > 0.95 > poor.accuracy > 0.5
    assert good.eer < 0.05 < poor.eer
    assert good.val_at_far[0].val > poor.val_at_far[0].val
    assert (good.genuine, good.impostors) == (600, 7020)
    assert all(point.supported for point in good.val_at_far)


def test_held_out_agrees_with_the_folded_figures_on_the_same_distances():
    embeddings, labels = clouds(identities=30, images=5, noise=1.0)
    held_out = verify_embeddings(embeddings, labels, seed=3, most_pairs=4000)
    from core.evaluation.pair_sampling import sample_pairs

    pairs = sample_pairs(labels, most_pairs=4000, seed=3)
    figures = verify_distances(pair_distances(embeddings, pairs), pairs.same, pairs.folds)
    assert held_out.auc == pytest.approx(figures.auc)
    assert held_out.eer == pytest.approx(figures.eer)
    assert held_out.val_at_far[0].val == pytest.approx(figures.val_at_far[0].val, abs=0.05)


def test_collapsed_embeddings_tell_nothing_and_do_not_fail():
    held_out = verify_embeddings(np.ones((60, 8), np.float32), np.arange(60) // 3, seed=0)
    assert (held_out.auc, held_out.eer, held_out.accuracy) == (0.5, 0.5, 0.5)
    assert held_out.distance_threshold == 0.0
