"""One stored face and the TFRecord files it lives in.

A record is a `tf.train.Example`. Its first three features are Facenet-TF's (`image_shape`, `id`, `image_raw`), so
that either program reads the other's shards; ours follow. A shard is a TFRecord file: each payload lies between a
header (length and its checksum) and a footer (the payload's checksum), CRC-32C masked as TensorFlow masks it.
TensorFlow's own reader cannot start at a given record nor say where damage begins, which is why framing is here.
Looking into a data set does not wait for TensorFlow to be imported.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import google_crc32c
import numpy as np
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass
from numpy.typing import NDArray

from core.errors import DatasetError
from core.files import storage_errors

HEADER_BYTES = 12
FOOTER_BYTES = 4
# A chip is some 10 KB. A longer record is damage, or somebody's attempt to fill the memory.
MAX_PAYLOAD_BYTES = 64 * 2**20
MAX_SIDE = 16_384

_LENGTH = struct.Struct("<Q")
_CHECKSUM = struct.Struct("<I")


@dataclass(frozen=True, slots=True, eq=False)
class FaceRecord:
    """One chip with where it came from.

    Attributes:
        label: The identity's integer inside its data set, 0 and up.
        image_jpeg: The chip as JPEG, RGB when decoded.
        image_shape: (height, width, 3) of the decoded chip.
        identity: The identity's name; empty in records of Facenet-TF.
        source: Path of the photo relative to the imported folder, with forward slashes.
        source_sha256: Hexadecimal SHA-256 of the photo's bytes.
        face_size: True size of the face in the photo, in pixels; 0 where nobody measured it.
        confidence: The detector's, in [0, 1]; 0 where no detector was asked.
        landmarks: (5, 2) float32 in the photo's pixels, or None where no detector was asked.
    """

    label: int
    image_jpeg: bytes
    image_shape: tuple[int, int, int]
    identity: str = ""
    source: str = ""
    source_sha256: str = ""
    face_size: float = 0.0
    confidence: float = 0.0
    landmarks: NDArray[np.float32] | None = None


def encode_record(record: FaceRecord) -> bytes:
    """The record as a serialised `tf.train.Example`. Equal records give equal bytes."""
    example = _example_type()()

    def add(name: str) -> Any:
        return example.features.feature.add(key=name).value

    add("image_shape").int64_list.value.extend(record.image_shape)
    add("id").int64_list.value.append(record.label)
    add("image_raw").bytes_list.value.append(record.image_jpeg)
    add("identity").bytes_list.value.append(record.identity.encode())
    # A file name need not be valid UTF-8; surrogateescape carries its bytes through unchanged.
    add("source").bytes_list.value.append(record.source.encode(errors="surrogateescape"))
    add("source_sha256").bytes_list.value.append(record.source_sha256.encode())
    add("face_size").float_list.value.append(record.face_size)
    add("confidence").float_list.value.append(record.confidence)
    if record.landmarks is not None:
        add("landmarks").float_list.value.extend(np.asarray(record.landmarks, np.float32).ravel().tolist())
    return bytes(example.SerializeToString())


def encode_picture(picture: bytes) -> bytes:
    """A payload for batches that are made in memory: an example with a JPEG or PNG picture and nothing else."""
    example = _example_type()()
    example.features.feature.add(key="image_raw").value.bytes_list.value.append(picture)
    return bytes(example.SerializeToString())


def decode_record(payload: bytes) -> FaceRecord:
    """Read a record back; one that has only Facenet-TF's three features has an empty `identity` and `source`.

    Raises:
        DatasetError: Not a `tf.train.Example`, or one of the three features is missing or makes no sense.
    """
    example = _example_type()()
    try:
        example.ParseFromString(payload)
    except DecodeError as error:
        raise DatasetError(f"A record of {len(payload)} bytes is not a tf.train.Example.") from error
    features = {entry.key: entry.value for entry in example.features.feature}

    def integers(name: str) -> list[int]:
        return list(features[name].int64_list.value) if name in features else []

    def strings(name: str) -> list[bytes]:
        return list(features[name].bytes_list.value) if name in features else []

    def numbers(name: str) -> list[float]:
        return list(features[name].float_list.value) if name in features else []

    def text(name: str, errors: str = "replace") -> str:
        return next(iter(strings(name)), b"").decode(errors=errors)

    shape, label, image = integers("image_shape"), integers("id"), strings("image_raw")
    if len(shape) != 3 or shape[2] != 3 or not all(0 < n <= MAX_SIDE for n in shape):
        raise DatasetError(f"A record's image_shape must be (height, width, 3), got {shape}.")
    if len(label) != 1 or not 0 <= label[0] < 2**31:
        raise DatasetError(f"A record's id must be one integer of 0 and up, got {label}.")
    if len(image) != 1 or not image[0]:
        raise DatasetError("A record's image_raw must hold one JPEG picture, it is empty.")
    landmarks = np.array(numbers("landmarks"), np.float32)
    return FaceRecord(
        label=label[0],
        image_jpeg=image[0],
        image_shape=(shape[0], shape[1], shape[2]),
        identity=text("identity"),
        source=text("source", errors="surrogateescape"),
        source_sha256=text("source_sha256"),
        face_size=next(iter(numbers("face_size")), 0.0),
        confidence=next(iter(numbers("confidence")), 0.0),
        landmarks=landmarks.reshape(5, 2) if landmarks.size == 10 else None,
    )


@cache
def _example_type() -> Any:
    """`tf.train.Example` without TensorFlow: the same bytes from the same schema.

    A map is on the wire a list of entries; as a list it keeps the order in which the features were added. In a pool
    of its own the schema does not meet TensorFlow's.
    """
    field = FieldDescriptorProto
    schema = FileDescriptorProto(name="example.proto", package="facenet", syntax="proto3")

    def message(name: str, *fields: tuple[str, int, str], repeated: bool = False) -> None:
        label = field.LABEL_REPEATED if repeated else field.LABEL_OPTIONAL
        described = schema.message_type.add(name=name)
        for number, (key, kind, of) in enumerate(fields, start=1):
            described.field.add(name=key, number=number, label=label, type=kind, type_name=of or None)

    message("BytesList", ("value", field.TYPE_BYTES, ""), repeated=True)
    message("FloatList", ("value", field.TYPE_FLOAT, ""), repeated=True)
    message("Int64List", ("value", field.TYPE_INT64, ""), repeated=True)
    message(
        "Feature",
        ("bytes_list", field.TYPE_MESSAGE, ".facenet.BytesList"),
        ("float_list", field.TYPE_MESSAGE, ".facenet.FloatList"),
        ("int64_list", field.TYPE_MESSAGE, ".facenet.Int64List"),
    )
    message("Entry", ("key", field.TYPE_STRING, ""), ("value", field.TYPE_MESSAGE, ".facenet.Feature"))
    message("Features", ("feature", field.TYPE_MESSAGE, ".facenet.Entry"), repeated=True)
    message("Example", ("features", field.TYPE_MESSAGE, ".facenet.Features"))
    pool = DescriptorPool()
    pool.Add(schema)
    return GetMessageClass(pool.FindMessageTypeByName("facenet.Example"))


def _masked_crc(data: bytes) -> bytes:
    crc = google_crc32c.value(data)
    return _CHECKSUM.pack((((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a payload lies in its shard: the offset of its first byte and its length, both in bytes."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where the next frame begins."""
        return self.offset + self.length + FOOTER_BYTES


