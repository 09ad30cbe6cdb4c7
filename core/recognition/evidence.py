"""What the looks at one track say about who it is. The rule is written down in `core.recognition.tracker`."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gallery.matching import Match

# Looks that are kept, and how much each counts beside the next newer one.
_KEPT = 8
_FADING = 0.8
# Even a poor look says something.
_LEAST_WEIGHT = 0.1
# Who is not among a look's nearest people is at least as far away as the last of them, and at least this share of the
# threshold.
_ABSENT = 1.25


@dataclass(frozen=True, slots=True)
class Claim:
    """A person whom a track may show.

    Attributes:
        distance: Mean over the looks.
    """

    person_id: int
    name: str
    distance: float


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One embedding of a track and what the gallery said of it."""

    embedding: NDArray[np.float32]
    match: Match
    quality: float
    time: float


class Evidence:
    """The latest looks at one track."""

    def __init__(self) -> None:
        self._looks: deque[Look] = deque(maxlen=_KEPT)
        self.count = 0

    def __len__(self) -> int:
        return len(self._looks)

    def add(self, look: Look) -> None:
        self._looks.append(look)
        self.count += 1

    def match_again(self, matches: Sequence[Match]) -> None:
        """The gallery changed: what it says now, in the order of `embeddings`."""
        again = [
            Look(look.embedding, match, look.quality, look.time)
            for look, match in zip(self._looks, matches, strict=True)
        ]
        self._looks = deque(again, maxlen=_KEPT)

    @property
    def embeddings(self) -> NDArray[np.float32]:
        """(N, D), the oldest first; N may not be 0."""
        return np.stack([look.embedding for look in self._looks])

    @property
    def last(self) -> Look | None:
        return self._looks[-1] if self._looks else None

    @property
    def best_quality(self) -> float:
        return max((look.quality for look in self._looks), default=0.0)

    @property
    def weight(self) -> float:
        """How much was seen: the looks' qualities, older ones counting less."""
        return float(self._weights().sum())

    def mean_embedding(self) -> NDArray[np.float64] | None:
        """(D,), or None before the first look."""
        if not self._looks:
            return None
        return np.asarray(np.average(self.embeddings.astype(np.float64), axis=0, weights=self._weights()))

    def claims(self) -> list[Claim]:
        """Everybody whom some look found near, the nearest first."""
        distances = [_distances(look.match) for look in self._looks]
        names = {candidate.person_id: candidate.name for look in self._looks for candidate in look.match.candidates}
        weights = self._weights()
        claims = []
        for person_id, name in names.items():
            if not any(person_id in near for near, _ in distances):
                continue  # refused in every look
            mean = float(np.average([near.get(person_id, absent) for near, absent in distances], weights=weights))
            claims.append(Claim(person_id, name, mean))
        return sorted(claims, key=lambda claim: (claim.distance, claim.person_id))

    def _weights(self) -> NDArray[np.float64]:
        ages = np.arange(len(self._looks) - 1, -1, -1)
        qualities = np.array([max(look.quality, _LEAST_WEIGHT) for look in self._looks])
        return np.asarray(qualities * _FADING**ages)


def _distances(match: Match) -> tuple[dict[int, float], float]:
    """Person → distance, and the distance of everybody else."""
    near = {candidate.person_id: candidate.distance for candidate in match.candidates if not candidate.refused}
    farthest = max((candidate.distance for candidate in match.candidates), default=0.0)
    return near, max(farthest, _ABSENT * match.distance_threshold)
