"""Collect: the frames of a camera or a video become a few good and different faces of one person.

The rule, in order:

1. The main face of the frame counts, as in pictures; a frame with a second face of similar size does not.
2. A face whose quality does not suffice is left, with a hint that says what would help.
3. A face in the pose of one that was taken a moment ago is left, unless it is clearly better. Only what passes so far
   is embedded: at most one face of a frame.
4. Faces nearer than the distance threshold are one person's. The first of them whom the most faces show is
   enrolled; so a passer-by who came first does not keep everybody else out.
5. A face nearly equal to one that is there replaces it if clearly better, and is left otherwise.
6. A quarter of the places belong to each side, the rest to the view from the front. While a side is missing others
   take its places, the poorest of which makes room later.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from core.faces.align import AlignedFace, main_face
from core.faces.chip import alignment_id
from core.faces.quality import ProblemCode, Quality
from core.gallery.enrolment import FaceToEnroll
from core.gallery.matching import Match, Matcher
from core.recognition.frames import Frame

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

WANTED = 8

Pose = Literal["ahead", "left", "right"]
OfferVerdict = Literal[
    "taken", "replaced_poorer", "poor", "too_alike", "not_alone", "somebody_else", "no_face", "enough"
]

# From so many degrees on a face looks to its side; the landmarks tell it to some 5°.
_SIDE_YAW = 15.0
# Faces nearer than this share of the distance threshold show the same moment. In webcam clips, faces of one person that
# were taken a second apart lie 0.3 to 0.6 of it apart.
_ALIKE = 0.4
# And so do these, without asking the network: degrees of yaw and pitch, and seconds.
_SAME_POSE, _SAME_MOMENT = 5.0, 1.0
# A score that is better by less is not better.
_BETTER = 0.1
# Two faces of which the smaller has more than this share of the larger one's area: whose turn is it?
_SIMILAR_AREA = 0.4
# More people than this before one camera are not told apart; the rarest is forgotten.
_MOST_PEOPLE = 6

_PROBLEM_HINTS: dict[ProblemCode, str] = {
    "too_small": "come closer",
    "blurred": "hold still",
    "too_dark": "more light on your face",
    "too_bright": "less light on your face",
    "turned_away": "look towards the camera",
    "cut_off": "move to the middle of the picture",
    "low_confidence": "look into the camera with nothing before your face",
}
# In this order: what spoils most is said first.
_PROBLEM_ORDER: tuple[ProblemCode, ...] = (
    *("cut_off", "too_small", "too_dark", "too_bright", "turned_away", "blurred", "low_confidence"),
)
_POSE_HINTS: dict[Pose, str] = {
    "ahead": "look straight into the camera",
    "left": "turn a little to your left",
    "right": "turn a little to your right",
}
_VARY = "move your head a little, or smile"


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """What became of one frame.

    Attributes:
        verdict: In one word, for programs.
        reason: Why the face was left, in words; empty where it was taken.
        hint: What the person before the camera should do next, in a few words without a full stop.
        count, wanted: How many faces are chosen now, and how many are wanted.
        face, quality: The face that was looked at; None where there was none.
        looks_like: Somebody else in the gallery whom this face shows; None for nobody, or where it was not embedded.
        looks_like_distance: How near it is to them.
    """

    verdict: OfferVerdict
    reason: str
    hint: str
    count: int
    wanted: int
    face: AlignedFace | None = None
    quality: Quality | None = None
    looks_like: str | None = None
    looks_like_distance: float | None = None

    @property
    def words(self) -> str:
        """For instance `3 of 8 taken; turn a little to your left`."""
        return f"{self.count} of {self.wanted} taken; {self.hint}"


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    face: FaceToEnroll
    score: float
    yaw: float
    pitch: float
    frame_source: str
    time: float | None

    @property
    def pose(self) -> Pose:
        return pose_of(self.yaw)


@dataclass(slots=True, eq=False)
class _Person:
    """The faces of one of the people who were seen."""

    taken: list[_Taken] = field(default_factory=list)
    removed: list[_Taken] = field(default_factory=list)

    def distance(self, embedding: NDArray[np.floating]) -> float:
        """To the nearest of the faces, also of those that were removed."""
        return min((_distance(one, embedding) for one in (*self.taken, *self.removed)), default=float("inf"))


class Collector:
    """Chooses faces to enroll, one frame after the other.

    One thread offers frames; any thread may read and remove. Nothing is written to the gallery: give `chosen` to
    `core.gallery.enrolment.review`.

    Args:
        embedder: Is asked about at most one face of a frame.
        distance_threshold: Below it two faces are taken for one person; unsquared L2 of the embedder's model.
        matcher: Finds who looks like somebody in the gallery already; its model is the embedder's. None asks nobody.
        person_id: Whom the faces are for, if that person is in the gallery already; never reported as `looks_like`.
        wanted: How many faces are enough.
        accept_poor: Take faces whose quality does not suffice as well.

    Raises:
        GalleryError: The gallery of `matcher` cannot be read.
        ValueError: `wanted` is below 1, or the threshold not above 0.
    """

    def __init__(
        self,
        *,
        embedder: Embedder,
        distance_threshold: float,
        matcher: Matcher | None = None,
        person_id: int | None = None,
        wanted: int = WANTED,
        accept_poor: bool = False,
    ) -> None:
        if wanted < 1:
            raise ValueError(f"wanted must be 1 or more, got {wanted}")
        if not distance_threshold > 0:
            raise ValueError(f"distance_threshold must be above 0, got {distance_threshold}")
        self.wanted = wanted
        self._embedder = embedder
        self._distance_threshold = distance_threshold
        self._matcher = matcher
        self._person_id = person_id
        self._accept_poor = accept_poor
        self._share: dict[Pose, int] = {"ahead": wanted - 2 * (wanted // 4), "left": wanted // 4, "right": wanted // 4}
        self._people: list[_Person] = []
        self._main = _Person()
        self._lock = threading.RLock()
        if matcher is not None:
            matcher.refresh()

    def offer(self, frame: Frame, faces: Sequence[AlignedFace], qualities: Sequence[Quality]) -> Offer:
        """Look at a frame, and take its face if it adds to what is there.

        Args:
            frame: With the picture in which the faces were found.
            faces: All of them.
            qualities: One for each face, from `core.faces.quality.judge`.
        """
        with self._lock:
            if self._done():
                return self._answer("enough", hint="that is enough, thank you")
        if not faces:
            return self._answer("no_face", "no face was found", hint="look into the camera")
        face = main_face(list(faces), frame.image_rgb.shape)
        index = next(i for i, one in enumerate(faces) if one is face)
        face, quality = faces[index], qualities[index]
        if any(_area(other) > _SIMILAR_AREA * _area(face) for other in faces if other is not face):
            return self._answer(
                "not_alone", "two faces of similar size", face, quality, hint="one person at a time, please"
            )
        if quality.problems and not self._accept_poor:
            text = ", ".join(problem.text for problem in quality.problems)
            return self._answer("poor", text, face, quality, hint=_problem_hint(quality))
        with self._lock:
            reason = self._why_not(frame, quality)
        if reason:
            return self._answer("too_alike", reason, face, quality)
        # Outside of the lock: the first call loads the network.
        embedding = self._embedder.embed(face.chip_rgb[None])[0]
        match = self._match(embedding)
        with self._lock:
            verdict, reason = self._place(_taken(frame, face, quality, embedding))
        return self._answer(verdict, reason, face, quality, match=match)

    @property
    def chosen(self) -> list[FaceToEnroll]:
        """The faces so far. A better face takes the place of the one that it replaces."""
        with self._lock:
            return [one.face for one in self._main.taken]

    @property
    def poses(self) -> dict[Pose, tuple[int, int]]:
        """For each pose how many faces are chosen, and how many places are kept for it."""
        with self._lock:
            return {pose: (self._count(pose), share) for pose, share in self._share.items()}

    @property
    def done(self) -> bool:
        """Whether as many faces as wanted are there, from all sides."""
        with self._lock:
            return self._done()

    def remove(self, index: int) -> None:
        """Give up one of `chosen`. Faces nearly equal to it are not taken again.

        Raises:
            IndexError: There is no such face.
        """
        with self._lock:
            taken = self._main.taken
            if not 0 <= index < len(taken):
                raise IndexError(f"there are {len(taken)} chosen faces, and no number {index}")
            self._main.removed.append(taken.pop(index))

    def _count(self, pose: Pose) -> int:
        return sum(one.pose == pose for one in self._main.taken)

    def _done(self) -> bool:
        return len(self._main.taken) >= self.wanted and all(self._count(p) >= n for p, n in self._share.items())

    def _why_not(self, frame: Frame, quality: Quality) -> str:
        """Why a face would not be taken whatever its embedding; empty where it may be."""
        recent = (
            one
            for person in self._people
            for one in (*person.taken, *person.removed)
            if one.frame_source == frame.source
            and frame.time is not None
            and one.time is not None
            and abs(frame.time - one.time) < _SAME_MOMENT
            and max(abs(one.yaw - quality.yaw), abs(one.pitch - quality.pitch)) < _SAME_POSE
        )
        if any(quality.score < one.score + _BETTER for one in recent):
            return "like the one that was taken a moment ago"
        taken, pose = self._main.taken, pose_of(quality.yaw)
        if len(taken) < self.wanted or self._count(pose) < self._share[pose]:
            return ""
        poorest = min((one.score for one in taken if one.pose == pose), default=0.0)
        return "" if quality.score >= poorest + _BETTER else "there are enough from this side"

    def _place(self, new: _Taken) -> tuple[OfferVerdict, str]:
        """Put a face to its person's."""
        person = self._person_of(new.face.embedding)
        verdict, reason = self._place_among(person, new)
        if len(person.taken) > len(self._main.taken):
            self._main = person
        if person is not self._main:
            return "somebody_else", "does not look like the person in the other faces"
        return verdict, reason

    def _person_of(self, embedding: NDArray[np.float32]) -> _Person:
        nearest = min(self._people, key=lambda person: person.distance(embedding), default=None)
        if nearest is not None and nearest.distance(embedding) < self._distance_threshold:
            return nearest
        if len(self._people) >= _MOST_PEOPLE:
            self._people.remove(min((p for p in self._people if p is not self._main), key=lambda p: len(p.taken)))
        self._people.append(_Person())
        return self._people[-1]

    def _place_among(self, person: _Person, new: _Taken) -> tuple[OfferVerdict, str]:
        alike_distance = _ALIKE * self._distance_threshold
        taken = person.taken
        alike = [i for i, one in enumerate(taken) if _distance(one, new.face.embedding) < alike_distance]
        if any(_distance(one, new.face.embedding) < alike_distance for one in person.removed):
            return "too_alike", "like one that was removed"
        if alike:
            index = min(alike, key=lambda i: _distance(taken[i], new.face.embedding))
            # To replace one and still be like another would make two alike.
            if len(alike) > 1 or new.score < taken[index].score + _BETTER:
                return "too_alike", "like one that is there"
            taken[index] = new
            return "replaced_poorer", ""
        if len(taken) < self.wanted:
            taken.append(new)
            return "taken", ""
        poses = [one.pose for one in taken]
        if poses.count(new.pose) < self._share[new.pose]:
            # Some other pose has more than its share, since all places are taken.
            rivals = [i for i, pose in enumerate(poses) if poses.count(pose) > self._share[pose]]
        else:
            rivals = [i for i, pose in enumerate(poses) if pose == new.pose and new.score >= taken[i].score + _BETTER]
        if not rivals:
            return "too_alike", "there are enough from this side"
        taken[min(rivals, key=lambda i: taken[i].score)] = new
        return "replaced_poorer", ""

    def _match(self, embedding: NDArray[np.float32]) -> Match | None:
        if self._matcher is None:
            return None
        (match,) = self._matcher.identify(embedding[None], distance_threshold=self._distance_threshold)
        return match if match.person_id is not None and match.person_id != self._person_id else None

    def _answer(
        self,
        verdict: OfferVerdict,
        reason: str = "",
        face: AlignedFace | None = None,
        quality: Quality | None = None,
        *,
        hint: str = "",
        match: Match | None = None,
    ) -> Offer:
        exhausted = pose_of(quality.yaw) if quality is not None and verdict == "too_alike" else None
        with self._lock:
            count = len(self._main.taken)
            hint = hint or self._next_hint(exhausted)
        return Offer(
            verdict=verdict,
            reason=reason,
            hint=hint,
            count=count,
            wanted=self.wanted,
            face=face,
            quality=quality,
            looks_like=None if match is None else match.name,
            looks_like_distance=None if match is None else match.distance,
        )

    def _next_hint(self, exhausted: Pose | None) -> str:
        """What would add a face that is still missing; the pose of a face that adds nothing is asked for last."""
        if self._done():
            return "that is enough, thank you"
        missing = [pose for pose, share in self._share.items() if self._count(pose) < share and pose != exhausted]
        return _POSE_HINTS[missing[0]] if missing else _VARY


