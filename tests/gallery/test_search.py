import numpy as np
import pytest

from core.gallery.search import PeopleIndex

D = 8


def build(rng, people=20, most=5, **options):
    index = PeopleIndex(D, **options)
    faces = {}
    for person in range(people):
        for _ in range(rng.integers(1, most + 1)):
            faces[len(faces) + 1] = ((person, False), rng.normal(size=D).astype(np.float32))
    index.add(list(faces), [holder for holder, _ in faces.values()], np.stack([v for _, v in faces.values()]))
    return index, faces


def expected_distances(faces, probe):
    """The rule of the module's docstring, one person at a time."""
    people = sorted({holder[0] for holder, _ in faces.values() if not holder[1]})
    vectors = {p: np.array([v for h, v in faces.values() if h == (p, False)], np.float64) for p in people}
    spreads = [v.var(0, ddof=1).sum() for v in vectors.values() if len(v) > 1]
    s2 = np.mean(spreads) if spreads else 0.0
    return {p: np.sqrt(((v.mean(0) - probe) ** 2).sum() + 0.5 * s2 * (1 - 1 / len(v))) for p, v in vectors.items()}


def check(index, faces, probes):
    for probe, found in zip(probes, index.search(probes, people=4), strict=True):
        expected = sorted((d, p) for p, d in expected_distances(faces, probe).items())[:4]
        assert [c.person_id for c in found] == [p for _, p in expected]
        np.testing.assert_allclose([c.distance for c in found], [d for d, _ in expected], rtol=1e-6)


def test_the_nearest_people_are_found_with_their_distances():
    rng = np.random.default_rng(0)
    index, faces = build(rng)
    check(index, faces, rng.normal(size=(10, D)))


def test_adding_and_removing_gives_what_building_anew_gives():
    rng = np.random.default_rng(1)
    index, faces = build(rng)
    for step in range(40):
        if rng.random() < 0.5 and faces:
            chosen = list(rng.choice(list(faces), size=min(3, len(faces)), replace=False))
            index.remove(chosen)
            for template_id in chosen:
                del faces[template_id]
        else:
            template_id, person = 1000 + step, int(rng.integers(0, 25))
            faces[template_id] = ((person, False), rng.normal(size=D).astype(np.float32))
            index.add([template_id], [(person, False)], faces[template_id][1][None])
        check(index, faces, rng.normal(size=(2, D)))
    index.remove(list(faces))
    assert len(index) == 0
    assert index.search(rng.normal(size=(2, D)), people=3) == [[], []]


def test_a_template_has_distance_zero_to_itself_far_from_the_origin():
    index = PeopleIndex(D)
    vectors = np.eye(3, D, dtype=np.float32) * 0.01 + 100
    index.add([1, 2, 3], [(1, False), (2, False), (3, False)], vectors)
    for person, found in enumerate(index.search(vectors, people=1), start=1):
        assert (found[0].person_id, found[0].distance) == (person, 0.0)


def test_equal_people_come_in_the_order_of_their_ids():
    index = PeopleIndex(D)
    index.add([5, 6, 7], [(30, False), (10, False), (20, False)], np.ones((3, D), np.float32))
    assert [c.person_id for c in index.search(np.zeros((1, D)), people=3)[0]] == [10, 20, 30]


def test_many_templates_do_not_draw_strangers():
    """A stranger is as far from somebody with ten templates as from somebody with one, in the mean."""
    rng = np.random.default_rng(2)
    size = 64
    index = PeopleIndex(size)
    people = np.arange(200)
    counts = np.where(people % 2, 10, 1)
    owners = np.repeat(people, counts)
    centres = rng.normal(size=(200, size))
    vectors = (centres[owners] + 0.7 * rng.normal(size=(len(owners), size))).astype(np.float32)
    index.add(list(range(len(owners))), [(int(p), False) for p in owners], vectors)
    distances, ids = index.distances(rng.normal(size=(200, size)))
    few, many = distances[:, ids % 2 == 0].mean(), distances[:, ids % 2 == 1].mean()
    plain_mean = np.sqrt(many**2 - 0.5 * 0.49 * size * 0.9)
    assert abs(many - few) < 0.6 * abs(plain_mean - few)


def test_rejected_faces_are_no_templates_but_are_measured():
    index = PeopleIndex(D)
    index.add([1, 2], [(1, False), (1, True)], np.stack([np.zeros(D), np.ones(D)]).astype(np.float32))
    (found,) = index.search(np.ones((1, D)), people=5)[0]
    assert found.rejected_distance == 0
    assert found.distance == pytest.approx(np.sqrt(D))
    index.remove([2])
    assert index.search(np.ones((1, D)), people=5)[0][0].rejected_distance == np.inf


@pytest.mark.parametrize("probes", [np.zeros(D), np.zeros((2, D + 1)), np.full((1, D), np.nan)])
def test_probes_that_make_no_sense_are_refused(probes):
    with pytest.raises(ValueError, match="probes"):
        PeopleIndex(D).search(probes, people=1)


def test_the_approximate_index_gives_the_same_answers_through_changes():
    rng = np.random.default_rng(3)
    index, faces = build(rng, people=300, approximate_above=250)
    check(index, faces, rng.normal(size=(5, D)))
    check(index, faces, rng.normal(size=(1, D)))
    for template_id in list(faces)[:100]:
        index.remove([template_id])
        del faces[template_id]
    new = rng.normal(size=D).astype(np.float32)
    faces[9999] = ((777, False), new)
    index.add([9999], [(777, False)], new[None])
    check(index, faces, np.r_[rng.normal(size=(5, D)), new[None]])


def test_the_approximate_index_finds_the_nearest_of_more_people_than_it_proposes():
    rng = np.random.default_rng(4)
    index, faces = build(rng, people=3000, approximate_above=1000)
    for template_id in list(faces)[:1500:2]:
        index.remove([template_id])
        del faces[template_id]
    people = np.array([person_id for (person_id, rejected), _ in faces.values() if not rejected])
    probes = np.stack([vector for (_, rejected), vector in faces.values() if not rejected])[::50] + 0.01
    found = [line[0].person_id for line in index.search(probes, people=1)]
    distances, columns = index.distances(probes)
    assert found == columns[distances.argmin(1)].tolist()
    assert set(found) <= set(people.tolist())


def test_many_blanks_around_a_probe_hide_nobody():
    rng = np.random.default_rng(5)
    index, _ = build(rng, people=3000, most=1, approximate_above=1000)
    probe = np.full((1, D), 9.0)
    # Somebody whose only template is replaced again and again, then taken away.
    for number in range(600):
        index.add([100_000 + number], [(5000, False)], (probe + 0.001 * number).astype(np.float32))
        index.remove([100_000 + number])
    nearest, columns = index.distances(probe)
    assert index.search(probe, people=1)[0][0].person_id == columns[nearest.argmin()]


def test_a_gallery_that_became_small_is_searched_exactly_again():
    rng = np.random.default_rng(6)
    index, faces = build(rng, people=1500, most=1, approximate_above=1000)
    index.remove(list(faces)[20:])
    left = {template_id: faces[template_id] for template_id in list(faces)[:20]}
    check(index, left, rng.normal(size=(5, D)))
