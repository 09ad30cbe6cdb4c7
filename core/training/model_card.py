"""The card of the model that a run leaves behind."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.data.blended_faces import is_blend
from core.data.dataset import Dataset
from core.data.identity_names import identity_fingerprint
from core.embedding.card import ModelCard
from core.evaluation.verification import HeldOut
from core.faces.chip import FOREIGN
from core.faces.network_input import FOREIGN_CROP, INCEPTION_CROP, NetworkInput
from core.hyperparameters import Hyperparameters


def network_input(data: Dataset, hyperparameters: Hyperparameters) -> NetworkInput:
    """What the network sees of this data set's chips: most of ours, all of somebody else's crops."""
    crop = FOREIGN_CROP if data.alignment_id == FOREIGN else INCEPTION_CROP
    return NetworkInput(size=hyperparameters.image_size, crop=crop)


def card_for_run(
    run: Path,
    data: Dataset,
    *,
    hyperparameters: Hyperparameters,
    step: int,
    held_out: HeldOut | None,
    start: ModelCard | None,
) -> ModelCard:
    """Describe the network as it is after `step` steps.

    Names of people do not leave the data set: the card keeps fingerprints of the identities that were trained on,
    by which an evaluation can tell that it measures on people the network knows.
    """
    fingerprints = {
        identity_fingerprint(identity.name)
        for identity in data.identities
        if identity.split == "training" and not is_blend(identity.name)
    }
    if start is not None:
        fingerprints |= set(start.trained.get("identities", ()))
    trained: dict[str, Any] = {
        "dataset": data.name,
        "images": len(data.training),
        "step": step,
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "start": start.model_id if start else None,
        "hyperparameters": hyperparameters.model_dump(),
        "held_out": asdict(held_out) if held_out else None,
        "identities": sorted(fingerprints),
    }
    return ModelCard(
        name=run.name,
        network=hyperparameters.network,
        embedding_size=hyperparameters.embedding_size,
        normalised=True,
        input=network_input(data, hyperparameters),
        alignment_id=data.alignment_id,
        trained=trained,
        distance_threshold=(held_out.distance_threshold or None) if held_out else None,
    )
