"""What must be said to TensorFlow and Keras before they are imported. Imports neither.

Their start-up notes (CPU instructions, oneDNN, CUDA libraries that are not there, abseil's logging) tell the
user nothing to act on; errors still come through as exceptions.
"""

from __future__ import annotations

import os

_SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "GRPC_VERBOSITY": "NONE",
    # A keras.json of another project must not choose the backend here.
    "KERAS_BACKEND": "tensorflow",
}


def prepare() -> None:
    """Set what is not set already; a value that the user chose stays."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