class RecordWriter:
    """Writes payloads to a TFRecord file, one after the other.

    Args:
        path: The file.
        resume: Keep the whole records that are there already, cut off what an interruption left half-written,
            and go on behind them. Otherwise the file starts empty.

    Raises:
        StorageError: From every method: the disk is full, or the place may not be written.
    """

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        self.path = path
        self.size = intact_length(path) if resume and path.exists() else 0
        """Bytes written so far."""
        with storage_errors(path):
            self._file = path.open("r+b" if self.size else "wb")
            self._file.truncate(self.size)
            self._file.seek(self.size)

    def write(self, payload: bytes) -> Place:
        """Append one payload and say where it lies."""
        if len(payload) > MAX_PAYLOAD_BYTES:
            raise ValueError(f"a record may hold {MAX_PAYLOAD_BYTES} bytes, got {len(payload)}")
        length = _LENGTH.pack(len(payload))
        with storage_errors(self.path):
            self._file.write(b"".join((length, _masked_crc(length), payload, _masked_crc(payload))))
        place = Place(self.size + HEADER_BYTES, len(payload))
        self.size = place.end
        return place

    def flush(self) -> None:
        """Hand everything written so far to the disk, so that it survives a power cut."""
        with storage_errors(self.path):
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        if not self._file.closed:
            with storage_errors(self.path):
                try:
                    self.flush()
                finally:
                    self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_records(path: Path) -> Iterator[tuple[Place, bytes]]:
    """Walk a shard from its first record to its last, checking every checksum.

    Raises:
        DatasetError: The file is missing or unreadable, ends in the middle of a record, or a checksum is wrong;
            the message names the file and the offset of the record's frame.
    """
    try:
        with path.open("rb") as file:
            offset = 0
            while header := file.read(HEADER_BYTES):
                if len(header) < HEADER_BYTES:
                    raise _truncated(path, offset)
                if header[8:] != _masked_crc(header[:8]):
                    raise _damaged(path, offset)
                (length,) = _LENGTH.unpack(header[:8])
                if length > MAX_PAYLOAD_BYTES:
                    raise _damaged(path, offset)
                place = Place(offset + HEADER_BYTES, length)
                yield place, _read_payload(file, place, path)
                offset = place.end
    except OSError as error:
        raise _unreadable(path, error) from error


