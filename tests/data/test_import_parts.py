"""The pure parts of an import: duplicates, split, names of LFW, the journal, many items at once."""

from __future__ import annotations

import threading
import time
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.duplicates import HashedPhoto, exact_duplicates
from core.data.import_journal import FinishedPhoto, ImportJournal
from core.data.lfw_names import person_key, read_lfw_names
from core.data.source import SourcePhoto
from core.data.split import named, validation_identities
from core.errors import InputError
from core.parallel import in_parallel
from core.progress import StopRequest

PEOPLE = [f"person {number}" for number in range(400)]


def test_the_first_of_equal_files_stays_and_contradictions_go() -> None:
    skipped = exact_duplicates(
        [
            HashedPhoto("Anna/1", "Anna", "a"),
            HashedPhoto("Anna/2", "Anna", "a"),
            HashedPhoto("Anna/3", "Anna", "b"),
            HashedPhoto("Boris/1", "Boris", "b"),
            HashedPhoto("Boris/2", "Boris", "c"),
        ]
    )
    assert {path: skip.reason for path, skip in skipped.items()} == {
        "Anna/2": "exact_duplicate",
        "Anna/3": "two_identities",
        "Boris/1": "two_identities",
    }
    assert exact_duplicates([]) == {}


def test_the_split_holds_out_about_the_share_and_always_the_same() -> None:
    held_out = validation_identities(PEOPLE, share=0.1, seed=0)
    assert 25 <= len(held_out) <= 55
    assert held_out == validation_identities(PEOPLE[::-1], share=0.1, seed=0)
    assert held_out != validation_identities(PEOPLE, share=0.1, seed=1)
    # Fixed by value: another version of Python, or of this program, must not move people across the split.
    assert sorted(validation_identities(PEOPLE[:12], share=0.2, seed=0)) == ["person 2", "person 6"]


def test_people_who_come_later_move_nobody() -> None:
    before = validation_identities(PEOPLE[:200], share=0.1, seed=0)
    after = validation_identities(PEOPLE, share=0.1, seed=0)
    assert before == after & set(PEOPLE[:200])


def test_the_split_is_the_same_however_accents_are_encoded() -> None:
    forms = [[unicodedata.normalize(form, f"Zoë {n}") for n in range(50)] for form in ("NFC", "NFD")]
    chosen = [validation_identities(names, share=0.2, seed=3) for names in forms]
    assert {unicodedata.normalize("NFC", name) for name in chosen[1]} == chosen[0]


@given(
    st.sets(st.text(min_size=1, max_size=6), max_size=40),
    st.floats(0, 1, exclude_max=True),
    st.integers(-5, 5),
)
def test_both_sides_of_a_split_can_be_used(names: set[str], share: float, seed: int) -> None:
    held_out = validation_identities(names, share=share, seed=seed)
    assert held_out <= names
    if share > 0 and len(names) >= 4:
        assert len(held_out) >= 2
        assert len(names - held_out) >= 2
    else:
        assert not held_out


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_a_share_out_of_range(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        validation_identities(PEOPLE, share=share, seed=0)


def test_wanted_names_are_found_in_either_encoding() -> None:
    composed, decomposed = (unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))
    assert named([decomposed, "Anna"], [composed, "Boris"]) == ({decomposed}, ["Boris"])


@pytest.mark.parametrize("name", ["Jose_Maria_Aznar", "José María Aznar", "jose maria  aznar", "JOSÉ-MARÍA AZNAR"])
def test_one_person_written_in_many_ways(name: str) -> None:
    assert person_key(name) == "jose_maria_aznar"


@pytest.mark.parametrize(
    "content",
    [
        "Aaron_Eckhart\t1\nZico\t3\n",
        "2\nAaron_Eckhart\t1\nZico\t3\n",
        "10\t300\nAaron_Eckhart\t1\tZico\t2\n",
        "\ufeffAaron Eckhart\r\n\r\nZico\r\n",
    ],
    ids=["lfw-names.txt", "people.txt", "pairs.txt", "one name a line"],
)
def test_lfw_names_from_any_of_its_files(tmp_path: Path, content: str) -> None:
    (tmp_path / "names.txt").write_text(content, encoding="utf-8", newline="")
    assert read_lfw_names(tmp_path / "names.txt") == {"aaron_eckhart", "zico"}


