from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from numpy.typing import NDArray

from core.data.augmentation import Augmentation, Plan
from core.embedding.preprocess import preprocess
from core.faces.network_input import FOREIGN_CROP, INCEPTION_CROP, NetworkInput
from core.hyperparameters import Hyperparameters
from tests.factories import draw_face

OFF = Hyperparameters(
    network="tiny", identities_per_batch=8, images_per_identity=4, flip=False, shift=0, scale=0, colour=0, blur=0
)


def augmentation(
    size: int = 160, crop: float = INCEPTION_CROP, *, chip_size: int = 180, **changes: Any
) -> Augmentation:
    return Augmentation(OFF.changed(**changes), NetworkInput(size, crop), chip_size=chip_size)


def plan_of(chosen: Augmentation, step: int = 0) -> Plan:
    """All the parts as arrays."""
    return Plan(*(np.asarray(part) for part in chosen.plan(tf.constant(step, tf.int64))))


def row(plan: Plan, slot: int) -> Plan:
    return Plan(*(part[slot] for part in plan))


def image_of(chosen: Augmentation, plan: Plan, slot: int, chip: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.asarray(chosen.apply(tf.constant(chip), Plan(*map(tf.constant, row(plan, slot)))))


@pytest.mark.parametrize(
    ("chip_size", "size", "crop"),
    [
        (180, 160, INCEPTION_CROP),
        (180, 112, INCEPTION_CROP),
        (180, 150, INCEPTION_CROP),
        (180, 75, INCEPTION_CROP),
        (180, 224, INCEPTION_CROP),
        (181, 112, INCEPTION_CROP),
        (112, 112, FOREIGN_CROP),
        (64, 32, 150 / 180),
    ],
)
def test_switched_off_it_is_the_plain_preprocessing(chip_size: int, size: int, crop: float) -> None:
    chip = draw_face(1, 0, chip_size=chip_size)
    seen = NetworkInput(size, crop, mean=(122.8, 117.0, 104.3), divisor=256.0)
    chosen = Augmentation(OFF, seen, chip_size=chip_size)
    image = image_of(chosen, plan_of(chosen), 0, chip)
    assert image.dtype == np.float32
    np.testing.assert_allclose(image, np.asarray(preprocess(chip[None], seen))[0], atol=1e-5)


def test_the_plan_follows_from_seed_and_step() -> None:
    chosen = augmentation(flip=True, shift=0.04, scale=0.06, colour=0.2, blur=0.5, seed=5)
    again = augmentation(flip=True, shift=0.04, scale=0.06, colour=0.2, blur=0.5, seed=5)
    for one, same in zip(plan_of(chosen, 7), plan_of(again, 7), strict=True):
        np.testing.assert_array_equal(one, same)
    other_seed = augmentation(flip=True, shift=0.04, scale=0.06, colour=0.2, blur=0.5, seed=6)
    for other in (plan_of(chosen, 8), plan_of(other_seed, 7)):
        assert all((a != b).any() for a, b in zip(plan_of(chosen, 7), other, strict=True))
    assert len(np.unique(plan_of(chosen, 7).offset, axis=0)) == 32


def test_steps_beyond_32_bits() -> None:
    chosen = augmentation(colour=0.2)
    assert (plan_of(chosen, 2**40).offset != plan_of(chosen, 0).offset).any()


@pytest.mark.parametrize("crop", [INCEPTION_CROP, FOREIGN_CROP, 0.5])
def test_the_window_stays_inside_the_chip(crop: float) -> None:
    chosen = augmentation(64, crop, shift=0.25, scale=0.3)
    for step in range(20):
        plan = plan_of(chosen, step)
        assert plan.side.min() >= 1
        assert plan.corner.min() >= 0
        assert (plan.corner + plan.side[:, None]).max() <= 180
    image = image_of(chosen, plan, 3, draw_face(1, 0))
    assert image.shape == (64, 64, 3)
    assert np.isfinite(image).all()


def test_a_shift_is_a_window_elsewhere() -> None:
    chip = draw_face(1, 0)
    chosen = augmentation(160, shift=0.04)
    plan = plan_of(chosen)
    assert len(np.unique(plan.corner, axis=0)) > 10
    assert np.abs(plan.corner - 10).max() <= 7
    for slot in range(4):
        top, left = plan.corner[slot]
        expected = (chip[top : top + 160, left : left + 160] - 127.5) / 127.5
        np.testing.assert_allclose(image_of(chosen, plan, slot, chip), expected, atol=1e-5)


def test_scale_is_a_larger_or_smaller_window_about_the_centre() -> None:
    plan = plan_of(augmentation(160, scale=0.06))
    assert plan.side.min() >= 150
    assert plan.side.max() <= 170
    assert np.ptp(plan.side) > 5
    assert np.abs(plan.corner + plan.side[:, None] / 2 - 90).max() <= 0.5


def test_half_of_the_images_are_mirrored() -> None:
    chip = draw_face(1, 0)
    chosen = augmentation(160, flip=True)
    assert 0.4 < np.mean([plan_of(chosen, step).mirrored.mean() for step in range(20)]) < 0.6
    plan = plan_of(chosen)
    plain = (chip[10:170, 10:170] - 127.5) / 127.5
    for slot in range(8):
        expected = plain[:, ::-1] if plan.mirrored[slot] else plain
        np.testing.assert_allclose(image_of(chosen, plan, slot, chip), expected, atol=1e-5)


@pytest.mark.parametrize("size", [160, 75])
@pytest.mark.parametrize("mean", [(127.5, 127.5, 127.5), (122.8, 117.0, 104.3)])
def test_colour_is_one_matrix_and_stays_in_range(size: int, mean: tuple[float, float, float]) -> None:
    chip = draw_face(2, 0)
    seen = NetworkInput(size, INCEPTION_CROP, mean=mean, divisor=128.0)
    chosen = Augmentation(OFF.changed(colour=1.0), seen, chip_size=180)
    plan = plan_of(chosen)
    pixels = np.asarray(preprocess(chip[None], seen))[0] * 128.0 + np.array(mean)
    black, white = -np.array(mean) / 128.0, (255.0 - np.array(mean)) / 128.0
    for slot in range(6):
        expected = np.clip(pixels @ plan.colour[slot] + plan.offset[slot], black, white)
        np.testing.assert_allclose(image_of(chosen, plan, slot, chip), expected, atol=2e-4)


def test_colour_leaves_grey_grey_and_nothing_where_it_is_weak() -> None:
    chip = np.full((180, 180, 3), 140, np.uint8)
    chosen = augmentation(colour=1.0)
    plan = plan_of(chosen)
    images = np.stack([image_of(chosen, plan, slot, chip)[0, 0] for slot in range(32)])
    assert np.ptp(images, axis=1).max() < 1e-5
    assert np.ptp(images[:, 0]) > 0.5
    weak = augmentation(colour=1e-6)
    np.testing.assert_allclose(image_of(weak, plan_of(weak), 0, chip)[0, 0], 12.5 / 127.5, atol=1e-4)


def test_blur_takes_its_share_and_takes_detail() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (180, 180, 3), np.uint8)
    always = augmentation(112, blur=1.0)
    plan = plan_of(always)
    assert plan.raster.min() >= 112 * 0.3 - 1
    assert plan.raster.max() <= 112 * 0.7 + 1
    sharp = image_of(augmentation(112), plan_of(augmentation(112)), 0, noise)
    for slot in range(4):
        blurred = image_of(always, plan, slot, noise)
        assert blurred.std() < 0.8 * sharp.std()
        assert blurred.mean() == pytest.approx(sharp.mean(), abs=0.02)
    tenth = augmentation(112, blur=0.1)
    share = np.mean([(plan_of(tenth, step).raster > 0).mean() for step in range(50)])
    assert 0.07 < share < 0.13


def test_everything_at_its_strongest() -> None:
    chosen = augmentation(32, flip=True, shift=0.25, scale=0.3, colour=1.0, blur=1.0, chip_size=20)
    plan = plan_of(chosen)
    for slot in range(4):
        image = image_of(chosen, plan, slot, draw_face(1, 0, chip_size=20))
        assert image.shape == (32, 32, 3)
        assert np.abs(image).max() <= 1.0
