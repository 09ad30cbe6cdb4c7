"""A folder of people becomes labelled embeddings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.data.source import survey
from core.errors import InputError
from core.faces.face import FaceDetector
from core.gallery.photos import SkippedPhoto, read_faces
from core.progress import ProgressListener, StopRequest, unheard

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder


@dataclass(frozen=True, slots=True, eq=False)
class LabelledEmbeddings:
    """What a folder gave.

    Attributes:
        embeddings: (N, D) float32.
        labels: (N,) int64: who each is of.
        pictures: How many pictures the folder holds; those beyond N gave no face.
    """

    embeddings: NDArray[np.float32]
    labels: NDArray[np.int64]
    pictures: int


def embed_identity_folder(
    folder: Path,
    embedder: Embedder,
    *,
    detector: FaceDetector,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> LabelledEmbeddings:
    """The main face of every picture in a folder that holds one folder per person.

    Poor pictures stay: strangers do not choose their moment.

    Raises:
        InputError: No face was found, or the folder holds no people.
        Cancelled: `stop` was set.
    """
    listed = survey(folder)
    paths = [listed.source / photo.path for identity in listed.identities for photo in identity.photos]
    owners = [label for label, identity in enumerate(listed.identities) for _ in identity.photos]
    embeddings, labels = [], []
    faces = read_faces(paths, detector=detector, embedder=embedder, progress=progress, stop=stop)
    for label, face in zip(owners, faces, strict=True):
        if not isinstance(face, SkippedPhoto):
            embeddings.append(face.embedding)
            labels.append(label)
    if not embeddings:
        raise InputError(f"No face was found in the pictures of {folder}.")
    return LabelledEmbeddings(np.stack(embeddings), np.array(labels, np.int64), len(paths))
