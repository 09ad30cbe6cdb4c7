"""Sums over many triplets of a batch, value and gradient in one walk, without the B×B×B cube.

A triplet's penalty depends on its two distances alone, so that its gradient is a slope for each (anchor, image)
distance: for the hinge, how many negatives are active with this positive, or how many positives with this
negative. Slopes are counted block by block and turned into the gradient of the embeddings at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from keras import ops

from core.training.batch import Anchors, Batch, for_anchors, scatter
from core.training.distances import Tensor, centred, precise_dtype

# From so many positives on, sorting an anchor's distances is cheaper than a pass over them for each positive.
SORT_FROM = 32


class Penalty(NamedTuple):
    """What a violation costs, all of the violation's shape, float32.

    Attributes:
        value: The hinge [v]₊, or softplus log(1 + eᵛ).
        slope: Its derivative.
        active: 1 where the violation is positive, else 0.
    """

    value: Tensor
    slope: Tensor
    active: Tensor


def penalty(violation: Tensor, *, soft: bool) -> Penalty:
    """The penalty of a violation d_ap − d_an (+ margin); of −∞, which stands for no triplet, it is 0."""
    active = ops.cast(violation > 0.0, "float32")
    if soft:
        return Penalty(ops.softplus(violation), ops.sigmoid(violation), active)
    return Penalty(ops.relu(violation), active, active)


class Sums(NamedTuple):
    """Sums over triplets.

    For one anchor (in a block of b, the batch being B): value and active (b,), slopes (b, B), the derivatives with
    respect to the distances. For the whole batch: value and active scalars, slopes (B, D), with respect to the
    embeddings.
    """

    value: Tensor
    active: Tensor
    slopes: Tensor


Rule: TypeAlias = Callable[[Anchors], Sums]
"""Sums the penalties of each anchor of a block."""


def sum_triplets(batch: Batch, rule: Rule, *, squared: bool) -> Sums:
    """Sum the penalties of all anchors, and their gradient. O(block + B·D) memory beside the rule's own."""
    size = batch.size
    points = centred(ops.stop_gradient(batch.embeddings))

    def step(anchors: Anchors, state: tuple[Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        value, active, gradient = state
        sums = rule(anchors)
        if squared:  # the derivative of ‖x − y‖² is 2(x − y), that of ‖x − y‖ is (x − y)/‖x − y‖
            weights = 2.0 * sums.slopes
        else:
            weights = ops.where(anchors.distances > 0.0, sums.slopes / anchors.distances, 0.0)
        weights = ops.cast(weights, precise_dtype())
        own = ops.take(points, anchors.rows, axis=0)
        of_anchors = ops.sum(weights, axis=1)[:, None] * own - ops.matmul(weights, points)
        of_images = ops.sum(weights, axis=0)[:, None] * points - ops.matmul(ops.transpose(weights), own)
        return (
            value + ops.sum(ops.cast(sums.value, precise_dtype())),
            active + ops.sum(ops.cast(sums.active, precise_dtype())),
            gradient + of_images + scatter(of_anchors, anchors.rows, size=size),
        )

    nothing = ops.zeros((), precise_dtype())
    return Sums(*for_anchors(batch, step, (nothing, nothing, ops.zeros_like(points)), squared=squared))


def every_triplet(anchors: Anchors, *, margin: float, soft: bool) -> Sums:
    """All triplets of each anchor.

    O(B·K) for an anchor with K positives; the hinge never more than O(B log B), by sorting.
    """
    to_negatives = _to_negatives(anchors)

    def with_positive(ap_distances: Tensor) -> Sums:
        each = penalty((ap_distances + margin)[:, None] - to_negatives, soft=soft)
        return Sums(ops.sum(each.value, axis=1), ops.sum(each.active, axis=1), each.slope)

    one_by_one = partial(_sum_positives, anchors, with_positive)
    if soft:
        return one_by_one()
    most = ops.max(anchors.ends - anchors.starts) - 1
    return Sums(*ops.cond(most < SORT_FROM, one_by_one, partial(_sum_sorted, anchors, margin=margin)))


def semi_hard_triplets(anchors: Anchors, *, margin: float, soft: bool) -> Sums:
    """For each anchor and positive the nearest negative that is farther than the positive, else the farthest.

    Of equally far ones the first row. O(B·K) for an anchor with K positives.
    """
    to_negatives = _to_negatives(anchors)
    farthest = ops.argmax(ops.where(anchors.is_negative, anchors.distances, -1.0), axis=1)

    def with_positive(ap_distances: Tensor) -> Sums:
        farther = ops.where(to_negatives > ap_distances[:, None], to_negatives, float("inf"))
        chosen = ops.where(ops.min(farther, axis=1) < float("inf"), ops.argmin(farther, axis=1), farthest)
        chosen = ops.cast(chosen, "int32")
        each = penalty(ap_distances + margin - _pick(to_negatives, chosen), soft=soft)
        slopes = ops.where(anchors.columns == chosen[:, None], each.slope[:, None], 0.0)
        return Sums(each.value, each.active, slopes)

    return _sum_positives(anchors, with_positive)


def _sum_positives(anchors: Anchors, with_positive: Callable[[Tensor], Sums]) -> Sums:
    """Add up what each positive contributes, the k-th positive of every anchor in pass k.

    Args:
        with_positive: ap_distances (b,) → sums over the positive's negatives, slopes (b, B) being the derivatives
            with respect to −d_an. A distance of −∞ says that an anchor has no k-th positive.
    """

    def body(k: Tensor, value: Tensor, active: Tensor, slopes: Tensor) -> tuple[Tensor, ...]:
        columns = anchors.starts + k
        columns = columns + ops.cast(columns >= anchors.rows, "int32")  # the anchor is not its own positive
        exists = columns < anchors.ends
        ap_distances = ops.where(exists, _pick(anchors.distances, ops.where(exists, columns, 0)), -float("inf"))
        sums = with_positive(ap_distances)
        # The slope of d_ap is the sum over its negatives; it stands in the positive's column.
        own = ops.where(anchors.columns == columns[:, None], ops.sum(sums.slopes, axis=1, keepdims=True), 0.0)
        return k + 1, value + sums.value, active + sums.active, slopes - sums.slopes + own

    nothing = ops.zeros_like(anchors.distances[:, 0])
    state = (ops.zeros((), "int32"), nothing, nothing, ops.zeros_like(anchors.distances))
    passes = ops.max(anchors.ends - anchors.starts) - 1
    return Sums(*ops.while_loop(lambda k, *_: k < passes, body, state)[1:])


def _sum_sorted(anchors: Anchors, *, margin: float) -> Sums:
    """The hinge over all triplets of each anchor from one sort.

    With thresholds d_ap + margin and distances d_an sorted together, a positive is active with the negatives before
    it, and a negative with the positives behind it. Σ [d_ap + m − d_an]₊ is then the sum of counts × distances.
    """
    height, size = ops.shape(anchors.distances)
    positive, negative = anchors.is_positive, anchors.is_negative
    thresholds = ops.where(positive, anchors.distances + margin, anchors.distances)
    # Floats that are not negative are in the order of their bits. One bit more puts a threshold before an equal
    # distance, because that triplet is not active; whatever is neither goes last.
    bits = ops.left_shift(ops.view(thresholds[..., None], "uint32")[..., 0], ops.cast(1, "uint32"))
    keys = bits + ops.cast(negative, "uint32")
    keys = ops.where(positive | negative, keys, ops.cast(2**32 - 1, "uint32"))
    places = ops.argsort(keys, axis=1) + size * ops.arange(height, dtype="int32")[:, None]  # in the flat matrix

    is_threshold = ops.take(ops.cast(ops.reshape(positive, (-1,)), "int32"), places, axis=0)
    so_far = ops.cumsum(is_threshold, axis=1)  # thresholds up to here
    negatives_before = ops.arange(1, size + 1, dtype="int32")[None, :] - so_far
    thresholds_behind = so_far[:, -1:] - so_far
    sorted_slopes = ops.where(is_threshold == 1, negatives_before, -thresholds_behind)
    slopes = ops.segment_sum(ops.reshape(sorted_slopes, (-1,)), ops.reshape(places, (-1,)), num_segments=height * size)
    slopes = ops.cast(ops.reshape(slopes, (height, size)), "float32")

    value = ops.sum(ops.cast(slopes, precise_dtype()) * ops.cast(thresholds, precise_dtype()), axis=1)
    active = ops.sum(ops.where(positive, slopes, 0.0), axis=1)
    return Sums(ops.cast(value, "float32"), active, slopes)


def _to_negatives(anchors: Anchors) -> Tensor:
    """(b, B) float32: the distance to each negative, ∞ elsewhere."""
    return ops.where(anchors.is_negative, anchors.distances, float("inf"))


def _pick(matrix: Tensor, columns: Tensor) -> Tensor:
    """matrix[i, columns[i]] for each row: (b, B), (b,) → (b,)."""
    height, width = ops.shape(matrix)
    return ops.take(ops.reshape(matrix, (-1,)), width * ops.arange(height, dtype="int32") + columns, axis=0)
