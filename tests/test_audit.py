"""What `tools/audit.py` says of pip-audit's answers."""

from __future__ import annotations

import subprocess

import pytest

from tools import audit

SOUND = {"name": "numpy", "version": "2.0.0", "vulns": []}
UNSOUND = {"name": "pillow", "version": "11.0.0", "vulns": [{"id": "PYSEC-1"}]}
UNKNOWN = {"name": "mtcnn", "skip_reason": "not found"}


def test_every_vulnerability_and_every_gap_counts() -> None:
    lines, problems = audit.in_words("app", [SOUND, UNSOUND, UNKNOWN])
    assert problems == 2
    assert lines[0] == "app: 2 of 3 packages looked up, 1 known vulnerabilities"
    assert "PYSEC-1" in lines[1]
    assert "mtcnn" in lines[2]
    assert audit.in_words("app", [SOUND])[1] == 0


@pytest.mark.parametrize(
    "stdout", ['{"dependencies": [{"name": "numpy", "skip_reason": "Dependency not found on PyPI"}]}', ""]
)
def test_without_a_network_it_says_so_and_claims_nothing(
    stdout: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, stdout, "Traceback\n  code\nNo route")
    )
    assert audit.main(["--vulnerabilities"]) == 1
    said = capsys.readouterr().out
    assert audit.NO_ANSWER in said
    assert "0 known" not in said
    assert "Traceback" not in said
