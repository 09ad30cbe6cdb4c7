"""A model as a file for other programs: TensorFlow's SavedModel, or ONNX.

What is exported takes aligned chips as bytes and holds everything that comes after: crop, resize, range, network and
mirrored averaging. So nobody can feed it the wrong range. Detection and alignment stay outside; `export.json` and
`README.md` beside the file say what it expects.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core import __version__, files
from core.embedding.card import ModelCard
from core.embedding.embedder import Embed, KerasEmbedder
from core.embedding.model_folder import load_network
from core.embedding.network import unit_length
from core.errors import InputError, ModelError
from core.faces.chip import FOREIGN, MARGIN, TEMPLATE_SIZE, chip_size_of
from core.faces.mtcnn_template import MTCNN_TEMPLATE
from core.faces.network_input import NetworkInput

Format = Literal["saved-model", "onnx"]

INPUT, OUTPUT = "chips_rgb", "embeddings"
DESCRIPTION_FILE = "export.json"
README_FILE = "README.md"
ONNX_FILE = "model.onnx"
LEAST_COSINE = 0.9999
# How far the lengths of two embeddings may differ, as a share; a cosine does not see a length.
LARGEST_LENGTH_ERROR = 1e-3
# What ONNX Runtime 1.11 of 2022 and everything since can read, and all that these networks need.
_OPSET = 15
_ONNX_HINT = 'Install what ONNX needs: pip install "facenet-gui[onnx]"'


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and how well it agrees.

    Attributes:
        folder: Holds the model, `export.json` and `README.md`.
        format: `saved-model` or `onnx`.
        card: What was exported.
        size: Bytes of everything in the folder.
        chips: How many chips the check compared.
        least_cosine: The smallest cosine between the embedding of a chip from the file and from the program.
        largest_length_error: The largest difference of their lengths, as a share.
    """

    folder: Path
    format: Format
    card: ModelCard
    size: int
    chips: int
    least_cosine: float
    largest_length_error: float

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "folder": str(self.folder),
            "format": self.format,
            "model": self.card.name,
            "model_id": self.card.model_id,
            "bytes": self.size,
            "check": {
                "chips": self.chips,
                "least_cosine": self.least_cosine,
                "largest_length_error": self.largest_length_error,
            },
        }


def export_model(model: Path, output: Path, *, format_: Format, replace: bool = False) -> Exported:
    """Export a model folder, read the file back, and compare its embeddings with the program's own.

    Args:
        model: The model's folder.
        output: The folder to write. It is complete or not there at all.
        replace: Whether an export of an earlier time may be replaced.

    Raises:
        InputError: `output` exists and may not be replaced, or the packages for ONNX are missing.
        ModelError: The model cannot be used, or the exported file gives other embeddings.
        StorageError: `output` cannot be written.
    """
    check_output(output, replace=replace)
    if format_ == "onnx":
        _require_onnx()
    network, card = load_network(model)
    chip_size = chip_size_of(card.alignment_id)
    embed = exported_function(network, card, chip_size=chip_size)
    with files.whole_folder(output) as aside:
        read_back = _WRITERS[format_](embed, network, aside)
        chips = varied_chips(chip_size)
        cosine, length_error = compare(KerasEmbedder(network, card).embed(chips), _in_two_batches(read_back, chips))
        # Written so that NaN fails.
        if not (cosine >= LEAST_COSINE and length_error <= LARGEST_LENGTH_ERROR):
            raise ModelError(
                f"The exported {format_} of {card.name!r} gives other embeddings than the model: the least cosine is "
                f"{cosine:.6f}, expected {LEAST_COSINE} or more, and lengths differ by up to {length_error:.2%}. "
                "Nothing was kept.",
                hint="Please report this, with the versions of TensorFlow, tf2onnx and onnxruntime.",
            )
        about = _description(card, format_=format_, chip_size=chip_size)
        about["check"] = {"chips": len(chips), "least_cosine": cosine, "largest_length_error": length_error}
        files.write_json(aside / DESCRIPTION_FILE, about)
        files.write_bytes(aside / README_FILE, _readme(about).encode())
        size = sum(path.stat().st_size for path in aside.rglob("*") if path.is_file())
    return Exported(
        folder=output,
        format=format_,
        card=card,
        size=size,
        chips=len(chips),
        least_cosine=cosine,
        largest_length_error=length_error,
    )


def check_output(output: Path, *, replace: bool) -> None:
    """Say before the work begins that `output` cannot be written.

    With `replace` only an earlier export or an empty folder may go: a slip must not cost somebody their photos.

    Raises:
        InputError: Something is there that may not be replaced.
    """
    if not (output.exists() or output.is_symlink()):
        return
    empty = output.is_dir() and not any(output.iterdir())
    if not replace:
        raise InputError(
            f"{output} exists already.",
            hint="Name another folder with --output, or give --force.",
            window_hint="Choose another folder.",
        )
    if output.is_symlink() or not (empty or (output / DESCRIPTION_FILE).is_file()):
        raise InputError(f"{output} is not an export of this program; it stays.", hint="Name another folder.")


