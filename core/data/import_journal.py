"""The photos that an import has finished: what an interrupted import need not do again.

A TFRecord file beside the data set to be. Its first record names the options that decide what a chip looks like;
every other one is a finished photo: one line of JSON, then the chip as JPEG. Records are only ever added, the last
one for a path counts, and a half-written end is cut off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from core.data.records import Place, RecordWriter, read_record, read_records
from core.data.skipped import Reason
from core.data.source import SourcePhoto
from core.errors import DatasetError

JOURNAL = "finished.tfrecord"


@dataclass(frozen=True, slots=True, eq=False)
class FinishedPhoto:
    """What became of one photo.

    Attributes:
        photo: The file, as it was when it was read.
        sha256: Of its bytes, hexadecimal; empty where it could not be read.
        reason: Why there is no chip, or None where there is one.
        detail: What was found in this very case.
        faces: How many faces were found.
        face_size: True size of the chosen face, in pixels of the photo; 0 without one.
        confidence: The detector's for the chosen face, in [0, 1]; 0 without one.
        landmarks: (5, 2) float32 in the photo's pixels; None without a detector or a face.
        chip_jpeg: The chip; empty without one.
        perceptual_hash: Of the chip, see `core.data.near_duplicates`; empty without one.
    """

    photo: SourcePhoto
    sha256: str = ""
    reason: Reason | None = None
    detail: str = ""
    faces: int = 0
    face_size: float = 0.0
    confidence: float = 0.0
    landmarks: NDArray[np.float32] | None = None
    chip_jpeg: bytes = b""
    perceptual_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept in memory of a finished photo; the rest is read back by its place."""

    size: int
    modified_ns: int
    sha256: str
    reason: Reason | None
    detail: str
    faces: int
    perceptual_hash: bytes
    place: Place

    def is_of(self, photo: SourcePhoto) -> bool:
        """Whether the file has not changed since."""
        return self.size == photo.size and self.modified_ns == photo.modified_ns


def journal_source(folder: Path) -> Path | None:
    """The photos' folder of the journal in `folder`; None where there is no journal, or none that can be read."""
    try:
        _, first = next(read_records(folder / JOURNAL))
        return Path(json.loads(first)["source"])
    except (StopIteration, DatasetError, OSError, ValueError, KeyError, TypeError):
        return None


class ImportJournal:
    """Opens the journal in `folder` and keeps what is there, if it was written with the same `settings`.

    Args:
        folder: Exists already, and belongs to this import alone.
        settings: All that decides what becomes of a photo; JSON values.

    Attributes:
        entries: Path → what became of it.
        discarded: Why a journal that was there could not be used, or an empty string.

    Raises:
        StorageError: From every method: the disk is full, or the place may not be written.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        self.path = folder / JOURNAL
        self.entries: dict[str, Entry] = {}
        self.discarded = self._load(settings)
        self._writer = RecordWriter(self.path, resume=bool(self.entries))
        if self._writer.size == 0:
            self.entries.clear()
            self._writer.write(json.dumps(settings, sort_keys=True).encode())
        self._reader = self.path.open("rb")

    def _load(self, settings: Mapping[str, Any]) -> str:
        if not self.path.exists():
            return ""
        records = read_records(self.path)
        try:
            _, first = next(records)
        except (StopIteration, DatasetError):
            return ""  # Interrupted before anything was finished.
        before = json.loads(first)
        if before != json.loads(json.dumps(settings)):
            changed = [name for name in settings if before.get(name) != settings[name]]
            return ", ".join(f"{name} was {before.get(name)!r}" for name in changed) or "it was of another version"
        try:
            for place, payload in records:
                self._remember(place, payload)
        except DatasetError:
            # The end was only half written; what is whole has been read.
            return ""
        return ""

    def _remember(self, place: Place, payload: bytes) -> None:
        values = json.loads(payload[: payload.index(b"\n")])
        self.entries[values["path"]] = Entry(
            size=values["size"],
            modified_ns=values["modified_ns"],
            sha256=values["sha256"],
            reason=values["reason"],
            detail=values["detail"],
            faces=values["faces"],
            perceptual_hash=bytes.fromhex(values["perceptual_hash"]),
            place=place,
        )

    def add(self, finished: FinishedPhoto) -> None:
        """Append a finished photo. It is safe after the next `flush`."""
        landmarks = finished.landmarks
        values = {
            "path": finished.photo.path,
            "size": finished.photo.size,
            "modified_ns": finished.photo.modified_ns,
            "sha256": finished.sha256,
            "reason": finished.reason,
            "detail": finished.detail,
            "faces": finished.faces,
            "face_size": round(float(finished.face_size), 3),
            "confidence": round(float(finished.confidence), 6),
            "perceptual_hash": finished.perceptual_hash.hex(),
            "landmarks": None if landmarks is None else np.asarray(landmarks, np.float32).ravel().tolist(),
        }
        payload = json.dumps(values).encode() + b"\n" + finished.chip_jpeg
        self._remember(self._writer.write(payload), payload)

    def flush(self) -> None:
        self._writer.flush()

    def finished(self, path: str) -> FinishedPhoto:
        """Read a finished photo back, chip and all. `flush` what was added before.

        Raises:
            DatasetError: The journal was damaged meanwhile.
        """
        payload = read_record(self._reader, self.entries[path].place, path=self.path)
        line, _, chip_jpeg = payload.partition(b"\n")
        values = json.loads(line)
        landmarks = values["landmarks"]
        return FinishedPhoto(
            photo=SourcePhoto(path, values["size"], values["modified_ns"]),
            sha256=values["sha256"],
            reason=values["reason"],
            detail=values["detail"],
            faces=values["faces"],
            face_size=values["face_size"],
            confidence=values["confidence"],
            landmarks=None if landmarks is None else np.array(landmarks, np.float32).reshape(5, 2),
            chip_jpeg=chip_jpeg,
            perceptual_hash=bytes.fromhex(values["perceptual_hash"]),
        )

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
