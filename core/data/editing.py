"""Correcting a data set: images left out, moved to another identity, identities renamed, merged or left out.

A data set is never changed where it stands: a corrected one is written aside and takes its place whole, or stands
beside it under another name. A run that was begun on the old content notices when it is taken up again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from core import files
from core.data.dataset import Dataset
from core.data.dataset_card import CARD, SPLITS, Split
from core.data.dataset_writer import DatasetWriter
from core.data.import_folder import import_folder
from core.data.import_report import REPORT
from core.data.record_set import RecordSet
from core.errors import Cancelled, InputError
from core.files import storage_errors
from core.progress import Progress, ProgressListener, StopRequest, unheard

# Records of so many are in memory at once.
_BATCH = 256
# A record by its part and its position there.
Place = tuple[Split, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """What shall be different. Whatever is not named stays.

    Attributes:
        excluded: Records to leave out.
        moved: Records that show somebody else: the name of who they show, known or new.
        renamed: Identities by their old name. The name of another identity merges the two.
        left_out: Identities to leave out with all their records.
    """

    excluded: frozenset[Place] = frozenset()
    moved: Mapping[Place, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.excluded or self.moved or self.renamed or self.left_out)


def correct(
    dataset: Dataset,
    target: Path,
    correction: Correction,
    *,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> Dataset:
    """Write a corrected data set.

    An identity that several parts name stays out of training: held-out people must not be trained on. Identities
    that have no record left go; those with a single one stay, since whoever corrects by hand has seen them.

    Args:
        target: The data set's own folder, to replace it, or a new one.

    Raises:
        InputError: An identity is not there, a name cannot be one, fewer than two identities would be left, or
            something else is at the target.
        DatasetError: A record is damaged, or an import is writing the target.
        StorageError: The disk refused; nothing has changed.
        Cancelled: `stop` was set; nothing has changed.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100  resolve() would follow links
    if os.path.lexists(target) and target.resolve() != dataset.path.resolve():
        raise InputError(f"There is something at {target} already.", hint="Choose another name.")
    plan = _Plan(dataset, correction)
    with import_folder(target) as folder:
        corrected = folder / "corrected"
        with storage_errors(corrected):
            shutil.rmtree(corrected, ignore_errors=True)
            corrected.mkdir()
        with DatasetWriter(
            corrected,
            name=target.name,
            alignment_id=dataset.alignment_id,
            chip_size=dataset.chip_size,
            detector=dataset.card.detector,
            source=dataset.card.source,
            training=plan.names("training"),
            validation=plan.names("validation"),
        ) as writer:
            done = 0
            for batch in plan.batches():
                if stop is not None and stop.is_set():
                    raise Cancelled("Stopped; the data set is as it was.")
                for split, positions in batch.items():
                    for position, record in zip(positions, plan.records(split).records(positions), strict=True):
                        writer.add(replace(record, identity=plan.kept[split, position]))
                done += sum(map(len, batch.values()))
                progress(Progress("writing the data set", done, len(plan.kept)))
        if (dataset.path / REPORT).is_file():
            with storage_errors(corrected):
                shutil.copyfile(dataset.path / REPORT, corrected / REPORT)
        files.replace_folder(corrected, target)
    return Dataset.open(target)


class _Plan:
    """Which record goes to whom, and who is in which part."""

    def __init__(self, dataset: Dataset, correction: Correction) -> None:
        self._dataset = dataset
        known = {identity.name: identity.split for identity in dataset.identities}
        for name in (*correction.renamed, *correction.left_out):
            if name not in known:
                raise InputError(f"There is nobody called {name!r} in the data set {dataset.name!r}.")
        for name in (*correction.renamed.values(), *correction.moved.values()):
            if not name.strip() or len(name) > 1024 or not name.isprintable():
                raise InputError(f"{name!r} cannot be the name of an identity.")
        self.kept: dict[Place, str] = {}
        parts: dict[str, set[Split]] = {}
        for split in SPLITS:
            labels = self.records(split).labels
            for position in range(len(labels)):
                place = (split, position)
                before = dataset.identities[int(labels[position])].name
                if place in correction.excluded or before in correction.left_out:
                    continue
                after = correction.moved.get(place) or correction.renamed.get(before, before)
                self.kept[place] = after
                parts.setdefault(after, set()).add(known.get(after, split))
                parts[after].add(split)
        self._parts = parts
        if len(parts) < 2:
            raise InputError(
                f"{len(parts)} identities would be left; at least 2 are needed.",
                hint="A triplet takes a second person as its negative.",
            )

    def records(self, split: Split) -> RecordSet:
        return self._dataset.training if split == "training" else self._dataset.validation

    def names(self, split: Split) -> list[str]:
        held_out = {name for name, parts in self._parts.items() if "validation" in parts}
        return sorted(held_out if split == "validation" else self._parts.keys() - held_out)

    def batches(self) -> Iterator[dict[Split, list[int]]]:
        """All places that are kept, a batch at a time."""
        places = sorted(self.kept)
        for start in range(0, len(places), _BATCH):
            batch: dict[Split, list[int]] = {}
            for split, position in places[start : start + _BATCH]:
                batch.setdefault(split, []).append(position)
            yield batch


def datasets_in(folder: Path) -> list[Path]:
    """The data sets in a home's folder, sorted by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if (path / CARD).is_file() and not path.name.startswith("."))


def delete_dataset(path: Path) -> None:
    """Delete a data set's folder. Renamed first, so that an interruption leaves no half data set.

    Raises:
        InputError: The folder is not a data set.
        StorageError: It may not be deleted.
    """
    if not (path / CARD).is_file():
        raise InputError(f"{path} is not a data set; it will not be deleted.")
    with storage_errors(path):
        gone = path.with_name(f".{path.name}.deleted-{os.getpid()}")
        path.rename(gone)
        shutil.rmtree(gone)