def exported_function(network: keras.Model, card: ModelCard, *, chip_size: int) -> Any:
    """Chips to embeddings as one TensorFlow function that every exporter understands.

    Returns:
        `tf.function`: (N, S, S, 3) uint8 RGB → {"embeddings": (N, D) float32}, S the chip size.
    """
    seen = card.input
    side = seen.crop_side(chip_size)
    start = (chip_size - side) // 2
    resize = None if side == seen.size else resizing_matrix(side, seen)

    def embed(chips_rgb: tf.Tensor) -> dict[str, tf.Tensor]:
        x = tf.cast(chips_rgb[:, start : start + side, start : start + side], tf.float32)
        if resize is not None:
            x = tf.einsum("ab,nbcd,ec->naed", resize, x, resize)
        x = (x - tf.constant(seen.mean, tf.float32)) / seen.divisor
        embeddings = network(x, training=False)
        if card.mirrored:
            embeddings = (embeddings + network(x[:, :, ::-1], training=False)) / 2
            if card.normalised:
                embeddings = unit_length(embeddings)
        return {OUTPUT: embeddings}

    return tf.function(embed, input_signature=[tf.TensorSpec((None, chip_size, chip_size, 3), tf.uint8, name=INPUT)])


def resizing_matrix(side: int, network_input: NetworkInput) -> NDArray[np.float32]:
    """(size, side): along one axis, the resize of `core.embedding.preprocess` as a matrix.

    A resize with an antialiasing filter is linear and works on rows and columns apart, so what it makes of the unit
    matrix is the whole of it. ONNX's own resize weighs pixels otherwise.
    """
    units = keras.ops.eye(side, dtype="float32")[..., None]
    rows = keras.ops.image.resize(
        units, (network_input.size, side), interpolation="bilinear", antialias=True, data_format="channels_last"
    )
    return np.asarray(keras.ops.convert_to_numpy(rows)[..., 0], np.float32)


def varied_chips(chip_size: int) -> NDArray[np.uint8]:
    """Pictures to compare embeddings on, (25, S, S, 3) uint8, the same ones each time.

    Soft shapes of several coarsenesses and contrasts, noise, and plain black, grey and white.
    """
    import cv2

    dice = np.random.default_rng(0)
    chips = [np.full((chip_size, chip_size, 3), level, np.uint8) for level in (0, 127, 255)]
    chips.append(dice.integers(0, 256, (chip_size, chip_size, 3), np.uint8))
    for grain in (3, 6, 12, 24, 48, 96, 180):
        for contrast in (0.2, 0.6, 1.0):
            coarse = 127 + contrast * (dice.integers(0, 256, (grain, grain, 3)).astype(np.float32) - 127)
            soft = cv2.resize(coarse, (chip_size, chip_size), interpolation=cv2.INTER_LINEAR)
            chips.append(np.clip(soft, 0, 255).astype(np.uint8))
    return np.stack(chips)


