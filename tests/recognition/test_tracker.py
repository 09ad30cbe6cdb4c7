from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core.gallery.matching import Match
from core.recognition.settings import RecognitionSettings
from core.recognition.track import Track
from core.recognition.tracker import Tracker
from tests.recognition.looks import look, match

STEP = 1 / 30


def box(x: float, y: float = 100, side: float = 60) -> tuple[float, float, float, float]:
    return (x, y, side, side)


def ids(tracks: Sequence[Track]) -> list[int]:
    return [track.id for track in tracks]


def follow(tracker: Tracker, *frames: Sequence[tuple[float, ...]], start: int = 0) -> list[list[int]]:
    return [
        ids(tracker.follow(np.array(boxes, float), time=(start + number) * STEP)) for number, boxes in enumerate(frames)
    ]


def test_a_track_is_tentative_confirmed_lost_and_ends() -> None:
    tracker = Tracker()
    (track,) = tracker.follow(np.array([box(0)]), time=0)
    assert track.life == "tentative"
    tracker.follow(np.array([box(3)]), time=STEP)
    assert track.life == "confirmed"
    tracker.follow(np.empty((0, 4)), time=2 * STEP)
    assert (track.life, tracker.tracks) == ("lost", (track,))
    tracker.follow(np.empty((0, 4)), time=10)
    assert (track.life, tracker.tracks) == ("ended", ())


def test_what_was_seen_once_only_ends_at_once() -> None:
    tracker = Tracker()
    (track,) = tracker.follow(np.array([box(0)]), time=0)
    tracker.follow(np.empty((0, 4)), time=STEP)
    assert (track.life, tracker.tracks) == ("ended", ())


def test_two_faces_that_cross_keep_their_numbers() -> None:
    # 12 px a frame, in opposite directions, overlapping on the way.
    tracker = Tracker()
    for n in range(21):
        boxes = [box(12 * n, y=100), box(240 - 12 * n, y=130)]
        order = [0, 1] if n % 2 else [1, 0]
        found = tracker.follow(np.array([boxes[index] for index in order]), time=n * STEP)
        if n == 0:
            first = dict(zip(order, ids(found), strict=True))
        assert dict(zip(order, ids(found), strict=True)) == first


def test_a_short_occlusion_is_bridged_by_position_and_questioned() -> None:
    tracker = Tracker()
    assert follow(tracker, [box(0)], [box(10)], [box(20)], [], [], [box(50)]) == [[1], [1], [1], [], [], [1]]
    (track,) = tracker.tracks
    assert track.life == "confirmed"
    assert track.in_question


def test_visible_tracks_choose_before_lost_ones() -> None:
    tracker = Tracker()
    follow(tracker, [box(0), box(90)], [box(0), box(90)], [box(0)])
    # It moves to where the lost one was, and a face appears behind it.
    steps = [[box(x)] for x in (20, 40, 60, 80, 90, 90, 90, 90)]
    assert follow(tracker, *steps, [box(92), box(60)], start=3)[-2:] == [[1], [1, 2]]


def test_a_face_elsewhere_or_of_another_size_is_a_new_one() -> None:
    tracker = Tracker()
    assert follow(tracker, [box(0)], [box(0)], [box(400)]) == [[1], [1], [2]]
    assert follow(tracker, [box(400, side=200)], start=3) == [[3]]


def test_a_sudden_other_look_is_questioned() -> None:
    same, other = np.eye(2, dtype=np.float32)
    tracker = Tracker()
    (track,) = tracker.follow(np.array([box(0)]), time=0, appearances=[same])
    tracker.look(track, look({1: 0.2}))
    tracker.follow(np.array([box(0)]), time=STEP, appearances=[same])
    assert not track.in_question
    tracker.follow(np.array([box(0)]), time=2 * STEP, appearances=[other])
    assert track.in_question
    assert track.urgency(0.7, 2 * STEP) == 3


