"""Faces that two people share, and training on them beside their source."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import numpy as np
import pytest

from core.data.blended_faces import blend, write_blended_dataset
from core.data.dataset import Dataset
from core.data.further import with_further
from core.errors import Cancelled, DatasetError, InputError
from tests.factories import make_dataset

SIDE = 60


def two_faces(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    return tuple(dice.integers(0, 256, (SIDE, SIDE, 3), np.uint8) for _ in range(2))


def test_a_blend_lies_between_its_two_faces():
    first, second = two_faces()
    for seed in range(20):
        mixed = blend(first, second, np.random.default_rng(seed))
        assert mixed.shape == first.shape
        assert mixed.dtype == np.uint8
        # Noise of one spread each: what is mixed correlates with both, the second perhaps mirrored.
        shares = [np.corrcoef(mixed.ravel(), face.ravel())[0, 1] for face in (first, second, second[:, ::-1])]
        assert shares[0] > 0.1
        assert max(shares[1:]) > 0.1


def test_a_blend_of_a_face_with_itself_is_the_face_but_for_its_mirror_image():
    half = two_faces()[0][:, : SIDE // 2]
    face = np.concatenate([half, half[:, ::-1]], axis=1)
    mixed = blend(face, face.copy(), np.random.default_rng(3))
    assert np.abs(mixed.astype(int) - face).max() <= 1


def test_a_blend_has_the_light_of_the_first():
    first, second = two_faces()
    dark = (second // 8).astype(np.uint8)
    for seed in range(10):
        mixed = blend(first, dark, np.random.default_rng(seed))
        assert mixed.mean() == pytest.approx(first.mean(), rel=0.1)


def test_an_even_picture_is_no_trouble():
    even = np.full((SIDE, SIDE, 3), 90, np.uint8)
    first, _ = two_faces()
    assert np.isfinite(blend(even, first, np.random.default_rng(0))).all()
    assert np.isfinite(blend(first, even, np.random.default_rng(0))).all()


def test_a_data_set_of_blends(tmp_path: Path):
    source = make_dataset(tmp_path / "faces", identities=5, images=3)
    heard = []
    write_blended_dataset(source, tmp_path / "more", images=20, progress=heard.append)
    made = Dataset.open(tmp_path / "more")
    assert len(made.training) == 20
    assert len(made.validation) == 0
    assert len(set(made.training.labels.tolist())) == 20
    assert (made.alignment_id, made.chip_size) == (source.alignment_id, source.chip_size)
    assert "faces" in made.card.source
    assert (heard[-1].done, heard[-1].total) == (20, 20)
    write_blended_dataset(source, tmp_path / "again", images=20)
    write_blended_dataset(source, tmp_path / "other", images=20, seed=1)
    again, other = Dataset.open(tmp_path / "again"), Dataset.open(tmp_path / "other")
    assert np.array_equal(again.training.chips(range(20)), made.training.chips(range(20)))
    assert not np.array_equal(other.training.chips(range(20)), made.training.chips(range(20)))


def test_what_cannot_be_blended(tmp_path: Path):
    source = make_dataset(tmp_path / "faces", identities=1, images=3)
    with pytest.raises(DatasetError, match="fewer than two people"):
        write_blended_dataset(source, tmp_path / "more", images=3)
    with pytest.raises(InputError, match="got 0 and 0"):
        write_blended_dataset(source, tmp_path / "more", images=0)
    stop = Event()
    stop.set()
    two = make_dataset(tmp_path / "two", identities=2, images=2)
    with pytest.raises(Cancelled):
        write_blended_dataset(two, tmp_path / "more", images=3, stop=stop)
    assert not (tmp_path / "more").exists()


def test_several_data_sets_are_one(tmp_path: Path):
    one = make_dataset(tmp_path / "one", identities=4, images=3, validation=2, seed=1)
    # Its people carry the names of the first four, and nobody is held out.
    two = make_dataset(tmp_path / "two", identities=3, images=2, validation=0, seed=2)
    write_blended_dataset(one, tmp_path / "blends", images=5)
    blends = Dataset.open(tmp_path / "blends")
    whole = with_further(one, [two, blends])
    assert len(whole.training) == 12 + 6 + 5
    assert whole.card.totals.training.images == 23
    assert whole.card.totals.training.identities == 4 + 5
    assert [identity.label for identity in whole.identities] == list(range(4 + 2 + 5))
    names = {identity.label: identity.name for identity in whole.identities}
    for position in range(23):
        (record,) = whole.training.records([position])
        assert record.identity == names[int(whole.training.labels[position])]
    assert whole.validation is one.validation
    assert whole.content_id != one.content_id
    assert with_further(one, []) is one


def test_who_is_held_out_is_not_trained_on(tmp_path: Path):
    one = make_dataset(tmp_path / "one", identities=4, images=3, validation=2)
    two = make_dataset(tmp_path / "two", identities=5, images=3, validation=0)
    with pytest.raises(DatasetError, match="would train on person_004, who is held out in 'one'"):
        with_further(one, [two])


def test_faces_of_another_geometry_do_not_mix(tmp_path: Path):
    one = make_dataset(tmp_path / "one", identities=2)
    other = make_dataset(tmp_path / "other", identities=2, chip_size=120)
    with pytest.raises(DatasetError, match="cannot train together"):
        with_further(one, [other])
