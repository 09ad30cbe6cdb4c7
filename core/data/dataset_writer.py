"""Writing a data set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.data.dataset_card import SPLITS, DatasetCard, Identity, Shard, Split, SplitTotals, Totals
from core.data.index import Index, IndexBuilder, index_path, index_sha256, save_index
from core.data.records import FaceRecord, RecordWriter, encode_record
from core.files import storage_errors

SHARD_BYTES = 128 * 2**20


class DatasetWriter:
    """Writes a data set into an empty folder. Memory stays flat: 20 bytes a record.

    Everybody is named before the first record, because a record carries its label and labels follow from the sorted
    names. An importer that learns only on the way who has a usable face keeps its chips in a `RecordWriter` of its
    own first.

    Used with `with`: leaving the block normally closes the data set, an exception leaves it without `dataset.json`.

    Args:
        folder: An existing, empty folder.
        name: The data set's name.
        alignment_id: Of the chips; see `core.faces.chip`.
        chip_size: Side of every chip, in pixels.
        detector: What found the faces, in a few words.
        source: Where the photos came from, in a few words.
        training, validation: The names of the identities of each part.
        shard_bytes: A new shard begins when the current one has reached this size.

    Raises:
        ValueError: A name is empty, is not valid Unicode, or is in both parts.
        StorageError: From every method: the disk is full, or the place may not be written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str,
        alignment_id: str,
        chip_size: int,
        detector: str,
        source: str,
        training: Collection[str],
        validation: Collection[str],
        shard_bytes: int = SHARD_BYTES,
    ) -> None:
        if both := set(training) & set(validation):
            raise ValueError(f"{min(both)!r} is in both training and validation")
        names = sorted({*training, *validation})
        for identity in names:
            if not identity or len(identity) > 1024 or "\0" in identity:
                raise ValueError(f"{identity!r} cannot be the name of an identity")
            identity.encode()
        held_out = set(validation)
        self.folder = folder
        self.labels = {identity: label for label, identity in enumerate(names)}
        """The label of each identity."""
        self._split: dict[str, Split] = {n: "validation" if n in held_out else "training" for n in names}
        self._images = dict.fromkeys(names, 0)
        self._parts = {split: _SplitWriter(folder, split, shard_bytes) for split in SPLITS}
        self._about: dict[str, Any] = {
            "name": name,
            "alignment_id": alignment_id,
            "chip_size": chip_size,
            "detector": detector,
            "source": source,
        }
        self._shape = (chip_size, chip_size, 3)

    def add(self, record: FaceRecord) -> None:
        """Append a record, in any order. Its label and its part follow from its identity.

        Raises:
            ValueError: The identity was not named, or the chip is not of the data set's size.
        """
        label = self.labels.get(record.identity)
        if label is None:
            raise ValueError(f"{record.identity!r} is not among the identities named to the writer")
        if record.image_shape != self._shape:
            raise ValueError(f"a chip of this data set is {self._shape}, got {record.image_shape}")
        self._parts[self._split[record.identity]].add(replace(record, label=label))
        self._images[record.identity] += 1

    def close(self) -> None:
        """Finish the shards, write the indices, and last `dataset.json`.

        Raises:
            ValueError: An identity was named that has no record.
        """
        for name, images in self._images.items():
            if not images:
                self._abandon()
                raise ValueError(f"{name!r} was named to the writer but has no record")
        written = {split: part.close() for split, part in self._parts.items()}
        sizes = {split: list(self._split.values()).count(split) for split in SPLITS}
        totals = {
            split: SplitTotals(identities=sizes[split], images=len(index), index_sha256=index_sha256(index))
            for split, (_, index) in written.items()
        }
        card = DatasetCard(
            created=datetime.now(UTC).replace(microsecond=0),
            identities=tuple(
                Identity(label=label, name=name, split=self._split[name], images=self._images[name])
                for name, label in self.labels.items()
            ),
            shards=tuple(shard for shards, _ in written.values() for shard in shards),
            totals=Totals(training=totals["training"], validation=totals["validation"]),
            **self._about,
        )
        for split, (_, index) in written.items():
            save_index(index_path(self.folder, split), index)
        card.save(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._abandon()

    def _abandon(self) -> None:
        for part in self._parts.values():
            part.abandon()


class _SplitWriter:
    """The shards of one split while they are written; their final names need their number."""

    def __init__(self, folder: Path, split: Split, shard_bytes: int) -> None:
        self._folder, self._split, self._shard_bytes = folder, split, shard_bytes
        self._index = IndexBuilder()
        self._done: list[tuple[Path, int, int]] = []
        self._writer: RecordWriter | None = None
        self._records = 0

    def add(self, record: FaceRecord) -> None:
        if self._writer is not None and self._writer.size >= self._shard_bytes:
            self._finish_shard()
        if self._writer is None:
            self._writer = RecordWriter(self._folder / f"{self._split}-{len(self._done):05d}.tfrecord.part")
        place = self._writer.write(encode_record(record))
        self._index.add(place, shard=len(self._done), label=record.label)
        self._records += 1

    def _finish_shard(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._done.append((self._writer.path, self._records, self._writer.size))
            self._writer, self._records = None, 0

    def close(self) -> tuple[list[Shard], Index]:
        self._finish_shard()
        shards = []
        for number, (path, records, size) in enumerate(self._done):
            name = f"{self._split}-{number:05d}-of-{len(self._done):05d}.tfrecord"
            with storage_errors(path):
                path.replace(self._folder / name)
            shards.append(Shard(file=name, split=self._split, records=records, bytes=size))
        return shards, self._index.index()

    def abandon(self) -> None:
        if self._writer is not None:
            self._writer.close()
