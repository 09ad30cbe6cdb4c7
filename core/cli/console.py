"""What the terminal shows: JSON or a table on standard output, everything else on standard error.

With `--json` a command writes one JSON document to standard output and nothing else, so that it can be piped.
Progress, notes and errors go to standard error in both cases.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Where output is piped there is no width to fit into; tables keep their columns whole up to this.
PIPED_WIDTH = 160
# What a terminal obeys instead of showing it: control characters, and those that turn the direction of writing.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write_utf8() -> None:
    """Let standard output and error take every name, whatever the system's encoding.

    A pipe on Windows has a code page of 256 characters, and a file name on Linux may be no text at all; neither
    may end a command. A terminal keeps its encoding. Call it once, before anything is written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def readable(text: str) -> str:
    """A text that a terminal shows and does not obey: a folder of somebody else's may be called "\\x1b]0;…"."""
    return _COMMANDS.sub(lambda found: ascii(found.group())[1:-1], text)


def print_json(value: Any) -> None:
    """Write `value` as one indented JSON document to standard output.

    Raises:
        ValueError: A number in it is NaN or infinite, which JSON cannot say.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    # The same text for a program that reads it; JSON itself escapes only the first 32.
    sys.stdout.write(_COMMANDS.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n")


def answer(words: str, value: Any, *, as_json: bool) -> None:
    """What a command that changes something says at its end: `value` as JSON to standard output, or the words.

    Raises:
        ValueError: As `print_json`.
    """
    if as_json:
        print_json(value)
    else:
        say(words)


def confirm(question: str, *, refused: str) -> None:
    """Ask on standard error, and go on after a yes.

    Args:
        question: Ends with a question mark.
        refused: The message where the answer is no, or anything but yes.

    Raises:
        Cancelled: The answer is no.
        InputError: Nobody is there to answer, as in a script.
    """
    from core.errors import Cancelled, InputError

    # Not typer's: it lets a blank slip to standard output, and takes the end of input for Ctrl-C.
    sys.stderr.write(f"{readable(question)} [y/N] ")
    sys.stderr.flush()
    answered = sys.stdin.readline() if sys.stdin is not None else ""
    if not answered:
        sys.stderr.write("\n")
        raise InputError("Nobody answered the question.", hint="Where nobody can be asked, say --yes.")
    if answered.strip().casefold() not in ("y", "yes"):
        raise Cancelled(refused)


def say(message: str) -> None:
    """Write one line to standard error: a note, a warning, what to do next."""
    sys.stderr.write(readable(message).rstrip("\n") + "\n")
    sys.stderr.flush()


def output() -> Console:
    """A rich console on standard output, for tables and results that people read."""
    return _console(sys.stdout)


def notes() -> Console:
    """A rich console on standard error, for progress and what accompanies a result."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    # rich takes 60 ms to import, which `facenet --help` need not pay.
    from rich.console import Console

    class PipedConsole(Console):
        """Leaves a pipe that broke to `core.cli.main`; rich alone would end the program with exit code 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def render_str(self, text: str, **how: Any) -> Text:
            return super().render_str(readable(text), **how)

    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return PipedConsole(file=stream, highlight=False, markup=False, width=width)
