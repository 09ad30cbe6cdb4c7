"""Sample photos and videos: people who do not exist, in front of a soft background, with names and boxes known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.sample_faces import SampleFaces, SampleIdentity, as_bytes, light
from core.faces.chip import CHIP_SIZE, MARGIN, TEMPLATE_SIZE
from core.faces.mtcnn_template import MTCNN_TEMPLATE

PHOTO_SIZE = (400, 480)
GROUP_HEIGHT, GROUP_PLACE = 480, 240
VIDEO_SIZE = (640, 480)
_PHOTO, _VIDEO = 3, 4

# The portrait around a chip, at the chip's scale: (height, width), and where the chip's corner is in it. Hair, neck
# and shoulders are soft enough to be painted at a quarter of that.
_PORTRAIT, _COARSE = (500, 460), 4
_TOP, _LEFT = 100, 140
_CENTRE = np.array([_LEFT + (CHIP_SIZE - 1) / 2, _TOP + (CHIP_SIZE - 1) / 2])
# The face in a portrait: left, top, right, bottom.
_FACE_BOX = np.array([_LEFT + 42, _TOP + 28, _LEFT + 138, _TOP + 160], np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class SceneFace:
    """A face in a sample picture.

    Attributes:
        identity: Whose it is.
        box: (4,) float32: left, top, width, height, in the picture's pixels; may reach past the border.
        landmarks: (5, 2) float32, see `core.faces.face.DetectedFace`.
        face_size: Side of the square that is the 150×150 template, in pixels.
    """

    identity: SampleIdentity
    box: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    face_size: float


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A sample picture.

    Attributes:
        image_rgb: (H, W, 3) uint8 RGB.
        faces: Who is in it, from left to right in a photo.
    """

    image_rgb: NDArray[np.uint8]
    faces: tuple[SceneFace, ...]


@dataclass(frozen=True, slots=True)
class _Pose:
    """Where a portrait goes: the face's centre and template side in pixels, and its tilt in radians."""

    x: float
    y: float
    face_size: float
    tilt: float

    def matrix(self) -> NDArray[np.float64]:
        """(2, 3): from the portrait's pixels to the picture's."""
        scale = self.face_size / TEMPLATE_SIZE
        turn = scale * np.array([[np.cos(self.tilt), -np.sin(self.tilt)], [np.sin(self.tilt), np.cos(self.tilt)]])
        return np.column_stack([turn, np.array([self.x, self.y]) - turn @ _CENTRE])


def sample_photo(
    samples: SampleFaces, people: Sequence[SampleIdentity], seed: int, *, size: tuple[int, int] | None = None
) -> Scene:
    """A photo of one person or several side by side.

    Args:
        people: Nobody means an empty background.
        seed: Equal seeds, equal photos.
        size: (width, height) in pixels; by default upright for one person, wide for more.
    """
    rng = np.random.default_rng([_PHOTO, seed, *(person.seed for person in people)])
    width, height = size or (PHOTO_SIZE if len(people) < 2 else (max(640, GROUP_PLACE * len(people)), GROUP_HEIGHT))
    image = _background(rng, width=width, height=height)
    place = width / max(len(people), 1)
    face_size = min(place * 0.45, height * 0.38)
    faces = []
    for number, person in enumerate(people):
        pose = _Pose(
            x=place * (number + 0.5 + rng.uniform(-0.06, 0.06)),
            y=height * (0.45 + rng.uniform(-0.05, 0.05)),
            face_size=face_size * rng.uniform(0.85, 1.1),
            tilt=float(rng.normal(0, 0.06)),
        )
        face = light(samples.face(person, samples.look(int(rng.integers(2**32)))), rng)
        faces.append(_put(image, face, pose, person))
    return Scene(as_bytes(image, rng), tuple(faces))


def sample_video_scenes(
    samples: SampleFaces,
    people: Sequence[SampleIdentity],
    *,
    seed: int = 0,
    frames: int = 150,
    size: tuple[int, int] = VIDEO_SIZE,
    frames_per_second: float = 15.0,
) -> Iterator[Scene]:
    """The frames of a video: everybody walks in from a side, stays and moves a little, and leaves.

    A frame lists who can be seen in it whole or in part.

    Args:
        people: The first is there from the first frame on and stays; the others come and go.
        frames_per_second: How fast things move from one frame to the next.
    """
    rng = np.random.default_rng([_VIDEO, seed])
    width, height = size
    still = _background(rng, width=width, height=height)
    walks = [_Walk(rng, number, len(people), frames / frames_per_second, size=size) for number in range(len(people))]
    looks = [[samples.look(int(rng.integers(2**32))) for _ in range(2)] for _ in people]
    for number in range(frames):
        now = number / frames_per_second
        image = still.copy()
        faces = []
        for person, walk, (one, other) in zip(people, walks, looks, strict=True):
            pose = walk.at(now)
            share = 0.5 + 0.5 * np.sin(now * walk.pace * 1.7 + walk.phase)
            if not -pose.face_size < pose.x < width + pose.face_size:
                continue
            look = np.asarray(one * share + other * (1 - share), np.float32)
            faces.append(_put(image, samples.face(person, look), pose, person))
        yield Scene(as_bytes(image, rng), tuple(faces))


