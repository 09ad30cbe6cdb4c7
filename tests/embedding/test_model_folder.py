"""Model folders: saving, loading, damage, and models of others."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.embedding.card import CARD_FILE, ModelCard, read_card
from core.embedding.embedder import KerasEmbedder
from core.embedding.model_folder import load_model, load_network, load_weights_into, network_of, save_model
from core.embedding.network import build_network
from core.embedding.weights import network_arrays
from core.errors import ModelError
from tests.embedding.examples import TINY, random_chips, tiny_card


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    save_model(tmp_path / "model", build_network(TINY), tiny_card())
    return tmp_path / "model"


def change_card(folder: Path, **changes: object) -> None:
    path = folder / CARD_FILE
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def test_a_loaded_model_embeds_as_the_saved_one(saved: Path) -> None:
    chips = random_chips(3)
    expected = KerasEmbedder(build_network(TINY), tiny_card()).embed(chips)
    embedder = load_model(saved)
    np.testing.assert_allclose(embedder.embed(chips), expected, atol=1e-6)
    assert embedder.card.name == "tiny one"
    assert embedder.card.parameters == sum(a.size for a in network_arrays(build_network(TINY)).values())


def test_saving_returns_the_card_that_is_read(tmp_path: Path) -> None:
    card = save_model(tmp_path / "m", build_network(TINY), tiny_card())
    assert read_card(tmp_path / "m") == card
    assert sorted(p.name for p in (tmp_path / "m").iterdir()) == [CARD_FILE, "weights.safetensors"]
    assert [p.name for p in tmp_path.iterdir()] == ["m"]


def test_the_same_weights_have_the_same_id_and_others_another(tmp_path: Path) -> None:
    one = save_model(tmp_path / "one", build_network(TINY), tiny_card())
    two = save_model(tmp_path / "two", build_network(TINY), tiny_card(name="copy"))
    other = save_model(tmp_path / "other", build_network(TINY.changed(seed=4)), tiny_card())
    assert one.model_id == two.model_id != other.model_id


def test_half_is_half_as_large_and_nearly_the_same(tmp_path: Path, saved: Path) -> None:
    card = save_model(tmp_path / "half", build_network(TINY), tiny_card(), half=True)
    assert card.model_id != read_card(saved).model_id
    sizes = [(folder / "weights.safetensors").stat().st_size for folder in (tmp_path / "half", saved)]
    assert sizes[0] < 0.75 * sizes[1]
    chips = random_chips(4)
    cosines = (load_model(tmp_path / "half").embed(chips) * load_model(saved).embed(chips)).sum(1)
    assert cosines.min() > 0.9999


def test_mixed_precision_is_saved_and_loads_as_float32(tmp_path: Path, saved: Path) -> None:
    card = save_model(tmp_path / "mixed", build_network(TINY.changed(precision="bfloat16", dropout=0.3)), tiny_card())
    assert card.model_id == read_card(saved).model_id
    network, _ = load_network(tmp_path / "mixed")
    assert network.get_layer("conv0").compute_dtype == "float32"


def test_replacing_a_model_leaves_the_old_one_when_it_fails(saved: Path) -> None:
    before = {p.name: p.read_bytes() for p in saved.iterdir()}
    broken = build_network(TINY)
    broken.get_layer("embedding").bias.assign(np.full(16, np.nan, np.float32))
    with pytest.raises(ModelError, match="embedding/bias is not finite"):
        save_model(saved, broken, tiny_card())
    assert {p.name: p.read_bytes() for p in saved.iterdir()} == before
    assert [p.name for p in saved.parent.iterdir()] == ["model"]
    save_model(saved, build_network(TINY.changed(seed=8)), tiny_card())
    assert (saved / "weights.safetensors").read_bytes() != before["weights.safetensors"]


@pytest.mark.parametrize("change", [{"network": "inception_v3"}, {"embedding_size": 17}])
def test_a_card_of_another_network_is_a_mistake(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"the card says .*, the network is 'tiny' with 16"):
        save_model(tmp_path / "m", build_network(TINY), tiny_card(**change))
    assert list(tmp_path.iterdir()) == []


def test_mirrored_can_be_asked_for(saved: Path) -> None:
    plain, mirrored, same = load_model(saved), load_model(saved, mirrored=True), load_model(saved, mirrored=False)
    assert mirrored.card.mirrored
    assert mirrored.card.model_id != plain.card.model_id == same.card.model_id
    chips = random_chips(1)
    assert not np.allclose(mirrored.embed(chips), plain.embed(chips), atol=1e-4)


class TestDamage:
    def test_weights_cut_in_half(self, saved: Path) -> None:
        path = saved / "weights.safetensors"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(ModelError, match=r"weights\.safetensors is cut short"):
            load_model(saved)

    def test_weights_missing(self, saved: Path) -> None:
        (saved / "weights.safetensors").unlink()
        with pytest.raises(ModelError, match=r"weights\.safetensors does not exist"):
            load_model(saved)

    def test_weights_of_another_model(self, saved: Path, tmp_path: Path) -> None:
        save_model(tmp_path / "other", build_network(TINY.changed(seed=4)), tiny_card())
        (saved / "weights.safetensors").write_bytes((tmp_path / "other" / "weights.safetensors").read_bytes())
        with pytest.raises(ModelError, match=r"not the one that its model\.json describes"):
            load_model(saved)

    def test_a_card_of_another_network(self, saved: Path) -> None:
        change_card(saved, embedding_size=24)
        with pytest.raises(ModelError, match=r"weights of another network: embedding/kernel should be \(24, 24\)"):
            load_model(saved)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"network": "vit"}, "has a network 'vit', which this version does not know"),
            ({"normalised": False}, "does not fit its network: tiny takes 32 px and gives 16 numbers of length 1"),
            ({"network": "dlib_resnet"}, "dlib_resnet takes 150 px and gives 128 numbers, not normalised"),
            ({"network": "inception_v3"}, "cannot be built.*at least 75"),
        ],
    )
    def test_a_card_that_contradicts_its_network(self, saved: Path, change: dict[str, object], message: str) -> None:
        change_card(saved, **change)
        with pytest.raises(ModelError, match=message):
            load_model(saved)

    def test_an_empty_folder_and_no_folder(self, tmp_path: Path) -> None:
        for folder in (tmp_path, tmp_path / "nothing"):
            with pytest.raises(ModelError, match=r"model\.json does not exist"):
                load_model(folder)


def test_a_training_can_start_from_a_model_at_another_size_and_precision(saved: Path) -> None:
    network = build_network(TINY.changed(image_size=64, precision="bfloat16", seed=77, dropout=0.5))
    load_weights_into(network, saved, read_card(saved))
    expected = network_arrays(build_network(TINY))
    for path, array in network_arrays(network).items():
        np.testing.assert_array_equal(array, expected[path])


def test_a_training_cannot_start_from_another_network(saved: Path) -> None:
    with pytest.raises(ModelError, match="weights of another network"):
        load_weights_into(build_network(TINY.changed(embedding_size=8)), saved, read_card(saved))


def test_a_new_network_of_a_card_is_blank() -> None:
    arrays = network_arrays(network_of(tiny_card()))
    assert not any(array.any() for path, array in arrays.items() if path.endswith("kernel"))


@pytest.mark.slow
def test_an_inception_v3_comes_back(tmp_path: Path) -> None:
    parameters = TINY.changed(network="inception_v3", image_size=75)
    network = build_network(parameters)
    card: ModelCard = tiny_card(network="inception_v3", input={"size": 75, "crop": 0.9})
    save_model(tmp_path / "m", network, card)
    chips = random_chips(2)
    np.testing.assert_allclose(
        load_model(tmp_path / "m").embed(chips), KerasEmbedder(network, card).embed(chips), atol=1e-5
    )
