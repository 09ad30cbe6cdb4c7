"""From pictures of somebody to faces that can be enrolled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import Cancelled, InputError, PhotoError
from core.faces.align import AlignedFace, find_faces, main_face
from core.faces.chip import alignment_id
from core.faces.face import FaceDetector
from core.faces.photo import PHOTO_SUFFIXES, read_photo
from core.faces.quality import Quality, judge
from core.gallery.enrolment import FaceToEnroll
from core.parallel import cores, in_parallel
from core.progress import Progress, ProgressListener, StopRequest, unheard

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

# Chips of so many pictures are in memory at once.
_BATCH = 64

# From a face, its picture's shape and the detector's template to its quality, as `core.faces.quality.judge`.
Judge = Callable[..., Quality]


@dataclass(frozen=True, slots=True)
class SkippedPhoto:
    """A picture that gave no face, and why in words."""

    path: Path
    reason: str


def photos_in(source: Path) -> list[Path]:
    """The picture itself, or all pictures in a folder and the folders below it, sorted.

    Raises:
        InputError: It does not exist, or the folder holds no picture.
    """
    if not source.exists():
        raise InputError(f"{source} does not exist.", hint="Check the path.")
    if not source.is_dir():
        return [source]
    found = sorted(
        path
        for path in source.rglob("*")
        if path.suffix.lower() in PHOTO_SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(source).parts)
    )
    if not found:
        raise InputError(f"The folder {source} holds no pictures.")
    return found


def read_faces(
    paths: Sequence[Path],
    *,
    detector: FaceDetector,
    embedder: Embedder,
    judge: Judge = judge,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> Iterator[FaceToEnroll | SkippedPhoto]:
    """The main face of each picture, in the order of the paths.

    Args:
        detector: May be called from several threads at once.

    Raises:
        Cancelled: `stop` was set.
    """
    numbered = list(enumerate(paths))
    for start in range(0, len(numbered), _BATCH):
        batch = numbered[start : start + _BATCH]
        found = dict(
            in_parallel(partial(_main_face, detector=detector, judge=judge), batch, workers=cores(), stop=stop)
        )
        if stop is not None and stop.is_set():
            raise Cancelled(f"Stopped after {start:,} of {len(paths):,} pictures.")
        aligned = [face[0] for _, face in sorted(found.items()) if isinstance(face, tuple)]
        embeddings = iter(embedder.embed(np.stack([face.chip_rgb for face in aligned])) if aligned else ())
        for number, path in batch:
            face = found[number]
            if isinstance(face, SkippedPhoto):
                yield face
            else:
                aligned_face, quality = face
                yield FaceToEnroll(
                    chip_rgb=aligned_face.chip_rgb,
                    embedding=next(embeddings),
                    alignment_id=alignment_id(aligned_face.chip_rgb.shape[0]),
                    quality=quality.score,
                    problems=tuple(problem.text for problem in quality.problems),
                    source=str(path),
                )
        progress(Progress("reading pictures", min(start + _BATCH, len(paths)), len(paths)))


def _main_face(
    numbered: tuple[int, Path], *, detector: FaceDetector, judge: Judge
) -> tuple[int, tuple[AlignedFace, Quality] | SkippedPhoto]:
    number, path = numbered
    try:
        image_rgb = read_photo(path)
    except PhotoError as error:
        return number, SkippedPhoto(path, error.message)
    face = main_face(find_faces(image_rgb, detector), image_rgb.shape)
    if face is None:
        return number, SkippedPhoto(path, "no face was found")
    return number, (face, judge(face, image_shape=image_rgb.shape, template=detector.template))
