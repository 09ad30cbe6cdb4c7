"""A folder of photos becomes a data set: survey, detect, align, crop, split, write."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from core import files
from core.data.chip_extraction import SMALLEST_FACE_SIZE, ChipExtraction
from core.data.dataset_writer import DatasetWriter
from core.data.import_folder import check_target, import_folder
from core.data.import_journal import ImportJournal
from core.data.import_plan import ImportPlan, plan_import, without_people
from core.data.import_report import REPORT, ImportReport, Part, SeveralFaces
from core.data.near_duplicates import NearDuplicate
from core.data.records import FaceRecord
from core.data.source import SourceIdentity, SourcePhoto, Survey, printable, survey
from core.errors import Cancelled, InputError
from core.faces.chip import CHIP_SIZE, FOREIGN, alignment_id
from core.faces.face import FaceDetector
from core.files import storage_errors
from core.parallel import cores, in_parallel
from core.progress import Progress, ProgressListener, StopRequest, unheard

# A journal of another version is not gone on with.
_JOURNAL_VERSION = 2
# So much work may be lost to a power cut.
_FLUSH_SECONDS = 5.0
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

    Returns:
        The report, which also lies in the data set as `report.json`.

    Raises:
        InputError: The source has no identity folders or too few identities, the target is in use, or an option
            is out of range.
        DatasetError: Another import is writing this target.
        StorageError: The disk is full, or the target may not be written.
        Cancelled: `stop` was set.
    """
    started = time.monotonic()
    if (detector is None) != aligned:
        raise ValueError("aligned crops need no detector, and all others need one")
    _check_options(chip_size=chip_size, validation=validation, minimum_images=minimum_images)
    # Without "." and "..", so that it has a name and a folder that it lies in.
    target = Path(os.path.abspath(target))  # noqa: PTH100  resolve() would follow links
    check_target(source, target, overwrite=overwrite)
    found = survey(source, progress=progress, stop=stop)
    identities, in_lfw = without_people(found.identities, lfw_names)
    _check_enough(found, identities)
    settings = {
        "version": _JOURNAL_VERSION,
        "source": str(found.source.resolve()),
        "chip_size": chip_size,
        "detector": _name_of(detector),
        "smallest_face": SMALLEST_FACE_SIZE,
    }
    with import_folder(target) as folder:
        # An import that held the lock until now may have finished this very data set.
        check_target(source, target, overwrite=overwrite)
        with ImportJournal(folder, settings) as journal:
            photos = [photo for identity in identities for photo in identity.photos]
            resumed, finding_seconds = _finish_photos(
                photos,
                ChipExtraction(found.source, detector, chip_size),
                journal,
                workers=workers or cores(),
                progress=progress,
                stop=stop,
            )
            plan = plan_import(
                identities,
                journal.entries,
                validation=validation,
                seed=seed,
                validation_names=validation_names,
                minimum_images=minimum_images,
                keep_near_duplicates=keep_near_duplicates,
            )
            dataset = folder / "dataset"
            with storage_errors(dataset):
                if dataset.exists():
                    shutil.rmtree(dataset)
                dataset.mkdir()
            alignment = FOREIGN if aligned else alignment_id(chip_size)
            with DatasetWriter(
                dataset,
                name=printable(target.name),
                alignment_id=alignment,
                chip_size=chip_size,
                detector=_name_of(detector),
                source=printable(str(found.source.resolve())),
                training=plan.training,
                validation=plan.validation,
            ) as writer:
                _write_records(writer, plan, journal, chip_size=chip_size, progress=progress, stop=stop)
            notes = list(found.notes)
            if journal.discarded:
                notes.append(f"An unfinished import with other options was begun anew: {journal.discarded}.")
            entries = [journal.entries[photo.path] for photo in photos]
            report = ImportReport(
                source=found.source,
                dataset=target,
                layout=found.layout,
                alignment_id=alignment,
                chip_size=chip_size,
                detector=_name_of(detector),
                photos=found.photos,
                images_read=sum(entry.reason != "unreadable" for entry in entries),
                images_with_face=sum(entry.faces > 0 for entry in entries),
                faces_found=sum(entry.faces for entry in entries),
                images_kept=plan.images,
                training=_part(plan, plan.training),
                validation=_part(plan, plan.validation),
                several_faces=_several_faces(plan, journal),
                near_duplicates=_printable(plan.near_duplicates),
                skipped=tuple(sorted((*found.skipped, *in_lfw, *plan.skipped), key=lambda skip: skip.path)),
                ignored=found.ignored,
                notes=(*notes, *plan.notes),
                resumed=resumed,
                finding_seconds=finding_seconds,
                seconds=time.monotonic() - started,
            )
            files.write_json(dataset / REPORT, report.to_json())
        check_target(source, target, overwrite=overwrite)
        files.replace_folder(dataset, target)
    return report


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


