"""Who was seen when: sightings kept in memory, and written only when the user asks for it.

The time of day is only what is shown. How long somebody was away is measured on a clock that nobody can set.
"""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass, replace
from pathlib import Path

from core.files import not_a_formula, write_bytes
from core.recognition.result import RecognisedFace
from facenet_gui import clock

# Somebody who was away longer than this comes anew.
_AWAY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody was in the picture from `first` to `last`, by the time of day.

    Attributes:
        name: None for a stranger.
        track: The track that they were last seen as.
        nearest: The smallest distance.
        seconds: When they were last seen, on `facenet_gui.clock`.
        frames: In how many frames.
    """

    name: str | None
    track: int
    first: datetime.datetime
    last: datetime.datetime
    nearest: float | None
    seconds: float
    frames: int = 1


class SightingLog:
    """Joins what is recognised frame after frame into sightings, the newest last."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        # The latest sighting of each person, and of each stranger's track.
        self._places: dict[str | int, int] = {}

    def see(self, faces: tuple[RecognisedFace, ...], now: datetime.datetime, *, seconds: float | None = None) -> bool:
        """Take up one frame's faces.

        Args:
            now: The time of day, which may have been set forward or back.
            seconds: On `facenet_gui.clock`; now, if nothing else is given.

        Returns:
            Whether a new sighting began.
        """
        seconds = clock.seconds() if seconds is None else seconds
        begun = False
        for number, face in enumerate(faces):
            if face.verdict == "undecided":
                continue
            track = face.track if face.track is not None else -1 - number
            who = track if face.name is None else face.name
            place = self._running(who, now, seconds)
            if place is None:
                self._places[who] = len(self.sightings)
                self.sightings.append(Sighting(face.name, track, now, now, face.distance, seconds))
                begun = True
            else:
                before = self.sightings[place]
                distances = [d for d in (before.nearest, face.distance) if d is not None]
                self.sightings[place] = replace(
                    before,
                    track=track,
                    last=now,
                    nearest=min(distances) if distances else None,
                    seconds=seconds,
                    frames=before.frames + 1,
                )
        return begun

    def _running(self, who: str | int, now: datetime.datetime, seconds: float) -> int | None:
        place = self._places.get(who)
        if place is None:
            return None
        seen = self.sightings[place]
        away = seconds - seen.seconds
        # Where the clock on the wall was set, one sighting would end before it began, or last for hours.
        was_set = abs((now - seen.last).total_seconds() - away) > _AWAY_SECONDS
        return place if 0 <= away <= _AWAY_SECONDS and not was_set else None

    def clear(self) -> None:
        self.sightings.clear()
        self._places.clear()

    def save(self, path: Path) -> None:
        """Write a CSV file that a spreadsheet opens. Raises `StorageError`."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["name", "first_seen", "last_seen", "frames", "nearest_distance"])
        for seen in self.sightings:
            writer.writerow(
                [
                    not_a_formula(seen.name or "unknown"),
                    seen.first.isoformat(timespec="seconds"),
                    seen.last.isoformat(timespec="seconds"),
                    seen.frames,
                    "" if seen.nearest is None else f"{seen.nearest:.4f}",
                ]
            )
        # With a mark in front, Excel reads UTF-8 as such.
        write_bytes(path, text.getvalue().encode("utf-8-sig"))
