"""Which model an improvement starts from, how it is trained, and what the new one is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.embedding.card import TRAINABLE_NETWORKS, ModelCard
from core.embedding.model_list import ListedModel, list_models
from core.errors import InputError, ModelError
from core.gallery.gallery import Gallery
from core.home import Home
from core.hyperparameters import Hyperparameters, from_mapping
from core.training.run_upkeep import check_name

DEFAULT_STEPS = 150
# What a start's own training knew better than the defaults: the geometry that its embeddings have.
_OF_THE_START = ("margin", "squared", "soft_margin")


def trainable_models(home: Home) -> list[ListedModel]:
    """The models of a home that can be trained further."""
    return [
        listed for listed in list_models(home) if listed.card is not None and listed.card.network in TRAINABLE_NETWORKS
    ]


def check_trainable(card: ModelCard, home: Home) -> None:
    """Raise `ModelError`, naming models that can, where this one cannot be trained."""
    if card.network in TRAINABLE_NETWORKS:
        return
    there = [listed.name for listed in trainable_models(home)]
    which = f"These can: {', '.join(there[:8])}." if there else ""
    raise ModelError(
        f"The model {card.name!r} cannot be made better: its network, {card.network}, comes without a way to train "
        "it. Models that were trained here can.",
        hint=which or "Make one first: `facenet distill` teaches a network what this model knows.",
        window_hint=which
        or "Train one first, on the Training page: the preset distill teaches it what this one knows.",
    )


def start_for_gallery(gallery: Gallery, home: Home) -> ListedModel:
    """The trainable model under which most of a gallery's faces have an embedding.

    Raises:
        ModelError: The gallery has none; those that there are are named.
    """
    models = gallery.embeddings.models()
    faces = {model.id: len(gallery.embeddings.enrolled(model.id)) for model in models}
    there = trainable_models(home)
    used = [listed for listed in there if listed.card is not None and faces.get(listed.card.model_id)]
    if used:
        return max(used, key=lambda listed: faces[listed.card.model_id] if listed.card is not None else 0)
    names = ", ".join(listed.name for listed in there[:8])
    known = ", ".join(model.name for model in models if faces[model.id]) or "no model"
    raise ModelError(
        f"The gallery's faces are known to {known}, which cannot be trained.",
        hint=f"Name another start with --start; these can be trained: {names}."
        if there
        else "Make a model first: `facenet distill` teaches a network what the built-in model knows.",
        window_hint=f"Choose one of these: {names}." if there else "Train a model first, on the Training page.",
    )


def new_model_folder(home: Home, name: str) -> Path:
    """Where a new model called `name` is to be written. Raises `InputError` where the name is taken or is none."""
    check_name(name)
    if name in _taken(home):
        raise InputError(f"There is a model or a run called {name!r} already.", hint="Give another name.")
    return home.models / name


def free_model_name(home: Home, start: str) -> str:
    """`START-improved`, with a number where that is taken."""
    stem = f"{Path(start).name or 'model'}-improved"
    name, number, taken = stem, 1, _taken(home)
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _taken(home: Home) -> set[str]:
    """Names by which `Home.model` finds something, a run without a checkpoint included."""
    places = (home.models, home.runs, home.built_in_models)
    return {entry.name for place in places if place.is_dir() for entry in place.iterdir()}


def improvement_hyperparameters(card: ModelCard, *, steps: int = DEFAULT_STEPS, **changes: object) -> Hyperparameters:
    """How a model is trained on a gallery's people: briefly, and held by what it was.

    The hardest triplets, because a start separates the others already; batch normalisation left as it is; and the
    start itself as the teacher of every batch. docs/experiments.md has what was tried.

    Args:
        card: The start's.
        steps: How many.
        changes: Any of them differently.

    Raises:
        HyperparameterError: A change does not fit.
    """
    theirs = card.trained.get("hyperparameters")
    own = {name: theirs[name] for name in _OF_THE_START if name in theirs} if isinstance(theirs, dict) else {}
    values: dict[str, Any] = {
        "triplet_strategy": "batch_adaptive",
        "batch_all_steps": 0,
        "teacher": card.name,
        "teacher_weight": 0.8,
        "identities_per_batch": 16,
        "images_per_identity": 4,
        "learning_rate": 3e-4,
        "warmup_steps": max(1, steps // 10),
        "freeze_batch_statistics": True,
        "validation_images": 1000,
        "epochs": 1,
        "steps_per_epoch": steps,
        **own,
        **changes,
        "network": card.network,
        "embedding_size": card.embedding_size,
        "image_size": card.input.size,
        "start": card.name,
    }
    if not values["teacher_weight"]:
        # A teacher of no weight would, by the words of the hyperparameters, be the only one to teach.
        values["teacher"] = ""
    return from_mapping(values)
