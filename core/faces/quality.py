"""How well a face can be seen, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from core.faces.align import AlignedFace, similarity
from core.faces.chip import CHIP_SIZE, MARGIN, TEMPLATE_SIZE

# Side, in pixels, at which sharpness is measured; smaller faces are measured as they are.
_SHARPNESS_SIDE = 60
# The scales whose difference is detail, in pixels of that side; and grey levels of contrast below which it is noise.
_FINE, _COARSE, _FLAT = 0.8, 2.0, 4.0
# A nose tip stands out from the plane of the eyes by about this share of their distance.
_NOSE_DEPTH = 0.48

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
        sharpness: See `judge`; larger is sharper.
        brightness: Mean luminance of the face, 0 to 255.
        yaw, pitch, roll: Degrees, a rough estimate from the landmarks. Yaw is positive when the face looks towards
            the image's right edge, which is the person's left; pitch when it looks up; roll when the head leans
            clockwise as seen in the image.
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


# Measured with the built-in network on 200 genuine pairs of LFW's development test, one picture of each spoilt: the
# share of pairs farther apart than 0.6 (3 % where nothing is spoilt).
# By score: 86 % below 0.1, 43 % to 0.25, 34 % to 0.4, 24 % to 0.6, 13 % to 0.8, 8 % above;
# Spearman's correlation of score and distance is -0.52.
# Size: 60 px 4 %, 36 px 5 %, 24 px 16 %, 17 px 36 %.
SMALLEST_FACE = 40
# Sharpness: untouched 0.12 to 0.21 (5th and 95th percentile), webcams 0.10 to 0.15; medians 0.13 (7 %), 0.105 (14 %),
# 0.089 (32 %), 0.064 (67 %) with a Gaussian of 2, 3, 4 and 6 px on faces of 120 px.
LEAST_SHARPNESS = 0.08
# Brightness: mean 19 7 %, 10 17 %, 5 84 %; 217 10 %, 241 43 %, 251 77 %.
LEAST_BRIGHTNESS, MOST_BRIGHTNESS = 16.0, 230.0
# Turning: pairs with a face turned by 30° to 45° are as near (0.445) as frontal ones (0.437), above 45° not (0.532,
# but of 5 pairs only). Webcams below the face give pitches of up to 34°.
MOST_YAW, MOST_PITCH = 45.0, 45.0
# Chosen, not measured: these faces lie within their pictures, and MTCNN is sure of them.
LEAST_INSIDE, LEAST_CONFIDENCE = 0.8, 0.9

# The score is a product of ramps; each pair is where its factor is 0 and where it is 1.
_SIZE_RAMP = (np.log2(10.0), np.log2(60.0))
_SHARPNESS_RAMP = (0.03, 0.12)
_DARK_RAMP = (np.log2(4.0), np.log2(32.0))
_BRIGHT_RAMP = (255.0, 200.0)
_TURN_RAMP = (80.0, 30.0)
_INSIDE_RAMP = (0.4, 0.95)
_CONFIDENCE_RAMP = (0.7, 0.97)


def judge(face: AlignedFace, *, image_shape: tuple[int, ...], template: NDArray[np.floating]) -> Quality:
    """Judge one face.

    Sharpness is the energy of a difference of Gaussians over the contrast of the middle of the face, at 60 px or the
    face's true size if that is less, along rows or columns, whichever has less: motion blurs one direction only.

    Args:
        face: With its chip.
        image_shape: The picture's (H, W, ...).
        template: (5, 2), the detector's landmarks on the 150×150 template.
    """
    detected = face.detected
    grey = _middle(face.chip_rgb, face.face_size)
    brightness = float(grey.mean())
    sharpness = _sharpness(grey)
    yaw, pitch, roll = _pose(detected.landmarks, template)
    inside = _inside(detected.landmarks, image_shape, template)
    confidence = float(detected.confidence)
    score = 1.0
    for value, (worst, best) in (
        (np.log2(max(face.face_size, 1.0)), _SIZE_RAMP),
        (sharpness, _SHARPNESS_RAMP),
        (np.log2(max(brightness, 1.0)), _DARK_RAMP),
        (brightness, _BRIGHT_RAMP),
        (np.hypot(yaw, pitch), _TURN_RAMP),
        (inside, _INSIDE_RAMP),
        (confidence, _CONFIDENCE_RAMP),
    ):
        score *= float(np.clip((value - worst) / (best - worst), 0, 1))
    seen = Quality(
        score=score,
        problems=(),
        face_size=face.face_size,
        sharpness=sharpness,
        brightness=brightness,
        yaw=yaw,
        pitch=pitch,
        roll=roll,
        inside=inside,
        confidence=confidence,
    )
    return replace(seen, problems=_problems(seen))


def _problems(seen: Quality) -> tuple[Problem, ...]:
    found = []
    if seen.face_size < SMALLEST_FACE:
        found.append(Problem("too_small", f"too small ({seen.face_size:.0f} px, at least {SMALLEST_FACE} are needed)"))
    if seen.sharpness < LEAST_SHARPNESS:
        found.append(Problem("blurred", f"blurred (sharpness {seen.sharpness:.3f}, {LEAST_SHARPNESS} is needed)"))
    if seen.brightness < LEAST_BRIGHTNESS:
        found.append(Problem("too_dark", f"too dark (brightness {seen.brightness:.0f} of 255)"))
    if seen.brightness > MOST_BRIGHTNESS:
        found.append(Problem("too_bright", f"too bright (brightness {seen.brightness:.0f} of 255)"))
    if abs(seen.yaw) > MOST_YAW:
        side = "left" if seen.yaw > 0 else "right"
        found.append(Problem("turned_away", f"turned away by {abs(seen.yaw):.0f}° to the person's {side}"))
    elif abs(seen.pitch) > MOST_PITCH:
        side = "up" if seen.pitch > 0 else "down"
        found.append(Problem("turned_away", f"turned {side} by {abs(seen.pitch):.0f}°"))
    if seen.inside < LEAST_INSIDE:
        found.append(Problem("cut_off", f"cut off by the picture's border ({1 - seen.inside:.0%} is missing)"))
    if seen.confidence < LEAST_CONFIDENCE:
        found.append(Problem("low_confidence", f"not surely a face ({seen.confidence:.0%})"))
    return tuple(found)


def _middle(chip_rgb: NDArray[np.uint8], face_size: float) -> NDArray[np.float32]:
    """The middle two thirds of the template in grey, at 60 px a face or its true size."""
    side = chip_rgb.shape[0]
    edge = round((MARGIN + TEMPLATE_SIZE / 6) * side / CHIP_SIZE)
    grey = cv2.cvtColor(chip_rgb[edge : side - edge, edge : side - edge], cv2.COLOR_RGB2GRAY)
    target = max(round(min(face_size, _SHARPNESS_SIDE) * 2 / 3), 8)
    if target < grey.shape[0]:
        grey = cv2.resize(grey, (target, target), interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.float32)


def _sharpness(grey: NDArray[np.float32]) -> float:
    contrast = float(grey.std()) + _FLAT
    details = []
    for direction in (0, 1):
        fine, coarse = (
            cv2.GaussianBlur(grey, (1, 15) if direction else (15, 1), sigmaX=sigma, sigmaY=sigma)
            for sigma in (_FINE, _COARSE)
        )
        details.append(float(np.std(fine - coarse)) / contrast)
    return min(details)


def _pose(landmarks: NDArray[np.float32], template: NDArray[np.floating]) -> tuple[float, float, float]:
    """Degrees of yaw, pitch and roll, from where the nose lies between eyes and mouth; the template is frontal."""
    aside, down = _nose(landmarks.astype(np.float64))
    aside_frontal, down_frontal = _nose(np.asarray(template, np.float64))
    across = landmarks[1] - landmarks[0]
    yaw = np.degrees(np.arctan((aside - aside_frontal) / _NOSE_DEPTH))
    pitch = np.degrees(np.arctan((down_frontal - down) / _NOSE_DEPTH))
    return float(yaw), float(pitch), float(np.degrees(np.arctan2(across[1], across[0])))


def _nose(five: NDArray[np.float64]) -> tuple[float, float]:
    """How far the nose is right of the face's axis, in eye distances, and below the eyes, in eye-to-mouth distances."""
    eyes, mouth = five[:2].mean(0), five[3:].mean(0)
    across = five[1] - five[0]
    distance = max(float(np.hypot(*across)), 1e-6)
    x = across / distance
    y = np.array([-x[1], x[0]])
    length = max(float((mouth - eyes) @ y), distance / 10)
    down = float((five[2] - eyes) @ y) / length
    axis = eyes + (mouth - eyes) * down
    return float((five[2] - axis) @ x) / distance, down


def _inside(landmarks: NDArray[np.float32], image_shape: tuple[int, ...], template: NDArray[np.floating]) -> float:
    """Share of the template's square that lies in the picture, on a grid of points."""
    to_picture = similarity(np.asarray(template, np.float64), landmarks)
    ticks = np.linspace(0, TEMPLATE_SIZE - 1, 16)
    grid = np.stack(np.meshgrid(ticks, ticks), -1).reshape(-1, 2)
    points = grid @ to_picture[:, :2].T + to_picture[:, 2]
    height, width = image_shape[:2]
    return float(((points >= -0.5) & (points <= [width - 0.5, height - 0.5])).all(1).mean())
