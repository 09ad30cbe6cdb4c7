"""One person under two names is found, and what the user says about a pair is remembered."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InputError
from core.gallery.duplicates import suspected_duplicates, tell_apart
from core.gallery.matching import Matcher
from core.gallery.records import NewTemplate
from tests.gallery.conftest import ALIGNMENT, MODEL, SIZE, chip_of, new_template


def near(number: int, centre: int, share: float = 0.05) -> NewTemplate:
    """A face of its own chip that lies near the direction of `centre`."""
    vector = np.zeros(SIZE)
    vector[centre] = 1
    vector += share * np.random.default_rng(number).normal(size=SIZE)
    return NewTemplate(chip_of(number), ALIGNMENT, {MODEL.id: (vector / np.linalg.norm(vector)).astype(np.float32)})


@pytest.fixture
def matcher(open_gallery):
    gallery = open_gallery()
    gallery.embeddings.add_model(MODEL)
    gallery.add_person("Anna", [near(1, 0), near(2, 0), near(3, 0)])
    gallery.add_person("Anna Maria", [near(4, 0)])
    gallery.add_person("Bob", [near(5, 7), near(6, 7)])
    return Matcher(gallery, MODEL)


def names(matcher: Matcher) -> list[tuple[str, str]]:
    return [(one.first.name, one.second.name) for one in suspected_duplicates(matcher, distance_threshold=0.6)]


def test_two_names_of_one_person_are_found(matcher):
    assert names(matcher) == [("Anna", "Anna Maria")]


def test_merging_settles_it(matcher):
    gallery = matcher.gallery
    gallery.merge(gallery.find_person("Anna Maria").id, into=gallery.find_person("Anna").id)
    assert names(matcher) == []


def test_different_people_are_remembered_and_it_can_be_undone(matcher):
    gallery = matcher.gallery
    anna, maria = gallery.find_person("Anna"), gallery.find_person("Anna Maria")
    tell_apart(matcher, anna.id, maria.id)
    assert names(matcher) == []
    assert gallery.person(anna.id).rejected == gallery.person(maria.id).rejected == 1
    # Both keep their own names.
    matches = matcher.identify(np.stack([near(9, 0).embeddings[MODEL.id]]), distance_threshold=0.6)
    assert matches[0].name in ("Anna", "Anna Maria")
    assert gallery.undo().kind == "reject"
    assert names(matcher) == [("Anna", "Anna Maria")]


def test_people_who_share_all_pictures_cannot_be_told_apart(matcher):
    gallery = matcher.gallery
    twin = gallery.add_person("Anna again", [near(4, 0)])
    with pytest.raises(InputError, match="very same pictures"):
        tell_apart(matcher, twin.id, gallery.find_person("Anna Maria").id)


def test_one_odd_template_of_many_is_no_suspicion(matcher):
    gallery = matcher.gallery
    gallery.add_templates(gallery.find_person("Bob").id, [near(20, 0), *(near(n, 7) for n in range(21, 26))])
    assert names(matcher) == [("Anna", "Anna Maria")]


def test_an_empty_gallery_has_none(open_gallery):
    gallery = open_gallery()
    assert suspected_duplicates(Matcher(gallery, MODEL), distance_threshold=0.6) == []


def test_a_face_of_nobody_cannot_be_rejected(matcher):
    with pytest.raises(InputError):
        matcher.gallery.reject_templates([(999, 1)])
    gallery = matcher.gallery
    gallery.add_person("Carla", [new_template(50)])
    template = gallery.templates(gallery.find_person("Carla").id)[0]
    with pytest.raises(InputError):
        gallery.reject_templates([(template.id, 999)])
    assert gallery.changes()[0].kind == "add_person"
