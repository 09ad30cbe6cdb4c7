from types import SimpleNamespace

import numpy as np
import pytest

from core.errors import Cancelled, InputError
from core.gallery.enrolment import FaceToEnroll, enroll, review
from core.gallery.matching import Matcher
from core.gallery.reembedding import re_embed
from core.progress import StopRequest
from tests.gallery.conftest import ALIGNMENT, MODEL, SIZE, chip_of, new_template, pixel_embedding


def at(*numbers):
    return np.r_[numbers, np.zeros(SIZE - len(numbers))].astype(np.float32)


def face(number, *numbers, **values):
    return FaceToEnroll(chip_of(number), at(*numbers), ALIGNMENT, source=f"{number}.jpg", **values)


@pytest.fixture
def matcher(gallery):
    return Matcher(gallery, MODEL)


def reviewed(matcher, name, faces, **options):
    return review(name, faces, matcher=matcher, distance_threshold=0.5, **options)


def verdicts(result):
    return [judged.verdict for judged in result.judged]


def test_somebody_new_is_enrolled_with_all_their_faces(matcher, gallery):
    result = reviewed(matcher, " Anna ", [face(1, 1, 0), face(2, 1, 0.3), face(3, 1, -0.3)])
    assert verdicts(result) == ["accepted"] * 3
    anna = enroll(result, matcher=matcher)
    assert (anna.name, anna.templates) == ("Anna", 3)
    assert [t.source for t in gallery.templates(anna.id)] == ["1.jpg", "2.jpg", "3.jpg"]
    assert len(gallery.changes()) == 1


def test_poor_pictures_are_left_out_with_their_reasons_unless_forced(matcher):
    poor = face(1, 1, 0, quality=0.1, problems=("too small", "blurred"))
    result = reviewed(matcher, "Anna", [poor])
    assert verdicts(result) == ["low_quality"]
    assert result.judged[0].detail == "too small, blurred"
    assert enroll(result, matcher=matcher) is None
    assert matcher.gallery.people() == []
    assert enroll(reviewed(matcher, "Anna", [poor], force=True), matcher=matcher).templates == 1


def test_the_same_face_is_taken_once(matcher):
    result = reviewed(matcher, "Anna", [face(1, 1, 0), face(1, 1, 0), face(2, 1, 0.1)])
    assert verdicts(result) == ["accepted", "duplicate", "accepted"]
    enroll(result, matcher=matcher)
    assert verdicts(reviewed(matcher, "anna", [face(1, 1, 0)], force=True)) == ["duplicate"]


def test_this_looks_like_bob_already(matcher):
    enroll(reviewed(matcher, "Bob", [face(1, 1, 0)]), matcher=matcher)
    result = reviewed(matcher, "Robert", [face(2, 1, 0.1), face(3, 1, 0.2), face(4, 3, 3)])
    assert result.looks_like.name == "Bob"
    assert result.looks_like_distance == pytest.approx(0.1)
    assert verdicts(result) == ["looks_like_other"] * 3
    assert enroll(result, matcher=matcher) is None
    forced = reviewed(matcher, "Robert", [face(2, 1, 0.1)], force=True)
    assert forced.looks_like.name == "Bob", "said all the same"
    assert enroll(forced, matcher=matcher).name == "Robert"


def test_one_picture_of_bob_among_annas_is_left_out(matcher):
    enroll(reviewed(matcher, "Bob", [face(1, 0, 5)]), matcher=matcher)
    result = reviewed(matcher, "Anna", [face(2, 1, 0), face(3, 1, 0.1), face(4, 0, 5.1)])
    assert verdicts(result) == ["accepted", "accepted", "looks_like_other"]
    assert "Bob" in result.judged[2].detail
    assert result.looks_like is None
    enroll(result, matcher=matcher)
    more = reviewed(matcher, "Anna", [face(5, 0, 5)])
    assert verdicts(more) == ["looks_like_other"]


