"""Calibrate: from "a stranger is accepted once in N" to a distance threshold.

What is calibrated. One picture of a stranger is compared with everybody in the gallery and gets a name if the
nearest person's distance is below the threshold. The share of such pictures is the false positive identification
rate (FPIR, ISO/IEC 19795-1), and it is held at 1 / N or less, at 95 % confidence. It is not the rate of a single
comparison (FAR): with more people in the gallery a stranger has more chances, so a calibration holds for a gallery
of about the size it was made with.

From what. Each identity of a cohort of strangers is one trial, and counts with the share of its pictures that would
be accepted, so that somebody with many pictures does not decide. The gallery's own people serve too, each compared
with all others; they count half, because Anna's nearness to Bob and Bob's nearness to Anna are one observation.

How. The threshold is the largest distance among those observed below which k of n trials lie, such that the exact
upper limit for k of n (Clopper and Pearson) is at most 1 / N. For k = 0 that takes about 3 N trials.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import GalleryError, InputError, ModelError
from core.gallery.gallery import Gallery
from core.gallery.matching import Matcher
from core.gallery.rates import CONFIDENCE, highest_rate, rate_interval, trials_needed
from core.gallery.records import GalleryModel

if TYPE_CHECKING:
    from core.embedding.card import ModelCard

# A calibration is old when the number of people has grown by more than this share.
_GROWTH = 0.25
_OWN_PEOPLE_COUNT = 0.5
# Up to so many people the built-in model's own threshold gives a name to 1 or 2 of 100 pictures of strangers (measured
# at 0.55 on 1,400 identities of CelebA, 3 templates each: 0.5 % with 5 people, 2.1 % with 20, 9.6 % with 100).
_MANY_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """A threshold and what is known about it.

    Attributes:
        model_id: Under which model it holds.
        distance_threshold: A distance below it is a match.
        one_in: N: at 95 % confidence a stranger's picture is accepted at most once in N.
        trials: How many independent strangers that rests on.
        accepted: How many of them would be accepted; a fraction where only some of a stranger's pictures would.
        lowest_rate, highest_rate: The FPIR lies between them, at 95 % confidence (two-sided).
        people: How many people were in the gallery.
        cohort: How many identities came from outside the gallery.
        time: Seconds since 1970.
    """

    model_id: str
    distance_threshold: float
    one_in: float
    trials: float
    accepted: float
    lowest_rate: float
    highest_rate: float
    people: int
    cohort: int
    time: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """The threshold to use, and where it comes from.

    Attributes:
        note: What the user should know about it, or an empty string.
    """

    distance_threshold: float
    origin: Literal["calibration", "chosen", "model"]
    note: str = ""


def calibrate(
    matcher: Matcher,
    *,
    one_in: float,
    cohort_embeddings: NDArray[np.floating] | None = None,
    cohort_labels: NDArray[np.integer] | None = None,
) -> Calibration:
    """Find the largest threshold at which a stranger is accepted at most once in `one_in`. Stores nothing.

    Args:
        matcher: Gallery and model.
        one_in: N, at least 2.
        cohort_embeddings: (M, D) of people who are not in the gallery, or None.
        cohort_labels: (M,) who is who among them.

    Raises:
        InputError: The gallery has nobody under this model, N is below 2, or there are fewer strangers than the
            claim needs; the message says how many.
    """
    if not one_in >= 2:
        raise InputError(
            f"Once in how many? Expected 2 or more, got {one_in:g}.",
            hint="For instance --one-in 100.",
            window_hint="For instance 100.",
        )
    matcher.refresh()
    if matcher.people == 0:
        raise InputError(
            f"Nobody in this gallery has an embedding of the model {matcher.model.name!r}.",
            hint="Enroll somebody, or use `facenet people re-embed` if they were enrolled with another model.",
            window_hint="Enroll somebody, or re-embed on the People page those who were enrolled with another model.",
        )
    distances, weights = _own_strangers(matcher)
    cohort = 0
    if cohort_embeddings is not None and len(cohort_embeddings):
        labels = np.arange(len(cohort_embeddings)) if cohort_labels is None else np.asarray(cohort_labels)
        nearest = matcher.distances(cohort_embeddings)[0].min(1)
        shares, cohort = _share_of_identity(labels)
        distances, weights = np.r_[distances, nearest], np.r_[weights, shares]
    trials = float(weights.sum())
    needed = trials_needed(1 / one_in)
    if trials < needed - 1e-6:
        possible = int(1 / (1 - (1 - CONFIDENCE) ** (1 / trials))) if trials >= 1 else 0
        instead = f", or ask for at most 1 in {possible}." if possible >= 2 else "."
        raise InputError(
            f"Not enough data for 1 in {one_in:g}: that takes {needed:,} strangers, and there are {trials:,.10g} "
            f"(people of the gallery count half).",
            hint=f"Give more strangers with --cohort DIR (one folder a person){instead}",
            window_hint="Give a folder of strangers on the People page: More, How strict with strangers" + instead,
        )
    threshold, accepted = _largest_threshold(distances, weights, rate=1 / one_in)
    low, high = rate_interval(accepted, trials)
    return Calibration(
        model_id=matcher.model.id,
        distance_threshold=threshold,
        one_in=one_in,
        trials=trials,
        accepted=accepted,
        lowest_rate=low,
        highest_rate=high,
        people=matcher.people,
        cohort=cohort,
        time=time.time(),
    )


def store(gallery: Gallery, calibration: Calibration) -> None:
    """Keep a calibration with the gallery; it is used from now on."""
    gallery.embeddings.set_calibration(calibration.model_id, json.dumps(asdict(calibration)))


def choose(gallery: Gallery, model: GalleryModel, distance_threshold: float) -> None:
    """Keep a threshold that somebody chose, in place of a calibration; it is used from now on.

    Raises:
        InputError: It is not above 0.
    """
    if not 0 < distance_threshold < float("inf"):
        raise InputError(f"A distance threshold must be above 0, got {distance_threshold:g}.")
    gallery.embeddings.add_model(model)
    gallery.embeddings.set_calibration(model.id, json.dumps({"chosen": distance_threshold}))


def chosen(gallery: Gallery, model_id: str) -> float | None:
    """The threshold that somebody chose; None where there is a calibration or nothing."""
    text = gallery.embeddings.calibration(model_id)
    try:
        return float(json.loads(text)["chosen"]) if text is not None else None
    except (ValueError, TypeError, KeyError):
        return None


def stored(gallery: Gallery, model_id: str) -> Calibration | None:
    """The calibration that was kept. Raises `GalleryError` where it cannot be read."""
    text = gallery.embeddings.calibration(model_id)
    if text is None or chosen(gallery, model_id) is not None:
        return None
    try:
        calibration = Calibration(**json.loads(text))
        if not (np.isfinite(calibration.distance_threshold) and calibration.distance_threshold > 0):
            raise ValueError(f"a threshold of {calibration.distance_threshold}")
    except (ValueError, TypeError) as error:
        raise GalleryError(
            f"The calibration in {gallery.path} is damaged ({error}).", hint="Calibrate again."
        ) from error
    return calibration


def threshold_for(gallery: Gallery, card: ModelCard) -> Threshold:
    """The gallery's threshold for a model, calibrated or chosen, else the model's own.

    Raises:
        ModelError: Nobody has calibrated or measured this model.
    """
    own = chosen(gallery, card.model_id)
    if own is not None:
        return Threshold(own, "chosen", "The threshold was chosen by hand; nobody knows how often it takes a stranger.")
    calibration = stored(gallery, card.model_id)
    if calibration is not None:
        people = len(gallery.people())
        grown = people > calibration.people * (1 + _GROWTH)
        note = (
            f"The threshold was calibrated for {calibration.people} people and there are {people} now: strangers are "
            "accepted more often than was asked for. Calibrate again."
        )
        return Threshold(calibration.distance_threshold, "calibration", note if grown else "")
    if card.distance_threshold is None:
        raise ModelError(
            f"The model {card.name!r} has no distance threshold.",
            hint="Calibrate it with `facenet calibrate`, measure it with `facenet evaluate`, or give a threshold.",
            window_hint="Measure it on the Evaluation page and use the threshold found there.",
        )
    people = len(gallery.people())
    note = (
        f"The model's own threshold is meant for a single comparison. With {people} people in the gallery a stranger "
        "is accepted more often; `facenet calibrate` sets a threshold for this gallery."
    )
    return Threshold(card.distance_threshold, "model", note if people > _MANY_PEOPLE else "")


def _own_strangers(matcher: Matcher) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each template of the gallery against everybody else in it: nearest distance, and what it counts."""
    embeddings = matcher.gallery.embeddings
    faces = {id_: person for id_, (person, rejected) in embeddings.enrolled(matcher.model.id).items() if not rejected}
    owners = np.array(list(faces.values()), np.int64)
    if len(np.unique(owners)) < 2:
        return np.empty(0), np.empty(0)
    distances, people = matcher.distances(embeddings.vectors(matcher.model.id, list(faces)))
    distances[owners[:, None] == people] = np.inf
    return distances.min(1), _OWN_PEOPLE_COUNT * _share_of_identity(owners)[0]


def _share_of_identity(labels: NDArray[np.integer]) -> tuple[NDArray[np.float64], int]:
    """1 / (pictures of the same identity) for each picture, and the number of identities."""
    _, which, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return 1 / counts[which], len(counts)


def _largest_threshold(
    distances: NDArray[np.float64], weights: NDArray[np.float64], *, rate: float
) -> tuple[float, float]:
    """The largest observed distance with few enough below it, and how much weight lies below."""
    order = np.argsort(distances, kind="stable")
    distances, weights = distances[order], weights[order]
    below = np.r_[0.0, np.cumsum(weights)[:-1]]
    # Equal distances are not cut apart: nothing equal to the threshold is below it.
    below = below[np.searchsorted(distances, distances, side="left")]
    trials = float(weights.sum())
    # The limit rises with what lies below, so the last distance that is fine is found by halving.
    low, high = 0, len(distances) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if highest_rate(min(float(below[middle]), trials), trials) <= rate:
            low = middle
        else:
            high = middle - 1
    return float(distances[low]), float(below[low])
