"""Choosing faces while frames go by, with faces that are points in a plane."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from core.embedding.card import ModelCard
from core.faces.align import AlignedFace
from core.faces.face import DetectedFace
from core.faces.network_input import NetworkInput
from core.faces.quality import Problem, Quality
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel, NewTemplate
from core.recognition.collector import Collector, Offer, pose_of
from core.recognition.frames import Frame
from tests.recognition.looks import QUALITY, THRESHOLD

PICTURE = np.zeros((200, 300, 3), np.uint8)


class Given:
    """Gives the embedding that the chip spells: two of its pixels, in hundredths."""

    card = ModelCard(
        name="points",
        network="tiny",
        embedding_size=2,
        normalised=False,
        input=NetworkInput(size=8, crop=1.0),
        alignment_id="five-point-150+15@4",
        weights_sha256="0" * 64,
        distance_threshold=THRESHOLD,
    )

    def __init__(self) -> None:
        self.batches: list[int] = []

    def embed(self, chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.batches.append(len(chips_rgb))
        return np.asarray(chips_rgb[:, 0, :2, 0] / 100, np.float32)


def face_at(x: float, y: float, *, left: float = 100, side: float = 80) -> AlignedFace:
    chip = np.zeros((4, 4, 3), np.uint8)
    chip[0, :2, 0] = round(100 * x), round(100 * y)
    box = np.array([left, 50, side, side], np.float32)
    return AlignedFace(DetectedFace(box, np.zeros((5, 2), np.float32), 0.99), chip, side)


class Camera:
    """Offers one face after the other, two seconds apart."""

    def __init__(self, **options: object) -> None:
        self.embedder = Given()
        values = {"embedder": self.embedder, "distance_threshold": THRESHOLD, "wanted": 8, **options}
        self.collector = Collector(**values)  # type: ignore[arg-type]
        self.time = 0.0

    def sees(
        self,
        x: float,
        y: float = 0.0,
        *,
        yaw: float = 0.0,
        score: float = 0.7,
        after: float = 2.0,
        problems: tuple[Problem, ...] = (),
        source: str = "camera:0",
    ) -> Offer:
        quality = replace(QUALITY, yaw=yaw, score=score, problems=problems)
        return self.offer([face_at(x, y)], [quality], after=after, source=source)

    def offer(
        self, faces: list[AlignedFace], qualities: list[Quality], *, after: float = 2.0, source: str = "camera:0"
    ) -> Offer:
        self.time += after
        return self.collector.offer(Frame(PICTURE, source, 0, self.time), faces, qualities)

    @property
    def points(self) -> list[tuple[float, float]]:
        return [(round(float(x), 2), round(float(y), 2)) for x, y in (f.embedding for f in self.collector.chosen)]


# Far enough from one another to differ, near enough to be one person: 0.2 < distance < 0.5 between neighbours.
AHEAD = [(0.0, 0.0), (0.25, 0.0), (0.5, 0.0), (0.75, 0.0)]
LEFT = [(0.0, 0.25), (0.25, 0.25)]
RIGHT = [(0.5, 0.25), (0.75, 0.25)]


def test_a_person_who_turns_both_ways_is_done() -> None:
    camera = Camera()
    offers = [camera.sees(*point) for point in AHEAD]
    assert [offer.verdict for offer in offers] == ["taken"] * 4
    assert [offer.count for offer in offers] == [1, 2, 3, 4]
    assert offers[-1].words == "4 of 8 taken; turn a little to your left"
    assert camera.sees(*LEFT[0], yaw=25).words == "5 of 8 taken; turn a little to your left"
    assert camera.sees(*LEFT[1], yaw=25).words == "6 of 8 taken; turn a little to your right"
    camera.sees(*RIGHT[0], yaw=-25)
    assert not camera.collector.done
    last = camera.sees(*RIGHT[1], yaw=-25)
    assert (last.verdict, last.hint) == ("taken", "that is enough, thank you")
    assert camera.collector.done
    assert camera.collector.poses == {"ahead": (4, 4), "left": (2, 2), "right": (2, 2)}
    asked = len(camera.embedder.batches)
    assert camera.sees(0.1).verdict == "enough"
    assert len(camera.embedder.batches) == asked


def test_what_is_chosen_can_be_enrolled() -> None:
    camera = Camera()
    camera.sees(0.25, score=0.9)
    camera.sees(0.5, source="film.mp4")
    first, second = camera.collector.chosen
    assert (first.source, second.source) == ("camera:0", "film.mp4 at 4.0 s")
    assert first.alignment_id == "five-point-150+15@4"
    assert (first.quality, first.problems) == (0.9, ())
    np.testing.assert_array_equal(first.embedding, np.array([0.25, 0], np.float32))
    assert first.chip_rgb.shape == (4, 4, 3)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("too_small", "come closer"),
        ("blurred", "hold still"),
        ("too_dark", "more light on your face"),
        ("too_bright", "less light on your face"),
        ("turned_away", "look towards the camera"),
        ("cut_off", "move to the middle of the picture"),
        ("low_confidence", "look into the camera with nothing before your face"),
    ],
)
def test_a_poor_face_is_left_with_what_would_help(code: str, hint: str) -> None:
    camera = Camera()
    offer = camera.sees(0.0, problems=(Problem(code, "why"),))  # type: ignore[arg-type]
    assert (offer.verdict, offer.reason, offer.hint, offer.count) == ("poor", "why", hint, 0)
    assert camera.embedder.batches == []


def test_of_two_problems_the_one_that_explains_the_other_is_said() -> None:
    problems = (Problem("blurred", "blurred"), Problem("too_small", "small"))
    offer = Camera().sees(0.0, problems=problems)
    assert (offer.reason, offer.hint) == ("blurred, small", "come closer")


def test_poor_faces_are_taken_on_request_and_keep_their_problems() -> None:
    camera = Camera(accept_poor=True)
    assert camera.sees(0.0, problems=(Problem("blurred", "blurred"),)).verdict == "taken"
    assert camera.collector.chosen[0].problems == ("blurred",)


def test_nobody_and_two_at_once() -> None:
    camera = Camera()
    nobody = camera.offer([], [])
    assert (nobody.verdict, nobody.face, nobody.hint) == ("no_face", None, "look into the camera")
    pair = [face_at(0, 0, left=60), face_at(0.9, 0.9, left=160)]
    assert camera.offer(pair, [QUALITY, QUALITY]).verdict == "not_alone"
    assert camera.embedder.batches == []
    small = [face_at(0.9, 0.9, left=5, side=30), face_at(0.25, 0)]
    offer = camera.offer(small, [replace(QUALITY, score=0.1), QUALITY])
    assert (offer.verdict, offer.quality) == ("taken", QUALITY)
    assert offer.face is small[1]
    assert camera.points == [(0.25, 0)]


def test_the_same_pose_a_moment_later_is_not_even_embedded() -> None:
    camera = Camera()
    camera.sees(0.0)
    offer = camera.sees(0.25, after=0.2)
    assert (offer.verdict, offer.count) == ("too_alike", 1)
    assert offer.hint == "turn a little to your left", "looking ahead adds nothing just now"
    assert camera.embedder.batches == [1]
    assert camera.sees(0.25, after=0.2, yaw=12).verdict == "taken"
    assert camera.sees(0.5, after=0.2, score=0.85).verdict == "taken", "clearly better: worth a look"
    assert camera.sees(0.75, after=1.5).verdict == "taken"


def test_a_better_face_takes_the_place_of_its_like() -> None:
    camera = Camera()
    camera.sees(0.0)
    camera.sees(0.25)
    assert camera.sees(0.01, score=0.75).verdict == "too_alike"
    assert camera.sees(0.01, score=0.9).verdict == "replaced_poorer"
    assert camera.points == [(0.01, 0), (0.25, 0)]
    assert camera.sees(0.13, score=1.0).verdict == "too_alike", "like both of them"


def test_who_never_turns_fills_all_places_until_somebody_does() -> None:
    camera = Camera(wanted=4)
    scores = (0.7, 0.5, 0.8, 0.9)
    for (x, y), score in zip(AHEAD, scores, strict=True):
        camera.sees(x, y, score=score)
    assert camera.collector.poses == {"ahead": (4, 2), "left": (0, 1), "right": (0, 1)}
    assert not camera.collector.done
    asked = len(camera.embedder.batches)
    enough = camera.sees(0.3, 0.24, score=0.55)
    assert (enough.verdict, enough.reason) == ("too_alike", "there are enough from this side")
    assert len(camera.embedder.batches) == asked
    assert camera.sees(0.25, 0.25, score=0.65).verdict == "replaced_poorer", "better than the poorest"
    assert camera.sees(0.5, 0.3, yaw=-20, score=0.4).verdict == "replaced_poorer", "the side was missing"
    assert camera.points == [(0, 0), (0.5, 0.3), (0.5, 0), (0.75, 0)]
    assert camera.sees(0.75, 0.3, yaw=20).verdict == "replaced_poorer"
    assert camera.collector.done
    assert camera.points == [(0.75, 0.3), (0.5, 0.3), (0.5, 0), (0.75, 0)]


def test_a_passer_by_is_refused_and_one_who_came_first_does_not_stay() -> None:
    camera = Camera()
    assert camera.sees(2.0, 2.0).verdict == "taken", "nobody knows yet"
    assert camera.sees(0.0).verdict == "somebody_else"
    offer = camera.sees(0.25)
    assert (offer.verdict, offer.count) == ("taken", 2)
    assert camera.points == [(0, 0), (0.25, 0)]
    refused = camera.sees(2.0, 2.25)
    assert (refused.verdict, refused.count) == ("somebody_else", 2)
    assert "does not look like" in refused.reason


def test_a_crowd_that_passes_by_is_forgotten() -> None:
    camera = Camera()
    for x, y in AHEAD[:2]:
        camera.sees(x, y)
    for x in (1.2, 1.8, 2.4):
        for y in (0.6, 1.2, 1.8, 2.4):
            assert camera.sees(x, y).verdict == "somebody_else"
    assert camera.points == AHEAD[:2]
    assert len(camera.collector._people) <= 6


def test_what_was_removed_does_not_come_back() -> None:
    camera = Camera()
    for x, y in AHEAD[:3]:
        camera.sees(x, y)
    camera.collector.remove(1)
    assert camera.points == [(0, 0), (0.5, 0)]
    assert camera.sees(0.26, score=1.0).verdict == "too_alike"
    assert camera.sees(0.75).verdict == "taken"
    with pytest.raises(IndexError, match="3 chosen faces, and no number 3"):
        camera.collector.remove(3)


def test_the_only_face_can_be_removed() -> None:
    camera = Camera()
    camera.sees(0.0)
    camera.collector.remove(0)
    assert camera.collector.chosen == []
    assert camera.sees(0.3).verdict == "taken"
    with pytest.raises(IndexError):
        Collector(embedder=Given(), distance_threshold=1.0).remove(0)


def test_somebody_who_is_in_the_gallery_already_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    model = GalleryModel.of(Given.card)
    with Gallery.open(tmp_path / "g.sqlite", keys=KeyFiles(tmp_path / "keys"), create=True) as gallery:
        gallery.embeddings.add_model(model)
        chip = np.zeros((4, 4, 3), np.uint8)
        bob = gallery.add_person(
            "Bob", [NewTemplate(chip, Given.card.alignment_id, embeddings={model.id: np.array([0, 0], np.float32)})]
        )
        matcher = Matcher(gallery, model)
        offer = Camera(matcher=matcher).sees(0.1)
        assert (offer.verdict, offer.looks_like) == ("taken", "Bob")
        assert offer.looks_like_distance == pytest.approx(0.1)
        assert Camera(matcher=matcher).sees(2.0).looks_like is None
        assert Camera(matcher=matcher, person_id=bob.id).sees(0.1).looks_like is None


def test_poses_and_limits() -> None:
    assert [pose_of(yaw) for yaw in (-40, -15, -14, 0, 14, 15, 40)] == [
        *("right", "right", "ahead", "ahead", "ahead", "left", "left"),
    ]
    with pytest.raises(ValueError, match="wanted"):
        Collector(embedder=Given(), distance_threshold=1.0, wanted=0)
    with pytest.raises(ValueError, match="threshold"):
        Collector(embedder=Given(), distance_threshold=0.0)
    camera = Camera(wanted=1)
    assert camera.sees(0.0).hint == "that is enough, thank you"
    assert camera.collector.done