def sample_video(
    samples: SampleFaces, people: Sequence[SampleIdentity], *, seed: int = 0, frames: int = 150
) -> Iterator[NDArray[np.uint8]]:
    """The pictures alone, (480, 640, 3) uint8 RGB: what a camera would give. See `sample_video_scenes`."""
    return (scene.image_rgb for scene in sample_video_scenes(samples, people, seed=seed, frames=frames))


class _Walk:
    """How one person moves through a video."""

    def __init__(
        self, rng: np.random.Generator, number: int, people: int, seconds: float, *, size: tuple[int, int]
    ) -> None:
        self._size = size
        self._home = size[0] * (number + 0.5) / people
        self._face_size = min(size[0] / people * 0.42, size[1] * 0.38) * rng.uniform(0.85, 1.0)
        self.pace, self.phase = rng.uniform(0.7, 1.2), rng.uniform(0, 2 * np.pi)
        stays = number == 0
        self._comes = -10.0 if stays else seconds * 0.1 * number
        self._goes = seconds + 10.0 if stays else seconds * (0.95 - 0.06 * number)
        self._side = -1 if self._home < size[0] / 2 else 1

    def at(self, now: float) -> _Pose:
        width, height = self._size
        # 1 while away, 0 while there; a walk in or out takes one and a half seconds.
        away = max(_smooth(1 - (now - self._comes) / 1.5), _smooth(1 - (self._goes - now) / 1.5))
        outside = width + 1.2 * self._face_size if self._side > 0 else -1.2 * self._face_size
        sway = np.sin(now * self.pace + self.phase)
        return _Pose(
            x=self._home + (outside - self._home) * away + 0.06 * width * sway,
            y=height * (0.46 + 0.02 * np.sin(1.6 * now * self.pace + self.phase)),
            face_size=self._face_size * (1 + 0.06 * np.sin(0.7 * now * self.pace)),
            tilt=0.07 * float(np.sin(0.9 * now * self.pace + 2 * self.phase)),
        )


