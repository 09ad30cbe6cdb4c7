"""The committed reference says what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli.commands import MODULES
from core.hyperparameters import fields
from tools import make_reference as reference


def test_the_reference_is_up_to_date() -> None:
    assert reference.outdated() == [], "run: python -m tools.make_reference"


def test_nothing_is_left_out() -> None:
    commands, hyperparameters = reference.commands_page(), reference.hyperparameters_page()
    for name in MODULES:
        assert f"\n## facenet {name}\n" in commands
    for name, field in fields().items():
        assert f"\n### {name}\n" in hyperparameters
        assert (field.description or "?") in hyperparameters


def test_a_page_that_differs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "reference")
    monkeypatch.setattr("sys.argv", ["make_reference.py", "--check"])
    assert reference.main() == 1
    monkeypatch.setattr("sys.argv", ["make_reference.py"])
    assert reference.main() == 0
    assert reference.outdated() == []
    page = tmp_path / "reference" / "commands.md"
    page.write_text(page.read_text(encoding="utf-8") + "edited\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["make_reference.py", "--check"])
    assert reference.main() == 1
    assert "commands.md is not up to date" in capsys.readouterr().err
