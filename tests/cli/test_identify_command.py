"""`facenet identify`, with a detector and an embedder that need no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.cli import detectors, gallery_access
from core.cli.main import main
from core.faces.align import MARGIN
from core.faces.face import DetectedFace
from tests.colours import TEMPLATE, MeanColour
from tests.recognition.looks import QUALITY

RED, GREEN, BLUE, BLACK = (200, 20, 20), (20, 200, 20), (20, 20, 200), (0, 0, 0)
# A made-up face is a coloured square of this side, with a face drawn in.
SIDE = 180

Run = Callable[..., tuple[int, str, str]]


class Squares:
    """Finds what is drawn by `scene`: a face for every square of `SIDE` in a row that is not black."""

    template = TEMPLATE
    name = "squares"

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        faces = []
        for left in range(0, image_rgb.shape[1] - SIDE + 1, SIDE):
            if image_rgb.shape[0] >= SIDE and image_rgb[60:120, left + 60 : left + 120].max() > 60:
                points = (TEMPLATE + MARGIN + (left, 0)).astype(np.float32)
                faces.append(DetectedFace(np.array([left, 0, SIDE, SIDE], np.float32), points, 0.99))
        return faces


def scene(*colours: tuple[int, int, int], seed: int = 0) -> NDArray[np.uint8]:
    """Faces of these colours side by side, (180, 180 N, 3); black is nobody."""
    picture = np.zeros((SIDE, SIDE * len(colours), 3), np.int16)
    for place, colour in enumerate(colours):
        picture[:, SIDE * place : SIDE * (place + 1)] = colour
        if colour != BLACK:
            for x, y in TEMPLATE + MARGIN:
                cv2.circle(picture, (int(x) + SIDE * place, int(y)), 9, (90, 90, 90), -1)
    noise = np.random.default_rng(seed).integers(-8, 9, picture.shape)
    return np.clip(picture + noise * (picture.max(2, keepdims=True) > 0), 0, 255).astype(np.uint8)


@pytest.fixture
def facenet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives exit code, standard output and standard error."""
    monkeypatch.setattr(gallery_access, "load_embedder", lambda model: MeanColour(0.3))
    monkeypatch.setattr(detectors, "load_detector", lambda *_: Squares())
    monkeypatch.setattr("core.recognition.recogniser.judge", lambda face, **_: QUALITY)

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, *colours: tuple[int, int, int], seed: int = 0) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(scene(*colours, seed=seed)).save(path)
        return path

    return make


@pytest.fixture
def clip(tmp_path: Path) -> Callable[..., Path]:
    """A video at 25 frames a second, a scene a frame."""

    def make(name: str, *scenes: tuple[tuple[int, int, int], ...]) -> Path:
        path = tmp_path / name
        size = (SIDE * len(scenes[0]), SIDE)
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, size)
        for number, colours in enumerate(scenes):
            writer.write(np.ascontiguousarray(scene(*colours, seed=number)[:, :, ::-1]))
        writer.release()
        return path

    return make


@pytest.fixture
def enrolled(facenet: Run, photo: Callable[..., Path]) -> None:
    assert facenet("enroll", "Anna", photo("anna.png", RED), "--force")[0] == 0
    assert facenet("enroll", "Юлия", photo("julia.png", GREEN), "--force")[0] == 0


@pytest.mark.usefixtures("enrolled")
def test_a_photo_becomes_names(facenet: Run, photo: Callable[..., Path]) -> None:
    path = photo("group.png", GREEN, BLUE, RED, seed=3)
    code, output, _ = facenet("identify", path)
    assert (code, output) == (0, f"{path}: Юлия, Anna, 1 unknown\n")
    code, output, errors = facenet("identify", path, "--json")
    assert (code, errors) == (0, "")
    (line,) = output.splitlines()
    found = json.loads(line)
    assert list(found) == ["source", "frame", "time", "faces"]
    assert (found["source"], found["frame"], found["time"]) == (str(path), 0, None)
    assert [face["name"] for face in found["faces"]] == ["Юлия", None, "Anna"]
    for face in found["faces"]:
        assert list(face) == ["box", "landmarks", "track", "name", "distance", "distance_threshold", "quality"]
        assert (face["track"], face["distance_threshold"]) == (None, 0.3)
        assert (face["distance"] < 0.3) == (face["name"] is not None)
        assert 0 <= face["quality"]["score"] <= 1
    assert np.array(found["faces"][1]["landmarks"]).shape == (5, 2)
    assert found["faces"][1]["box"] == [180, 0, 180, 180]


@pytest.mark.usefixtures("enrolled")
def test_a_person_has_one_face_in_a_photo(facenet: Run, photo: Callable[..., Path]) -> None:
    path = photo("twice.png", (200, 60, 20), RED, (200, 20, 70))
    faces = json.loads(facenet("identify", path, "--json")[1])["faces"]
    assert [face["name"] for face in faces] == [None, "Anna", None]
    assert all(face["distance"] < face["distance_threshold"] for face in faces)


@pytest.mark.usefixtures("enrolled")
def test_a_threshold_of_ones_own(facenet: Run, photo: Callable[..., Path]) -> None:
    path = photo("blue.png", BLUE)
    assert facenet("identify", path, "--threshold", "2")[1] != f"{path}: 1 unknown\n"
    assert facenet("identify", path, "--threshold", "-1")[0] == 2