def compare(expected: NDArray[np.float32], got: NDArray[np.float32]) -> tuple[float, float]:
    """The least cosine between rows, and the largest difference of their lengths as a share of the expected one.

    Args:
        expected, got: (N, D). Where a number is not finite or a length is 0, NaN is the answer.
    """
    one, other = expected.astype(np.float64), got.astype(np.float64)
    lengths, others = np.linalg.norm(one, axis=1), np.linalg.norm(other, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        cosines = (one * other).sum(1) / (lengths * others)
        errors = np.abs(others / lengths - 1)
    return float(cosines.min()), float(errors.max())


def _in_two_batches(embed: Embed, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
    # One alone and the others together: a file that takes one number of chips only must not pass.
    return np.concatenate([embed(chips[:1]), embed(chips[1:])])


def _write_saved_model(embed: Any, network: keras.Model, folder: Path) -> Embed:
    # The variables alone are tracked: Keras' own layers in the file would bind it to this version of Keras.
    module = tf.Module()
    module.weights = [variable.value for variable in network.variables]
    tf.saved_model.save(module, str(folder), signatures={"serving_default": embed})
    loaded = tf.saved_model.load(str(folder))
    # `loaded` is kept by the function: it owns the variables, to which a signature refers weakly.

    def read_back(chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        embeddings: NDArray[np.float32] = loaded.signatures["serving_default"](**{INPUT: tf.constant(chips_rgb)})[
            OUTPUT
        ].numpy()
        return embeddings

    return read_back


def _write_onnx(embed: Any, network: keras.Model, folder: Path) -> Embed:
    import onnxruntime
    import tf2onnx

    model, _ = tf2onnx.convert.from_function(embed, input_signature=embed.input_signature, opset=_OPSET)
    for end in (model.graph.input[0], model.graph.output[0]):
        end.type.tensor_type.shape.dim[0].dim_param = "N"
    content = model.SerializeToString()
    files.write_bytes(folder / ONNX_FILE, content)
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])

    def read_back(chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        (embeddings,) = session.run([OUTPUT], {INPUT: chips_rgb})
        return np.asarray(embeddings, np.float32)

    return read_back


_WRITERS: dict[Format, Callable[[Any, keras.Model, Path], Embed]] = {
    "saved-model": _write_saved_model,
    "onnx": _write_onnx,
}


def _require_onnx() -> None:
    import importlib.util

    missing = [name for name in ("tf2onnx", "onnx", "onnxruntime") if importlib.util.find_spec(name) is None]
    if missing:
        raise InputError(
            f"An export to ONNX needs packages that are not installed: {', '.join(missing)}.", hint=_ONNX_HINT
        )


def _description(card: ModelCard, *, format_: Format, chip_size: int) -> dict[str, Any]:
    """What `export.json` holds."""
    alignment: dict[str, Any] = {"id": card.alignment_id}
    if card.alignment_id != FOREIGN:
        scale = chip_size / (TEMPLATE_SIZE + 2 * MARGIN)
        points = (MTCNN_TEMPLATE.astype(float) + MARGIN + 0.5) * scale - 0.5
        alignment["landmarks_xy"] = {
            name: [round(x, 2), round(y, 2)]
            for name, (x, y) in zip(
                ("left_eye", "right_eye", "nose", "mouth_left", "mouth_right"), points.tolist(), strict=True
            )
        }
    return {
        "name": card.name,
        "model_id": card.model_id,
        "format": format_,
        "exported": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "version": __version__,
        "input": {
            "name": INPUT,
            "shape": [None, chip_size, chip_size, 3],
            "dtype": "uint8",
            "colour": card.colour,
            "range": [0, 255],
        },
        "output": {
            "name": OUTPUT,
            "shape": [None, card.embedding_size],
            "dtype": "float32",
            "normalised": card.normalised,
        },
        "alignment": alignment,
        "mirrored": card.mirrored,
        "distance": "unsquared L2",
        "distance_threshold": card.distance_threshold,
        "measured": [one.model_dump(mode="json") for one in card.measured],
        "licence": card.licence,
    }


_CALLS = {
    "saved-model": """    import tensorflow as tf

    model = tf.saved_model.load("PATH OF THIS FOLDER")
    embeddings = model.signatures["serving_default"](chips_rgb=tf.constant(chips))["embeddings"].numpy()""",
    "onnx": """    import onnxruntime

    session = onnxruntime.InferenceSession("model.onnx")
    (embeddings,) = session.run(["embeddings"], {"chips_rgb": chips})""",
}


def _readme(about: dict[str, Any]) -> str:
    side, size = about["input"]["shape"][1], about["output"]["shape"][1]
    threshold, points = about["distance_threshold"], about["alignment"].get("landmarks_xy")
    if points is None:
        alignment = (
            "The model was trained on faces that were aligned outside this program. Align yours in the same way, "
            f"and resize each to {side} x {side} pixels."
        )
    else:
        listed = "\n".join(f"    {name:12} x {x:7.2f}   y {y:7.2f}" for name, (x, y) in points.items())
        alignment = (
            "Find five landmarks with MTCNN, and bring them onto these points of the chip by the rotation, scale and\n"
            "shift that fits best (least squares; 0, 0 is the centre of the top left pixel; left and right as they\n"
            f"are seen in the picture). Without this alignment the model is much worse.\n\n{listed}"
        )
    judged = (
        "Nobody has measured a threshold for this model yet."
        if threshold is None
        else f"Two faces at a distance of {threshold:g} or less are taken for one person."
    )
    length = "Their length is 1." if about["output"]["normalised"] else "Their length is not 1; do not normalise them."
    return f"""# {about["name"]}

A face embedding, exported as {about["format"]}.

Input `chips_rgb`: N x {side} x {side} x 3, uint8, RGB, 0..255. Crop, resize and range are part of the model.
Output `embeddings`: N x {size}, float32. {length}

{_CALLS[about["format"]]}

## Alignment

{alignment}

## Comparing

Take the Euclidean distance, not its square: `numpy.linalg.norm(a - b)`. {judged}

## Licence

{about["licence"] or "Not stated."}
"""


def default_output(model: str, format_: Format) -> Path:
    """Where an export goes when nobody says: in the current folder, named after model and format."""
    return Path(f"{Path(model).name or 'model'}-{format_}")
