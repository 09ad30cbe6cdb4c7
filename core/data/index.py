"""The index of a split: where each record lies and whom it shows. 20 bytes a record, memory-mapped when opened."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core import files
from core.data.mapped import mapped_array
from core.data.records import FOOTER_BYTES, Place, decode_record, read_records

# `offset` and `length` are of the payload, in bytes; `shard` counts the split's shards.
INDEX_TYPE = np.dtype([("shard", "<u4"), ("offset", "<u8"), ("length", "<u4"), ("label", "<i4")])
Index = NDArray[np.void]

_ROW = struct.Struct("<IQIi")


def index_path(folder: Path, split: str) -> Path:
    return folder / f"index-{split}.npy"


class IndexBuilder:
    """Collects rows in 20 bytes each."""

    def __init__(self) -> None:
        self._rows = bytearray()

    def add(self, place: Place, *, shard: int, label: int) -> None:
        self._rows += _ROW.pack(shard, place.offset, place.length, label)

    def index(self) -> Index:
        """(N,) of `INDEX_TYPE`, in the order in which the rows came."""
        return np.frombuffer(bytes(self._rows), INDEX_TYPE)


def index_of(shards: Sequence[Path]) -> Index:
    """Walk the shards and say where everything is. Reads every byte.

    Raises:
        DatasetError: A shard is missing, truncated or damaged.
    """
    builder = IndexBuilder()
    for number, shard in enumerate(shards):
        for place, payload in read_records(shard):
            builder.add(place, shard=number, label=decode_record(payload).label)
    return builder.index()


def save_index(path: Path, index: Index) -> None:
    """Write an index in one step. Raises `StorageError` where the disk refuses."""
    content = io.BytesIO()
    np.save(content, index, allow_pickle=False)
    files.write_bytes(path, content.getvalue())


def load_index(path: Path) -> Index | None:
    """Map an index into memory; None where there is none or the file is not one."""
    index = mapped_array(path)
    return index if index is not None and index.dtype == INDEX_TYPE and index.ndim == 1 else None


def index_sha256(index: Index) -> str:
    """Hexadecimal SHA-256 over the rows."""
    return hashlib.sha256(index.tobytes()).hexdigest()


def stays_inside(index: Index, *, shard_bytes: Sequence[int], identities: int) -> bool:
    """Whether every row points into a shard of the given sizes and at one of so many identities."""
    if not len(index):
        return True
    if index["shard"].max() >= len(shard_bytes):
        return False
    size = np.array(shard_bytes, np.uint64)[index["shard"]]
    offset = index["offset"]
    end = offset + index["length"] + np.uint64(FOOTER_BYTES)
    labels = index["label"]
    return bool((offset <= size).all() and (end <= size).all() and labels.min() >= 0 and labels.max() < identities)
