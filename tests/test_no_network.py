"""Nothing leaves this machine: the guard that every test runs under works, and downloads are pinned."""

import re
import socket
import urllib.request
from pathlib import Path

import pytest

from core.data import lfw_download
from core.embedding import imagenet
from tests import no_network

ROOT = Path(__file__).parents[1]


def test_the_guard_refuses_and_remembers():
    with pytest.raises(OSError, match="no network"):
        urllib.request.urlopen("https://example.org/", timeout=1)
    with pytest.raises(OSError, match="no network"), socket.socket() as made:
        made.connect(("192.0.2.1", 80))
    assert len(no_network.attempts) == 2
    no_network.attempts.clear()


def test_this_machine_itself_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 5):
        pass


def test_every_address_in_the_code_is_https_and_belongs_to_a_download_with_a_checksum():
    found = {}
    for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "facenet_gui").rglob("*.py")]:
        for address in re.findall(r"\bhttps?://[\w{][^\s\"'`)]*", path.read_text(encoding="utf-8")):
            found.setdefault(path.relative_to(ROOT).as_posix(), []).append(address)
    opened = {"core/data/lfw_download.py", "core/embedding/imagenet.py"}
    assert opened <= found.keys()
    # Everywhere else an address is only shown, or the user's own camera.
    assert not [(path, address) for path in opened for address in found[path] if not address.startswith("https://")]
    callers = {
        path.relative_to(ROOT).as_posix()
        for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "facenet_gui").rglob("*.py")]
        if re.search(r"urlopen|urlretrieve|import requests|http\.client\.HTTPS?Conn|QNetwork", path.read_text("utf-8"))
    }
    assert callers == opened


def test_downloads_are_pinned():
    assert imagenet.URL.startswith("https://")
    assert re.fullmatch(r"[0-9a-f]{32}", imagenet._MD5)
    remotes = [value for value in vars(lfw_download).values() if isinstance(value, lfw_download.Remote)]
    for value in vars(lfw_download).values():
        if isinstance(value, (list, tuple)):
            remotes += [one for one in value if isinstance(one, lfw_download.Remote)]
    assert len(remotes) == 4
    for remote in remotes:
        assert remote.url.startswith("https://")
        assert re.fullmatch(r"[0-9a-f]{64}", remote.sha256)
