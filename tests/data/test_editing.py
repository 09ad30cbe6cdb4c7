"""Correcting data sets."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.data.editing import Correction, correct, datasets_in, delete_dataset
from core.errors import Cancelled, InputError
from core.progress import StopRequest
from tests.factories import make_dataset


@pytest.fixture
def dataset(tmp_path):
    return make_dataset(tmp_path / "faces", identities=4, images=3, validation=2, chip_size=32)


def content(dataset: Dataset) -> dict[str, tuple[str, list[str]]]:
    """Identity → its part and the sources of its images."""
    found: dict[str, tuple[str, list[str]]] = {}
    for split, records in (("training", dataset.training), ("validation", dataset.validation)):
        for record in records.records(np.arange(len(records))):
            assert dataset.identities[record.label].name == record.identity
            found.setdefault(record.identity, (split, []))[1].append(record.source)
    return found


def place(dataset: Dataset, source: str):
    for split, records in (("training", dataset.training), ("validation", dataset.validation)):
        for position, record in enumerate(records.records(np.arange(len(records)))):
            if record.source == source:
                return split, position
    raise AssertionError(source)


def test_whatever_is_not_named_stays(dataset, tmp_path):
    before = content(dataset)
    corrected = correct(dataset, tmp_path / "new", Correction(left_out=frozenset({"person_000"})))
    assert content(corrected) == {name: value for name, value in before.items() if name != "person_000"}
    assert corrected.alignment_id == dataset.alignment_id
    assert content(Dataset.open(dataset.path)) == before


def test_images_are_left_out_and_moved_in_place(dataset):
    gone, other = place(dataset, "person_001/0000.jpg"), place(dataset, "person_001/0001.jpg")
    old = dataset.content_id
    corrected = correct(dataset, dataset.path, Correction(excluded=frozenset({gone}), moved={other: "person_002"}))
    assert content(corrected)["person_001"] == ("training", ["person_001/0002.jpg"])
    assert "person_001/0001.jpg" in content(corrected)["person_002"][1]
    assert corrected.content_id != old


def test_renaming_to_a_known_name_merges_and_held_out_stays_held_out(dataset, tmp_path):
    corrected = correct(
        dataset, tmp_path / "new", Correction(renamed={"person_000": "person_001", "person_002": "person_004"})
    )
    found = content(corrected)
    assert len(found["person_001"][1]) == 6
    assert found["person_004"][0] == "validation"
    assert len(found["person_004"][1]) == 6
    assert {"person_000", "person_002"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (Correction(left_out=frozenset({"nobody"})), "nobody called 'nobody'"),
        (Correction(renamed={"person_000": " "}), "cannot be the name"),
        (Correction(renamed={"person_000": "a\nb"}), "cannot be the name"),
        (Correction(left_out=frozenset(f"person_{n:03d}" for n in range(5))), "at least 2"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(dataset, correction, words):
    before = content(dataset)
    with pytest.raises(InputError, match=words):
        correct(dataset, dataset.path, correction)
    assert content(Dataset.open(dataset.path)) == before


def test_another_folder_is_never_replaced(dataset, tmp_path):
    (tmp_path / "there").mkdir()
    with pytest.raises(InputError, match="already"):
        correct(dataset, tmp_path / "there", Correction(left_out=frozenset({"person_000"})))


def test_stopped_it_leaves_everything_as_it_was(dataset):
    before = content(dataset)
    stop = StopRequest()
    stop.set()
    with pytest.raises(Cancelled):
        correct(dataset, dataset.path, Correction(left_out=frozenset({"person_000"})), stop=stop)
    assert content(Dataset.open(dataset.path)) == before


def test_only_data_sets_are_deleted(dataset, tmp_path):
    with pytest.raises(InputError, match="not a data set"):
        delete_dataset(tmp_path)
    assert datasets_in(tmp_path) == [dataset.path]
    delete_dataset(dataset.path)
    assert datasets_in(tmp_path) == []


def test_the_command_lists_shows_corrects_and_deletes(facenet, home):
    make_dataset(home / "datasets" / "faces", identities=3, images=2, validation=1, chip_size=32)
    listed = json.loads(facenet("datasets", "list", "--json").stdout)
    assert [(one["name"], one["training"]["images"]) for one in listed] == [("faces", 6)]
    assert "person_000" in facenet("datasets", "show", "faces").stdout
    done = facenet(
        "datasets", "correct", "faces", "--exclude", "person_000/0001.jpg", "--rename", "person_001=Anna",
        "--move", "person_002/0000.jpg=Anna", "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    people = {one["name"]: one["images"] for one in json.loads(facenet("datasets", "show", "faces", "--json").stdout)}
    assert people == {"Anna": 3, "person_000": 1, "person_002": 1, "person_003": 2}
    assert facenet("datasets", "correct", "faces").exit_code == 2
    assert facenet("datasets", "correct", "faces", "--exclude", "nothing.jpg").exit_code == 2
    assert facenet("datasets", "delete", "faces", "--yes").exit_code == 0
    assert "no data sets" in facenet("datasets", "list").stderr
