"""Weight files: what is written comes back, and what is damaged is refused in words."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from core.embedding.network import build_network
from core.embedding.weights import assign_weights, network_arrays, read_weights, write_weights
from core.errors import ModelError
from tests.embedding.examples import TINY


@pytest.fixture
def arrays() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {"a/kernel": rng.normal(size=(3, 4)).astype(np.float32), "a/bias": rng.normal(size=4).astype(np.float32)}


def test_round_trip_is_exact_and_the_bytes_repeat(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    checksum = write_weights(tmp_path / "one", arrays)
    assert write_weights(tmp_path / "two", dict(reversed(arrays.items()))) == checksum
    assert hashlib.sha256((tmp_path / "one").read_bytes()).hexdigest() == checksum
    back = read_weights(tmp_path / "one", sha256=checksum)
    assert back.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(back[name], array)
        assert back[name].dtype == np.float32


def test_half_stores_kernels_in_half_and_vectors_whole(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    write_weights(tmp_path / "w", arrays, half=True)
    back = read_weights(tmp_path / "w")
    np.testing.assert_array_equal(back["a/bias"], arrays["a/bias"])
    np.testing.assert_array_equal(back["a/kernel"], arrays["a/kernel"].astype(np.float16))
    assert back["a/kernel"].dtype == np.float32


def test_bytes_are_decoded_per_channel(tmp_path: Path) -> None:
    stored = {
        "k": np.array([[0, 255], [10, 20]], np.uint8),
        "k:scale": np.array([0.5, 2], np.float32),
        "k:min": np.array([-1, 1], np.float32),
    }
    save_file(stored, tmp_path / "w")
    back = read_weights(tmp_path / "w")
    assert list(back) == ["k"]
    np.testing.assert_array_equal(back["k"], [[-1, 511], [4, 41]])


@pytest.mark.parametrize("missing", ["k:scale", "k:min"])
def test_bytes_without_their_scale_are_refused(tmp_path: Path, missing: str) -> None:
    stored = {"k": np.zeros((2, 2), np.uint8), "k:scale": np.ones(2, np.float32), "k:min": np.ones(2, np.float32)}
    del stored[missing]
    save_file(stored, tmp_path / "w")
    with pytest.raises(ModelError, match="k is stored as uint8"):
        read_weights(tmp_path / "w")


def test_a_scale_of_another_length_is_refused(tmp_path: Path) -> None:
    stored = {"k": np.zeros((2, 3), np.uint8), "k:scale": np.ones(2, np.float32), "k:min": np.ones(3, np.float32)}
    save_file(stored, tmp_path / "w")
    with pytest.raises(ModelError, match=r"k:scale should be \(3,\) float32, got \(2,\) float32"):
        read_weights(tmp_path / "w")


@pytest.mark.parametrize("dtype", [np.int64, np.float64])
def test_other_types_are_refused(tmp_path: Path, dtype: type) -> None:
    save_file({"k": np.zeros(3, dtype)}, tmp_path / "w")
    with pytest.raises(ModelError, match="is stored as"):
        read_weights(tmp_path / "w")


@pytest.mark.parametrize("keep", [0, 4, 8, 60, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, arrays: dict[str, np.ndarray], keep: int) -> None:
    write_weights(tmp_path / "w", arrays)
    (tmp_path / "w").write_bytes((tmp_path / "w").read_bytes()[:keep])
    with pytest.raises(ModelError, match="cut short or not a safetensors file"):
        read_weights(tmp_path / "w")


@pytest.mark.parametrize("content", [pickle.dumps({"a": 1}), b"\x89HDF\r\n\x1a\n" + bytes(100), b"\xff" * 64])
def test_files_of_other_kinds_are_refused_and_never_run(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w").write_bytes(content)
    with pytest.raises(ModelError, match="not a safetensors file"):
        read_weights(tmp_path / "w")


def test_a_changed_byte_is_noticed(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    checksum = write_weights(tmp_path / "w", arrays)
    content = bytearray((tmp_path / "w").read_bytes())
    content[-1] ^= 1
    (tmp_path / "w").write_bytes(content)
    with pytest.raises(ModelError, match="checksums differ"):
        read_weights(tmp_path / "w", sha256=checksum)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        read_weights(tmp_path / "w")
    with pytest.raises(ModelError, match=r"cannot be read|does not exist"):
        read_weights(tmp_path)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_not_finite_are_neither_written_nor_read(
    tmp_path: Path, arrays: dict[str, np.ndarray], value: float
) -> None:
    arrays["a/bias"][1] = value
    with pytest.raises(ModelError, match="a value of a/bias is not finite"):
        write_weights(tmp_path / "w", arrays)
    assert not (tmp_path / "w").exists()
    save_file(arrays, tmp_path / "w")
    with pytest.raises(ModelError, match="a/bias holds a value that is not finite"):
        read_weights(tmp_path / "w")


def test_what_float16_cannot_say_is_not_written_in_half(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    arrays["a/kernel"][0, 0] = 1e6
    with pytest.raises(ModelError, match="a/kernel is too large for float16"):
        write_weights(tmp_path / "w", arrays, half=True)
    arrays["a/kernel"][0, 0] = 0
    arrays["a/bias"][0] = 1e6
    write_weights(tmp_path / "w", arrays, half=True)
    assert read_weights(tmp_path / "w")["a/bias"][0] == 1e6


class TestAssign:
    def test_another_network_becomes_the_same(self) -> None:
        one, two = build_network(TINY), build_network(TINY.changed(seed=9))
        assign_weights(two, network_arrays(one), source="here")
        x = np.random.default_rng(0).normal(size=(2, 32, 32, 3)).astype(np.float32)
        np.testing.assert_array_equal(one(x).numpy(), two(x).numpy())

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda a: a.pop("conv1/kernel"), "conv1/kernel is missing"),
            (lambda a: (a.pop("conv1/kernel"), a.pop("conv0/kernel")), "conv0/kernel and 1 more are missing"),
            (lambda a: a.update(other=np.zeros(1, np.float32)), "other is not known"),
            (
                lambda a: a.update({"embedding/bias": np.zeros(17, np.float32)}),
                r"embedding/bias should be \(16,\), got \(17,\)",
            ),
        ],
    )
    def test_what_does_not_fit_is_refused_and_changes_nothing(self, change, message: str) -> None:  # type: ignore[no-untyped-def]
        network = build_network(TINY)
        before = network_arrays(network)
        other = network_arrays(build_network(TINY.changed(seed=9)))
        change(other)
        with pytest.raises(ModelError, match=f"here holds weights of another network: {message}"):
            assign_weights(network, other, source="here")
        after = network_arrays(network)
        for path in before:
            np.testing.assert_array_equal(before[path], after[path])
