"""The embeddings of a gallery's templates, kept apart for each model.

Embeddings of different models cannot be compared; every question here names its model.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.gallery.database import COUNT_REVISION, Database
from core.gallery.records import GalleryModel
from core.gallery.rows import Rows

_VISIBLE = "JOIN person p ON p.id = t.person_id WHERE t.removed = 0 AND p.removed = 0"


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """What a gallery holds under one model, all of it at the same moment.

    Attributes:
        revision: The gallery's.
        names: Person id → name.
        enrolled: Template id → (person id, rejected).
        new: The ids of those whose vectors follow.
        vectors: (len(new), D) float32.
    """

    revision: int
    names: dict[int, str]
    enrolled: dict[int, tuple[int, bool]]
    new: list[int]
    vectors: NDArray[np.float32]


class GalleryEmbeddings:
    """What a gallery knows under each model. Reached as `Gallery.embeddings`; any thread may use it."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    def models(self) -> list[GalleryModel]:
        """The models whose embeddings the gallery holds or held."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, name, embedding_size, normalised FROM model ORDER BY name").fetchall()
            return [GalleryModel(id_, name, size, bool(normalised)) for id_, name, size, normalised in rows]

    def add_model(self, model: GalleryModel) -> None:
        """Make a model known, so that templates can have embeddings of it. Known ones are left as they are."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO model (id, name, embedding_size, normalised) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (model.id, model.name, model.embedding_size, model.normalised),
            )

    def enrolled(self, model_id: str) -> dict[int, tuple[int, bool]]:
        """Template id → (person id, rejected) of all templates that have an embedding of this model."""
        with self._database.reading() as connection:
            return _enrolled(connection, model_id)

    def snapshot(self, model: GalleryModel, known: Mapping[int, tuple[int, bool]]) -> Snapshot:
        """Everything under one model; vectors only of the templates that are not `known` with the same holder.

        Raises:
            GalleryError: A name or a vector was damaged or tampered with.
        """
        with self._database.reading() as connection:
            enrolled = _enrolled(connection, model.id)
            new = [id_ for id_, holder in enrolled.items() if known.get(id_) != holder]
            return Snapshot(
                revision=int(connection.execute("SELECT revision FROM gallery").fetchone()[0]),
                names={person.id: person.name for person in self._rows.people(connection)},
                enrolled=enrolled,
                new=new,
                vectors=self._rows.embeddings(connection, model.id, new, size=model.embedding_size),
            )

    def vectors(self, model_id: str, template_ids: Sequence[int]) -> NDArray[np.float32]:
        """(N, D) in the order of `template_ids`.

        Raises:
            InputError: A template has no embedding of this model, or is not there any more.
            GalleryError: One was damaged or tampered with.
        """
        with self._database.reading() as connection:
            row = connection.execute("SELECT embedding_size FROM model WHERE id = ?", (model_id,)).fetchone()
            found = {
                id_
                for (id_,) in connection.execute("SELECT template_id FROM embedding WHERE model_id = ?", (model_id,))
            }
            missing = [template_id for template_id in template_ids if template_id not in found]
            if row is None or missing:
                raise InputError(f"The templates {missing[:5]} have no embedding of the model {model_id}.")
            return self._rows.embeddings(connection, model_id, template_ids, size=row[0])

    def missing(self, model_id: str) -> list[int]:
        """The ids of the templates that have no embedding of this model yet."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT t.id FROM template t {_VISIBLE} "
                "AND NOT EXISTS (SELECT 1 FROM embedding WHERE template_id = t.id AND model_id = ?) ORDER BY t.id",
                (model_id,),
            ).fetchall()
        return [template_id for (template_id,) in rows]

    def add(self, model_id: str, template_ids: Sequence[int], embeddings: NDArray[np.floating]) -> None:
        """Give templates an embedding of one more model. Templates that are gone meanwhile are passed over.

        Args:
            embeddings: (N, D), in the order of `template_ids`.
        """
        with self._database.writing() as connection:
            for template_id, embedding in zip(template_ids, embeddings, strict=True):
                if connection.execute("SELECT 1 FROM template WHERE id = ?", (template_id,)).fetchone():
                    self._rows.add_embedding(connection, template_id, model_id, embedding)
            connection.execute(COUNT_REVISION)

    def calibration(self, model_id: str) -> str | None:
        """The JSON text that `set_calibration` stored, or None."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT calibration FROM model WHERE id = ?", (model_id,)).fetchone()
        return None if row is None else row[0]

    def set_calibration(self, model_id: str, calibration: str) -> None:
        """Keep a calibration, which says nothing about any person, with the gallery. See `core.gallery.calibration`."""
        with self._database.writing() as connection:
            done = connection.execute("UPDATE model SET calibration = ? WHERE id = ?", (calibration, model_id))
            if done.rowcount != 1:
                raise InputError(f"The gallery does not know the model {model_id}.")
            connection.execute(COUNT_REVISION)


def _enrolled(connection: sqlite3.Connection, model_id: str) -> dict[int, tuple[int, bool]]:
    rows = connection.execute(
        f"SELECT t.id, t.person_id, t.rejected FROM embedding e JOIN template t ON t.id = e.template_id "
        f"{_VISIBLE} AND e.model_id = ?",
        (model_id,),
    )
    return {template_id: (person_id, bool(rejected)) for template_id, person_id, rejected in rows}
