"""Faces followed through a video, and the rule by which they get names that do not flicker.

Following, at each frame:

1. Every track predicts where its face is (`core.recognition.motion`). Found faces and tracks are paired so that the
   sum of the costs, overlap and distance of the centres, is smallest (the Hungarian method).
2. A found face that no track fits begins one: **tentative**, and **confirmed** once it is found a second time. A
   tentative track that is not found ends, because detectors err for single frames; a confirmed one is **lost**. A
   lost track is taken up again where it is found, or **ends** after `lost_seconds`.
3. The first embedding of a new track is compared with those of the lost ones: within `same_share` of the threshold
   it is the same face, come back elsewhere, and the lost track goes on.
4. A track that jumped, was hidden, touches another one or suddenly looks different (`core.recognition.appearance`:
   a cut, or somebody else in its place) is in question. If its next embedding is farther than
   `other_share` of the threshold from its own mean, that face is somebody else and begins a track of its own.

Naming. The network looks at a track now and then (`Track.urgency`): when it is new, undecided or in question, when
its face is better to see than before, or when the last look is old.

5. A track's distance to a person is the mean over its latest looks, weighted by their quality; each look counts 0.8
   of the next newer one. The mean of distances is compared, not the distance of a mean embedding, which would lie
   nearer to everybody; so the threshold keeps its meaning, and a stranger must be mistaken on average, not once.
6. A track gets the nearest person's name if that distance is below the threshold and enough was seen
   (`sure_weight`), or at once after one good look that is clearly near to one person only. It is undecided, without a
   name, before.
7. The name stays until its distance is above the threshold by `keep_share`, or until somebody below the threshold is
   nearer by that much. A look that speaks against the name is followed by more looks, so that a name which was
   wrong is withdrawn within a few frames.
8. In one frame a person has one face. If several tracks ask for one name, the nearest gets it, whoever carries it
   already having an advantage of `keep_share`; the others have none. A face that was not found for a moment still
   holds its name, so that a lookalike does not get it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.gallery.matching import Match
from core.recognition.evidence import Claim, Look
from core.recognition.motion import SURE_OVERLAP, cost, overlap
from core.recognition.settings import RecognitionSettings
from core.recognition.track import Track

# Stands for "impossible" where the pairing needs a number.
_NEVER = 1e6
# Two faces that overlap by this may be taken for each other.
_TOUCHING = 0.1
# A look of less quality is too poor to say that a face is somebody else.
_LEAST_QUALITY_TO_PART = 0.2
# Seconds for which an unseen track keeps others from its name.
_KEEPS_NAME = 0.5

Identify = Callable[[NDArray[np.float32]], list[Match]]


class Tracker:
    """The tracks of one video. Not thread-safe.

    Args:
        settings: The numbers of the rule.
        after: The id of the last track before; the first one gets the next.
    """

    def __init__(self, settings: RecognitionSettings | None = None, *, after: int = 0) -> None:
        self._settings = settings or RecognitionSettings()
        self._tracks: list[Track] = []
        self._last_id = after

    @property
    def last_id(self) -> int:
        """Of the track that was begun last."""
        return self._last_id

    @property
    def tracks(self) -> tuple[Track, ...]:
        """All that have not ended."""
        return tuple(self._tracks)

    def follow(
        self, boxes: NDArray[np.floating], *, time: float, appearances: Sequence[NDArray[np.float32]] | None = None
    ) -> list[Track]:
        """Steps 1 and 2: the track of each face found in a frame.

        Args:
            boxes: (N, 4) left, top, width, height in pixels; N may be 0.
            time: Seconds; later than in the call before.
            appearances: Of the N faces, see `core.recognition.appearance`; None to do without.
        """
        boxes = np.asarray(boxes, np.float64).reshape(-1, 4)
        for track in self._tracks:
            if time - track.motion.time > self._settings.lost_seconds:
                track.life = "ended"
        self._forget_ended()
        pairs = self._pair(boxes, time)
        seen = {track.id for track in pairs.values()}
        for track in self._tracks:
            if track.id not in seen:
                track.life = "ended" if track.life == "tentative" else "lost"
        self._forget_ended()
        found = []
        for index, box in enumerate(boxes):
            if index not in pairs:
                track = self._begin(box, time)
            else:
                track = pairs[index]
                # Whoever was out of sight may have changed places with somebody.
                jumped = overlap(track.motion.predict(time), box) < SURE_OVERLAP
                track.in_question = track.in_question or jumped or track.life == "lost"
                track.life = "confirmed"
                track.motion.move(box, time)
            if appearances is not None:
                track.show(appearances[index])
            found.append(track)
        for index, track in enumerate(found):
            last = track.evidence.last
            if last is None or time - last.time < self._settings.better_seconds:
                continue
            if any(overlap(boxes[index], other) > _TOUCHING for at, other in enumerate(boxes) if at != index):
                track.in_question = True
        return found

    def look(self, track: Track, look: Look) -> Track:
        """Steps 3 to 5: an embedding of the face that `track` has in the present frame.

        Returns:
            The track that the face belongs to; another one than `track` where that was mistaken.
        """
        threshold = look.match.distance_threshold
        if track.in_question and self._is_other(track, look, threshold):
            mistaken = track
            track = self._begin(mistaken.motion.box, mistaken.motion.time)
            mistaken.hand_over(track)
        if not len(track.evidence):
            track = self._continued(track, look, threshold)
        track.evidence.add(look)
        track.in_question = False
        return track

    def name(self, visible: Sequence[Track], *, time: float) -> None:
        """Steps 6 to 8 for all tracks with a face in the present frame."""
        asked: dict[int, list[tuple[float, Track, Claim]]] = {}
        hidden = [t for t in self._tracks if t.life == "lost" and time - t.motion.time < _KEEPS_NAME]
        for track in [*visible, *hidden]:
            claim = track.claim()
            if claim is None:
                track.carried = None
                continue
            carries = track.carried is not None and track.carried.person_id == claim.person_id
            last = track.evidence.last
            lead = self._settings.keep_share * last.match.distance_threshold if carries and last is not None else 0.0
            asked.setdefault(claim.person_id, []).append((claim.distance - lead, track, claim))
        for rivals in asked.values():
            rivals.sort(key=lambda rival: (rival[0], rival[1].id))
            for place, (_, track, claim) in enumerate(rivals):
                track.carried = claim if place == 0 else None

    def match_again(self, identify: Identify) -> None:
        """The gallery changed: what was seen is compared anew.

        Args:
            identify: (N, D) embeddings → N matches.
        """
        for track in self._tracks:
            if len(track.evidence):
                track.evidence.match_again(identify(track.evidence.embeddings))

    def _pair(self, boxes: NDArray[np.float64], time: float) -> dict[int, Track]:
        """Index of a box → its track. Tracks that were seen in the last frame choose before lost ones."""
        pairs: dict[int, Track] = {}
        for lost in (False, True):
            tracks = [track for track in self._tracks if (track.life == "lost") == lost]
            free = [index for index in range(len(boxes)) if index not in pairs]
            pairs |= {free[row]: tracks[column] for row, column in _cheapest(tracks, boxes[free], time)}
        return pairs

    def _begin(self, box: NDArray[np.floating], time: float) -> Track:
        self._last_id += 1
        track = Track(self._last_id, box, time, self._settings)
        self._tracks.append(track)
        return track

    def _is_other(self, track: Track, look: Look, threshold: float) -> bool:
        mean = track.evidence.mean_embedding()
        if mean is None or look.quality < _LEAST_QUALITY_TO_PART:
            return False
        return float(np.linalg.norm(mean - look.embedding)) > self._settings.other_share * threshold

    def _continued(self, track: Track, look: Look, threshold: float) -> Track:
        """The lost track that this new one continues, or itself."""
        nearest, least = None, self._settings.same_share * threshold
        for lost in self._tracks:
            mean = lost.evidence.mean_embedding() if lost.life == "lost" else None
            if mean is None:
                continue
            distance = float(np.linalg.norm(mean - look.embedding))
            if distance < least:
                nearest, least = lost, distance
        if nearest is None:
            return track
        nearest.motion, nearest.life = track.motion, "confirmed"
        track.life = "ended"
        self._forget_ended()
        return nearest

    def _forget_ended(self) -> None:
        self._tracks = [track for track in self._tracks if track.life != "ended"]


def _cheapest(tracks: list[Track], boxes: NDArray[np.float64], time: float) -> list[tuple[int, int]]:
    """Pairs (box, track) with the smallest sum of costs, without impossible ones."""
    if not len(boxes) or not tracks:
        return []
    # scipy takes a third of a second to import.
    from scipy.optimize import linear_sum_assignment

    costs = np.array(
        [[cost(track.motion.predict(time), box, elapsed=time - track.motion.time) for track in tracks] for box in boxes]
    )
    rows, columns = linear_sum_assignment(np.where(np.isfinite(costs), costs, _NEVER))
    return [
        (int(row), int(column)) for row, column in zip(rows, columns, strict=True) if np.isfinite(costs[row, column])
    ]
