"""The part of an import that looks at the photos: what becomes of each, kept in the journal, and the report on it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.data.chip_extraction import SMALLEST_FACE_SIZE, ChipExtraction
from core.data.import_folder import check_target, import_folder
from core.data.import_journal import FinishedPhoto, ImportJournal
from core.data.import_plan import ImportPlan, without_people
from core.data.import_report import ImportReport, Part, SeveralFaces
from core.data.near_duplicates import NearDuplicate
from core.data.skipped import Skipped
from core.data.source import SourceIdentity, SourcePhoto, Survey, printable, survey
from core.errors import Cancelled, InputError
from core.faces.chip import FOREIGN, alignment_id
from core.faces.face import FaceDetector
from core.parallel import cores, in_parallel
from core.progress import Progress, ProgressListener, StopRequest

# A journal of another version is not gone on with.
_JOURNAL_VERSION = 2
# So much work may be lost to a power cut.
_FLUSH_SECONDS = 5.0

PhotoListener = Callable[[FinishedPhoto], None]


@dataclass(frozen=True, slots=True)
class FinishedPhotos:
    """The first half of an import: every photo has an entry in the journal."""

    found: Survey
    identities: Sequence[SourceIdentity]
    in_lfw: Sequence[Skipped]
    folder: Path
    journal: ImportJournal
    resumed: int
    finding_seconds: float


class ImportTask:
    """What an import and a check of the photos have in common; see `import_photos` for the parameters."""

    def __init__(
        self,
        source: Path,
        target: Path,
        *,
        detector: FaceDetector | None,
        chip_size: int,
        aligned: bool,
        lfw_names: Collection[str],
        overwrite: bool,
        workers: int | None,
        progress: ProgressListener,
        stop: StopRequest | None,
        watch: PhotoListener | None,
    ) -> None:
        if (detector is None) != aligned:
            raise ValueError("aligned crops need no detector, and all others need one")
        self.started = time.monotonic()
        self.source = source
        # Without "." and "..", so that it has a name and a folder that it lies in.
        self.target = Path(os.path.abspath(target))  # noqa: PTH100  resolve() would follow links
        self.alignment_id = FOREIGN if aligned else alignment_id(chip_size)
        self._detector = detector
        self._chip_size = chip_size
        self._lfw_names = lfw_names
        self._overwrite = overwrite
        self._workers = workers or cores()
        self._progress = progress
        self._stop = stop
        self._watch = watch

    @contextlib.contextmanager
    def finished_photos(self, *, keep: bool = False) -> Iterator[FinishedPhotos]:
        """Look at every photo that the journal does not have, and yield with the target's folder locked."""
        check_target(self.source, self.target, overwrite=self._overwrite)
        found = survey(self.source, progress=self._progress, stop=self._stop)
        identities, in_lfw = without_people(found.identities, self._lfw_names)
        _check_enough(found, identities)
        settings = {
            "version": _JOURNAL_VERSION,
            "source": str(found.source.resolve()),
            "chip_size": self._chip_size,
            "detector": detector_name(self._detector),
            "smallest_face": SMALLEST_FACE_SIZE,
        }
        with import_folder(self.target, keep=keep) as folder:
            # An import that held the lock until now may have finished this very data set.
            check_target(self.source, self.target, overwrite=self._overwrite)
            with ImportJournal(folder, settings) as journal:
                resumed, finding_seconds = _finish_photos(
                    [photo for identity in identities for photo in identity.photos],
                    ChipExtraction(found.source, self._detector, self._chip_size),
                    journal,
                    workers=self._workers,
                    progress=self._progress,
                    stop=self._stop,
                    watch=self._watch,
                )
                yield FinishedPhotos(found, identities, in_lfw, folder, journal, resumed, finding_seconds)

    def report(self, photos: FinishedPhotos, plan: ImportPlan) -> ImportReport:
        """What there is to say about the finished photos and the plan for them."""
        found, journal = photos.found, photos.journal
        notes = list(found.notes)
        if journal.discarded:
            notes.append(f"An unfinished import with other options was begun anew: {journal.discarded}.")
        entries = [journal.entries[photo.path] for identity in photos.identities for photo in identity.photos]
        return ImportReport(
            source=found.source,
            dataset=self.target,
            layout=found.layout,
            alignment_id=self.alignment_id,
            chip_size=self._chip_size,
            detector=detector_name(self._detector),
            photos=found.photos,
            images_read=sum(entry.reason != "unreadable" for entry in entries),
            images_with_face=sum(entry.faces > 0 for entry in entries),
            faces_found=sum(entry.faces for entry in entries),
            images_kept=plan.images,
            training=_part(plan, plan.training),
            validation=_part(plan, plan.validation),
            several_faces=_several_faces(plan, journal),
            near_duplicates=_printable(plan.near_duplicates),
            skipped=tuple(sorted((*found.skipped, *photos.in_lfw, *plan.skipped), key=lambda skip: skip.path)),
            ignored=found.ignored,
            notes=(*notes, *plan.notes),
            resumed=photos.resumed,
            finding_seconds=photos.finding_seconds,
            seconds=time.monotonic() - self.started,
        )


def _check_enough(found: Survey, identities: Sequence[SourceIdentity]) -> None:
    """Say at once, before hours of detection, that too few identities are there."""
    if len(identities) > 1:
        return
    if len(found.identities) > 1:
        raise InputError(
            f"{len(identities)} of the {len(found.identities):,} identities in {found.source} are not in LFW; "
            "at least 2 are needed.",
            hint="Leave out --lfw if this data set is not to be measured with LFW.",
            window_hint="Turn off leaving out the people of LFW if this data set is not to be measured with it.",
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


def detector_name(detector: FaceDetector | None) -> str:
    """What a data set says about how its faces were found."""
    return "none" if detector is None else detector.name


def _finish_photos(
    photos: Sequence[SourcePhoto],
    extraction: ChipExtraction,
    journal: ImportJournal,
    *,
    workers: int,
    progress: ProgressListener,
    stop: StopRequest | None,
    watch: PhotoListener | None,
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
            if watch is not None:
                watch(finished)
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
