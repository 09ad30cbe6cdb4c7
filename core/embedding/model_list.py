"""Which models are there: the built-in ones, the user's own, and the best checkpoints of runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.embedding.card import CARD_FILE, ModelCard, read_card
from core.errors import ModelError
from core.home import Home

Place = Literal["built-in", "model", "run"]


@dataclass(frozen=True, slots=True)
class ListedModel:
    """One model of a list.

    Attributes:
        name: What `Home.model` finds it by.
        folder: Where it is.
        place: Where it comes from.
        card: What it is; None where model.json cannot be used.
        size: Bytes on the disk.
        problem: Why it cannot be used; empty where it can.
    """

    name: str
    folder: Path
    place: Place
    card: ModelCard | None
    size: int
    problem: str = ""


def list_models(home: Home) -> list[ListedModel]:
    """Every model that has a name, in the order in which `Home.model` looks for one.

    A model that is damaged is listed with its problem.
    """
    places: tuple[tuple[Place, Path, str], ...] = (
        ("model", home.models, ""),
        ("run", home.runs, "best"),
        ("built-in", home.built_in_models, ""),
    )
    listed = []
    for place, parent, below in places:
        if not parent.is_dir():
            continue
        for entry in sorted(parent.iterdir()):
            folder = entry / below
            if (folder / CARD_FILE).is_file() and not entry.name.startswith("."):
                listed.append(_listed(entry.name, folder, place))
    return listed


def _listed(name: str, folder: Path, place: Place) -> ListedModel:
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    try:
        card = read_card(folder)
        if not (folder / card.weights).is_file():
            raise ModelError(f"The weights file {folder / card.weights} does not exist.")
    except ModelError as error:
        return ListedModel(name=name, folder=folder, place=place, card=None, size=size, problem=error.message)
    return ListedModel(name=name, folder=folder, place=place, card=card, size=size)
