"""What a batch looks like from outside the loss: how far apart its images are."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras import ops

from core.training.batch import Anchors, arrange, for_anchors
from core.training.distances import Tensor, centred, precise_dtype


class BatchStatistics(NamedTuple):
    """Unsquared L2 distances over all pairs of a batch; scalars, float32, without gradient.

    Attributes:
        ap_mean, ap_hardest: Mean and largest distance between two images of one identity; 0 where there are none.
        an_mean, an_hardest: Mean and smallest distance between images of two identities; 0 where there are none.
        spread: Root mean squared distance of the embeddings from their mean. Embeddings of length 1 that are spread
            evenly have 1; near 0 they have collapsed to a point.
    """

    ap_mean: Tensor
    ap_hardest: Tensor
    an_mean: Tensor
    an_hardest: Tensor
    spread: Tensor


def batch_statistics(labels: Any, embeddings: Any) -> BatchStatistics:
    """Measure a batch.

    It computes the distances itself: beside a network's step they cost nothing, and so no loss needs to hand its own
    around.

    Args:
        labels: (B,) integers.
        embeddings: (B, D) floats.

    Raises:
        InputError: See `core.training.batch.arrange`.
    """
    batch = arrange(labels, embeddings)

    def step(anchors: Anchors, state: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        ap_sum, ap_hardest, an_sum, an_hardest = state
        ap_distances = ops.where(anchors.is_positive, anchors.distances, 0.0)
        an_distances = ops.where(anchors.is_negative, anchors.distances, 0.0)
        to_negatives = ops.where(anchors.is_negative, anchors.distances, float("inf"))
        return (
            ap_sum + ops.cast(ops.sum(ap_distances), precise_dtype()),
            ops.maximum(ap_hardest, ops.max(ap_distances)),
            an_sum + ops.cast(ops.sum(an_distances), precise_dtype()),
            ops.minimum(an_hardest, ops.min(to_negatives)),
        )

    nothing = ops.zeros((), precise_dtype())
    state = (nothing, ops.zeros((), "float32"), nothing, ops.full((), float("inf"), "float32"))
    ap_sum, ap_hardest, an_sum, an_hardest = for_anchors(batch, step, state, squared=False)
    ap_pairs, an_pairs = ops.sum(batch.positives), ops.sum(batch.negatives)
    spread = ops.sqrt(ops.mean(ops.sum(ops.square(centred(ops.stop_gradient(batch.embeddings))), axis=1)))
    return BatchStatistics(
        ap_mean=ops.cast(ap_sum / ops.maximum(ap_pairs, 1.0), "float32"),
        ap_hardest=ap_hardest,
        an_mean=ops.cast(an_sum / ops.maximum(an_pairs, 1.0), "float32"),
        an_hardest=ops.where(an_pairs > 0, an_hardest, 0.0),
        spread=ops.cast(spread, "float32"),
    )
