"""The recogniser with a detector and an embedder that need no network: faces are coloured squares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.faces.align import MARGIN
from core.faces.face import DetectedFace
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel, NewTemplate
from core.recognition import recogniser as module
from core.recognition.frames import Frame
from core.recognition.recogniser import Recogniser
from core.recognition.settings import RecognitionSettings
from tests.colours import TEMPLATE, MeanColour
from tests.recognition.looks import QUALITY

RED, GREEN, BLUE = (220, 10, 10), (10, 220, 10), (10, 10, 220)
SIDE = 90
CARD = MeanColour(0.4).card


class Places:
    """Finds a face wherever the test put one."""

    template = TEMPLATE
    name = "places"

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []
        self.places: list[tuple[float, float]] = []
        self.shrunk = 1.0

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        self.shapes.append(image_rgb.shape)
        scale = SIDE / 180 * self.shrunk
        return [
            DetectedFace(
                np.array([x * self.shrunk, y * self.shrunk, SIDE * self.shrunk, SIDE * self.shrunk], np.float32),
                (((TEMPLATE + MARGIN + 0.5) * scale - 0.5) + (x * self.shrunk, y * self.shrunk)).astype(np.float32),
                0.99,
            )
            for x, y in self.places
        ]


class Scene:
    """A video in which coloured faces stand at places."""

    def __init__(self, gallery: Gallery, settings: RecognitionSettings | None = None) -> None:
        self.gallery = gallery
        self.detector, self.embedder = Places(), MeanColour(0.4)
        self.recogniser = Recogniser(
            detector=self.detector,
            embedder=self.embedder,
            matcher=Matcher(gallery, GalleryModel.of(CARD)),
            distance_threshold=0.4,
            settings=settings,
        )
        self._index = 0

    def frame(
        self,
        *faces: tuple[float, tuple[int, int, int]],
        source: str = "clip",
        time: float | None = None,
        size: tuple[int, int] = (480, 640),
    ) -> Frame:
        # Not quite even: a texture lets the frames of one face look alike, and judges see something sharp.
        image = np.random.default_rng(0).integers(0, 3, (*size, 3)).astype(np.int16)
        stripes = ((np.indices((SIDE, SIDE)).sum(0) // 6) % 2 * 20)[:, :, None]
        self.detector.places = [(x, 100) for x, _ in faces]
        for x, colour in faces:
            image[100 : 100 + SIDE, int(x) : int(x) + SIDE] = np.array(colour) + stripes
        frame = Frame(np.clip(image, 0, 255).astype(np.uint8), source, self._index, time)
        self._index += 1
        return frame

    def names(self, *faces: tuple[float, tuple[int, int, int]], time: float) -> list[str | None]:
        result = self.recogniser.process(self.frame(*faces, time=time))
        return [face.name for face in result.faces]


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with Gallery.open(tmp_path / "people.sqlite", keys=KeyFiles(tmp_path / "keys"), create=True) as opened:
        opened.embeddings.add_model(GalleryModel.of(CARD))
        add(opened, "Anna", RED)
        yield opened


def add(gallery: Gallery, name: str, colour: tuple[int, int, int]) -> None:
    chip = np.full((180, 180, 3), colour, np.uint8)
    embedding = np.array(colour, np.float32) / 255
    gallery.add_person(name, [NewTemplate(chip, CARD.alignment_id, embeddings={CARD.model_id: embedding})])


@pytest.fixture(autouse=True)
def _steady_quality(monkeypatch: pytest.MonkeyPatch) -> None:
    """Squares have no quality worth judging; every face counts as equally good."""
    monkeypatch.setattr(module, "judge", lambda face, **_: QUALITY)


def test_the_network_runs_only_when_a_track_needs_it(gallery: Gallery) -> None:
    scene = Scene(gallery)
    for number in range(90):
        assert scene.names((100 + number, RED), time=number / 30) == ["Anna"]
    assert len(scene.embedder.batches) == 2, "at the start, and after two seconds"
    counters = scene.recogniser.counters
    assert (counters.frames, counters.faces, counters.embeddings) == (90, 90, 2)
    assert counters.seconds > 0


def test_all_faces_of_a_frame_go_through_the_network_together_but_not_too_many(gallery: Gallery) -> None:
    scene = Scene(gallery, RecognitionSettings(embeddings_per_frame=3))
    faces = [(100.0 * x, BLUE) for x in range(5)]
    first = scene.recogniser.process(scene.frame(*faces, time=0))
    assert scene.embedder.batches == [3]
    assert [face.seconds_since_look for face in first.faces] == [0, 0, 0, None, None]
    assert {face.verdict for face in first.faces} == {"undecided"}
    for number in range(1, 5):
        last = scene.recogniser.process(scene.frame(*faces, time=number / 30))
    assert {face.verdict for face in last.faces} == {"unknown"}


def test_a_photo_has_no_tracks_and_every_face_is_embedded(gallery: Gallery) -> None:
    scene = Scene(gallery)
    result = scene.recogniser.photo(scene.frame((0, RED), (200, BLUE), (400, RED)))
    assert scene.embedder.batches == [3]
    assert [face.name for face in result.faces] == ["Anna", None, None]
    assert [face.verdict for face in result.faces] == ["known", "unknown", "unknown"]
    assert {face.track for face in result.faces} == {None}
    assert (result.time, result.image_size, result.embeddings) == (None, (640, 480), 3)


def test_a_photo_without_faces(gallery: Gallery) -> None:
    scene = Scene(gallery)
    assert scene.recogniser.photo(scene.frame()).faces == ()
    assert scene.recogniser.process(scene.frame(time=0)).faces == ()
    assert scene.embedder.batches == []


def test_large_video_frames_are_searched_smaller_and_boxes_brought_back(gallery: Gallery) -> None:
    scene = Scene(gallery)
    frame = scene.frame((300, RED), time=0, size=(960, 1280))
    scene.detector.shrunk = 0.5
    (face,) = scene.recogniser.process(frame).faces
    assert scene.detector.shapes == [(480, 640, 3)]
    np.testing.assert_allclose(face.box, [300, 100, SIDE, SIDE], atol=0.01)
    np.testing.assert_allclose(face.landmarks[2], [300 + 44.75, 100 + 49.75], atol=0.01)
    assert face.name == "Anna"
    scene.detector.shrunk = 1.0
    scene.recogniser.photo(scene.frame((300, RED), size=(960, 1280)))
    assert scene.detector.shapes[-1] == (960, 1280, 3)


def test_names_follow_a_gallery_that_changes(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REFRESH_SECONDS", 0.0)
    scene = Scene(gallery)
    for number in range(3):
        assert scene.names((100, RED), (300, GREEN), time=number / 30) == ["Anna", None]
    add(gallery, "Greta", GREEN)
    assert scene.names((100, RED), (300, GREEN), time=0.2) == ["Anna", "Greta"]
    anna = gallery.find_person("Anna")
    assert anna is not None
    gallery.rename(anna.id, "Hanna")
    assert scene.names((100, RED), (300, GREEN), time=0.3) == ["Hanna", "Greta"]
    gallery.delete_person(anna.id)
    assert scene.names((100, RED), (300, GREEN), time=0.4) == [None, "Greta"]
    assert sum(scene.embedder.batches) < 9, "what was seen is compared anew, not embedded anew"


def test_another_source_and_a_clock_that_goes_back_begin_anew(gallery: Gallery) -> None:
    scene = Scene(gallery)
    process = scene.recogniser.process
    assert process(scene.frame((100, RED), time=5)).faces[0].seconds_since_look == 0
    assert process(scene.frame((100, RED), time=5.1)).embeddings == 0
    assert process(scene.frame((100, RED), time=0)).embeddings == 1
    assert process(scene.frame((100, RED), time=0.1, source="other")).embeddings == 1


def test_another_size_of_picture_begins_anew_with_other_tracks(gallery: Gallery) -> None:
    """A camera that was plugged in again: the places of before mean nothing in its pictures."""
    scene = Scene(gallery)
    first = scene.recogniser.process(scene.frame((100, RED), time=0)).faces[0]
    frame = scene.frame((100, RED), time=0.1)
    larger = np.zeros((2 * frame.image_rgb.shape[0], 2 * frame.image_rgb.shape[1], 3), np.uint8)
    larger[: frame.image_rgb.shape[0], : frame.image_rgb.shape[1]] = frame.image_rgb
    result = scene.recogniser.process(Frame(larger, frame.source, 1, 0.1))
    assert result.embeddings == 1
    assert (first.track, result.faces[0].track) == (1, 2)
    scene.recogniser.reset()
    assert scene.recogniser.process(Frame(larger, frame.source, 2, 0.2)).faces[0].track == 3
    assert scene.recogniser.process(Frame(larger, "other", 0, 0.0)).faces[0].track == 1


def test_whoever_takes_a_place_after_a_cut_does_not_inherit_the_name(gallery: Gallery) -> None:
    add(gallery, "Greta", GREEN)
    scene = Scene(gallery)
    for number in range(5):
        assert scene.names((100, RED), time=number / 30) == ["Anna"]
    frame = scene.frame((100, GREEN), time=5 / 30)
    # Not only another colour: another picture.
    frame.image_rgb[100 : 100 + SIDE // 2, 100 : 100 + SIDE] //= 4
    result = scene.recogniser.process(frame)
    assert [(face.name, face.track) for face in result.faces] != [("Anna", 1)]
    assert result.embeddings == 1
