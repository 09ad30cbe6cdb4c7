"""Sample faces: any number of people who do not exist, each in any number of pictures.

Drawn from the statistical model of `core.data.sample_model`: a person is a draw from the covariance between people,
and each picture adds a draw from the covariance within a person (expression, pose, light). Equal seeds give equal
pictures. For trying, testing and showing the program; figures measured on them say nothing about real faces.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.sample_model import SampleModel
from core.faces.chip import CHIP_SIZE

# Of the standard deviations in the model. A Gaussian's people are more alike than real ones and its pictures of one
# person less; with these MTCNN and the built-in network take them for faces and for people.
_BETWEEN, _WITHIN = 1.5, 0.3
# Standard deviations at which a draw is cut off: farther out the faces look wrong.
_MOST = 2.2
_PERSON, _PICTURE = 1, 2

_NAMES = tuple(
    name
    for line in (
        "Ada Alma Anouk Arno Bea Bela Boris Cleo Cosmo Dara Dilan Edda Elio Emre Enya Fabio Fern Gwen Hana Hugo Ida",
        "Ilias Imani Ines Iris Jano Jun Kaia Kenji Lale Leon Lina Luca Mara Milo Mina Nara Niko Noor Odin Olga Otto",
        "Paco Pia Quinn Rafi Remy Rosa Ruben Sami Selma Suri Tariq Tessa Timo Uma Vera Viggo Wanda Xenia Yara Yuki",
        "Zeno Zora",
    )
    for name in line.split()
)


def sample_name(number: int) -> str:
    """The name of the person with the number 0 and up: an invented given name, and a numeral once all are given."""
    turn, which = divmod(number, len(_NAMES))
    return _NAMES[which] if not turn else f"{_NAMES[which]} {turn + 1}"


@dataclass(frozen=True, slots=True, eq=False)
class SampleIdentity:
    """A person who does not exist.

    Attributes:
        seed: Equal seeds, equal people.
        scores: (C,) of the model's components.
        clothes_rgb: (3,) float32 in [0, 1]: the usual colour of what they wear.
    """

    seed: int
    scores: NDArray[np.float32]
    clothes_rgb: NDArray[np.float32]


class SampleFaces:
    """Draws people and their faces. Any thread may use it.

    Args:
        model: What the faces are drawn from.
    """

    def __init__(self, model: SampleModel) -> None:
        self._model = model
        self._components = model.components.reshape(len(model.components), -1)

    @classmethod
    def load(cls) -> SampleFaces:
        """With the model that comes with the application. Raises `ModelError` where it is missing or damaged."""
        return cls(SampleModel.load())

    def identity(self, seed: int) -> SampleIdentity:
        """The person of a seed, 0 and up."""
        rng = np.random.default_rng([_PERSON, seed])
        scores = self._model.between @ _draw(rng, len(self._components)) * _BETWEEN
        return SampleIdentity(seed, scores, clothes_rgb=_colour(rng, strength=0.22, value=(0.15, 0.65)))

    def look(self, seed: int) -> NDArray[np.float32]:
        """What makes one picture of a person differ from another: (C,) float32 scores, to be given to `face`.

        A mixture of two looks is a look between them.
        """
        rng = np.random.default_rng([_PICTURE, seed])
        return self._model.within @ _draw(rng, len(self._components)) * _WITHIN

    def face(self, identity: SampleIdentity, look: NDArray[np.float32]) -> NDArray[np.float32]:
        """A person's face with a look, straight and evenly lit: (180, 180, 3) float32 RGB in [0, 1]."""
        scores = (identity.scores + look).astype(np.float32)
        small = self._model.mean + (scores @ self._components).reshape(self._model.mean.shape)
        large = cv2.resize(small, (CHIP_SIZE, CHIP_SIZE), interpolation=cv2.INTER_CUBIC)
        # The components have fewer pixels than a chip; what sharpness there is comes out better with a little help.
        large = cv2.addWeighted(large, 1.35, cv2.GaussianBlur(large, (0, 0), 3.0), -0.35, 0.0)
        return np.asarray(np.clip(large, 0, 1), np.float32)

    def picture(self, identity: SampleIdentity, seed: int, *, chip_size: int = CHIP_SIZE) -> NDArray[np.uint8]:
        """A picture of a person as an aligned chip: (S, S, 3) uint8 RGB.

        Look, light, colour and background vary with the seed, and the face sits as exactly as a detector's
        landmarks would place it.
        """
        rng = np.random.default_rng([_PICTURE, identity.seed, seed])
        face = self.face(identity, self.look(int(rng.integers(2**32))))
        background = _colour(rng, strength=0.2, value=(0.2, 0.85))
        kept = 1 - self._surroundings * float(rng.uniform(0.2, 0.9))
        face = light(face * kept + background * (1 - kept), rng)
        face = _moved(face, rng, chip_size)
        return as_bytes(face, rng)

    @cached_property
    def _surroundings(self) -> NDArray[np.float32]:
        """(180, 180, 1) float32: 0 at the face and its hair, 1 in the chip's corners."""
        y, x = np.mgrid[:CHIP_SIZE, :CHIP_SIZE].astype(np.float32)
        away = np.hypot((x - 89.5) / 92, (y - 84) / 104)
        return np.asarray(np.clip((away - 0.85) / 0.3, 0, 1)[..., None], np.float32)


