"""What the data page asks of core: functions that run beside the window and know no widget."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from core.data.dataset_card import SPLITS, load_card
from core.data.editing import Correction, Place, correct, datasets_in, delete_dataset
from core.data.import_folder import forget_import, unfinished_imports
from core.data.import_report import REPORT, ImportReport
from core.data.source import Survey, survey
from core.errors import FacenetError, InputError
from core.home import Home
from facenet_gui.images import to_qimage
from facenet_gui.pages.data_changes import PendingChanges
from facenet_gui.threads.jobs import JobContext

if TYPE_CHECKING:
    from core.data.dataset import Dataset
    from core.data.import_journal import FinishedPhoto
    from core.faces.face import FaceDetector

# Of the latest chips, so many are in sight.
LATEST = 8
_THUMBNAIL = 224


def _tr(text: str) -> str:
    return QCoreApplication.translate("DataWork", text)


@dataclass(frozen=True, slots=True)
class ListedDataset:
    """A data set of the home.

    Attributes:
        problem: Why it cannot be used; empty where it can.
        unfinished: The photos' folder, where this is an import that was interrupted; None for a data set.
    """

    path: Path
    name: str
    images: int = 0
    identities: int = 0
    created: datetime.datetime | None = None
    problem: str = ""
    unfinished: Path | None = None


def list_datasets(folder: Path) -> Callable[[JobContext], list[ListedDataset]]:
    """A job that lists the data sets in a home's folder, and the imports that were interrupted."""

    def work(_context: JobContext) -> list[ListedDataset]:
        listed = [_listed(path) for path in datasets_in(folder)]
        begun = unfinished_imports(folder)
        return listed + [ListedDataset(target, target.name, unfinished=source) for target, source in begun]

    return work


def _listed(path: Path) -> ListedDataset:
    try:
        card = load_card(path)
    except FacenetError as error:
        return ListedDataset(path, path.name, problem=str(error))
    totals = card.totals
    return ListedDataset(
        path,
        path.name,
        images=totals.training.images + totals.validation.images,
        identities=len(card.identities),
        created=card.created,
    )


@dataclass(frozen=True, slots=True, eq=False)
class OpenedDataset:
    """A data set to browse.

    Attributes:
        changes: None yet, and who the people are.
        report: The content of `report.json`; empty where there is none.
    """

    dataset: Dataset
    changes: PendingChanges
    report: Mapping[str, Any]


def open_dataset(path: Path) -> Callable[[JobContext], OpenedDataset]:
    """A job that opens a data set and finds out which records are whose."""

    def work(_context: JobContext) -> OpenedDataset:
        from core import files
        from core.data.dataset import Dataset
        from core.errors import DatasetError

        dataset = Dataset.open(path)
        people: dict[str, list[Place]] = {identity.name: [] for identity in dataset.identities}
        names = [identity.name for identity in dataset.identities]
        for split in SPLITS:
            records = dataset.training if split == "training" else dataset.validation
            for position, label in enumerate(records.labels.tolist()):
                people[names[label]].append((split, position))
        report: object = {}
        if (path / REPORT).is_file():
            try:
                report = files.read_json(path / REPORT, error=DatasetError)
            except DatasetError:
                # Only told about the past; the data set is whole without it.
                report = {}
        return OpenedDataset(
            dataset,
            PendingChanges(people),
            report if isinstance(report, dict) else {},
        )

    return work


def chip_picture(dataset: Dataset, place: Place) -> QImage:
    """The chip of a record. Raises `FacenetError` where it cannot be read."""
    from core.faces.photo import decode_photo

    split, position = place
    records = dataset.training if split == "training" else dataset.validation
    return to_qimage(decode_photo(records.records([position])[0].image_jpeg, source="The record"))


def photo_thumbnail(key: Hashable) -> QImage | None:
    """A photo's path as a small picture, upright; None where Qt cannot read it."""
    reader = QImageReader(str(key))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(
            size.scaled(QSize(_THUMBNAIL, _THUMBNAIL), Qt.AspectRatioMode.KeepAspectRatioByExpanding).boundedTo(size)
        )
    image = reader.read()
    return None if image.isNull() else image


def look_at_folder(folder: Path) -> Callable[[JobContext], Survey]:
    """A job that says what lies in a folder of photos; nothing is opened or written."""
    return lambda context: survey(folder, progress=context.progress, stop=context.stop)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user chose for an import.

    Attributes:
        held_out: Share of the identities, in [0, 1).
        lfw: LFW's folder or list of names; None leaves nobody out.
    """

    source: Path
    target: Path
    held_out: float = 0.05
    minimum_images: int = 2
    lfw: Path | None = None
    aligned: bool = False
    keep_near_duplicates: bool = True


class LatestChips:
    """The chips that an import finished last: written by its thread, taken by the window's."""

    def __init__(self) -> None:
        self._chips: deque[bytes] = deque(maxlen=LATEST)

    def __call__(self, finished: FinishedPhoto) -> None:
        if finished.chip_jpeg:
            self._chips.append(finished.chip_jpeg)

    def take(self) -> bytes | None:
        """The newest chip that has not been taken, as JPEG; older ones are forgotten."""
        try:
            newest = self._chips.pop()
        except IndexError:
            return None
        self._chips.clear()
        return newest


