from __future__ import annotations

import itertools
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.dataset_writer import DatasetWriter
from core.data.pipeline import TrainingBatches, chip_batches, training_batches
from core.data.record_set import RecordSet
from core.data.sampler import worker_slots
from core.embedding.preprocess import preprocess
from core.errors import DatasetError, InputError
from core.faces.network_input import INCEPTION_CROP, NetworkInput
from core.hyperparameters import Hyperparameters
from tests.factories import jpeg, make_dataset, make_record

INPUT = NetworkInput(32, INCEPTION_CROP)
ALL = Hyperparameters(
    network="tiny",
    image_size=32,
    identities_per_batch=4,
    images_per_identity=3,
    flip=True,
    shift=0.04,
    scale=0.06,
    colour=0.2,
    blur=0.3,
    seed=3,
)
OFF = ALL.changed(flip=False, shift=0, scale=0, colour=0, blur=0)

Batch = tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Six people of 2 to 7 images, in several shards."""
    folder = tmp_path_factory.mktemp("pipeline") / "people"
    return make_dataset(folder, identities=6, images=[4, 2, 7, 3, 5, 4], chip_size=64, shard_bytes=5000)


def batches(records: RecordSet, hyperparameters: Hyperparameters = ALL, **options: Any) -> TrainingBatches:
    return training_batches(records, hyperparameters=hyperparameters, network_input=INPUT, **options)


def first(some: TrainingBatches, number: int) -> list[Batch]:
    return [tuple(np.asarray(part) for part in batch) for batch in itertools.islice(some, number)]  # type: ignore[misc]


def assert_same(one: Batch, other: Batch) -> None:
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)


class TestTrainingBatches:
    def test_what_a_batch_is(self, data: Dataset) -> None:
        some = batches(data.training)
        for step, (images, labels, positions) in enumerate(first(some, 5)):
            assert (images.shape, images.dtype) == ((12, 32, 32, 3), np.float32)
            assert (labels.dtype, positions.dtype) == (np.int32, np.int64)
            np.testing.assert_array_equal(positions, some.sampler.positions(step))
            np.testing.assert_array_equal(labels, data.training.labels[positions])
            assert (labels.reshape(4, 3) == labels.reshape(4, 3)[:, :1]).all()
            assert np.abs(images).max() <= 1

    def test_the_shapes_are_known_to_the_graph(self, data: Dataset) -> None:
        images, labels, positions = batches(data.training).dataset.element_spec
        assert (images.shape, labels.shape, positions.shape) == ((12, 32, 32, 3), (12,), (12,))

    def test_a_step_is_the_same_wherever_the_iteration_began(self, data: Dataset) -> None:
        whole = first(batches(data.training), 8)
        for start in (0, 1, 5):
            for resumed, expected in zip(
                first(batches(data.training, start_step=start), 3), whole[start:], strict=False
            ):
                assert_same(resumed, expected)
        assert (whole[0][0] != whole[1][0]).any()

    def test_every_iteration_begins_at_the_start(self, data: Dataset) -> None:
        some = batches(data.training, start_step=2)
        assert_same(first(some, 1)[0], first(some, 1)[0])

    def test_threads_change_nothing(self, data: Dataset) -> None:
        for one, four in zip(
            first(batches(data.training, threads=1), 4), first(batches(data.training, threads=4), 4), strict=True
        ):
            assert_same(one, four)

    def test_another_seed_augments_otherwise(self, data: Dataset) -> None:
        one, other = (first(batches(data.training, ALL.changed(seed=seed)), 1)[0] for seed in (0, 1))
        assert (one[0] != other[0]).any()

    @pytest.mark.parametrize("workers", [2, 4])
    def test_workers_share_one_batch(self, data: Dataset, workers: int) -> None:
        whole = batches(data.training)
        parts = [first(batches(data.training, worker=worker, workers=workers), 2) for worker in range(workers)]
        for step, expected in enumerate(first(whole, 2)):
            for worker, part in enumerate(parts):
                slots = worker_slots(4, 3, worker=worker, workers=workers)
                assert_same(part[step], (expected[0][slots], expected[1][slots], expected[2][slots]))

    def test_workers_that_cannot_share_evenly(self, data: Dataset) -> None:
        with pytest.raises(InputError, match="3 workers"):
            batches(data.training, workers=3)

    def test_without_augmentation_it_shows_what_evaluation_shows(self, data: Dataset) -> None:
        images, _, positions = first(batches(data.training, OFF), 1)[0]
        expected = np.asarray(preprocess(data.training.chips(positions), INPUT))
        np.testing.assert_allclose(images, expected, atol=1e-5)

    def test_too_few_identities(self, data: Dataset) -> None:
        with pytest.raises(DatasetError, match="wants 7 identities, the data set has 6"):
            batches(data.training, ALL.changed(identities_per_batch=7))

    def test_no_records(self, tmp_path: Path) -> None:
        nobody = make_dataset(tmp_path / "data", identities=0, images=[], validation=0)
        with pytest.raises(DatasetError, match="at least two identities"):
            batches(nobody.training)


class TestDamage:
    @pytest.fixture
    def damaged(self, data: Dataset, tmp_path: Path) -> Dataset:
        shutil.copytree(data.path, tmp_path / "people")
        return Dataset.open(tmp_path / "people")

    def test_is_named_at_its_step_and_not_before(self, damaged: Dataset) -> None:
        records = damaged.training
        some = batches(records)
        steps = [set(some.sampler.positions(step).tolist()) for step in range(40)]
        victim, at = next(
            (position, step)
            for step in range(3, 40)
            for position in steps[step]
            if not any(position in earlier for earlier in steps[:step])
        )
        shard = records.shards[int(records.index["shard"][victim])]
        offset = int(records.index["offset"][victim])
        content = bytearray(shard.read_bytes())
        content[offset + 100] ^= 1
        shard.write_bytes(content)
        good = iter(some)
        for _ in range(at):
            next(good)
        with pytest.raises(DatasetError, match=f"{shard.name} is damaged.* at byte {offset - 12}"):
            next(good)

    def test_a_shard_that_goes_away(self, damaged: Dataset) -> None:
        for shard in damaged.training.shards:
            shard.unlink()
        with pytest.raises(DatasetError, match=r"tfrecord cannot be read"):
            next(iter(batches(damaged.training)))

    @pytest.mark.parametrize(
        "image", [b"no picture", jpeg(np.zeros((32, 64, 3), np.uint8)), jpeg(np.zeros((64, 64, 3), np.uint8))[:300]]
    )
    def test_a_record_without_a_chip(self, tmp_path: Path, image: bytes) -> None:
        (tmp_path / "data").mkdir()
        names = [f"person_{number:03d}" for number in range(4)]
        with DatasetWriter(
            tmp_path / "data",
            name="data",
            alignment_id="foreign",
            chip_size=64,
            detector="",
            source="",
            training=names,
            validation=[],
        ) as writer:
            for number, shot in itertools.product(range(4), range(3)):
                record = make_record(number, shot, chip_size=64)
                writer.add(replace(record, image_jpeg=image) if (number, shot) == (2, 1) else record)
        records = Dataset.open(tmp_path / "data").training
        with pytest.raises(DatasetError, match="does not hold a JPEG picture of 64×64") as caught:
            next(iter(batches(records)))
        assert records.where(7) in caught.value.message


class TestChipBatches:
    def test_in_order_with_a_rest(self, data: Dataset) -> None:
        positions = np.array([5, 0, 3, 3, 9, 1, 2])
        parts = list(chip_batches(data.training, positions, batch_size=3))
        assert [len(part) for part in parts] == [3, 3, 1]
        np.testing.assert_array_equal(np.concatenate(parts), data.training.chips(positions))

    def test_nothing(self, data: Dataset) -> None:
        assert list(chip_batches(data.training, [], batch_size=3)) == []

    def test_damage_comes_out_of_the_iteration(self, data: Dataset) -> None:
        parts = chip_batches(data.training, [0, 1, 2, 99], batch_size=3)
        assert len(next(parts)) == 3
        with pytest.raises(IndexError):
            next(parts)

    def test_its_thread_ends_with_it(self, data: Dataset) -> None:
        def readers() -> int:
            return sum(thread.name.startswith("chips") for thread in threading.enumerate())

        parts = chip_batches(data.training, range(20), batch_size=2)
        next(parts)
        assert readers() == 1
        parts.close()  # type: ignore[attr-defined]
        assert readers() == 0
