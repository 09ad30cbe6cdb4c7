"""What a script relies on: `--json` everywhere, questions that do not hang, completion that opens no window."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner, Result

import facenet_gui.__main__ as start
from core.cli import console
from core.cli.main import app
from core.data.sample_faces import SampleFaces
from core.data.sample_files import write_sample_dataset
from core.errors import Cancelled, InputError
from core.hyperparameters import Hyperparameters
from core.training.run_folder import RunFolder

Facenet = Callable[..., Result]


def leaves(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    commands = getattr(command, "commands", None)
    if commands is None:
        yield path, command
    else:
        for name, below in commands.items():
            yield from leaves(below, f"{path} {name}")


def test_every_command_has_json_and_explains_every_option() -> None:
    found = dict(leaves(typer.main.get_command(app), "facenet"))
    assert len(found) > 25
    for path, command in found.items():
        options = {name: option for option in command.params for name in option.opts}
        assert "--json" in options, path
        for name, option in options.items():
            if name.startswith("--"):
                assert getattr(option, "help", ""), f"{path} {name} has no help"


@pytest.fixture
def run_folder(home: Path) -> RunFolder:
    folder = RunFolder(home / "runs" / "first")
    folder.create(Hyperparameters(network="tiny", image_size=32), dataset=home / "datasets" / "none", start=None)
    return folder


def test_runs_are_changed_by_scripts(facenet: Facenet, run_folder: RunFolder) -> None:
    assert json.loads(facenet("runs", "note", "first", " seen ", "--json").stdout)["note"] == "seen"
    assert json.loads(facenet("runs", "rename", "first", "second", "--json").stdout)["run"] == "second"
    deleted = json.loads(facenet("runs", "delete", "second", "--yes", "--json").stdout)
    assert deleted["deleted"] == ["second"]
    assert deleted["freed_bytes"] > 0
    assert not run_folder.path.exists()


def test_a_data_set_is_deleted_by_scripts(facenet: Facenet, home: Path) -> None:
    folder = home / "datasets" / "faces"
    write_sample_dataset(folder, SampleFaces.load(), identities=2, images=2)
    refused = CliRunner().invoke(app, ["datasets", "delete", "faces"], input="n\n")
    assert (refused.exit_code, refused.stdout) == (130, "")
    assert folder.is_dir()
    result = facenet("datasets", "delete", "faces", "--yes", "--json")
    assert json.loads(result.stdout) == {"dataset": str(folder), "images": 4}
    assert not folder.exists()


def test_without_anybody_to_ask_the_hint_is_yes(facenet: Facenet, run_folder: RunFolder) -> None:
    result = facenet("runs", "delete", "first")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--yes" in result.stderr
    assert run_folder.exists()


@pytest.mark.parametrize("typed", ["y\n", "Yes\n", " YES "])
def test_a_yes_goes_on(typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    console.confirm("Do it?", refused="Nothing was done.")
    assert capsys.readouterr() == ("", "Do it? [y/N] ")


@pytest.mark.parametrize("typed", ["n\n", "\n", "perhaps\n"])
def test_anything_else_is_a_no(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    with pytest.raises(Cancelled, match="Nothing was done"):
        console.confirm("Do it?", refused="Nothing was done.")


def test_a_program_without_standard_input_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError):
        console.confirm("Do it?", refused="Nothing was done.")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("facenet tr", ["train"]),
        ("facenet people re", ["rename", "remove-template", "reject", "re-embed"]),
        ("facenet runs delete --j", ["--json"]),
        ("facenet train --da", ["--data"]),
    ],
)
def test_a_shell_completes_and_no_window_opens(
    typed: str, offered: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "_window", lambda: pytest.fail("a press of Tab opened the window"))
    monkeypatch.setattr(sys, "argv", ["facenet"])
    monkeypatch.setenv("_FACENET_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split()) - 1))
    assert start.main() == 0
    assert capsys.readouterr().out.split() == offered


def test_a_pipe_takes_every_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a pipe has 256 characters; and a file name that is no text."""
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", pipe)
    console.write_utf8()
    console.print_json({"name": "Лев 🙂", "file": "\udcff.jpg", "curve": "▁▇"})
    pipe.flush()
    written = pipe.buffer.getvalue()  # type: ignore[attr-defined]
    assert json.loads(written) == {"name": "Лев 🙂", "file": "\udcff.jpg", "curve": "▁▇"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("facenet datasets show fa", ["faces"]),
        ("facenet train --data f", ["faces"]),
        ("facenet runs show ", ["first", "second"]),
        ("facenet evaluate --model ", ["first", "second", "dlib-resnet", "inception-v3-start"]),
        ("facenet --home ELSEWHERE runs show ", ["other"]),
        ("facenet datasets show nobody", []),
    ],
)
def test_names_of_the_home_are_completed(
    typed: str,
    offered: list[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("datasets/faces", "datasets/.hidden", "runs/first", "runs/second", "elsewhere/runs/other"):
        (home / name).mkdir(parents=True)
    (home / "runs" / "note.txt").write_text("no run")
    typed = typed.replace("ELSEWHERE", str(home / "elsewhere"))
    words = typed.split(" ")
    monkeypatch.setenv("_FACENET_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    assert start.main() == 0
    assert capsys.readouterr().out.split() == offered
