"""What was recognised in a frame or a photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from core.faces.quality import Quality

Verdict = Literal["known", "unknown", "undecided"]


@dataclass(frozen=True, slots=True, eq=False)
class RecognisedFace:
    """One face and who it is.

    Attributes:
        box: (4,) float32: left, top, width, height, in the picture's pixels; may reach past the border.
        landmarks: (5, 2) float32, see `core.faces.face.DetectedFace`.
        confidence: The detector's, in [0, 1].
        quality: How well the face can be seen in this frame.
        track: Number of its track; None in a photo.
        life: `tentative` for a face seen in one frame only, then `confirmed`; None in a photo.
        verdict: `known` with a name; `unknown` for a stranger; `undecided` while too little was seen.
        person_id, name: Who it is, or None.
        distance: To that person, else to the nearest one: in a video the mean over the track's latest looks. None
            where there is nobody to compare with, or before the first look.
        distance_threshold: A distance below it is a match. In a video a name that was given may stay a little above.
        seconds_since_look: Age of the track's latest embedding; 0 if it is of this frame; None before the first.
    """

    box: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    confidence: float
    quality: Quality
    track: int | None
    life: Literal["tentative", "confirmed"] | None
    verdict: Verdict
    person_id: int | None
    name: str | None
    distance: float | None
    distance_threshold: float
    seconds_since_look: float | None

    def to_json(self) -> dict[str, Any]:
        """As `facenet identify --json` prints it; the box in whole pixels' tenths."""
        return {
            "box": _rounded(self.box, 1),
            "landmarks": _rounded(self.landmarks, 1),
            "track": self.track,
            "name": self.name,
            "distance": None if self.distance is None else round(self.distance, 4),
            "distance_threshold": round(self.distance_threshold, 4),
            "quality": {
                "score": round(float(self.quality.score), 3),
                "problems": [problem.text for problem in self.quality.problems],
            },
        }


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult:
    """All faces of one frame.

    Attributes:
        source: Where the frame came from.
        index: Its number in the source, from 0.
        time: Seconds, as the frame says; None for a photo.
        image_size: (width, height) in pixels.
        faces: The surest detection first.
        embeddings: How many embeddings were computed for it.
        seconds: How long recognition took.
    """

    source: str
    index: int
    time: float | None
    image_size: tuple[int, int]
    faces: tuple[RecognisedFace, ...]
    embeddings: int
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The line of `facenet identify --json`: source, frame, time and faces."""
        return {
            "source": self.source,
            "frame": self.index,
            "time": None if self.time is None else round(self.time, 3),
            "faces": [face.to_json() for face in self.faces],
        }


def _rounded(values: NDArray[np.float32], digits: int) -> Any:
    return np.round(values.astype(np.float64), digits).tolist()
