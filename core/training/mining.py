"""Which positive and which negative teach an anchor."""

from __future__ import annotations

from typing import NamedTuple

from keras import ops

from core.training.batch import Anchors, Batch, for_anchors, scatter
from core.training.distances import Tensor


class Hardest(NamedTuple):
    """The hardest triplet of each anchor, as rows of the batch; of equally hard ones the first row.

    Attributes:
        positives: (B,) int32, the farthest positive.
        negatives: (B,) int32, the nearest negative.
        valid: (B,) bool, whether the anchor has a positive and a negative; where not, the rows mean nothing.
    """

    positives: Tensor
    negatives: Tensor
    valid: Tensor


def hardest(batch: Batch) -> Hardest:
    """Mine each anchor's farthest positive and nearest negative. A choice has no gradient."""
    size = batch.size

    def step(anchors: Anchors, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        farthest = ops.argmax(ops.where(anchors.is_positive, anchors.distances, -1.0), axis=1)
        nearest = ops.argmin(ops.where(anchors.is_negative, anchors.distances, float("inf")), axis=1)
        is_anchor = ops.cast(anchors.ends > anchors.starts, "int32")
        return (
            state[0] + scatter(ops.cast(farthest, "int32") * is_anchor, anchors.rows, size=size),
            state[1] + scatter(ops.cast(nearest, "int32") * is_anchor, anchors.rows, size=size),
        )

    nobody = ops.zeros((size,), "int32")
    positives, negatives = for_anchors(batch, step, (nobody, nobody), squared=True)
    return Hardest(positives, negatives, valid=(batch.positives > 0) & (batch.negatives > 0))