def _smooth(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _background(rng: np.random.Generator, *, width: int, height: int) -> NDArray[np.float32]:
    """(H, W, 3) float32 in [0, 1]: a room far out of focus."""
    base = rng.uniform(0.35, 0.65)
    few = base * (
        1 + rng.uniform(-0.1, 0.1, 3) + rng.uniform(-0.25, 0.25, (4, 5, 1)) + rng.uniform(-0.04, 0.04, (4, 5, 3))
    )
    small = (max(width // 8, 1), max(height // 8, 1))
    coarse = np.asarray(cv2.resize(few.astype(np.float32), small, interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(cv2.resize(light(coarse, rng), (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _surroundings(face: NDArray[np.float32], clothes_rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Hair, neck and shoulders for a chip, at a quarter of the portrait's size: (125, 115, 3) float32."""
    height, width = _PORTRAIT[0] // _COARSE, _PORTRAIT[1] // _COARSE
    # The hair goes on around the chip as the chip's border suggests.
    small = cv2.resize(face, (CHIP_SIZE // _COARSE, CHIP_SIZE // _COARSE), interpolation=cv2.INTER_AREA)
    rows = np.clip(np.arange(height) - _TOP // _COARSE, 1, len(small) - 2)
    columns = np.clip(np.arange(width) - _LEFT // _COARSE, 1, len(small) - 2)
    hair = cv2.GaussianBlur(np.ascontiguousarray(small[rows][:, columns]), (0, 0), 3.0)
    skin = small[24:31, 14:31].mean((0, 1))
    clothes = clothes_rgb * np.linspace(1.15, 0.85, height, dtype=np.float32)[:, None, None]
    # Where nothing covers, the colour is the nearest layer's, so that soft borders show no rim.
    painted = hair + (clothes - hair) * _MASKS.shoulders
    painted += (hair - painted) * _MASKS.head
    painted += (skin * _MASKS.shade - painted) * _MASKS.neck
    return np.asarray(painted, np.float32)


def _put(image: NDArray[np.float32], face: NDArray[np.float32], pose: _Pose, person: SampleIdentity) -> SceneFace:
    """Paint a person into a picture, in place."""
    matrix = pose.matrix()
    height, width = image.shape[:2]
    ends = np.array([[0, 0], [_PORTRAIT[1], 0], [0, _PORTRAIT[0]], _PORTRAIT[::-1]], np.float64)
    there = ends @ matrix[:, :2].T + matrix[:, 2]
    left, top = np.clip(np.floor(there.min(0)).astype(int), 0, [width, height])
    right = int(np.clip(np.ceil(there[:, 0].max()), left, width))
    if right > left and top < height:
        # Down to the picture's lower border: the portrait's last row goes on.
        part = image[top:, left:right]
        shifted = matrix - np.array([[0, 0, left], [0, 0, top]])
        coarse = np.column_stack(
            [shifted[:, :2] * _COARSE, shifted[:, 2] + shifted[:, :2] @ np.full(2, _COARSE / 2 - 0.5)]
        )
        _blend(part, _surroundings(face, person.clothes_rgb), _MASKS.opacity, coarse)
        chip = np.column_stack([shifted[:, :2], shifted[:, 2] + shifted[:, :2] @ [_LEFT, _TOP]])
        x, y = np.floor(chip @ [90, 90, 1] - pose.face_size).astype(int)
        x, y = max(int(x), 0), max(int(y), 0)
        end = int(2 * pose.face_size) + 1
        _blend(part[y : y + end, x : x + end], face, _MASKS.face, chip - np.array([[0, 0, x], [0, 0, y]]))
    points = (MTCNN_TEMPLATE + MARGIN + [_LEFT, _TOP]) @ matrix[:, :2].T + matrix[:, 2]
    x0, y0, x1, y1 = _FACE_BOX
    corners = np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]]) @ matrix[:, :2].T + matrix[:, 2]
    low, high = corners.min(0), corners.max(0)
    return SceneFace(
        person,
        box=np.array([*low, *(high - low)], np.float32),
        landmarks=points.astype(np.float32),
        face_size=pose.face_size,
    )


def _blend(
    part: NDArray[np.float32], colours: NDArray[np.float32], opacity: NDArray[np.float32], matrix: NDArray[np.float64]
) -> None:
    """Lay `colours`, moved by `matrix`, over `part` in place. Opacity at their border goes on outside."""
    height, width = part.shape[:2]
    if not height or not width:
        return
    size = (width, height)
    moved, share = (
        cv2.warpAffine(array, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        for array in (colours, opacity)
    )
    part[:] = cv2.blendLinear(moved, np.ascontiguousarray(part), share, 1 - share)


@dataclass(frozen=True, slots=True, eq=False)
class _Masks:
    """Soft shapes of a portrait in [0, 1], float32 with one channel; all but `face` at a quarter of its size.

    Attributes:
        shoulders, head, neck: From the back to the front.
        shade: How light the neck is: dark below the chin.
        face: Of the chip's size: what of the chip is taken as it is.
        opacity: All of the person.
    """

    shoulders: NDArray[np.float32]
    head: NDArray[np.float32]
    neck: NDArray[np.float32]
    shade: NDArray[np.float32]
    face: NDArray[np.float32]
    opacity: NDArray[np.float32]


def _masks() -> _Masks:
    height, width = _PORTRAIT
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    rows, columns = rows - _TOP, columns - _LEFT - CHIP_SIZE / 2

    def ellipse(*, y: float, across: float, down: float, soft: float, open_below: bool = False) -> NDArray[np.float32]:
        below = np.minimum(rows - y, 0) if open_below else rows - y
        away = np.hypot(columns / across, below / down)
        return np.asarray(np.clip((1 - away) / soft + 0.5, 0, 1), np.float32)

    def coarse(mask: NDArray[np.float32]) -> NDArray[np.float32]:
        small = cv2.resize(mask, (width // _COARSE, height // _COARSE), interpolation=cv2.INTER_AREA)
        return np.asarray(small[..., None], np.float32)

    shoulders = ellipse(y=345, across=165, down=152, soft=0.07, open_below=True)
    head = ellipse(y=80, across=83, down=101, soft=0.14)
    neck = ellipse(y=160, across=42, down=66, soft=0.2)
    face = ellipse(y=92, across=70, down=78, soft=0.3)
    return _Masks(
        shoulders=coarse(shoulders),
        head=coarse(head),
        neck=coarse(neck),
        shade=coarse(np.asarray(np.clip(0.6 + (rows - 150) / 200, 0.6, 0.9), np.float32)),
        face=np.ascontiguousarray(face[_TOP : _TOP + CHIP_SIZE, _LEFT : _LEFT + CHIP_SIZE, None]),
        opacity=coarse(
            np.asarray(cv2.GaussianBlur(np.maximum(np.maximum(shoulders, neck), head), (0, 0), 2.0), np.float32)
        ),
    )


_MASKS = _masks()
