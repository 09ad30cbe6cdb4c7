"""What a training begins with where nobody says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.data.sample_faces import SampleFaces
from core.embedding.card import ModelCard
from core.embedding.model_folder import load_model, save_model
from core.embedding.network import assemble_network
from core.embedding.start_model import START_MODEL, settled_start
from core.faces.chip import alignment_id
from core.faces.network_input import DLIB_CROP, NetworkInput
from core.home import Home
from core.hyperparameters import Hyperparameters
from core.resources import resources_folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
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


def test_it_is_the_start_network_where_that_fits(elsewhere: Home) -> None:
    put_start(elsewhere)
    fitting = Hyperparameters(network="tiny", image_size=48, embedding_size=8)
    assert settled_start(fitting, elsewhere).start == START_MODEL
    assert settled_start(fitting.changed(embedding_size=16), elsewhere).start == "scratch"
    assert settled_start(fitting.changed(network="inception_v3", image_size=80), elsewhere).start == "scratch"


@pytest.mark.parametrize("start", ["scratch", "imagenet", "somebody"])
def test_what_was_chosen_stays(elsewhere: Home, start: str) -> None:
    put_start(elsewhere)
    chosen = Hyperparameters(network="tiny", image_size=48, embedding_size=8, start=start)
    assert settled_start(chosen, elsewhere) == chosen


def test_without_a_start_network_the_weights_are_fresh(elsewhere: Home) -> None:
    assert settled_start(Hyperparameters(), elsewhere).start == "scratch"


def test_the_one_that_comes_along() -> None:
    folder = resources_folder() / "models" / START_MODEL
    assert sum(path.stat().st_size for path in folder.iterdir()) < 45e6
    model = load_model(folder)
    assert settled_start(Hyperparameters(), Home(Path("nowhere"))).start == START_MODEL
    card = model.card
    assert (card.network, card.embedding_size, card.mirrored) == ("inception_v3", 128, True)
    assert card.measured[0].accuracy_mean > 0.9
    assert card.distance_threshold is not None
    assert {"held_out", "hyperparameters", "identities", "step"} <= card.trained.keys()
    samples = SampleFaces.load()
    ones = [samples.identity(seed) for seed in (1, 2, 3)]
    chips = np.stack([samples.picture(one, seed) for one in ones for seed in (0, 1)])
    embeddings = model.embed(chips)
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1.0, atol=1e-5)
    apart = np.linalg.norm(embeddings[:, None] - embeddings[None], axis=2)
    same = np.kron(np.eye(3, dtype=bool), np.ones((2, 2), bool)) & ~np.eye(6, dtype=bool)
    other = ~np.kron(np.eye(3, dtype=bool), np.ones((2, 2), bool))
    assert apart[same].mean() < 0.7 * apart[other].mean()
