"""A clock for "how long ago", which nobody can set, and which goes on while the computer sleeps."""

from __future__ import annotations

import sys
import time


def seconds() -> float:
    """Seconds since some moment in the past.

    Python's monotonic clock stands still while Linux and macOS sleep; Windows' goes on.
    """
    if sys.platform.startswith("linux"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()
