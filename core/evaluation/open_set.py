"""Open-set identification of a gallery as it is: its templates, pictures of its people, and strangers.

Where `core.evaluation.identification` draws at random who is enrolled, here somebody has decided that already. The
distances are those of the gallery's own search, FPIR and FNIR mean what they mean there. To compare two models, both
are measured on the same pictures, and the sampling error of their difference comes from drawing people and strangers
anew with replacement (a bootstrap by person: one person's pictures err together).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError, ModelError
from core.evaluation.identification import threshold_at_fpir
from core.gallery.search import PeopleIndex

_DRAWS = 400


@dataclass(frozen=True, slots=True, eq=False)
class OpenSetDistances:
    """What one model gives.

    Attributes:
        own: (n,) distance of each probe to the person whom it shows.
        nearest: (n,) distance to the nearest person.
        right: (n,) bool: whether that is the right one.
        strangers: (m,) distance of each stranger's picture to the nearest person.
    """

    own: NDArray[np.float64]
    nearest: NDArray[np.float64]
    right: NDArray[np.bool_]
    strangers: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OpenSetFigures:
    """How a gallery recognises its people among strangers.

    Attributes:
        fpir: The share of strangers' pictures that may get a name; the threshold is set for it on these strangers.
        fnir: The share of probes that do not get the right name at that threshold.
        rank1: The share of probes whose nearest person is the right one.
        separation: By how many standard deviations the probes lie nearer to their own person than strangers to the
            nearest one: (mean_s − mean_p) / √((variance_s + variance_p) / 2), Daugman's decidability. It still tells
            two models apart where neither makes a mistake.
        distance_threshold: Where `fnir` was read.
        probes, strangers: How many pictures.
        supported: Whether there were enough strangers' pictures for one false acceptance at this FPIR.
    """

    fpir: float
    fnir: float
    rank1: float
    separation: float
    distance_threshold: float
    probes: int
    strangers: int
    supported: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class OpenSetErrors:
    """How much of a difference between two models on the same pictures may be chance.

    Attributes:
        fnir: Standard error of the difference.
        separation: Standard error of the difference or, where that is larger, of the separation itself: a change too
            small to matter can be quite certain.
    """

    fnir: float
    separation: float


def open_set_distances(
    templates: NDArray[np.floating],
    owners: NDArray[np.integer],
    probes: NDArray[np.floating],
    shown: NDArray[np.integer],
    strangers: NDArray[np.floating],
) -> OpenSetDistances:
    """Compare probes and strangers with everybody.

    Args:
        templates: (T, D) of one model.
        owners: (T,) whose they are.
        probes: (n, D), one or more.
        shown: (n,) whom each shows; every one of them has a template.
        strangers: (m, D), one or more.

    Raises:
        InputError: There are no probes or no strangers, or a probe shows somebody without a template.
        ModelError: An embedding is not finite.
    """
    if not len(probes) or not len(strangers) or not np.isin(shown, owners).all():
        raise InputError(
            f"Open-set identification needs probes of enrolled people and strangers; got {len(probes)} probes, "
            f"{len(strangers)} strangers' pictures and {len(np.unique(owners))} people."
        )
    for embeddings in (templates, probes, strangers):
        if not np.isfinite(embeddings).all():
            raise ModelError("The model gave embeddings that are not finite numbers.", hint="It cannot be used.")
    index = PeopleIndex(templates.shape[1])
    index.add(list(range(len(templates))), [(int(owner), False) for owner in owners], templates)
    distances, people = index.distances(probes)
    column = {int(person): place for place, person in enumerate(people)}
    own = np.array([column[int(person)] for person in shown])
    nearest = distances.argmin(1)
    rows = np.arange(len(probes))
    return OpenSetDistances(
        own=distances[rows, own],
        nearest=distances[rows, nearest],
        right=nearest == own,
        strangers=index.distances(strangers)[0].min(1),
    )


def open_set_figures(distances: OpenSetDistances, *, fpir: float) -> OpenSetFigures:
    """The figures at one FPIR, in (0, 1)."""
    fnir, separation, threshold = _figures(distances, fpir)
    strangers = len(distances.strangers)
    return OpenSetFigures(
        fpir=fpir,
        fnir=fnir,
        rank1=float(distances.right.mean()),
        separation=separation,
        distance_threshold=threshold,
        probes=len(distances.own),
        strangers=strangers,
        supported=strangers >= math.ceil(1 / fpir - 1e-9),
    )


def open_set_errors(
    before: OpenSetDistances,
    after: OpenSetDistances,
    *,
    shown: NDArray[np.integer],
    strangers_shown: NDArray[np.integer],
    fpir: float,
    seed: int,
) -> OpenSetErrors:
    """How far the differences after − before would scatter with other people and other strangers.

    Args:
        before, after: Of the same probes and strangers, in the same order.
        shown: (n,) whom each probe shows.
        strangers_shown: (m,) whom each stranger's picture shows.
    """
    rng = np.random.default_rng(seed)
    probe_groups, stranger_groups = _groups(shown), _groups(strangers_shown)
    drawn = []
    for _ in range(_DRAWS):
        probes, strangers = _drawn(probe_groups, rng), _drawn(stranger_groups, rng)
        one, other = (_figures(_chosen(model, probes, strangers), fpir) for model in (before, after))
        drawn.append((other[0] - one[0], other[1] - one[1], one[1]))
    fnir, separation, itself = np.std(drawn, axis=0, ddof=1).tolist()
    return OpenSetErrors(fnir=fnir, separation=max(separation, itself))


def _figures(distances: OpenSetDistances, fpir: float) -> tuple[float, float, float]:
    """FNIR, separation and threshold."""
    threshold = threshold_at_fpir(np.sort(distances.strangers), fpir)
    named = distances.right & (distances.nearest < threshold)
    variance = (float(distances.strangers.var()) + float(distances.own.var())) / 2
    gap = float(distances.strangers.mean() - distances.own.mean())
    # Where all faces are the same point there is no gap either.
    return 1 - float(named.mean()), gap / math.sqrt(variance) if variance > 0 else 0.0, threshold


def _chosen(model: OpenSetDistances, probes: NDArray[np.intp], strangers: NDArray[np.intp]) -> OpenSetDistances:
    return OpenSetDistances(model.own[probes], model.nearest[probes], model.right[probes], model.strangers[strangers])


def _groups(labels: NDArray[np.integer]) -> list[NDArray[np.intp]]:
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


def _drawn(groups: list[NDArray[np.intp]], rng: np.random.Generator) -> NDArray[np.intp]:
    """The rows of as many groups as there are, drawn with replacement."""
    return np.concatenate([groups[number] for number in rng.integers(0, len(groups), len(groups))])
