"""What the evaluation of one model on one pair list gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.pairs import Pairs
from core.evaluation.verification import VerificationFigures


@dataclass(frozen=True, slots=True)
class SkippedImage:
    """An image that could not be compared.

    Attributes:
        image: As the pair list names it.
        reason: `missing`, `unreadable` or `no_face`.
        detail: The reason in words.
        pairs: How many pairs it is in.
    """

    image: str
    reason: str
    detail: str
    pairs: int


@dataclass(frozen=True, slots=True, eq=False)
class WorstPair:
    """A pair that the model finds hard: far apart though genuine, or close though impostors.

    Attributes:
        first, second: The images, as the pair list names them.
        same: True for a genuine pair.
        chips_rgb: The two chips, (S, S, 3) uint8 RGB.
    """

    first: str
    second: str
    same: bool
    distance: float
    chips_rgb: tuple[NDArray[np.uint8], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True, eq=False)
class VerificationResult:
    """One model's figures and what they were measured on.

    Attributes:
        model: The model's name.
        model_id: Changes with everything that changes an embedding.
        alignment_id: How the faces were aligned here.
        mirrored: Whether embeddings are means over a chip and its mirror image.
        figures: Accuracy, VAL, AUC and so on.
        pairs: The pairs that were compared, as positions in `images`; their folds are those of the pair list.
        distances: (N,) float64, one for each of `pairs`.
        images: All images of the pair list.
        skipped: The images that could not be compared, by name.
        skipped_pairs: How many pairs had such an image.
        worst: The hardest genuine pairs, then the hardest impostors, each from the hardest on.
        warnings: What makes the figures doubtful, in sentences.
    """

    model: str
    model_id: str
    alignment_id: str
    mirrored: bool
    figures: VerificationFigures
    pairs: Pairs
    distances: NDArray[np.float64]
    images: tuple[str, ...]
    skipped: tuple[SkippedImage, ...]
    skipped_pairs: int
    worst: tuple[WorstPair, ...]
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the command prints them; without pictures and single distances."""
        return {
            **self.figures.to_json(),
            "skipped": [
                {"image": skip.image, "reason": skip.reason, "detail": skip.detail, "pairs": skip.pairs}
                for skip in self.skipped
            ],
            "skipped_pairs": self.skipped_pairs,
            "model": self.model,
            "model_id": self.model_id,
            "alignment_id": self.alignment_id,
            "mirrored": self.mirrored,
            "warnings": list(self.warnings),
        }
