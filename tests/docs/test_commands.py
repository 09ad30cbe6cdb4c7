"""Every command that the pages show exists, with every option that they give it."""

from __future__ import annotations

import functools
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from core.cli.main import app
from tests.docs.test_links import PAGES, ROOT

_STARTS = ("facenet ", "python3 run.py ")
# What `run.py` does itself instead of handing it on.
_OF_RUN_PY = {"test", "freeze"}


def shown(page: Path) -> Iterator[str]:
    """The commands in a page: indented lines, lines of fenced blocks, table cells and words in backticks."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        # Two commands on one line are set apart by blanks.
        for part in re.split(r"\s{3,}", re.sub(r"\s#.*", "", line)):
            if part.startswith(_STARTS):
                yield part
    for code in re.findall(r"`([^`]+)`", text):
        if code.startswith(_STARTS):
            yield code


@functools.cache
def root() -> Any:
    return typer.main.get_command(app)


def known(words: list[str]) -> None:
    """Raise AssertionError where a word is no command or an option is not one of it."""
    command = root()
    while words and words[0].startswith("--"):  # global options; the only one with a value is --home
        assert words[0] in ("--home", "--debug", "--version", "--help", "--install-completion", "--show-completion")
        words = words[2:] if words[0] == "--home" else words[1:]
    while words and getattr(command, "commands", None) and words[0].islower():
        assert words[0] in command.commands, f"there is no command {words[0]!r}"
        command, words = command.commands[words[0]], words[1:]
    options = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    if command.name == "train":  # Facenet-TF's words
        options |= {"--params_dir", "--data_dir", "--ckpt_dir", "--log_dir"}
    for word in words:
        if word == "|":
            return
        if word.startswith("--"):
            assert word.partition("=")[0] in options, f"{command.name} has no {word}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_exist(page: Path) -> None:
    for line in shown(page):
        words = shlex.split(line.replace("…", " ").replace("’", " "), posix=True)
        words = words[1:] if words[0] == "facenet" else words[2:]
        if not words or words[0] in _OF_RUN_PY or words[0] == "COMMAND":
            continue
        try:
            known([word.strip(",.;:()") for word in words])
        except AssertionError as error:
            raise AssertionError(f"{page.relative_to(ROOT)}: `{line}`: {error}") from None


@pytest.mark.parametrize("words", [["evalute"], ["people", "lst"], ["evaluate", "--bogus"], ["--hom", "x", "train"]])
def test_what_does_not_exist_is_noticed(words: list[str]) -> None:
    with pytest.raises(AssertionError):
        known(words)
    assert sum(1 for page in PAGES for _ in shown(page)) > 100