def _check_enough(found: Survey, identities: Sequence[SourceIdentity]) -> None:
    """Say at once, before hours of detection, that too few identities are there."""
    if len(identities) > 1:
        return
    if len(found.identities) > 1:
        raise InputError(
            f"{len(identities)} of the {len(found.identities):,} identities in {found.source} are not in LFW; "
            "at least 2 are needed.",
            hint="Leave out --lfw if this data set is not to be measured with LFW.",
        )
    only = found.identities[0]
    hint = "Add a folder for each further person."
    if found.notes:
        hint = found.notes[0]
    raise InputError(
        f"{found.source} holds one identity, {only.name!r}. A triplet takes a second person as its negative, so there "
        "is nothing to learn from one alone.",
        hint=hint,
    )


def _name_of(detector: FaceDetector | None) -> str:
    return "none" if detector is None else detector.name


def _finish_photos(
    photos: Sequence[SourcePhoto],
    extraction: ChipExtraction,
    journal: ImportJournal,
    *,
    workers: int,
    progress: ProgressListener,
    stop: StopRequest | None,
) -> tuple[int, float]:
    """Do what the journal does not have yet. Returns how many photos it had, and how many seconds the others took."""
    to_do = [
        photo for photo in photos if not ((entry := journal.entries.get(photo.path)) is not None and entry.is_of(photo))
    ]
    resumed = done = len(photos) - len(to_do)
    if to_do and extraction.detector is not None:
        # A detector may wait with loading its networks until now; apart, so that it does not count against the rate.
        progress(Progress("loading the face detector", 0))
        _ = extraction.detector.template
    progress(Progress("finding faces", done, len(photos)))
    started = flushed = time.monotonic()
    try:
        for finished in in_parallel(extraction, to_do, workers=workers, stop=stop):
            journal.add(finished)
            done += 1
            progress(Progress("finding faces", done, len(photos)))
            if time.monotonic() - flushed > _FLUSH_SECONDS:
                journal.flush()
                flushed = time.monotonic()
    finally:
        journal.flush()
    if done < len(photos):
        raise Cancelled(
            f"Stopped: {done:,} of {len(photos):,} photos are finished and kept.",
            hint="The same command goes on from there.",
        )
    return resumed, time.monotonic() - started


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


def _part(plan: ImportPlan, names: Collection[str]) -> Part:
    return Part(identities=len(names), images=sum(len(plan.kept[name]) for name in names))


def _several_faces(plan: ImportPlan, journal: ImportJournal) -> tuple[SeveralFaces, ...]:
    return tuple(
        SeveralFaces(printable(path), identity, journal.entries[path].faces)
        for identity, paths in plan.kept.items()
        for path in paths
        if journal.entries[path].faces > 1
    )


def _printable(pairs: Sequence[NearDuplicate]) -> tuple[NearDuplicate, ...]:
    return tuple(replace(pair, path=printable(pair.path), other_path=printable(pair.other_path)) for pair in pairs)