def light(face: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Another light on a picture in [0, 1]: brightness, warmth, and the side from which it comes."""
    height, width = face.shape[:2]
    angle, strength = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.16)
    across = np.linspace(-1, 1, width, dtype=np.float32) * np.float32(np.cos(angle) * strength)
    down = np.linspace(-1, 1, height, dtype=np.float32) * np.float32(np.sin(angle) * strength)
    warmth = rng.uniform(-0.05, 0.05)
    gain = np.array([1 + warmth, 1, 1 - warmth], np.float32) * np.float32(rng.uniform(0.88, 1.12))
    return np.asarray(face * (1 + across[None, :, None] + down[:, None, None]) * gain, np.float32)


def as_bytes(picture: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A picture in [0, 1] as uint8 with the grain of a camera."""
    height, width = picture.shape[:2]
    top, left = rng.integers(0, _GRAIN.shape[0], 2)
    down, across = np.arange(top, top + height) % len(_GRAIN), np.arange(left, left + width) % len(_GRAIN)
    noisy = picture * 255 + _GRAIN[down][:, across, None] * float(rng.uniform(0.8, 2.2)) + 0.5
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)


def _draw(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    return np.asarray(np.clip(rng.standard_normal(count, np.float32), -_MOST, _MOST), np.float32)


def _colour(rng: np.random.Generator, *, strength: float, value: tuple[float, float]) -> NDArray[np.float32]:
    """(3,) float32 RGB: a brightness in the range of `value`, tinted by at most `strength` of it."""
    tint = 1 + rng.uniform(-strength, strength, 3)
    return np.asarray(np.clip(rng.uniform(*value) * tint, 0, 1), np.float32)


def _moved(face: NDArray[np.float32], rng: np.random.Generator, chip_size: int) -> NDArray[np.float32]:
    """Turned, shifted and slanted by a little, as landmarks that are off by a few pixels do it."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32) * (CHIP_SIZE - 1)
    angle = np.deg2rad(rng.normal(0, 2.0))
    scale = 1 + rng.normal(0, 0.015)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = (CHIP_SIZE - 1) / 2
    there = (corners - centre) @ turn.T + centre + rng.normal(0, 1.5, 2) + rng.uniform(-2.5, 2.5, (4, 2))
    to = (there + 0.5) * (chip_size / CHIP_SIZE) - 0.5
    matrix = cv2.getPerspectiveTransform(corners, to.astype(np.float32))
    moved = cv2.warpPerspective(
        face, matrix, (chip_size, chip_size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(moved, np.float32)


_GRAIN: NDArray[np.float32] = np.random.default_rng(0).standard_normal((256, 256), np.float32)