def pose_of(yaw: float) -> Pose:
    """Whether a face looks ahead or to one of its person's sides; `yaw` as in `core.faces.quality.Quality`."""
    if abs(yaw) < _SIDE_YAW:
        return "ahead"
    return "left" if yaw > 0 else "right"


def _problem_hint(quality: Quality) -> str:
    codes = {problem.code for problem in quality.problems}
    return next(_PROBLEM_HINTS[code] for code in _PROBLEM_ORDER if code in codes)


def _taken(frame: Frame, face: AlignedFace, quality: Quality, embedding: NDArray[np.float32]) -> _Taken:
    return _Taken(
        face=FaceToEnroll(
            chip_rgb=face.chip_rgb,
            embedding=embedding,
            alignment_id=alignment_id(face.chip_rgb.shape[0]),
            quality=quality.score,
            problems=tuple(problem.text for problem in quality.problems),
            source=_source(frame),
        ),
        score=quality.score,
        yaw=quality.yaw,
        pitch=quality.pitch,
        frame_source=frame.source,
        time=frame.time,
    )


def _source(frame: Frame) -> str:
    """`film.mp4 at 3.2 s`; a camera and a stream have no place to go back to."""
    if frame.time is None or frame.source.startswith("camera:") or "://" in frame.source:
        return frame.source
    return f"{frame.source} at {frame.time:.1f} s"


def _distance(one: _Taken, embedding: NDArray[np.floating]) -> float:
    return float(np.linalg.norm(one.face.embedding.astype(np.float64) - embedding))


def _area(face: AlignedFace) -> float:
    return float(face.detected.box[2] * face.detected.box[3])
