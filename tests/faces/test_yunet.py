"""YuNet's wrapper, with a stand-in for OpenCV's network: no model file comes with the project."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import ModelError
from core.faces import yunet
from core.faces.align import find_faces
from core.faces.mtcnn_template import MTCNN_TEMPLATE
from core.faces.yunet import LONGEST_SIDE, YUNET_TEMPLATE, YuNetDetector

# As OpenCV documents a row: box; right eye, left eye, nose, right and left mouth corner OF THE PERSON; confidence.
# A person's right side is on the image's left.
RIGHT_EYE, LEFT_EYE, NOSE, RIGHT_MOUTH, LEFT_MOUTH = (40, 50), (80, 50), (60, 75), (45, 95), (75, 95)
ROW = (20, 10, 80, 110, *RIGHT_EYE, *LEFT_EYE, *NOSE, *RIGHT_MOUTH, *LEFT_MOUTH, 0.75)
SURER = (200, 10, 80, 110, *(v + 180 * (i % 2 == 0) for i, v in enumerate(ROW[4:14])), 0.85)


class Network:
    """`cv2.FaceDetectorYN` as far as it is used."""

    def __init__(self) -> None:
        self.size = (0, 0)
        self.rows: NDArray[np.float32] | None = None
        self.images: list[NDArray[np.uint8]] = []
        self.inside = 0

    def setInputSize(self, size: tuple[int, int]) -> None:  # noqa: N802 - OpenCV's name
        self.size = size
        self.inside += 1

    def detect(self, image: NDArray[np.uint8]) -> tuple[int, NDArray[np.float32] | None]:
        if self.size != (image.shape[1], image.shape[0]):
            raise cv2.error("the size of the input is not that of the picture")
        self.images.append(image)
        self.inside -= 1
        return 1, self.rows


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    network = Network()
    monkeypatch.setattr(cv2.FaceDetectorYN, "create", lambda *args, **options: network)
    return network


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "yunet.onnx"
    path.write_bytes(b"weights")
    return path


def picture(height: int, width: int) -> NDArray[np.uint8]:
    return np.zeros((height, width, 3), np.uint8)


def test_box_and_landmarks_come_in_our_order(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    network.rows = np.array([ROW, SURER], np.float32)
    surer, face = detector.detect(picture(200, 400))
    assert surer.confidence > face.confidence == pytest.approx(0.75 / 0.92)
    np.testing.assert_array_equal(face.box, np.array([20, 10, 80, 110], np.float32))
    np.testing.assert_array_equal(
        face.landmarks, np.array([RIGHT_EYE, LEFT_EYE, NOSE, RIGHT_MOUTH, LEFT_MOUTH], np.float32)
    )
    assert face.box.dtype == face.landmarks.dtype == np.float32
    assert face.landmarks[0, 0] < face.landmarks[1, 0], "the image's left first"


def test_the_face_is_cut_out_upright(network: Network, model: Path) -> None:
    image = picture(200, 200)
    image[30:65, 20:100] = (200, 0, 0)  # where the eyes are
    detector = YuNetDetector(model)
    network.rows = np.array([ROW], np.float32)
    (face,) = find_faces(image, detector)
    assert face.chip_rgb[60, 90, 0] > 190
    assert face.chip_rgb[130, 90, 0] < 10


def test_any_size_and_blue_first(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    for height, width in ((1, 1), (3, 500), (480, 640)):
        assert detector.detect(picture(height, width)) == []
        assert network.size == (width, height)
    image = picture(40, 40)
    image[..., 0] = 255
    detector.detect(image)
    assert network.images[-1][0, 0].tolist() == [0, 0, 255]
    detector.detect(np.asarray(image[::2, ::-2]))
    assert network.size == (20, 20)


def test_a_large_picture_is_shrunk_and_its_faces_scaled_back(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    network.rows = np.array([ROW], np.float32)
    (face,) = detector.detect(picture(600, 4 * LONGEST_SIDE))
    assert network.size == (LONGEST_SIDE, 150)
    np.testing.assert_allclose(face.box, [80, 40, 320, 440])
    np.testing.assert_allclose(face.landmarks[0], (40.5 * 4 - 0.5, 50.5 * 4 - 0.5))


def test_what_is_no_rgb_picture_is_refused(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    wrong: tuple[NDArray[Any], ...] = (np.zeros((40, 40), np.uint8), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4, 3)))
    for image in wrong:
        with pytest.raises(ValueError, match="image_rgb must be"):
            detector.detect(image)


def test_numbers_that_are_none_are_no_face(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    network.rows = np.array([[*ROW[:4], np.nan, *ROW[5:]], [*ROW[:14], 1.2]], np.float32)
    (face,) = detector.detect(picture(200, 400))
    assert face.confidence == 1.0


def test_the_name_tells_the_weights_apart(network: Network, model: Path, tmp_path: Path) -> None:
    other, copy = tmp_path / "other.onnx", tmp_path / "copy.onnx"
    other.write_bytes(b"other weights")
    copy.write_bytes(model.read_bytes())
    name = YuNetDetector(model).name
    assert name.startswith("yunet-")
    assert YuNetDetector(copy).name == name != YuNetDetector(other).name


def test_threads_take_turns(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda side: detector.detect(picture(side, side)), [20, 30, 40] * 40))
    assert found == [[]] * 120
    assert network.inside == 0


def test_a_missing_or_empty_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.onnx does not exist"):
        YuNetDetector(tmp_path / "nowhere.onnx")
    with pytest.raises(ModelError, match="cannot be read"):
        YuNetDetector(tmp_path)
    (tmp_path / "empty.onnx").touch()
    with pytest.raises(ModelError, match="is empty"):
        YuNetDetector(tmp_path / "empty.onnx")
    (tmp_path / "note.onnx").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    with pytest.raises(ModelError, match="not the file") as caught:
        YuNetDetector(tmp_path / "note.onnx")
    assert "git lfs pull" in caught.value.hint


def test_what_opencv_cannot_read_is_no_onnx_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.onnx"
    path.write_bytes(b"hello " * 100)
    with pytest.raises(ModelError, match="not an ONNX file") as caught:
        YuNetDetector(path)
    assert "face_detection_yunet_2023mar.onnx" in caught.value.hint


@pytest.mark.parametrize(
    "answer", [np.zeros((1, 6), np.float32), np.zeros(15, np.float32), cv2.error("no such output")]
)
def test_another_network_is_told_at_once(network: Network, model: Path, answer: object) -> None:
    if isinstance(answer, cv2.error):

        def fail(image: NDArray[np.uint8]) -> None:
            raise answer

        network.detect = fail  # type: ignore[method-assign, assignment]
    else:
        network.rows = answer  # type: ignore[assignment]
    with pytest.raises(ModelError, match="another network than YuNet"):
        YuNetDetector(model)


def test_a_picture_on_which_opencv_fails_is_named(network: Network, model: Path) -> None:
    detector = YuNetDetector(model)
    network.rows = np.zeros((1, 6), np.float32)
    with pytest.raises(ModelError, match="failed on a picture of 30×20 pixels"):
        detector.detect(picture(20, 30))


def test_the_template_is_a_face() -> None:
    assert yunet.YUNET_TEMPLATE.shape == (5, 2)
    assert YUNET_TEMPLATE.dtype == np.float32
    # The same points of a face as MTCNN's, by definition; each network has its own habits of a few pixels.
    assert np.abs(YUNET_TEMPLATE - MTCNN_TEMPLATE).max() < 6
