import numpy as np
import pytest

from core.errors import InputError
from tests.gallery.conftest import MODEL, OTHER_MODEL, chip_of, new_template, pixel_embedding


def state(gallery):
    """Everything a user could see."""
    return [
        (person, [(template, gallery.chip(template.id).tobytes()) for template in gallery.templates(person.id)])
        for person in gallery.people()
    ]


def test_what_goes_in_comes_out(gallery):
    anna = gallery.add_person(" Anna ", [new_template(1, quality=0.5, time=12.0), new_template(2, quality=0.9)])
    assert (anna.name, anna.templates, anna.rejected) == ("Anna", 2, 0)
    one, two = gallery.templates(anna.id)
    assert (one.quality, one.time, one.source, one.models) == (0.5, 12.0, "secret-folder/1.jpg", (MODEL.id,))
    assert anna.cover == two.id
    np.testing.assert_array_equal(gallery.chip(one.id), chip_of(1))
    np.testing.assert_array_equal(
        gallery.embeddings.vectors(MODEL.id, [two.id, one.id]), [pixel_embedding(chip_of(n)) for n in (2, 1)]
    )


def test_everything_is_there_after_reopening(gallery, open_gallery):
    gallery.add_person("Anna", [new_template(1)])
    before = state(gallery)
    gallery.close()
    assert state(open_gallery()) == before


def test_people_are_found_by_any_form_of_their_name(gallery):
    zoe = gallery.add_person("Zoë 👩‍👧")
    assert gallery.find_person("ZOE\u0308 👩‍👧") == zoe
    assert gallery.find_person("Zoe") is None


def test_the_same_name_twice_is_refused_and_nothing_lost(gallery):
    gallery.add_person("Anna", [new_template(1)])
    before, revision = state(gallery), gallery.revision()
    with pytest.raises(InputError, match="Anna"):
        gallery.add_person("ANNA", [new_template(2)])
    bob = gallery.add_person("Bob")
    with pytest.raises(InputError, match="Anna"):
        gallery.rename(bob.id, "anna")
    gallery.undo()
    assert state(gallery) == before
    assert gallery.revision() == revision + 2


def test_somebody_may_change_the_case_of_their_own_name(gallery):
    anna = gallery.add_person("anna")
    assert gallery.rename(anna.id, "Anna").name == "Anna"


def test_the_same_chip_is_kept_once(gallery):
    anna = gallery.add_person("Anna", [new_template(1), new_template(1)])
    assert anna.templates == 1
    assert gallery.add_templates(anna.id, [new_template(1), new_template(2)]) == [gallery.templates(anna.id)[-1].id]
    assert gallery.person(anna.id).templates == 2
    assert gallery.has_chip(anna.id, chip_of(2))
    assert not gallery.has_chip(anna.id, chip_of(3))


def test_a_bad_template_adds_nobody(gallery):
    bad = new_template(2, embeddings={MODEL.id: np.full(MODEL.embedding_size, np.nan)})
    with pytest.raises(InputError, match="finite"):
        gallery.add_person("Anna", [new_template(1), bad])
    with pytest.raises(InputError, match="size"):
        gallery.add_person("Anna", [new_template(1, embeddings={MODEL.id: np.ones(3)})])
    with pytest.raises(InputError, match="does not know the model"):
        gallery.add_person("Anna", [new_template(1, embeddings={OTHER_MODEL.id: np.ones(3)})])
    assert gallery.people() == []
    assert gallery.changes() == []


