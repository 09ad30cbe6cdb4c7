import numpy as np
import pytest

from core.embedding.card import ModelCard
from core.errors import GalleryError, InputError, ModelError
from core.faces.network_input import NetworkInput
from core.gallery.calibration import Calibration, calibrate, choose, store, stored, threshold_for
from core.gallery.matching import Matcher
from core.gallery.rates import highest_rate, rate_interval, trials_needed
from core.gallery.records import GalleryModel, NewTemplate
from tests.gallery.conftest import ALIGNMENT, MODEL, SIZE, chip_of


def test_rates_agree_with_published_tables():
    # Clopper and Pearson: 0 of 10, 5 of 10, 10 of 10.
    assert rate_interval(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)
    assert rate_interval(5, 10) == pytest.approx((0.1871, 0.8129), abs=1e-4)
    assert rate_interval(10, 10) == pytest.approx((0.6915, 1), abs=1e-4)
    assert highest_rate(0, 100) == pytest.approx(1 - 0.05 ** (1 / 100))
    assert trials_needed(0.01) == 299
    for rate in (0.5, 0.1, 0.01, 0.001):
        needed = trials_needed(rate)
        assert highest_rate(0, needed) <= rate < highest_rate(0, needed - 1) or needed == 1
    for events, trials in ((-1, 2), (3, 2), (0, 0)):
        with pytest.raises(ValueError, match="events"):
            rate_interval(events, trials)


def people(rng, count, templates=2):
    centres = rng.normal(size=(count, SIZE))
    return centres, lambda: (centres + 0.3 * rng.normal(size=centres.shape)).astype(np.float32)


@pytest.fixture
def matcher(gallery):
    rng = np.random.default_rng(0)
    _, pictures = people(rng, 6)
    shots = [pictures(), pictures()]
    for person in range(6):
        faces = [
            NewTemplate(chip_of(10 * person + n), ALIGNMENT, {MODEL.id: shot[person]}) for n, shot in enumerate(shots)
        ]
        gallery.add_person(f"person {person}", faces)
    return Matcher(gallery, MODEL)


def cohort(rng, count, pictures=1):
    centres = rng.normal(size=(count, SIZE)).repeat(pictures, 0)
    return centres + 0.3 * rng.normal(size=centres.shape), np.arange(count).repeat(pictures)


def test_the_promise_holds_for_new_strangers(matcher):
    """In at least 95 of 100 calibrations the true rate is at most 1 in N."""
    rng = np.random.default_rng(1)
    matcher.refresh()
    probes, _ = cohort(rng, 100_000)
    nearest = matcher.distances(probes)[0].min(1)
    kept, rates = 0, []
    for _ in range(100):
        embeddings, labels = cohort(rng, 400, pictures=3)
        calibration = calibrate(matcher, one_in=50, cohort_embeddings=embeddings, cohort_labels=labels)
        rate = (nearest < calibration.distance_threshold).mean()
        rates.append(rate)
        kept += rate <= 1 / 50
    assert kept >= 92  # 95 are expected; fewer than 92 would come once in fifteen thousand
    assert np.median(rates) > 1 / 200, "not so careful that nobody is recognised"


def test_the_interval_holds_the_observed_share(matcher):
    embeddings, labels = cohort(np.random.default_rng(2), 500)
    calibration = calibrate(matcher, one_in=20, cohort_embeddings=embeddings, cohort_labels=labels)
    assert calibration.lowest_rate <= calibration.accepted / calibration.trials <= calibration.highest_rate
    assert calibration.trials == 500 + 6 / 2
    assert (calibration.people, calibration.cohort, calibration.one_in) == (6, 500, 20)
    matcher.refresh()
    below = (matcher.distances(embeddings)[0].min(1) < calibration.distance_threshold).sum()
    assert below <= calibration.accepted
    assert highest_rate(calibration.accepted, calibration.trials) <= 1 / 20