def test_a_bystander_among_the_pictures_is_left_out(matcher):
    faces = [face(1, 1, 0), face(2, 1, 0.1), face(3, 4, 4)]
    assert verdicts(reviewed(matcher, "Anna", faces)) == ["accepted", "accepted", "unlike_others"]
    assert verdicts(reviewed(matcher, "Anna", faces, force=True)) == ["accepted"] * 3


def test_pictures_that_all_differ_are_all_taken(matcher):
    faces = [face(1, 1, 0), face(2, 3, 0), face(3, 5, 0)]
    assert verdicts(reviewed(matcher, "Anna", faces)) == ["accepted"] * 3


def test_what_resembles_a_template_is_no_bystander(matcher):
    enroll(reviewed(matcher, "Anna", [face(9, 4, 4)]), matcher=matcher)
    faces = [face(1, 1, 0), face(2, 1, 0.1), face(3, 4, 4.1)]
    assert verdicts(reviewed(matcher, "Anna", faces)) == ["accepted"] * 3


def test_advice_asks_for_more_and_for_more_varied_pictures(matcher):
    assert "only one picture" in reviewed(matcher, "Anna", [face(1, 1, 0)]).advice
    alike = [face(n, 1, 0.01 * n) for n in range(4)]
    assert "much alike" in reviewed(matcher, "Anna", alike).advice
    varied = [face(n, 1, 0.2 * n) for n in range(4)]
    assert reviewed(matcher, "Anna", varied).advice == ""
    assert reviewed(matcher, "Anna", []).advice == ""


def test_a_name_that_cannot_be_one_is_refused_before_anything_else(matcher):
    with pytest.raises(InputError, match="not a name"):
        reviewed(matcher, " ", [face(1, 1, 0)])


class PixelEmbedder:
    """Another model, without a network."""

    card = SimpleNamespace(model_id="c" * 32, name="pixels 2", embedding_size=SIZE, normalised=True)

    def __init__(self, stop=None, after=0):
        self.calls, self.stop, self.after = 0, stop, after

    def embed(self, chips_rgb):
        self.calls += 1
        if self.stop is not None and self.calls > self.after:
            self.stop.set()
        return np.stack([pixel_embedding(chip, seed=2) for chip in chips_rgb])


def test_everybody_is_embedded_anew_from_their_chips(gallery):
    anna = gallery.add_person("Anna", [new_template(n) for n in range(3)])
    gallery.reject(anna.id, new_template(5))
    seen = []
    assert re_embed(gallery, PixelEmbedder(), progress=seen.append) == 4
    assert (seen[-1].done, seen[-1].total) == (4, 4)
    ids = [t.id for t in gallery.templates(anna.id)]
    np.testing.assert_allclose(
        gallery.embeddings.vectors("c" * 32, ids),
        [pixel_embedding(chip_of(n), seed=2) for n in (0, 1, 2, 5)],
        rtol=1e-6,
    )
    assert re_embed(gallery, PixelEmbedder()) == 0


def test_a_stop_keeps_what_is_done_and_the_next_call_goes_on(gallery):
    gallery.add_person("Anna", [new_template(n) for n in range(40)])
    stop = StopRequest()
    with pytest.raises(Cancelled, match="32 of 40"):
        re_embed(gallery, PixelEmbedder(stop=stop), stop=stop)
    assert re_embed(gallery, PixelEmbedder()) == 8


def test_people_may_come_and_go_meanwhile(gallery):
    anna = gallery.add_person("Anna", [new_template(n) for n in range(40)])
    bob = gallery.add_person("Bob", [new_template(n) for n in range(50, 60)])

    class Interrupting(PixelEmbedder):
        def embed(self, chips_rgb):
            if self.calls == 0:
                gallery.delete_person(bob.id)
                gallery.undo()
                gallery.undo()
            return super().embed(chips_rgb)

    assert re_embed(gallery, Interrupting()) == 40
    assert gallery.person(anna.id).templates == 40
