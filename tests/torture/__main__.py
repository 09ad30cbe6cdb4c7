"""`python -m tests.torture [--long] [--only KIND]`: the figures of docs/security.md.

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

from tests.torture import cameras, clock_jumps, failing_disk, hostile_files, power_cuts, set_clock, soak, two_programs
from tests.torture.counts import Counts

ROOT = Path(__file__).parents[2]
SHORT = {"gallery": 3, "importing": 3, "run_list": 3, "settings": 2}
LONG = {"gallery": 300, "importing": 150, "run_list": 150, "settings": 100, "training": 60}
SHORT_FILES, LONG_FILES = 20, 2000
# Minutes of the window.
SHORT_SOAK, LONG_SOAK = 1.5, 30.0
SHORT_CLOCK, LONG_CLOCK = 1.0, 5.0
SHORT_STEPS, LONG_STEPS = 40, 400
SHORT_CAMERAS, LONG_CAMERAS = 6, 50
SHORT_CHANGES, LONG_CHANGES = 40, 1000
SHORT_TRAININGS, LONG_TRAININGS = 1, 10
KINDS = ("power", "disk", "hostile", "camera", "two", "clock", "soak", "network")


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


def _clock(arguments: argparse.Namespace, folder: Path) -> Iterator[Counts]:
    if not set_clock.available():
        print("a clock that is set: not tried, it needs Linux and a C compiler")
        return
    for name in ("training", "window"):
        if not name.startswith(arguments.name):
            continue
        own = folder / name
        own.mkdir(parents=True)
        if name == "training":
            yield clock_jumps.training(own, steps=LONG_STEPS if arguments.long else SHORT_STEPS)
        else:
            minutes = arguments.minutes or (LONG_CLOCK if arguments.long else SHORT_CLOCK) * arguments.share
            yield clock_jumps.window(own, minutes=minutes)


def _run(arguments: argparse.Namespace, folder: Path) -> Iterator[Counts]:
    wanted = [arguments.only] if arguments.only else KINDS
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
    if "camera" in wanted:
        (folder / "camera").mkdir()
        times = LONG_CAMERAS if arguments.long else SHORT_CAMERAS
        yield cameras.run(folder / "camera", times=max(1, round(times * share)))
    if "two" in wanted:
        changes, trainings = (LONG_CHANGES, LONG_TRAININGS) if arguments.long else (SHORT_CHANGES, SHORT_TRAININGS)
        for name in ("gallery", "training"):
            if name.startswith(arguments.name):
                own = folder / "two" / name
                own.mkdir(parents=True)
                if name == "gallery":
                    yield two_programs.gallery(own, changes=max(4, round(changes * share)), seed=arguments.seed)
                else:
                    yield two_programs.train(own, times=max(1, round(trainings * share)))
    if "clock" in wanted:
        yield from _clock(arguments, folder / "clock")
    if "soak" in wanted:
        if sys.platform.startswith("linux"):
            (folder / "soak").mkdir()
            minutes = arguments.minutes or (LONG_SOAK if arguments.long else SHORT_SOAK) * share
            yield soak.run(folder / "soak", minutes=minutes, clips=arguments.clips)
        else:
            print("the window for long: not tried, handles and threads are counted on Linux only")
    if "network" in wanted and arguments.long:
        yield from _network(folder)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the sizes of docs/security.md")
    parser.add_argument("--share", type=float, default=1.0, help="of the kills and files of that form")
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--name", default="", help="power, hostile, two, clock: only what begins so")
    parser.add_argument("--minutes", type=float, help="soak, clock: how long, instead of that form's time")
    parser.add_argument("--clips", type=Path, help="soak: a folder of videos, instead of one of sample faces")
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