def check(
    options: ImportOptions, *, detector: FaceDetector, chips: LatestChips
) -> Callable[[JobContext], ImportReport]:
    """A job that looks at all photos and says what an import would report."""

    def work(context: JobContext) -> ImportReport:
        from core.data.importing import check_photos

        return check_photos(**_arguments(options, context, detector, chips))

    return work


def import_(
    options: ImportOptions, *, checked: Path | None, detector: FaceDetector, chips: LatestChips
) -> Callable[[JobContext], ImportReport]:
    """A job that writes the data set.

    Args:
        checked: For which target the photos were checked, or None.
    """

    def work(context: JobContext) -> ImportReport:
        from core.data.import_folder import move_import
        from core.data.importing import import_photos

        if checked is not None:
            move_import(checked, options.target)
        return import_photos(**_arguments(options, context, detector, chips))

    return work


def _arguments(
    options: ImportOptions, context: JobContext, detector: FaceDetector, chips: LatestChips
) -> dict[str, Any]:
    """What the check and the import are both given, so that the one speaks for the other."""
    return {
        "source": options.source,
        "target": options.target,
        "detector": None if options.aligned else detector,
        "aligned": options.aligned,
        "validation": options.held_out,
        "lfw_names": _names(options.lfw),
        "minimum_images": options.minimum_images,
        "keep_near_duplicates": options.keep_near_duplicates,
        "progress": context.progress,
        "stop": context.stop,
        "watch": chips,
    }


def _names(lfw: Path | None) -> Collection[str]:
    from core.data.lfw_names import read_lfw_names

    return frozenset() if lfw is None else frozenset(read_lfw_names(lfw))


def save_changes(dataset: Dataset, target: Path, correction: Correction) -> Callable[[JobContext], Path]:
    """A job that writes the corrected data set and gives its folder."""

    def work(context: JobContext) -> Path:
        return correct(dataset, target, correction, progress=context.progress, stop=context.stop).path

    return work


def delete(path: Path) -> Callable[[JobContext], Path]:
    """A job that deletes a data set."""

    def work(_context: JobContext) -> Path:
        delete_dataset(path)
        return path

    return work


def forget(target: Path) -> Callable[[JobContext], Path]:
    """A job that deletes what an interrupted import keeps."""

    def work(_context: JobContext) -> Path:
        forget_import(target)
        return target

    return work


def download() -> Callable[[JobContext], Path]:
    """A job that downloads LFW and unpacks it."""

    def work(context: JobContext) -> Path:
        from core.data.lfw_download import download_lfw

        return download_lfw(progress=context.progress, stop=context.stop)

    return work


def name_problem(name: str, home: Home) -> str:
    """Why a new data set cannot be called so; empty where it can."""
    if not name:
        return _tr("Give the data set a name.")
    if not name.isprintable() or any(letter in name for letter in '/\\:*?"<>|') or name.startswith("."):
        return _tr('A name has none of / \\ : * ? " < > | and begins with no dot.')
    try:
        place = home.new_dataset(name)
    except InputError as error:
        return error.message
    return _tr("There is a data set of this name already.") if place.exists() else ""


def free_name(wanted: str, home: Home) -> str:
    """A name that is not taken: "photos", "photos 2", …"""
    base = "".join(letter for letter in wanted if letter not in '/\\:*?"<>|').strip(" .") or _tr("people")
    name, number = base, 2
    while name_problem(name, home):
        name, number = f"{base} {number}", number + 1
    return name


def make_blends(source: Path, target: Path, *, images: int) -> Callable[[JobContext], Path]:
    """A job that makes faces that two people of a data set share and gives the new data set's folder."""

    def work(context: JobContext) -> Path:
        from core.data.blended_faces import write_blended_dataset
        from core.data.dataset import Dataset

        write_blended_dataset(
            Dataset.open(source),
            target,
            images=images,
            # So that a second set, which has another name, has other faces.
            seed=crc32(target.name.encode()),
            progress=context.progress,
            stop=context.stop,
        )
        return target

    return work


def make_sample(target: Path, *, identities: int, images: int) -> Callable[[JobContext], Path]:
    """A job that draws people who do not exist and gives the data set's folder."""

    def work(context: JobContext) -> Path:
        from core.data.sample_faces import SampleFaces
        from core.data.sample_files import write_sample_dataset

        write_sample_dataset(
            target,
            SampleFaces.load(),
            identities=identities,
            images=images,
            progress=context.progress,
            stop=context.stop,
        )
        return target

    return work
