"""The loss of a step: a teacher at first where there is one, or batch_all, then the chosen strategy.

Mining the hardest triplets pulls the largest ap distance in and pushes only the smallest an distance out. While a
network cannot tell people apart yet, shrinking all distances lowers that loss fastest, and the embeddings collapse.
Over all triplets pull and push balance. FaceNet (Schroff et al. 2015, section 3.2) avoids the hardest negatives early
for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras import ops

from core.hyperparameters import Hyperparameters
from core.training.distillation import teacher_loss
from core.training.losses import LossTerms, triplet_loss


def scheduled_loss(hyperparameters: Hyperparameters) -> Callable[[Any, Any, Any, Any], LossTerms]:
    """(labels (B,), embeddings (B, D), targets (B, D), step) → the loss of that step.

    In the first `teacher_alone` steps it is the distance to the teacher's embeddings, afterwards the triplets' loss
    with `teacher_weight` times that distance. Without a teacher the targets are (B, 0) and not looked at.

    `active_fraction` and `match` are those of the strategy throughout.
    """
    triplets = _triplets(hyperparameters)
    if not hyperparameters.teacher:
        return lambda labels, embeddings, targets, step: triplets(labels, embeddings, step)
    alone, weight = hyperparameters.teacher_alone, hyperparameters.teacher_weight

    def loss(labels: Any, embeddings: Any, targets: Any, step: Any) -> LossTerms:
        terms = triplets(labels, embeddings, step)
        distance = teacher_loss(embeddings, targets, relation_weight=hyperparameters.relation_weight)
        together = terms.loss + weight * distance if weight else terms.loss
        return terms._replace(loss=ops.where(step < alone, distance, together) if alone else together)

    return loss


def _triplets(hyperparameters: Hyperparameters) -> Callable[[Any, Any, Any], LossTerms]:
    """batch_all before step `batch_all_first`, the strategy from there on."""
    strategy = triplet_loss(hyperparameters)
    steps = hyperparameters.batch_all_first
    if steps == 0:
        return lambda labels, embeddings, step: strategy(labels, embeddings)
    batch_all = triplet_loss(hyperparameters.changed(triplet_strategy="batch_all"))

    def loss(labels: Any, embeddings: Any, step: Any) -> LossTerms:
        # Both are computed in one graph: a second one would be traced in the middle of the training.
        terms = strategy(labels, embeddings)
        return terms._replace(loss=ops.where(step < steps, batch_all(labels, embeddings).loss, terms.loss))

    return loss
