"""A batch arranged for its losses: in the order of its labels, and walked through in blocks of anchors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import keras
import numpy as np
from keras import ops

from core.errors import InputError
from core.training.distances import Tensor, centred, precise_dtype, squared_distances

State = TypeVar("State", bound=tuple[Any, ...])

# Distances of one block of anchors: 1 MB in float32, so that the passes over it stay in the cache, and a batch
# of 8,192 never holds its whole distance matrix.
BLOCK_ELEMENTS = 2**18


class Batch(NamedTuple):
    """Embeddings in the order of their labels: an identity's images are neighbours.

    Labels are only ever compared as integers; after that an identity is a range of rows.

    Attributes:
        embeddings: (B, D) float32, differentiable.
        starts, ends: (B,) int32. The images of row i's identity are the rows starts[i] ≤ j < ends[i].
    """

    embeddings: Tensor
    starts: Tensor
    ends: Tensor

    @property
    def size(self) -> Any:
        """B: an int where it is known, a scalar tensor where it is not."""
        return ops.shape(self.embeddings)[0]

    @property
    def positives(self) -> Tensor:
        """(B,) float: how many positives each anchor has."""
        return ops.cast(self.ends - self.starts - 1, precise_dtype())

    @property
    def negatives(self) -> Tensor:
        """(B,) float: how many negatives each anchor has."""
        return ops.cast(self.size - (self.ends - self.starts), precise_dtype())


def arrange(labels: Any, embeddings: Any) -> Batch:
    """Check and sort a batch.

    Args:
        labels: (B,) integers of any width.
        embeddings: (B, D) floats; float16 and bfloat16 become float32.

    Raises:
        InputError: Labels that are not integers, or shapes that do not fit.
    """
    if isinstance(labels, list | tuple | np.ndarray):
        labels = _dense(np.asarray(labels))
    labels, embeddings = ops.convert_to_tensor(labels), ops.convert_to_tensor(embeddings)
    _check(labels, embeddings)
    order = ops.argsort(labels)
    labels = ops.take(labels, order, axis=0)
    # To permute by scattering and not by gathering keeps the gradient a plain tensor on TensorFlow.
    places = ops.argsort(order)
    return Batch(
        embeddings=scatter(ops.cast(embeddings, "float32"), places, size=ops.shape(embeddings)[0]),
        starts=ops.cast(ops.searchsorted(labels, labels, side="left"), "int32"),
        ends=ops.cast(ops.searchsorted(labels, labels, side="right"), "int32"),
    )


def _dense(labels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """NumPy's 64-bit labels numbered anew, because JAX would cut them to 32 bits and merge identities."""
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        return labels  # `_check` refuses it in words
    return np.unique(labels, return_inverse=True)[1].astype(np.int32)


def _check(labels: Tensor, embeddings: Tensor) -> None:
    dtype = keras.backend.standardize_dtype(labels.dtype)
    if "int" not in dtype:
        raise InputError(f"labels must be integers, got {dtype}.")
    if len(labels.shape) != 1:
        raise InputError(f"labels must have the shape (B,), got {tuple(labels.shape)}.")
    dtype = keras.backend.standardize_dtype(embeddings.dtype)
    if "float" not in dtype:
        raise InputError(f"embeddings must be floats, got {dtype}.")
    if len(embeddings.shape) != 2:
        raise InputError(f"embeddings must have the shape (B, D), got {tuple(embeddings.shape)}.")
    count, expected = labels.shape[0], embeddings.shape[0]
    if count is not None and expected is not None and count != expected:
        raise InputError(f"labels must have one entry for each of the {expected} embeddings, got {count}.")


class Anchors(NamedTuple):
    """A block of anchors before the whole batch. Shapes: b anchors, B images.

    Attributes:
        rows: (b,) int32, the anchors' rows in the batch.
        starts, ends: (b,) int32 as in `Batch`; an empty range in the padding behind the last anchor, which
            so has neither positives nor negatives.
        distances: (b, B) float32.
        is_negative: (b, B) bool.
    """

    rows: Tensor
    starts: Tensor
    ends: Tensor
    distances: Tensor
    is_negative: Tensor

    @property
    def columns(self) -> Tensor:
        """(1, B) int32."""
        return ops.arange(ops.shape(self.distances)[1], dtype="int32")[None, :]

    @property
    def is_positive(self) -> Tensor:
        """(b, B) bool: of the anchor's identity, and not the anchor itself."""
        within = (self.columns >= self.starts[:, None]) & (self.columns < self.ends[:, None])
        return within & (self.columns != self.rows[:, None])


def for_anchors(batch: Batch, step: Callable[[Anchors, State], State], state: State, *, squared: bool) -> State:
    """Go through the batch in blocks of anchors, with state = step(anchors, state); no gradient flows.

    Memory is O(block), not O(B²). B need not be known when a graph is traced.
    """
    size = batch.size
    # Works for ints and for tensors alike; blocks of nearly equal height, at least one.
    blocks = size // (BLOCK_ELEMENTS // (size + 1) + 1) + 1
    height = -(-size // blocks)
    points = centred(ops.stop_gradient(batch.embeddings))

    def body(first: Tensor, *state: Any) -> tuple[Any, ...]:
        rows = first + ops.arange(height, dtype="int32")
        exists = rows < size
        rows = ops.minimum(rows, size - 1)
        starts = ops.take(batch.starts, rows, axis=0)
        ends = ops.where(exists, ops.take(batch.ends, rows, axis=0), starts)
        squares = ops.cast(squared_distances(ops.take(points, rows, axis=0), points), "float32")
        anchors = Anchors(
            rows=rows,
            starts=starts,
            ends=ends,
            distances=squares if squared else ops.sqrt(squares),
            is_negative=(starts[:, None] != batch.starts[None, :]) & exists[:, None],
        )
        return first + height, *step(anchors, state)  # type: ignore[arg-type]

    result = ops.while_loop(lambda first, *_: first < size, body, (ops.zeros((), "int32"), *state))
    return tuple(result[1:])  # type: ignore[return-value]


def scatter(values: Tensor, rows: Tensor, *, size: Any) -> Tensor:
    """Values (b, …) of the anchors' rows in a tensor (size, …) that is 0 elsewhere; equal rows add up."""
    return ops.segment_sum(values, rows, num_segments=size)
