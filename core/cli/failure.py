"""The one place where an exception becomes a calm message and an exit code.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | something went wrong that the user can act on: `FacenetError`, or the system refused a file |
| 2 | what was typed or given cannot be used as it is: `InputError`, usage errors |
| 70 | an error of this program (`EX_SOFTWARE`); the details are in a file under `logs/` of the home |
| 130 | interrupted with Ctrl-C, or `Cancelled` |
"""

from __future__ import annotations

import platform
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from core import __version__
from core.cli.console import say
from core.errors import FacenetError, StorageError, frames_of

INTERRUPTED = 130
PROGRAM_ERROR = 70


def report(error: BaseException, *, debug: bool) -> int:
    """Say on standard error what happened and what to do next.

    Args:
        debug: Show the whole traceback as well.

    Returns:
        The exit code, see the table above.
    """
    if debug:
        traceback.print_exception(error)
    if isinstance(error, KeyboardInterrupt):
        say("Interrupted.")
        return INTERRUPTED
    if isinstance(error, FacenetError):
        say(_one_paragraph(error.message))
        if error.hint:
            say(_one_paragraph(error.hint))
        return error.exit_code
    if isinstance(error, OSError) and error.filename is not None:
        say(f"{error.filename}: {error.strerror or error}.")
        return FacenetError.exit_code
    if isinstance(error, MemoryError):
        say("The computer ran out of memory.")
        say("Close other programs, or use a smaller batch or image size.")
        return FacenetError.exit_code
    say(f"facenet met an error of its own: {type(error).__name__}: {_one_paragraph(str(error))[:300]}")
    if not debug:
        log = _write_log(error)
        say(f"The details are in {log}" if log else "".join(traceback.format_exception(error)))
    say("What was saved before is untouched. Please report this, with the details.")
    return PROGRAM_ERROR


def _one_paragraph(text: str) -> str:
    return " ".join(text.split())


def _write_log(error: BaseException) -> Path | None:
    """Write below the home which code failed. None where that is not possible either.

    Messages, names and paths of the user's are left out: a log may be passed on without a second look.
    """
    from core.files import write_bytes
    from core.home import Home

    path = Home.default().path / "logs" / f"error-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    lines = [
        f"facenet {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {' '.join(_without_words(sys.argv[1:]))}",
        "",
        frames_of(error),
    ]
    try:
        write_bytes(path, "\n".join(lines).encode(errors="backslashreplace"))
    except StorageError:
        return None
    return path


def _without_words(arguments: Sequence[str]) -> list[str]:
    """A command line without what the user called things: commands and options remain."""
    from core.cli.commands import MODULES

    command = next((word for word in arguments if word in MODULES), "")
    return [command] + [word.partition("=")[0] for word in arguments if word.startswith("--")]
