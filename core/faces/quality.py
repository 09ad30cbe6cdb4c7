"""How well a face can be seen, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ProblemCode = Literal["too_small", "blurred", "too_dark", "too_bright", "turned_away", "cut_off", "low_confidence"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a face does not suffice.

    Attributes:
        code: Its kind, for programs.
        text: In plain words with figures, for people; no full stop.
    """

    code: ProblemCode
    text: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a face can be seen.

    Attributes:
        score: In [0, 1]; how far an embedding of this face can be relied upon.
        problems: Why it does not suffice for enrolment; empty where it does.
        face_size: Side in pixels of the square that became the 150×150 template.
        sharpness: See `judge`.
        brightness: Mean luminance of the face, 0 to 255.
        yaw, pitch, roll: Degrees, estimated from the landmarks. Yaw is positive when the face looks towards the
            image's right edge, which is the person's left; pitch when it looks up; roll when the head leans clockwise
            as seen in the image.
        inside: Share of the face's square that lies in the picture.
        confidence: The detector's.
    """

    score: float
    problems: tuple[Problem, ...]
    face_size: float
    sharpness: float
    brightness: float
    yaw: float
    pitch: float
    roll: float
    inside: float
    confidence: float
