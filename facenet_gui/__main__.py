"""Where `facenet` and `python -m facenet_gui` start: bare, the window; everything else goes to core.cli."""

from __future__ import annotations

import os
import sys

from core.cli.main import main as command_line


def main() -> int:
    """Open the window, or run the command line.

    `facenet` alone, or with nothing but `--home DIR`, opens the window.

    Returns:
        The exit code.
    """
    arguments = sys.argv[1:]
    if "_FACENET_COMPLETE" in os.environ:
        # The shell asks what a half-typed line could mean: a press of Tab opens no window.
        return command_line(arguments)
    match arguments:
        case []:
            pass
        case ["--home", folder]:
            os.environ["FACENET_HOME"] = os.path.abspath(os.path.expanduser(folder))  # noqa: PTH100, PTH111
        case ["-m", "tensorboard.main", *_] if getattr(sys, "frozen", False):
            # A frozen program is its own interpreter; the window starts TensorBoard so everywhere.
            return _tensorboard()
        case _:
            return command_line(arguments)
    return _window()


def _tensorboard() -> int:
    from tensorboard.main import run_main

    del sys.argv[1:3]
    run_main()
    return 0


def _window() -> int:
    try:
        from facenet_gui.app import display_problem, run
    except ImportError as error:
        # Qt is there but a library of the system that it needs is not.
        print(f"The window cannot be opened: {error}.", file=sys.stderr)
        return _commands_instead()
    problem = display_problem()
    if problem:
        print(problem, file=sys.stderr)
        return _commands_instead()
    return run()


def _commands_instead() -> int:
    print("Everything that the window does, a command does too:\n", file=sys.stderr)
    return command_line(["--help"])


if __name__ == "__main__":
    sys.exit(main())
