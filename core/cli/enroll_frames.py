"""Faces for `facenet enroll` from what moves: video files, cameras and streams."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.cli.console import say
from core.errors import Cancelled, FacenetError
from core.progress import Progress

if TYPE_CHECKING:
    from core.faces.face import FaceDetector
    from core.progress import ProgressListener, StopRequest
    from core.recognition.collector import Collector, Offer, OfferVerdict
    from core.recognition.frames import Frame, FrameSource

# Frames of a file that lie nearer together show the same moment.
_STEP_SECONDS = 0.2
# While nothing new is taken, the person before the camera hears what to do this often.
_HINT_SECONDS = 2.0
# In the order in which they are told.
_IN_WORDS: dict[OfferVerdict, str] = {
    "no_face": "without a face",
    "poor": "too poor",
    "not_alone": "with several people",
    "somebody_else": "of somebody else",
    "too_alike": "like others",
}


@dataclass(slots=True)
class Looked:
    """What became of one source.

    Attributes:
        source: Its name.
        frames: How many were looked at.
        taken: How many of its faces are among the chosen ones in the end.
        verdicts: How many of them got each verdict of `core.recognition.collector.Offer`.
        reasons: Why frames were too poor, in words.
        error: What broke it off; empty where it was read to the end, or as far as was needed.
    """

    source: str
    frames: int = 0
    taken: int = 0
    verdicts: Counter[OfferVerdict] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    error: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "frames": self.frames,
            "taken": self.taken,
            "verdicts": dict(sorted(self.verdicts.items())),
            "error": self.error or None,
        }

    def in_words(self) -> str:
        """For instance `film.mp4: looked at 40 frames, took 8; left out 20 too poor (mostly dark), 12 like others.`"""
        if not self.frames:
            return self.error or f"{self.source}: there was no frame."
        frames = "1 frame" if self.frames == 1 else f"{self.frames:,} frames"
        mostly = f" (mostly {self.reasons.most_common(1)[0][0].replace('_', ' ')})" if self.reasons else ""
        left = [
            f"{self.verdicts[one]:,} {words}{mostly if one == 'poor' else ''}"
            for one, words in _IN_WORDS.items()
            if self.verdicts[one]
        ]
        line = f"{self.source}: looked at {frames}, took {self.taken}" + (
            f"; left out {', '.join(left)}" if left else ""
        )
        return f"{line}. {self.error}".rstrip()


def look_through(
    word: str,
    *,
    collector: Collector,
    detector: FaceDetector,
    seconds: float,
    progress: ProgressListener,
    stop: StopRequest,
) -> Looked:
    """Offer the frames of a source to a collector until it has enough.

    Args:
        word: A video file, a camera or an address.
        seconds: A live source ends after so many, counted from its first frame.

    Raises:
        Cancelled: Ctrl-C.
        InputError, VideoError, CameraError: It cannot be opened.
    """
    from core.recognition.sources import open_source

    with open_source(word, stop=stop, on_state=lambda state: say(state.text)) as source:
        looked = Looked(source.name)
        prompter = _Prompter() if source.live else None
        end: threading.Timer | None = None
        last = float("-inf")
        try:
            while not collector.done and (frame := _next(source, looked)) is not None:
                if source.live and end is None:
                    # Closing ends a read that waits for a camera that is gone.
                    end = threading.Timer(seconds, source.close)
                    end.daemon = True
                    end.start()
                at = frame.time if frame.time is not None else float("inf")
                if not source.live and at - last < _STEP_SECONDS:
                    continue
                last = at
                offer = _offer(frame, collector, detector)
                looked.frames += 1
                looked.verdicts[offer.verdict] += 1
                if offer.verdict == "poor" and offer.quality is not None:
                    looked.reasons[offer.quality.problems[0].code] += 1
                if prompter is None:
                    progress(
                        Progress(f"looking through {source.name}", frame.index + 1, getattr(source, "frames", None))
                    )
                else:
                    prompter.hear(offer)
        finally:
            if end is not None:
                end.cancel()
    if stop.is_set():
        raise Cancelled(
            f"Stopped; nobody was enrolled from {looked.source}.",
            hint="With --seconds N a camera ends by itself, and what was taken is kept.",
        )
    return looked


def _next(source: FrameSource, looked: Looked) -> Frame | None:
    """The next frame; None at the end, also where a video breaks off after some frames."""
    try:
        return source.read()
    except FacenetError as error:
        if not looked.frames:
            raise
        looked.error = error.message
        return None


def _offer(frame: Frame, collector: Collector, detector: FaceDetector) -> Offer:
    from core.faces.align import find_faces
    from core.faces.quality import judge

    faces = find_faces(frame.image_rgb, detector)
    qualities = [judge(face, image_shape=frame.image_rgb.shape, template=detector.template) for face in faces]
    return collector.offer(frame, faces, qualities)


class _Prompter:
    """Tells the person before the camera what to do: at once when a face was taken, else now and then."""

    def __init__(self) -> None:
        self._said, self._at = "", float("-inf")

    def hear(self, offer: Offer) -> None:
        now = time.monotonic()
        taken = offer.verdict in ("taken", "replaced_poorer")
        if offer.words != self._said and (taken or now - self._at >= _HINT_SECONDS):
            say(offer.words)
            self._said, self._at = offer.words, now
