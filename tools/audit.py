"""Look at what the project stands on: `.venv/bin/python tools/audit.py [--licences | --vulnerabilities]`.

Without an option both: known vulnerabilities of every version in `locks/` (pip-audit, through `uv tool run`; needs the
network, and says so where there is none), and the licence of every package that is installed. Exit code 1 where there
is a vulnerability, a package that could not be looked up, or one without a licence.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from core.resources import installed_licences

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("app", "cuda", "dev", "freeze")
NO_ANSWER = (
    "Nothing is known about vulnerabilities now: the look-up needs the network, pypi.org for pip-audit itself and for "
    "the advisories. Try again where they can be reached; --licences alone needs no network."
)


def vulnerabilities() -> int:
    """Ask for every locked version; returns how many have one or could not be looked up."""
    problems = asked = 0
    for layer in LAYERS:
        lock = ROOT / "locks" / f"{layer}.txt"
        command = [sys.executable, "-m", "uv", "tool", "run", "pip-audit", "--requirement", str(lock)]
        command += ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        try:
            looked_up = json.loads(done.stdout)["dependencies"]
        except (json.JSONDecodeError, KeyError):
            # Its last line says what it lacks; the lines before are where in its code that was.
            reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            print(f"{layer}: pip-audit did not answer: {reason[:300]}")
            problems += 1
            continue
        lines, wrong = in_words(layer, looked_up)
        print("\n".join(lines))
        problems += wrong
        asked += sum("skip_reason" not in one for one in looked_up)
    if not asked:
        print(NO_ANSWER)
    return problems


def in_words(layer: str, looked_up: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What pip-audit found about a layer's packages.

    Args:
        looked_up: Its `dependencies`; one that it could not look up has a `skip_reason`.

    Returns:
        Lines to print, and how many problems they tell of.
    """
    skipped = sorted(one["name"] for one in looked_up if "skip_reason" in one)
    found = [(one["name"], one["version"], bug["id"]) for one in looked_up for bug in one.get("vulns", ())]
    asked = len(looked_up) - len(skipped)
    if looked_up and not asked:
        return [f"{layer}: none of {len(skipped)} packages could be looked up"], len(skipped)
    lines = [f"{layer}: {asked} of {len(looked_up)} packages looked up, {len(found)} known vulnerabilities"]
    lines += [f"  {name} {version}: {bug}" for name, version, bug in found]
    if skipped:
        lines.append(f"  not looked up: {', '.join(skipped)}")
    return lines, len(found) + len(skipped)


def licences() -> int:
    """List what is installed with its licence; returns how many of the locked packages say none."""
    locked = {
        re.sub(r"[-_.]+", "-", match.group(1)).lower()
        for layer in LAYERS
        for match in re.finditer(r"(?m)^([\w.-]+)==", (ROOT / "locks" / f"{layer}.txt").read_text(encoding="utf-8"))
    }
    unknown = 0
    for name, version, licence in installed_licences():
        if name in locked:
            print(f"{name} {version}: {licence or 'NO LICENCE GIVEN'}")
            unknown += not licence
    return unknown


def main(arguments: list[str]) -> int:
    problems = 0
    if "--vulnerabilities" not in arguments:
        problems += licences()
    if "--licences" not in arguments:
        problems += vulnerabilities()
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
