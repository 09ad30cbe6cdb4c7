"""The folder that needs no Python: what can be known of it without packing it, which takes minutes."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from PIL import Image

from facenet_gui.__main__ import main
from tools import freeze

ROOT = Path(__file__).resolve().parent.parent
SPEC = (ROOT / "tools" / "facenet.spec").read_text(encoding="utf-8")


def test_the_icon_is_drawn(tmp_path: Path) -> None:
    freeze.draw_icon(tmp_path / "a folder" / "icon.png")
    with Image.open(tmp_path / "a folder" / "icon.png") as icon:
        assert icon.size == (256, 256)
        assert icon.getpixel((0, 0))[3] == 0  # type: ignore[index]
        assert icon.getpixel((20, 128))[:3] == (43, 95, 199)  # type: ignore[index]


def test_what_the_recipe_packs_is_there_and_where_the_application_looks() -> None:
    compile(SPEC, "facenet.spec", "exec")
    packed = dict(re.findall(r'\(str\(ROOT / "([\w.]+)"\), "([\w/]+)"\)', SPEC))
    assert packed == {
        "resources": "core/_resources",
        "hyperparameters": "core/_hyperparameters",
        "LICENSE": "core",
        "THIRD_PARTY.md": "core",
    }
    assert all((ROOT / name).exists() for name in packed)


def test_tensorboard_can_be_started_where_the_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("tensorboard.main.run_main", lambda: seen.append(sys.argv[1:]))
    monkeypatch.setattr(sys, "argv", ["facenet", "-m", "tensorboard.main", "--logdir", "here"])
    assert main() == 2  # no option of ours
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main() == 0
    assert seen == [["--logdir", "here"]]


@pytest.mark.skipif(os.name == "nt", reason="the broken program is a shell script")
def test_a_program_that_does_not_work_is_not_given_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "facenet"
    broken.write_text("#!/bin/sh\nexit 70\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(freeze, "WORK", tmp_path)
    monkeypatch.setattr(freeze, "program", lambda: broken)
    monkeypatch.setattr(freeze.sys, "executable", "true")  # PyInstaller, as if all had gone well
    assert freeze.main() == 70
    assert "does not work" in capsys.readouterr().err
