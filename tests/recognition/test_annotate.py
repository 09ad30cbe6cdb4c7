from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.recognition import fonts
from core.recognition.annotate import annotate, label_of
from core.recognition.result import FrameResult, RecognisedFace, Verdict
from tests.recognition.looks import QUALITY


def face(
    name: str | None = None, *, box: tuple[float, ...] = (40, 60, 50, 60), verdict: Verdict = "unknown"
) -> RecognisedFace:
    return RecognisedFace(
        box=np.array(box, np.float32),
        landmarks=np.zeros((5, 2), np.float32),
        confidence=1.0,
        quality=QUALITY,
        track=3,
        life="confirmed",
        verdict="known" if name else verdict,
        person_id=12 if name else None,
        name=name,
        distance=0.41238,
        distance_threshold=0.56,
        seconds_since_look=0.0,
    )


def result(*faces: RecognisedFace, size: tuple[int, int] = (200, 160)) -> FrameResult:
    return FrameResult("x.mp4", 7, 0.23333, size, faces, embeddings=1, seconds=0.01)


def changed(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((before != after).any(2))


def test_frames_and_labels_are_drawn_on_a_copy() -> None:
    image = np.full((160, 200, 3), 30, np.uint8)
    drawn = annotate(image, result(face("Anna")))
    assert (image == 30).all()
    there = changed(image, drawn)
    assert there[60, 40:90].all()
    assert there[44:60, 40:70].mean() > 0.9, "the label stands above the frame"
    assert not there[65:115, 45:85].any(), "the face itself stays visible"
    assert (annotate(image, result()) == image).all()


@pytest.mark.parametrize("box", [(-30, -20, 60, 60), (190, 150, 60, 60), (0, 0, 200, 160), (-90, -90, 20, 20)])
def test_faces_at_the_border_do_not_disturb(box: tuple[float, ...]) -> None:
    image = np.zeros((160, 200, 3), np.uint8)
    drawn = annotate(image, result(face("A name that is longer than the whole picture is wide", box=box)))
    assert drawn.shape == image.shape
    assert changed(image, drawn).any()


@pytest.mark.parametrize("size", [(1, 1), (3, 200)])
def test_tiny_pictures(size: tuple[int, int]) -> None:
    image = np.zeros((*size, 3), np.uint8)
    assert annotate(image, result(face("Anna", box=(0, 0, 1, 1)))).shape == image.shape


@pytest.mark.parametrize("name", ["Zoë Ångström", "Юлия", "Ελένη", "محمد"])
def test_names_of_many_scripts_can_be_written(name: str) -> None:
    assert label_of(face(name)) == name
    image = np.zeros((160, 200, 3), np.uint8)
    assert (annotate(image, result(face(name))) != annotate(image, result(face("x" * len(name))))).any()


def test_a_name_that_no_font_can_write_is_given_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_system_fonts", list)
    fonts._covering.cache_clear()
    fonts.font_for.cache_clear()
    assert label_of(face("𓀀𓀁")) == "#12"


def test_the_words_at_a_face() -> None:
    assert [label_of(face("Bob")), label_of(face()), label_of(face(verdict="undecided"))] == ["Bob", "unknown", "…"]


def test_the_json_of_a_frame() -> None:
    found = result(face("Anna")).to_json()
    assert list(found) == ["source", "frame", "time", "faces"]
    assert (found["source"], found["frame"], found["time"]) == ("x.mp4", 7, 0.233)
    (one,) = found["faces"]
    assert list(one) == ["box", "landmarks", "track", "name", "distance", "distance_threshold", "quality"]
    assert one["box"] == [40, 60, 50, 60]
    assert (one["distance"], one["quality"]) == (0.4124, {"score": 0.7, "problems": []})
