"""The faces of a gallery, and which of them are kept back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.data.identity_names import identity_fingerprint
from core.errors import Cancelled, InputError
from core.faces.chip import FOREIGN, alignment_id
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.records import NewTemplate
from core.progress import StopRequest
from core.training.known_people import MOST_PICTURES, KnownPeople, check_enough, read_people, split_pictures
from tests.factories import draw_face

LABELS = np.repeat(np.arange(6), [1, 2, 3, 5, 6, 12])


def test_a_third_is_kept_back_and_pairs_remain() -> None:
    split = split_pictures(LABELS, seed=0)
    both = np.sort(np.concatenate([split.learning, split.held_out]))
    np.testing.assert_array_equal(both, np.arange(len(LABELS)))
    assert np.bincount(LABELS[split.held_out], minlength=6).tolist() == [0, 0, 1, 1, 2, 4]
    assert np.bincount(LABELS[split.learning], minlength=6).tolist() == [1, 2, 2, 4, 4, 8]


def test_the_split_follows_from_the_seed() -> None:
    def held_out(seed: int) -> list[int]:
        return split_pictures(LABELS, seed=seed).held_out.tolist()

    assert held_out(3) == held_out(3)
    assert len({tuple(held_out(seed)) for seed in range(5)}) > 1


def gallery_of(tmp_path: Path) -> Gallery:
    return Gallery.open(tmp_path / "g.sqlite", keys=KeyFiles(tmp_path / "keys"), create=True)


def templates(who: int, count: int, *, alignment: str | None = None, size: int = 64) -> list[NewTemplate]:
    own = alignment or alignment_id(size)
    return [NewTemplate(draw_face(who, image, chip_size=size), own) for image in range(count)]


def test_everybody_is_read_as_they_are(tmp_path: Path) -> None:
    with gallery_of(tmp_path) as gallery:
        anna = gallery.add_person("Anna", templates(1, 3))
        gallery.add_person("Boris", templates(2, 2, size=48))
        gallery.add_person("Carla", templates(3, 2, alignment=FOREIGN))
        gallery.reject(anna.id, templates(2, 1)[0])
        gallery.delete_person(gallery.add_person("Dora", templates(4, 3)).id)
        told: list[int] = []
        people = read_people(
            gallery, alignment_id=alignment_id(), seed=0, progress=lambda progress: told.append(progress.done)
        )
    assert people.labels.tolist() == [0, 0, 0, 1, 1]
    assert (people.people, people.left_out, told) == (2, 2, [1, 2, 3])
    chips = people.chips(np.array([2, 3]), size=64)
    np.testing.assert_array_equal(chips[0], draw_face(1, 2, chip_size=64))
    assert chips.shape == (2, 64, 64, 3)
    assert identity_fingerprint("anna") in people.fingerprints
    assert identity_fingerprint("Dora") not in people.fingerprints


def test_a_video_of_somebody_does_not_fill_the_memory(tmp_path: Path) -> None:
    with gallery_of(tmp_path) as gallery:
        gallery.add_person("Anna", templates(1, MOST_PICTURES + 5, size=16))
        people = read_people(gallery, alignment_id=alignment_id(), seed=0)
        again = read_people(gallery, alignment_id=alignment_id(), seed=0)
    assert len(people.pictures) == MOST_PICTURES
    assert people.pictures == again.pictures


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    stop = StopRequest()
    stop.set()
    with gallery_of(tmp_path) as gallery:
        gallery.add_person("Anna", templates(1, 2))
        with pytest.raises(Cancelled):
            read_people(gallery, alignment_id=alignment_id(), seed=0, stop=stop)


@pytest.mark.parametrize(
    ("counts", "left_out", "words"),
    [
        ([6], 0, "1 people with two pictures"),
        ([1] * 20, 0, "0 people"),
        ([6, 6, 1, 1], 0, "Only 4 of the gallery's 14"),
        ([], 9, "None of the gallery's 9 faces"),
    ],
)
def test_too_little_is_told(counts: list[int], left_out: int, words: str) -> None:
    labels = np.repeat(np.arange(len(counts)), counts).astype(np.int32)
    people = KnownPeople((b"",) * len(labels), labels, len(counts), frozenset(), left_out)
    with pytest.raises(InputError, match=words):
        check_enough(people, split_pictures(labels, seed=0))


def test_six_of_five_are_enough() -> None:
    labels = np.repeat(np.arange(5), 6).astype(np.int32)
    check_enough(KnownPeople((b"",) * 30, labels, 5, frozenset(), 0), split_pictures(labels, seed=0))
