"""A clock on the wall that can be set, and a computer that can sleep, for one process (Linux with a C compiler).

The library of `set_clock.c` stands between the process and the system, and so under Python, Qt and TensorFlow alike.
libfaketime (0.9.10) is no help here: it takes the deadlines that Python's `sleep` and waits give it, on the clock that
nobody sets, for times on the wall, and each of them fails with EINVAL.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

# Where the clock is, in the order of turns; in the last one it was not set, but the computer slept.
SET_TO_HOURS = (0, 5, -3, 26, -400 * 24, -400 * 24)
SLEEP_HOURS = 2
_HOUR = 3600 * 10**9


def available() -> bool:
    """Whether there is a way to set a process's clock here."""
    return sys.platform.startswith("linux") and shutil.which("cc") is not None


class SetClock:
    """The clock of processes that run in `environment`."""

    def __init__(self, folder: Path) -> None:
        """Compile the library into a folder, and let the clock be right."""
        self._file, library = folder / "clock.bin", folder / "set_clock.so"
        source = Path(__file__).with_suffix(".c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self._file.write_bytes(bytes(16))
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(self._file)}

    def turn(self, number: int) -> None:
        """Set the clock, or let the computer sleep: the n-th turn, counted from 1."""
        turn(self._file, number)


def turn(file: Path, number: int) -> None:
    """The same from inside the process, which finds the file in CLOCK_FILE."""
    rounds, place = divmod(number, len(SET_TO_HOURS))
    slept = SLEEP_HOURS * (rounds + (place == len(SET_TO_HOURS) - 1))
    handle = os.open(file, os.O_WRONLY)
    try:
        os.pwrite(handle, struct.pack("qq", (SET_TO_HOURS[place] + slept) * _HOUR, slept * _HOUR), 0)
    finally:
        os.close(handle)
