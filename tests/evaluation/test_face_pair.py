"""Two pictures."""

import numpy as np
import pytest
from PIL import Image

from core.errors import ModelError, PhotoError
from core.evaluation.face_pair import compare_faces
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, picture, write_picture


class TwoFaces(FakeDetector):
    def detect(self, image_rgb):
        return super().detect(image_rgb) * 2


def compare(first, second, *, embedder=None, detector=None, threshold=0.5):
    return compare_faces(
        embedder or FakeEmbedder(), first, second, detector=detector or FakeDetector(), distance_threshold=threshold
    )


@pytest.fixture
def photos(tmp_path):
    return [write_picture(tmp_path / f"{i}{n}.png", i, n) for i, n in ((0, 1), (0, 2), (1, 1))]


def test_one_person_and_two(photos):
    same, different = compare(*photos[:2]), compare(*photos[1:])
    assert same.same
    assert not different.same
    assert same.distance < 0.5 <= different.distance
    assert different.to_json()["distance_threshold"] == 0.5


def test_one_picture_is_at_no_distance_and_the_threshold_is_not_below_itself(photos):
    found = compare(photos[0], photos[0], threshold=0.0)
    assert (found.distance, found.same) == (0.0, False)


def test_several_and_small_faces_are_a_warning(tmp_path, photos):
    tiny = tmp_path / "tiny.png"
    Image.fromarray(picture(0, 1, size=24)).save(tiny)
    warnings = compare(photos[0], tiny, detector=TwoFaces()).warnings
    assert ["shows 2 faces" in warning for warning in warnings] == [True, True, False]
    assert "only 19 pixels" in warnings[2]


def test_aligned_crops_need_no_detector(photos):
    found = compare_faces(FakeEmbedder(), photos[0], photos[1], detector=None, distance_threshold=0.5)
    assert found.same
    assert found.alignment_id == "foreign"
    assert "aligned as 'foreign'" in found.warnings[0]


def test_a_picture_without_a_face_and_none_at_all(tmp_path, photos):
    black = tmp_path / "black.png"
    Image.fromarray(np.zeros((40, 50, 3), np.uint8)).save(black)
    with pytest.raises(PhotoError, match=r"black\.png: No face was found in the 50×40 pixels"):
        compare(photos[0], black)
    with pytest.raises(PhotoError, match="nowhere"):
        compare(tmp_path / "nowhere.png", photos[0])


def test_a_model_that_diverged(photos):
    with pytest.raises(ModelError, match="not finite"):
        compare(*photos[:2], embedder=FakeEmbedder(fail=np.nan))
