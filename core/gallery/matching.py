"""Identify: embeddings become names, or unknown.

The rule, in order:

1. People are ranked by their distance to the probe (`core.gallery.search`).
2. "Not this person": a person's name is refused where the probe lies nearer to a face that the user said is not that
   person than to the person, and within the distance threshold of that face. So the mistake that was corrected does
   not come back, while the person, who lies nearer to their own templates, keeps their name.
3. The nearest person who is not refused is the answer if their distance is below the threshold; otherwise the answer
   is unknown.

The margin, from the nearest to the second nearest person, tells how clear the answer is. It decides nothing here; two
people of a family may lie close together and be right.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.gallery.gallery import Gallery
from core.gallery.records import GalleryModel
from core.gallery.search import Candidate, PeopleIndex

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NamedCandidate:
    """A person who was considered.

    Attributes:
        refused: The user said that this face is not that person.
    """

    person_id: int
    name: str
    distance: float
    refused: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one probe.

    Attributes:
        person_id, name: Who it is; None for unknown.
        distance: Of the nearest person who was not refused, also where the answer is unknown; None where there is
            nobody to compare with.
        distance_threshold: A distance below it is a match.
        margin: By how much the second nearest person is farther away; None where there is no second one.
        candidates: The nearest people, nearest first, at most five.
    """

    person_id: int | None
    name: str | None
    distance: float | None
    distance_threshold: float
    margin: float | None
    candidates: tuple[NamedCandidate, ...]


class Matcher:
    """Identifies embeddings of one model against a gallery that may change meanwhile. Any thread may use it.

    Args:
        gallery: Stays open as long as the matcher is used.
        model: Only templates with an embedding of this model are compared.
    """

    def __init__(self, gallery: Gallery, model: GalleryModel) -> None:
        self.gallery = gallery
        self.model = model
        self._index = PeopleIndex(model.embedding_size)
        self._names: dict[int, str] = {}
        self._revision: int | None = None
        self._lock = threading.Lock()

    def refresh(self) -> bool:
        """Follow what this program or another one changed in the gallery; only what is new is read.

        Returns:
            Whether anything had changed.

        Raises:
            GalleryError: A template was damaged, or the gallery is in use for too long.
        """
        with self._lock:
            if self.gallery.revision() == self._revision:
                return False
            snapshot = self.gallery.embeddings.snapshot(self.model, self._index.holders)
            gone = [id_ for id_, holder in self._index.holders.items() if snapshot.enrolled.get(id_) != holder]
            self._index.remove(gone)
            self._index.add(snapshot.new, [snapshot.enrolled[id_] for id_ in snapshot.new], snapshot.vectors)
            self._names, self._revision = snapshot.names, snapshot.revision
            return True

    @property
    def people(self) -> int:
        """How many people can be found; call `refresh` first."""
        with self._lock:
            return len(self._index)

    def distances(self, embeddings: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Distances to all people, (N, P), and their ids (P,)."""
        with self._lock:
            return self._index.distances(embeddings)

    def identify(self, embeddings: NDArray[np.floating], *, distance_threshold: float) -> list[Match]:
        """Who each embedding shows.

        Args:
            embeddings: (N, D) of this matcher's model.
            distance_threshold: Unsquared L2, above 0; see `core.gallery.calibration.threshold_for`.

        Raises:
            InputError: The embeddings have another size, or are not finite, or the threshold is not above 0.
        """
        embeddings = np.asarray(embeddings)
        if embeddings.ndim != 2 or embeddings.shape[1] != self.model.embedding_size:
            raise InputError(
                f"The model {self.model.name!r} has embeddings of size {self.model.embedding_size}, "
                f"got an array of {embeddings.shape}."
            )
        if not np.isfinite(embeddings).all():
            raise InputError("An embedding holds numbers that are not finite.")
        if not distance_threshold > 0:
            raise InputError(f"A distance threshold must be above 0, got {distance_threshold}.")
        with self._lock:
            # Whoever is refused leaves their place to the next.
            wanted = _SHOWN + self._index.people_with_rejections
            found = self._index.search(embeddings, people=wanted)
            return [self._match(candidates, distance_threshold) for candidates in found]

    def _match(self, candidates: list[Candidate], distance_threshold: float) -> Match:
        named = [
            NamedCandidate(
                person_id=candidate.person_id,
                name=self._names.get(candidate.person_id, ""),
                distance=candidate.distance,
                refused=candidate.rejected_distance < min(candidate.distance, distance_threshold),
            )
            for candidate in candidates
        ]
        possible = [candidate for candidate in named if not candidate.refused]
        best = possible[0] if possible else None
        known = best is not None and best.distance < distance_threshold
        return Match(
            person_id=best.person_id if best is not None and known else None,
            name=best.name if best is not None and known else None,
            distance=None if best is None else best.distance,
            distance_threshold=distance_threshold,
            margin=possible[1].distance - possible[0].distance if len(possible) > 1 else None,
            candidates=tuple(named[:_SHOWN]),
        )
