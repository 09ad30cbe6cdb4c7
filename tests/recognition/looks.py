"""A gallery that needs no file: people are points in a plane, and so are faces."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.faces.quality import Quality
from core.gallery.matching import Match, NamedCandidate
from core.recognition.evidence import Look

THRESHOLD = 0.5
QUALITY = Quality(
    score=0.7,
    problems=(),
    face_size=90.0,
    sharpness=1.0,
    brightness=120.0,
    yaw=0.0,
    pitch=0.0,
    roll=0.0,
    inside=1.0,
    confidence=0.99,
)
NAMES = {1: "Anna", 2: "Bob", 3: "Carla"}


def match(distances: Mapping[int, float], *, refused: tuple[int, ...] = ()) -> Match:
    """A match at these distances to people 1, 2, 3."""
    candidates = tuple(
        NamedCandidate(person_id, NAMES[person_id], distance, person_id in refused)
        for person_id, distance in sorted(distances.items(), key=lambda item: item[1])
    )
    possible = [candidate for candidate in candidates if not candidate.refused]
    best = possible[0] if possible else None
    known = best if best is not None and best.distance < THRESHOLD else None
    return Match(
        person_id=None if known is None else known.person_id,
        name=None if known is None else known.name,
        distance=None if best is None else best.distance,
        distance_threshold=THRESHOLD,
        margin=None,
        candidates=candidates,
    )


def look(
    distances: Mapping[int, float],
    *,
    quality: float = 0.7,
    time: float = 0.0,
    embedding: tuple[float, ...] = (0.0, 0.0),
    refused: tuple[int, ...] = (),
) -> Look:
    return Look(np.array(embedding, np.float32), match(distances, refused=refused), quality, time)
