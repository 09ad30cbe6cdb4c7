"""Convert dlib's face network from the face-api distribution into `resources/models/dlib-resnet`.

    python tools/convert_dlib_resnet.py SOURCE [TARGET]

SOURCE holds `face_recognition_model.bin`, `face_recognition_model-weights_manifest.json` and the two licences.
The 8-bit quantisation is kept: where a convolution's filters are bytes, the affine layer behind it is folded into
the scale and minimum of each output channel, so the file stays as small and nothing is rounded twice.
What TARGET's model.json says about measured accuracy is kept as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from core import files
from core.embedding.card import CARD_FILE, ModelCard
from core.embedding.dlib_resnet import BLOCKS, DIVISOR, EMBEDDING_SIZE, IMAGE_SIZE, MEAN_RGB
from core.faces.chip import alignment_id
from core.faces.network_input import DLIB_CROP, NetworkInput

BINARY, BINARY_SHA256 = (
    "face_recognition_model.bin",
    "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589",
)
MANIFEST, MANIFEST_SHA256 = (
    "face_recognition_model-weights_manifest.json",
    "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b",
)
LICENCES = ("LICENSE.dlib-models-cc0", "LICENSE.vladmandic-face-api")

# Bytes with their scale and minimum, or plain float32 (scale and minimum are then not used).
Stored = tuple[NDArray[Any], float, float]


def read_source(source: Path) -> dict[str, Stored]:
    """Name in the manifest → tensor as it is stored.

    Raises:
        SystemExit: A file is not the one this tool knows.
    """
    for name, expected in ((BINARY, BINARY_SHA256), (MANIFEST, MANIFEST_SHA256)):
        found = hashlib.sha256((source / name).read_bytes()).hexdigest()
        if found != expected:
            raise SystemExit(f"{source / name} has SHA-256 {found}, expected {expected}.")
    content = (source / BINARY).read_bytes()
    tensors: dict[str, Stored] = {}
    offset = 0
    for entry in json.loads((source / MANIFEST).read_text(encoding="utf-8"))[0]["weights"]:
        quantised = entry.get("quantization")
        dtype = np.dtype(np.uint8 if quantised else "<f4")
        count = math.prod(entry["shape"])
        array = np.frombuffer(content, dtype, count, offset).reshape(entry["shape"])
        offset += array.nbytes
        tensors[entry["name"]] = (
            array,
            quantised["scale"] if quantised else 1.0,
            quantised["min"] if quantised else 0.0,
        )
    if offset != len(content):
        raise SystemExit(f"{source / BINARY}: {offset:,} of {len(content):,} bytes are described by the manifest.")
    return tensors


def decoded(stored: Stored) -> NDArray[np.float64]:
    """The values of a tensor as it stands in the source, (…) float64."""
    array, scale, smallest = stored
    return array.astype(np.float64) * scale + smallest


def folded(tensors: dict[str, Stored]) -> dict[str, NDArray[Any]]:
    """The tensors of `weights.safetensors`, with the affine layers folded in."""
    weights: dict[str, NDArray[Any]] = {}
    layers = {"conv32_down": "conv32_down"} | {
        f"{block}_{conv}": f"{block}/{conv}" for block, _, _ in BLOCKS for conv in ("conv1", "conv2")
    }
    for layer, prefix in layers.items():
        factor = decoded(tensors[f"{prefix}/scale/weights"])
        filters, scale, smallest = tensors[f"{prefix}/conv/filters"]
        if filters.dtype == np.uint8:
            weights[f"{layer}/kernel"] = filters
            weights[f"{layer}/kernel:scale"] = (scale * factor).astype(np.float32)
            weights[f"{layer}/kernel:min"] = (smallest * factor).astype(np.float32)
        else:
            weights[f"{layer}/kernel"] = (filters * factor).astype(np.float32)
        bias = decoded(tensors[f"{prefix}/conv/bias"]) * factor + decoded(tensors[f"{prefix}/scale/biases"])
        weights[f"{layer}/bias"] = bias.astype(np.float32)
    filters, scale, smallest = tensors["fc"]
    weights["embedding/kernel"] = filters
    weights["embedding/kernel:scale"] = np.full(EMBEDDING_SIZE, scale, np.float32)
    weights["embedding/kernel:min"] = np.full(EMBEDDING_SIZE, smallest, np.float32)
    return weights


def convert(source: Path, target: Path) -> ModelCard:
    """Write the model folder `target` and return its card."""
    weights = folded(read_source(source))
    content = save(weights)
    known = json.loads((target / CARD_FILE).read_text(encoding="utf-8")) if (target / CARD_FILE).is_file() else {}
    card = ModelCard(
        name="dlib-resnet",
        network="dlib_resnet",
        weights_sha256=hashlib.sha256(content).hexdigest(),
        embedding_size=EMBEDDING_SIZE,
        normalised=False,
        input=NetworkInput(size=IMAGE_SIZE, crop=DLIB_CROP, mean=MEAN_RGB, divisor=DIVISOR),
        alignment_id=alignment_id(),
        parameters=sum(array.size for name, array in weights.items() if ":" not in name),
        trained={
            "by": "Davis E. King, dlib_face_recognition_resnet_model_v1",
            "data": "About 3 million faces of 7,485 people, about half of them from VGG Face and FaceScrub; "
            "people of LFW were left out.",
            "loss": "dlib's metric loss",
        },
        measured=known.get("measured", ()),
        distance_threshold=known.get("distance_threshold"),
        licence="CC0-1.0; packaging MIT",
        notes=known.get("notes", ""),
    )
    files.write_bytes(target / card.weights, content)
    for name in LICENCES:
        shutil.copyfile(source / name, target / name)
    files.write_json(target / CARD_FILE, card.to_mapping())
    return card


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path, help="folder with the face-api files")
    parser.add_argument("target", type=Path, nargs="?", default=Path("resources/models/dlib-resnet"))
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True, exist_ok=True)
    card = convert(arguments.source, arguments.target)
    print(f"{arguments.target}: {card.parameters:,} parameters, model id {card.model_id}")


if __name__ == "__main__":
    main()
