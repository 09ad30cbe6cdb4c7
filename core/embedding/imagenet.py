"""Beginning from ImageNet: Keras' weights of InceptionV3 without its top, fetched only when somebody asks."""

from __future__ import annotations

import hashlib
import http.client
import os
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from core import files
from core.errors import InputError, ModelError

FILE = "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5"
HOST = "storage.googleapis.com"
URL = f"https://{HOST}/tensorflow/keras-applications/inception_v3/{FILE}"
MEGABYTES = 88
# Keras publishes this checksum with the file.
_MD5 = "bcbd6486424b2319ff4ef7d526e38f63"
_SECONDS = 20.0
_PIECE = 2**20
# The file is 88 MB. More is something else.
_MOST_BYTES = 200 * 2**20


def weights_path() -> Path:
    """Where Keras keeps the file: below KERAS_HOME, or `~/.keras`. It need not be there."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "models" / FILE


def download_weights() -> Path:
    """Fetch the file to where Keras keeps it; the caller has told the user and was asked for it.

    Raises:
        InputError: The host cannot be reached, or sends something else; says where to put the file by hand.
        StorageError: The disk refuses.
    """
    path = weights_path()
    by_hand = f"Fetch {URL} on another computer and put it at {path}, or choose another start."
    digest = hashlib.md5(usedforsecurity=False)
    size = 0
    with files.whole_file(path) as aside, aside.open("wb") as file:
        try:
            with urllib.request.urlopen(URL, timeout=_SECONDS) as answer:
                while (piece := answer.read(_PIECE)) and size <= _MOST_BYTES:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
        # Not OSError as a whole: a full disk is told as such.
        except (
            urllib.error.URLError, TimeoutError, ConnectionError, ssl.SSLError, http.client.HTTPException
        ) as error:  # fmt: skip
            reason = getattr(error, "reason", error)
            reason = getattr(reason, "strerror", None) or reason
            raise InputError(
                f"The ImageNet weights could not be fetched from {HOST}: {reason}.", hint=by_hand
            ) from error
        if digest.hexdigest() != _MD5:
            raise InputError(f"{HOST} sent {size:,} bytes that are not the ImageNet weights.", hint=by_hand)
    return path


def load_imagenet(path: Path, network: Any) -> None:
    """Fill the body of an InceptionV3 of ours, layer by layer; its embedding layer stays as it is.

    Args:
        path: Keras' file of the weights without the top.
        network: Built by `core.embedding.network`.

    Raises:
        ModelError: The network is another one, or the file is damaged or not Keras' InceptionV3.
    """
    import keras

    from core.embedding.network import stable_names

    if network.name != "inception_v3":
        raise ModelError(
            f"ImageNet weights are for inception_v3, not for the network {network.name!r}.",
            hint="Set network to inception_v3, or start to scratch.",
        )
    body = keras.applications.InceptionV3(weights=None, include_top=False, input_shape=network.input_shape[1:])
    try:
        body.load_weights(str(path))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{path} does not hold Keras' InceptionV3 without its top.", hint="Delete the file and start again."
        ) from error
    names = stable_names(body.layers)
    for layer in body.layers:
        if layer.weights:
            network.get_layer(names[layer.name]).set_weights(layer.get_weights())
