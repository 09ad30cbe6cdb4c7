"""What an improvement is measured by, and when it is one.

Before and after are measured on the same pictures: the gallery's people open-set, and people of the general data set
by verification. One rule holds for both: *a gain must exceed its sampling error, a drop must not*.

- General: the AUC may fall, and the EER rise, by one standard error of the figure itself at most.
- People: FNIR must fall by more than one standard error of the difference. Where it falls by less, or not
  (because all are recognised, say), the separation must rise by more than its own, and rank-1 must not fall.

Which of the measured moments of a training is judged follows from the general figures alone: the last one that keeps
them. So no figure of the people chooses the model that it is to judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.data.pipeline import chip_batches
from core.data.record_set import RecordSet
from core.evaluation.open_set import (
    OpenSetDistances,
    OpenSetErrors,
    OpenSetFigures,
    open_set_distances,
    open_set_errors,
    open_set_figures,
)
from core.evaluation.verification import HeldOut, verify_embeddings
from core.evaluation.verification_error import VerificationErrors, verification_errors
from core.training.known_people import KnownPeople, PictureSplit

FPIR = 0.01
_BATCH = 64

Reason = Literal["recognises_more", "separates_better", "no_gain", "general_dropped"]
Embed = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Measured:
    """A model at one moment.

    Attributes:
        people: The gallery's people among strangers.
        general: Verification on people of the general data set who are not trained on.
    """

    people: OpenSetFigures
    general: HeldOut

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"people": self.people.to_json(), "general": asdict(self.general)}


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """`figures`, and the distances and embeddings that they come from."""

    figures: Measured
    distances: OpenSetDistances
    general_embeddings: NDArray[np.float32]


class Measuring:
    """Measures a network as it is, always on the same pictures.

    Args:
        embed: Chips to embeddings; reads the weights at each call.
        people, split: The templates are the pictures to learn from, the probes those that are held out.
        general: The general data set's held-out records.
        strangers: (m,) positions in them: whole identities with two pictures or more, none of whom is in the gallery.
        seed: Chooses the pairs.
    """

    def __init__(
        self,
        embed: Embed,
        *,
        people: KnownPeople,
        split: PictureSplit,
        general: RecordSet,
        strangers: NDArray[np.int64],
        seed: int,
    ) -> None:
        self._embed, self._people, self._split = embed, people, split
        self._general, self._strangers, self._seed = general, strangers, seed
        self._general_labels = general.labels[strangers]

    def measure(self) -> Measurement:
        """Raises `ModelError` where an embedding is not finite."""
        labels, split = self._people.labels, self._split
        general = np.concatenate(
            [self._embed(chips) for chips in chip_batches(self._general, self._strangers, batch_size=_BATCH)]
        )
        verified = verify_embeddings(general, self._general_labels, seed=self._seed)
        distances = open_set_distances(
            self._embedded(split.learning),
            labels[split.learning],
            self._embedded(split.held_out),
            labels[split.held_out],
            general,
        )
        return Measurement(Measured(open_set_figures(distances, fpir=FPIR), verified), distances, general)

    def tolerance(self, before: Measurement) -> VerificationErrors:
        """By how much the general figures may get worse."""
        return verification_errors(before.general_embeddings, self._general_labels, seed=self._seed)

    def errors(self, before: Measurement, after: Measurement) -> OpenSetErrors:
        """How sure the difference of the people's figures is."""
        return open_set_errors(
            before.distances,
            after.distances,
            shown=self._people.labels[self._split.held_out],
            strangers_shown=self._general_labels,
            fpir=FPIR,
            seed=self._seed,
        )

    def _embedded(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        size = self._general.chip_size
        parts = [positions[start : start + _BATCH] for start in range(0, len(positions), _BATCH)]
        return np.concatenate([self._embed(self._people.chips(part, size=size)) for part in parts])


def general_kept(before: HeldOut, after: HeldOut, tolerance: VerificationErrors) -> bool:
    """Whether the general accuracy did not drop by more than its sampling error."""
    return before.auc - after.auc <= tolerance.auc and after.eer - before.eer <= tolerance.eer


def judge(before: Measured, after: Measured, *, errors: OpenSetErrors, tolerance: VerificationErrors) -> Reason:
    """Why a model is kept (`recognises_more`, `separates_better`) or is not."""
    if not general_kept(before.general, after.general, tolerance):
        return "general_dropped"
    if before.people.fnir - after.people.fnir > errors.fnir:
        return "recognises_more"
    clearer = after.people.separation - before.people.separation > errors.separation
    if after.people.fnir <= before.people.fnir and after.people.rank1 >= before.people.rank1 and clearer:
        return "separates_better"
    return "no_gain"


def is_kept(reason: Reason) -> bool:
    """Whether this reason keeps a model."""
    return reason in ("recognises_more", "separates_better")
