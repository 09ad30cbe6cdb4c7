"""What is to be corrected in a data set and not saved yet: pictures left out or moved, people renamed or merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.data.editing import Correction, Place


@dataclass(frozen=True, slots=True)
class Person:
    """An identity as it will be when the changes are saved.

    Attributes:
        name: With what was renamed and moved.
        places: Its records, those that are left out among them.
        kept: How many of them are not left out.
        held_out: Whether it will be in validation.
        changed: Whether anything about it is pending.
    """

    name: str
    places: tuple[Place, ...]
    kept: int
    held_out: bool
    changed: bool


class PendingChanges:
    """Changes on top of a data set. Every change can be taken back, the last one first.

    Args:
        people: Identity → its records, as they are saved.
    """

    def __init__(self, people: Mapping[str, Sequence[Place]]) -> None:
        self._people = {name: tuple(places) for name, places in people.items()}
        self._owner = {place: name for name, places in people.items() for place in places}
        self._states = [Correction()]
        self._unchanged = {name: self._person(name, places) for name, places in self._people.items()}

    @property
    def correction(self) -> Correction:
        return self._states[-1]

    @property
    def count(self) -> int:
        """How many pictures are left out or moved, and how many people renamed."""
        now = self.correction
        return len(now.excluded) + len(now.moved) + len(now.renamed)

    @property
    def can_undo(self) -> bool:
        return len(self._states) > 1

    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo:
            self._states.pop()

    def discard(self) -> None:
        """Take everything back; this too can be undone."""
        self._push(Correction())

    def is_excluded(self, place: Place) -> bool:
        return place in self.correction.excluded

    def name_of(self, place: Place) -> str:
        """Who a record will show."""
        now = self.correction
        owner = self._owner[place]
        return now.moved.get(place) or now.renamed.get(owner, owner)

    def exclude(self, places: Iterable[Place]) -> None:
        """Leave records out."""
        now = self.correction
        self._push(replace(now, excluded=now.excluded | frozenset(places)))

    def restore(self, places: Iterable[Place]) -> None:
        """Leave records out no longer."""
        now = self.correction
        self._push(replace(now, excluded=now.excluded - frozenset(places)))

    def move(self, places: Iterable[Place], name: str) -> None:
        """Records show somebody else, known or new."""
        now = self.correction
        moved = dict(now.moved)
        for place in places:
            owner = self._owner[place]
            if now.renamed.get(owner, owner) == name:
                moved.pop(place, None)
            else:
                moved[place] = name
        self._push(replace(now, moved=moved))

    def rename(self, old: str, new: str) -> None:
        """A person, by the name of now, gets another name; that of somebody else merges the two."""
        now = self.correction
        renamed = dict(now.renamed)
        for owner in self._people:
            if now.renamed.get(owner, owner) == old:
                renamed[owner] = new
        moved = {place: new if name == old else name for place, name in now.moved.items()}
        self._push(
            replace(now, renamed={before: after for before, after in renamed.items() if before != after}, moved=moved)
        )

    def people(self) -> dict[str, Person]:
        """Everybody by the name of now, sorted by name. Costs what has changed, not how many people there are."""
        now = self.correction
        touched = {self._owner[place] for place in (*now.excluded, *now.moved)} | now.renamed.keys()
        # Those whose name somebody else gets, too.
        touched |= {*now.moved.values(), *now.renamed.values()} & self._people.keys()
        found: dict[str, list[Place]] = {}
        for owner in touched:
            for place in self._people[owner]:
                found.setdefault(now.moved.get(place) or now.renamed.get(owner, owner), []).append(place)
        people = {name: person for name, person in self._unchanged.items() if name not in touched}
        people.update((name, self._person(name, places)) for name, places in found.items())
        return dict(sorted(people.items()))

    def _person(self, name: str, places: Collection[Place]) -> Person:
        now = self.correction
        kept = [place for place in places if place not in now.excluded]
        # As `core.data.editing.correct` has it: whom any part names stays out of training.
        parts = {split for split, _ in kept or places} | {split for split, _ in self._people.get(name, ())[:1]}
        changed = len(kept) < len(places) or any(self._owner[place] != name for place in places)
        return Person(name, tuple(sorted(places)), len(kept), "validation" in parts, changed)

    def _push(self, correction: Correction) -> None:
        if correction != self.correction:
            self._states.append(correction)
