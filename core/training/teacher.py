"""What a teacher says of every training image: its embeddings, computed once, as points that a student can reach.

A student's embeddings have length 1; the teacher's may have any. Normalising them costs accuracy (held-out AUC of the
built-in network 0.9934 → 0.9925, its EER 3.4 → 4.1 %), because their lengths carry something too. `on_the_sphere`
keeps what counts, their distances.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core import files
from core.data.dataset import Dataset
from core.data.mapped import mapped_array
from core.data.pipeline import chip_batches
from core.embedding.card import ModelCard, alignment_warning
from core.embedding.model_folder import load_model
from core.errors import ModelError
from core.faces.chip import FOREIGN
from core.home import Home
from core.hyperparameters import Hyperparameters
from core.training.control import TrainingControl
from core.training.events import Phase

_BATCH = 64
# 99 % of the teacher's embeddings come to lie within this distance of their mean on the unit sphere: the farther, the
# larger are the distances that the student has to learn, and beyond 1 there is no sphere.
_RADIUS = 0.9
_QUANTILE = 0.99


@dataclass(frozen=True, slots=True)
class Teacher:
    """A model to learn from.

    Attributes:
        model: Its folder.
        cache: A folder in which embeddings are kept between runs; they are biometric data.
    """

    model: Path
    cache: Path


def find_teacher(hyperparameters: Hyperparameters, home: Home) -> Teacher | None:
    """The teacher that the hyperparameters name, if any. Raises `ModelError` where there is no such model."""
    if not hyperparameters.teacher:
        return None
    return Teacher(home.model(hyperparameters.teacher), home.cache / "teachers")


def teacher_targets(
    teacher: Teacher,
    data: Dataset,
    *,
    embedding_size: int,
    tell: Callable[[Phase], None],
    control: TrainingControl,
) -> NDArray[np.float32] | None:
    """Where the student's embedding of each training image should be.

    Args:
        embedding_size: D, the student's.
        tell: Hears how far it is, when it is not in the cache.

    Returns:
        (N, D) float32 of length 1, by position in the data set's training records; None where the user asked to stop.

    Raises:
        ModelError: The teacher cannot be read, or the data set's faces are not aligned as it wants them.
        DatasetError: A record is damaged.
    """
    embeddings = _cached_embeddings(teacher, data, tell=tell, control=control)
    return None if embeddings is None else on_the_sphere(embeddings, embedding_size)


def on_the_sphere(embeddings: NDArray[np.floating], size: int) -> NDArray[np.float32]:
    """Lay embeddings of any length on the unit sphere in `size` dimensions, distances kept as well as may be.

    Centred, turned to their principal axes (the last ones dropped where there are too many), shrunk until nearly all
    are nearer than 1 to their mean, and lifted: the last number is the height at which a point of that plane meets
    the sphere. Two points equally far from the mean keep their distance exactly, but for the scale.

    Args:
        embeddings: (N, T), N of 1 or more.
        size: D, 2 or more.

    Returns:
        (N, D) float32 of length 1.
    """
    centred = np.asarray(embeddings, np.float64)
    centred = centred - centred.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, : size - 1]
    flat = centred @ axes
    radii = np.linalg.norm(flat, axis=1)
    # Equal points have no radius, and stay where they are.
    flat *= _RADIUS / (float(np.quantile(radii, _QUANTILE)) or 1.0)
    height = np.sqrt(np.maximum(1.0 - np.square(flat).sum(axis=1), 0.0))
    points = np.zeros((len(flat), size))
    points[:, : flat.shape[1]] = flat
    points[:, -1] = height
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return points.astype(np.float32)


def _cached_embeddings(
    teacher: Teacher, data: Dataset, *, tell: Callable[[Phase], None], control: TrainingControl
) -> NDArray[np.floating] | None:
    # The mirror image averaged in: a better teacher, and the student sees mirrored images too.
    model = load_model(teacher.model, mirrored=True)
    _check_alignment(model.card, data)
    key = hashlib.sha256(f"{model.card.model_id}/{data.card.totals.training.index_sha256}".encode()).hexdigest()[:32]
    path = teacher.cache / f"{key}.npy"
    count = len(data.training)
    kept = _read(path, (count, model.card.embedding_size))
    if kept is not None:
        return kept
    embeddings = np.empty((count, model.card.embedding_size), np.float32)
    done = 0
    for chips in chip_batches(data.training, np.arange(count), batch_size=_BATCH):
        if control.stopping:
            return None
        tell(Phase("asking the teacher", done=done, total=count))
        embeddings[done : done + len(chips)] = model.embed(chips)
        done += len(chips)
    with files.whole_file(path) as aside, aside.open("wb") as file:
        np.save(file, embeddings)
    return embeddings


def _read(path: Path, shape: tuple[int, int]) -> NDArray[np.float32] | None:
    """What was kept; None where there is nothing, or nothing whole: it is only a cache."""
    kept = mapped_array(path)
    return kept if kept is not None and kept.shape == shape and kept.dtype == np.float32 else None


def _check_alignment(card: ModelCard, data: Dataset) -> None:
    warning = alignment_warning(card, data.alignment_id)
    if warning is None and data.alignment_id != FOREIGN:
        return
    raise ModelError(
        f"{card.name} cannot teach with the data set {data.name!r}: its faces were aligned by somebody else "
        f"({data.alignment_id}), and a teacher errs on faces that it is not used to.",
        hint="Import the photos themselves, so that faces are found and aligned here.",
    )
