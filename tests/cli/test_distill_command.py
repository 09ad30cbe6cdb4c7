"""`facenet distill` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from core.home import Home
from tests.embedding.examples import TINY, tiny_card
from tests.factories import make_dataset

SMALL = [
    "--set", "network=tiny", "--set", "image_size=32", "--set", "embedding_size=16",
    "--set", "identities_per_batch=4", "--epochs", "1", "--steps-per-epoch", "3",
]  # fmt: skip


def test_a_student_of_a_model_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    home = Home.default()
    make_dataset(home.datasets / "drawn")
    save_model(home.models / "good", build_network(TINY), tiny_card())
    assert main(["distill", "--data", "drawn", "--run", "student", "--teacher", "good", *SMALL, "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    steps = [event for event in events if event["event"] == "StepEnd"]
    assert [step["loss"] for step in steps] == pytest.approx(
        [step["teacher_distance"] ** 2 for step in steps], rel=1e-4
    )
    card = json.loads((home.runs / "student" / "best" / "model.json").read_text())
    assert card["trained"]["hyperparameters"]["teacher"] == "good"

    assert main(["datasets", "blend", "drawn", "blends", "--images", "9", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["images"] == 9
    both = ["--data", "drawn", "--data", "blends"]
    assert main(["distill", *both, "--run", "both", "--teacher", "good", *SMALL, "--json"]) == 0
    begun = next(json.loads(line) for line in capsys.readouterr().out.splitlines() if '"TrainBegin"' in line)
    assert begun["images"] == 6 * 4 + 9

    assert main(["train", "--run", "student", "--restore", "--epochs", "2"]) == 0
    assert main(["distill", "--data", "drawn", "--run", "other", "--teacher", "nobody", *SMALL]) == 1
    assert "no model called 'nobody'" in capsys.readouterr().err
