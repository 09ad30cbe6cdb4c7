"""Enroll: which faces become templates of whom, and why the others do not.

`review` decides and writes nothing, so that a window or the command line can show its findings first; `enroll`
writes what was accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.gallery.gallery import Gallery
from core.gallery.matching import Match, Matcher
from core.gallery.names import clean_name
from core.gallery.records import NewTemplate, Person

Verdict = Literal["accepted", "duplicate", "low_quality", "looks_like_other", "unlike_others"]

# Fewer pictures than this are few. More help less and less.
_FEW_TEMPLATES = 3
# Templates that lie closer together than this share of the threshold were taken in one situation.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class FaceToEnroll:
    """One face of somebody.

    Attributes:
        chip_rgb: (S, S, 3) uint8 RGB.
        embedding: (D,) of the matcher's model.
        alignment_id: The chip's geometry.
        quality: Score in [0, 1], or None.
        problems: Why the quality does not suffice, in words; empty where it does.
        source: Where the picture came from.
    """

    chip_rgb: NDArray[np.uint8]
    embedding: NDArray[np.float32]
    alignment_id: str
    quality: float | None = None
    problems: tuple[str, ...] = ()
    source: str = ""

    def template(self, model_id: str) -> NewTemplate:
        """What a gallery keeps of it; its embedding is of this model."""
        return NewTemplate(
            chip_rgb=self.chip_rgb,
            alignment_id=self.alignment_id,
            embeddings={model_id: self.embedding},
            quality=self.quality,
            source=self.source,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A face and what is to become of it.

    Attributes:
        detail: The reason in words; empty for an accepted face.
    """

    face: FaceToEnroll
    verdict: Verdict
    detail: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """What an enrolment would do.

    Attributes:
        name: The cleaned name.
        person: Who has that name already, or None for somebody new.
        judged: Every face, in the order given.
        looks_like: Somebody else in the gallery whom most of the faces show, or None. Then nothing is accepted
            without `force`: one person would get two entries.
        looks_like_distance: How near the nearest of those faces is to them.
        advice: What would make recognition surer, or an empty string.
    """

    name: str
    person: Person | None
    judged: tuple[Judged, ...]
    looks_like: Person | None
    looks_like_distance: float | None
    advice: str

    @property
    def accepted(self) -> list[FaceToEnroll]:
        return [judged.face for judged in self.judged if judged.verdict == "accepted"]


def review(
    name: str, faces: Sequence[FaceToEnroll], *, matcher: Matcher, distance_threshold: float, force: bool = False
) -> Review:
    """Judge faces that are to become templates of `name`.

    A face is left out when its person has the very same chip already; when its quality does not suffice; when it
    looks like somebody else in the gallery; and when it is unlike all other faces while two of those agree.
    `force` overrules all but the first.

    Args:
        distance_threshold: Below it two faces are taken for one person.

    Raises:
        InputError: The name cannot be one, or an embedding is not of the matcher's model.
    """
    name = clean_name(name)
    gallery = matcher.gallery
    matcher.refresh()
    person = gallery.find_person(name)
    known = _known_vectors(matcher, person)
    judged = _without_duplicates(faces, gallery, person)
    if not force:
        judged = [_quality_gate(one) for one in judged]
    embeddings = np.array([face.embedding for face in faces], np.float32).reshape(-1, matcher.model.embedding_size)
    matches = matcher.identify(embeddings, distance_threshold=distance_threshold)
    others = [
        (index, match)
        for index, match in enumerate(matches)
        if judged[index].verdict == "accepted" and _is_other(match, person)
    ]
    looks_like, distance = _majority(others, judged, gallery) if person is None else (None, None)
    if not force:
        for index, match in others:
            judged[index] = replace(
                judged[index],
                verdict="looks_like_other",
                detail=f"looks like {match.name} (distance {match.distance:.2f})",
            )
        if looks_like is not None:
            judged = [
                replace(one, verdict="looks_like_other", detail=f"most of the pictures look like {looks_like.name}")
                if one.verdict == "accepted"
                else one
                for one in judged
            ]
        judged = _without_outliers(judged, known, distance_threshold)
    accepted = [one.face.embedding for one in judged if one.verdict == "accepted"]
    return Review(
        name=name,
        person=person,
        judged=tuple(judged),
        looks_like=looks_like,
        looks_like_distance=distance,
        advice=_advice(
            np.concatenate([known, np.array(accepted, np.float32).reshape(-1, known.shape[1])]), distance_threshold
        ),
    )


