"""`python -m tests.torture [--long] [--only power|disk|hostile|network]`: the figures of docs/security.md.

The short form takes a minute or two, the long one hours on a small machine. Exit code 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

from tests.torture import failing_disk, hostile_files, power_cuts
from tests.torture.counts import Counts

ROOT = Path(__file__).parents[2]
SHORT = {"gallery": 3, "importing": 3, "run_list": 3, "settings": 2}
LONG = {"gallery": 300, "importing": 150, "run_list": 150, "settings": 100, "training": 60}
SHORT_FILES, LONG_FILES = 20, 2000


def _network(folder: Path) -> Iterator[Counts]:
    """The whole demonstration in a network namespace that has no device but its own loopback, which is down."""
    counts = Counts("the demonstration without any network")
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rn", "true"], check=False).returncode:
        print("the demonstration without any network: not tried, this system has no `unshare -rn`")
        return
    counts.tries += 1
    command = [sys.executable, "-m", "facenet_gui", "demo", "--output", str(folder / "demo"), "--json"]
    done = subprocess.run(["unshare", "-rn", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    counts.fault("" if done.returncode == 0 else f"exit code {done.returncode}: {done.stderr[-500:]}")
    yield counts


def _run(arguments: argparse.Namespace, folder: Path) -> Iterator[Counts]:
    wanted = [arguments.only] if arguments.only else ["power", "disk", "hostile", "network"]
    share = arguments.share
    if "power" in wanted:
        kills = {
            name: max(1, round(number * share))
            for name, number in (LONG if arguments.long else SHORT).items()
            if name.startswith(arguments.name)
        }
        yield from power_cuts.run(folder / "power", kills, seed=arguments.seed)
    if "disk" in wanted:
        if failing_disk.available():
            (folder / "disk").mkdir()
            yield failing_disk.run(folder / "disk", long=arguments.long)
        else:
            print("failing writes: not tried, they need Linux and a C compiler")
    if "hostile" in wanted:
        files = max(1, round((LONG_FILES if arguments.long else SHORT_FILES) * share))
        yield from hostile_files.run(folder / "hostile", files=files, seed=arguments.seed, only=arguments.name)
    if "network" in wanted and arguments.long:
        yield from _network(folder)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the sizes of docs/security.md")
    parser.add_argument("--share", type=float, default=1.0, help="of the kills and files of that form")
    parser.add_argument("--only", choices=["power", "disk", "hostile", "network"])
    parser.add_argument("--name", default="", help="power, hostile: only what begins so")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
    warnings.simplefilter("ignore")
    total = Counts("together")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="facenet-torture-") as folder:
        for counts in _run(arguments, Path(folder)):
            print(counts, flush=True)
            total.tries += counts.tries
            total.faults += counts.faults
            total.survived += counts.survived
            total.lost += [f"{counts.name}: {problem}" for problem in counts.lost]
    print(f"{str(total).splitlines()[0]}  in {time.monotonic() - begun:,.0f} s")
    return 1 if total.lost else 0


if __name__ == "__main__":
    sys.exit(main())
