"""What came of an improvement, and the card of the model that it leaves behind."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.data.identity_names import identity_fingerprint
from core.embedding.card import ModelCard
from core.evaluation.open_set import OpenSetErrors
from core.evaluation.verification_error import VerificationErrors
from core.hyperparameters import Hyperparameters
from core.training.improvement_data import ImprovementData
from core.training.improvement_figures import Measured, Reason

# What the card says of it; what stands elsewhere in the card is left out.
_IN_THE_CARD = ("people", "pictures", "held_out", "reason", "before", "after", "errors", "tolerance")


@dataclass(frozen=True, slots=True)
class Improvement:
    """What came of it.

    Attributes:
        model: The new model's folder; None where nothing was kept.
        reason: Why it was kept, or was not.
        start: The start's name.
        people: How many the gallery has. pictures: learnt from, or searched. held_out: kept back, to be recognised.
        general_identities: Of the general data set, learnt from. strangers: measured on.
        same_names: Identities left out of it, because somebody of that name is in the gallery.
        step: After how many of `steps` the judged model was reached.
        before, after: The start, and the judged model.
        errors: Standard errors of the people's differences. tolerance: What the general figures may lose.
        seconds: All of it.
    """

    model: Path | None
    reason: Reason
    start: str
    people: int
    pictures: int
    held_out: int
    general_identities: int
    strangers: int
    same_names: int
    step: int
    steps: int
    before: Measured
    after: Measured
    errors: OpenSetErrors
    tolerance: VerificationErrors
    seconds: float

    @property
    def kept(self) -> bool:
        return self.model is not None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "kept": self.kept,
            **{field.name: getattr(self, field.name) for field in dataclasses.fields(self)},
            "model": None if self.model is None else str(self.model),
            "before": self.before.to_json(),
            "after": self.after.to_json(),
            "errors": asdict(self.errors),
            "tolerance": asdict(self.tolerance),
        }


def improved_card(
    name: str, start: ModelCard, result: Improvement, data: ImprovementData, hyperparameters: Hyperparameters
) -> ModelCard:
    """Describe the new model. Names of the gallery's people are nowhere in it, and neither are their fingerprints."""
    identities = data.data.identities
    known = {identity_fingerprint(identities[label].name) for label in data.general_labels}
    told = result.to_json()
    return start.changed(
        name=name,
        weights_sha256="",
        trained={
            "dataset": data.data.name,
            "images": len(data.general),
            "step": result.step,
            "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "start": start.model_id,
            "hyperparameters": hyperparameters.model_dump(),
            "held_out": asdict(result.after.general),
            "identities": sorted(known | set(start.trained.get("identities", ()))),
            "improvement": {key: told[key] for key in _IN_THE_CARD},
        },
        measured=(),
        distance_threshold=result.after.general.distance_threshold or None,
        notes=f"Made better at {result.people:,} people of a gallery. Its weights were learnt from their faces, so it "
        "is personal data.",
    )
