"""How video is recognised: every number of the rules in `core.recognition.tracker`, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

# A video's detector need not look for smaller faces: one of 40 px is the smallest that is recognised reliably, and
# MTCNN is about one and a half times as fast with 40 as with 20.
VIDEO_SMALLEST_FACE = 40


@dataclass(frozen=True, slots=True)
class RecognitionSettings:
    """Distances are given as shares of the distance threshold, so that they hold for every model.

    Attributes:
        detect_side: Faces of a video are looked for in a picture whose longer side has at most so many pixels; they
            are cut out of the full one. Photos are always searched in full.
        embeddings_per_frame: At most so many faces of one frame go through the network; the rest wait for the
            next frame. It bounds the time of a frame with a crowd.
        sure_weight: Evidence (qualities of the looks, older ones counting less) at which a track is decided. Two
            looks of quality 0.7 suffice.
        clear_share: A single look names a track at once if the distance is below this share of the threshold and
            nobody else comes near it.
        clear_quality: And if its quality is at least this.
        most_looks_undecided: After so many looks a track counts as unknown, however poor they were.
        keep_share: Hysteresis. A name stays until the distance is above 1 + this times the threshold, and another
            person takes it over only when nearer by this share of the threshold.
        same_share: A new face continues a lost track if it lies within this share of the threshold of it.
        other_share: After a jump or an occlusion, a face farther than this share of the threshold from its track
            is somebody else.
        known_seconds, unknown_seconds: A track is looked at again when its last look is so old.
        better_quality: And when its face is better by this than in every look before, but not more often than
            every `better_seconds`.
        lost_seconds: So long a track that is not seen can be taken up again.
    """

    detect_side: int = 640
    embeddings_per_frame: int = 4
    sure_weight: float = 1.2
    clear_share: float = 0.8
    clear_quality: float = 0.4
    most_looks_undecided: int = 6
    keep_share: float = 0.08
    same_share: float = 0.8
    other_share: float = 1.1
    known_seconds: float = 2.0
    unknown_seconds: float = 0.5
    better_quality: float = 0.1
    better_seconds: float = 0.3
    lost_seconds: float = 3.0

    def __post_init__(self) -> None:
        for name in ("detect_side", "embeddings_per_frame", "most_looks_undecided"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be 1 or more, got {getattr(self, name)}")
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above 0, got {getattr(self, name)}")
