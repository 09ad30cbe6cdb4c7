"""An approximate index for very large galleries, through usearch where that is installed.

It only proposes people; their distances are computed exactly by whoever asked. Without usearch the exact search goes
on at any size, more slowly.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# People. Up to here the exact search takes some 20 ms for a probe (two cores). Building the graph takes minutes.
APPROXIMATE_ABOVE = 200_000
# How widely the graph is searched. On 20,000 random points of 128 dimensions, which are harder than faces, 128 found
# 92 % of the nearest, 512 97 % and 1024 99 %.
_EXPANSION = 1024
# So many times more candidates are fetched than asked for: the index knows nothing of the second term of a distance.
_MORE = 4


class ApproximateIndex:
    """Person id → mean embedding, in a graph (HNSW) that comes to life when there are many people.

    Args:
        embedding_size: D.
        above: The number of people beyond which it is used.
    """

    def __init__(self, embedding_size: int, *, above: int) -> None:
        self._size = embedding_size
        self._above = above
        self._index: Any = None

    @property
    def active(self) -> bool:
        return self._index is not None

    def activate_if_large(self, people: NDArray[np.int64], means: NDArray[np.float32]) -> None:
        """Build the graph when there are more people than `above` and usearch is installed."""
        if self.active or len(people) <= self._above:
            return
        try:
            usearch = importlib.import_module("usearch.index")
        except ImportError:  # not installed, or not for this machine: the exact search goes on
            self._above = sys.maxsize
            return
        self._index = usearch.Index(ndim=self._size, metric="l2sq", dtype="f32", expansion_search=_EXPANSION)
        self._index.add(people.astype(np.uint64), means)

    def put(self, people: Sequence[int], means: NDArray[np.float32]) -> None:
        """Add people, or replace their means."""
        if self.active and len(people):
            self.drop([person_id for person_id in people if person_id in self._index])
            self._index.add(np.array(people, np.uint64), means)

    def drop(self, people: Sequence[int]) -> None:
        if self.active and len(people):
            self._index.remove(np.array(people, np.uint64))

    def nearest(self, probes: NDArray[np.float64], count: int) -> list[NDArray[np.int64]]:
        """At least `count` person ids near each probe, fewer where there are not so many."""
        wanted = min(count * _MORE, len(self._index))
        found = self._index.search(probes.astype(np.float32), wanted)
        # One probe gives one list, several give a table with the length of each line.
        lines = [found.keys] if len(probes) == 1 else [found.keys[i, :n] for i, n in enumerate(found.counts)]
        return [np.asarray(line).astype(np.int64) for line in lines]
