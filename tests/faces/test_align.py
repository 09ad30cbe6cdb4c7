from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.faces.align import AlignedFace, align, find_faces, main_face, similarity
from core.faces.chip import CHIP_SIZE, MARGIN
from core.faces.face import DetectedFace

TEMPLATE = np.array([[47, 45], [101, 45], [74, 78], [50, 100], [99, 100]], np.float32)


def face(landmarks: NDArray[np.floating], box: tuple[float, float, float, float] = (0, 0, 10, 10)) -> DetectedFace:
    return DetectedFace(box=np.array(box, np.float32), landmarks=np.asarray(landmarks, np.float32), confidence=0.9)


def smooth_picture(height: int, width: int) -> NDArray[np.uint8]:
    """A picture without fine detail, so that resampling changes it little."""
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    channels = [127 + 120 * np.sin(7 * x + 3 * y), 127 + 120 * np.cos(5 * y - 2 * x), 255 * (x + y) / 2]
    return np.stack(channels, -1).clip(0, 255).astype(np.uint8)


def apply(matrix: NDArray[np.float64], points: NDArray[np.floating]) -> NDArray[np.float64]:
    return points @ matrix[:, :2].T + matrix[:, 2]


def moved(image: NDArray[np.uint8], *, angle: float, scale: float, size: int) -> tuple[NDArray[np.uint8], NDArray]:
    matrix = cv2.getRotationMatrix2D((image.shape[1] / 2, image.shape[0] / 2), angle, scale)
    matrix[:, 2] += size / 2 - np.array(image.shape[1::-1]) / 2
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.warpAffine(image, matrix, (size, size), flags=interpolation, borderMode=cv2.BORDER_REPLICATE), matrix


coordinate = st.floats(-200, 200, allow_nan=False, width=32)
points = st.lists(st.tuples(coordinate, coordinate), min_size=5, max_size=5).map(np.array)


@given(source=points, target=points)
@settings(max_examples=60, deadline=None)
def test_similarity_is_the_least_squares_solution(source: NDArray, target: NDArray) -> None:
    if ((source - source.mean(0)) ** 2).sum() < 1:
        return
    # x' = a x - b y + c and y' = b x + a y + d, solved directly.
    x, y = source.T
    one, zero = np.ones(5), np.zeros(5)
    left = np.concatenate([np.column_stack([x, -y, one, zero]), np.column_stack([y, x, zero, one])])
    a, b, c, d = np.linalg.lstsq(left, target.T.ravel(), rcond=None)[0]
    np.testing.assert_allclose(similarity(source, target), [[a, -b, c], [b, a, d]], atol=1e-6, rtol=1e-6)


def test_similarity_undoes_a_known_movement() -> None:
    angle, scale, shift = 0.7, 2.5, np.array([30.0, -12.0])
    rotation = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = similarity(TEMPLATE @ rotation.T + shift, TEMPLATE)
    np.testing.assert_allclose(apply(matrix, TEMPLATE @ rotation.T + shift), TEMPLATE, atol=1e-4)


def test_similarity_never_mirrors() -> None:
    mirrored = TEMPLATE * [-1, 1]
    matrix = similarity(mirrored, TEMPLATE)
    assert np.linalg.det(matrix[:, :2]) > 0


@pytest.mark.parametrize("bad", [np.full((5, 2), 3.0), np.full((5, 2), np.nan), TEMPLATE * np.inf])
def test_similarity_refuses_points_without_spread(bad: NDArray) -> None:
    with pytest.raises(ValueError, match="finite and spread out"):
        similarity(bad, TEMPLATE)


def test_landmarks_on_the_template_give_the_picture_itself() -> None:
    image = smooth_picture(CHIP_SIZE, CHIP_SIZE)
    aligned = align(image, face(TEMPLATE + MARGIN), template=TEMPLATE)
    np.testing.assert_array_equal(aligned.chip_rgb, image)
    assert aligned.face_size == pytest.approx(150, rel=1e-5)


@pytest.mark.parametrize("angle", [0, 25, -80, 180])
@pytest.mark.parametrize("scale", [0.4, 1.0, 1.7, 3.3])
def test_a_moved_picture_gives_the_same_chip(angle: float, scale: float) -> None:
    image = smooth_picture(400, 400)
    landmarks = TEMPLATE + 125
    expected = align(image, face(landmarks), template=TEMPLATE)
    other, matrix = moved(image, angle=angle, scale=scale, size=1600)
    aligned = align(other, face(apply(matrix, landmarks)), template=TEMPLATE)
    difference = np.abs(aligned.chip_rgb.astype(int) - expected.chip_rgb.astype(int))
    assert difference.mean() < 1.0
    assert difference.max() <= 6
    assert aligned.face_size == pytest.approx(150 * scale, rel=1e-4)


