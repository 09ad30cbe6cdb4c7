"""What can be asked and done inside one transaction of a gallery."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.gallery.journal import Recorder
from core.gallery.records import ChangeKind, NewTemplate, Person, Template
from core.gallery.rows import Rows, next_id


class View:
    """Looks at people and templates that are not hidden.

    Args:
        connection: In a transaction.
        rows: Opens what is sealed.
    """

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self.connection = connection
        self.rows = rows

    def person(self, person_id: int) -> Person:
        """Raises `InputError` where there is nobody of that id."""
        self.require_person(person_id)
        return self.rows.people(self.connection, "p.id = ?", (person_id,))[0]

    def require_person(self, person_id: int) -> None:
        """As `person`, without opening anything, so that somebody whose name is damaged can be deleted."""
        if not self.connection.execute("SELECT 1 FROM person WHERE id = ? AND removed = 0", (person_id,)).fetchone():
            raise InputError(
                f"There is nobody with the id {person_id} in this gallery.",
                hint="`facenet people list` lists everybody.",
                window_hint="Somebody may have deleted them meanwhile.",
            )

    def person_called(self, name: str) -> int | None:
        """The id of whoever has this name, which is a clean one."""
        row = self.connection.execute(
            "SELECT id FROM person WHERE name_digest = ? AND removed = 0", (self.rows.name_digest(name),)
        ).fetchone()
        return None if row is None else int(row[0])

    def template(self, template_id: int) -> Template:
        """Raises `InputError` where there is none of that id."""
        found = self.rows.templates(self.connection, "t.id = ?", (template_id,))
        if not found:
            raise _no_template(template_id)
        return found[0]

    def copy(self, template_id: int) -> NewTemplate:
        """The same face, to be added to somebody else. Raises `InputError` where there is none of that id."""
        template = self.template(template_id)
        sizes = dict(self.connection.execute("SELECT id, embedding_size FROM model").fetchall())
        return NewTemplate(
            chip_rgb=self.rows.chip_rgb(self.connection, template_id),
            alignment_id=template.alignment_id,
            embeddings={
                model_id: self.rows.embeddings(self.connection, model_id, [template_id], size=sizes[model_id])[0]
                for model_id in template.models
            },
            quality=template.quality,
            source=template.source,
        )

    def owner(self, template_id: int) -> int:
        """Whose template it is. Does not open it, so that a damaged one can be removed. Raises `InputError`."""
        row = self.connection.execute(
            "SELECT t.person_id FROM template t JOIN person p ON p.id = t.person_id "
            "WHERE t.id = ? AND t.removed = 0 AND p.removed = 0",
            (template_id,),
        ).fetchone()
        if row is None:
            raise _no_template(template_id)
        return int(row[0])

    def holders(self, chip_rgb: NDArray[np.uint8]) -> set[tuple[int, bool]]:
        """(person id, rejected) of the templates with exactly this chip."""
        rows = self.connection.execute(
            "SELECT t.person_id, t.rejected FROM template t JOIN person p ON p.id = t.person_id "
            "WHERE t.chip_digest = ? AND t.removed = 0 AND p.removed = 0",
            (self.rows.chip_digest(chip_rgb),),
        )
        return {(person_id, bool(rejected)) for person_id, rejected in rows}


class Edit(View):
    """One change: what it touches is written to the undo journal first."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows, kind: ChangeKind, person_id: int | None) -> None:
        super().__init__(connection, rows)
        if person_id is not None:
            self.require_person(person_id)
        self.journal = Recorder(connection, kind, person_id)

    def refuse_taken_name(self, name: str, *, but: int | None = None) -> None:
        """Raise `InputError` where anybody but `but` has this name."""
        holder = self.person_called(name)
        if holder is not None and holder != but:
            raise InputError(
                f"There is somebody called {self.rows.name(self.connection, holder)!r} in this gallery already.",
                hint="Add pictures to them, or choose a name that tells the two apart.",
            )

    def new_person(self, name: str) -> int:
        """Raises `InputError` where the name is taken."""
        self.refuse_taken_name(name)
        person_id = next_id(self.connection, "person")
        self.journal.about(person_id)
        self.journal.before("person", person_id)
        self.rows.insert_person(self.connection, person_id, name)
        return person_id

    def rename(self, person_id: int, name: str) -> None:
        self.journal.before("person", person_id)
        self.rows.set_name(self.connection, person_id, name)

    def set_cover(self, person_id: int, template_id: int, *, replace: bool) -> None:
        """Choose the picture that stands for a person; without `replace` only where none was chosen."""
        self.journal.before("person", person_id)
        value = "?" if replace else "coalesce(cover, ?)"
        self.connection.execute(f"UPDATE person SET cover = {value} WHERE id = ?", (template_id, person_id))

    def insert_templates(self, person_id: int, templates: Iterable[NewTemplate], *, rejected: bool) -> list[int]:
        """Add faces that a person has (or, `rejected`, has not); chips that are there already are left out."""
        added: dict[int, float] = {}
        for new in templates:
            if (person_id, rejected) in self.holders(new.chip_rgb):
                continue
            template_id = next_id(self.connection, "template")
            self.journal.before("template", template_id)
            self.rows.insert_template(self.connection, template_id, person_id, new, rejected=rejected)
            added[template_id] = -1.0 if new.quality is None else new.quality
        self._settle(person_id, rejected=rejected)
        if added and not rejected:
            self.set_cover(person_id, max(added, key=added.__getitem__), replace=False)
        return list(added)

    def move_templates(self, template_ids: Sequence[int], person_id: int) -> None:
        """Give templates to another person; chips that they have already stay where they are."""
        for template_id in template_ids:
            there = self.connection.execute(
                "SELECT 1 FROM template t JOIN template o ON o.chip_digest = t.chip_digest AND o.rejected = t.rejected "
                "WHERE t.id = ? AND o.person_id = ? AND o.removed = 0",
                (template_id, person_id),
            ).fetchone()
            if there is None:
                self.journal.before("template", template_id)
                self.rows.move_template(self.connection, template_id, person_id)
        self._settle(person_id, rejected=False)

    def hide(self, table: str, row_id: int) -> None:
        """Take a person or a template out of sight, until the change is undone or purged."""
        self.journal.before(table, row_id)
        self.connection.execute(f"UPDATE {table} SET removed = 1 WHERE id = ?", (row_id,))

    def _settle(self, person_id: int, *, rejected: bool) -> None:
        """One chip cannot both be and not be a person: hide those that say the opposite of `rejected`."""
        contrary = self.connection.execute(
            "SELECT t.id FROM template t "
            "JOIN template o ON o.chip_digest = t.chip_digest AND o.person_id = t.person_id "
            "WHERE t.person_id = ? AND t.removed = 0 AND o.removed = 0 AND t.rejected != ? AND o.rejected = ?",
            (person_id, rejected, rejected),
        ).fetchall()
        for (template_id,) in contrary:
            self.hide("template", template_id)


def _no_template(template_id: int) -> InputError:
    return InputError(
        f"There is no template {template_id} in this gallery.",
        hint="`facenet people show NAME` lists a person's.",
        window_hint="Somebody may have deleted it meanwhile.",
    )
