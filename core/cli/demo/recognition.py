"""The demonstration's people, enrolled and looked for: in group photos and in a video, and who was recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core import files
from core.data.sample_faces import SampleFaces, SampleIdentity
from core.data.sample_files import sample_people
from core.data.sample_scenes import SceneFace, sample_photo, sample_video_scenes
from core.faces.photo import encode_jpeg
from core.progress import Progress, ProgressListener
from core.recognition.annotate import annotate
from core.recognition.frames import Frame
from core.recognition.recogniser import Recogniser
from core.recognition.recorder import VideoRecorder
from core.recognition.result import FrameResult, RecognisedFace

VIDEO = "video.mp4"
_FRAMES_PER_SECOND = 15.0
_STILLS = 4


@dataclass(frozen=True, slots=True, eq=False)
class GroupPhoto:
    """A group photo with names drawn in, (H, W, 3) uint8 RGB, and what became of its people."""

    image_rgb: NDArray[np.uint8]
    named: int
    known: int
    strangers_unknown: int
    strangers: int


@dataclass(frozen=True, slots=True, eq=False)
class VideoFinding:
    """What was recognised in the video, counted by faces: one person in one frame.

    Attributes:
        path: The video with names drawn in.
        stills: Some of its frames, (480, 640, 3) uint8 RGB.
        frames: How many it has.
        known, named: Faces of enrolled people that were found, and those with their right name.
        strangers, mistaken: Faces of others that were found, and those that got a name.
        confused: Faces of enrolled people that got somebody else's name.
        embeddings: How often the network had to run: tracks remember who they are.
    """

    path: Path
    stills: list[NDArray[np.uint8]]
    frames: int
    known: int
    named: int
    strangers: int
    mistaken: int
    confused: int
    embeddings: int


class Searching:
    """Looks for the enrolled among people who are drawn anew.

    Args:
        people: Everybody that was drawn so far, by name.
        enrolled: Names of those in the gallery.
        strangers: The first number of people whom nobody has seen.
    """

    def __init__(
        self,
        samples: SampleFaces,
        people: Mapping[str, SampleIdentity],
        enrolled: Sequence[str],
        *,
        strangers: int,
        progress: ProgressListener,
    ) -> None:
        self._samples = samples
        self._people = people
        self._enrolled = list(enrolled)
        self._strangers = strangers
        self._progress = progress
        self._names = {people[name].seed: name for name in enrolled}

    def in_photos(self, recogniser: Recogniser, count: int, folder: Path) -> list[GroupPhoto]:
        """Group photos: three who are enrolled each and, among them, one whom nobody has seen before."""
        groups = []
        for number in range(count):
            scene = sample_photo(self._samples, self._group(number), 1000 + number)
            result = recogniser.photo(Frame(scene.image_rgb, f"group {number + 1}", number, None))
            groups.append(self._judged(annotate(scene.image_rgb, result), scene.faces, result))
            files.write_bytes(folder / f"{number + 1}.jpg", encode_jpeg(groups[-1].image_rgb))
            self._progress(Progress("recognising people", number + 1, count))
        return groups

    def in_video(self, recogniser: Recogniser, frames: int, path: Path, *, stopped: Callable[[], bool]) -> VideoFinding:
        """A video in which two who are enrolled and a stranger come and go; its faces are followed."""
        cast = [self._people[name] for name in self._enrolled[:2]] + self._stranger(len(self._enrolled))
        counts = dict.fromkeys(("known", "named", "strangers", "mistaken", "confused", "embeddings"), 0)
        stills: list[NDArray[np.uint8]] = []
        wanted = set(np.linspace(frames * 0.25, frames * 0.8, _STILLS).astype(int).tolist())
        scenes = sample_video_scenes(self._samples, cast, seed=1, frames=frames, frames_per_second=_FRAMES_PER_SECOND)
        with VideoRecorder(path, frames_per_second=_FRAMES_PER_SECOND) as video:
            for number, scene in enumerate(scenes):
                if stopped():
                    break
                now = number / _FRAMES_PER_SECOND
                result = recogniser.process(Frame(scene.image_rgb, "video", number, now))
                shown = annotate(scene.image_rgb, result)
                video.write(shown, now)
                if number in wanted:
                    stills.append(shown)
                counts["embeddings"] += result.embeddings
                for face in scene.faces:
                    self._count(counts, face, _found(result, face))
                self._progress(Progress("watching a video", number + 1, frames))
        return VideoFinding(path=path, stills=stills, frames=frames, **counts)

    def _count(self, counts: dict[str, int], face: SceneFace, found: RecognisedFace | None) -> None:
        if found is None:
            return
        expected = self._names.get(face.identity.seed)
        if expected is None:
            counts["strangers"] += 1
            counts["mistaken"] += found.name is not None
        else:
            counts["known"] += 1
            counts["named"] += found.name == expected
            counts["confused"] += found.name not in (None, expected)

    def _stranger(self, number: int) -> list[SampleIdentity]:
        return list(sample_people(self._samples, 1, first=self._strangers + number).values())

    def _group(self, number: int) -> list[SampleIdentity]:
        turns = range(number * 3, number * 3 + min(3, len(self._enrolled)))
        there = [self._people[self._enrolled[turn % len(self._enrolled)]] for turn in turns]
        place = number % (len(there) + 1)
        return [*there[:place], *self._stranger(number), *there[place:]]

    def _judged(self, image_rgb: NDArray[np.uint8], there: tuple[SceneFace, ...], result: FrameResult) -> GroupPhoto:
        """Compare who was recognised with who is there. A face that was not found is neither named nor unknown."""
        named = strangers_unknown = known = 0
        for face in there:
            found, expected = _found(result, face), self._names.get(face.identity.seed)
            known += expected is not None
            if found is not None and expected is not None and found.name == expected:
                named += 1
            elif found is not None and expected is None and found.name is None:
                strangers_unknown += 1
        return GroupPhoto(
            image_rgb=image_rgb,
            named=named,
            known=known,
            strangers_unknown=strangers_unknown,
            strangers=len(there) - known,
        )


def _found(result: FrameResult, face: SceneFace) -> RecognisedFace | None:
    """The face that was found where this one is."""
    middle = face.landmarks.mean(0)
    near = [one for one in result.faces if cv2.norm(one.landmarks.mean(0), middle) < face.face_size / 3]
    return near[0] if near else None