@pytest.mark.parametrize("chip_size", [1, 60, 112, 180, 360])
def test_a_chip_of_another_size_shows_the_same_part(chip_size: int) -> None:
    image = smooth_picture(400, 400)
    landmarks = face(TEMPLATE + 125)
    whole = align(image, landmarks, template=TEMPLATE)
    other = align(image, landmarks, template=TEMPLATE, chip_size=chip_size)
    assert other.chip_rgb.shape == (chip_size, chip_size, 3)
    assert other.face_size == pytest.approx(whole.face_size, rel=1e-5)
    resized = cv2.resize(whole.chip_rgb, (chip_size, chip_size), interpolation=cv2.INTER_AREA)
    assert np.abs(resized.astype(int) - other.chip_rgb.astype(int)).mean() < (2 if chip_size > 1 else 60)


def test_a_large_face_is_averaged_not_sampled() -> None:
    """Stripes finer than a chip's pixel become grey; point sampling would leave black and white."""
    image = np.zeros((1600, 1600, 3), np.uint8)
    image[:, ::2] = 255
    aligned = align(image, face((TEMPLATE + MARGIN) * 8), template=TEMPLATE)
    assert np.abs(aligned.chip_rgb.astype(int) - 127).max() <= 3


def test_the_part_around_the_face_is_enough_when_halving() -> None:
    """The same face gives the same chip in a small and in a large surrounding."""
    image = smooth_picture(1200, 1200)
    large = np.pad(image, ((400, 600), (800, 200), (0, 0)))
    near = align(image, face(TEMPLATE * 4 + 300), template=TEMPLATE)
    far = align(large, face(TEMPLATE * 4 + 300 + [800, 400]), template=TEMPLATE)
    assert np.abs(near.chip_rgb.astype(int) - far.chip_rgb.astype(int)).max() <= 2


def test_beyond_the_border_the_edge_repeats() -> None:
    image = np.full((200, 200, 3), 40, np.uint8)
    image[:, 0] = (200, 10, 10)
    aligned = align(image, face(TEMPLATE + np.array([-90, 20])), template=TEMPLATE)
    assert (aligned.chip_rgb[:, :60] == (200, 10, 10)).all()


def test_a_face_wholly_outside_still_gives_a_chip() -> None:
    aligned = align(smooth_picture(50, 50), face(TEMPLATE + 5000), template=TEMPLATE)
    assert aligned.chip_rgb.shape == (CHIP_SIZE, CHIP_SIZE, 3)


def test_pictures_longer_than_opencv_can_warp() -> None:
    image = np.zeros((200, 40_000, 3), np.uint8)
    image[:, 39_000:] = 255
    aligned = align(image, face(TEMPLATE + np.array([39_500, 20])), template=TEMPLATE)
    assert (aligned.chip_rgb == 255).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 2)])
def test_tiny_pictures(shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 77, np.uint8)
    aligned = align(image, face(TEMPLATE / 20), template=TEMPLATE)
    assert (aligned.chip_rgb == 77).all()


@pytest.mark.parametrize(
    "landmarks",
    [
        np.zeros((5, 2)),
        np.full((5, 2), np.nan),
        TEMPLATE * 1e-4,
        TEMPLATE * 1e4,
    ],
)
def test_impossible_landmarks_are_refused_and_left_out(landmarks: NDArray) -> None:
    image = smooth_picture(100, 100)

    class Detector:
        template = TEMPLATE

        def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
            return [face(landmarks), face(TEMPLATE / 2)]

    with pytest.raises(ValueError, match="landmarks"):
        align(image, face(landmarks), template=TEMPLATE)
    assert len(find_faces(image, Detector())) == 1


def test_find_faces_keeps_the_order_and_the_chip_size() -> None:
    class Detector:
        template = TEMPLATE

        def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
            return [face(TEMPLATE), face(TEMPLATE * 0.5)]

    found = find_faces(smooth_picture(200, 200), Detector(), chip_size=90)
    assert [f.chip_rgb.shape for f in found] == [(90, 90, 3)] * 2
    assert found[0].face_size > found[1].face_size


def aligned_at(*box: float) -> AlignedFace:
    return AlignedFace(
        detected=face(TEMPLATE, (box[0], box[1], box[2], box[3])),
        chip_rgb=np.zeros((2, 2, 3), np.uint8),
        face_size=box[2],
    )


def test_main_face_of_none_is_none() -> None:
    assert main_face([], (100, 100, 3)) is None


def test_main_face_prefers_the_central_of_two_equal_faces() -> None:
    edge, centre = aligned_at(0, 0, 60, 60), aligned_at(70, 70, 60, 60)
    assert main_face([edge, centre], (200, 200, 3)) is centre


def test_main_face_is_not_a_speck_in_the_middle() -> None:
    speck, portrait = aligned_at(95, 95, 10, 10), aligned_at(40, 40, 80, 80)
    assert main_face([speck, portrait], (200, 200, 3)) is portrait


def test_main_face_is_not_a_large_bystander_at_the_edge() -> None:
    bystander, centre = aligned_at(0, 0, 70, 70), aligned_at(75, 75, 50, 50)
    assert main_face([bystander, centre], (200, 200)) is centre
