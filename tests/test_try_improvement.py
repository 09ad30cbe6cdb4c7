"""The experiment with `facenet improve`, on drawn people."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from core.data.identity_names import identity_fingerprint
from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from tests.embedding.examples import TINY, tiny_card
from tests.factories import make_dataset
from tools import try_improvement

SMALL = ["identities_per_batch=8", "images_per_identity=3", "learning_rate=0.01", "teacher_weight=0", "colour=0"]


def test_a_trial_from_start_to_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_dataset(tmp_path / "general", identities=10, images=9, validation=22, chip_size=64)
    # The start knows two of the held-out people, who must not be drawn.
    known = [identity_fingerprint(f"person_{number:03d}") for number in (10, 11)]
    save_model(tmp_path / "start", build_network(TINY), tiny_card(trained={"identities": known}))
    words = [
        *("try_improvement", "--start", tmp_path / "start", "--data", tmp_path / "general", "--people", 8),
        *("--seeds", 1, "--steps", 60, "--json", tmp_path / "out.json"),
        *(word for setting in SMALL for word in ("--set", setting)),
    ]
    monkeypatch.setattr(sys, "argv", list(map(str, words)))
    before = {path.name for path in tmp_path.iterdir()}
    assert try_improvement.main() == 0
    assert {path.name for path in tmp_path.iterdir()} - before == {"out.json"}
    (trial,) = json.loads((tmp_path / "out.json").read_text())
    assert (trial["people"], trial["pictures"], trial["held_out"]) == (8, 32, 16)
    assert trial["same_names"] == 8
    assert trial["strangers"] == 14
    assert trial["kept"] is True
    assert trial["put_aside"]["after"]["probes"] == 24
    assert trial["put_aside"]["after"]["separation"] > trial["put_aside"]["before"]["separation"]
    out = capsys.readouterr().out
    assert "1 of 1 models were kept." in out
    assert "kept, put aside: FNIR at FPIR 1%" in out

    monkeypatch.setattr(sys, "argv", list(map(str, [*words[:6], 21])))
    assert try_improvement.main() == 2
    assert "holds 20 out" in capsys.readouterr().err
