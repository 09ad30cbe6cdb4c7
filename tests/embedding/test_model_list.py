"""Which models are found under which name."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.embedding.card import CARD_FILE
from core.embedding.model_folder import save_model
from core.embedding.model_list import list_models
from core.embedding.network import build_network
from core.errors import ModelError
from core.home import Home
from tests.embedding.examples import TINY, tiny_card

BUILT_IN = ["dlib-resnet", "inception-v3-start"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_without_a_home_there_are_the_built_in_models(home: Home) -> None:
    listed = list_models(home)
    assert [model.name for model in listed] == BUILT_IN
    for built_in in listed:
        assert (built_in.place, built_in.problem) == ("built-in", "")
        assert built_in.card is not None
        assert built_in.size > 6_000_000
        assert home.model(built_in.name) == built_in.folder


def test_own_models_and_runs_come_first(home: Home) -> None:
    network = build_network(TINY)
    save_model(home.models / "mine", network, tiny_card())
    save_model(home.runs / "first run" / "best", network, tiny_card(name="first run"))
    (home.runs / "no checkpoint yet").mkdir()
    (home.models / "notes.txt").write_text("not a model")
    listed = list_models(home)
    assert [(m.name, m.place) for m in listed] == [
        ("mine", "model"),
        ("first run", "run"),
        *((name, "built-in") for name in BUILT_IN),
    ]
    for model in listed:
        assert home.model(model.name) == model.folder


def test_a_users_model_hides_a_built_in_one_of_the_same_name(home: Home) -> None:
    save_model(home.models / "dlib-resnet", build_network(TINY), tiny_card())
    assert home.model("dlib-resnet") == home.models / "dlib-resnet"


def test_damaged_models_are_listed_with_their_problem(home: Home) -> None:
    for name in ("no card", "no weights"):
        save_model(home.models / name, build_network(TINY), tiny_card())
    (home.models / "no card" / CARD_FILE).write_text("{")
    (home.models / "no weights" / "weights.safetensors").unlink()
    damaged = {m.name: m for m in list_models(home) if m.place == "model"}
    assert damaged["no card"].card is None
    assert "is not valid JSON" in damaged["no card"].problem
    assert damaged["no weights"].card is None
    assert "does not exist" in damaged["no weights"].problem


def test_a_model_being_written_is_not_listed(home: Home) -> None:
    save_model(home.models / ".mine.x7", build_network(TINY), tiny_card())
    assert [m.name for m in list_models(home)] == BUILT_IN


def test_a_path_never_means_a_built_in_model(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("./dlib-resnet", "../dlib-resnet", str(tmp_path / "dlib-resnet")):
        with pytest.raises(ModelError, match="There is no model called"):
            home.model(name)
    save_model(tmp_path / "here", build_network(TINY), tiny_card())
    assert home.model("./here").resolve() == tmp_path / "here"


def test_a_run_without_a_checkpoint_says_so(home: Home) -> None:
    (home.runs / "new").mkdir(parents=True)
    with pytest.raises(ModelError, match="has no checkpoint yet"):
        home.model("new")
