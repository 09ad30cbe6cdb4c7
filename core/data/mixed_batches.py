"""P×K batches of two sources: a data set on disk, and pictures of some people that are only in memory.

Positions count on from the data set's records to the pictures, and labels from its labels to the people's, so the
pipeline reads both as one set of records (`core.data.pipeline.Records`). The pictures are never written anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.data.record_set import RecordSet
from core.data.records import encode_picture
from core.data.sampler import PKSampler, worker_slots


class MixedRecords:
    """The records of a data set, followed by pictures in memory.

    Args:
        general: Records on disk.
        pictures: Chips as JPEG or PNG, of any size; they are brought to the data set's chip size.
        labels: (len(pictures),) whom each shows, 0 and up.

    Attributes:
        labels: (N,) int32: the data set's, then the pictures', which begin above all of the data set's.
    """

    resized = True

    def __init__(self, general: RecordSet, pictures: Sequence[bytes], labels: NDArray[np.integer]) -> None:
        if len(pictures) != len(labels):
            raise ValueError(f"expected one label for each of {len(pictures)} pictures, got {len(labels)}")
        self._general, self._pictures = general, pictures
        self.chip_size = general.chip_size
        above = int(general.labels.max()) + 1 if len(general) else 0
        self.labels = np.concatenate([general.labels, np.asarray(labels) + above]).astype(np.int32)

    def __len__(self) -> int:
        return len(self.labels)

    def read(self, positions: ArrayLike) -> list[bytes]:
        """The payloads at `positions`. Raises as `RecordSet.read`."""
        wanted = np.asarray(positions, np.int64)
        on_disk = wanted < len(self._general)
        read = iter(self._general.read(wanted[on_disk]))
        return [
            next(read) if disk else encode_picture(self._pictures[position - len(self._general)])
            for position, disk in zip(wanted.tolist(), on_disk.tolist(), strict=True)
        ]

    def where(self, position: int) -> str:
        """The place of a record in words; of a picture in memory nothing but its number is told."""
        if position < len(self._general):
            return self._general.where(position)
        return f"memory, picture {position - len(self._general)}"


class MixedSampler:
    """Names the records of each step's batch of `MixedRecords`: a pure function of (seed, step).

    Two `PKSampler`s side by side: P − Q identities of the data set, then Q of the people. People of a single picture
    make no positive pair and are left out, as everywhere.

    Args:
        labels: Those of `MixedRecords`.
        general: (G,) positions to draw from, of the data set.
        people: (M,) positions to draw from, of the pictures in memory.
        identities_per_batch: P.
        people_per_batch: Q, below P; as many as there are where that is fewer.
        images_per_identity: K.

    Raises:
        DatasetError: There are fewer than two on either side, or fewer identities than P − Q.
    """

    def __init__(
        self,
        labels: NDArray[np.integer],
        *,
        general: NDArray[np.int64],
        people: NDArray[np.int64],
        identities_per_batch: int,
        people_per_batch: int,
        images_per_identity: int,
        seed: int,
    ) -> None:
        if not 0 < people_per_batch < identities_per_batch:
            raise ValueError(f"people_per_batch must be in 1…{identities_per_batch - 1}, got {people_per_batch}")
        self._p, self._k = identities_per_batch, images_per_identity
        self._general, self._people = general, people
        counts = np.unique(labels[people], return_counts=True)[1]
        # Where nobody has two pictures `PKSampler` would draw the same one twice; here that is no reason to go on.
        several = int((counts > 1).sum())
        self.people_per_batch = min(people_per_batch, max(several, 2))
        self._from_people = PKSampler(
            labels[people], identities_per_batch=self.people_per_batch, images_per_identity=self._k, seed=seed
        )
        self._from_general = PKSampler(
            labels[general],
            identities_per_batch=self._p - self.people_per_batch,
            images_per_identity=self._k,
            seed=seed,
        )
        self.steps_per_epoch = self._from_people.steps_per_epoch

    def positions(self, step: int, *, worker: int = 0, workers: int = 1) -> NDArray[np.int64]:
        """As `PKSampler.positions`: (P·K / workers,), the data set's identities first."""
        whole = np.concatenate(
            [self._general[self._from_general.positions(step)], self._people[self._from_people.positions(step)]]
        )
        return whole[worker_slots(self._p, self._k, worker=worker, workers=workers)]
