"""Writing a data set of pictures that the program makes itself: drawn or blended faces, without photos or detection."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core import files
from core.data.dataset_writer import DatasetWriter
from core.data.import_folder import check_target, import_folder
from core.data.records import FaceRecord
from core.errors import Cancelled
from core.faces.chip import TEMPLATE_SIZE, alignment_id
from core.files import storage_errors
from core.progress import Progress, ProgressListener, StopRequest, unheard


@dataclass(frozen=True, slots=True)
class MadePicture:
    """One picture that was made.

    Attributes:
        identity: The name of whom it shows.
        source: As a photo's path would be, `identity/number.jpg`.
        jpeg: An aligned chip.
    """

    identity: str
    source: str
    jpeg: bytes


def write_made_dataset(
    target: Path,
    pictures: Iterable[MadePicture],
    *,
    total: int,
    stage: str,
    source: str,
    chip_size: int,
    training: Collection[str],
    validation: Collection[str] = (),
    overwrite: bool = False,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> None:
    """Write `pictures` as a data set. It appears when it is whole.

    Args:
        total: How many pictures come, for `progress`, which hears of them as `stage`.
        source: Where they came from, in a few words.
        training, validation: The names of the identities of each part; each has a picture at least.
        overwrite: Replace the data set that is there.

    Raises:
        InputError: The target is in use.
        DatasetError: Something else is writing this target.
        StorageError: The target may not be written.
        Cancelled: `stop` was set; nothing is kept.
    """
    target = target.absolute()
    # The photos' folder that an import would protect does not exist here; one beside the target stands for it.
    nowhere = target.parent / f".{target.name}.photos"
    check_target(nowhere, target, overwrite=overwrite)
    with import_folder(target) as folder, _nothing_kept(folder):
        dataset = folder / "dataset"
        with storage_errors(dataset):
            if dataset.exists():
                shutil.rmtree(dataset)
            dataset.mkdir()
        with DatasetWriter(
            dataset,
            name=target.name,
            alignment_id=alignment_id(chip_size),
            chip_size=chip_size,
            detector="none",
            source=source,
            training=training,
            validation=validation,
        ) as writer:
            for done, picture in enumerate(pictures, 1):
                writer.add(
                    FaceRecord(
                        label=writer.labels[picture.identity],
                        image_jpeg=picture.jpeg,
                        image_shape=(chip_size, chip_size, 3),
                        identity=picture.identity,
                        source=picture.source,
                        source_sha256=hashlib.sha256(picture.jpeg).hexdigest(),
                        face_size=float(TEMPLATE_SIZE),
                    )
                )
                progress(Progress(stage, done, total))
                if stop is not None and stop.is_set():
                    raise Cancelled("Stopped; nothing was written.", hint="The same command begins anew.")
        check_target(nowhere, target, overwrite=overwrite)
        files.replace_folder(dataset, target)


@contextlib.contextmanager
def _nothing_kept(folder: Path) -> Iterator[None]:
    """Unlike an import's, half a drawing is no use later, and takes room on a disk that may be full."""
    import_before = any(entry.is_dir() for entry in folder.iterdir())
    try:
        yield
    except BaseException:
        if not import_before:
            # With its lock, which is held.
            shutil.rmtree(folder, ignore_errors=True)
        raise
