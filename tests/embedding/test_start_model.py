"""What a training begins with where nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.embedding.card import ModelCard
from core.embedding.model_folder import save_model
from core.embedding.network import assemble_network
from core.embedding.start_model import START_MODEL, settled_start
from core.faces.chip import alignment_id
from core.faces.network_input import DLIB_CROP, NetworkInput
from core.home import Home
from core.hyperparameters import Hyperparameters


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(Home, "built_in_models", tmp_path / "built-in")
    return Home(tmp_path / "home")


def put_start(home: Home) -> None:
    card = ModelCard(
        name=START_MODEL,
        network="tiny",
        embedding_size=8,
        normalised=True,
        input=NetworkInput(size=32, crop=DLIB_CROP),
        alignment_id=alignment_id(),
    )
    network = assemble_network("tiny", image_size=32, embedding_size=8, seed=0)
    save_model(home.built_in_models / START_MODEL, network, card)


def test_it_is_the_start_network_where_that_fits(home: Home) -> None:
    put_start(home)
    fitting = Hyperparameters(network="tiny", image_size=48, embedding_size=8)
    assert settled_start(fitting, home).start == START_MODEL
    assert settled_start(fitting.changed(embedding_size=16), home).start == "scratch"
    assert settled_start(fitting.changed(network="inception_v3", image_size=80), home).start == "scratch"


@pytest.mark.parametrize("start", ["scratch", "imagenet", "somebody"])
def test_what_was_chosen_stays(home: Home, start: str) -> None:
    put_start(home)
    chosen = Hyperparameters(network="tiny", image_size=48, embedding_size=8, start=start)
    assert settled_start(chosen, home) == chosen


def test_without_a_start_network_the_weights_are_fresh(home: Home) -> None:
    assert settled_start(Hyperparameters(), home).start == "scratch"