@pytest.mark.usefixtures("enrolled")
def test_a_folder_with_pictures_that_cannot_be_read(facenet: Run, photo: Callable[..., Path], tmp_path: Path) -> None:
    photo("all/1.png", RED, seed=5)
    (tmp_path / "all" / "2.png").write_bytes(b"no picture")
    photo("all/3.png", BLACK)
    photo("all/4.png", GREEN, seed=6)
    code, output, errors = facenet("identify", tmp_path / "all", tmp_path / "missing.jpg", photo("5.png", RED, seed=7))
    assert code == 1
    assert [line.split(": ")[1] for line in output.splitlines()] == ["Anna", "nobody", "Юлия", "Anna"]
    assert "2.png is not a picture" in errors
    assert "missing.jpg" in errors
    assert "2 of the sources could not be read" in errors


@pytest.mark.usefixtures("enrolled")
def test_odd_pictures(facenet: Run, tmp_path: Path) -> None:
    Image.new("RGB", (1, 1)).save(tmp_path / "tiny.png")
    grey = scene(RED).mean(2).astype(np.uint16)
    Image.fromarray(grey * 257).save(tmp_path / "deep.png")
    Image.fromarray(grey.astype(np.uint8)).save(tmp_path / "grey.png")
    code, output, _ = facenet("identify", *(tmp_path / f"{name}.png" for name in ("tiny", "deep", "grey")))
    assert code == 0
    assert [line.split(": ")[1] for line in output.splitlines()] == ["nobody", "1 unknown", "1 unknown"]


@pytest.mark.usefixtures("enrolled")
def test_a_video_says_who_comes_and_goes(facenet: Run, clip: Callable[..., Path]) -> None:
    alone, both = (RED, BLACK), (RED, BLUE)
    # Anna is missed for two frames; the other one stays.
    scenes = [
        *[(BLACK, BLACK)] * 2,
        *[alone] * 12,
        *[both] * 15,
        *[(BLACK, BLUE)] * 2,
        *[both] * 5,
        *[(BLACK, BLUE)] * 3,
    ]
    path = clip("clip.avi", *scenes)
    code, output, _ = facenet("identify", path)
    assert code == 0
    said = [line.split(" ", 2)[2] for line in output.splitlines()]
    assert said == ["Anna", "Anna, 1 unknown", "1 unknown"]
    code, output, _ = facenet("identify", path, "--json")
    lines = [json.loads(line) for line in output.splitlines()]
    assert [line["frame"] for line in lines] == list(range(39))
    assert lines[38]["time"] == pytest.approx(38 / 25, abs=0.05)
    assert {face["track"] for line in lines for face in line["faces"] if face["name"] == "Anna"} == {1}
    assert facenet("identify", path, "--json", "--max-seconds", "0.2")[1].count("\n") == 5


@pytest.mark.usefixtures("enrolled")
def test_annotated_pictures_and_videos(
    facenet: Run, photo: Callable[..., Path], clip: Callable[..., Path], tmp_path: Path
) -> None:
    one, other, film = photo("a/x.png", RED), photo("b/x.png", GREEN), clip("film.avi", *[(RED,)] * 10)
    assert facenet("identify", one, other, film, "--annotated", tmp_path / "out")[0] == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["film.avi", "x-2.png", "x.png"]
    assert (np.asarray(Image.open(tmp_path / "out" / "x.png")) != scene(RED)).any()
    assert facenet("identify", one, "--annotated", tmp_path / "one.jpg")[0] == 0
    assert facenet("identify", film, "--annotated", tmp_path / "film.mp4")[0] == 0
    capture = cv2.VideoCapture(str(tmp_path / "film.mp4"))
    assert capture.get(cv2.CAP_PROP_FRAME_COUNT) == 10
    capture.release()
    assert facenet("identify", one, other, "--annotated", tmp_path / "one.jpg")[0] == 2
    code, _, errors = facenet("identify", one, "--annotated", tmp_path / "x.mp4")
    assert code == 2
    assert "needs one of .jpg" in errors


def test_an_empty_gallery(facenet: Run, photo: Callable[..., Path]) -> None:
    facenet("enroll", "Anna", photo("anna.png", RED), "--force")
    facenet("people", "delete", "Anna")
    code, output, errors = facenet("identify", photo("anna.png", RED))
    assert code == 0
    assert output.endswith("1 unknown\n")
    assert "nobody is enrolled" in errors
    assert json.loads(facenet("identify", photo("anna.png", RED), "--json")[1])["faces"][0]["distance"] is None


@pytest.mark.usefixtures("enrolled")
def test_a_gallery_of_another_model(facenet: Run, photo: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallery_access, "load_embedder", lambda model: MeanColour(0.3, name="other"))
    code, output, errors = facenet("identify", photo("x.png", RED))
    assert code == 0
    assert output.endswith("1 unknown\n")
    assert "2 of 2 people" in errors
    assert "re-embed --model other" in errors


def test_no_gallery_and_no_source(facenet: Run, photo: Callable[..., Path]) -> None:
    code, _, errors = facenet("identify", photo("x.png", RED))
    assert code == 1
    assert "There is no gallery at" in errors
    assert facenet("identify")[0] == 2


@pytest.mark.usefixtures("enrolled")
def test_a_video_that_breaks_off(facenet: Run, clip: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no video at all" * 100)
    code, output, errors = facenet("identify", tmp_path / "broken.mp4", clip("x.avi", *[(RED,)] * 4))
    assert code == 1
    assert "Anna" in output
    assert "broken.mp4" in errors
