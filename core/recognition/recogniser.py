"""From a frame to names: detect → align → judge → follow → embed → match.

A photo's faces are all embedded and stand for themselves. A video's faces belong to tracks, and the network runs only
for those that need it; the rule is in `core.recognition.tracker`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.faces.align import AlignedFace, find_faces
from core.faces.face import FaceDetector
from core.faces.quality import Quality, judge
from core.gallery.matching import Match, Matcher
from core.recognition.appearance import appearance
from core.recognition.evidence import Look
from core.recognition.frames import Frame
from core.recognition.reduced_detector import ReducedDetector
from core.recognition.result import FrameResult, RecognisedFace
from core.recognition.settings import RecognitionSettings
from core.recognition.track import Track
from core.recognition.tracker import Tracker

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

# The gallery is asked so often whether it changed.
_REFRESH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Counters:
    """What a recogniser has done since it was made.

    Attributes:
        frames: Frames and photos.
        faces: Faces found in them.
        embeddings: Faces that went through the network.
        seconds: Time spent, all in all.
    """

    frames: int = 0
    faces: int = 0
    embeddings: int = 0
    seconds: float = 0.0


class Recogniser:
    """Names the faces of photos and of one video at a time. Not thread-safe: one thread uses it.

    It follows changes of the gallery by itself, and never writes to it.

    Args:
        detector: For video one with `smallest_face` of `VIDEO_SMALLEST_FACE` is fast enough.
        embedder: The model of `matcher`.
        matcher: Against whom.
        distance_threshold: See `core.gallery.calibration.threshold_for`.
        settings: Of the tracks.
    """

    def __init__(
        self,
        *,
        detector: FaceDetector,
        embedder: Embedder,
        matcher: Matcher,
        distance_threshold: float,
        settings: RecognitionSettings | None = None,
    ) -> None:
        self.settings = settings or RecognitionSettings()
        self.distance_threshold = distance_threshold
        self.counters = Counters()
        self._detector = detector
        self._reduced = ReducedDetector(detector, self.settings.detect_side)
        self._embedder = embedder
        self._matcher = matcher
        self._tracker = Tracker(self.settings)
        # The source, the size of its pictures and the time that the tracks belong to; no source after a reset.
        self._source: str | None = None
        self._size = (0, 0)
        self._last_time = 0.0
        self._numbered: str | None = None
        self._refreshed: float | None = None

    def photo(self, frame: Frame) -> FrameResult:
        """Every face by itself, searched in full size.

        A person has one face in a photo as well: if several are near enough, the nearest gets the name and the others
        are unknown. In a crowd that is the difference between one stranger who is mistaken and ten.
        """
        begin = time.perf_counter()
        self._follow_gallery()
        faces = find_faces(frame.image_rgb, self._detector)
        qualities = self._judge(faces, frame)
        matches, _ = self._match(faces)
        owners = _nearest_faces(matches)
        recognised = tuple(
            RecognisedFace(
                box=face.detected.box,
                landmarks=face.detected.landmarks,
                confidence=face.detected.confidence,
                quality=quality,
                track=None,
                life=None,
                verdict="known" if index in owners else "unknown",
                person_id=match.person_id if index in owners else None,
                name=match.name if index in owners else None,
                distance=match.distance,
                distance_threshold=match.distance_threshold,
                seconds_since_look=0.0,
            )
            for index, (face, quality, match) in enumerate(zip(faces, qualities, matches, strict=True))
        )
        return self._result(frame, recognised, embeddings=len(faces), begin=begin, seconds=None)

    def process(self, frame: Frame) -> FrameResult:
        """The next frame of a video or camera.

        Another source, another size of its pictures (places are in pixels), or a time that goes back begins anew.
        """
        begin = time.perf_counter()
        now = frame.time if frame.time is not None else begin
        size = (frame.image_rgb.shape[1], frame.image_rgb.shape[0])
        if frame.source != self._numbered:
            self._tracker, self._numbered = Tracker(self.settings), frame.source
        elif frame.source != self._source or size != self._size or now < self._last_time:
            self.reset()
        self._source, self._size, self._last_time = frame.source, size, now
        self._follow_gallery()
        faces = find_faces(frame.image_rgb, self._reduced)
        qualities = self._judge(faces, frame)
        boxes = np.array([face.detected.box for face in faces], np.float64).reshape(-1, 4)
        tracks = self._tracker.follow(boxes, time=now, appearances=[appearance(face.chip_rgb) for face in faces])
        chosen = self._most_urgent(tracks, qualities, now)
        matches, embeddings = self._match([faces[index] for index in chosen])
        for index, match, embedding in zip(chosen, matches, embeddings, strict=True):
            look = Look(embedding, match, float(qualities[index].score), now)
            tracks[index] = self._tracker.look(tracks[index], look)
        self._tracker.name(tracks, time=now)
        recognised = tuple(
            self._tracked(face, quality, track, now)
            for face, quality, track in zip(faces, qualities, tracks, strict=True)
        )
        return self._result(frame, recognised, embeddings=len(chosen), begin=begin, seconds=frame.time)

    def reset(self) -> None:
        """Forget all tracks; later ones of the same source get other ids."""
        self._tracker = Tracker(self.settings, after=self._tracker.last_id)
        self._source, self._last_time = None, 0.0

    def _follow_gallery(self) -> None:
        now = time.monotonic()
        if self._refreshed is not None and now - self._refreshed < _REFRESH_SECONDS:
            return
        self._refreshed = now
        if self._matcher.refresh():
            self._tracker.match_again(self._identify)

    def _identify(self, embeddings: NDArray[np.float32]) -> list[Match]:
        return self._matcher.identify(embeddings, distance_threshold=self.distance_threshold)

    def _judge(self, faces: Sequence[AlignedFace], frame: Frame) -> list[Quality]:
        return [judge(face, image_shape=frame.image_rgb.shape, template=self._detector.template) for face in faces]

    def _match(self, faces: Sequence[AlignedFace]) -> tuple[list[Match], NDArray[np.float32]]:
        if not faces:
            return [], np.empty((0, self._matcher.model.embedding_size), np.float32)
        embeddings = self._embedder.embed(np.stack([face.chip_rgb for face in faces]))
        return self._identify(embeddings), embeddings

    def _most_urgent(self, tracks: Sequence[Track], qualities: Sequence[Quality], now: float) -> list[int]:
        """Indices of the faces to embed: the most urgent first, among equals the one that waits longest."""
        urgency = [track.urgency(float(quality.score), now) for track, quality in zip(tracks, qualities, strict=True)]
        waited = [now - last.time if (last := track.evidence.last) is not None else np.inf for track in tracks]
        order = sorted((i for i, need in enumerate(urgency) if need), key=lambda i: (-urgency[i], -waited[i], i))
        return order[: self.settings.embeddings_per_frame]

    def _tracked(self, face: AlignedFace, quality: Quality, track: Track, now: float) -> RecognisedFace:
        nearest, last = track.nearest, track.evidence.last
        return RecognisedFace(
            box=face.detected.box,
            landmarks=face.detected.landmarks,
            confidence=face.detected.confidence,
            quality=quality,
            track=track.id,
            life="tentative" if track.life == "tentative" else "confirmed",
            verdict=track.verdict,
            person_id=None if track.carried is None else track.carried.person_id,
            name=None if track.carried is None else track.carried.name,
            distance=None if nearest is None else nearest.distance,
            distance_threshold=self.distance_threshold,
            seconds_since_look=None if last is None else now - last.time,
        )

    def _result(
        self,
        frame: Frame,
        faces: tuple[RecognisedFace, ...],
        *,
        embeddings: int,
        begin: float,
        seconds: float | None,
    ) -> FrameResult:
        took = time.perf_counter() - begin
        before = self.counters
        self.counters = Counters(
            frames=before.frames + 1,
            faces=before.faces + len(faces),
            embeddings=before.embeddings + embeddings,
            seconds=before.seconds + took,
        )
        height, width = frame.image_rgb.shape[:2]
        return FrameResult(
            source=frame.source,
            index=frame.index,
            time=seconds,
            image_size=(width, height),
            faces=faces,
            embeddings=embeddings,
            seconds=took,
        )


def _nearest_faces(matches: Sequence[Match]) -> set[int]:
    """Indices of the faces that get their person's name: the nearest one of each person."""
    nearest: dict[int, tuple[float, int]] = {}
    for index, match in enumerate(matches):
        if match.person_id is not None and match.distance is not None:
            rival = (match.distance, index)
            nearest[match.person_id] = min(rival, nearest.get(match.person_id, rival))
    return {index for _, index in nearest.values()}
