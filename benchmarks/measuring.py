"""What the benchmarks have in common: the machine in words, medians with their spread, and memory."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

_BEGUN = time.monotonic()


def tell(doing: str) -> None:
    """What a long benchmark is at, on standard error, with the seconds since the program began."""
    print(f"[{time.monotonic() - _BEGUN:4.0f} s] {doing}", file=sys.stderr, flush=True)


class Moment(NamedTuple):
    """Seconds: by the clock, and the processor time of the whole process. Or what lies between two of them."""

    clock: float
    processor: float

    def since(self, begin: Moment) -> Moment:
        return Moment(self.clock - begin.clock, self.processor - begin.processor)


def now() -> Moment:
    return Moment(time.perf_counter(), time.process_time())


class Spread(NamedTuple):
    """What repeated measurements came to: the median, the first and the third quartile, and the 99th percentile."""

    median: float
    lower: float
    upper: float
    p99: float

    def __str__(self) -> str:
        """Median (first - third quartile), with as many digits as their size deserves."""
        digits = 0 if self.median >= 100 else 1 if self.median >= 10 else 2
        return f"{self.median:,.{digits}f} ({self.lower:,.{digits}f} - {self.upper:,.{digits}f})"

    def as_json(self) -> dict[str, float]:
        return {name: float(f"{value:.4g}") for name, value in self._asdict().items()}


def spread(values: Iterable[float], *, scale: float = 1.0) -> Spread:
    """The spread of measurements, each times `scale`."""
    lower, median, upper, p99 = np.percentile(np.array(list(values)) * scale, [25, 50, 75, 99]).tolist()
    return Spread(median, lower, upper, p99)


def machine() -> dict[str, Any]:
    """The processor, its cores, and how busy the machine was in the last minute (None where it does not tell)."""
    return {
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def machine_line(report: dict[str, Any]) -> str:
    """What `machine` found, for the head of a table. A load near the number of cores or above spoils the figures."""
    load = "" if report["load"] is None else f", load {report['load']}"
    return f"{report['machine']}, {report['cores']} cores{load}; median (quartiles)"


def peak_memory_mb() -> float:
    """The most memory this process has held, in MiB; 0 where the system does not tell (Windows)."""
    with contextlib.suppress(OSError):
        # Linux' ru_maxrss counts what the parent held before it began this program.
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 2**10
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def memory_mb() -> float:
    """The memory this process holds now, in MiB; where only Linux tells, the most it has held."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak_memory_mb()
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
