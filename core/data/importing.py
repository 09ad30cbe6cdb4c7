"""A folder of photos becomes a data set: survey, detect, align, crop, split, write."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from core import files
from core.data.dataset_writer import DatasetWriter
from core.data.import_folder import check_target
from core.data.import_journal import ImportJournal
from core.data.import_plan import ImportPlan, plan_import
from core.data.import_report import REPORT, ImportReport
from core.data.import_task import ImportTask, PhotoListener, detector_name
from core.data.records import FaceRecord
from core.data.source import printable
from core.errors import Cancelled, InputError
from core.faces.chip import CHIP_SIZE
from core.faces.face import FaceDetector
from core.files import storage_errors
from core.progress import Progress, ProgressListener, StopRequest, unheard

SMALLEST_CHIP_SIZE, LARGEST_CHIP_SIZE = 32, 1024


def import_photos(
    source: Path,
    target: Path,
    *,
    detector: FaceDetector | None,
    chip_size: int = CHIP_SIZE,
    aligned: bool = False,
    validation: float = 0.05,
    validation_names: Collection[str] | None = None,
    lfw_names: Collection[str] = frozenset(),
    minimum_images: int = 2,
    keep_near_duplicates: bool = True,
    seed: int = 0,
    overwrite: bool = False,
    workers: int | None = None,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
    watch: PhotoListener | None = None,
) -> ImportReport:
    """Make the data set `target` from the photos in `source`.

    The data set appears when it is whole. Until then the import works in a hidden folder beside it; when it is
    interrupted, in whatever way, the same call goes on behind the photos that are finished. A photo that changed
    meanwhile (size or time) is done again, and so is everything when the source or a chip's options changed.

    Equal photos, options and detector give equal records in equal order, however many workers there are.

    Args:
        source: Identity folders or LFW's folder; see `core.data.source.survey`.
        target: The data set's folder.
        detector: Finds the faces, and may be called from several threads at once. None only with `aligned`.
        chip_size: Side of the stored chips, in pixels.
        aligned: The photos are crops that somebody else aligned: taken whole and resized, never detected.
        validation: Share of the identities to hold out, in [0, 1).
        validation_names: Hold out these instead; all others train.
        lfw_names: `person_key`s of people to leave out, see `core.data.lfw_names`.
        minimum_images: Leave out identities with fewer usable images.
        keep_near_duplicates: False leaves out photos that look like an earlier one of the same identity. They are
            reported in both cases.
        seed: Another one holds out others.
        overwrite: Replace the data set that is there. It stays until the new one is whole.
        workers: Threads; all cores by default.
        progress: Is told about "looking for photos", "loading the face detector", "finding faces" and "writing the
            data set".
        stop: When set, what is in work is finished and kept.
        watch: Is given each photo that this run finishes, chip and all, in this thread.

    Returns:
        The report, which also lies in the data set as `report.json`.

    Raises:
        InputError: The source has no identity folders or too few identities, the target is in use, or an option
            is out of range.
        DatasetError: Another import is writing this target.
        StorageError: The disk is full, or the target may not be written.
        Cancelled: `stop` was set.
    """
    task = ImportTask(
        source,
        target,
        detector=detector,
        chip_size=chip_size,
        aligned=aligned,
        lfw_names=lfw_names,
        overwrite=overwrite,
        workers=workers,
        progress=progress,
        stop=stop,
        watch=watch,
    )
    _check_options(chip_size=chip_size, validation=validation, minimum_images=minimum_images)
    with task.finished_photos() as photos:
        plan = plan_import(
            photos.identities,
            photos.journal.entries,
            validation=validation,
            seed=seed,
            validation_names=validation_names,
            minimum_images=minimum_images,
            keep_near_duplicates=keep_near_duplicates,
        )
        dataset = photos.folder / "dataset"
        with storage_errors(dataset):
            if dataset.exists():
                shutil.rmtree(dataset)
            dataset.mkdir()
        with DatasetWriter(
            dataset,
            name=printable(task.target.name),
            alignment_id=task.alignment_id,
            chip_size=chip_size,
            detector=detector_name(detector),
            source=printable(str(photos.found.source.resolve())),
            training=plan.training,
            validation=plan.validation,
        ) as writer:
            _write_records(writer, plan, photos.journal, chip_size=chip_size, progress=progress, stop=stop)
        report = task.report(photos, plan)
        files.write_json(dataset / REPORT, report.to_json())
        check_target(source, task.target, overwrite=overwrite)
        files.replace_folder(dataset, task.target)
    return report


def check_photos(
    source: Path,
    target: Path,
    *,
    detector: FaceDetector | None,
    chip_size: int = CHIP_SIZE,
    aligned: bool = False,
    validation: float = 0.05,
    lfw_names: Collection[str] = frozenset(),
    minimum_images: int = 2,
    keep_near_duplicates: bool = True,
    seed: int = 0,
    overwrite: bool = False,
    workers: int | None = None,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
    watch: PhotoListener | None = None,
) -> ImportReport:
    """Look at all photos, and say what an import with the same options would report, without writing a data set.

    This is the first half of `import_photos`: what it finishes lies in the same hidden folder beside the target, and
    the import goes on from there. `core.data.import_folder` can move it to another target, or forget it.

    The parameters and exceptions are those of `import_photos`. Too few identities are no error here: the report
    shows why.
    """
    task = ImportTask(
        source,
        target,
        detector=detector,
        chip_size=chip_size,
        aligned=aligned,
        lfw_names=lfw_names,
        overwrite=overwrite,
        workers=workers,
        progress=progress,
        stop=stop,
        watch=watch,
    )
    _check_options(chip_size=chip_size, validation=validation, minimum_images=minimum_images)
    with task.finished_photos(keep=True) as photos:
        plan = plan_import(
            photos.identities,
            photos.journal.entries,
            validation=validation,
            seed=seed,
            validation_names=None,
            minimum_images=minimum_images,
            keep_near_duplicates=keep_near_duplicates,
            allow_too_few=True,
        )
        return task.report(photos, plan)


def _check_options(*, chip_size: int, validation: float, minimum_images: int) -> None:
    if not SMALLEST_CHIP_SIZE <= chip_size <= LARGEST_CHIP_SIZE:
        raise InputError(
            f"The image size must be from {SMALLEST_CHIP_SIZE} to {LARGEST_CHIP_SIZE} pixels, got {chip_size}.",
            hint=f"{CHIP_SIZE} keeps the scale at which faces are aligned.",
        )
    if not 0 <= validation < 1:
        raise InputError(
            f"The validation share must be from 0 up to, not including, 1, got {validation:g}.",
            hint="0.05 holds out one identity in twenty.",
        )
    if minimum_images < 1:
        raise InputError(f"The least number of images of an identity must be 1 or more, got {minimum_images}.")


def _write_records(
    writer: DatasetWriter,
    plan: ImportPlan,
    journal: ImportJournal,
    *,
    chip_size: int,
    progress: ProgressListener,
    stop: StopRequest | None,
) -> None:
    done = 0
    for identity, paths in plan.kept.items():
        for path in paths:
            finished = journal.finished(path)
            writer.add(
                FaceRecord(
                    label=writer.labels[identity],
                    image_jpeg=finished.chip_jpeg,
                    image_shape=(chip_size, chip_size, 3),
                    identity=identity,
                    source=printable(path),
                    source_sha256=finished.sha256,
                    face_size=finished.face_size,
                    confidence=finished.confidence,
                    landmarks=finished.landmarks,
                )
            )
            done += 1
            progress(Progress("writing the data set", done, plan.images))
        if stop is not None and stop.is_set():
            raise Cancelled("Stopped; all photos are finished and kept.", hint="The same command goes on from there.")
