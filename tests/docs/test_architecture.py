"""The map of docs/architecture.md is that of the tree, and its table of layers is the one that is checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text under a heading of the page."""
    return re.split(r"^## ", PAGE.partition(f"## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def the_house() -> dict[str, set[str]]:
    """Folder of the map → names in it, for the root ("") and the packages."""
    found: dict[str, set[str]] = {"": set()}
    folder = ""
    for line in section("The house").splitlines():
        shown = re.match(r"^ {4}( {2})?(\S+(?: \S+\.py)?) {2,}\S", line)
        if shown is None:
            continue
        if shown[1] is None:
            folder = shown[2].rstrip("/") if shown[2].endswith("/") else ""
        names = shown[2].split()
        found.setdefault(folder if shown[1] else "", set()).update(name.rstrip("/") for name in names)
        if shown[1]:
            # A second file of a line stands in the words behind it: "services.py … ; page.py: …".
            found[folder].update(re.findall(r"[(;] ?(\w+\.py):", line))
    return found


def modules_of(package: str) -> set[str]:
    """Its modules, and its folders with code in them."""
    there = {path.name for path in (ROOT / package).glob("*.py")} - {"__init__.py", "__main__.py"}
    return there | {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}


def test_every_module_and_folder_of_core_is_on_the_map_and_nothing_else() -> None:
    assert the_house()["core"] == modules_of("core")


def test_what_the_map_shows_of_the_window_and_the_root_is_there() -> None:
    house = the_house()
    there = modules_of("facenet_gui")
    assert house["facenet_gui"] - there == set()
    assert {name for name in there if not name.endswith(".py")} - house["facenet_gui"] == set()
    assert [name for name in house[""] if not (ROOT / name).exists()] == []
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} <= house[""]


def test_files_that_the_text_names_are_there() -> None:
    names = set(re.findall(r"`(?:[\w/]+/)?(\w+\.(?:py|qss|toml))`", PAGE))
    known = {
        path.name for folder in ("core", "facenet_gui", "resources", "tools") for path in (ROOT / folder).rglob("*")
    }
    assert names - known - {path.name for path in ROOT.iterdir()} == set()
    assert len(names) > 15


def test_the_layers_are_those_that_import_linter_checks() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")["layers"]
    checked = [sorted(re.split(r" [|:] ", line)) for line in layers]
    lines = re.findall(r"^ {4}((?:core\.\w+ *)+)", section("Who may import whom"), re.MULTILINE)
    assert [sorted(re.findall(r"core\.(\w+)", line)) for line in lines] == checked
