"""Rows of the gallery, sealed on their way in and opened on their way out.

Everything here works inside the caller's transaction.
"""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import GalleryError, InputError
from core.gallery.chips import decode_chip, encode_chip
from core.gallery.names import same_name_form
from core.gallery.records import NewTemplate, Person, Template
from core.gallery.vault import Key, SealBroken, place

_IDS_IN_A_QUERY = 500

_FACES = "FROM template WHERE person_id = p.id AND removed = 0 AND rejected"
_PEOPLE = f"""
SELECT p.id, p.sealed_key, p.name,
    coalesce((SELECT id {_FACES} = 0 AND id = p.cover), (SELECT min(id) {_FACES} = 0)),
    (SELECT count(*) {_FACES} = 0), (SELECT count(*) {_FACES} = 1)
FROM person p WHERE p.removed = 0 AND {{condition}} ORDER BY p.id
"""
_TEMPLATES = """
SELECT t.id, t.person_id, t.rejected, t.details, t.sealed_key, p.sealed_key,
    (SELECT group_concat(model_id) FROM embedding WHERE template_id = t.id)
FROM template t JOIN person p ON p.id = t.person_id
WHERE t.removed = 0 AND p.removed = 0 AND {condition} ORDER BY t.id
"""


class Rows:
    """Reads and writes sealed rows.

    Args:
        master: The gallery's master key.
        gallery_id: Keeps keys that are derived from one master key apart for different galleries.
    """

    def __init__(self, master: Key, gallery_id: str) -> None:
        salt = gallery_id.encode()
        self._wrapping = master.derive("person keys", salt=salt)
        self._names = master.derive("names", salt=salt)
        self._chips = master.derive("chips", salt=salt)
        # A person's key by its sealed form, which changes whenever the key does.
        self._person_keys: dict[tuple[int, bytes], Key] = {}

    # -- keys

    def _open_person_key(self, person_id: int, sealed: bytes) -> Key:
        key = self._person_keys.get((person_id, sealed))
        if key is None:
            key = self._wrapping.open_key(sealed, place=place("person", person_id, "sealed_key"))
            self._person_keys[person_id, sealed] = key
        return key

    def _person_key(self, connection: sqlite3.Connection, person_id: int) -> Key:
        row = connection.execute("SELECT sealed_key FROM person WHERE id = ?", (person_id,)).fetchone()
        return self._open_person_key(person_id, row[0])

    def forget_keys(self) -> None:
        """Drop the opened keys from memory, after a purge."""
        self._person_keys.clear()

    def name_digest(self, name: str) -> bytes:
        """Equal for names that count as the same."""
        return self._names.digest(same_name_form(name).encode())

    def chip_digest(self, chip_rgb: NDArray[np.uint8]) -> bytes:
        """Equal for equal pixels."""
        return self._chips.digest(repr(chip_rgb.shape).encode() + np.ascontiguousarray(chip_rgb).tobytes())

    # -- people

    def insert_person(self, connection: sqlite3.Connection, person_id: int, name: str) -> None:
        """A new person with a new key. `person_id` comes from `next_id`."""
        key = Key.new()
        sealed_key = self._wrapping.seal_key(key, place=place("person", person_id, "sealed_key"))
        connection.execute(
            "INSERT INTO person (id, sealed_key, name, name_digest) VALUES (?, ?, ?, ?)",
            (person_id, sealed_key, _seal_name(key, person_id, name), self.name_digest(name)),
        )

    def set_name(self, connection: sqlite3.Connection, person_id: int, name: str) -> None:
        sealed = _seal_name(self._person_key(connection, person_id), person_id, name)
        connection.execute(
            "UPDATE person SET name = ?, name_digest = ? WHERE id = ?", (sealed, self.name_digest(name), person_id)
        )

    def reseal_person(self, connection: sqlite3.Connection, person_id: int, name: str) -> None:
        """Give a person a new key. Their templates must be resealed then (`reseal_template`)."""
        key = Key.new()
        sealed_key = self._wrapping.seal_key(key, place=place("person", person_id, "sealed_key"))
        connection.execute(
            "UPDATE person SET sealed_key = ?, name = ?, name_digest = ? WHERE id = ?",
            (sealed_key, _seal_name(key, person_id, name), self.name_digest(name), person_id),
        )

    def name(self, connection: sqlite3.Connection, person_id: int) -> str:
        """The name of a person, also of a hidden one."""
        row = connection.execute("SELECT sealed_key, name FROM person WHERE id = ?", (person_id,)).fetchone()
        return self._open_name(person_id, *row)

    def people(self, connection: sqlite3.Connection, condition: str = "1", values: Sequence[Any] = ()) -> list[Person]:
        """People that are not hidden, by id. `condition` is SQL over `person p`."""
        rows = connection.execute(_PEOPLE.format(condition=condition), values).fetchall()
        return [
            Person(id_, self._open_name(id_, sealed_key, name), templates, rejected, cover)
            for id_, sealed_key, name, cover, templates, rejected in rows
        ]

    def _open_name(self, person_id: int, sealed_key: bytes, name: bytes) -> str:
        with _naming(f"The name of person {person_id}"):
            key = self._open_person_key(person_id, sealed_key)
            return key.open(name, place=place("person", person_id, "name")).decode()

    # -- templates

    def insert_template(
        self, connection: sqlite3.Connection, template_id: int, person_id: int, new: NewTemplate, *, rejected: bool
    ) -> None:
        """A new template with a new key. `template_id` comes from `next_id`."""
        if new.quality is not None and not 0 <= new.quality <= 1:
            raise ValueError(f"quality must be within 0..1, got {new.quality}")
        key = Key.new()
        details = {
            "quality": new.quality,
            "time": time.time() if new.time is None else new.time,
            "source": new.source,
            "alignment_id": new.alignment_id,
        }
        connection.execute(
            "INSERT INTO template (id, person_id, sealed_key, chip_digest, details, rejected) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                template_id,
                person_id,
                self._seal_template_key(connection, template_id, person_id, key),
                self.chip_digest(new.chip_rgb),
                key.seal(json.dumps(details).encode(), place=place("template", template_id, "details")),
                rejected,
            ),
        )
        sealed_png = key.seal(encode_chip(new.chip_rgb), place=place("chip", template_id, "png"))
        connection.execute("INSERT INTO chip (template_id, png) VALUES (?, ?)", (template_id, sealed_png))
        self._insert_embeddings(connection, template_id, key, new.embeddings)

    def add_embedding(
        self, connection: sqlite3.Connection, template_id: int, model_id: str, embedding: NDArray[np.floating]
    ) -> None:
        """One more embedding of a template that is there."""
        self._insert_embeddings(
            connection, template_id, self.template_key(connection, template_id), {model_id: embedding}
        )

    def _insert_embeddings(
        self,
        connection: sqlite3.Connection,
        template_id: int,
        key: Key,
        embeddings: Mapping[str, NDArray[np.floating]],
    ) -> None:
        for model_id, embedding in embeddings.items():
            vector = _checked(connection, model_id, embedding)
            connection.execute(
                "INSERT OR REPLACE INTO embedding (model_id, template_id, vector) VALUES (?, ?, ?)",
                (model_id, template_id, key.seal(vector.tobytes(), place=_vector_place(template_id, model_id))),
            )

    def move_template(self, connection: sqlite3.Connection, template_id: int, person_id: int) -> None:
        """Give a template to another person: only its key is sealed anew."""
        key = self.template_key(connection, template_id)
        connection.execute(
            "UPDATE template SET person_id = ?, sealed_key = ? WHERE id = ?",
            (person_id, self._seal_template_key(connection, template_id, person_id, key), template_id),
        )

    def reseal_template(self, connection: sqlite3.Connection, template_id: int, person_id: int, old_key: Key) -> None:
        """Give a template a new key, and seal with it what `old_key` opens. Raises `SealBroken`."""
        key = Key.new()

        def again(sealed: bytes, where: bytes) -> tuple[bytes, bytes]:
            opened = old_key.open(sealed, place=where)
            return opened, key.seal(opened, place=where)

        with _naming(f"The template {template_id} of person {person_id}"):
            details, png = connection.execute(
                "SELECT t.details, c.png FROM template t JOIN chip c ON c.template_id = t.id WHERE t.id = ?",
                (template_id,),
            ).fetchone()
            opened_png, png = again(png, place("chip", template_id, "png"))
            _, details = again(details, place("template", template_id, "details"))
            vectors = [
                (again(vector, _vector_place(template_id, model_id))[1], model_id, template_id)
                for model_id, vector in connection.execute(
                    "SELECT model_id, vector FROM embedding WHERE template_id = ?", (template_id,)
                ).fetchall()
            ]
        chip_rgb = decode_chip(opened_png, source=f"The chip of template {template_id}")
        connection.execute(
            "UPDATE template SET sealed_key = ?, chip_digest = ?, details = ? WHERE id = ?",
            (
                self._seal_template_key(connection, template_id, person_id, key),
                self.chip_digest(chip_rgb),
                details,
                template_id,
            ),
        )
        connection.execute("UPDATE chip SET png = ? WHERE template_id = ?", (png, template_id))
        connection.executemany("UPDATE embedding SET vector = ? WHERE model_id = ? AND template_id = ?", vectors)

    def templates(self, connection: sqlite3.Connection, condition: str, values: Sequence[Any] = ()) -> list[Template]:
        """Templates that are not hidden, by id. `condition` is SQL over `template t`."""
        found = []
        for id_, person_id, rejected, details, sealed_key, person_key, models in connection.execute(
            _TEMPLATES.format(condition=condition), values
        ).fetchall():
            with _naming(f"The template {id_} of person {person_id}"):
                key = self._open_template_key(id_, sealed_key, self._open_person_key(person_id, person_key))
                opened = json.loads(key.open(details, place=place("template", id_, "details")))
            found.append(
                Template(
                    id=id_,
                    person_id=person_id,
                    rejected=bool(rejected),
                    quality=opened["quality"],
                    time=opened["time"],
                    source=opened["source"],
                    alignment_id=opened["alignment_id"],
                    models=tuple(sorted(models.split(","))) if models else (),
                )
            )
        return found

    def chip(self, connection: sqlite3.Connection, template_id: int) -> bytes:
        """The PNG of a template."""
        row = connection.execute("SELECT png FROM chip WHERE template_id = ?", (template_id,)).fetchone()
        if row is None:
            raise GalleryError(f"The template {template_id} has lost its chip.")
        with _naming(f"The chip of template {template_id}"):
            return self.template_key(connection, template_id).open(row[0], place=place("chip", template_id, "png"))

    def chip_rgb(self, connection: sqlite3.Connection, template_id: int) -> NDArray[np.uint8]:
        """(S, S, 3) uint8 RGB."""
        return decode_chip(self.chip(connection, template_id), source=f"The chip of template {template_id}")

    def embeddings(
        self, connection: sqlite3.Connection, model_id: str, template_ids: Sequence[int], *, size: int
    ) -> NDArray[np.float32]:
        """(N, D) in the order of `template_ids`, each of which has an embedding under the model."""
        vectors = np.empty((len(template_ids), size), np.float32)
        row_of = {template_id: row for row, template_id in enumerate(template_ids)}
        for id_, person_id, sealed_key, person_key, sealed in self._sealed_vectors(connection, model_id, template_ids):
            with _naming(f"The template {id_} of person {person_id}"):
                key = self._open_template_key(id_, sealed_key, self._open_person_key(person_id, person_key))
                vector = key.open(sealed, place=_vector_place(id_, model_id))
                if len(vector) != 4 * size:
                    raise SealBroken(f"It holds {len(vector) // 4} numbers; {size} were expected.")
            vectors[row_of[id_]] = np.frombuffer(vector, "<f4")
        return vectors

    def _sealed_vectors(
        self, connection: sqlite3.Connection, model_id: str, template_ids: Sequence[int]
    ) -> Iterator[tuple[int, int, bytes, bytes, bytes]]:
        query = (
            "SELECT t.id, t.person_id, t.sealed_key, p.sealed_key, e.vector FROM embedding e "
            "JOIN template t ON t.id = e.template_id JOIN person p ON p.id = t.person_id "
            "WHERE e.model_id = ? AND t.id IN ({ids})"
        )
        for start in range(0, len(template_ids), _IDS_IN_A_QUERY):
            ids = template_ids[start : start + _IDS_IN_A_QUERY]
            yield from connection.execute(query.format(ids=", ".join("?" * len(ids))), (model_id, *ids))

    def template_key(self, connection: sqlite3.Connection, template_id: int) -> Key:
        """What seals all that is a template's."""
        person_id, sealed = connection.execute(
            "SELECT person_id, sealed_key FROM template WHERE id = ?", (template_id,)
        ).fetchone()
        return self._open_template_key(template_id, sealed, self._person_key(connection, person_id))

    def _open_template_key(self, template_id: int, sealed: bytes, person_key: Key) -> Key:
        return person_key.open_key(sealed, place=place("template", template_id, "sealed_key"))

    def _seal_template_key(self, connection: sqlite3.Connection, template_id: int, person_id: int, key: Key) -> bytes:
        person_key = self._person_key(connection, person_id)
        return person_key.seal_key(key, place=place("template", template_id, "sealed_key"))


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """The id that the next row of `table` will get. It must be known before the row is sealed."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return 1 if row is None else int(row[0]) + 1


class _naming:  # noqa: N801  reads as a statement
    """Says which record is meant when a seal turns out to be broken."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (SealBroken, ValueError, KeyError)):
            raise SealBroken(
                f"{self._what} cannot be read: {error}",
                hint="The gallery was damaged or tampered with. Restore it from a backup, or remove this record.",
            ) from error


def _seal_name(key: Key, person_id: int, name: str) -> bytes:
    return key.seal(name.encode(), place=place("person", person_id, "name"))


def _vector_place(template_id: int, model_id: str) -> bytes:
    return place("embedding", f"{template_id} {model_id}", "vector")


def _checked(connection: sqlite3.Connection, model_id: str, embedding: NDArray[np.floating]) -> NDArray[np.float32]:
    row = connection.execute("SELECT embedding_size, name FROM model WHERE id = ?", (model_id,)).fetchone()
    if row is None:
        raise InputError(
            f"The gallery does not know the model {model_id}.", hint="Add it with Gallery.embeddings.add_model first."
        )
    if embedding.shape != (row[0],):
        raise InputError(f"The model {row[1]!r} has embeddings of size {row[0]}, got an array of {embedding.shape}.")
    vector = np.ascontiguousarray(embedding, "<f4")
    if not math.isfinite(float(np.abs(vector).sum())):
        raise InputError(f"An embedding of the model {row[1]!r} holds numbers that are not finite.")
    return vector