def test_whoever_comes_back_elsewhere_continues_the_lost_track() -> None:
    tracker = Tracker()
    (track,) = tracker.follow(np.array([box(0)]), time=0)
    tracker.look(track, look({1: 0.2}, embedding=(1, 0)))
    follow(tracker, [box(0)], [], start=1)
    (new,) = tracker.follow(np.array([box(400)]), time=1)
    assert new.id == 2
    assert tracker.look(new, look({1: 0.2}, embedding=(1, 0.3))) is track
    assert ids(tracker.tracks) == [1]
    assert ids(tracker.follow(np.array([box(402)]), time=1 + STEP)) == [1]
    follow(tracker, [], start=40)
    (stranger,) = tracker.follow(np.array([box(0)]), time=2)
    assert tracker.look(stranger, look({1: 0.9}, embedding=(1, 0.9))) is stranger


def test_somebody_else_in_a_tracks_place_gets_a_track_of_their_own() -> None:
    tracker = Tracker()
    (track,) = tracker.follow(np.array([box(0)]), time=0)
    tracker.look(track, look({1: 0.2}, embedding=(1, 0)))
    tracker.name([track], time=0)
    follow(tracker, [box(0)], [], start=1)
    (there,) = tracker.follow(np.array([box(0)]), time=3 * STEP)
    assert there is track
    other = tracker.look(track, look({2: 0.1, 1: 0.9}, embedding=(0, 1)))
    tracker.name([other], time=3 * STEP)
    assert other.id == 2
    assert (other.carried and other.carried.name, track.life) == ("Bob", "lost")
    assert ids(tracker.follow(np.array([box(0)]), time=4 * STEP)) == [2]


def named(track: Track) -> str | None:
    return None if track.carried is None else track.carried.name


def single(*looks: object, settings: RecognitionSettings | None = None) -> tuple[Tracker, Track, list[str | None]]:
    """A tracker with one face, and its name after each look."""
    tracker = Tracker(settings)
    names = []
    for number, one in enumerate(looks):
        (track,) = tracker.follow(np.array([box(0)]), time=number * STEP)
        tracker.look(track, one)  # type: ignore[arg-type]
        tracker.name([track], time=number * STEP)
        names.append(named(track))
    return tracker, track, names


@pytest.mark.parametrize(
    ("looks", "names"),
    [
        ([look({1: 0.2, 2: 0.9})], ["Anna"]),
        ([look({1: 0.2, 2: 0.9}, quality=0.3)] * 5, [None, None, None, None, None]),
        ([look({1: 0.45, 2: 0.9})] * 2, [None, "Anna"]),
        ([look({1: 0.2, 2: 0.21})] * 2, [None, "Anna"]),
        ([look({1: 0.55})] * 4, [None] * 4),
        ([look({})] * 2, [None, None]),
    ],
    ids=["clear", "poor", "near the threshold", "two people alike", "stranger", "empty gallery"],
)
def test_unknown_until_sure(looks: list[object], names: list[str | None]) -> None:
    assert single(*looks)[2] == names


def test_a_stranger_who_is_mistaken_once_stays_unknown() -> None:
    _, track, names = single(look({1: 0.62}), look({1: 0.45}), look({1: 0.63}), look({1: 0.6}))
    assert names == [None] * 4
    assert track.verdict == "unknown"


def test_poor_looks_are_given_up_after_some() -> None:
    _, track, _ = single(*[look({1: 0.9}, quality=0.05)] * 6)
    assert track.verdict == "unknown"


def test_names_do_not_flicker_at_the_threshold() -> None:
    around = [look({1: 0.5 + (-1) ** n * 0.03}) for n in range(12)]
    _, _, names = single(look({1: 0.3, 2: 0.9}), *around)
    assert set(names) == {"Anna"}


def test_names_do_not_flicker_between_two_people() -> None:
    swapping = [look({1: 0.3 + (-1) ** n * 0.02, 2: 0.3 - (-1) ** n * 0.02}) for n in range(12)]
    _, _, names = single(look({1: 0.2, 2: 0.4}), *swapping)
    assert set(names) == {"Anna"}


