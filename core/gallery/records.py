"""What a gallery tells about people, templates and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from core.embedding.card import ModelCard

ChangeKind = Literal[
    "add_person",
    "add_templates",
    "rename",
    "merge",
    "split",
    "remove_template",
    "delete_person",
    "set_cover",
    "reject",
    "import",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the gallery.

    Attributes:
        id: Stays the same when the name changes; never given to anybody else.
        name: As the user wrote it, see `core.gallery.names`.
        templates: How many faces of theirs are enrolled.
        rejected: How many faces the user said are not theirs.
        cover: The template whose chip stands for them: the one that was chosen, else the best of those they were
            enrolled with, else their oldest; None without any.
    """

    id: int
    name: str
    templates: int
    rejected: int
    cover: int | None


@dataclass(frozen=True, slots=True)
class Template:
    """One enrolled face: a chip, and its embedding under one model or several.

    Attributes:
        id: Stays with the face, also when it moves to another person.
        person_id: Whose it is; or whose it is not, if `rejected`.
        rejected: The user said that this face is not that person.
        quality: Score in [0, 1], or None where nobody judged it.
        time: When it was enrolled, seconds since 1970 (UTC).
        source: Where the picture came from: a path, a camera. May be empty.
        alignment_id: The geometry of the chip, see `core.faces.chip`.
        models: The ids of the models under which it has an embedding.
    """

    id: int
    person_id: int
    rejected: bool
    quality: float | None
    time: float
    source: str
    alignment_id: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NewTemplate:
    """A face on its way into the gallery.

    Attributes:
        chip_rgb: (S, S, 3) uint8 RGB; kept without loss.
        alignment_id: Its geometry.
        embeddings: Model id → (D,) finite floats. The models were added with `Gallery.embeddings.add_model`.
        quality, source, time: As in `Template`; a time of None means now.
    """

    chip_rgb: NDArray[np.uint8]
    alignment_id: str
    embeddings: Mapping[str, NDArray[np.floating]] = field(default_factory=dict)
    quality: float | None = None
    source: str = ""
    time: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class NewPerson:
    """Somebody on their way into the gallery, with templates and rejected faces."""

    name: str
    templates: Iterable[NewTemplate]
    rejected: Iterable[NewTemplate] = ()


@dataclass(frozen=True, slots=True)
class GalleryModel:
    """A model whose embeddings the gallery holds or may hold.

    Attributes:
        id: The `model_id` of its card.
        name: The card's name, for messages.
        embedding_size: D.
        normalised: Whether embeddings have length 1.
    """

    id: str
    name: str
    embedding_size: int
    normalised: bool

    @classmethod
    def of(cls, card: ModelCard) -> GalleryModel:
        return cls(card.model_id, card.name, card.embedding_size, card.normalised)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done and can be undone until it is purged.

    Attributes:
        id: Rising.
        kind: What was done.
        person_id: To whom; for a merge, the one who remained; for a split, the new one; for an import, one of them.
            None for an import of nobody.
        name: Their present name, or the last one of somebody who was deleted; empty where it is damaged.
        time: When, seconds since 1970 (UTC).
    """

    id: int
    kind: ChangeKind
    person_id: int | None
    name: str
    time: int
