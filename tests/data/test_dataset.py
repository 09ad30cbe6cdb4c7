from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core.data import dataset as dataset_module
from core.data.dataset import Dataset, rebuild_index
from core.data.dataset_writer import DatasetWriter
from core.data.index import INDEX_TYPE, index_path, save_index
from core.data.records import encode_record, read_records
from core.errors import DatasetError, StorageError
from tests.factories import draw_face, jpeg, make_dataset, make_record


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set in several shards: people of 3, 1, 4 and 2 images, and two held-out people of 3."""
    folder = tmp_path_factory.mktemp("template") / "people"
    make_dataset(folder, identities=4, images=[3, 1, 4, 2], chip_size=64, shard_bytes=4000)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy that the test may damage."""
    shutil.copytree(template, tmp_path / "people")
    return tmp_path / "people"


def writer(folder: Path, **changes: Any) -> DatasetWriter:
    folder.mkdir(parents=True, exist_ok=True)
    about: dict[str, Any] = {
        "name": "people",
        "alignment_id": "five-point-150+15@64",
        "chip_size": 64,
        "detector": "drawn",
        "source": "drawn",
        "training": ["person_000", "person_001"],
        "validation": ["person_002"],
    }
    return DatasetWriter(folder, **(about | changes))


def edit_card(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    card = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    change(card)
    (folder / "dataset.json").write_text(json.dumps(card), encoding="utf-8")


class TestOpen:
    def test_says_what_is_in_it(self, template: Path) -> None:
        data = Dataset.open(template)
        assert (data.name, data.chip_size, data.alignment_id) == ("people", 64, "five-point-150+15@64")
        assert [(i.label, i.name, i.split, i.images) for i in data.identities] == [
            (0, "person_000", "training", 3),
            (1, "person_001", "training", 1),
            (2, "person_002", "training", 4),
            (3, "person_003", "training", 2),
            (4, "person_004", "validation", 3),
            (5, "person_005", "validation", 3),
        ]
        assert data.training.labels.tolist() == [0, 0, 0, 1, 2, 2, 2, 2, 3, 3]
        assert data.validation.labels.tolist() == [4, 4, 4, 5, 5, 5]
        assert data.training.labels.dtype == np.int32
        assert (data.card.totals.training.identities, data.card.totals.validation.images) == (4, 6)

    def test_the_index_is_mapped_not_read(self, template: Path) -> None:
        index = Dataset.open(template).training.index
        assert isinstance(index, np.memmap)

    def test_shards_are_counted_in_their_names(self, template: Path) -> None:
        names = sorted(path.name for path in template.glob("training-*"))
        assert len(names) > 1
        assert names == [f"training-{n:05d}-of-{len(names):05d}.tfrecord" for n in range(len(names))]
        assert {p.suffix for p in template.iterdir()} == {".json", ".tfrecord", ".npy"}

    @pytest.mark.parametrize("damage", ["missing", "empty", "another's", "shuffled", "text", "pickle"])
    def test_an_index_that_is_not_right_is_built_again(self, folder: Path, damage: str) -> None:
        before = Dataset.open(folder)
        good = np.array(before.training.index)
        path = index_path(folder, "training")
        if damage == "missing":
            path.unlink()
        elif damage == "empty":
            path.write_bytes(b"")
        elif damage == "another's":
            shutil.copy(index_path(folder, "validation"), path)
        elif damage == "shuffled":
            save_index(path, good[::-1])
        elif damage == "text":
            path.write_text("index", encoding="utf-8")
        else:
            np.save(path, np.array([{}], dtype=object), allow_pickle=True)
        after = Dataset.open(folder)
        np.testing.assert_array_equal(after.training.index, good)
        assert after.content_id == before.content_id
        np.testing.assert_array_equal(np.load(path), good)

    def test_an_index_is_built_in_memory_where_it_may_not_be_written(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path, index: Any) -> None:
            raise StorageError(f"No permission to write {path}.")

        index_path(folder, "training").unlink()
        monkeypatch.setattr(dataset_module, "save_index", refuse)
        data = Dataset.open(folder)
        assert data.training.chips([9]).shape == (1, 64, 64, 3)
        assert not index_path(folder, "training").exists()

    def test_rebuild_index_gives_what_the_writer_wrote(self, folder: Path) -> None:
        np.testing.assert_array_equal(rebuild_index(folder, "validation"), Dataset.open(folder).validation.index)

    def test_content_id_tells_data_sets_apart(self, template: Path, tmp_path: Path) -> None:
        again = make_dataset(tmp_path / "again", identities=4, images=[3, 1, 4, 2], chip_size=64, shard_bytes=4000)
        other = make_dataset(tmp_path / "other", identities=4, images=[3, 2, 4, 2], chip_size=64, shard_bytes=4000)
        assert Dataset.open(template).content_id == again.content_id != other.content_id


class TestOpenRefuses:
    def test_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="no data set at"):
            Dataset.open(tmp_path / "gone")

    def test_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(DatasetError, match="is a file"):
            Dataset.open(tmp_path / "file")

    def test_some_folder(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="not a data set"):
            Dataset.open(tmp_path)

    def test_half_a_data_set(self, folder: Path) -> None:
        (folder / "dataset.json").unlink()
        with pytest.raises(DatasetError, match="did not finish"):
            Dataset.open(folder)

    def test_a_data_set_whose_writing_was_interrupted(self, tmp_path: Path) -> None:
        def interrupted() -> None:
            with writer(tmp_path / "half") as half:
                half.add(make_record(0, 0, chip_size=64))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        with pytest.raises(DatasetError, match="did not finish"):
            Dataset.open(tmp_path / "half")

    @pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": "other"}', "\udcff", '{"version": 1}'])
    def test_a_card_that_is_none(self, folder: Path, content: str) -> None:
        (folder / "dataset.json").write_text(content, encoding="utf-8", errors="surrogateescape")
        with pytest.raises(DatasetError, match=r"dataset\.json"):
            Dataset.open(folder)

    def test_a_newer_version(self, folder: Path) -> None:
        edit_card(folder, lambda card: card.update(version=2, surprise=True))
        with pytest.raises(DatasetError, match="newer version") as caught:
            Dataset.open(folder)
        assert "Update" in caught.value.hint

    @pytest.mark.parametrize(
        "change",
        [
            lambda card: card.pop("chip_size"),
            lambda card: card.update(chip_size=10**9),
            lambda card: card.update(chip_size="64"),
            lambda card: card.update(surprise=1),
            lambda card: card["shards"][0].update(file="../../etc/passwd"),
            lambda card: card["shards"][0].update(file="training-00000-of-00001.tfrecord/../../x"),
            lambda card: card["shards"][0].update(file="training-00000-of-00001.tfrecord\n"),
            lambda card: card["shards"][0].update(split="validation"),
            lambda card: card["shards"][0].update(records=-1),
            lambda card: card["shards"][0].update(records=10**15),
            lambda card: card["shards"].append(card["shards"][0]),
            lambda card: card["identities"].pop(),
            lambda card: card["identities"].reverse(),
            lambda card: card["identities"][0].update(split="validation"),
            lambda card: card["identities"][0].update(name="person_001"),
            lambda card: card["identities"][0].update(images=4),
            lambda card: card["totals"]["training"].update(images=3),
            lambda card: card["totals"]["training"].update(index_sha256="x"),
        ],
    )
    def test_a_card_that_cannot_be_right(self, folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
        edit_card(folder, change)
        with pytest.raises(DatasetError, match=r"dataset\.json is damaged"):
            Dataset.open(folder)

    def test_a_truncated_shard(self, folder: Path) -> None:
        shard = folder / Dataset.open(folder).card.shards[0].file
        shard.write_bytes(shard.read_bytes()[:-7])
        with pytest.raises(DatasetError, match=f"{shard.name} is truncated"):
            Dataset.open(folder)

    def test_a_shard_that_grew(self, folder: Path) -> None:
        shard = folder / Dataset.open(folder).card.shards[0].file
        with shard.open("ab") as file:
            file.write(b"more")
        with pytest.raises(DatasetError, match=f"{shard.name} was changed"):
            Dataset.open(folder)

    def test_a_missing_shard(self, folder: Path) -> None:
        shard = folder / Dataset.open(folder).card.shards[0].file
        shard.unlink()
        with pytest.raises(DatasetError, match=f"{shard.name} is missing"):
            Dataset.open(folder)

    def test_shards_of_another_data_set(self, folder: Path) -> None:
        """Same sizes, other labels: the index cannot be built to match."""
        data = Dataset.open(folder)
        shard = data.training.shards[0]
        index_path(folder, "training").unlink()
        payloads = [payload for _, payload in read_records(shard)]
        shard.unlink()
        from core.data.records import RecordWriter, decode_record

        with RecordWriter(shard) as other:
            for payload in payloads:
                other.write(encode_record(replace(decode_record(payload), label=3)))
        edit_card(folder, lambda card: card["shards"][0].update(bytes=shard.stat().st_size))
        with pytest.raises(DatasetError, match="not those that"):
            Dataset.open(folder)

    @pytest.mark.parametrize("row", [(99, 12, 10, 0), (0, 2**63, 10, 0), (0, 2**64 - 8, 4, 0), (0, 12, 2**31, 0)])
    def test_an_index_that_reaches_outside(self, folder: Path, row: tuple[int, ...]) -> None:
        """Even where its checksum is right, as in a data set made to do harm."""
        from core.data.index import index_sha256

        index = np.array(Dataset.open(folder).training.index)
        index[0] = row
        save_index(index_path(folder, "training"), index)
        sha256 = index_sha256(index)
        edit_card(folder, lambda card: card["totals"]["training"].update(index_sha256=sha256))
        with pytest.raises(DatasetError, match="points outside"):
            Dataset.open(folder)


class TestRecordSet:
    def test_reads_by_position_in_any_order(self, template: Path) -> None:
        training = Dataset.open(template).training
        sources = [record.source for record in training.records([9, 0, 4, 4])]
        assert sources == ["person_003/0001.jpg", "person_000/0000.jpg", *["person_002/0000.jpg"] * 2]
        assert [record.label for record in training.records(np.array([9, 0]))] == [3, 0]
        assert training.read([]) == []

    def test_chips_are_rgb(self, template: Path) -> None:
        chips = Dataset.open(template).training.chips([0, 3])
        assert (chips.shape, chips.dtype) == ((2, 64, 64, 3), np.uint8)
        for chip, person in zip(chips, (0, 1), strict=True):
            drawn = draw_face(person, 0, chip_size=64)
            assert np.abs(chip.mean((0, 1)) - drawn.mean((0, 1))).max() < 3
        assert Dataset.open(template).training.chips([]).shape == (0, 64, 64, 3)

    @pytest.mark.parametrize("positions", [[10], [-1], [0, 1, 99]])
    def test_a_position_that_is_not_there(self, template: Path, positions: list[int]) -> None:
        with pytest.raises(IndexError, match="positions must be in 0…9"):
            Dataset.open(template).training.read(positions)

    def test_several_threads_read_at_once(self, template: Path) -> None:
        training = Dataset.open(template).training
        expected = training.read(range(10))
        orders = [np.random.default_rng(seed).permutation(10) for seed in range(40)]
        with ThreadPoolExecutor(8) as pool:
            for order, payloads in zip(orders, pool.map(training.read, orders), strict=True):
                assert payloads == [expected[position] for position in order]

    def test_damage_is_named_with_shard_and_byte(self, folder: Path) -> None:
        training = Dataset.open(folder).training
        shard = training.shards[int(training.index["shard"][3])]
        offset = int(training.index["offset"][3])
        content = bytearray(shard.read_bytes())
        content[offset + 50] ^= 1
        shard.write_bytes(content)
        with pytest.raises(DatasetError, match=f"{shard.name} is damaged.* at byte {offset - 12}"):
            training.read([0, 3])
        assert len(training.read([0, 9])) == 2

    def test_a_shard_that_is_cut_or_goes_while_it_is_used(self, folder: Path) -> None:
        training = Dataset.open(folder).training
        training.shards[0].write_bytes(b"")
        with pytest.raises(DatasetError, match="truncated"):
            training.read([0])
        training.shards[0].unlink()
        with pytest.raises(DatasetError, match="cannot be read"):
            training.read([0])

    @pytest.mark.parametrize(
        ("image", "words"),
        [(b"no picture", "no readable picture"), (jpeg(draw_face(0, 0, chip_size=32)), "32×32 pixels")],
    )
    def test_a_record_that_holds_no_chip(self, tmp_path: Path, image: bytes, words: str) -> None:
        with writer(tmp_path / "data") as data:
            for person in range(3):
                data.add(replace(make_record(person, 0, chip_size=64), image_jpeg=image))
        training = Dataset.open(tmp_path / "data").training
        with pytest.raises(DatasetError, match=f"{words}, expected a JPEG of 64×64"):
            training.chips([1])


class TestDatasetWriter:
    def test_labels_follow_the_sorted_names_of_both_parts(self, tmp_path: Path) -> None:
        names = {"training": ["Zoë", "Борис", "anna"], "validation": ["Émile", "Bob"]}
        with writer(tmp_path / "data", **names) as data:
            for name in ("Bob", "Zoë", "anna", "Émile", "Борис", "Zoë"):
                data.add(replace(make_record(0, 0, chip_size=64), identity=name))
        opened = Dataset.open(tmp_path / "data")
        assert [identity.name for identity in opened.identities] == ["Bob", "Zoë", "anna", "Émile", "Борис"]
        assert opened.training.labels.tolist() == [1, 2, 4, 1]
        assert opened.validation.labels.tolist() == [0, 3]
        assert [record.label for record in opened.training.records(range(4))] == [1, 2, 4, 1]

    def test_two_people_and_nobody_held_out(self, tmp_path: Path) -> None:
        data = make_dataset(tmp_path / "data", identities=2, images=1, validation=0, chip_size=64)
        assert (len(data.training), len(data.validation)) == (2, 0)
        assert data.validation.labels.tolist() == []
        assert data.validation.chips([]).shape == (0, 64, 64, 3)

    def test_everybody_held_out(self, tmp_path: Path) -> None:
        data = make_dataset(tmp_path / "data", identities=0, images=[], validation=0, chip_size=64)
        assert (len(data.training), data.identities) == (0, ())

    def test_somebody_in_both_parts(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="'anna' is in both"):
            writer(tmp_path, training=["anna", "bob"], validation=["anna"])

    @pytest.mark.parametrize("name", ["", "a\0b", "x" * 1025, "\udcff"])
    def test_names_that_cannot_be_written(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            writer(tmp_path, training=[name])

    def test_somebody_who_was_not_named(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="'person_007' is not among"), writer(tmp_path) as data:
            data.add(make_record(7, 0, chip_size=64))

    def test_somebody_without_a_record(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="'person_001' was named"), writer(tmp_path) as data:
            data.add(make_record(0, 0, chip_size=64))
        assert not (tmp_path / "dataset.json").exists()

    def test_a_chip_of_another_size(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"\(64, 64, 3\), got \(32, 32, 3\)"), writer(tmp_path) as data:
            data.add(make_record(0, 0, chip_size=32))

    def test_index_rows_are_20_bytes(self) -> None:
        assert INDEX_TYPE.itemsize == 20


def test_on_windows_no_file_stays_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There a folder with a mapped file in it can be neither replaced nor deleted."""
    mapped = Dataset.open(folder).training
    monkeypatch.setattr("core.data.mapped.os", SimpleNamespace(name="nt"))
    read = Dataset.open(folder).training
    assert isinstance(mapped.index, np.memmap)
    assert not isinstance(read.index, np.memmap)
    np.testing.assert_array_equal(read.index, mapped.index)
    assert read.read([0]) == mapped.read([0])
