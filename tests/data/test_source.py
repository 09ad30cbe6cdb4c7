"""What a folder of photos is taken for, before anything in it is opened."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from core.data.source import survey
from core.errors import Cancelled, InputError
from core.progress import StopRequest


def photo(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(source: Path) -> dict[str, list[str]]:
    return {identity.name: [p.path for p in identity.photos] for identity in survey(source).identities}


def test_each_folder_is_an_identity_and_what_lies_deeper_counts_to_it(tmp_path: Path) -> None:
    photo(tmp_path / "Boris" / "2.jpg")
    photo(tmp_path / "Boris" / "1.PNG")
    photo(tmp_path / "Anna" / "2019" / "summer" / "1.jpg")
    photo(tmp_path / "Anna" / "3.webp")
    assert names(tmp_path) == {
        "Anna": ["Anna/2019/summer/1.jpg", "Anna/3.webp"],
        "Boris": ["Boris/1.PNG", "Boris/2.jpg"],
    }
    found = survey(tmp_path)
    assert found.layout == "identity_folders"
    assert found.photos == 4
    assert not found.notes
    assert found.identities[0].photos[0].size == 1
    assert found.identities[0].photos[0].modified_ns == (tmp_path / "Anna/2019/summer/1.jpg").stat().st_mtime_ns


def test_hidden_files_and_clutter_are_counted_but_not_reported(tmp_path: Path) -> None:
    photo(tmp_path / "Anna" / "1.jpg")
    for name in (".DS_Store", "._1.jpg", "Thumbs.db", "notes.txt", "__MACOSX/._1.jpg"):
        photo(tmp_path / "Anna" / name)
    photo(tmp_path / ".hidden" / "1.jpg")
    photo(tmp_path / "Boris" / "1.jpg")
    photo(tmp_path / "readme.md")
    found = survey(tmp_path)
    assert names(tmp_path) == {"Anna": ["Anna/1.jpg"], "Boris": ["Boris/1.jpg"]}
    assert found.ignored == 7
    assert found.skipped == ()


def test_strays_and_empty_folders_are_reported(tmp_path: Path) -> None:
    photo(tmp_path / "Anna" / "1.jpg")
    photo(tmp_path / "group.jpg")
    (tmp_path / "Boris").mkdir()
    assert [(skip.reason, skip.path) for skip in survey(tmp_path).skipped] == [
        ("empty_folder", "Boris"),
        ("stray", "group.jpg"),
    ]


@pytest.mark.parametrize("name", ["Анна Каренина", "Zoë  O'Neil-Łukasz", "🙂", "a\\b", "100% [x] #1", "*", "Anna "])
def test_any_name_is_a_name(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and (set(name) & set('\\*"') or name.endswith(" ")):
        pytest.skip("Windows has no such names")
    photo(tmp_path / name / f"{name}.jpg")
    photo(tmp_path / "other" / "1.jpg")
    assert names(tmp_path)[name] == [f"{name}/{name}.jpg"]


def test_a_name_that_is_no_unicode_is_spelled_out(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/M\xfcller"
    try:
        Path(os.fsdecode(raw)).mkdir()
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    Path(os.fsdecode(raw + b"/1.jpg")).write_bytes(b"x")
    photo(tmp_path / "other" / "1.jpg")
    identity = survey(tmp_path).identities[0]
    identity.name.encode()
    assert identity.name == "M\\udcfcller"
    assert (tmp_path / identity.photos[0].path).read_bytes() == b"x"


def test_names_that_differ_only_in_encoding_are_one_identity(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))
    photo(tmp_path / composed / "1.jpg")
    photo(tmp_path / decomposed / "2.jpg")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system takes both for one name")
    photo(tmp_path / "other" / "1.jpg")
    found = survey(tmp_path)
    assert len(found.identities) == 2
    zoe = found.identities[0]
    assert len(zoe.photos) == 2
    assert zoe.name == decomposed, "the name is kept as the file system gives it"
    assert any("accents" in note for note in found.notes)


def test_lfw_is_recognised(tmp_path: Path) -> None:
    for name, count in (("Aaron_Eckhart", 1), ("Zico", 3)):
        for number in range(1, count + 1):
            photo(tmp_path / "lfw" / name / f"{name}_{number:04d}.jpg")
    found = survey(tmp_path / "lfw")
    assert found.layout == "lfw"
    assert "must not be measured on LFW" in found.notes[0]
    photo(tmp_path / "lfw" / "Zico" / "holiday.jpg")
    assert survey(tmp_path / "lfw").layout == "identity_folders"


def test_lfw_one_folder_too_deep_is_found(tmp_path: Path) -> None:
    photo(tmp_path / "pairs.txt")
    for name in ("Aaron_Eckhart", "Zico"):
        photo(tmp_path / "lfw_funneled" / name / f"{name}_0001.jpg")
    found = survey(tmp_path)
    assert found.source == tmp_path / "lfw_funneled"
    assert [identity.name for identity in found.identities] == ["Aaron_Eckhart", "Zico"]
    assert "lfw_funneled" in found.notes[0]


def test_folders_of_folders_of_people_are_asked_about(tmp_path: Path) -> None:
    for part in ("train", "test"):
        for person in ("n1", "n2", "n3"):
            photo(tmp_path / part / person / "1.jpg")
    (note,) = survey(tmp_path).notes
    assert "'test' holds 3 folders" in note
    assert str(tmp_path / "test") in note


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    photo(tmp_path / "album" / "1.jpg")
    source = tmp_path / "source"
    photo(source / "Boris" / "1.jpg")
    (source / "Anna").mkdir()
    try:
        (source / "Anna" / "album").symlink_to(tmp_path / "album")
        (source / "Anna" / "again").symlink_to(source / "Anna")
        (source / "Anna" / "gone.jpg").symlink_to(tmp_path / "nothing.jpg")
        (source / "Anna" / "self.jpg").symlink_to("self.jpg")
        (source / "Boris" / "up").symlink_to(source)
    except OSError:
        pytest.skip("no rights to make links")
    found = survey(source)
    assert names(source)["Anna"] == ["Anna/album/1.jpg"]
    reasons = {(skip.reason, skip.path) for skip in found.skipped}
    assert ("linked_twice", "Anna/again") in reasons
    assert ("unreadable", "Anna/gone.jpg") in reasons
    assert ("unreadable", "Anna/self.jpg") in reasons
    assert ("linked_twice", "Boris/up") in reasons
    assert names(source)["Boris"] == ["Boris/1.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    photo(tmp_path / "Anna" / "1.jpg")
    os.mkfifo(tmp_path / "Anna" / "pipe.jpg")
    (skip,) = survey(tmp_path).skipped
    assert (skip.reason, skip.path) == ("unreadable", "Anna/pipe.jpg")


def test_an_unreadable_folder_is_reported_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo(tmp_path / "Anna" / "1.jpg")
    photo(tmp_path / "Boris" / "1.jpg")
    allowed = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "Boris":
            raise PermissionError(13, "Permission denied", str(path))
        return allowed(path)

    # Tests may run as root, whom no mode keeps out.
    monkeypatch.setattr(os, "scandir", scandir)
    found = survey(tmp_path)
    assert [identity.name for identity in found.identities] == ["Anna"]
    assert [(s.reason, s.path, s.detail) for s in found.skipped] == [
        ("unreadable_folder", "Boris", "Permission denied")
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], "holds no photos"),
        (["notes.txt"], "holds no photos"),
        (["1.jpg", "2.jpg"], "2 photos but no folder"),
        (["Anna/notes.txt"], "holds no photos"),
    ],
)
def test_what_is_no_source_is_explained(tmp_path: Path, files: list[str], expected: str) -> None:
    for name in files:
        photo(tmp_path / name)
    with pytest.raises(InputError) as caught:
        survey(tmp_path)
    assert expected in str(caught.value)
    assert "one folder per person" in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_source_and_an_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        survey(tmp_path / "nothing")
    with pytest.raises(InputError, match="is a file"):
        survey(photo(tmp_path / "lfw.tgz"))


def test_looking_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.data.source._PROGRESS_EVERY", 2)
    for number in range(4):
        photo(tmp_path / "Anna" / f"{number}.jpg")
    stop = StopRequest()
    stop.set()
    with pytest.raises(Cancelled):
        survey(tmp_path, stop=stop)
