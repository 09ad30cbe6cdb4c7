"""The triplet losses as Keras losses, for `model.compile(loss=…)` with integer labels.

A triplet needs three images, so each loss is one number for the whole batch: `reduction` and sample weights do not
apply. Labels keep their integer dtype on the way in. (Keras would cast them to the loss's dtype, and float16 merges
identities above 2,048, float32 above 2²⁴.)
"""

from __future__ import annotations

from functools import partial
from typing import Any

import keras

from core.errors import InputError
from core.training.distances import Tensor
from core.training.losses import (
    MatchNorm,
    TripletLossFunction,
    batch_adaptive_loss,
    batch_all_loss,
    batch_hard_loss,
    batch_semi_hard_loss,
    check_match,
    effective_margin,
)


class BatchLoss(keras.losses.Loss):  # type: ignore[misc]
    """What the losses share. `y_true` is (B,) or (B, 1) integers, `y_pred` (B, D) floats."""

    def __init__(self, *, margin: float, squared: bool, soft_margin: bool, name: str | None) -> None:
        super().__init__(name=name, reduction="sum")
        effective_margin(margin, soft=soft_margin)
        self.margin = margin
        self.squared = squared
        self.soft_margin = soft_margin

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """The loss of the batch, a float32 scalar.

        Raises:
            InputError: Labels that are not integers, shapes that do not fit, or sample weights.
        """
        if sample_weight is not None:
            raise InputError(
                "Triplet losses have one value for a batch and take no sample_weight.",
                hint="Leave out sample_weight and class_weight.",
            )
        return self.call(y_true, y_pred)

    def call(self, y_true: Any, y_pred: Any) -> Tensor:
        if len(y_true.shape) == 2 and y_true.shape[1] == 1:
            y_true = y_true[:, 0]
        return self.function()(y_true, y_pred).loss

    def function(self) -> TripletLossFunction:
        """The pure function behind it."""
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        del config["reduction"]
        return {**config, **self._common()}

    def _common(self) -> dict[str, Any]:
        return {"margin": self.margin, "squared": self.squared, "soft_margin": self.soft_margin}


@keras.saving.register_keras_serializable(package="facenet")
class TripletLoss(BatchLoss):
    """Triplet Loss over all triplets of the batch that violate the margin: `batch_all_loss`."""

    def __init__(
        self,
        *,
        margin: float = 0.3,
        squared: bool = False,
        soft_margin: bool = False,
        name: str | None = "triplet_loss",
    ) -> None:
        super().__init__(margin=margin, squared=squared, soft_margin=soft_margin, name=name)

    def function(self) -> TripletLossFunction:
        return partial(batch_all_loss, **self._common())


@keras.saving.register_keras_serializable(package="facenet")
class HardTripletLoss(BatchLoss):
    """Hard Triplet Loss, the hardest triplet of each anchor: `batch_hard_loss`."""

    def __init__(
        self,
        *,
        margin: float = 0.3,
        squared: bool = False,
        soft_margin: bool = False,
        name: str | None = "hard_triplet_loss",
    ) -> None:
        super().__init__(margin=margin, squared=squared, soft_margin=soft_margin, name=name)

    def function(self) -> TripletLossFunction:
        return partial(batch_hard_loss, **self._common())


@keras.saving.register_keras_serializable(package="facenet")
class SemiHardTripletLoss(BatchLoss):
    """Semi-hard Triplet Loss, FaceNet's choice of negatives: `batch_semi_hard_loss`."""

    def __init__(
        self,
        *,
        margin: float = 0.3,
        squared: bool = False,
        soft_margin: bool = False,
        name: str | None = "semi_hard_triplet_loss",
    ) -> None:
        super().__init__(margin=margin, squared=squared, soft_margin=soft_margin, name=name)

    def function(self) -> TripletLossFunction:
        return partial(batch_semi_hard_loss, **self._common())


@keras.saving.register_keras_serializable(package="facenet")
class AdaptiveTripletLoss(BatchLoss):
    """Adaptive Triplet Loss, hard triplets without their selection bias: `batch_adaptive_loss`."""

    def __init__(
        self,
        *,
        margin: float = 0.3,
        match_weight: float = 1.0,
        match_norm: MatchNorm = "mean_squared",
        squared: bool = False,
        soft_margin: bool = False,
        name: str | None = "adaptive_triplet_loss",
    ) -> None:
        super().__init__(margin=margin, squared=squared, soft_margin=soft_margin, name=name)
        check_match(match_weight=match_weight, match_norm=match_norm)
        self.match_weight = match_weight
        self.match_norm = match_norm

    def function(self) -> TripletLossFunction:
        return partial(
            batch_adaptive_loss, **self._common(), match_weight=self.match_weight, match_norm=self.match_norm
        )

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "match_weight": self.match_weight, "match_norm": self.match_norm}
