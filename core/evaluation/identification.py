"""Open-set identification: some people are enrolled, some are not, and each picture gets a name or "unknown".

The protocol, after ISO/IEC 19795-1 and the open-set part of IJB-C. A random part of the identities is enrolled, each
from some of their pictures; the rest of their pictures are mated probes. All pictures of the other identities are
non-mated probes: strangers. For a distance threshold

    FPIR: the share of strangers' pictures that get a name,
    FNIR: the share of mated probes that do not get the right name, be it "unknown" or somebody else's.

The threshold of a FPIR is the largest at which no more strangers than that share are accepted, and FNIR is read off
at it. Everything is repeated with other random splits; what varies is the spread that a single split would hide.
Distances are those of the gallery's own search (`core.gallery.search`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError, ModelError
from core.gallery.search import PeopleIndex

FPIRS = (0.01, 0.001)
_DET_POINTS = 200


@dataclass(frozen=True, slots=True)
class FnirAtFpir:
    """FNIR where the threshold was set for a FPIR.

    Attributes:
        fpir: The FPIR that was asked for.
        fnir: Mean over the splits.
        fnir_std: Standard deviation over the splits (n − 1).
        distance_threshold: Mean over the splits.
        distance_threshold_std: Its standard deviation.
        supported: Whether there were enough strangers' pictures for one false acceptance at this FPIR.
        non_mated_needed: How many that takes.
        for_trust: How many it takes for 30 false acceptances, the rule of thumb for ±30 % (Doddington et al. 2000).
    """

    fpir: float
    fnir: float
    fnir_std: float
    distance_threshold: float
    distance_threshold_std: float
    supported: bool
    non_mated_needed: int
    for_trust: int


@dataclass(frozen=True, slots=True)
class Det:
    """The detection error trade-off of all splits together, thinned for drawing.

    Attributes:
        fpir: Rising.
        fnir: The mean over the splits at that FPIR.
    """

    fpir: tuple[float, ...]
    fnir: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class IdentificationFigures:
    """All figures of one open-set evaluation.

    Attributes:
        rank1: Share of mated probes whose nearest person is the right one, threshold or not; mean over the splits.
        rank1_std: Standard deviation over the splits.
        fnir_at_fpir: One for each FPIR.
        det: For drawing.
        splits: How many random splits.
        enrolled: People enrolled in each split.
        templates: The most pictures that each was enrolled from.
        mated, non_mated: Probes in each split (the smallest number, where splits differ).
        strangers: Identities that were not enrolled.
    """

    rank1: float
    rank1_std: float
    fnir_at_fpir: tuple[FnirAtFpir, ...]
    det: Det
    splits: int
    enrolled: int
    templates: int
    mated: int
    non_mated: int
    strangers: int

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    rank1: float
    nearest_right: NDArray[np.float64]  # of the mated probes whose nearest person is the right one, ascending
    mated: int
    strangers: NDArray[np.float64]  # ascending


def evaluate_identification(
    embeddings: NDArray[np.floating],
    labels: NDArray[np.integer],
    *,
    enrolled_share: float = 0.5,
    templates: int = 3,
    splits: int = 10,
    fpirs: Sequence[float] = FPIRS,
    seed: int = 0,
    on_split: Callable[[int], None] | None = None,
) -> IdentificationFigures:
    """Measure open-set identification on labelled embeddings.

    Args:
        embeddings: (N, D) of one model.
        labels: (N,) the identity of each.
        enrolled_share: Share of the identities with two pictures or more that are enrolled, in (0, 1). All others,
            those with a single picture included, are strangers.
        templates: Pictures to enroll somebody from, at most; one picture of each is always kept as a probe.
        splits: How often to draw anew who is enrolled.
        fpirs: At which FPIRs to report.
        seed: Draws the splits.
        on_split: Called with the number of splits done.

    Raises:
        InputError: A number is out of its range, or there are too few identities: at least one to enroll that has
            two pictures, and one stranger.
        ModelError: An embedding is not finite.
    """
    embeddings, labels = np.asarray(embeddings), np.asarray(labels)
    _check(embeddings, labels, enrolled_share=enrolled_share, templates=templates, splits=splits, fpirs=fpirs)
    names, counts = np.unique(labels, return_counts=True)
    several = names[counts >= 2]
    enrolled_count = min(max(1, round(enrolled_share * len(several))), len(several))
    if not len(several) or len(names) - enrolled_count < 1:
        raise InputError(
            f"Open-set identification needs somebody with two pictures to enroll and somebody else as a stranger; "
            f"there are {len(names)} identities, {len(several)} of them with two pictures or more."
        )
    measured = []
    for number in range(splits):
        rng = np.random.default_rng((seed, number))
        enrolled = rng.permutation(several)[:enrolled_count]
        measured.append(_measure(embeddings, labels, enrolled, templates=templates, rng=rng))
        if on_split is not None:
            on_split(number + 1)
    return IdentificationFigures(
        rank1=float(np.mean([split.rank1 for split in measured])),
        rank1_std=_std([split.rank1 for split in measured]),
        fnir_at_fpir=tuple(_fnir_at_fpir(fpir, measured) for fpir in fpirs),
        det=_det(measured),
        splits=splits,
        enrolled=enrolled_count,
        templates=templates,
        mated=min(split.mated for split in measured),
        non_mated=min(len(split.strangers) for split in measured),
        strangers=len(names) - enrolled_count,
    )


def _check(
    embeddings: NDArray[np.floating],
    labels: NDArray[np.integer],
    *,
    enrolled_share: float,
    templates: int,
    splits: int,
    fpirs: Sequence[float],
) -> None:
    if embeddings.ndim != 2 or labels.shape != embeddings.shape[:1]:
        raise InputError(f"Expected (N, D) embeddings and N labels, got {embeddings.shape} and {labels.shape}.")
    if not np.isfinite(embeddings).all():
        raise ModelError("The model gave embeddings that are not finite numbers.", hint="It cannot be used.")
    if not 0 < enrolled_share < 1:
        raise InputError(f"The share of enrolled identities must be between 0 and 1, got {enrolled_share}.")
    if templates < 1 or splits < 1:
        raise InputError(f"Templates and splits must be 1 or more, got {templates} and {splits}.")
    if not fpirs or not all(0 < fpir < 1 for fpir in fpirs):
        raise InputError(f"Each FPIR must be between 0 and 1, got {list(fpirs)}.")


def _measure(
    embeddings: NDArray[np.floating],
    labels: NDArray[np.integer],
    enrolled: NDArray[np.integer],
    *,
    templates: int,
    rng: np.random.Generator,
) -> _Split:
    chosen = []
    for label in enrolled:
        pictures = rng.permutation(np.flatnonzero(labels == label))
        chosen.append(pictures[: min(templates, len(pictures) - 1)])
    rows = np.concatenate(chosen)
    index = PeopleIndex(embeddings.shape[1])
    index.add([int(row) for row in rows], [(int(labels[row]), False) for row in rows], embeddings[rows])
    known = np.isin(labels, enrolled)
    mated = known.copy()
    mated[rows] = False
    distances, people = index.distances(embeddings[mated])
    nearest, right = distances.min(1), people[distances.argmin(1)] == labels[mated]
    return _Split(
        rank1=float(right.mean()),
        nearest_right=np.sort(nearest[right]),
        mated=len(nearest),
        strangers=np.sort(index.distances(embeddings[~known])[0].min(1)),
    )


def threshold_at_fpir(strangers: NDArray[np.floating], fpir: float) -> float:
    """The largest threshold below which no more than this share of the strangers lies.

    Args:
        strangers: (N,) ascending: how near each stranger's picture is to the nearest person; one or more.
    """
    # The tolerance: 0.07 * 100 is 7.000000000000001.
    allowed = math.floor(fpir * len(strangers) + 1e-9)
    if allowed >= len(strangers):
        return float(np.nextafter(strangers[-1], np.inf))
    return float(strangers[allowed])


def _fnir(split: _Split, threshold: float) -> float:
    return 1 - float(np.searchsorted(split.nearest_right, threshold, "left")) / split.mated


def _fnir_at_fpir(fpir: float, measured: Sequence[_Split]) -> FnirAtFpir:
    thresholds = [threshold_at_fpir(split.strangers, fpir) for split in measured]
    fnirs = [_fnir(split, threshold) for split, threshold in zip(measured, thresholds, strict=True)]
    needed = math.ceil(1 / fpir - 1e-9)
    return FnirAtFpir(
        fpir=fpir,
        fnir=float(np.mean(fnirs)),
        fnir_std=_std(fnirs),
        distance_threshold=float(np.mean(thresholds)),
        distance_threshold_std=_std(thresholds),
        supported=min(len(split.strangers) for split in measured) >= needed,
        non_mated_needed=needed,
        for_trust=math.ceil(30 / fpir - 1e-9),
    )


def _det(measured: Sequence[_Split]) -> Det:
    lowest = 1 / max(len(split.strangers) for split in measured)
    fpirs = np.r_[0.0, np.geomspace(lowest, 1.0, _DET_POINTS)] if lowest < 1 else np.array([0.0, 1.0])
    fnirs = [
        float(np.mean([_fnir(split, threshold_at_fpir(split.strangers, fpir)) for split in measured])) for fpir in fpirs
    ]
    return Det(fpir=tuple(map(float, fpirs)), fnir=tuple(fnirs))


def _std(values: Sequence[float]) -> float:
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
