"""Faces that two people share: pictures of nobody, for a teacher to label.

A student learns a teacher's answers, and needs no names for that but many different faces. Where there are few people,
blends are more: half of them mix two whole faces, half take the eyes of one and the mouth of another, as a soft mask
falls. What the teacher says of such a face is learnt as it is (Beyer et al., Knowledge distillation: A good teacher is
patient and consistent, CVPR 2022, eq. 1, does so with mixed pictures). As training data for triplets they are no use.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.made_dataset import MadePicture, write_made_dataset
from core.errors import DatasetError, InputError
from core.faces.photo import encode_jpeg
from core.progress import ProgressListener, StopRequest, unheard

SOURCE = "blended faces"
_NAME = "blend "
# Read from the data set at a time.
_BATCH = 64
# Of two whole faces neither has less than this.
_LEAST = 0.3
# A mask has so many hills a side, and rises within them as steeply as this.
_RASTER = 3
_STEEPNESS = (2.0, 8.0)
# Keeps these random numbers apart from others that derive from a seed.
_STREAM = 0x626C656E


def is_blend(identity: str) -> bool:
    """Whether an identity's name is that of a blend, which shows nobody."""
    return identity.startswith(_NAME) and identity.removeprefix(_NAME).isdecimal()


def blend(first: NDArray[np.uint8], second: NDArray[np.uint8], dice: np.random.Generator) -> NDArray[np.uint8]:
    """One face of two.

    Args:
        first, second: (S, S, 3) uint8 RGB, aligned alike.
        dice: Says whether the second is mirrored, and how the two are mixed.

    Returns:
        (S, S, 3) uint8 RGB, in the first's light.
    """
    side = len(first)
    if dice.random() < 0.5:
        second = second[:, ::-1]
    share: NDArray[np.float32]
    if dice.random() < 0.5:
        share = np.full((1, 1, 1), dice.uniform(_LEAST, 1.0 - _LEAST), np.float32)
    else:
        hills = dice.standard_normal((_RASTER, _RASTER)).astype(np.float32) * float(dice.uniform(*_STEEPNESS))
        smooth = cv2.resize(hills, (side, side), interpolation=cv2.INTER_CUBIC)
        share = np.asarray(1.0 / (1.0 + np.exp(-smooth)), np.float32)[:, :, None]
    ours, theirs = first.astype(np.float32), second.astype(np.float32)
    mixed = ours + share * (_in_light_of(theirs, ours) - ours)
    return np.clip(np.rint(mixed), 0, 255).astype(np.uint8)


def _in_light_of(image: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """The image with the mean and the contrast of each colour of the other, so that no seam shows."""
    mean, contrast = (figure.ravel() for figure in cv2.meanStdDev(image))
    wanted_mean, wanted_contrast = (figure.ravel() for figure in cv2.meanStdDev(other))
    # Noise of a nearly even picture is not blown up.
    gain = np.clip(wanted_contrast / np.maximum(contrast, 1.0), 0.5, 2.0)
    result: NDArray[np.float32] = image * gain.astype(np.float32) + (wanted_mean - gain * mean).astype(np.float32)
    return result


def write_blended_dataset(
    dataset: Dataset,
    target: Path,
    *,
    images: int,
    seed: int = 0,
    overwrite: bool = False,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> None:
    """Make a data set of blends of a data set's training faces. It appears when it is whole.

    Each blend is somebody of its own and nobody is held out: it is for `facenet distill`, beside its source.

    Args:
        images: How many, from 1 on.
        seed: Another seed makes other blends.

    Raises:
        InputError: A number is out of range, or the target is in use.
        DatasetError: The source has faces of fewer than two people, or a record is damaged; or something else is
            writing this target.
        StorageError: The target may not be written.
        Cancelled: `stop` was set; nothing is kept.
    """
    if images < 1 or seed < 0:
        raise InputError(f"The images must be 1 or more and the seed 0 or more, got {images} and {seed}.")
    labels = np.asarray(dataset.training.labels)
    if len(np.unique(labels)) < 2:
        raise DatasetError(f"The data set {dataset.name!r} has fewer than two people to blend in its training part.")
    digits = len(str(images))
    names = [f"{_NAME}{number:0{digits}d}" for number in range(1, images + 1)]
    write_made_dataset(
        target,
        _pictures(dataset, names, seed=seed),
        total=images,
        stage="blending faces",
        source=f"{SOURCE} of {dataset.name}"[:4096],
        chip_size=dataset.chip_size,
        training=names,
        overwrite=overwrite,
        progress=progress,
        stop=stop,
    )


def _pictures(dataset: Dataset, names: list[str], *, seed: int) -> Iterator[MadePicture]:
    dice = np.random.default_rng([_STREAM, seed])
    labels = np.asarray(dataset.training.labels)
    for begin in range(0, len(names), _BATCH):
        part = names[begin : begin + _BATCH]
        first = dice.integers(0, len(labels), len(part))
        second = dice.integers(0, len(labels), len(part))
        while (same := labels[first] == labels[second]).any():
            second[same] = dice.integers(0, len(labels), int(same.sum()))
        chips = dataset.training.chips(np.concatenate([first, second]))
        for name, ours, theirs in zip(part, chips[: len(part)], chips[len(part) :], strict=True):
            yield MadePicture(name, f"{name}.jpg", encode_jpeg(blend(ours, theirs, dice)))