def read_record(file: BinaryIO, place: Place, *, path: Path) -> bytes:
    """Read the payload at `place` of an open shard and check it.

    Raises:
        DatasetError: There is no whole record at that place; the message names `path` and the offset.
    """
    try:
        file.seek(place.offset)
        return _read_payload(file, place, path)
    except OSError as error:
        raise _unreadable(path, error) from error


def intact_length(path: Path) -> int:
    """How many bytes from the start of a shard hold whole, undamaged records: where an interrupted writer goes on.

    Raises:
        DatasetError: The file is missing or unreadable.
    """
    if not path.is_file():
        raise DatasetError(f"{path} does not exist.")
    end = 0
    try:
        for place, _ in read_records(path):
            end = place.end
    except DatasetError as error:
        if isinstance(error.__cause__, OSError):
            raise
    return end


def _read_payload(file: BinaryIO, place: Place, path: Path) -> bytes:
    content = file.read(place.length + FOOTER_BYTES)
    if len(content) < place.length + FOOTER_BYTES:
        raise _truncated(path, place.offset - HEADER_BYTES)
    payload = content[: place.length]
    if content[place.length :] != _masked_crc(payload):
        raise _damaged(path, place.offset - HEADER_BYTES)
    return payload


def _truncated(path: Path, offset: int) -> DatasetError:
    return DatasetError(
        f"{path} is truncated: it ends in the middle of the record at byte {offset}.",
        hint="Import the photos again, or copy the data set again from where it came.",
    )


def _damaged(path: Path, offset: int) -> DatasetError:
    return DatasetError(
        f"{path} is damaged: the checksum of the record at byte {offset} is wrong.",
        hint="Import the photos again, or copy the data set again from where it came.",
    )


def _unreadable(path: Path, error: OSError) -> DatasetError:
    return DatasetError(f"{path} cannot be read: {error.strerror or error}.")
