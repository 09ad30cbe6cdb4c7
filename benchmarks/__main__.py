"""`python -m benchmarks NAME [options]`."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = {
    "live": "benchmarks.live",
    "detect": "benchmarks.detect",
    "train": "benchmarks.train",
    "search": "benchmarks.search",
    "import": "benchmarks.import_",
    "evaluate": "benchmarks.evaluate",
    "startup": "benchmarks.startup",
    "losses": "benchmarks.losses",
    "pipeline": "benchmarks.pipeline",
    "window": "benchmarks.window",
}


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in BENCHMARKS:
        print(f"Usage: python -m benchmarks NAME [options], where NAME is one of: {', '.join(BENCHMARKS)}")
        return 2
    importlib.import_module(BENCHMARKS[name]).main(sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
