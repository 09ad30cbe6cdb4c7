"""Facenet-TF's data sets, read in place: `info.csv`, and TFRecords in `train/` and `val/`.

    info.csv    train_num,val_num  and below them how many records each part has
    train/*     records with `image_shape`, `id` and `image_raw` (JPEG)
    val/*       the same; the held-out part, may be missing

Nothing is written: the index is made in memory at each opening, by one walk over the records. The crops are
somebody else's (`foreign`), may differ in size, and are resized to the size of the first. An `id` can be any integer;
labels are 0…n-1 over the sorted ids of `train`, then those of `val`. An id in both parts becomes two identities.
"""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from core.data.dataset_card import DatasetCard, Identity, Shard, Split, SplitTotals, Totals
from core.data.index import IndexBuilder, index_sha256
from core.data.record_set import RecordSet
from core.data.records import Place, decode_record, read_records
from core.errors import DatasetError
from core.faces.chip import FOREIGN
from core.faces.photo import picture_size

INFO = "info.csv"
_PARTS: tuple[tuple[str, Split, str], ...] = (("train", "training", "train_num"), ("val", "validation", "val_num"))
_SMALLEST, _LARGEST = 16, 4096
_HINT = "A Facenet-TF data set has info.csv, train/ and val/; records hold image_shape, id and image_raw (JPEG)."


@dataclass(frozen=True, slots=True, eq=False)
class FacenetTFDataset:
    """What was found in the folder.

    Attributes:
        parts: The card, the training records and the validation records.
        remarks: What the user should know: counts that are not those of info.csv, nobody held out, people in both.
    """

    parts: tuple[DatasetCard, RecordSet, RecordSet]
    remarks: tuple[str, ...]


def is_facenet_tf(path: Path) -> bool:
    """Whether a folder is laid out as Facenet-TF's: it has info.csv or train/, and no dataset.json."""
    return not (path / "dataset.json").exists() and ((path / INFO).is_file() or (path / "train").is_dir())


def has_validation(path: Path) -> bool:
    """Whether val/ holds anything, without reading it."""
    return any(file.stat().st_size for file in _shards(path / "val"))


def open_facenet_tf(path: Path) -> FacenetTFDataset:
    """Open a data set of Facenet-TF.

    Raises:
        DatasetError: info.csv or train/ is missing or makes no sense; a record is truncated, damaged or of another
            schema, naming file and byte.
    """
    counts = _info(path / INFO)
    if not (path / "train").is_dir():
        raise DatasetError(f"{path} has no folder train with TFRecords.", hint=_HINT)
    remarks: list[str] = []
    identities: list[Identity] = []
    shards: list[Shard] = []
    totals: dict[Split, SplitTotals] = {}
    records: list[RecordSet] = []
    side = 0
    known: set[int] = set()
    for folder, split, column in _PARTS:
        files = _shards(path / folder)
        rows, first = _walk(files)
        if split == "training" and not rows:
            raise DatasetError(f"{path / 'train'} holds no records.", hint=_HINT)
        if len(rows) != counts[column]:
            remarks.append(f"{INFO} says {column} {counts[column]:,}, but {folder}/ holds {len(rows):,} records.")
        side = side or first
        images = Counter(id_ for _, _, id_ in rows)
        both = known & images.keys()
        if both:
            remarks.append(f"{len(both):,} ids of val/ are in train/ too: held-out figures will look better than true.")
        labels = {}
        for id_ in sorted(images):
            labels[id_] = len(identities)
            name = f"{id_} (val)" if id_ in both else str(id_)
            identities.append(Identity(label=labels[id_], name=name, split=split, images=images[id_]))
        known |= images.keys()
        builder = IndexBuilder()
        for shard, place, id_ in rows:
            builder.add(place, shard=shard, label=labels[id_])
        index = builder.index()
        records.append(RecordSet(files, index, chip_size=side, resized=True))
        totals[split] = SplitTotals(identities=len(images), images=len(rows), index_sha256=index_sha256(index))
        held = Counter(shard for shard, _, _ in rows)
        # These shards keep the names they have, which those of our own card may not.
        shards += [
            Shard.model_construct(
                file=f"{folder}/{file.name}", split=split, records=held[number], bytes=file.stat().st_size
            )
            for number, file in enumerate(files)
        ]
    if not len(records[1]):
        remarks.append("There is no validation part (val/): nothing will be measured while training.")
    created = datetime.datetime.fromtimestamp((path / INFO).stat().st_mtime, datetime.UTC)
    card = DatasetCard.model_construct(
        name=path.resolve().name,
        created=created,
        alignment_id=FOREIGN,
        chip_size=side,
        detector="",
        source="Facenet-TF",
        identities=tuple(identities),
        shards=tuple(shards),
        totals=Totals(training=totals["training"], validation=totals["validation"]),
    )
    return FacenetTFDataset((card, records[0], records[1]), tuple(remarks))


def _info(path: Path) -> dict[str, int]:
    if not path.is_file():
        raise DatasetError(f"{path} is missing.", hint=_HINT)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            row = next(csv.DictReader(file), {})
        return {column: int(float(row[column])) for _, _, column in _PARTS}
    except (OSError, ValueError, KeyError, TypeError, OverflowError, csv.Error):
        raise DatasetError(
            f"{path} must have the columns train_num and val_num with a whole number below each.", hint=_HINT
        ) from None


def _shards(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def _walk(files: list[Path]) -> tuple[list[tuple[int, Place, int]], int]:
    """Shard, place and id of every record, and the longer side of the first picture (0 where there is none)."""
    rows: list[tuple[int, Place, int]] = []
    side = 0
    for number, file in enumerate(files):
        for place, payload in read_records(file):
            try:
                record = decode_record(payload)
            except DatasetError as error:
                raise DatasetError(f"{file} at byte {place.offset}: {error.message}", hint=_HINT) from error
            if not side:
                side = _side(record.image_jpeg, where=f"{file} at byte {place.offset}")
            rows.append((number, place, record.label))
    return rows, side


def _side(encoded: bytes, *, where: str) -> int:
    """The side of the square that all pictures are brought to."""
    claimed = picture_size(encoded)
    if claimed is None or not _can_be_decoded(encoded):
        raise DatasetError(f"{where}: image_raw is not a JPEG picture.", hint=_HINT)
    return min(max(*claimed, _SMALLEST), _LARGEST)


def _can_be_decoded(encoded: bytes) -> bool:
    try:
        picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return False
    return picture is not None
