from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from core.data.records import (
    FOOTER_BYTES,
    HEADER_BYTES,
    FaceRecord,
    RecordWriter,
    _masked_crc,
    decode_record,
    encode_record,
    intact_length,
    read_records,
)
from core.errors import DatasetError, StorageError
from tests.factories import make_record


def example(**features: tf.train.Feature) -> bytes:
    return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()


def integers(*values: int) -> tf.train.Feature:
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def strings(*values: bytes) -> tf.train.Feature:
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))


def write(path: Path, *payloads: bytes) -> list[int]:
    """The offsets at which the frames begin, and where the last one ends."""
    with RecordWriter(path) as writer:
        return [0, *(writer.write(payload).end for payload in payloads)]


class TestFaceRecord:
    def test_comes_back_as_it_was(self) -> None:
        record = make_record(3, 1)
        back = decode_record(encode_record(record))
        assert back.landmarks is not None
        np.testing.assert_array_equal(back.landmarks, record.landmarks)
        for name in ("label", "image_jpeg", "image_shape", "identity", "source", "source_sha256"):
            assert getattr(back, name) == getattr(record, name)
        assert back.face_size == pytest.approx(record.face_size)
        assert back.confidence == pytest.approx(record.confidence)

    def test_equal_records_give_equal_bytes(self) -> None:
        assert encode_record(make_record(3, 1)) == encode_record(make_record(3, 1))

    def test_names_in_any_script_and_file_names_that_are_no_text(self) -> None:
        record = FaceRecord(0, b"jpeg", (8, 8, 3), identity="Зоя 🙂", source="a/b\udcff.jpg")
        back = decode_record(encode_record(record))
        assert (back.identity, back.source) == (record.identity, record.source)

    def test_facenet_tf_finds_its_three_features(self) -> None:
        parsed = tf.io.parse_single_example(
            encode_record(make_record(0, 0)),
            {
                "image_shape": tf.io.FixedLenFeature([3], tf.int64),
                "id": tf.io.FixedLenFeature([], tf.int64),
                "image_raw": tf.io.FixedLenFeature([], tf.string),
            },
        )
        assert parsed["image_shape"].numpy().tolist() == [180, 180, 3]
        assert tf.io.decode_jpeg(parsed["image_raw"]).shape == (180, 180, 3)

    def test_three_features_are_enough(self) -> None:
        record = decode_record(example(image_shape=integers(64, 48, 3), id=integers(7), image_raw=strings(b"jpeg")))
        assert (record.label, record.image_shape, record.image_jpeg) == (7, (64, 48, 3), b"jpeg")
        assert (record.identity, record.source, record.landmarks) == ("", "", None)

    @pytest.mark.parametrize(
        ("payload", "word"),
        [
            (b"\xff\xff\xff", "tf.train.Example"),
            (example(id=integers(7), image_raw=strings(b"x")), "image_shape"),
            (example(image_shape=integers(8, 8), id=integers(7), image_raw=strings(b"x")), "image_shape"),
            (example(image_shape=integers(8, 8, 1), id=integers(7), image_raw=strings(b"x")), "image_shape"),
            (example(image_shape=integers(8, 0, 3), id=integers(7), image_raw=strings(b"x")), "image_shape"),
            (example(image_shape=integers(8, 10**6, 3), id=integers(7), image_raw=strings(b"x")), "image_shape"),
            (example(image_shape=strings(b"8"), id=integers(7), image_raw=strings(b"x")), "image_shape"),
            (example(image_shape=integers(8, 8, 3), image_raw=strings(b"x")), "id"),
            (example(image_shape=integers(8, 8, 3), id=integers(-1), image_raw=strings(b"x")), "id"),
            (example(image_shape=integers(8, 8, 3), id=integers(2**31), image_raw=strings(b"x")), "id"),
            (example(image_shape=integers(8, 8, 3), id=integers(7)), "image_raw"),
            (example(image_shape=integers(8, 8, 3), id=integers(7), image_raw=strings(b"")), "image_raw"),
            (b"", "image_shape"),
        ],
        # Not the bytes: protobuf orders the features anew in each process.
        ids=[
            "not protobuf",
            "no shape",
            "two sides",
            "grey",
            "no width",
            "too wide",
            "shape as bytes",
            "no id",
            "negative id",
            "huge id",
            "no image",
            "empty image",
            "nothing",
        ],
    )
    def test_nonsense_is_named(self, payload: bytes, word: str) -> None:
        with pytest.raises(DatasetError, match=word):
            decode_record(payload)