def test_asking_for_fewer_strangers_lowers_the_threshold(matcher):
    embeddings, labels = cohort(np.random.default_rng(3), 2000)
    thresholds = [
        calibrate(matcher, one_in=n, cohort_embeddings=embeddings, cohort_labels=labels).distance_threshold
        for n in (5, 50, 500)
    ]
    assert thresholds == sorted(thresholds, reverse=True)
    assert len(set(thresholds)) == 3


def test_too_few_strangers_are_said_to_be_too_few(matcher):
    embeddings, labels = cohort(np.random.default_rng(4), 100, pictures=10)
    with pytest.raises(
        InputError, match=r"Not enough data for 1 in 1000: that takes 2,995 strangers, and there are 103"
    ) as e:
        calibrate(matcher, one_in=1000, cohort_embeddings=embeddings, cohort_labels=labels)
    possible = int(e.value.hint.split("1 in ")[1].rstrip("."))
    assert calibrate(matcher, one_in=possible, cohort_embeddings=embeddings, cohort_labels=labels).one_in == possible
    with pytest.raises(InputError, match="Not enough"):
        calibrate(matcher, one_in=possible + 1, cohort_embeddings=embeddings, cohort_labels=labels)
    with pytest.raises(InputError, match="there are 3 "):
        calibrate(matcher, one_in=100)


def test_nobody_and_nonsense_are_refused(gallery):
    with pytest.raises(InputError, match="Nobody"):
        calibrate(Matcher(gallery, MODEL), one_in=10)
    with pytest.raises(InputError, match="2 or more"):
        calibrate(Matcher(gallery, MODEL), one_in=1)
    with pytest.raises(InputError, match="2 or more"):
        calibrate(Matcher(gallery, MODEL), one_in=float("nan"))


def card(**changes):
    values = {
        "name": "pixels",
        "network": "tiny",
        "embedding_size": SIZE,
        "normalised": True,
        "input": NetworkInput(size=24, crop=1.0),
        "alignment_id": ALIGNMENT,
        "weights_sha256": "0" * 64,
    }
    return ModelCard(**{**values, **changes})


def test_the_calibrated_threshold_goes_before_the_models_own(gallery):
    model_id = card().model_id
    with pytest.raises(ModelError, match="no distance threshold"):
        threshold_for(gallery, card())
    own = threshold_for(gallery, card(distance_threshold=0.6))
    assert (own.distance_threshold, own.origin, own.note) == (0.6, "model", "")
    calibration = Calibration(model_id, 0.4, 100, 300, 0, 0.0, 0.01, people=2, cohort=300, time=0.0)
    with pytest.raises(InputError, match="does not know"):
        store(gallery, calibration)
    gallery.embeddings.add_model(MODEL.__class__(model_id, "pixels", SIZE, True))
    store(gallery, calibration)
    assert stored(gallery, model_id) == calibration
    found = threshold_for(gallery, card(distance_threshold=0.6))
    assert (found.distance_threshold, found.origin, found.note) == (0.4, "calibration", "")
    for name in ("a", "b", "c"):
        gallery.add_person(name)
    assert "Calibrate again" in threshold_for(gallery, card()).note
    for number in range(10):
        gallery.add_person(f"person {number}")
    assert "13 people" in threshold_for(gallery, card(distance_threshold=0.6, mirrored=True)).note
    gallery.embeddings.set_calibration(model_id, '{"distance_threshold": 1}')
    with pytest.raises(GalleryError, match="damaged"):
        threshold_for(gallery, card())


def test_a_threshold_chosen_by_hand_is_used_until_there_is_a_calibration(gallery, matcher):
    own = card(distance_threshold=0.5)
    model = GalleryModel.of(own)
    choose(gallery, model, 0.31)
    threshold = threshold_for(gallery, own)
    assert (threshold.distance_threshold, threshold.origin) == (0.31, "chosen")
    assert stored(gallery, own.model_id) is None
    for wrong in (0, -1, float("nan"), float("inf")):
        with pytest.raises(InputError, match="above 0"):
            choose(gallery, model, wrong)
