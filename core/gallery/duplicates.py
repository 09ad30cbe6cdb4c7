"""Suspected duplicates: one person who was enrolled under two names.

Two people are suspected when at least half of the templates of one lie within the distance threshold of the other, as
an enrolment takes "most of the pictures look like Bob" (`core.gallery.enrolment`). What the user said about a pair is
kept as "not this person": one face of each is rejected for the other, which identification respects too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from core.errors import Cancelled, InputError
from core.gallery.matching import Matcher
from core.gallery.records import Person
from core.progress import Progress, ProgressListener, StopRequest, unheard

# Templates that are compared with everybody at once.
_BLOCK = 512
# Embeddings of one chip differ in their last digits where they were computed in different batches.
_SAME_CHIP = 1e-3


@dataclass(frozen=True, slots=True)
class SuspectedDuplicate:
    """Two entries that may be one person.

    Attributes:
        first, second: The one with more templates first.
        distance: Of the nearest template of one to the other.
    """

    first: Person
    second: Person
    distance: float


def suspected_duplicates(
    matcher: Matcher,
    *,
    distance_threshold: float,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> list[SuspectedDuplicate]:
    """Pairs of people who look like one, the nearest first; without those that the user told apart.

    Raises:
        Cancelled: `stop` was set.
        GalleryError: The gallery is damaged.
    """
    matcher.refresh()
    gallery, model = matcher.gallery, matcher.model
    enrolled = gallery.embeddings.enrolled(model.id)
    ids = [id_ for id_, (_, rejected) in enrolled.items() if not rejected]
    owners = np.array([enrolled[id_][0] for id_ in ids], np.int64)
    near: dict[tuple[int, int], list[float]] = defaultdict(list)
    for start in range(0, len(ids), _BLOCK):
        if stop is not None and stop.is_set():
            raise Cancelled("Stopped; nothing was changed.")
        block = slice(start, start + _BLOCK)
        distances, people = matcher.distances(gallery.embeddings.vectors(model.id, ids[block]))
        for row, column in np.argwhere(distances < distance_threshold):
            owner, other = int(owners[start + row]), int(people[column])
            if owner != other:
                near[owner, other].append(float(distances[row, column]))
        progress(Progress("comparing people", min(start + _BLOCK, len(ids)), len(ids)))
    if not near:
        return []
    persons = {person.id: person for person in gallery.people()}
    counts = {int(owner): int(count) for owner, count in zip(*np.unique(owners, return_counts=True), strict=True)}
    apart = _told_apart(matcher, enrolled)
    found: dict[tuple[int, int], float] = {}
    for (owner, other), distances_of_pair in near.items():
        pair = (min(owner, other), max(owner, other))
        likely = 2 * len(distances_of_pair) >= counts[owner]
        if likely and pair not in apart and persons.keys() >= set(pair):
            found[pair] = min(found.get(pair, np.inf), *distances_of_pair)
    return sorted((_suspicion(persons, pair, nearest) for pair, nearest in found.items()), key=lambda one: one.distance)


def tell_apart(matcher: Matcher, person_id: int, other_id: int) -> None:
    """Remember, as one change, that two people who look alike are not the same.

    Raises:
        InputError: One of them is not there, or they share all their pictures.
    """
    gallery = matcher.gallery
    faces = []
    for whose, not_whom in ((person_id, other_id), (other_id, person_id)):
        own = [template for template in gallery.templates(whose) if not template.rejected]
        # A face that both have cannot be said not to be one of them.
        own = [template for template in own if not gallery.has_chip(not_whom, gallery.chip(template.id))]
        own.sort(key=lambda template: (matcher.model.id in template.models, template.quality or 0), reverse=True)
        if not own:
            raise InputError(
                "Both have the very same pictures, so they cannot be told apart.",
                hint="Remove the pictures from the one whom they do not show.",
            )
        faces.append((own[0].id, not_whom))
    gallery.reject_templates(faces)


def _suspicion(persons: dict[int, Person], pair: tuple[int, int], distance: float) -> SuspectedDuplicate:
    first, second = (persons[id_] for id_ in pair)
    if second.templates > first.templates:
        first, second = second, first
    return SuspectedDuplicate(first, second, distance)


def _told_apart(matcher: Matcher, enrolled: dict[int, tuple[int, bool]]) -> set[tuple[int, int]]:
    """Pairs of which one has a rejected face that is a template of the other."""
    rejected = [id_ for id_, (_, is_rejected) in enrolled.items() if is_rejected]
    if not rejected:
        return set()
    vectors = matcher.gallery.embeddings.vectors
    templates = [id_ for id_, (_, is_rejected) in enrolled.items() if not is_rejected]
    known = vectors(matcher.model.id, templates)
    pairs = set()
    for id_, vector in zip(rejected, vectors(matcher.model.id, rejected), strict=True):
        not_whom = enrolled[id_][0]
        for position in np.flatnonzero(np.abs(known - vector).max(1, initial=0) < _SAME_CHIP):
            holder = enrolled[templates[position]][0]
            pairs.add((min(holder, not_whom), max(holder, not_whom)))
    return pairs
