"""Where `facenet` and `python -m facenet_gui` start: everything that is said on the command line goes to core.cli."""

from __future__ import annotations

import sys

from core.cli.main import main as command_line


def main() -> int:
    """Run the command line; without arguments it shows its help.

    Returns:
        The exit code.
    """
    return command_line(sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    sys.exit(main())
