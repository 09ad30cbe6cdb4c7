"""Who was seen when: sightings kept in memory, and written only when the user asks for it."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass, replace
from pathlib import Path

from core.files import write_bytes
from core.recognition.result import RecognisedFace

# Somebody who was away longer than this comes anew.
_AWAY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody was in the picture from `first` to `last`.

    Attributes:
        name: None for a stranger.
        track: The track that they were last seen as.
        nearest: The smallest distance.
        frames: In how many frames.
    """

    name: str | None
    track: int
    first: datetime.datetime
    last: datetime.datetime
    nearest: float | None
    frames: int = 1


class SightingLog:
    """Joins what is recognised frame after frame into sightings, the newest last."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []

    def see(self, faces: tuple[RecognisedFace, ...], now: datetime.datetime) -> bool:
        """Take up one frame's faces.

        Returns:
            Whether a new sighting began.
        """
        begun = False
        for number, face in enumerate(faces):
            if face.verdict == "undecided":
                continue
            track = face.track if face.track is not None else -1 - number
            place = self._running(face.name, track, now)
            if place is None:
                self.sightings.append(Sighting(face.name, track, now, now, face.distance))
                begun = True
            else:
                before = self.sightings[place]
                distances = [d for d in (before.nearest, face.distance) if d is not None]
                self.sightings[place] = replace(
                    before,
                    track=track,
                    last=now,
                    nearest=min(distances) if distances else None,
                    frames=before.frames + 1,
                )
        return begun

    def _running(self, name: str | None, track: int, now: datetime.datetime) -> int | None:
        for place in range(len(self.sightings) - 1, -1, -1):
            seen = self.sightings[place]
            recent = (now - seen.last).total_seconds() <= _AWAY_SECONDS
            same = seen.name == name and (name is not None or seen.track == track)
            if recent and same:
                return place
        return None

    def clear(self) -> None:
        self.sightings.clear()

    def save(self, path: Path) -> None:
        """Write a CSV file that a spreadsheet opens. Raises `StorageError`."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["name", "first_seen", "last_seen", "frames", "nearest_distance"])
        for seen in self.sightings:
            writer.writerow(
                [
                    _not_a_formula(seen.name or "unknown"),
                    seen.first.isoformat(timespec="seconds"),
                    seen.last.isoformat(timespec="seconds"),
                    seen.frames,
                    "" if seen.nearest is None else f"{seen.nearest:.4f}",
                ]
            )
        # With a mark in front, Excel reads UTF-8 as such.
        write_bytes(path, text.getvalue().encode("utf-8-sig"))


def _not_a_formula(text: str) -> str:
    """A spreadsheet runs cells that begin with one of these."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
