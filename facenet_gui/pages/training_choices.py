"""What a training can begin with: the data sets and models that are there, and what the choice amounts to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.data.dataset_card import CARD, DatasetCard, load_card
from core.embedding.model_list import ListedModel, list_models
from core.errors import FacenetError
from core.home import Home
from core.hyperparameters import Hyperparameters
from facenet_gui.words import grouped

# What learns within minutes on any computer.
SMALL: Mapping[str, Any] = {
    "network": "tiny",
    "image_size": 64,
    "embedding_size": 64,
    "learning_rate": 0.002,
    "warmup_steps": 20,
    "batch_all_steps": 0,
    "identities_per_batch": 12,
    "steps_per_epoch": 40,
    "epochs": 20,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """The usable data sets with their cards, and all models."""

    datasets: Sequence[tuple[Path, DatasetCard]]
    models: Sequence[ListedModel]

    @classmethod
    def of(cls, home: Home) -> Choices:
        """Read them; beside the window, as there may be many."""
        found = []
        if home.datasets.is_dir():
            for path in sorted(home.datasets.iterdir()):
                if (path / CARD).is_file() and not path.name.startswith("."):
                    try:
                        found.append((path, load_card(path)))
                    except FacenetError:
                        # The data page lists it with its problem.
                        continue
        return cls(found, list_models(home))


def in_figures(values: Hyperparameters, *, people: int, images: int) -> str:
    """Of so many people with so many images: "Batches of 24 × 4 = 96 images · 500 steps in 20 epochs"."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("NewTraining", text)

    text = tr("Batches of {0} × {1} = {2} images").format(
        values.identities_per_batch, values.images_per_identity, values.batch_size
    )
    if values.identities_per_batch > people:
        more = tr("the data set has {0} people only").format(people)
    elif values.steps_per_epoch:
        more = tr("{0} steps in {1} epochs").format(grouped(values.steps_per_epoch * values.epochs), values.epochs)
    else:
        more = tr("{0} epochs, each once through {1} images").format(values.epochs, grouped(images))
    return f"{text} · {more}"
