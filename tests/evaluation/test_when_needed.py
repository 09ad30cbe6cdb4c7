"""Models that are loaded when they are first used."""

import numpy as np
import pytest

from core.errors import ModelError
from core.evaluation.when_needed import ModelWhenNeeded


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from core.embedding.model_folder import save_model
    from core.embedding.network import assemble_network
    from core.faces.network_input import NetworkInput
    from tests.evaluation.fakes import FakeEmbedder

    card = FakeEmbedder("small").card.changed(
        network="tiny", embedding_size=8, input=NetworkInput(size=40, crop=1.0), weights_sha256=""
    )
    place = tmp_path_factory.mktemp("models") / "small"
    save_model(place, assemble_network("tiny", image_size=40, embedding_size=8), card)
    return place


@pytest.mark.parametrize("mirrored", [None, True])
def test_the_same_embeddings_as_the_model_loaded_at_once(folder, mirrored):
    from core.embedding.model_folder import load_model

    chips = np.random.default_rng(0).integers(0, 255, (3, 60, 60, 3)).astype(np.uint8)
    late, early = ModelWhenNeeded(folder, mirrored=mirrored), load_model(folder, mirrored=mirrored)
    assert late.card == early.card
    assert (late.embed(chips) == early.embed(chips)).all()


def test_damaged_weights_are_an_error_when_they_are_needed(folder, tmp_path):
    (tmp_path / "model.json").write_bytes((folder / "model.json").read_bytes())
    model = ModelWhenNeeded(tmp_path)
    with pytest.raises(ModelError):
        model.embed(np.zeros((1, 60, 60, 3), np.uint8))


def test_no_model_is_an_error_at_once(tmp_path):
    with pytest.raises(ModelError):
        ModelWhenNeeded(tmp_path)
