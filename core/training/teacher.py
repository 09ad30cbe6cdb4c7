"""What a teacher says of every training image: its embeddings, computed once, as points that a student can reach.

A student's embeddings have length 1; the teacher's may have any. `on_the_sphere` keeps the teacher's distances nearly
exactly; `as_directions` gives a little of them up, and is the easier thing to learn (docs/experiments.md). Where the
faces have names, `drawn_together` says what the teacher does not: that these pictures show one person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
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
    datasets: Sequence[Dataset],
    labels: NDArray[np.integer],
    *,
    hyperparameters: Hyperparameters,
    tell: Callable[[Phase], None],
    control: TrainingControl,
) -> NDArray[np.float32] | None:
    """Where the student's embedding of each training image should be.

    Args:
        datasets: Whose training records are learnt from, one data set after the other.
        labels: (N,) of all these records.
        hyperparameters: Of the student: its embedding size D, `teacher_form` and `identity_pull`.
        tell: Hears how far it is, when it is not in the cache.

    Returns:
        (N, D) float32 of length 1, by position in the training records; None where the user asked to stop.

    Raises:
        ModelError: The teacher cannot be read, or the data set's faces are not aligned as it wants them.
        DatasetError: A record is damaged.
    """
    parts: list[NDArray[np.floating]] = []
    for data in datasets:
        part = _cached_embeddings(teacher, data, tell=tell, control=control)
        if part is None:
            return None
        parts.append(part)
    embeddings = np.concatenate(parts)
    lay = on_the_sphere if hyperparameters.teacher_form == "sphere" else as_directions
    targets = lay(embeddings, hyperparameters.embedding_size)
    return drawn_together(targets, labels, share=hyperparameters.identity_pull)


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


def as_directions(embeddings: NDArray[np.floating], size: int) -> NDArray[np.float32]:
    """The direction in which each embedding lies, seen from their mean; the last principal axes dropped where needed.

    A student that is unsure of a face answers with something near the mean of all; here that is no place of its own,
    so two strangers whom it hardly sees do not come out as one.

    Args:
        embeddings: (N, T), N of 1 or more.
        size: D, 1 or more.

    Returns:
        (N, D) float32 of length 1; an embedding at the mean points along the first axis.
    """
    centred = np.asarray(embeddings, np.float64)
    centred = centred - centred.mean(axis=0)
    points = np.zeros((len(centred), size))
    if centred.shape[1] > size:
        centred = centred @ np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :size]
    points[:, : centred.shape[1]] = centred
    return _unit(points)


def drawn_together(points: NDArray[np.float32], labels: NDArray[np.integer], *, share: float) -> NDArray[np.float32]:
    """Draw every point towards the mean of its identity's points.

    Args:
        points: (N, D) float32 of length 1.
        labels: (N,) integers, 0 or more.
        share: How far, in [0, 1]: 0 leaves them where they are, 1 puts an identity's points together.

    Returns:
        (N, D) float32 of length 1.
    """
    if not share:
        return points
    sums = np.zeros((int(labels.max()) + 1, points.shape[1]))
    np.add.at(sums, labels, points)
    means = sums / np.maximum(np.bincount(labels), 1)[:, None]
    return _unit((1.0 - share) * points + share * means[labels])


def _unit(points: NDArray[np.float64]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    first = np.eye(1, points.shape[1])
    return np.where(lengths > 0, points / np.where(lengths > 0, lengths, 1.0), first).astype(np.float32)


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
