"""Write docs/reference/: every command with its options, and every hyperparameter, as the code itself says them.

    python -m tools.make_reference           # write the pages
    python -m tools.make_reference --check   # say whether they are up to date, exit code 1 where not

A test does the same as --check. Nothing heavy is imported.
"""

from __future__ import annotations

import inspect
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from core.cli.main import app
from core.cli.params_command import describe, range_in_words, value_in_words
from core.hyperparameters import fields

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
_MADE = "<!-- Made by tools/make_reference.py from the code. Do not edit. -->"

_COMMANDS_HEAD = f"""{_MADE}

# Commands

Every command of `facenet`, as `facenet COMMAND --help` explains it. With `python3 run.py` in place of `facenet` it is
the same. Bare, `facenet` opens the window. [For scripts](../scripts.md) tells about `--json`, exit codes and shell
completion.

`facenet --home DIR COMMAND …` and `facenet --debug COMMAND …` stand before the command.
"""

_HYPERPARAMETERS_HEAD = f"""{_MADE}

# Hyperparameters

All of them, with default, range and meaning. `facenet params` prints the same. A JSON file holds those that differ
from the defaults; `facenet train --params FILE` reads it, and `--set NAME=VALUE` changes a single one.
[Train a good model](../training.md) says which ones matter. Those marked *expert* are folded away in the window.
"""


def commands_page() -> str:
    """`reference/commands.md`."""
    root = typer.main.get_command(app)
    parts = [_COMMANDS_HEAD, "## Global options\n\n" + _parameters(root, typer.Context(root))]
    parts += [_command(path, command) for path, command in _walk(root, "facenet")]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def hyperparameters_page() -> str:
    """`reference/hyperparameters.md`."""
    parts = [_HYPERPARAMETERS_HEAD]
    rows = [describe(name, field) for name, field in fields().items()]
    for group, members in itertools.groupby(rows, key=lambda row: row["group"]):
        lines = [f"## {group.capitalize()}\n"]
        for row in members:
            about = [f"default `{value_in_words(row['default'])}`", range_in_words(row), row["unit"]]
            about.append("*expert*" if row["expert"] else "")
            lines += [f"### {row['name']}\n", f"{', '.join(filter(None, about))}\n", f"{row['help']}\n"]
        parts.append("\n".join(lines))
    return "\n".join(part.rstrip() + "\n" for part in parts)


PAGES = {"commands.md": commands_page, "hyperparameters.md": hyperparameters_page}


def _walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, below in getattr(command, "commands", {}).items():
        yield f"{path} {name}", below
        yield from _walk(below, f"{path} {name}")


def _command(path: str, command: Any) -> str:
    context = typer.Context(command, info_name=path)
    level = "##" if path.count(" ") == 1 else "###"
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"{level} {path}\n", f"    {usage}\n", _text(command.help or "")]
    return "\n".join([*parts, *filter(None, [_parameters(command, context)])])


def _parameters(command: Any, context: Any) -> str:
    """Arguments and options as `--help` lists them; arguments without help say all in the usage line."""
    records = [parameter.get_help_record(context) for parameter in command.params]
    lines = [f"- `{name}`: {' '.join(help_.split())}" for name, help_ in filter(None, records) if help_]
    return "\n".join(lines) + "\n" if lines else ""


def _text(text: str) -> str:
    """A docstring's paragraphs as Markdown; indented examples stay what they are."""
    return inspect.cleandoc(text).strip() + "\n"


def outdated() -> list[str]:
    """The names of the pages that are not what the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != page()
    ]


def main() -> int:
    """Write the pages, or check them."""
    if "--check" in sys.argv[1:]:
        old = outdated()
        for name in old:
            print(f"docs/reference/{name} is not up to date. Run: python -m tools.make_reference", file=sys.stderr)
        return int(bool(old))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        # The same bytes on every system.
        (FOLDER / name).write_bytes(page().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
