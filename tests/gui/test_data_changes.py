"""Changes of a data set that wait to be saved: what they add up to, and taking them back."""

from __future__ import annotations

import numpy as np
import pytest

from core.data.editing import Correction
from facenet_gui.pages.data_changes import PendingChanges

ANNA = (("training", 0), ("training", 1))
BORIS = (("training", 2), ("training", 3))
CLEO = (("validation", 0), ("validation", 1))


@pytest.fixture
def pending():
    return PendingChanges({"Anna": ANNA, "Boris": BORIS, "Cleo": CLEO})


def test_leaving_out_restoring_and_undoing(pending):
    pending.exclude(ANNA[:1])
    pending.exclude(BORIS)
    assert pending.correction == Correction(excluded=frozenset({*ANNA[:1], *BORIS}))
    people = pending.people()
    assert (people["Anna"].kept, people["Anna"].changed) == (1, True)
    assert people["Boris"].kept == 0
    pending.restore(BORIS)
    assert pending.count == 1
    pending.undo()
    assert pending.count == 3
    pending.discard()
    assert not pending.correction
    pending.undo()
    assert pending.count == 3
    for _ in range(5):
        pending.undo()
    assert not pending.can_undo
    assert not pending.correction


def test_what_changes_nothing_leaves_nothing_to_undo(pending):
    pending.restore(ANNA)
    pending.move(ANNA, "Anna")
    pending.rename("Anna", "Anna")
    assert not pending.can_undo


def test_moving_and_moving_back(pending):
    pending.move(ANNA[:1], "Dora")
    assert pending.name_of(ANNA[0]) == "Dora"
    assert list(pending.people()) == ["Anna", "Boris", "Cleo", "Dora"]
    pending.move(ANNA[:1], "Anna")
    assert not pending.correction


def test_whoever_gets_a_picture_of_a_held_out_person_is_held_out(pending):
    assert not pending.people()["Anna"].held_out
    pending.move(CLEO[:1], "Anna")
    assert pending.people()["Anna"].held_out
    pending.move(ANNA[:1], "Cleo")
    assert pending.people()["Cleo"].held_out


def test_renaming_takes_those_along_that_were_moved_there(pending):
    pending.move(ANNA[:1], "Boris")
    pending.rename("Boris", "Bob")
    assert pending.correction == Correction(moved={ANNA[0]: "Bob"}, renamed={"Boris": "Bob"})
    assert set(pending.people()["Bob"].places) == {ANNA[0], *BORIS}
    pending.rename("Bob", "Boris")
    assert pending.correction == Correction(moved={ANNA[0]: "Boris"})


def test_merged_people_are_renamed_together(pending):
    pending.rename("Boris", "Anna")
    assert list(pending.people()) == ["Anna", "Cleo"]
    pending.rename("Anna", "Ann")
    assert pending.correction.renamed == {"Anna": "Ann", "Boris": "Ann"}


def test_any_changes_give_every_record_to_exactly_one_person():
    rng = np.random.default_rng(3)
    names = [f"person {number}" for number in range(6)]
    places = {
        name: [("validation" if number > 3 else "training", 10 * number + image) for image in range(3)]
        for number, name in enumerate(names)
    }
    pending = PendingChanges(places)
    everything = [place for mine in places.values() for place in mine]
    for _ in range(120):
        some = [everything[at] for at in rng.choice(len(everything), 2, replace=False)]
        name = str(rng.choice([*names, "somebody new"]))
        match int(rng.integers(5)):
            case 0:
                pending.exclude(some)
            case 1:
                pending.restore(some)
            case 2:
                pending.move(some, name)
            case 3:
                pending.rename(str(rng.choice(list(pending.people()))), name)
            case _:
                pending.undo()
        expected: dict[str, set] = {}
        for place in everything:
            expected.setdefault(pending.name_of(place), set()).add(place)
        people = pending.people()
        assert {found.name: set(found.places) for found in people.values()} == expected
        assert list(people) == sorted(people)
        for found in people.values():
            assert found.kept == sum(not pending.is_excluded(place) for place in found.places)
