"""The records of one part of a data set, each reachable by its position."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.data.index import Index
from core.data.records import FaceRecord, Place, decode_record, read_record
from core.errors import DatasetError
from core.faces.photo import picture_size


class RecordSet:
    """The records of one split, each reachable by its position.

    Safe to use from several threads: a read opens the shards it needs and closes them again, so nothing is shared
    and no number of shards runs out of file handles.

    Args:
        shards: The shard files, in the order in which the index counts them.
        index: (N,) of `INDEX_TYPE`.
        chip_size: Side of the stored chips, in pixels.
        resized: Pictures of other sizes are resized to `chip_size` instead of refused; for crops of somebody else.
    """

    def __init__(self, shards: Sequence[Path], index: Index, *, chip_size: int, resized: bool = False) -> None:
        self.shards = tuple(shards)
        self.index = index
        self.chip_size = chip_size
        self.resized = resized

    def __len__(self) -> int:
        return len(self.index)

    @property
    def labels(self) -> NDArray[np.int32]:
        """(N,) int32, memory-mapped: the label of each record."""
        labels: NDArray[np.int32] = self.index["label"]
        return labels

    def where(self, position: int) -> str:
        """The place of a record in words, for a message: shard and byte."""
        row = self.index[position]
        return f"{self.shards[row['shard']]} at byte {row['offset']}"

    def read(self, positions: ArrayLike) -> list[bytes]:
        """The payloads at `positions` (any order, repetitions allowed), their checksums checked.

        Raises:
            DatasetError: A shard is missing, unreadable, truncated or damaged; names shard and offset.
            IndexError: A position is outside 0…N-1.
        """
        wanted = np.asarray(positions, np.int64)
        if wanted.size and not 0 <= wanted.min() <= wanted.max() < len(self):
            raise IndexError(f"positions must be in 0…{len(self) - 1}, got {wanted.min()}…{wanted.max()}")
        rows = self.index[wanted]
        payloads = [b""] * len(rows)
        with ExitStack() as opened:
            handle: BinaryIO | None = None
            current = -1
            # In the order of the disk: each shard is opened once, and a spinning disk moves in one direction.
            for slot in np.lexsort((rows["offset"], rows["shard"])).tolist():
                shard, offset, length, _ = rows[slot].tolist()
                path = self.shards[shard]
                if handle is None or shard != current:
                    opened.close()
                    handle, current = opened.enter_context(_open_shard(path)), shard
                payloads[slot] = read_record(handle, Place(offset, length), path=path)
        return payloads

    def records(self, positions: ArrayLike) -> list[FaceRecord]:
        """The records at `positions`, decoded except for their JPEG. Raises as `read` does."""
        decoded = []
        for position, payload in zip(np.asarray(positions, np.int64), self.read(positions), strict=True):
            try:
                decoded.append(decode_record(payload))
            except DatasetError as error:
                raise DatasetError(f"{self.where(position)}: {error.message}") from error
        return decoded

    def chips(self, positions: ArrayLike) -> NDArray[np.uint8]:
        """The chips at `positions`: (n, S, S, 3) uint8 RGB.

        Raises:
            DatasetError: As `read`; or a record holds no JPEG picture of the data set's chip size.
        """
        positions = np.asarray(positions, np.int64)
        size = self.chip_size
        chips = np.empty((len(positions), size, size, 3), np.uint8)
        for slot, record in enumerate(self.records(positions)):
            # Before it is decoded: a few kilobytes may claim to be a gigabyte of pixels.
            claimed = picture_size(record.image_jpeg)
            fits = claimed is not None and (self.resized or claimed == (size, size))
            chip = _decoded(record.image_jpeg) if fits else None
            if chip is not None and self.resized and chip.shape[:2] != (size, size):
                chip = cv2.resize(chip, (size, size), interpolation=cv2.INTER_AREA)
            if chip is None or chip.shape != (size, size, 3):
                words = f"{claimed[0]}×{claimed[1]} pixels" if claimed and not fits else "no readable picture"
                raise DatasetError(
                    f"The record in {self.where(positions[slot])} holds {words}, expected a JPEG of {size}×{size}.",
                    hint="Import the photos again.",
                )
            chips[slot] = chip
        return chips


def _decoded(encoded: bytes) -> NDArray[Any] | None:
    """(H, W, 3) uint8 RGB; None where it cannot be decoded."""
    try:
        return cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None


def _open_shard(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror or error}.") from error
