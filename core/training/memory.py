"""A batch that did not fit the device: which one would?"""

from __future__ import annotations

from collections.abc import Callable

import tensorflow as tf

from core.errors import OutOfMemoryError
from core.hyperparameters import Hyperparameters


def out_of_memory(
    hyperparameters: Hyperparameters, *, try_identities: Callable[[int], None] | None
) -> OutOfMemoryError:
    """The error to raise, with a hint that names a batch which fits.

    Args:
        try_identities: Trains one step on a network of its own with so many identities in the batch; raises
            TensorFlow's `ResourceExhaustedError` where that is too many as well. None where nothing can be tried.
    """
    identities, images = hyperparameters.identities_per_batch, hyperparameters.images_per_identity
    message = f"The device ran out of memory with {identities} identities × {images} images in a batch."
    fitting = identities // 2
    if try_identities is None:
        return OutOfMemoryError(message, hint=f"Set identities_per_batch to {fitting}, or use a smaller image_size.")
    while fitting >= 2:
        try:
            try_identities(fitting)
        except tf.errors.ResourceExhaustedError:
            fitting //= 2
            continue
        return OutOfMemoryError(
            message,
            hint=f"{fitting} × {images} fits: set identities_per_batch to {fitting}, or use a smaller image_size.",
        )
    return OutOfMemoryError(message, hint="Use a smaller image_size or fewer images_per_identity.")
