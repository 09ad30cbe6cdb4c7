"""The held-out faces of a run for TensorBoard's projector: a cloud of embeddings to turn and search, with pictures.

Not written by the training itself: the pictures are somebody's faces, and a run's folder is passed on more easily
than a data set.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core import files
from core.data.dataset import Dataset
from core.data.pipeline import chip_batches
from core.embedding.model_folder import load_model
from core.errors import DatasetError, RunError
from core.progress import Progress, ProgressListener, unheard
from core.training.held_out import choose_images
from core.training.run_folder import RunFolder

CONFIG = "projector_config.pbtxt"
EMBEDDINGS, NAMES, PICTURES = "embeddings.tsv", "names.tsv", "faces.png"
_SIDE = 48
# The largest texture that TensorBoard takes is 8,192 pixels wide.
MOST_IMAGES = (8192 // _SIDE) ** 2
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Projected:
    """What was written: `folder` is what TensorBoard is to be pointed at."""

    folder: Path
    images: int
    identities: int


def write_projector(
    run: Path,
    *,
    dataset: Path | None = None,
    most: int = 2000,
    pictures: bool = True,
    progress: ProgressListener = unheard,
) -> Projected:
    """Embed held-out people with a run's best model, and write what the projector shows into the run's logs.

    Args:
        run: The run's folder.
        dataset: Whose held-out people; those the run was trained with by default.
        most: Whole identities are taken until so many images are reached.
        pictures: Write the faces too, 48 pixels wide.

    Raises:
        RunError: It is no run, or has no best model yet.
        DatasetError: The data set is gone, or holds nobody out.
        StorageError: The folder cannot be written.
    """
    folder = RunFolder(run)
    description = folder.description()
    if not (folder.best / "model.json").is_file():
        raise RunError(f"The run {run} has no best model yet.", hint="Train it for at least one epoch.")
    data = Dataset.open(Path(description["dataset"]) if dataset is None else dataset)
    records = data.validation
    positions = choose_images(records.labels, most=min(most, MOST_IMAGES), seed=folder.hyperparameters().seed)
    if not len(positions):
        raise DatasetError(
            f"The data set {data.path} holds no two people out, so there is nobody to show.",
            hint="Import with --validation 0.05 or more, or allow more images.",
            window_hint="Import again with more people held out, 5 % or more.",
        )
    embedder = load_model(folder.best)
    embeddings, small = [], []
    for chips in chip_batches(records, positions, batch_size=_BATCH):
        embeddings.append(embedder.embed(chips))
        small += [cv2.resize(chip, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA) for chip in chips] if pictures else []
        progress(Progress("embedding held-out faces", sum(map(len, embeddings)), len(positions)))
    labels = records.labels[positions]
    names = [data.identities[label].name for label in labels.tolist()]
    target = run / "tensorboard"
    files.write_bytes(target / EMBEDDINGS, _tsv(np.concatenate(embeddings)).encode())
    files.write_bytes(target / NAMES, "".join(f"{_one_line(name)}\n" for name in names).encode())
    if pictures:
        sheet = _sheet(np.asarray(small, np.uint8))
        files.write_bytes(target / PICTURES, cv2.imencode(".png", sheet[..., ::-1])[1].tobytes())
    else:
        (target / PICTURES).unlink(missing_ok=True)
    files.write_bytes(target / CONFIG, _config(pictures=pictures).encode())
    return Projected(target, images=len(positions), identities=len(np.unique(labels)))


def _tsv(embeddings: NDArray[np.float32]) -> str:
    return "".join("\t".join(f"{number:.6g}" for number in row) + "\n" for row in embeddings.tolist())


def _one_line(name: str) -> str:
    # A tab would begin a second column; an empty line would be nobody's.
    return " ".join(name.split()) or "?"


def _sheet(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """All pictures, (n, s, s, 3), row by row in one square, as the projector cuts them out again."""
    columns = math.ceil(math.sqrt(len(pictures)))
    cells = np.zeros((columns * columns, _SIDE, _SIDE, 3), np.uint8)
    cells[: len(pictures)] = pictures
    rows = cells.reshape(columns, columns, _SIDE, _SIDE, 3).transpose(0, 2, 1, 3, 4)
    return rows.reshape(columns * _SIDE, columns * _SIDE, 3)


def _config(*, pictures: bool) -> str:
    """TensorBoard's ProjectorConfig as text."""
    sprite = f'\n  sprite {{ image_path: "{PICTURES}" single_image_dim: {_SIDE} single_image_dim: {_SIDE} }}'
    return (
        f'embeddings {{\n  tensor_name: "held_out"\n  tensor_path: "{EMBEDDINGS}"\n  metadata_path: "{NAMES}"'
        f"{sprite if pictures else ''}\n}}\n"
    )