def enroll(reviewed: Review, *, matcher: Matcher) -> Person | None:
    """Write what a review accepted, as one change.

    Returns:
        The person, or None where nothing was accepted.

    Raises:
        InputError: Somebody took the name, or deleted the person, since the review.
        GalleryError, StorageError: The gallery cannot be written; nothing was.
    """
    gallery, model = matcher.gallery, matcher.model
    templates = [face.template(model.id) for face in reviewed.accepted]
    if not templates:
        return None
    gallery.embeddings.add_model(model)
    if reviewed.person is None:
        return gallery.add_person(reviewed.name, templates)
    gallery.add_templates(reviewed.person.id, templates)
    return gallery.person(reviewed.person.id)


def _without_duplicates(faces: Sequence[FaceToEnroll], gallery: Gallery, person: Person | None) -> list[Judged]:
    judged, seen = [], set()
    for face in faces:
        pixels = (face.chip_rgb.shape, face.chip_rgb.tobytes())
        if pixels in seen or (person is not None and gallery.has_chip(person.id, face.chip_rgb)):
            judged.append(Judged(face, "duplicate", "the same face is there already"))
        else:
            judged.append(Judged(face, "accepted"))
        seen.add(pixels)
    return judged


def _quality_gate(judged: Judged) -> Judged:
    if judged.verdict != "accepted" or not judged.face.problems:
        return judged
    return replace(judged, verdict="low_quality", detail=", ".join(judged.face.problems))


def _is_other(match: Match, person: Person | None) -> bool:
    return match.person_id is not None and (person is None or match.person_id != person.id)


def _majority(
    others: Sequence[tuple[int, Match]], judged: Sequence[Judged], gallery: Gallery
) -> tuple[Person | None, float | None]:
    """The person whom at least half of the usable faces show."""
    usable = sum(one.verdict == "accepted" for one in judged)
    counts = Counter(match.person_id for _, match in others)
    if not counts:
        return None, None
    person_id, count = counts.most_common(1)[0]
    if person_id is None or 2 * count < usable:
        return None, None
    nearest = min(match.distance for _, match in others if match.person_id == person_id and match.distance is not None)
    return gallery.person(person_id), nearest


def _without_outliers(judged: Sequence[Judged], known: NDArray[np.float32], distance_threshold: float) -> list[Judged]:
    """Leave out faces that resemble no other one, new or `known`, while at least two of the new ones agree."""
    indices = [index for index, one in enumerate(judged) if one.verdict == "accepted"]
    vectors = np.array([judged[index].face.embedding for index in indices], np.float64)
    result = list(judged)
    if len(indices) < 3:
        return result
    # One row at a time: a folder may hold thousands.
    alike = [int(_near(vectors, vector, distance_threshold).sum()) - 1 for vector in vectors]
    if max(alike) < 1:
        return result
    for index, vector, count in zip(indices, vectors, alike, strict=True):
        if count == 0 and not _near(known, vector, distance_threshold).any():
            result[index] = replace(
                judged[index], verdict="unlike_others", detail="does not look like the person in the other pictures"
            )
    return result


def _near(vectors: NDArray[np.floating], vector: NDArray[np.floating], distance: float) -> NDArray[np.bool_]:
    distances = np.sqrt(((vectors - vector) ** 2).sum(1))
    near: NDArray[np.bool_] = distances < distance
    return near


def _known_vectors(matcher: Matcher, person: Person | None) -> NDArray[np.float32]:
    if person is None:
        return np.empty((0, matcher.model.embedding_size), np.float32)
    enrolled = matcher.gallery.embeddings.enrolled(matcher.model.id)
    ids = [id_ for id_, holder in enrolled.items() if holder == (person.id, False)]
    if not ids:
        return np.empty((0, matcher.model.embedding_size), np.float32)
    return matcher.gallery.embeddings.vectors(matcher.model.id, ids)


def _advice(vectors: NDArray[np.float64], distance_threshold: float) -> str:
    """From the number of templates and their spread: the root mean square distance between two of them."""
    k = len(vectors)
    if k == 0:
        return ""
    if k < _FEW_TEMPLATES:
        pictures = "is only one picture" if k == 1 else f"are only {k} pictures"
        return f"There {pictures}; three to five, on other days and in other light, make recognition surer."
    spread = float(np.sqrt(2 * vectors.var(0, ddof=1).sum()))
    if spread < _ALIKE * distance_threshold:
        return "The pictures are much alike; add some in other light, from another side or with another expression."
    return ""
