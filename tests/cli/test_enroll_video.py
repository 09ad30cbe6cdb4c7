"""`facenet enroll` from videos and cameras, with a detector and an embedder that need no network."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np
import pytest

from core.cli import detectors, enroll_frames, gallery_access
from core.cli.main import main
from core.errors import CameraError
from core.faces.quality import Problem
from core.recognition.frames import Frame
from tests.cli.test_identify_command import BLACK, GREEN, RED, Squares, scene
from tests.colours import MeanColour
from tests.recognition.looks import QUALITY

Colour = tuple[int, int, int]
Run = Callable[..., tuple[int, str, str]]
# One person in changing light: farther apart than what counts as alike, nearer than the threshold of 0.3.
RED_BRIGHT, RED_DARK = (240, 20, 20), (160, 20, 20)


def judged_by_colour(face: Any, **_: object) -> Any:
    """The made-up face's pose and quality: bright red looks left, dark red right, blue is blurred."""
    red, _green, blue = face.chip_rgb[60:120, 60:120].mean((0, 1))
    if blue > 100:
        return replace(QUALITY, score=0.1, problems=(Problem("blurred", "blurred (sharpness 0.01)"),))
    return replace(QUALITY, yaw=30.0 if red > 200 else -30.0 if red < 150 else 0.0)


@pytest.fixture
def facenet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(gallery_access, "load_embedder", lambda model: MeanColour(0.3))
    monkeypatch.setattr(detectors, "load_detector", lambda *_: Squares())
    monkeypatch.setattr("core.faces.quality.judge", judged_by_colour)
    monkeypatch.setattr(enroll_frames, "_HINT_SECONDS", 0.0)

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*map(str, words)])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """A video at 4 frames a second, so that none of them is left out for being near another one."""

    def make(name: str, *colours: Colour) -> Path:
        path = tmp_path / name
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 4, (180, 180))
        for number, colour in enumerate(colours):
            writer.write(np.ascontiguousarray(scene(colour, seed=number)[:, :, ::-1]))
        writer.release()
        return path

    return make


class Camera:
    """A camera that shows these colours, half a second apart, and then nothing more."""

    name, live = "camera:0", True

    def __init__(self, *colours: Colour, after: Callable[[], Frame | None] = lambda: None) -> None:
        self._frames: Iterator[Frame] = (
            Frame(scene(colour, seed=number), "camera:0", number, 1.5 * number) for number, colour in enumerate(colours)
        )
        self._after = after
        self.closed = False
        self.stop = threading.Event()

    def read(self) -> Frame | None:
        return next(self._frames, None) or self._after()

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    def plug_in(source: Any) -> None:
        def open_source(word: str, *, stop: Any, on_state: Any) -> Any:
            if isinstance(source, Exception):
                raise source
            source.stop = stop
            return source

        monkeypatch.setattr("core.recognition.sources.open_source", open_source)

    return plug_in


def test_a_video_gives_a_few_different_faces(facenet: Run, film: Callable[..., Path]) -> None:
    path = film("anna.avi", *[RED] * 6, BLACK, *[RED_BRIGHT] * 6, (20, 20, 200), *[RED_DARK] * 6)
    code, output, _ = facenet("enroll", "Anna", path, "--json")
    (result,) = json.loads(output)
    assert (code, result["name"], result["new"]) == (0, "Anna", True)
    sources = [picture["source"] for picture in result["pictures"]]
    assert result["enrolled"] == len(sources) == 3
    assert sources[0].startswith(f"{path} at ")
    assert sources[0].endswith(" s")
    (video,) = result["videos"]
    assert (video["source"], video["frames"], video["taken"], video["error"]) == (str(path), 20, 3, None)
    assert video["verdicts"] == {"no_face": 1, "poor": 1, "taken": 3, "too_alike": 15}


def test_what_was_left_out_is_said(facenet: Run, film: Callable[..., Path]) -> None:
    path = film("anna.avi", RED, BLACK, (20, 20, 200), RED)
    code, _, errors = facenet("enroll", "Anna", path)
    assert code == 0
    assert "Anna: enrolled from 1 picture" in errors
    assert (
        f"{path}: looked at 4 frames, took 1; left out 1 without a face, 1 too poor (mostly blurred), 1 like others."
        in (errors)
    )


def test_pictures_and_videos_together(facenet: Run, film: Callable[..., Path], tmp_path: Path) -> None:
    picture = tmp_path / "anna.png"
    cv2.imwrite(str(picture), scene(RED)[:, :, ::-1])
    code, output, _ = facenet("enroll", "Anna", picture, film("a.avi", RED_BRIGHT), film("b.avi", RED_DARK), "--json")
    (result,) = json.loads(output)
    assert (code, result["enrolled"], len(result["videos"])) == (0, 3, 2)


def test_nobody_in_a_video(facenet: Run, film: Callable[..., Path]) -> None:
    path = film("empty.avi", BLACK, BLACK)
    code, _, errors = facenet("enroll", "Anna", path)
    assert code == 1
    assert "2 without a face" in errors
    assert "Nothing was enrolled for 'Anna'" in errors


def test_a_poor_video_is_taken_by_force(facenet: Run, film: Callable[..., Path]) -> None:
    path = film("poor.avi", (20, 20, 200))
    assert facenet("enroll", "Anna", path)[0] == 1
    assert facenet("enroll", "Anna", path, "--force")[0] == 0


