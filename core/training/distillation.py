"""Learning from a teacher: how far a student's embeddings are from the teacher's, as a pure function.

Point by point it is FitNets' regression (Romero et al. 2015) at the embedding; over the pairs of a batch it is the
distance-wise loss of Relational Knowledge Distillation (Park et al. 2019, equation 5), with a square for its Huber
loss and the teacher's own scale for its mean: both sets of points lie on the unit sphere.
"""

from __future__ import annotations

from typing import Any

from keras import ops

from core.training.distances import Tensor, norms, pairwise_distances


def teacher_loss(embeddings: Any, targets: Any, *, relation_weight: float = 0.0) -> Tensor:
    """mean ‖e_i − t_i‖² + relation_weight · mean over i ≠ j of (‖e_i − e_j‖ − ‖t_i − t_j‖)².

    Args:
        embeddings: (B, D) floats, the student's.
        targets: (B, D) floats, the teacher's; no gradient flows into them.

    Returns:
        Scalar float32, 0 or more; 0 where they agree.
    """
    targets = ops.stop_gradient(ops.cast(targets, "float32"))
    embeddings = ops.cast(embeddings, "float32")
    loss = ops.mean(norms(embeddings - targets, squared=True))
    if relation_weight:
        size = ops.cast(ops.shape(embeddings)[0], "float32")
        gaps = ops.square(pairwise_distances(embeddings) - ops.stop_gradient(pairwise_distances(targets)))
        loss = loss + relation_weight * ops.sum(gaps) / ops.maximum(size * (size - 1.0), 1.0)
    return loss
