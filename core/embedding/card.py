"""`model.json`: everything that is said about a model, and the id that names what it computes."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from core import files
from core.errors import ModelError
from core.faces.chip import same_geometry
from core.faces.network_input import NetworkInput

CARD_FILE = "model.json"
FORMAT_VERSION = 1
# Networks that this program trains; the others come with their weights.
TRAINABLE_NETWORKS = ("inception_v3", "tiny")

Sha256 = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]


class Measurement(BaseModel):
    """One measured accuracy. Whoever measures may add keys of their own (`eer`, `auc`, `pairs`, …).

    Attributes:
        dataset: What it was measured on.
        accuracy_mean: Mean accuracy over the folds, in [0, 1].
        accuracy_std: Standard deviation over the folds.
        accuracy_sem: Standard error of the mean.
    """

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    dataset: str
    accuracy_mean: float = Field(ge=0, le=1)
    accuracy_std: float = Field(ge=0, le=1)
    accuracy_sem: float = Field(ge=0, le=1)


class ModelCard(BaseModel):
    """What `model.json` holds.

    Attributes:
        name: What people call the model.
        network: Which network `core.embedding` builds: `inception_v3`, `tiny` or `dlib_resnet`.
        weights: The weights' file name; it lies beside model.json.
        weights_sha256: Checksum of that file, in hexadecimal; empty while the weights are not written yet.
        embedding_size: D, how many numbers an embedding has.
        normalised: Whether an embedding's length is 1.
        input: What the network sees of a chip.
        alignment_id: The geometry of the chips it was trained on, see `core.faces.chip`.
        colour: The order of the colour channels that the network sees.
        mirrored: Whether an embedding is the mean over a chip and its mirror image.
        parameters: How many numbers the weights hold.
        trained: How it was trained: data, loss, steps, hyperparameters, date.
        measured: What accuracy was measured, and on what.
        distance_threshold: Two faces at this distance (unsquared L2) or closer are taken for one person; None
            where nobody has measured it.
        licence: Under which terms it may be used.
        notes: Anything else worth knowing.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    format_version: Literal[1] = 1
    name: str = Field(min_length=1, max_length=200)
    network: str = Field(min_length=1)
    weights: str = "weights.safetensors"
    weights_sha256: Sha256 = ""
    embedding_size: int = Field(ge=1, le=65_536)
    normalised: bool
    input: NetworkInput
    alignment_id: str = Field(min_length=1)
    colour: Literal["rgb"] = "rgb"
    mirrored: bool = False
    parameters: int = Field(default=0, ge=0)
    trained: dict[str, Any] = Field(default_factory=dict)
    measured: tuple[Measurement, ...] = ()
    distance_threshold: float | None = Field(default=None, gt=0)
    licence: str = ""
    notes: str = ""

    @field_validator("weights")
    @classmethod
    def _stay_in_the_folder(cls, name: str) -> str:
        # Every system's separators, because a folder travels: C:x and a\b are plain names to some of them only.
        if name in ("", ".", "..") or set(name) & set("/\\:\0"):
            raise ValueError(f"must be the name of a file in the model's folder, got {name!r}")
        return name

    @field_validator("input")
    @classmethod
    def _usable_input(cls, seen: NetworkInput) -> NetworkInput:
        if not 1 <= seen.size <= 4096:
            raise ValueError(f"size must be within 1..4096 px, got {seen.size}")
        if not 0 < seen.crop <= 1:
            raise ValueError(f"crop must be a share in (0, 1], got {seen.crop}")
        if not all(math.isfinite(m) for m in seen.mean):
            raise ValueError(f"mean must be finite, got {seen.mean}")
        if not (math.isfinite(seen.divisor) and seen.divisor > 0):
            raise ValueError(f"divisor must be above 0, got {seen.divisor}")
        # 127 and 127.0 are one input and must give one model id.
        red, green, blue = (float(m) for m in seen.mean)
        return NetworkInput(
            size=int(seen.size), crop=float(seen.crop), mean=(red, green, blue), divisor=float(seen.divisor)
        )

    @property
    def model_id(self) -> str:
        """32 hexadecimal digits that change with everything that changes an embedding, and with nothing else.

        Raises:
            ModelError: The weights are not written yet.
        """
        if not self.weights_sha256:
            raise ModelError(
                f"The model {self.name!r} has no id yet: its weights are not saved.", hint="Save the model first."
            )
        counts = {
            "weights": self.weights_sha256,
            "network": self.network,
            "embedding_size": self.embedding_size,
            "normalised": self.normalised,
            "input": asdict(self.input),
            # Chips of another scale show the same part of a face, so the scale does not count.
            "geometry": self.alignment_id.partition("@")[0],
            "colour": self.colour,
            "mirrored": self.mirrored,
        }
        return hashlib.sha256(json.dumps(counts, sort_keys=True).encode()).hexdigest()[:32]

    def changed(self, **changes: Any) -> Self:
        """A validated copy with other values (`model_copy` would not validate)."""
        return type(self).model_validate({**self.model_dump(), **changes})

    def with_mirrored(self, mirrored: bool) -> Self:
        """The same model with or without mirrored averaging.

        Where that changes anything, what was measured and the threshold no longer hold and are left out.
        """
        if mirrored == self.mirrored:
            return self
        return self.changed(mirrored=mirrored, measured=(), distance_threshold=None)

    def to_mapping(self) -> dict[str, Any]:
        """What model.json holds: the fields, and `model_id` for other programs to read.

        Raises:
            ModelError: The weights are not written yet.
        """
        return {**self.model_dump(mode="json"), "model_id": self.model_id}


def read_card(folder: Path) -> ModelCard:
    """Read a model folder's `model.json`.

    `model_id` is computed from the other values; the one in the file is for other programs.

    Raises:
        ModelError: The file is missing, is not JSON, belongs to another program, was written by a newer
            version, or holds a value outside its range.
    """
    path = folder / CARD_FILE
    values = files.read_json(path, error=ModelError)
    if not isinstance(values, Mapping) or not {"format_version", "network", "weights_sha256"} <= set(values):
        raise ModelError(
            f"{path} is not a model of this program.",
            hint="A model folder is what `facenet train` leaves in a run's `best` folder.",
            window_hint="A model folder is what a training leaves in its run's `best` folder.",
        )
    version = values["format_version"]
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise ModelError(
            f"{path} has format {version}; this version reads up to format {FORMAT_VERSION}.",
            hint="Update the program to use this model.",
        )
    try:
        card = ModelCard.model_validate(dict(values))
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg'].removeprefix('Value error, ')}"
            for problem in error.errors()
        )
        raise ModelError(f"{path} cannot be used: {problems}.") from None
    if not card.weights_sha256:
        raise ModelError(f"{path} cannot be used: weights_sha256 is empty.")
    return card


def alignment_warning(card: ModelCard, alignment_id: str) -> str | None:
    """What to tell the user when chips of `alignment_id` go into the model of `card`; None where they fit."""
    if same_geometry(card.alignment_id, alignment_id):
        return None
    return (
        f"The faces are aligned as {alignment_id!r}, but the model {card.name!r} was trained on faces aligned as "
        f"{card.alignment_id!r}. Its distances will be less reliable, and its threshold does not hold."
    )
