"""How well a face can be seen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.faces.align import AlignedFace, align
from core.faces.face import DetectedFace
from core.faces.mtcnn_template import MTCNN_TEMPLATE
from core.faces.quality import Quality, judge
from tests.factories import draw_face


def face_in(image_rgb: np.ndarray, *, scale: float = 1.0, shift: float = 15.0, confidence: float = 0.99) -> AlignedFace:
    landmarks = (MTCNN_TEMPLATE + shift) * scale
    found = DetectedFace(np.array([0, 0, 9, 9], np.float32), landmarks.astype(np.float32), confidence)
    return align(image_rgb, found, template=MTCNN_TEMPLATE)


def seen(image_rgb: np.ndarray, **options: float) -> Quality:
    return judge(face_in(image_rgb, **options), image_shape=image_rgb.shape, template=MTCNN_TEMPLATE)


def portrait() -> np.ndarray:
    noise = np.random.default_rng(1).normal(0, 40, (45, 45, 3))
    texture = cv2.resize(noise.astype(np.float32), (180, 180), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(draw_face(1, 0) * 0.4 + 60 + texture, 0, 255), np.uint8)


def codes(quality: Quality) -> list[str]:
    return [problem.code for problem in quality.problems]


def test_a_good_face_has_no_problem() -> None:
    quality = seen(portrait())
    assert codes(quality) == []
    assert quality.score > 0.9
    assert quality.yaw == pytest.approx(0, abs=0.1)
    assert quality.pitch == pytest.approx(0, abs=0.1)
    assert quality.inside == 1


def test_each_fault_is_named_and_lowers_the_score() -> None:
    good = portrait()
    small = cv2.resize(good, (36, 36), interpolation=cv2.INTER_AREA)
    cases = {
        "blurred": seen(cv2.GaussianBlur(good, (0, 0), 9)),
        "too_dark": seen((good * 0.05).astype(np.uint8)),
        "too_bright": seen(np.clip(good.astype(int) + 180, 0, 255).astype(np.uint8)),
        "too_small": seen(small, scale=0.2),
        "cut_off": seen(good, shift=-50.0),
        "low_confidence": seen(good, confidence=0.8),
    }
    best = seen(good).score
    for code, quality in cases.items():
        assert code in codes(quality), code
        assert 0 <= quality.score < best, code


def test_a_small_sharp_face_is_not_called_blurred() -> None:
    small = cv2.resize(portrait(), (60, 60), interpolation=cv2.INTER_AREA)
    assert "blurred" not in codes(seen(small, scale=1 / 3))


@pytest.mark.parametrize(("aside", "words"), [(40, "person's left"), (-40, "person's right")])
def test_a_turned_face_says_to_which_side_of_the_person(aside: int, words: str) -> None:
    landmarks = MTCNN_TEMPLATE + 15
    landmarks[2, 0] += aside
    found = DetectedFace(np.array([0, 0, 9, 9], np.float32), landmarks, 0.99)
    image_rgb = portrait()
    face = align(image_rgb, found, template=MTCNN_TEMPLATE)
    quality = judge(face, image_shape=image_rgb.shape, template=MTCNN_TEMPLATE)
    assert "turned_away" in codes(quality)
    assert words in next(problem.text for problem in quality.problems if problem.code == "turned_away")
    assert np.sign(quality.yaw) == np.sign(aside)


def test_leaning_is_no_turning() -> None:
    turn = cv2.getRotationMatrix2D((90, 90), -30, 1)
    landmarks = ((MTCNN_TEMPLATE + 15) @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    found = DetectedFace(np.array([0, 0, 9, 9], np.float32), landmarks, 0.99)
    image_rgb = portrait()
    quality = judge(
        align(image_rgb, found, template=MTCNN_TEMPLATE), image_shape=image_rgb.shape, template=MTCNN_TEMPLATE
    )
    assert quality.roll == pytest.approx(30, abs=1)
    assert quality.yaw == pytest.approx(0, abs=0.5)
