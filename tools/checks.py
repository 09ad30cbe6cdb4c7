"""All that must hold of this project: lint, format, types, import rules and tests.

    python3 run.py test [ARGUMENTS]   the arguments go to pytest

Goes on after a failure, so that one run tells all; the exit code is 0 only where everything passed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def run_checks(pytest_arguments: Sequence[str]) -> int:
    """All checks; the exit code."""
    python = sys.executable
    workers = max(1, min(4, os.cpu_count() or 1))
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import rules": [str(Path(python).parent / "lint-imports")],
        # A file's tests share what they set up, so a file stays together. The user's arguments come last and win.
        "pytest": [python, "-m", "pytest", "-n", str(workers), "--dist", "loadfile", *pytest_arguments],
    }
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    results = []
    for name, command in checks.items():
        started = time.monotonic()
        streamed = name == "pytest"
        done = subprocess.run(
            command,
            cwd=_ROOT,
            env=environment,
            stdout=None if streamed else subprocess.PIPE,
            stderr=None if streamed else subprocess.STDOUT,
            check=False,
        )
        results.append((name, done.returncode == 0, time.monotonic() - started))
        if done.returncode != 0 and not streamed:
            print(f"-- {name}\n{done.stdout.decode(errors='replace').rstrip()}\n", flush=True)
    for name, good, seconds in results:
        print(f"{name:<14} {'ok' if good else 'FAILED':<7} {seconds:6.1f} s")
    failed = [name for name, good, _ in results if not good]
    print(f"Failed: {', '.join(failed)}." if failed else "All checks are fine.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run_checks(sys.argv[1:]))