CHANGES = {
    "rename": lambda g, a, b: g.rename(a.id, "Carla"),
    "merge": lambda g, a, b: g.merge(b.id, into=a.id),
    "split": lambda g, a, b: g.split([g.templates(a.id)[0].id], name="Carla"),
    "remove_template": lambda g, a, b: g.remove_template(g.templates(a.id)[0].id),
    "delete_person": lambda g, a, b: g.delete_person(a.id),
    "add_person": lambda g, a, b: g.add_person("Carla", [new_template(7)]),
    "add_templates": lambda g, a, b: g.add_templates(a.id, [new_template(7)]),
    "reject": lambda g, a, b: g.reject(a.id, new_template(8)),
    "set_cover": lambda g, a, b: g.set_cover(a.id, g.templates(a.id)[-1].id),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_can_be_undone(gallery, kind):
    anna = gallery.add_person("Anna", [new_template(1), new_template(2)])
    bob = gallery.add_person("Bob", [new_template(3), new_template(2)])
    gallery.reject(bob.id, new_template(1))
    before = state(gallery)
    CHANGES[kind](gallery, anna, bob)
    assert state(gallery) != before
    assert gallery.changes()[0].kind == kind
    assert gallery.undo().kind == kind
    assert state(gallery) == before


def test_all_changes_can_be_undone_one_after_the_other(gallery):
    states = [state(gallery)]
    anna = gallery.add_person("Anna", [new_template(1), new_template(2), new_template(4)])
    states.append(state(gallery))
    bob = gallery.add_person("Bob", [new_template(3), new_template(2)])
    states.append(state(gallery))
    carla = gallery.split([gallery.templates(anna.id)[0].id], name="Carla")
    states.append(state(gallery))
    gallery.merge(bob.id, into=carla.id)
    states.append(state(gallery))
    gallery.rename(carla.id, "Bob")
    states.append(state(gallery))
    gallery.delete_person(carla.id)
    for expected in reversed(states):
        gallery.undo()
        assert state(gallery) == expected
    assert state(gallery) == states[0]
    with pytest.raises(InputError, match="nothing to undo"):
        gallery.undo()


def test_undo_refuses_what_is_not_the_latest_any_more(gallery):
    gallery.add_person("Anna")
    shown = gallery.changes()[0]
    gallery.add_person("Bob")
    with pytest.raises(InputError, match="changed meanwhile"):
        gallery.undo(change_id=shown.id)
    assert len(gallery.people()) == 2


def test_a_merge_keeps_each_face_once_and_settles_contradictions(gallery):
    anna = gallery.add_person("Anna", [new_template(1), new_template(2)])
    bob = gallery.add_person("Bob", [new_template(2), new_template(3)])
    gallery.reject(anna.id, new_template(3))
    merged = gallery.merge(bob.id, into=anna.id)
    assert (merged.templates, merged.rejected) == (3, 0)
    assert [person.name for person in gallery.people()] == ["Anna"]


def test_rejecting_a_template_takes_it_away_and_enrolling_it_takes_it_back(gallery):
    anna = gallery.add_person("Anna", [new_template(1), new_template(2)])
    gallery.reject(anna.id, new_template(1))
    assert (gallery.person(anna.id).templates, gallery.person(anna.id).rejected) == (1, 1)
    gallery.add_templates(anna.id, [new_template(1)])
    assert (gallery.person(anna.id).templates, gallery.person(anna.id).rejected) == (2, 0)


def test_nobody_merges_with_themselves_or_splits_into_nothing(gallery):
    anna = gallery.add_person("Anna", [new_template(1), new_template(2)])
    bob = gallery.add_person("Bob", [new_template(3)])
    ids = [template.id for template in gallery.templates(anna.id)]
    before = state(gallery)
    with pytest.raises(InputError, match="themselves"):
        gallery.merge(anna.id, into=anna.id)
    with pytest.raises(InputError, match="nobody behind"):
        gallery.split(ids, name="Carla")
    with pytest.raises(InputError, match="one person"):
        gallery.split([ids[0], gallery.templates(bob.id)[0].id], name="Carla")
    with pytest.raises(InputError, match="belong to 0"):
        gallery.split([], name="Carla")
    with pytest.raises(InputError, match="called 'Bob'"):
        gallery.split([ids[0]], name="Bob")
    assert state(gallery) == before


def test_whoever_is_not_there_is_named(gallery):
    for question in (
        lambda: gallery.person(9),
        lambda: gallery.templates(9),
        lambda: gallery.template(9),
        lambda: gallery.chip(9),
        lambda: gallery.rename(9, "x"),
        lambda: gallery.delete_person(9),
        lambda: gallery.remove_template(9),
    ):
        with pytest.raises(InputError, match="9"):
            question()


def test_embeddings_of_a_second_model_live_beside_the_first_and_survive_an_undo(gallery):
    anna = gallery.add_person("Anna", [new_template(1), new_template(2)])
    ids = [template.id for template in gallery.templates(anna.id)]
    carla = gallery.split([ids[0]], name="Carla")
    gallery.embeddings.add_model(OTHER_MODEL)
    assert gallery.embeddings.missing(OTHER_MODEL.id) == ids
    vectors = np.stack([pixel_embedding(chip_of(n), seed=1) for n in (1, 2)])
    gallery.embeddings.add(OTHER_MODEL.id, ids, vectors)
    assert gallery.embeddings.enrolled(OTHER_MODEL.id)[ids[0]] == (carla.id, False)
    gallery.undo()
    assert gallery.embeddings.enrolled(OTHER_MODEL.id) == dict.fromkeys(ids, (anna.id, False))
    np.testing.assert_array_equal(gallery.embeddings.vectors(OTHER_MODEL.id, ids), vectors)
    assert gallery.embeddings.missing(OTHER_MODEL.id) == []
