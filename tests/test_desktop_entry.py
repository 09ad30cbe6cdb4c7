"""The entry in a desktop's menu."""

from __future__ import annotations

import configparser
import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from core.desktop_entry import data_home, entry_path, icon_path, write_entry

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menu entries are for Linux desktops")
Facenet = Callable[..., Result]


def read(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def test_put_in_and_taken_out(facenet: Facenet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_home() == tmp_path
    result = facenet("desktop", "--json")
    assert result.exit_code == 0
    path = Path(json.loads(result.stdout)["entry"])
    assert path == entry_path(tmp_path)
    entry = read(path)
    assert shlex.split(entry["Exec"]) == [sys.executable, "-P", "-m", "facenet_gui"]
    assert (entry["Icon"], entry["StartupWMClass"]) == ("facenet", "facenet")
    assert entry["Comment[de]"]
    # A frozen program is its own interpreter.
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert facenet("desktop").exit_code == 0
    assert shlex.split(read(path)["Exec"]) == [sys.executable]
    assert icon_path(tmp_path).read_text().startswith("<svg")
    assert facenet("desktop").exit_code == 0
    assert "is gone" in facenet("desktop", "--remove").stderr
    assert not path.exists()
    assert not icon_path(tmp_path).exists()
    assert "no entry" in facenet("desktop", "--remove").stderr


def test_a_relative_data_home_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "here")
    assert data_home() == Path.home() / ".local" / "share"


@pytest.mark.parametrize(
    ("argument", "written"),
    [
        ("/opt/facenet/bin/python", "/opt/facenet/bin/python"),
        ("/home/a b/python", '"/home/a b/python"'),
        ("100%", "100%%"),
        ('say "hi" for $5', r'"say \\"hi\\" for \\$5"'),
    ],
)
def test_arguments_are_quoted_as_the_specification_says(tmp_path: Path, argument: str, written: str) -> None:
    assert read(write_entry(tmp_path, [argument]))["Exec"] == written


def test_it_is_valid(tmp_path: Path) -> None:
    tool = shutil.which("desktop-file-validate")
    if tool is None:
        pytest.skip("desktop-file-validate is not installed")
    checked = subprocess.run(
        [tool, str(write_entry(tmp_path, [sys.executable, "-m", "facenet_gui"]))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")
