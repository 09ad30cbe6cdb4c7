"""Facenet-TF's JSON files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import HyperparameterError
from core.hyperparameter_files import load, load_with_remarks

COMMON = {
    "learning_rate": 0.001, "batch_size": 24, "num_channels": 32, "use_batch_norm": False, "bn_momentum": 0.9,
    "margin": 0.5, "squared": False, "image_size": 250, "num_labels": 1670, "train_size": 8764, "eval_size": 400,
    "num_parallel_calls": 4, "save_summary_steps": 50,
}  # fmt: skip


def written(folder: Path, **changes: object) -> Path:
    path = folder / "params.json"
    path.write_text(json.dumps(COMMON | changes))
    return path


@pytest.mark.parametrize(
    ("strategy", "size", "epochs"), [("batch_all", 128, 10), ("batch_hard", 1024, 20), ("batch_adaptive", 128, 10)]
)
def test_its_three_files_load(tmp_path: Path, strategy: str, size: int, epochs: int) -> None:
    parameters, remarks = load_with_remarks(
        written(tmp_path, triplet_strategy=strategy, embedding_size=size, num_epochs=epochs)
    )
    assert (parameters.triplet_strategy, parameters.embedding_size, parameters.epochs) == (strategy, size, epochs)
    assert (parameters.identities_per_batch, parameters.images_per_identity) == (6, 4)
    assert (parameters.optimizer, parameters.epsilon, parameters.schedule) == ("adam", 0.1, "staircase")
    assert (parameters.decay_rate, parameters.decay_steps, parameters.warmup_steps) == (0.96, 10_000, 0)
    assert parameters.batch_norm_momentum == 0.9
    assert any("num_channels" in remark and "save_summary_steps" in remark for remark in remarks)


def test_an_unknown_key_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(HyperparameterError, match="num_epoch'") as caught:
        load(written(tmp_path, num_epoch=3))
    assert "'num_epochs'" in caught.value.hint


@pytest.mark.parametrize(("batch", "shares"), [(30, (10, 3)), (10, (5, 2)), (25, (6, 4)), (4, (2, 2)), (5, (2, 2))])
def test_a_batch_becomes_identities_and_images(tmp_path: Path, batch: int, shares: tuple[int, int]) -> None:
    parameters = load(written(tmp_path, batch_size=batch))
    assert (parameters.identities_per_batch, parameters.images_per_identity) == shares


@pytest.mark.parametrize("batch", [0, 1, 3, "24", True, 24.0])
def test_a_batch_without_triplets_is_refused(tmp_path: Path, batch: object) -> None:
    with pytest.raises(HyperparameterError, match="batch_size must be"):
        load(written(tmp_path, batch_size=batch))


def test_a_picture_too_small_for_the_network(tmp_path: Path) -> None:
    with pytest.raises(HyperparameterError, match="needs 75 px or more, got 64"):
        load(written(tmp_path, image_size=64))