class TestShard:
    def test_tensorflow_reads_what_we_write(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        write(path, b"one", b"", b"three" * 1000)
        assert list(tf.data.TFRecordDataset(str(path)).as_numpy_iterator()) == [b"one", b"", b"three" * 1000]

    def test_we_read_what_tensorflow_writes(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        with tf.io.TFRecordWriter(str(path)) as writer:
            for payload in (b"one", b"", b"three"):
                writer.write(payload)
        assert [payload for _, payload in read_records(path)] == [b"one", b"", b"three"]

    def test_places_point_at_the_payloads(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        write(path, b"one", b"three")
        content = path.read_bytes()
        for place, payload in read_records(path):
            assert content[place.offset : place.offset + place.length] == payload

    def test_an_empty_shard_has_no_records(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        write(path)
        assert list(read_records(path)) == []
        assert intact_length(path) == 0

    def test_a_cut_anywhere_is_found_and_everything_before_it_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        _, middle, end = write(path, b"one", b"three")
        content = path.read_bytes()
        for length in range(middle + 1, end):
            path.write_bytes(content[:length])
            with pytest.raises(DatasetError, match=f"truncated.* at byte {middle}") as caught:
                list(read_records(path))
            assert str(path) in caught.value.message
            assert intact_length(path) == middle

    def test_a_flipped_bit_anywhere_is_found(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        _, middle, end = write(path, b"one", b"three")
        content = path.read_bytes()
        for position in range(middle, end):
            damaged = bytearray(content)
            damaged[position] ^= 0x10
            path.write_bytes(damaged)
            with pytest.raises(DatasetError, match=f"damaged.* at byte {middle}"):
                list(read_records(path))
            assert intact_length(path) == middle

    def test_a_length_of_exabytes_is_not_believed(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        length = struct.pack("<Q", 2**62)
        path.write_bytes(length + _masked_crc(length) + b"x" * 100)
        with pytest.raises(DatasetError, match=r"damaged.* at byte 0"):
            list(read_records(path))

    def test_a_missing_shard(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="gone"):
            list(read_records(tmp_path / "gone"))
        with pytest.raises(DatasetError, match="gone"):
            intact_length(tmp_path / "gone")

    def test_a_folder_is_no_shard(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError):
            list(read_records(tmp_path))


class TestRecordWriter:
    def test_goes_on_behind_the_last_whole_record(self, tmp_path: Path) -> None:
        path = tmp_path / "shard"
        _, _, end = write(path, b"one", b"two")
        with path.open("ab") as file:
            file.write(b"half a rec")
        with RecordWriter(path, resume=True) as writer:
            assert writer.size == end
            assert writer.write(b"three").offset == end + HEADER_BYTES
        assert [payload for _, payload in read_records(path)] == [b"one", b"two", b"three"]

    def test_resuming_without_a_file_begins_one(self, tmp_path: Path) -> None:
        with RecordWriter(tmp_path / "shard", resume=True) as writer:
            writer.write(b"one")
        assert [payload for _, payload in read_records(tmp_path / "shard")] == [b"one"]

    def test_begins_anew_where_it_is_not_told_to_resume(self, tmp_path: Path) -> None:
        write(tmp_path / "shard", b"old", b"older")
        write(tmp_path / "shard", b"new")
        assert [payload for _, payload in read_records(tmp_path / "shard")] == [b"new"]

    def test_counts_its_bytes(self, tmp_path: Path) -> None:
        with RecordWriter(tmp_path / "shard") as writer:
            writer.write(b"12345")
        assert writer.size == (tmp_path / "shard").stat().st_size == HEADER_BYTES + 5 + FOOTER_BYTES

    def test_a_place_that_may_not_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError):
            RecordWriter(tmp_path)
