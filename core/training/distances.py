"""Euclidean distances between embeddings, accurate near zero and with a finite gradient there.

The inner-product form ‖x‖² + ‖y‖² − 2x·y is fast, but it subtracts large numbers to get a small one. Three things
keep it accurate: the embeddings are centred first (a batch that collapses far from the origin still has distinct
points), the products are float64 where the backend has it (a GPU would otherwise round float32 products to ten
bits), and a pair closer than the rounding error counts as equal: distance 0, gradient 0.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import keras
from keras import ops

Tensor: TypeAlias = Any


def precise_dtype() -> str:
    """The dtype for sums and products that cancel: float64, or float32 on JAX, which has no other by default."""
    return "float32" if keras.backend.backend() == "jax" else "float64"


def norms(vectors: Tensor, *, squared: bool = False) -> Tensor:
    """The L2 norm of each row, or its square.

    Args:
        vectors: (N, D) floats.

    Returns:
        (N,) of the same dtype. The gradient at a zero vector is 0 (√ alone would give NaN).
    """
    return _root(ops.sum(ops.square(vectors), axis=1), squared=squared)


def pairwise_distances(embeddings: Tensor, *, squared: bool = False) -> Tensor:
    """The distance between every two embeddings.

    Args:
        embeddings: (B, D) floats of any precision.

    Returns:
        (B, B) float32, symmetric up to its rounding, 0 on the diagonal and between equal embeddings; differentiable
        everywhere, with gradient 0 between equal embeddings.
    """
    points = centred(embeddings)
    return ops.cast(_root(squared_distances(points, points), squared=squared), "float32")


def centred(embeddings: Tensor) -> Tensor:
    """The embeddings less their mean, in `precise_dtype`: what `squared_distances` wants.

    Distances do not change with it, and so neither do their gradients: none is needed through the mean.
    """
    points = ops.cast(embeddings, precise_dtype())
    return points - ops.stop_gradient(ops.mean(points, axis=0, keepdims=True))


def squared_distances(rows: Tensor, columns: Tensor) -> Tensor:
    """‖r − c‖² of centred points, (M, D) and (N, D), as (M, N) of their dtype."""
    squares = ops.sum(ops.square(rows), axis=1)[:, None] + ops.sum(ops.square(columns), axis=1)[None, :]
    distances = squares - 2.0 * ops.matmul(rows, ops.transpose(columns))
    return ops.where(distances <= _ROUNDING[precise_dtype()] * squares, ops.zeros_like(distances), distances)


# Eight units in the last place of ‖r‖² + ‖c‖²: equal embeddings of up to 2,048 numbers stay below it.
_ROUNDING = {"float32": 8 * 2.0**-24, "float64": 8 * 2.0**-53}


def _root(squares: Tensor, *, squared: bool) -> Tensor:
    if squared:
        return squares
    # Two `where`: the inner one keeps √ away from 0, because 0 · ∞ in its gradient would be NaN.
    zero = squares <= 0.0
    return ops.where(zero, ops.zeros_like(squares), ops.sqrt(ops.where(zero, ops.ones_like(squares), squares)))
