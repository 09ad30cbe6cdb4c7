"""The undo journal: for each change, the rows as they were before it.

The rows hold only what is sealed already, and so does the journal. Changes are undone in reverse order, the latest
first, so that every row finds the neighbours it had.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.errors import GalleryError
from core.gallery.records import ChangeKind

_TABLES = ("person", "template")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in the journal: its id, what was done, to whom, and when (seconds since 1970)."""

    id: int
    kind: ChangeKind
    person_id: int | None
    time: int


class Recorder:
    """Keeps the rows that one change is about to touch. Lives as long as the change's transaction."""

    def __init__(self, connection: sqlite3.Connection, kind: ChangeKind, person_id: int | None) -> None:
        self._connection = connection
        self._person_id = person_id
        self._recorded: set[tuple[str, int]] = set()
        self._change_id = connection.execute(
            "INSERT INTO change (kind, time) VALUES (?, ?)", (kind, int(time.time()))
        ).lastrowid

    def about(self, person_id: int) -> None:
        """Say whom the change concerns, where that was not known at its beginning."""
        self._person_id = person_id

    def finish(self) -> None:
        """Complete the entry; a change that touched nothing leaves none."""
        if self._recorded:
            values = (self._person_id, self._change_id)
            self._connection.execute("UPDATE change SET person_id = ? WHERE id = ?", values)
        else:
            self._connection.execute("DELETE FROM change WHERE id = ?", (self._change_id,))

    def before(self, table: str, row_id: int) -> None:
        """Call before inserting, changing or hiding a row of `person` or `template`."""
        if (table, row_id) in self._recorded:
            return
        row = row_values(self._connection, table, row_id)
        self._connection.execute(
            "INSERT INTO change_row (change_id, position, table_name, row_id, before) VALUES (?, ?, ?, ?, ?)",
            (self._change_id, len(self._recorded), table, row_id, None if row is None else _encode(row)),
        )
        self._recorded.add((table, row_id))


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """What can be undone, the latest first."""
    for row in connection.execute("SELECT id, kind, person_id, time FROM change ORDER BY id DESC"):
        yield Entry(*row)


def undo(connection: sqlite3.Connection, change_id: int) -> None:
    """Bring back the rows as they were before a change, which must be the latest one.

    Raises:
        GalleryError: The journal does not fit the rows; nothing must be committed then.
    """
    rows = connection.execute(
        "SELECT table_name, row_id, before FROM change_row WHERE change_id = ? ORDER BY position DESC", (change_id,)
    ).fetchall()
    for table, row_id, before in rows:
        if table not in _TABLES:
            raise GalleryError(f"The undo journal names the unknown table {table!r}.")
        if before is None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        else:
            _restore(connection, table, row_id, _decode(before))
    connection.execute("DELETE FROM change WHERE id = ?", (change_id,))


def _restore(connection: sqlite3.Connection, table: str, row_id: int, values: dict[str, Any]) -> None:
    now = row_values(connection, table, row_id)
    # The names come from the file and go into a statement: only those of the table's own columns may.
    if now is None or not values.keys() <= now.keys():
        raise GalleryError(f"The undo journal does not fit the gallery ({table} {row_id}).", hint="Nothing was undone.")
    columns = ", ".join(f"{column} = ?" for column in values)
    connection.execute(f"UPDATE {table} SET {columns} WHERE id = ?", (*values.values(), row_id))


def row_values(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Any] | None:
    """A row by column, or None."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    row = cursor.fetchone()
    return None if row is None else {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def _encode(row: dict[str, Any]) -> str:
    return json.dumps(
        {name: {"hex": v.hex()} if isinstance(v, bytes) else v for name, v in row.items() if name != "id"}
    )


def _decode(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text)
    return {name: bytes.fromhex(v["hex"]) if isinstance(v, dict) else v for name, v in values.items()}
