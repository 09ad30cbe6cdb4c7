from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

from core.errors import HyperparameterError, InputError
from core.training.keras_losses import (
    AdaptiveTripletLoss,
    BatchLoss,
    HardTripletLoss,
    SemiHardTripletLoss,
    TripletLoss,
)
from core.training.losses import (
    LossTerms,
    batch_adaptive_loss,
    batch_all_loss,
    batch_hard_loss,
    batch_semi_hard_loss,
)

ALL: list[tuple[BatchLoss, Callable[..., LossTerms], dict[str, Any]]] = [
    (TripletLoss(margin=0.5, squared=True), batch_all_loss, {"margin": 0.5, "squared": True}),
    (HardTripletLoss(margin=0.5, soft_margin=True), batch_hard_loss, {"margin": 0.5, "soft_margin": True}),
    (SemiHardTripletLoss(margin=0.5), batch_semi_hard_loss, {"margin": 0.5}),
    (
        AdaptiveTripletLoss(margin=0.5, match_weight=2.0, match_norm="sum_norm"),
        batch_adaptive_loss,
        {"margin": 0.5, "match_weight": 2.0, "match_norm": "sum_norm"},
    ),
]
NAMES = [type(loss).__name__ for loss, _, _ in ALL]

LABELS = np.array([2**24, 2**24 + 1, 2**24, 2**24 + 1, 2**24 + 2, 2**24 + 2, 2**24])
EMBEDDINGS = np.random.default_rng(0).normal(size=(7, 4)).astype(np.float32)


@pytest.mark.parametrize(("loss", "function", "settings"), ALL, ids=NAMES)
def test_keras_loss_is_the_pure_function(
    loss: BatchLoss, function: Callable[..., LossTerms], settings: dict[str, Any]
) -> None:
    expected = float(function(LABELS, EMBEDDINGS, **settings).loss)
    assert expected > 0
    assert float(loss(LABELS, EMBEDDINGS)) == expected
    assert float(loss(LABELS[:, None], EMBEDDINGS)) == expected
    # Float32 labels would merge two identities, float16 labels all three.
    assert float(function(LABELS.astype(np.float32).astype(np.int64), EMBEDDINGS, **settings).loss) != expected


@pytest.mark.parametrize(("loss", "function", "settings"), ALL, ids=NAMES)
def test_keras_loss_survives_serialisation(
    loss: BatchLoss, function: Callable[..., LossTerms], settings: dict[str, Any]
) -> None:
    description = keras.saving.serialize_keras_object(loss)
    assert description["registered_name"] == f"facenet>{type(loss).__name__}"
    copy = keras.saving.deserialize_keras_object(description)
    assert type(copy) is type(loss)
    assert copy.get_config() == loss.get_config()
    assert settings.items() <= copy.get_config().items()


def linear_model(dtype: str) -> keras.Model:
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, use_bias=False, dtype=dtype)])


@pytest.mark.parametrize("dtype", ["float32", "mixed_float16", "mixed_bfloat16"])
@pytest.mark.parametrize("shape", [(7,), (7, 1)])
def test_compiled_model_sees_exact_labels_in_every_precision(dtype: str, shape: tuple[int, ...]) -> None:
    model = linear_model(dtype)
    model.compile("sgd", loss=HardTripletLoss(margin=0.5))
    expected = batch_hard_loss(LABELS, model(EMBEDDINGS), margin=0.5).loss
    assert model.evaluate(EMBEDDINGS, LABELS.reshape(shape), batch_size=7, verbose=0) == pytest.approx(
        float(expected), rel=2e-3 if dtype == "mixed_float16" else 2e-2 if dtype == "mixed_bfloat16" else 1e-6
    )


def test_fit_lowers_the_loss_with_a_last_batch_of_another_size() -> None:
    rng = np.random.default_rng(1)
    labels = np.tile(np.arange(6), 5) + 2**24
    # Identity in the first two coordinates, noise four times as strong in the others.
    points = np.concatenate([rng.normal(size=(6, 2))[labels - 2**24], 4 * rng.normal(size=(30, 2))], axis=1)
    model = linear_model("float32")
    model.compile(keras.optimizers.Adam(0.05), loss=TripletLoss(margin=0.5))
    history = model.fit(points.astype(np.float32), labels, batch_size=18, epochs=40, verbose=0, shuffle=False)
    assert history.history["loss"][-1] < 0.5 * history.history["loss"][0]


def test_model_with_a_triplet_loss_is_saved_and_loaded(tmp_path: Any) -> None:
    model = linear_model("float32")
    model.compile("sgd", loss=AdaptiveTripletLoss(margin=0.7, match_weight=3.0))
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert loaded.loss.get_config() == model.loss.get_config()


def test_refusals() -> None:
    with pytest.raises(InputError, match="sample_weight"):
        TripletLoss()(LABELS, EMBEDDINGS, sample_weight=np.ones(7))
    with pytest.raises(InputError, match="labels must be integers, got float"):
        TripletLoss()(LABELS.astype(np.float32), EMBEDDINGS)
    with pytest.raises(HyperparameterError, match="margin must be a positive number, got 0"):
        HardTripletLoss(margin=0)
    with pytest.raises(HyperparameterError, match="match_weight"):
        AdaptiveTripletLoss(match_weight=-1)
