import threading

import numpy as np
import pytest

from core.errors import InputError
from core.gallery.matching import Matcher
from core.gallery.records import NewTemplate
from tests.gallery.conftest import ALIGNMENT, MODEL, OTHER_MODEL, SIZE, chip_of


def at(*numbers):
    return np.r_[numbers, np.zeros(SIZE - len(numbers))].astype(np.float32)


def face(number, vector, model=MODEL):
    return NewTemplate(chip_of(number), ALIGNMENT, {model.id: vector})


@pytest.fixture
def matcher(gallery):
    gallery.add_person("Anna", [face(1, at(1, 0))])
    gallery.add_person("Bob", [face(2, at(0, 1))])
    matcher = Matcher(gallery, MODEL)
    matcher.refresh()
    return matcher


def test_the_nearest_person_below_the_threshold_is_named(matcher):
    match, unknown = matcher.identify(np.stack([at(1, 0.1), at(3, 3)]), distance_threshold=0.5)
    assert match.name == "Anna"
    assert match.distance == pytest.approx(0.1)
    assert match.margin == pytest.approx(np.hypot(1, 0.9) - 0.1)
    assert [c.name for c in match.candidates] == ["Anna", "Bob"]
    assert (unknown.person_id, unknown.name) == (None, None)
    assert unknown.distance == pytest.approx(np.hypot(3, 2))


def test_a_distance_equal_to_the_threshold_is_unknown(matcher):
    assert matcher.identify(at(1, 0.5)[None], distance_threshold=0.5)[0].name is None
    assert matcher.identify(at(1, 0.5)[None], distance_threshold=0.5 + 1e-6)[0].name == "Anna"


def test_an_empty_gallery_knows_nobody(gallery):
    matcher = Matcher(gallery, MODEL)
    matcher.refresh()
    (match,) = matcher.identify(at(1)[None], distance_threshold=1.0)
    assert (match.name, match.distance, match.margin, match.candidates) == (None, None, None, ())
    assert matcher.identify(np.empty((0, SIZE)), distance_threshold=1.0) == []


def test_changes_of_another_program_are_followed(matcher, open_gallery):
    other = open_gallery()
    assert matcher.refresh() is False
    carla = other.add_person("Carla", [face(3, at(0, 0, 1))])
    assert matcher.refresh() is True
    assert matcher.identify(at(0, 0, 1)[None], distance_threshold=0.5)[0].name == "Carla"
    other.rename(carla.id, "Clara")
    other.merge(other.find_person("Bob").id, into=carla.id)
    matcher.refresh()
    assert matcher.people == 2
    assert {c.name for c in matcher.identify(at(0, 1)[None], distance_threshold=0.5)[0].candidates} == {"Anna", "Clara"}
    other.undo()
    other.delete_person(other.find_person("Anna").id)
    other.purge()
    matcher.refresh()
    assert matcher.identify(at(1, 0)[None], distance_threshold=0.5)[0].name is None
    assert matcher.identify(at(0, 1)[None], distance_threshold=0.5)[0].name == "Bob"


def test_not_this_person_is_respected_and_the_person_keeps_their_name(matcher, gallery):
    anna = gallery.find_person("Anna")
    twin = at(1, 0.4)
    assert matcher.identify(twin[None], distance_threshold=0.5)[0].name == "Anna"
    gallery.reject(anna.id, face(5, twin))
    matcher.refresh()
    (again,) = matcher.identify(at(1, 0.35)[None], distance_threshold=0.5)
    assert again.name is None
    assert again.candidates[0].name == "Anna"
    assert again.candidates[0].refused
    assert again.distance == pytest.approx(np.hypot(1, 0.65)), "the distance of the next person"
    assert matcher.identify(at(1, 0.1)[None], distance_threshold=0.5)[0].name == "Anna"
    gallery.undo()
    matcher.refresh()
    assert matcher.identify(twin[None], distance_threshold=0.5)[0].name == "Anna"


def test_a_rejected_face_far_away_refuses_nothing(matcher, gallery):
    gallery.reject(gallery.find_person("Anna").id, face(5, at(9, 9)))
    matcher.refresh()
    assert not matcher.identify(at(4, 4)[None], distance_threshold=0.5)[0].candidates[0].refused


def test_models_are_never_compared_with_each_other(matcher, gallery):
    gallery.embeddings.add_model(OTHER_MODEL)
    gallery.add_person("Carla", [face(3, at(1, 0), OTHER_MODEL)])
    matcher.refresh()
    assert {c.name for c in matcher.identify(at(1, 0)[None], distance_threshold=0.5)[0].candidates} == {"Anna", "Bob"}
    other = Matcher(gallery, OTHER_MODEL)
    other.refresh()
    assert [c.name for c in other.identify(at(1, 0)[None], distance_threshold=0.5)[0].candidates] == ["Carla"]


@pytest.mark.parametrize(
    ("embeddings", "threshold"),
    [
        (np.zeros((1, SIZE - 1)), 0.5),
        (np.full((1, SIZE), np.inf), 0.5),
        (np.zeros((1, SIZE)), 0),
        (np.zeros(SIZE), 0.5),
    ],
)
def test_bad_probes_and_thresholds_are_refused(matcher, embeddings, threshold):
    with pytest.raises(InputError):
        matcher.identify(embeddings, distance_threshold=threshold)


def test_identifying_while_the_gallery_changes(matcher, gallery):
    stop, errors = threading.Event(), []

    def look():
        try:
            while not stop.is_set():
                matcher.refresh()
                assert matcher.identify(at(1, 0)[None], distance_threshold=0.5)[0].name == "Anna"
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    for step in range(10):
        person = gallery.add_person(f"extra {step}", [face(100 + step, at(9, step))])
        gallery.delete_person(person.id)
    stop.set()
    thread.join()
    assert errors == []
