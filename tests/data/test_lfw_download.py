"""LFW where scikit-learn keeps it, with a made-up LFW and without a network."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError

import pytest
from typer.testing import CliRunner, Result

from core.cli.main import app
from core.data import lfw_download
from core.data.lfw_download import Remote, download_lfw, find_lfw, lfw_folder, lfw_home
from core.errors import Cancelled, DatasetError, InputError
from core.progress import Progress, StopRequest

NAMES = ["Ann", "Bob_Lee", "Cy"]
_URLOPEN = urllib.request.urlopen


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise URLError(OSError(101, "Network is unreachable"))

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
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


class Host:
    """A host of files that understands ranges and can break off.

    Attributes:
        asked: The path and the range of each request.
        breaks_after: Bytes after which a connection ends, once.
    """

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.breaks_after = 0
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range", "")
                host.asked.append((self.path, wanted))
                body = host.content[self.path]
                first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
                if first >= len(body):
                    self.send_error(416)
                    return
                self.send_response(206 if wanted else 200)
                self.send_header("Content-Length", str(len(body) - first))
                self.end_headers()
                end, host.breaks_after = (host.breaks_after or len(body)), 0
                self.wfile.write(body[first:end])

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def offer(self, name: str, body: bytes) -> Remote:
        self.content[f"/{name}"] = body
        url = f"http://127.0.0.1:{self.server.server_port}/{name}"
        return Remote(name, url, hashlib.sha256(body).hexdigest(), len(body))

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(urllib.request, "urlopen", _URLOPEN)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Host()
    archive = make_archive()
    lists = [made.offer(name, b"1\nAnn\t1\t2\nAnn\t1\tCy\t1\n") for name in ("pairs.txt", "pairsDevTest.txt")]
    monkeypatch.setattr(lfw_download, "ARCHIVE", made.offer("lfw.tgz", archive.read_bytes()))
    monkeypatch.setattr(lfw_download, "PAIR_LISTS", lists)
    monkeypatch.setattr(lfw_download, "_BLOCK", 16)
    archive.unlink()
    yield made
    made.close()


def test_a_download_tells_of_its_bytes(host: Host) -> None:
    told: list[Progress] = []
    assert download_lfw(progress=told.append) == lfw_home() / "lfw"
    size = len(host.content["/lfw.tgz"])
    coming = [each for each in told if each.stage == "downloading" and each.total == size]
    assert [each.done for each in coming] == [*range(16, size, 16), size]
    assert {each.unit for each in told} == {"bytes"}
    assert [each.done for each in told if each.stage == "unpacking"] == [7, 14, 21]
    # The archive has gone, as with scikit-learn, and nothing else is left.
    assert sorted(path.name for path in lfw_home().iterdir()) == ["lfw", "pairs.txt", "pairsDevTest.txt"]


def test_a_stopped_download_goes_on_where_it_was(host: Host) -> None:
    stop = StopRequest()

    def after_a_while(progress: Progress) -> None:
        if progress.total == len(host.content["/lfw.tgz"]) and progress.done >= 48:
            stop.set()

    with pytest.raises(Cancelled):
        download_lfw(progress=after_a_while, stop=stop)
    assert (lfw_home() / "lfw.tgz.part").stat().st_size == 48
    download_lfw()
    assert host.asked[-1] == ("/lfw.tgz", "bytes=48-")
    assert find_lfw() is not None


def test_a_broken_connection_keeps_what_came(host: Host) -> None:
    for remote in lfw_download.PAIR_LISTS:
        (lfw_home() / remote.name).write_bytes(host.content[f"/{remote.name}"])
    host.breaks_after = 40
    with pytest.raises(DatasetError, match="broke off") as error:
        download_lfw()
    assert "kept" in error.value.window_hint
    assert "--" not in error.value.window_hint
    assert download_lfw() == lfw_home() / "lfw"
    assert host.asked[-1][1] == f"bytes={40}-"


def test_another_content_is_thrown_away(host: Host) -> None:
    host.content["/lfw.tgz"] = b"<html>Please log in</html>"
    with pytest.raises(DatasetError, match="another content"):
        download_lfw()
    assert not list(lfw_home().glob("*.part"))
    assert find_lfw() is None


def test_a_stop_while_unpacking_leaves_no_half(host: Host) -> None:
    stop = StopRequest()
    with pytest.raises(Cancelled):
        download_lfw(progress=lambda progress: stop.set() if progress.stage == "unpacking" else None, stop=stop)
    assert not (lfw_home() / "lfw").exists()
    assert (lfw_home() / "lfw.tgz").is_file()
    asked = len(host.asked)
    assert download_lfw() == lfw_home() / "lfw"
    assert len(host.asked) == asked


def test_the_files_are_scikit_learns() -> None:
    theirs = pytest.importorskip("sklearn.datasets._lfw")
    ours = (lfw_download.ARCHIVE, *lfw_download.PAIR_LISTS)
    assert [(each.name, each.url, each.sha256) for each in ours] == [
        (each.filename, each.url, each.checksum) for each in (theirs.ARCHIVE, *theirs.TARGETS)
    ]


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
