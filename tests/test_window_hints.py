"""No hint of core sends somebody with a window to the terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import core
from core.errors import FacenetError

# An option, a command, or a variable of the environment.
_TERMINAL = re.compile(r"(^|[\s`(])--[a-z]|`facenet|FACENET_")
_CORE = Path(core.__file__).parent


def _calls(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node


def _text(node: ast.AST) -> str:
    return "".join(
        each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def _forgotten(source: str) -> list[str]:
    """Hints that name options or commands and have no window_hint beside them, or one that names them too."""
    found = []
    for call in _calls(source):
        words = {keyword.arg: _text(keyword.value) for keyword in call.keywords if keyword.arg}
        if _TERMINAL.search(words.get("window_hint", words.get("hint", ""))):
            found.append(f"{call.lineno}: {words['hint']}")
    return found


def test_every_hint_of_core_can_be_shown_in_the_window() -> None:
    forgotten = {
        str(path.relative_to(_CORE)): found
        for path in sorted(_CORE.rglob("*.py"))
        # What only the terminal runs speaks of the terminal.
        if "cli" not in path.relative_to(_CORE).parts and (found := _forgotten(path.read_text(encoding="utf-8")))
    }
    assert not forgotten


@pytest.mark.parametrize(
    ("call", "bad"),
    [
        ('Error("x", hint="Give --force.")', True),
        ('Error("x", hint="`facenet runs` lists them.")', True),
        ('Error("x", hint="Give --force.", window_hint="Choose another folder.")', False),
        ('Error("x", hint="Give --force.", window_hint="Or set FACENET_HOME.")', True),
        ('Error("x", hint="A name - any name -- will do.")', False),
    ],
)
def test_the_check_sees_them(call: str, bad: bool) -> None:
    assert bool(_forgotten(call)) is bad


def test_one_hint_does_for_both_where_no_other_is_given() -> None:
    assert FacenetError("No.", hint="Try again.").window_hint == "Try again."
    assert FacenetError("No.", hint="Give --force.", window_hint="").window_hint == ""
