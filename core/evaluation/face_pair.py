"""Two pictures: is it one person?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.embedding.card import alignment_warning
from core.errors import ModelError, PhotoError
from core.evaluation.face_reader import FaceReader, Unusable
from core.faces.chip import FOREIGN, alignment_id, chip_size_of
from core.faces.face import FaceDetector

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

# About where the built-in network, and the import, begin to confuse people.
_SMALL_FACE = 40.0


@dataclass(frozen=True, slots=True)
class FacePair:
    """The comparison of two faces.

    Attributes:
        distance: Unsquared L2 distance of the embeddings.
        distance_threshold: Below it they are taken for one person.
        same: Whether they are.
        model, model_id, alignment_id: What it was found with.
        warnings: What makes the answer doubtful, in sentences.
    """

    distance: float
    distance_threshold: float
    same: bool
    model: str
    model_id: str
    alignment_id: str
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the command prints them."""
        return {
            "same": self.same,
            "distance": self.distance,
            "distance_threshold": self.distance_threshold,
            "model": self.model,
            "model_id": self.model_id,
            "alignment_id": self.alignment_id,
            "warnings": list(self.warnings),
        }


def compare_faces(
    embedder: Embedder,
    first: Path,
    second: Path,
    *,
    detector: FaceDetector | None,
    distance_threshold: float,
) -> FacePair:
    """Compare the main faces of two pictures.

    Args:
        detector: None where the pictures are crops that somebody else aligned; they are taken whole.
        distance_threshold: Below it the two are taken for one person.

    Raises:
        PhotoError: A picture cannot be read or shows no face.
        ModelError: The model cannot be used, or gives embeddings that are not finite.
    """
    card = embedder.card
    size = chip_size_of(card.alignment_id)
    reader = FaceReader(detector, [size])
    chips, warnings = [], []
    for path in (first, second):
        cut = reader.cut(path)
        if isinstance(cut, Unusable):
            hint = "Give a picture that shows a face from the front." if cut.reason == "no_face" else ""
            raise PhotoError(f"{path}: {cut.detail}", hint=hint)
        if cut.faces > 1:
            warnings.append(f"{path} shows {cut.faces} faces; the most central large one was taken.")
        if cut.face_size < _SMALL_FACE:
            warnings.append(f"The face in {path} is only {cut.face_size:.0f} pixels large; the answer is less certain.")
        chips.append(cut.chips_rgb[size])
    embeddings = embedder.embed(np.stack(chips)).astype(np.float64)
    distance = float(np.linalg.norm(embeddings[0] - embeddings[1]))
    if not np.isfinite(distance):
        raise ModelError(f"The model {card.name!r} gives embeddings that are not finite numbers.")
    alignment = FOREIGN if detector is None else alignment_id(size)
    warning = alignment_warning(card, alignment)
    return FacePair(
        distance=distance,
        distance_threshold=distance_threshold,
        same=distance < distance_threshold,
        model=card.name,
        model_id=card.model_id,
        alignment_id=alignment,
        warnings=(*warnings, *([warning] if warning else [])),
    )
