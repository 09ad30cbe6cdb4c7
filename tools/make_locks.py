"""Make the lock files anew from pyproject.toml: `.venv/bin/python tools/make_locks.py [--upgrade]`.

Resolves for all platforms and Pythons at once; every lock has the same version of a package. Versions that are
locked stay where they still fit, unless `--upgrade` is given. Needs the network. `app`, `cuda` and `dev` are whole;
`freeze` holds the tool alone and is installed on top of `app`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
PROJECT = "pyproject.toml"
OPTIONS = {
    "app": [PROJECT],
    "cuda": [PROJECT, "--extra", "cuda"],
    "dev": [PROJECT, "--group", "dev"],
    # A group alone, without what the project depends on.
    "freeze": ["--group", f"{PROJECT}:freeze"],
}


def dependencies_hash() -> str:
    """A short hash of what pyproject.toml asks for. The locks carry it, and a test compares."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    asked = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"],
        settings["dependency-groups"],
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]


def main(uv_arguments: list[str]) -> int:
    header = f"# Made by tools/make_locks.py from pyproject.toml (dependencies {dependencies_hash()}). Do not edit.\n"
    for layer, options in OPTIONS.items():
        lock = LOCKS / f"{layer}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet"]
        command += ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes"]
        command += ["--no-emit-index-url", "--no-header", "--no-annotate", "--output-file", str(lock)]
        command += options + uv_arguments
        if layer != "app":
            command += ["--constraint", str(LOCKS / "app.txt")]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode != 0:
            return done.returncode
        lock.write_text(header + lock.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
        print(lock.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
