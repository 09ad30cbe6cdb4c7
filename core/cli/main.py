"""The command line `facenet`: global options, and what happens around every command.

Exit codes are those of `core.cli.failure`. Standard output carries results only; see `core.cli.console`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer
import typer.core
import typer.main

from core import __version__
from core.cli import failure
from core.cli.commands import MODULES, LazyCommands, new_app
from core.cli.console import write_utf8
from core.files import create_privately, keep_memory_off_the_disk
from core.tensorflow_environment import prepare


class FacenetGroup(typer.core.TyperGroup):
    """All commands; what one of them raises ends here as a message and an exit code."""

    def __init__(self, *, commands: Any = None, **attributes: Any) -> None:
        super().__init__(commands=None, **attributes)
        # Typer only reads the mapping.
        self.commands = cast(MutableMapping[str, Any], LazyCommands(MODULES))

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except BrokenPipeError:
            # The reader of a pipe (`| head`) has gone, which is its right. Python would complain at its exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the last place that can explain it
            raise typer.Exit(failure.report(error, debug=bool(ctx.params.get("debug")))) from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"facenet {__version__}")
        raise typer.Exit


app = new_app(
    "Train a face embedding, measure it, and recognise people with it, on your own machine.",
    group=FacenetGroup,
    add_completion=True,
)


@app.callback()
def _options(
    home: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Where data sets, runs and models live. Default: FACENET_HOME, else the place chosen in the window's "
            "settings, else the system's.",
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    if home is not None:
        # Through the environment, so that worker processes live in the same home.
        os.environ["FACENET_HOME"] = str(home.expanduser().absolute())
    prepare()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Without the program's name; those of the process by default.

    Returns:
        The exit code.
    """
    create_privately()
    keep_memory_off_the_disk()
    write_utf8()
    command = typer.main.get_command(app)
    # run.py says how it was called: without an installation there is no `facenet` to type.
    called = os.environ.get("FACENET_CALLED", "facenet")
    try:
        command.main(
            args=None if arguments is None else list(arguments), prog_name=called, complete_var="_FACENET_COMPLETE"
        )
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0
