"""The triplet losses, as pure functions of integer labels (B,) and embeddings (B, D).

With d(i, j) = ‖e_i − e_j‖, or its square where `squared` is true, a triplet of an anchor, a positive and a negative
violates the margin by d_ap − d_an + margin. It is *valid* when anchor and positive are two images of one identity and
the negative is of another; it is *active* when its violation is positive.

`soft_margin` replaces the hinge [v]₊ by softplus log(1 + eᵛ) of v = d_ap − d_an; the margin is then not used. Softplus
is never 0, so `active_fraction` then counts what stands in the wrong order: d_ap > d_an.

On JAX, which has no 64-bit numbers unless told so, two limits hold: label *tensors* beyond 32 bits are cut by JAX
itself (NumPy labels are not), and a violation of exactly 0 may be rounded to either side, which moves batch_all's mean.

A batch without a valid triplet has loss 0, gradient 0 and active_fraction 0. Every function raises `InputError` for
labels or embeddings that do not fit and `HyperparameterError` for a margin or a weight out of range.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from keras import ops

from core.errors import HyperparameterError
from core.hyperparameters import Hyperparameters
from core.training.batch import Batch, arrange
from core.training.distances import Tensor, centred, norms, precise_dtype
from core.training.mining import Hardest, hardest
from core.training.triplets import Penalty, Rule, every_triplet, penalty, semi_hard_triplets, sum_triplets

MatchNorm: TypeAlias = Literal["mean_squared", "sum_norm"]


# Means closer than this count as equal in "sum_norm": below it the direction between them is rounding.
MATCH_EPSILON = 1e-6


class LossTerms(NamedTuple):
    """What a loss has to say about a batch; scalars, float32.

    Attributes:
        loss: What is minimised; the only one with a gradient that matters.
        active_fraction: Active among valid triplets (batch_all), among valid anchors (batch_hard, batch_adaptive) or
            among valid anchor-positive pairs (batch_semi_hard), each with the triplet that was mined for it.
        match: L_match of batch_adaptive before its weight; 0 for the others.
    """

    loss: Tensor
    active_fraction: Tensor
    match: Tensor


TripletLossFunction: TypeAlias = Callable[[Any, Any], LossTerms]


def batch_all_loss(
    labels: Any, embeddings: Any, *, margin: float, squared: bool = False, soft_margin: bool = False
) -> LossTerms:
    """The mean violation of the active triplets: Σ [d_ap − d_an + margin]₊ over the number of active ones.

    With `soft_margin` the mean softplus of all valid triplets.

    Value and gradient are exact, without the B×B×B cube. With K images an identity, time is O(B²·K), for the hinge
    never more than O(B² log B); memory O(B·D).
    """
    batch, margin = arrange(labels, embeddings), effective_margin(margin, soft=soft_margin)
    valid = ops.sum(batch.positives * batch.negatives)
    rule = partial(every_triplet, margin=margin, soft=soft_margin)
    return _mean_of_triplets(batch, rule, squared=squared, valid=valid, over_active=not soft_margin)


def batch_hard_loss(
    labels: Any, embeddings: Any, *, margin: float, squared: bool = False, soft_margin: bool = False
) -> LossTerms:
    """The mean of [max d_ap − min d_an + margin]₊ over the anchors that have a positive and a negative.

    Hermans, Beyer and Leibe, In Defense of the Triplet Loss for Person Re-Identification (2017), equation 5, as a mean.
    """
    batch = arrange(labels, embeddings)
    return _hard(batch, hardest(batch), margin=margin, squared=squared, soft_margin=soft_margin)


def batch_semi_hard_loss(
    labels: Any, embeddings: Any, *, margin: float, squared: bool = False, soft_margin: bool = False
) -> LossTerms:
    """The mean of [d_ap − d_an + margin]₊ over all anchor-positive pairs whose anchor has a negative.

    The negative is the nearest that is farther from the anchor than the positive (Schroff et al., FaceNet, 2015,
    section 3.2). Where there is none, it is the farthest negative, as in TensorFlow Addons: the least hard one there
    is, because the hardest leads to collapse early in training. O(B²·K) time.
    """
    batch, margin = arrange(labels, embeddings), effective_margin(margin, soft=soft_margin)
    valid = ops.sum(ops.where(batch.negatives > 0, batch.positives, 0.0))
    rule = partial(semi_hard_triplets, margin=margin, soft=soft_margin)
    return _mean_of_triplets(batch, rule, squared=squared, valid=valid, over_active=False)


def batch_adaptive_loss(
    labels: Any,
    embeddings: Any,
    *,
    margin: float,
    match_weight: float,
    match_norm: MatchNorm = "mean_squared",
    squared: bool = False,
    soft_margin: bool = False,
) -> LossTerms:
    """L_hard + match_weight · L_match: hard triplets, and a correction of the bias that choosing them brings.

    Yu et al., Correcting the Triplet Selection Bias for Triplet Loss (ECCV 2018). For each identity, L_match compares
    the mean of all its embeddings in the batch with the mean of those that were chosen as a positive or a negative, as
    often as they were chosen. Over the identities chosen at all it is the mean of the squared distances
    ("mean_squared"), or the sum of the distances ("sum_norm", as Facenet-TF has it, with `MATCH_EPSILON` to keep its
    gradient smooth where the means meet).
    The gradient flows through both means.
    """
    check_match(match_weight=match_weight, match_norm=match_norm)
    batch = arrange(labels, embeddings)
    mined = hardest(batch)
    terms = _hard(batch, mined, margin=margin, squared=squared, soft_margin=soft_margin)
    match = _match(batch, mined, norm=match_norm)
    return terms._replace(loss=terms.loss + match_weight * match, match=match)


def triplet_loss(parameters: Hyperparameters) -> TripletLossFunction:
    """The loss that the hyperparameters describe."""
    common: dict[str, Any] = {
        "margin": parameters.margin,
        "squared": parameters.squared,
        "soft_margin": parameters.soft_margin,
    }
    if parameters.triplet_strategy == "batch_adaptive":
        common |= {"match_weight": parameters.match_weight, "match_norm": parameters.match_norm}
    return partial(LOSSES[parameters.triplet_strategy], **common)


LOSSES: dict[str, Callable[..., LossTerms]] = {
    "batch_all": batch_all_loss,
    "batch_hard": batch_hard_loss,
    "batch_semi_hard": batch_semi_hard_loss,
    "batch_adaptive": batch_adaptive_loss,
}


def effective_margin(margin: float, *, soft: bool) -> float:
    """The margin that a violation contains: none with a soft margin. Raises `HyperparameterError`."""
    if not 0 < margin < math.inf:
        raise HyperparameterError(f"margin must be a positive number, got {margin}.")
    return 0.0 if soft else float(margin)


def check_match(*, match_weight: float, match_norm: str) -> None:
    """Raises `HyperparameterError` for a weight or a norm that batch_adaptive does not know."""
    if not 0 <= match_weight < math.inf:
        raise HyperparameterError(f"match_weight must be 0 or a positive number, got {match_weight}.")
    if match_norm not in get_args(MatchNorm):
        raise HyperparameterError(f"match_norm must be one of {get_args(MatchNorm)}, got {match_norm!r}.")


def _mean_of_triplets(batch: Batch, rule: Rule, *, squared: bool, valid: Tensor, over_active: bool) -> LossTerms:
    sums = sum_triplets(batch, rule, squared=squared)
    count = ops.maximum(sums.active if over_active else valid, 1.0)
    # The walk already knows the gradient. A linear function carries it: its own value is taken away again.
    gradient = ops.cast(sums.slopes / count, "float32")
    linear = ops.sum(ops.stop_gradient(gradient) * batch.embeddings)
    return LossTerms(
        loss=ops.stop_gradient(ops.cast(sums.value / count, "float32")) + linear - ops.stop_gradient(linear),
        active_fraction=ops.cast(sums.active / ops.maximum(valid, 1.0), "float32"),
        match=ops.zeros((), "float32"),
    )


def _hard(batch: Batch, mined: Hardest, *, margin: float, squared: bool, soft_margin: bool) -> LossTerms:
    margin = effective_margin(margin, soft=soft_margin)
    anchors = batch.embeddings
    # Differences of the chosen embeddings, not the mined distances: more accurate, and a gradient of O(B·D).
    ap_distances = norms(anchors - ops.take(anchors, mined.positives, axis=0), squared=squared)
    an_distances = norms(anchors - ops.take(anchors, mined.negatives, axis=0), squared=squared)
    each: Penalty = penalty(ap_distances - an_distances + margin, soft=soft_margin)
    valid = ops.cast(mined.valid, "float32")
    count = ops.maximum(ops.sum(valid), 1.0)
    return LossTerms(
        loss=ops.sum(each.value * valid) / count,
        active_fraction=ops.sum(each.active * valid) / count,
        match=ops.zeros((), "float32"),
    )


def _match(batch: Batch, mined: Hardest, *, norm: MatchNorm) -> Tensor:
    """L_match. Both means are weighted sums of an identity's embeddings, so their difference is one."""
    size, identities = batch.size, batch.starts  # an identity goes by the number of its first row

    def sums_of_identities(values: Tensor) -> Tensor:
        return ops.segment_sum(values, identities, num_segments=size)

    chosen = ops.tile(ops.cast(mined.valid, precise_dtype()), 2)
    times = ops.segment_sum(chosen, ops.concatenate([mined.positives, mined.negatives]), num_segments=size)
    times_of_identity = sums_of_identities(times)
    total = ops.take(times_of_identity, identities, axis=0)
    weights = times / ops.maximum(total, 1.0) - 1.0 / (batch.positives + 1.0)
    weights = ops.where(total > 0.0, weights, 0.0)
    # The weights of an identity add up to 0, so that centring changes nothing but the rounding.
    differences = sums_of_identities(weights[:, None] * centred(batch.embeddings))
    squares = norms(differences, squared=True)
    if norm == "sum_norm":
        match = ops.sum(ops.sqrt(squares + MATCH_EPSILON**2) - MATCH_EPSILON)
    else:
        match = ops.sum(squares) / ops.maximum(ops.sum(ops.cast(times_of_identity > 0.0, squares.dtype)), 1.0)
    return ops.cast(match, "float32")
