"""`facenet import` as it is typed: what is printed where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import core.cli.detectors
from core.cli.main import main
from core.data.dataset import Dataset
from tests.data.photos import DrawnFaceDetector, write_photo, write_photos


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(core.cli.detectors, "load_detector", lambda *_: DrawnFaceDetector())
    return write_photos(tmp_path / "photos", people=4)


def test_a_name_becomes_a_data_set_in_the_home(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "person_00" / "broken [x].jpg").write_bytes(b"")
    assert main(["import", str(source), "people"]) == 0
    printed = capsys.readouterr()
    assert "unreadable" in printed.out
    assert "broken [x].jpg" in printed.out
    assert "13 photos, 12 readable, 12 with a face" in printed.out
    assert len(Dataset.open(tmp_path / "home" / "datasets" / "people").training) == 6


def test_json_stands_alone_on_standard_output(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_photo(source / "single" / "1.jpg", 9, 0)
    assert main(["import", str(source), "people", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["skipped_counts"] == {"single_image": 1}
    assert report["skipped"][0] == {
        "reason": "single_image",
        "path": "single/1.jpg",
        "identity": "single",
        "detail": "1 of 2",
    }
    assert report["training"] == {"identities": 2, "images": 6}
    assert report["images_kept"] == 12


def test_people_named_in_a_file_are_held_out(source: Path, tmp_path: Path) -> None:
    (tmp_path / "held_out.txt").write_text("person_03\n\n  person_00 \n")
    assert main(["import", str(source), "people", "--validation-names", str(tmp_path / "held_out.txt")]) == 0
    identities = Dataset.open(tmp_path / "home" / "datasets" / "people").identities
    assert [identity.name for identity in identities if identity.split == "validation"] == ["person_00", "person_03"]


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["{photos}/nothing", "people"], 2, "does not exist"),
        (["{photos}/person_00", "people"], 2, "no folder with photos"),
        (["{photos}", ""], 2, "is not a name"),
        (["{photos}", "people", "--validation", "0.1", "--validation-names", "x"], 2, "exclude one another"),
        (["{photos}", "people", "--validation-names", "{photos}/none.txt"], 2, "cannot be read"),
        (["{photos}", "people", "--validation-names", "{photos}/person_00/0.jpg"], 2, "not text in UTF-8"),
        (["{photos}", "people", "--validation", "7"], 2, "validation share"),
        (["{photos}", "people", "--lfw", "{photos}/none"], 2, "LFW's names cannot be read"),
        (["{photos}", "{photos}/person_00/0.jpg/people"], 2, "inside the folder of photos"),
        (["{photos}", "{home}/file/people"], 1, "could not be written"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, expected: str
) -> None:
    (tmp_path / "file").write_text("a file")
    filled = [argument.format(photos=source, home=tmp_path) for argument in arguments]
    assert main(["import", *filled]) == code
    printed = capsys.readouterr()
    assert expected in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
