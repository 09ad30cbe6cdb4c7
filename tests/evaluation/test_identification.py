import json

import numpy as np
import pytest

from core.errors import InputError, ModelError
from core.evaluation.identification import evaluate_identification


def people(identities, pictures, noise, seed=0, size=8):
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(identities, size)).repeat(pictures, 0)
    return centres + noise * rng.normal(size=centres.shape), np.arange(identities).repeat(pictures)


def test_people_far_apart_are_all_recognised_and_no_stranger_is():
    figures = evaluate_identification(*people(40, 4, 1e-3), splits=3)
    assert figures.rank1 == 1
    assert [at.fnir for at in figures.fnir_at_fpir] == [0, 0]
    assert (figures.enrolled, figures.strangers, figures.mated, figures.non_mated) == (20, 20, 20, 80)


def test_noise_alone_is_recognised_as_rarely_as_chance_says():
    rng = np.random.default_rng(0)
    embeddings, labels = rng.normal(size=(4000, 32)), np.arange(1000).repeat(4)
    figures = evaluate_identification(embeddings, labels, splits=3)
    assert figures.rank1 < 0.01
    assert all(at.fnir > 0.99 for at in figures.fnir_at_fpir)


def test_the_figures_agree_with_counting_by_hand():
    # Anna at 0 and 1, Bob at 10 and 11; strangers at 3, 5.5 and 30. One template each, so distances are plain ones.
    embeddings = np.array([[0.0], [1], [10], [11], [3], [5.5], [30]])
    labels = np.array([0, 0, 1, 1, 2, 3, 4])
    figures = evaluate_identification(
        embeddings, labels, enrolled_share=0.9, templates=1, splits=1, fpirs=(1 / 3, 0.01, 2 / 3)
    )
    assert (figures.enrolled, figures.strangers, figures.mated, figures.non_mated) == (2, 3, 2, 3)
    assert figures.rank1 == 1
    third, none, two_thirds = figures.fnir_at_fpir
    assert (third.fnir, none.fnir, two_thirds.fnir) == (0, 0, 0)
    assert none.distance_threshold in (2, 3)
    assert third.distance_threshold in (4.5, 5.5)
    assert two_thirds.distance_threshold in (19, 20)
    assert (third.supported, none.supported, none.non_mated_needed, none.for_trust) == (True, False, 100, 3000)


def test_a_mated_probe_nearer_to_somebody_else_is_a_miss_at_every_threshold():
    embeddings = np.array([[0.0], [10.1], [10], [10.2], [99]])
    labels = np.array([0, 0, 1, 1, 2])
    misses = set()
    for seed in range(8):
        figures = evaluate_identification(
            embeddings, labels, enrolled_share=0.9, templates=1, splits=1, fpirs=(0.5,), seed=seed
        )
        assert figures.fnir_at_fpir[0].fnir == 1 - figures.rank1
        misses.add(figures.rank1)
    assert min(misses) < 1


def test_the_curve_falls_from_left_to_right_and_holds_the_reported_points():
    figures = evaluate_identification(*people(300, 4, 0.7), splits=4)
    assert list(figures.det.fpir) == sorted(figures.det.fpir)
    assert list(figures.det.fnir) == sorted(figures.det.fnir, reverse=True)
    assert figures.det.fnir[-1] == pytest.approx(1 - figures.rank1)
    at = figures.fnir_at_fpir[0]
    assert np.interp(0.01, figures.det.fpir, figures.det.fnir) == pytest.approx(at.fnir, abs=0.03)
    assert at.fnir_std > 0
    json.dumps(figures.to_json(), allow_nan=False)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    data = people(60, 3, 0.8)
    one, same, other = (evaluate_identification(*data, splits=2, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_identities_with_one_picture_are_strangers():
    embeddings, labels = people(10, 2, 0.1)
    extra = np.random.default_rng(5).normal(size=(30, embeddings.shape[1]))
    figures = evaluate_identification(np.r_[embeddings, extra], np.r_[labels, 100 + np.arange(30)], splits=2)
    assert (figures.enrolled, figures.strangers, figures.non_mated) == (5, 35, 40)


@pytest.mark.parametrize(
    "options",
    [{"enrolled_share": 0}, {"enrolled_share": 1}, {"templates": 0}, {"splits": 0}, {"fpirs": ()}, {"fpirs": (0,)}],
)
def test_numbers_out_of_their_range_are_refused(options):
    with pytest.raises(InputError):
        evaluate_identification(*people(10, 2, 0.1), **options)


def test_too_few_people_and_broken_embeddings_are_refused():
    with pytest.raises(InputError, match="stranger"):
        evaluate_identification(*people(1, 4, 0.1))
    with pytest.raises(InputError, match="two pictures"):
        evaluate_identification(*people(9, 1, 0.1))
    embeddings, labels = people(4, 2, 0.1)
    with pytest.raises(InputError, match="labels"):
        evaluate_identification(embeddings, labels[1:])
    embeddings[0, 0] = np.nan
    with pytest.raises(ModelError, match="finite"):
        evaluate_identification(embeddings, labels)