def test_lfw_names_from_its_folder_and_from_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="names nobody"):
        read_lfw_names(tmp_path)
    (tmp_path / "Aaron_Eckhart").mkdir()
    assert read_lfw_names(tmp_path) == {"aaron_eckhart"}
    with pytest.raises(InputError, match="cannot be read"):
        read_lfw_names(tmp_path / "missing")
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(InputError, match="not a text file"):
        read_lfw_names(tmp_path / "picture")


def test_the_journal_gives_back_what_it_was_given(tmp_path: Path) -> None:
    odd = SourcePhoto("Анна\udcff/a\nb.jpg", 5, 123)
    landmarks = np.arange(10, dtype=np.float32).reshape(5, 2)
    with ImportJournal(tmp_path, {"size": 180}) as journal:
        journal.add(FinishedPhoto(odd, reason="unreadable", detail="The file is empty."))
        journal.add(FinishedPhoto(odd, "ab", None, "", 2, 33.25, 0.5, landmarks, b"line\nline"))
        journal.flush()
        assert journal.finished(odd.path).chip_jpeg == b"line\nline"
    with ImportJournal(tmp_path, {"size": 180}) as journal:
        assert list(journal.entries) == [odd.path], "the last one for a path counts"
        entry = journal.entries[odd.path]
        assert entry.is_of(odd)
        assert not entry.is_of(SourcePhoto(odd.path, 5, 124))
        assert not entry.is_of(SourcePhoto(odd.path, 6, 123))
        back = journal.finished(odd.path)
    assert (back.photo, back.sha256, back.reason, back.faces) == (odd, "ab", None, 2)
    assert (back.face_size, back.confidence, back.chip_jpeg) == (33.25, 0.5, b"line\nline")
    assert back.landmarks is not None
    np.testing.assert_array_equal(back.landmarks, landmarks)


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"no journal"])
def test_a_damaged_journal_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "finished.tfrecord").write_bytes(content)
    with ImportJournal(tmp_path, {}) as journal:
        assert journal.entries == {}
        assert journal.discarded == ""
        journal.add(FinishedPhoto(SourcePhoto("a/1.jpg", 1, 1)))
    with ImportJournal(tmp_path, {}) as journal:
        assert list(journal.entries) == ["a/1.jpg"]


def test_a_journal_of_other_settings_is_not_used(tmp_path: Path) -> None:
    with ImportJournal(tmp_path, {"size": 180, "seed": 1}) as journal:
        journal.add(FinishedPhoto(SourcePhoto("a/1.jpg", 1, 1)))
    with ImportJournal(tmp_path, {"size": 96, "seed": 1}) as journal:
        assert journal.entries == {}
        assert journal.discarded == "size was 180"


def test_many_items_are_done_at_once_but_few_are_in_flight() -> None:
    begun, taken, lock = [], 0, threading.Lock()

    def items() -> object:
        for number in range(100):
            with lock:
                begun.append(number)
            yield number

    for _ in in_parallel(lambda number: number, items(), workers=3):  # type: ignore[arg-type, var-annotated]
        taken += 1
        assert len(begun) - taken <= 6
    assert taken == 100


def test_work_begins_on_all_workers() -> None:
    together = threading.Barrier(3, timeout=10)
    assert sorted(in_parallel(lambda n: (together.wait(), n)[1], range(3), workers=3)) == [0, 1, 2]


def test_stopping_begins_nothing_new_and_loses_nothing_begun() -> None:
    stop = StopRequest()
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.01)
        return number

    results = []
    for result in in_parallel(work, range(1000), workers=2, stop=stop):
        results.append(result)
        stop.set()
    assert sorted(results) == sorted(begun)
    assert len(begun) <= 4


def test_an_error_names_its_item_and_ends_the_rest() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise KeyError("three")
        return number

    with pytest.raises(KeyError) as caught:
        list(in_parallel(work, range(1000), workers=2))
    assert caught.value.__notes__ == ["while working on 3"]
    with pytest.raises(ValueError, match="workers"):
        list(in_parallel(work, [], workers=0))
