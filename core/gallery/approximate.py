"""An approximate index for very large galleries: FAISS looks through shortened embeddings, 16 bytes a person.

Product quantisation (Jégou et al., Product quantization for nearest neighbor search, TPAMI 2011) in the form that fits
a processor's registers (FAISS's "fast scan"). It looks at everybody, as the exact search does, so what it may miss is
only what the shortening confuses. It only proposes people; their distances are computed exactly by whoever asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# People. Up to here the exact search takes some 5 ms for a probe (two cores).
APPROXIMATE_ABOVE = 50_000
# So many axes are kept, the ones in which the embeddings differ most, and cut into so many parts of 4 bits each. For a
# million people drawn with the spectrum of real embeddings, or with an even one, 400 proposals always held the
# nearest (300 probes each).
_AXES = 64
_PARTS = 32
_PROPOSALS = 400
# The parts' codebooks are learnt from so many people.
_LEARNT_FROM = 20_000
# Whoever was taken away stays in the index as a blank until so many are.
_BLANKS = 0.25


class ApproximateIndex:
    """Mean embeddings of people, shortened, which come to life when there are many people. Not thread-safe.

    Args:
        embedding_size: D.
        above: The number of people beyond which it is used.
    """

    def __init__(self, embedding_size: int, *, above: int) -> None:
        self._size = embedding_size
        self._above = above
        self._index: Any = None
        # Whose mean lies at each place of the index, −1 for a blank, and where each person's is.
        self._people = np.empty(0, np.int64)
        self._count = 0
        self._place: dict[int, int] = {}

    @property
    def active(self) -> bool:
        return self._index is not None

    def refresh(self, people: NDArray[np.int64], means: NDArray[np.float32]) -> None:
        """Build it where that is due: there are more people than `above`, or too many blanks.

        Args:
            people: (P,) everybody's id.
            means: (P, D) their means.
        """
        blanks = self._count - len(self._place)
        if self.active and blanks > _BLANKS * len(people):
            self._index, self._people, self._count, self._place = None, np.empty(0, np.int64), 0, {}
        if not self.active and len(people) > self._above:
            self._index = self._learnt(means)
            self.put(people.tolist(), means)

    def put(self, people: Sequence[int], means: NDArray[np.float32]) -> None:
        """Add people, or replace their means."""
        if not self.active or not len(people):
            return
        self.drop(people)
        begin, end = self._count, self._count + len(people)
        if end > len(self._people):
            self._people = np.concatenate([self._people, np.full(end + end // 8 - len(self._people), -1, np.int64)])
        self._index.add(np.ascontiguousarray(means, np.float32))
        self._people[begin:end] = people
        self._place.update(zip(people, range(begin, end), strict=True))
        self._count = end

    def drop(self, people: Sequence[int]) -> None:
        if self.active:
            self._people[[self._place.pop(person_id) for person_id in people if person_id in self._place]] = -1

    def nearest(self, probes: NDArray[np.float64], count: int) -> list[NDArray[np.int64]]:
        """Person ids near each probe, 200 or `count` where that is more; fewer where there are not so many."""
        enough = min(max(_PROPOSALS // 2, count), len(self._place))
        wanted = max(_PROPOSALS, 2 * count)
        while True:
            wanted = min(wanted, self._count)
            places = self._index.search(np.ascontiguousarray(probes, np.float32), wanted)[1]
            lines = [people[people >= 0] for people in (self._people[line[line >= 0]] for line in places)]
            # Blanks lie where somebody was, for instance many of one person whose mean has moved a little each time.
            if wanted == self._count or all(len(line) >= enough for line in lines):
                return lines
            wanted *= 4

    def _learnt(self, means: NDArray[np.float32]) -> Any:
        # Imported here, because few have so many people.
        import faiss

        axes = min(_AXES, self._size)
        parts = min(_PARTS, axes)
        index = faiss.index_factory(self._size, f"PCAR{axes // parts * parts},PQ{parts}x4fs")
        dice = np.random.default_rng(0)
        some = dice.choice(len(means), min(_LEARNT_FROM, len(means)), replace=False)
        index.train(np.ascontiguousarray(means[some], np.float32))
        return index