def test_somebody_who_is_there_already(facenet: Run, film: Callable[..., Path]) -> None:
    assert facenet("enroll", "Bob", film("bob.avi", RED))[0] == 0
    code, _, errors = facenet("enroll", "Robert", film("robert.avi", RED, RED_BRIGHT))
    assert code == 1
    assert "Robert looks like Bob already" in errors
    assert facenet("enroll", "Bob", film("more.avi", RED_BRIGHT, RED_DARK))[0] == 0
    assert facenet("enroll", "Carla", film("carla.avi", GREEN))[0] == 0


def test_a_broken_video(facenet: Run, film: Callable[..., Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.avi"
    broken.write_bytes(b"RIFF and then nothing")
    code, _, errors = facenet("enroll", "Anna", broken)
    assert code == 1
    assert "not a video that can be read" in errors
    code, _, errors = facenet("enroll", "Anna", broken, film("anna.avi", RED))
    assert code == 0
    assert "not a video that can be read" in errors
    cut = tmp_path / "cut.avi"
    whole = film("long.avi", *[RED] * 30).read_bytes()
    cut.write_bytes(whole[: len(whole) // 3])
    code, _, errors = facenet("enroll", "Dora", cut, "--force")
    assert code == 0, "what came before the break is kept"
    assert "cut.avi breaks off after" in errors


def test_two_videos_of_two_people_are_not_mixed(facenet: Run, film: Callable[..., Path]) -> None:
    words = ("enroll", "Anna", film("other.avi", GREEN), film("anna.avi", RED, RED_BRIGHT, RED_DARK))
    code, output, _ = facenet(*words, "--json")
    (result,) = json.loads(output)
    assert (code, result["enrolled"]) == (0, 3)
    assert [(video["taken"], video["verdicts"]) for video in result["videos"]] == [
        (0, {"taken": 1}),
        (3, {"somebody_else": 1, "taken": 2}),
    ]


def test_a_camera_says_what_to_do_and_ends_by_itself(facenet: Run, camera: Callable[[Any], None]) -> None:
    source = Camera(RED, (20, 20, 200), RED_BRIGHT, RED_DARK)
    camera(source)
    code, output, errors = facenet("enroll", "Anna", "camera:0")
    assert (code, output) == (0, "")
    assert source.closed
    assert "1 of 8 taken; look straight into the camera" in errors
    assert "1 of 8 taken; hold still" in errors
    assert "3 of 8 taken" in errors
    assert "Anna: enrolled from 3 pictures" in errors


def test_after_so_many_seconds_what_was_taken_is_enrolled(facenet: Run, camera: Callable[[Any], None]) -> None:
    source = Camera(RED)

    def wait_for_the_end() -> None:
        for _ in range(1000):
            if source.closed:
                return
            source.stop.wait(0.01)
        raise AssertionError("the camera was not closed")

    source._after = wait_for_the_end
    camera(source)
    code, _, errors = facenet("enroll", "Anna", "0", "--seconds", "1")
    assert code == 0
    assert "Anna: enrolled from 1 picture" in errors


def test_ctrl_c_enrolls_nobody(facenet: Run, camera: Callable[[Any], None]) -> None:
    source = Camera(RED, RED_BRIGHT)
    source._after = lambda: source.stop.set()
    camera(source)
    code, _, errors = facenet("enroll", "Anna", "camera:0")
    assert code == 130
    assert "nobody was enrolled from camera:0" in errors
    assert "empty" in facenet("people", "list")[2]


def test_no_camera(facenet: Run, camera: Callable[[Any], None]) -> None:
    camera(CameraError("There is no camera 0.", hint="No camera is connected."))
    code, _, errors = facenet("enroll", "Anna", "camera:0")
    assert code == 1
    assert "There is no camera 0. No camera is connected." in " ".join(errors.split())


def test_the_detector_is_chosen_by_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert detectors.load_detector().name == "mtcnn-20"
    assert detectors.load_detector("mtcnn", 40).name == "mtcnn-40"
    asked: list[Path] = []
    monkeypatch.setattr("core.faces.yunet.YuNetDetector", asked.append)
    detectors.load_detector("yunet:a:b.onnx", 40)
    assert asked == [Path("a:b.onnx")]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("enroll", "Anna", "x.jpg", "--detector", "haar"), 2, "--detector is mtcnn or yunet:FILE, got 'haar'"),
        (("identify", "x.jpg", "--detector", "yunet:"), 2, "got 'yunet:'"),
        (("verify", "a.jpg", "b.jpg", "--detector", "yunet:nowhere.onnx"), 1, "nowhere.onnx does not exist"),
        (("evaluate", "--lfw", ".", "--detector", "yunet:nowhere.onnx"), 1, "nowhere.onnx does not exist"),
        (("evaluate", "--identification", ".", "--detector", "yunet:nowhere.onnx"), 1, "nowhere.onnx does not exist"),
        (("import", ".", "people", "--detector", "yunet:nowhere.onnx"), 1, "nowhere.onnx does not exist"),
    ],
)
def test_a_detector_that_is_none_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name in ("x.jpg", "a.jpg", "b.jpg", "pairs.txt"):
        (tmp_path / name).touch()
    assert main(list(words)) == code
    assert said in " ".join(capsys.readouterr().err.split())
