"""Value and gradient of a loss on whichever backend Keras runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from core.training.losses import LossTerms

Array = np.ndarray[Any, Any]


def value_and_gradient(function: Callable[[Any], Any], values: Array, *, dtype: str = "float32") -> tuple[Any, Array]:
    """A scalar, or a tuple that begins with one, and its gradient with respect to the values, as float64."""
    tensor = keras.ops.convert_to_tensor(values, dtype=dtype)
    if keras.backend.backend() == "jax":
        import jax

        def with_result(x: Any) -> tuple[Any, Any]:
            result = function(x)
            return (result[0] if isinstance(result, tuple) else result), result

        (_, result), gradient = jax.jit(jax.value_and_grad(with_result, has_aux=True))(tensor)
    else:
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(tensor)
            result = function(tensor)
        gradient = tape.gradient(result[0] if isinstance(result, tuple) else result, tensor)
    return result, np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(gradient, "float32")), np.float64)


def measure(
    loss: Callable[..., LossTerms], labels: Any, embeddings: Array, *, dtype: str = "float32", **settings: Any
) -> tuple[LossTerms, Array]:
    """The terms of a loss as floats, and its gradient (B, D)."""
    terms, gradient = value_and_gradient(lambda x: loss(labels, x, **settings), embeddings, dtype=dtype)
    return LossTerms(*(float(term) for term in terms)), gradient
