"""Make a model to start from out of ImageNet's weights, as the npm package nsfwjs carries them.

    python -m tools.convert_first_layers nsfwjs-4.3.0.tgz TARGET [--until mixed8]

`npm pack nsfwjs@4.3.0` fetches the package (MIT). Its InceptionV3 began with Keras' ImageNet weights and was tuned to
another purpose behind `mixed7`; the layers before `--until` are taken, rounded to 8 bits as they stand there, and the
ones behind get fresh weights. TARGET becomes a model folder: it recognises nobody, `start` can name it. Where Keras'
own file can be had, `--set start=imagenet` is the plain way.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import math
import re
import tarfile
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from core.embedding.card import ModelCard
from core.embedding.model_folder import save_model
from core.embedding.network import assemble_network
from core.embedding.weights import variables_by_path
from core.faces.chip import alignment_id
from core.faces.network_input import DLIB_CROP, NetworkInput

PACKAGE_SHA256 = "4496790efc9bdc6f3e85a826a8e482c1fa1e9db4b3d18c095e98cc0c73cfb12f"
FOLDER = "package/dist/models/inception_v3"
SHARDS = 6
_TENSOR = re.compile(
    r'name:"(?P<name>[^"]+)",shape:\[(?P<shape>[0-9,]+)\],dtype:"float32",'
    r'quantization:\{min:(?P<min>[-+.0-9e]+),scale:(?P<scale>[-+.0-9e]+),dtype:"uint8"\}'
)
_PAYLOAD = re.compile(r'"([A-Za-z0-9+/=]{1000,})"')


def read_package(path: Path) -> dict[str, NDArray[np.float32]]:
    """`conv2d_94/kernel` and so on, as the package numbers them (from 1) → (…) float32.

    Raises:
        SystemExit: It is not the package that this tool knows.
    """
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != PACKAGE_SHA256:
        raise SystemExit(f"{path} has SHA-256 {found}, expected {PACKAGE_SHA256}.")
    with tarfile.open(path) as package:

        def text(name: str) -> str:
            member = package.extractfile(f"{FOLDER}/{name}")
            assert member is not None, name
            return member.read().decode()

        tensors = list(_TENSOR.finditer(text("model.min.js")))
        shards = [_PAYLOAD.search(text(f"group1-shard{i}of{SHARDS}.min.js")) for i in range(1, SHARDS + 1)]
    content = b"".join(base64.b64decode(shard[1]) for shard in shards if shard)
    arrays: dict[str, NDArray[np.float32]] = {}
    offset = 0
    for tensor in tensors:
        shape = [int(side) for side in tensor["shape"].split(",")]
        values = np.frombuffer(content, np.uint8, math.prod(shape), offset).reshape(shape)
        offset += values.size
        arrays[tensor["name"]] = (values * float(tensor["scale"]) + float(tensor["min"])).astype(np.float32)
    if offset != len(content):
        raise SystemExit(f"{path}: {offset:,} of {len(content):,} bytes are described.")
    return arrays


def name_in_package(path: str) -> str:
    """The package's name of one of our variables: its layers count from 1, ours from nothing."""
    layer, _, variable = path.partition("/")
    stem, _, number = layer.rpartition("_")
    if not number.isdigit():
        stem, number = layer, "0"
    return f"{stem}_{int(number) + 1}/{variable}"


def fill(network: keras.Model, arrays: dict[str, NDArray[np.float32]], *, until: str) -> list[str]:
    """Give the layers before `until` the package's weights; returns the paths that were set."""
    kept = {layer.name for layer in keras.Model(network.input, network.get_layer(until).input).layers}
    filled = [path for path in variables_by_path(network) if path.partition("/")[0] in kept]
    for path in filled:
        variables_by_path(network)[path].assign(arrays[name_in_package(path)])
    return filled


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--until", default="mixed8", help="The first layer that gets fresh weights. Default: mixed8.")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    network = assemble_network("inception_v3", image_size=80, embedding_size=128, seed=arguments.seed)
    filled = fill(network, read_package(arguments.package), until=arguments.until)
    card = ModelCard(
        name=arguments.target.name,
        network="inception_v3",
        embedding_size=128,
        normalised=True,
        input=NetworkInput(size=80, crop=DLIB_CROP),
        alignment_id=alignment_id(),
        licence="MIT (nsfwjs); ImageNet's pictures are for research",
        notes=f"ImageNet's weights before {arguments.until}, rounded to 8 bits; fresh ones behind. Only to start from.",
    )
    save_model(arguments.target, network, card)
    of = len(variables_by_path(network))
    print(f"{arguments.target}: {len(filled)} of {of} arrays from {arguments.package.name}")


if __name__ == "__main__":
    main()
