"""How long the program starts, against the least that each start takes.

The command line against a bare Python that does nothing; TensorFlow ready against a bare `import tensorflow`; the
window's first picture against a bare PySide6 window. Every start is a process of its own, rivals take turns, and a
first round, which reads from the disk what later ones find in memory, does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.measuring import Spread, machine, machine_line, spread

COMMANDS: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "facenet --version": ["-P", "-m", "facenet_gui", "--version"],
    "facenet --help": ["-P", "-m", "facenet_gui", "--help"],
    "facenet params": ["-P", "-m", "facenet_gui", "params"],
}
TENSORFLOW: dict[str, list[str]] = {
    "import tensorflow": ["-c", "import tensorflow"],
    "TensorFlow ready": ["-c", "from core.tensorflow_environment import load_tensorflow; load_tensorflow()"],
}


def starts(rivals: Mapping[str, Sequence[str]], *, rounds: int) -> dict[str, Spread]:
    """Seconds from a process's start to its end, for Python with each list of arguments."""
    times: dict[str, list[float]] = {name: [] for name in rivals}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        # Started from here, but -P keeps this folder off the path of ours, so it is named.
        environment = {**os.environ, "FACENET_HOME": home, "PYTHONPATH": os.getcwd()}  # noqa: PTH109
        environment.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        for number in range(rounds + 1):
            for name, arguments in rivals.items():
                begin = time.perf_counter()
                subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True)
                if number:
                    times[name].append(time.perf_counter() - begin)
    return {name: spread(values) for name, values in times.items()}


def windows(*, rounds: int) -> list[dict[str, Any]]:
    """See `benchmarks.window`."""
    from benchmarks.window import start_up

    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return [start._asdict() for start in start_up(rounds)]


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="starts of each (default 7)")
    parser.add_argument("--only", choices=("commands", "tensorflow", "window"))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    report = machine()
    for part, rivals in (("commands", COMMANDS), ("tensorflow", TENSORFLOW)):
        if chosen.only in (None, part):
            found = starts(rivals, rounds=chosen.rounds)
            report[part] = {name: times.as_json() for name, times in found.items()}
    if chosen.only in (None, "window"):
        report["window"] = windows(rounds=chosen.rounds)
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _table(report: dict[str, Any]) -> str:
    lines = [machine_line(report), f"{'':24}{'seconds':>9}{'quartiles':>18}"]
    for part in ("commands", "tensorflow"):
        for name, times in report.get(part, {}).items():
            quartiles = f"{times['lower']:.3f} - {times['upper']:.3f}"
            lines.append(f"{name:24}{times['median']:>9.3f}{quartiles:>18}")
    for start in report.get("window", []):
        lines.append(
            f"{start['window']:24}{start['painted_s']:>9.3f}  to the first picture (fastest "
            f"{start['painted_fastest_s']:.3f}), {start['usable_s']:.3f} until its page answers"
        )
    return "\n".join(lines)
