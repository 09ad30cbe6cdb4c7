"""LFW where scikit-learn keeps it, with a made-up LFW and without a network."""

from __future__ import annotations

import io
import json
import tarfile
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

import pytest
from typer.testing import CliRunner, Result

from core.cli.main import app
from core.data import lfw_download
from core.data.lfw_download import download_lfw, find_lfw, lfw_folder, lfw_home
from core.errors import DatasetError, InputError

NAMES = ["Ann", "Bob_Lee", "Cy"]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    from sklearn.datasets import _base

    def refuse(*_: object, **__: object) -> None:
        raise URLError(OSError(101, "Network is unreachable"))

    monkeypatch.setattr(_base, "urlretrieve", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    monkeypatch.setattr(_base.time, "sleep", lambda _: None)
    monkeypatch.setattr(lfw_download, "PEOPLE", len(NAMES))


def make_folder(name: str = "lfw", people: int = len(NAMES)) -> Path:
    folder = lfw_home() / name
    for person in NAMES[:people]:
        (folder / person).mkdir(parents=True)
        (folder / person / f"{person}_0001.jpg").write_bytes(b"picture")
    return folder


def make_pair_lists() -> None:
    lfw_home().mkdir(parents=True, exist_ok=True)
    for name in ("pairs.txt", "pairsDevTest.txt", "pairsDevTrain.txt"):
        (lfw_home() / name).write_text("1\nAnn\t1\t2\nAnn\t1\tCy\t1\n")


def make_archive() -> Path:
    lfw_home().mkdir(parents=True, exist_ok=True)
    path = lfw_home() / "lfw.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for person in NAMES:
            entry = tarfile.TarInfo(f"lfw/{person}/{person}_0001.jpg")
            entry.size = 7
            archive.addfile(entry, io.BytesIO(b"picture"))
    return path


def test_the_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lfw_home() == tmp_path / "scikit_learn_data" / "lfw_home"
    monkeypatch.delenv("SCIKIT_LEARN_DATA")
    assert lfw_home() == Path.home() / "scikit_learn_data" / "lfw_home"


@pytest.mark.parametrize("name", ["lfw", "lfw_funneled"])
def test_what_was_there_before_is_found(name: str) -> None:
    assert find_lfw() is None
    folder = make_folder(name)
    assert find_lfw() is None  # no pair list
    make_pair_lists()
    assert find_lfw() == folder
    assert download_lfw() == folder
    assert lfw_folder(Path("lfw")) == folder


def test_a_folder_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder()
    make_pair_lists()
    assert lfw_folder(Path("other")) == Path("other")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lfw").mkdir()
    assert lfw_folder(Path("lfw")) == Path("lfw")


def test_the_name_without_a_download() -> None:
    with pytest.raises(InputError, match="is not in") as error:
        lfw_folder(Path("lfw"))
    assert "--download lfw" in error.value.hint


def test_without_a_network_it_says_how_to_do_it_by_hand() -> None:
    with pytest.raises(DatasetError, match="Network is unreachable") as error:
        download_lfw()
    assert str(lfw_home()) in error.value.hint
    assert "lfw.tgz" in error.value.hint


def test_files_placed_by_hand_are_unpacked() -> None:
    make_pair_lists()
    make_archive()
    assert download_lfw() == lfw_home() / "lfw"
    assert (lfw_home() / "lfw" / "Cy" / "Cy_0001.jpg").is_file()


def test_half_unpacked_it_is_unpacked_again() -> None:
    make_pair_lists()
    make_folder(people=1)
    make_archive()
    assert find_lfw() is None
    assert download_lfw() == lfw_home() / "lfw"
    assert sorted(path.name for path in (lfw_home() / "lfw").iterdir()) == NAMES


def test_a_damaged_archive() -> None:
    make_pair_lists()
    path = make_archive()
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(DatasetError, match="damaged"):
        download_lfw()


Facenet = Callable[..., Result]


def test_the_command_does_not_ask_for_what_is_there(facenet: Facenet) -> None:
    folder = make_folder()
    make_pair_lists()
    result = facenet("import", "--download", "lfw", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"folder": str(folder), "downloaded": False}


def test_the_command_asks_and_names_host_size_and_place() -> None:
    result = CliRunner().invoke(app, ["import", "--download", "lfw"], input="n\n")
    assert result.exit_code == 130
    for part in (lfw_download.HOST, "181 MB", str(lfw_home()), "Nothing was downloaded"):
        assert part in result.output


def test_the_command_for_scripts(facenet: Facenet) -> None:
    result = facenet("import", "--download", "lfw", "--yes")
    assert result.exit_code == 1
    assert "could not be downloaded" in result.stderr
    make_pair_lists()
    make_archive()
    assert facenet("import", "--download", "lfw", "--yes").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--download", "vgg"], "cannot be downloaded"),
        (["photos", "people", "--download", "lfw"], "stands without"),
        (["photos"], "DATASET is missing"),
        ([], "SOURCE"),
    ],
)
def test_what_does_not_go_together(facenet: Facenet, arguments: list[str], words: str) -> None:
    result = facenet("import", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_evaluate_knows_the_name(facenet: Facenet) -> None:
    result = facenet("evaluate", "--lfw", "lfw")
    assert result.exit_code == 2
    assert "--download lfw" in result.stderr