def test_a_name_is_withdrawn_when_later_looks_contradict() -> None:
    right, wrong = look({1: 0.3, 2: 0.9}), look({1: 0.9, 2: 0.9})
    tracker, track, names = single(right, right, right, right, wrong)
    assert names[-1] == "Anna"
    assert track.urgency(0.7, 5 * STEP) == 2
    for number in range(5, 9):
        tracker.follow(np.array([box(0)]), time=number * STEP)
        tracker.look(track, wrong)
        tracker.name([track], time=number * STEP)
    assert (named(track), track.verdict) == (None, "unknown")


def test_a_name_is_replaced_by_a_nearer_one() -> None:
    _, _, names = single(*[look({1: 0.4, 2: 0.9})] * 2, *[look({1: 0.5, 2: 0.1})] * 6)
    assert (names[1], names[-1]) == ("Anna", "Bob")


def test_one_person_has_one_face_in_a_frame() -> None:
    tracker = Tracker()
    left, right = tracker.follow(np.array([box(0), box(300)]), time=0)
    tracker.look(left, look({1: 0.3, 2: 0.9}, embedding=(1, 0)))
    tracker.look(right, look({1: 0.2, 2: 0.9}, embedding=(0, 1)))
    tracker.name([left, right], time=0)
    assert (named(left), named(right)) == (None, "Anna")
    # A little nearer does not suffice to take a name over.
    tracker.look(left, look({1: 0.08, 2: 0.9}, embedding=(1, 0)))
    tracker.name([left, right], time=0)
    assert (named(left), named(right)) == (None, "Anna")
    for _ in range(3):
        tracker.look(left, look({1: 0.02, 2: 0.9}, embedding=(1, 0)))
    tracker.name([left, right], time=0)
    assert (named(left), named(right)) == ("Anna", None)


def test_a_lookalike_does_not_get_the_name_of_a_face_that_is_missed_for_a_moment() -> None:
    tracker = Tracker()
    for time in (0, STEP):
        left, right = tracker.follow(np.array([box(0), box(300)]), time=time)
    tracker.look(left, look({1: 0.2}, embedding=(1, 0)))
    tracker.look(right, look({1: 0.35}, embedding=(0, 1)))
    tracker.name([left, right], time=STEP)
    (right,) = tracker.follow(np.array([box(300)]), time=2 * STEP)
    tracker.name([right], time=2 * STEP)
    assert named(right) is None
    tracker.follow(np.array([box(300)]), time=1)
    tracker.name([right], time=1)
    assert named(right) == "Anna"


def test_when_the_network_looks_at_a_track() -> None:
    settings = RecognitionSettings()
    _, known, _ = single(look({1: 0.2, 2: 0.9}, quality=0.6))
    assert known.urgency(0.6, STEP) == 0
    assert known.urgency(0.75, settings.better_seconds) == 1
    assert known.urgency(0.75, STEP) == 0
    assert known.urgency(0.6, settings.known_seconds) == 1
    _, stranger, _ = single(look({1: 0.9}, quality=0.7), look({1: 0.9}, quality=0.7))
    assert stranger.urgency(0.7, 2 * STEP) == 0
    assert stranger.urgency(0.7, STEP + settings.unknown_seconds) == 1
    _, undecided, _ = single(look({1: 0.45}))
    assert undecided.urgency(0.1, STEP) == 2


def test_names_follow_the_gallery() -> None:
    tracker, track, _ = single(look({1: 0.2, 2: 0.9}))

    def identify(embeddings: np.ndarray) -> list[Match]:
        return [match({2: 0.1}) for _ in embeddings]

    tracker.match_again(identify)
    tracker.name([track], time=0)
    assert named(track) == "Bob"


def test_touching_faces_are_looked_at_again() -> None:
    tracker = Tracker()
    boxes = np.array([box(0), box(45)])
    for track in tracker.follow(boxes, time=0):
        tracker.look(track, look({1: 0.9}))
    assert not any(track.in_question for track in tracker.follow(boxes, time=STEP))
    assert all(track.in_question for track in tracker.follow(boxes, time=0.4))


def test_settings_out_of_range_are_named() -> None:
    with pytest.raises(ValueError, match="embeddings_per_frame must be 1 or more, got 0"):
        RecognitionSettings(embeddings_per_frame=0)
    with pytest.raises(ValueError, match="lost_seconds must be above 0"):
        RecognitionSettings(lost_seconds=0)
