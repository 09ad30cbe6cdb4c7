"""`facenet models` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.embedding.card import CARD_FILE
from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from core.home import Home
from tests.embedding.examples import TINY, tiny_card


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    return Home.default()


def test_a_new_user_sees_the_built_in_model(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "dlib-resnet" in line]
    assert "150 px" in line
    assert "128" in line
    assert "98.7 ± 0.8 % (LFW development test)" in line
    assert "CC0" in line


def test_own_and_damaged_models_are_in_the_table(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    save_model(home.models / "mine [1]", build_network(TINY), tiny_card())
    save_model(home.models / "broken", build_network(TINY), tiny_card())
    (home.models / "broken" / CARD_FILE).write_text("{")
    assert main(["models"]) == 0
    printed = capsys.readouterr()
    lines = {line.split("  ")[0]: line for line in printed.out.splitlines()}
    assert "not measured" in lines["mine [1]"]
    assert "damaged" in lines["broken"]
    assert f"broken cannot be used: {home.models / 'broken' / CARD_FILE} is not valid JSON" in printed.err


def test_json_tells_everything_but_the_history(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    card = save_model(home.models / "mine", build_network(TINY), tiny_card(trained={"identities": ["f00"]}))
    (home.models / "broken").mkdir()
    (home.models / "broken" / CARD_FILE).write_text("{}")
    assert main(["models", "--json"]) == 0
    listed = {model["name"]: model for model in json.loads(capsys.readouterr().out)}
    assert list(listed) == ["broken", "mine", "dlib-resnet", "inception-v3-start"]
    assert listed["mine"]["model_id"] == card.model_id
    assert listed["mine"]["problem"] == ""
    assert "trained" not in listed["mine"]
    assert listed["dlib-resnet"]["distance_threshold"] == 0.56
    assert "not a model of this program" in listed["broken"]["problem"]
