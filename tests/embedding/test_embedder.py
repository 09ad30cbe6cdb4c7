"""The compiled embedder: any number of chips, any chip size, mirrored averaging, threads."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from core.embedding import embedder as embedder_module
from core.embedding.embedder import Embedder, KerasEmbedder, compile_embedding
from core.embedding.network import build_network
from core.embedding.preprocess import preprocess
from core.faces.network_input import NetworkInput
from tests.embedding.examples import TINY, random_chips, tiny_card


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return KerasEmbedder(build_network(TINY), tiny_card())


def test_many_are_embedded_as_one_by_one(embedder: Embedder) -> None:
    chips = random_chips(embedder_module.BATCH_SIZE * 2 + 5)
    together = embedder.embed(chips)
    assert together.shape == (len(chips), 16)
    assert together.dtype == np.float32
    one_by_one = np.concatenate([embedder.embed(chip[None]) for chip in chips])
    np.testing.assert_allclose(together, one_by_one, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_it_is_preprocessing_and_network(embedder: Embedder) -> None:
    chips = random_chips(3)
    expected = build_network(TINY)(preprocess(chips, embedder.card.input)).numpy()
    np.testing.assert_allclose(embedder.embed(chips), expected, atol=1e-5)


def test_no_chips_give_no_embeddings(embedder: Embedder) -> None:
    embeddings = embedder.embed(np.zeros((0, 180, 180, 3), np.uint8))
    assert embeddings.shape == (0, 16)
    assert embeddings.dtype == np.float32


def test_chips_of_another_scale_show_the_same_face(embedder: Embedder) -> None:
    # Every pixel four times: the same picture at twice the scale.
    chips = random_chips(4, size=90)
    larger = chips.repeat(2, axis=1).repeat(2, axis=2)
    np.testing.assert_allclose(embedder.embed(larger), embedder.embed(chips), atol=0.05)


def test_each_chip_size_is_traced_once_whatever_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    traced = []

    def counting(chips: object, network_input: NetworkInput) -> object:
        traced.append(network_input.size)
        return preprocess(chips, network_input)

    monkeypatch.setattr(embedder_module, "preprocess", counting)
    network = build_network(TINY)
    calls = []
    original = network.call
    monkeypatch.setattr(network, "call", lambda *a, **k: calls.append(1) or original(*a, **k))
    embed = compile_embedding(network, tiny_card().input)
    for size in (180, 90):
        for count in (1, 2, 3, 7, 40):
            embed(random_chips(count, size=size))
    assert len(traced) == 2
    assert len(calls) == 1


def test_weights_are_read_at_each_call() -> None:
    network = build_network(TINY)
    embed = compile_embedding(network, tiny_card().input)
    chips = random_chips(1)
    before = embed(chips)
    network.get_layer("embedding").bias.assign(np.ones(16, np.float32))
    assert not np.allclose(before, embed(chips))


def test_it_embeds_without_training(embedder: Embedder) -> None:
    chips = random_chips(8)
    np.testing.assert_array_equal(embedder.embed(chips), embedder.embed(chips))


class TestMirrored:
    def test_it_is_the_mean_brought_back_to_length_one(self) -> None:
        network = build_network(TINY)
        plain = KerasEmbedder(network, tiny_card())
        mirrored = KerasEmbedder(network, tiny_card(mirrored=True))
        chips = random_chips(3)
        mean = (plain.embed(chips) + plain.embed(np.ascontiguousarray(chips[:, :, ::-1]))) / 2
        expected = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        np.testing.assert_allclose(mirrored.embed(chips), expected, atol=1e-5)
        assert np.linalg.norm(mean, axis=1).max() < 0.9999

    def test_a_face_and_its_mirror_image_are_then_the_same(self) -> None:
        mirrored = KerasEmbedder(build_network(TINY), tiny_card(mirrored=True))
        chips = random_chips(3)
        flipped = np.ascontiguousarray(chips[:, :, ::-1])
        np.testing.assert_allclose(mirrored.embed(chips), mirrored.embed(flipped), atol=1e-5)

    def test_without_normalisation_it_is_the_plain_mean(self) -> None:
        network = build_network(TINY)
        seen = tiny_card().input
        chips = random_chips(2)
        plain = compile_embedding(network, seen)
        mean = (plain(chips) + plain(np.ascontiguousarray(chips[:, :, ::-1]))) / 2
        got = compile_embedding(network, seen, mirrored=True, normalised=False)(chips)
        np.testing.assert_allclose(got, mean, atol=1e-6)


@pytest.mark.parametrize(
    "chips",
    [
        np.zeros((2, 180, 180, 3), np.float32),
        np.zeros((180, 180, 3), np.uint8),
        np.zeros((2, 180, 160, 3), np.uint8),
        np.zeros((2, 180, 180), np.uint8),
        np.zeros((2, 180, 180, 4), np.uint8),
        np.zeros((0,), np.uint8),
    ],
)
def test_what_are_not_chips_is_refused(embedder: Embedder, chips: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"chips must be \(N, S, S, 3\) uint8, got"):
        embedder.embed(chips)


def test_threads_share_it() -> None:
    embedder = KerasEmbedder(build_network(TINY), tiny_card())
    chips = {size: random_chips(5, size=size) for size in (60, 70, 80, 90)}
    results: dict[tuple[int, int], np.ndarray] = {}

    def work(turn: int) -> None:
        for size, of_size in chips.items():
            results[turn, size] = embedder.embed(of_size)

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 24
    for (_, size), embeddings in results.items():
        np.testing.assert_allclose(embeddings, embedder.embed(chips[size]), atol=1e-6)
