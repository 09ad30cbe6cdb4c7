"""What an import found, kept and left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.data.near_duplicates import NearDuplicate
from core.data.skipped import MEANINGS, Reason, Skipped

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class SeveralFaces:
    """A photo with more than one face, of which the most central large one was taken."""

    path: str
    identity: str
    faces: int


@dataclass(frozen=True, slots=True)
class Part:
    """What came into training or validation."""

    identities: int
    images: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Everything an import has to say. `photos` = `images_kept` + the skipped files among them.

    Attributes:
        source: The folder of photos.
        dataset: The folder of the data set.
        layout: See `core.data.source.Survey`.
        alignment_id, chip_size, detector: Of the data set.
        photos: Files that should be photos, in identity folders.
        images_read: Those that are pictures; people of LFW are not looked at.
        images_with_face: Those in which a face was found; with `--aligned`, all.
        faces_found: All faces in them.
        images_kept: Records of the data set.
        training, validation: What they hold.
        several_faces: Photos that are kept and show more than one face.
        near_duplicates: Photos that are kept and look like another one that is kept. Of two identities, one of the
            names is probably wrong.
        skipped: Everything that was left out, by path.
        ignored: Hidden files and files that are no pictures by name.
        notes: What the user should know, in sentences.
        resumed: Photos that an earlier, interrupted import had finished.
        finding_seconds: How long this run read, detected and aligned the others.
        seconds: How long it took in all.
    """

    source: Path
    dataset: Path
    layout: str
    alignment_id: str
    chip_size: int
    detector: str
    photos: int
    images_read: int
    images_with_face: int
    faces_found: int
    images_kept: int
    training: Part
    validation: Part
    several_faces: tuple[SeveralFaces, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    skipped: tuple[Skipped, ...]
    ignored: int
    notes: tuple[str, ...]
    resumed: int
    finding_seconds: float
    seconds: float

    @property
    def counts(self) -> dict[Reason, int]:
        """How often each reason occurs, in the order of `core.data.skipped.MEANINGS`."""
        found = Counter(skip.reason for skip in self.skipped)
        return {reason: found[reason] for reason in MEANINGS if found[reason]}

    @property
    def images_per_second(self) -> float:
        """Photos read, detected and aligned a second; 0 where everything had been finished before."""
        done = self.photos - self.counts.get("in_lfw", 0) - self.resumed
        return done / self.finding_seconds if done and self.finding_seconds > 0 else 0.0

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "several_faces": [asdict(photo) for photo in self.several_faces],
            "near_duplicates": [asdict(photo) for photo in self.near_duplicates],
            "skipped": [asdict(skip) for skip in self.skipped],
            "notes": list(self.notes),
            "source": str(self.source),
            "dataset": str(self.dataset),
            "images_per_second": round(self.images_per_second, 2),
            "finding_seconds": round(self.finding_seconds, 2),
            "seconds": round(self.seconds, 2),
            "skipped_counts": dict(self.counts),
        }
