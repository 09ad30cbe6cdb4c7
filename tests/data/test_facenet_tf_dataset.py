"""Data sets of Facenet-TF, read in place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.data.facenet_tf_dataset import has_validation, open_facenet_tf
from core.data.pipeline import training_batches
from core.data.records import FaceRecord, RecordWriter, encode_record
from core.errors import DatasetError
from core.faces import photo
from core.faces.network_input import FOREIGN_CROP, NetworkInput
from core.hyperparameters import Hyperparameters
from tests.facenet_tf import make_facenet_tf_dataset
from tests.factories import draw_face, jpeg


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_facenet_tf_dataset(tmp_path / "data")


def test_opens_as_any_data_set_and_leaves_nothing_behind(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    data = Dataset.open(folder)
    assert data.alignment_id == "foreign"
    assert data.chip_size == 120
    assert [identity.name for identity in data.identities] == ["3", "7", "12", "40", "90", "91"]
    assert (len(data.training), len(data.validation)) == (16, 8)
    assert set(data.training.labels.tolist()) == {0, 1, 2, 3}
    assert set(data.validation.labels.tolist()) == {4, 5}
    assert sorted(folder.rglob("*")) == before


def test_labels_belong_to_the_records(folder: Path) -> None:
    data = Dataset.open(folder)
    for position, record in enumerate(data.training.records(range(16))):
        assert data.identities[data.training.labels[position]].name == str(record.label)


def test_pictures_of_other_sizes_come_in_one_size_and_in_batches(folder: Path) -> None:
    data = Dataset.open(folder)
    assert data.training.chips(range(16)).shape == (16, 120, 120, 3)
    parameters = Hyperparameters(
        network="tiny", image_size=32, identities_per_batch=4, images_per_identity=4,
        shift=0, scale=0, colour=0, blur=0, flip=False,
    )  # fmt: skip
    batches = training_batches(
        data.training, hyperparameters=parameters, network_input=NetworkInput(size=32, crop=FOREIGN_CROP), threads=1
    )
    images, labels, positions = next(iter(batches))
    assert images.shape == (16, 32, 32, 3)
    assert np.array_equal(labels, data.training.labels[positions.numpy()])
    assert np.array_equal(np.bincount(labels), [4, 4, 4, 4])
    # A smaller picture is the same face, not a corner of it.
    small = data.training.chips(positions.numpy())[:, ::12, ::12].mean(axis=(1, 2, 3)) / 127.5 - 1
    assert np.abs(images.numpy().mean(axis=(1, 2, 3)) - small).max() < 0.1


def test_wrong_counts_and_people_in_both_parts_are_told(tmp_path: Path) -> None:
    folder = make_facenet_tf_dataset(tmp_path / "data", training=(1, 2), validation=(2, 3))
    (folder / "info.csv").write_text("train_num,val_num\n99,8\n")
    data = Dataset.open(folder)
    assert any("train_num 99" in remark for remark in data.remarks)
    assert any("1 ids of val/" in remark for remark in data.remarks)
    assert [identity.name for identity in data.identities] == ["1", "2", "2 (val)", "3"]


@pytest.mark.parametrize("content", ["", "train_num\n5\n", "train_num,val_num\nmany,1\n"])
def test_an_info_csv_that_says_nothing(folder: Path, content: str) -> None:
    (folder / "info.csv").write_text(content)
    with pytest.raises(DatasetError, match="train_num and val_num"):
        Dataset.open(folder)


def test_nobody_held_out(folder: Path) -> None:
    assert has_validation(folder)
    assert Dataset.open(folder).remarks == ()
    (folder / "val" / "faces0.tfrecords").write_bytes(b"")
    assert not has_validation(folder)
    (folder / "val" / "faces0.tfrecords").unlink()
    (folder / "val").rmdir()
    assert not has_validation(folder)
    data = Dataset.open(folder)
    assert len(data.validation) == 0
    assert any("no validation part" in remark for remark in data.remarks)


def test_no_info_csv_and_no_train(folder: Path, tmp_path: Path) -> None:
    (folder / "info.csv").rename(tmp_path / "info.csv")
    with pytest.raises(DatasetError, match=r"info\.csv is missing"):
        Dataset.open(folder)
    (tmp_path / "info.csv").rename(folder / "info.csv")
    (folder / "train").rename(folder / "elsewhere")
    with pytest.raises(DatasetError, match="no folder train"):
        Dataset.open(folder)


def test_a_truncated_record_is_named(folder: Path) -> None:
    shard = folder / "train" / "faces1.tfrecords"
    shard.write_bytes(shard.read_bytes()[:-100])
    with pytest.raises(DatasetError, match=r"faces1\.tfrecords is truncated"):
        Dataset.open(folder)


def test_records_of_another_schema_are_named(folder: Path) -> None:
    with RecordWriter(folder / "train" / "zz.tfrecords") as writer:
        writer.write(b"\x0a\x00")
    with pytest.raises(DatasetError, match=r"zz\.tfrecords at byte 12: .*image_shape") as caught:
        Dataset.open(folder)
    assert "image_raw" in caught.value.hint


def test_a_picture_that_claims_to_be_huge_is_not_decoded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First where the size is taken from it, then among the others; the limit is that of photos."""
    monkeypatch.setattr(photo, "PIXEL_LIMIT", 20_000)
    bomb = FaceRecord(7, jpeg(np.zeros((400, 400, 3), np.uint8)), (120, 120, 3))
    honest = FaceRecord(7, jpeg(draw_face(7, 0, chip_size=120)), (120, 120, 3))
    shard = sorted((folder / "train").iterdir())[0]
    for records, words in (
        ((bomb, honest), "faces0.* image_raw is not a JPEG picture"),
        ((honest, bomb), "faces0.* holds no readable picture"),
    ):
        with RecordWriter(shard) as writer:
            for record in records:
                writer.write(encode_record(record))
        with pytest.raises(DatasetError, match=words):
            open_facenet_tf(folder).parts[1].chips([0, 1])
