"""MTCNN without photos: contract, sizes, and the same answers as the package step by step."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from core.faces.mtcnn import MtcnnDetector


@pytest.fixture(scope="module")
def detector() -> MtcnnDetector:
    return MtcnnDetector()


def noise(height: int, width: int, seed: int = 0) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 400), (400, 1), (11, 11), (12, 12), (19, 300), (20, 20), (21, 33), (37, 640), (481, 639)]
)
def test_any_size(detector: MtcnnDetector, shape: tuple[int, int]) -> None:
    assert detector.detect(np.zeros((*shape, 3), np.uint8)) == []
    for face in detector.detect(noise(*shape)):
        assert face.box.shape == (4,)


def test_what_is_no_rgb_picture_is_refused(detector: MtcnnDetector) -> None:
    for wrong in (np.zeros((40, 40), np.uint8), np.zeros((40, 40, 4), np.uint8), np.zeros((40, 40, 3))):
        with pytest.raises(ValueError, match=r"must be \(H, W, 3\) uint8"):
            detector.detect(wrong)


def test_views_are_taken_as_they_are(detector: MtcnnDetector) -> None:
    image = noise(120, 160)
    assert len(detector.detect(image[::-1, ::-1])) == len(detector.detect(image[::-1, ::-1].copy()))


@pytest.mark.parametrize("size", [11, 0, -3])
def test_a_smallest_face_below_the_window_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="12 pixels or more"):
        MtcnnDetector(smallest_face=size)


def test_the_template_lies_on_the_chip() -> None:
    template = MtcnnDetector.template
    assert template.shape == (5, 2)
    assert template.dtype == np.float32
    assert ((template > 0) & (template < 150)).all()


def test_several_threads_at_once(detector: MtcnnDetector) -> None:
    images = [noise(60 + 7 * i, 90 + 5 * i, seed=i) for i in range(8)]
    alone = [len(detector.detect(image)) for image in images]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda image: len(detector.detect(image)), images)) == alone
