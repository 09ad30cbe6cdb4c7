"""What the pictures of the window show: people who do not exist, drawn into a temporary home."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.data.sample_faces import SampleFaces
from core.data.sample_files import write_sample_dataset, write_sample_photos, write_sample_video

PEOPLE, PHOTOS = 14, 5


@dataclass(frozen=True, slots=True)
class Samples:
    """What the pictures show, on disk.

    Attributes:
        photos: One folder per person. pairs: a list of pairs among them. video: three of them, walking by.
    """

    photos: Path
    pairs: Path
    video: Path

    @classmethod
    def make(cls, folder: Path) -> Samples:
        """Draw them, with a data set called "sample" in the home that lies in `folder`."""
        faces = SampleFaces.load()
        photos, video = folder / "Pictures" / "holiday photos", folder / "door.avi"
        photos.parent.mkdir()
        write_sample_photos(photos, faces, identities=PEOPLE, images=PHOTOS)
        (photos / "Ada" / "broken.jpg").write_bytes(b"not a picture")
        write_sample_video(video, faces, identities=3, frames=600)
        write_sample_dataset(folder / "home" / "datasets" / "sample", faces, identities=120, images=6, validation=0.2)
        pairs = folder / "Pictures" / "pairs.csv"
        _write_pairs(pairs, sorted(each.name for each in photos.iterdir()))
        return cls(photos, pairs, video)


def _write_pairs(file: Path, people: Sequence[str]) -> None:
    """Each person's first pictures with their other ones, and as many pairs of two people."""
    rows: list[tuple[str, str, int]] = []
    for number, person in enumerate(people):
        for first in range(1, PHOTOS):
            for second in range(first + 1, PHOTOS + 1):
                other = people[(number + first + second) % len(people)]
                rows.append((f"{person}/{first:03d}.jpg", f"{person}/{second:03d}.jpg", 1))
                rows.append((f"{person}/{first:03d}.jpg", f"{other}/{second:03d}.jpg", 0))
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("path_a", "path_b", "same"))
        writer.writerows(row for row in rows if row[2] or row[0].split("/")[0] != row[1].split("/")[0])
