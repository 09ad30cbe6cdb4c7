"""A data set on disk: TFRecord shards, a small index beside them, and `dataset.json`.

    dataset.json                          written last: a folder without it is not a data set
    training-00000-of-00004.tfrecord      …
    validation-00000-of-00001.tfrecord
    index-training.npy                    shard, offset, length and label of every record, memory-mapped
    index-validation.npy
    report.json                           what the import read and left out; the importer's

The split is by identity: nobody is in both parts. Labels are 0…n-1 over both parts, in the order of the sorted names.
The index makes every record reachable by its position, which is what batches and exact resume stand on.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.data.dataset_card import CARD, SPLITS, DatasetCard, Identity, Split, SplitTotals, load_card
from core.data.facenet_tf_dataset import is_facenet_tf, open_facenet_tf
from core.data.index import Index, index_of, index_path, index_sha256, load_index, save_index, stays_inside
from core.data.record_set import RecordSet
from core.errors import DatasetError, StorageError


@dataclass(frozen=True, eq=False)
class Dataset:
    """An opened data set.

    Attributes:
        path: Its folder.
        card: The content of `dataset.json`.
        training, validation: The records of each part. Either may be empty.
        remarks: What whoever trains on it should know; only data sets of Facenet-TF have any.
    """

    path: Path
    card: DatasetCard
    training: RecordSet
    validation: RecordSet
    remarks: tuple[str, ...] = ()

    @classmethod
    def open(cls, path: Path) -> Dataset:
        """Open a data set's folder, or one of Facenet-TF (see `facenet_tf_dataset`).

        An index that is missing or not this data set's is built again from the shards.

        Raises:
            DatasetError: There is none, its import did not finish, it is of a newer version, or a shard is missing,
                truncated or damaged.
        """
        if not path.exists():
            raise DatasetError(
                f"There is no data set at {path}.",
                hint="Import one with `facenet import`.",
                window_hint="Import one on the Data page.",
            )
        if not path.is_dir():
            raise DatasetError(f"{path} is a file, expected the folder of a data set.")
        if not (path / CARD).exists():
            if is_facenet_tf(path):
                found = open_facenet_tf(path)
                return cls(path, *found.parts, remarks=found.remarks)
            if next(path.glob("*.tfrecord*"), None) is not None:
                raise DatasetError(
                    f"{path} holds records but no {CARD}: its import did not finish.", hint="Import the photos again."
                )
            raise DatasetError(f"{path} is not a data set: it has no {CARD}.", hint="Import the photos first.")
        card = load_card(path)
        _check_shards(path, card)
        training, validation = (_record_set(path, card, split) for split in SPLITS)
        return cls(path, card, training, validation)

    @property
    def name(self) -> str:
        return self.card.name

    @property
    def alignment_id(self) -> str:
        return self.card.alignment_id

    @property
    def chip_size(self) -> int:
        """Side of the stored chips, in pixels."""
        return self.card.chip_size

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Everybody of both parts; the position is the label."""
        return self.card.identities

    @cached_property
    def content_id(self) -> str:
        """Changes when a record is added, removed, moved or relabelled: a run that resumes must find the same."""
        both = self.card.totals.training.index_sha256 + self.card.totals.validation.index_sha256
        return hashlib.sha256(both.encode()).hexdigest()[:16]


def rebuild_index(path: Path, split: Split) -> Index:
    """Walk the shards of a split and write their index again; where that may not be written, only return it.

    Raises:
        DatasetError: A shard is missing, truncated or damaged.
    """
    index = index_of([path / shard.file for shard in load_card(path).shards if shard.split == split])
    with suppress(StorageError):
        save_index(index_path(path, split), index)
    return index


def _check_shards(path: Path, card: DatasetCard) -> None:
    for shard in card.shards:
        file = path / shard.file
        try:
            size = file.stat().st_size
        except OSError:
            raise DatasetError(
                f"{file} is missing: {CARD} names it.", hint="Copy the data set again, or import the photos again."
            ) from None
        if size != shard.bytes:
            raise DatasetError(
                f"{file} {'is truncated' if size < shard.bytes else 'was changed'}: it has {size} bytes, "
                f"{CARD} says {shard.bytes}.",
                hint="Copy the data set again, or import the photos again.",
            )


def _record_set(path: Path, card: DatasetCard, split: Split) -> RecordSet:
    totals: SplitTotals = getattr(card.totals, split)
    index = load_index(index_path(path, split))
    if index is None or index_sha256(index) != totals.index_sha256:
        index = rebuild_index(path, split)
        if index_sha256(index) != totals.index_sha256:
            raise DatasetError(
                f"The {split} records in {path} are not those that {CARD} describes.", hint="Import the photos again."
            )
    shards = [shard for shard in card.shards if shard.split == split]
    # The checksum says that the index is the writer's own; this, that the writer can be believed.
    if not stays_inside(index, shard_bytes=[shard.bytes for shard in shards], identities=len(card.identities)):
        raise DatasetError(f"{index_path(path, split)} points outside the data set.", hint="Import the photos again.")
    return RecordSet([path / shard.file for shard in shards], index, chip_size=card.chip_size)
