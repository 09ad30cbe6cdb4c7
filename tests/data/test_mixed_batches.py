"""Batches of two sources: records on disk, and pictures in memory."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.mixed_batches import MixedRecords, MixedSampler
from core.data.pipeline import training_batches
from core.embedding.preprocess import preprocess
from core.errors import DatasetError
from core.faces.network_input import INCEPTION_CROP, NetworkInput
from core.gallery.chips import encode_chip
from core.hyperparameters import Hyperparameters
from tests.factories import draw_face, make_dataset

INPUT = NetworkInput(32, INCEPTION_CROP)
PLAIN = Hyperparameters(
    network="tiny",
    image_size=32,
    identities_per_batch=5,
    images_per_identity=3,
    flip=False,
    shift=0,
    scale=0,
    colour=0,
    blur=0,
)
# Two people of four pictures, one of two, one of a single one.
OWNERS = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return make_dataset(tmp_path_factory.mktemp("mixed") / "general", identities=6, images=4, chip_size=64)


def chips(size: int = 64) -> list[NDArray[np.uint8]]:
    return [draw_face(100 + int(owner), number, chip_size=size) for number, owner in enumerate(OWNERS)]


def records(data: Dataset, size: int = 64) -> MixedRecords:
    return MixedRecords(data.training, [encode_chip(chip) for chip in chips(size)], OWNERS)


def sampler(data: Dataset, *, seed: int = 0, people_per_batch: int = 2, **changes: NDArray[np.int64]) -> MixedSampler:
    mixed = records(data)
    values = {"general": np.arange(24), "people": 24 + np.arange(len(OWNERS)), **changes}
    return MixedSampler(
        mixed.labels,
        **values,
        identities_per_batch=5,
        people_per_batch=people_per_batch,
        images_per_identity=3,
        seed=seed,
    )


def test_labels_of_the_two_sources_never_meet(data: Dataset) -> None:
    labels = records(data).labels
    np.testing.assert_array_equal(labels[:24], data.training.labels)
    np.testing.assert_array_equal(labels[24:], OWNERS + labels[:24].max() + 1)


def test_a_batch_holds_whole_identities_of_both_in_their_shares(data: Dataset) -> None:
    mixed, drawn = records(data), sampler(data)
    for step in range(40):
        positions = drawn.positions(step)
        labels = mixed.labels[positions].reshape(5, 3)
        assert (labels == labels[:, :1]).all()
        assert len(np.unique(labels[:, 0])) == 5
        assert ((positions >= 24).reshape(5, 3).all(1) == [False, False, False, True, True]).all()


def test_all_people_come_and_single_pictures_do_not(data: Dataset) -> None:
    drawn = sampler(data)
    seen = np.unique(np.concatenate([drawn.positions(step) for step in range(20)]))
    np.testing.assert_array_equal(seen, np.r_[np.arange(24), 24 + np.arange(10)])


def test_positions_are_a_function_of_seed_and_step(data: Dataset) -> None:
    one, other = sampler(data), sampler(data)
    backwards = [other.positions(step) for step in reversed(range(30))][::-1]
    for step in range(30):
        np.testing.assert_array_equal(one.positions(step), backwards[step])
    assert any((one.positions(step) != sampler(data, seed=1).positions(step)).any() for step in range(3))
    parts = [one.positions(7, worker=worker, workers=5).reshape(1, 3) for worker in range(5)]
    np.testing.assert_array_equal(np.concatenate(parts).ravel(), one.positions(7))


def test_only_what_may_be_drawn_is_drawn(data: Dataset) -> None:
    few = sampler(data, general=np.arange(12), people=24 + np.array([0, 1, 4, 5]))
    seen = np.unique(np.concatenate([few.positions(step) for step in range(30)]))
    np.testing.assert_array_equal(seen, [*range(12), 24, 25, 28, 29])


def test_fewer_people_than_wanted_leave_their_places_to_the_rest(data: Dataset) -> None:
    drawn = sampler(data, people_per_batch=4)
    assert drawn.people_per_batch == 3
    assert (drawn.positions(0) < 24).sum() == 2 * 3


def test_one_person_makes_no_batch(data: Dataset) -> None:
    with pytest.raises(DatasetError, match="at least two identities"):
        sampler(data, people=24 + np.arange(4))


def test_images_are_those_of_the_pictures_and_the_records(data: Dataset) -> None:
    mixed = records(data)
    some = training_batches(mixed, hyperparameters=PLAIN, network_input=INPUT, sampler=sampler(data))
    originals = np.concatenate([data.training.chips(np.arange(24)), np.stack(chips())])
    for images, labels, positions in itertools.islice(some, 4):
        np.testing.assert_array_equal(labels, mixed.labels[positions])
        expected = preprocess(originals[positions.numpy()], INPUT)
        np.testing.assert_allclose(images, expected, atol=0.02)


def test_the_same_bits_wherever_the_iteration_began(data: Dataset) -> None:
    lively = PLAIN.changed(flip=True, shift=0.04, scale=0.06, colour=0.2, blur=0.3)

    def from_step(step: int) -> list[NDArray[np.float32]]:
        some = training_batches(
            records(data), hyperparameters=lively, network_input=INPUT, sampler=sampler(data), start_step=step
        )
        return [np.asarray(images) for images, _, _ in itertools.islice(some, 6 - step)]

    for one, other in zip(from_step(0)[3:], from_step(3), strict=True):
        np.testing.assert_array_equal(one, other)


def test_pictures_of_another_size_are_resized(data: Dataset) -> None:
    some = training_batches(records(data, 180), hyperparameters=PLAIN, network_input=INPUT, sampler=sampler(data))
    images, _, positions = next(iter(some))
    expected = preprocess(np.stack(chips())[positions.numpy()[-6:] - 24], INPUT)
    assert np.abs(np.asarray(images[-6:]) - expected).mean() < 0.03


def test_a_damaged_picture_tells_no_more_than_its_number(data: Dataset, tmp_path: Path) -> None:
    mixed = MixedRecords(data.training, [b"no picture"] * len(OWNERS), OWNERS)
    some = training_batches(mixed, hyperparameters=PLAIN, network_input=INPUT, sampler=sampler(data))
    with pytest.raises(DatasetError, match="memory, picture"):
        next(iter(some))
