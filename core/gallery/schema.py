"""The tables of a gallery, and the way from each version of them to the next.

Everything that tells something about a person is a sealed BLOB (`core.gallery.vault`). In clear are ids, which
template belongs to which person, what a template is for, which model an embedding comes from, and when something
was changed.

`removed` hides a row until it is purged, so that a removal can be undone. A `rejected` template shows a face that
the user said is *not* that person.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

# Marks the file as ours in SQLite's header ("FNGL").
APPLICATION_ID = 0x464E474C

_VERSION_1 = """
CREATE TABLE gallery (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    gallery_id TEXT NOT NULL,
    key_check BLOB NOT NULL,
    revision INTEGER NOT NULL
);
CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed_key BLOB NOT NULL,
    name BLOB NOT NULL,
    name_digest BLOB NOT NULL,
    cover INTEGER,
    removed INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX person_name ON person (name_digest) WHERE removed = 0;
CREATE TABLE template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    sealed_key BLOB NOT NULL,
    chip_digest BLOB NOT NULL,
    details BLOB NOT NULL,
    rejected INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX template_person ON template (person_id);
CREATE INDEX template_chip ON template (chip_digest);
CREATE TABLE chip (
    template_id INTEGER PRIMARY KEY REFERENCES template ON DELETE CASCADE,
    png BLOB NOT NULL
);
CREATE TABLE model (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    embedding_size INTEGER NOT NULL,
    normalised INTEGER NOT NULL,
    calibration TEXT
);
CREATE TABLE embedding (
    model_id TEXT NOT NULL REFERENCES model,
    template_id INTEGER NOT NULL REFERENCES template ON DELETE CASCADE,
    vector BLOB NOT NULL,
    PRIMARY KEY (model_id, template_id)
);
CREATE INDEX embedding_template ON embedding (template_id);
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    person_id INTEGER,
    time INTEGER NOT NULL
);
CREATE TABLE change_row (
    change_id INTEGER NOT NULL REFERENCES change ON DELETE CASCADE,
    position INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    PRIMARY KEY (change_id, position)
) WITHOUT ROWID;
"""

# The script at position n leads from version n to version n + 1. Scripts are never changed once released.
MIGRATIONS: tuple[str, ...] = (_VERSION_1,)


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file; 0 where there are none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, *, migrations: Sequence[str] | None = None) -> None:
    """Bring the tables to the newest version, inside the transaction that the caller has begun."""
    scripts = MIGRATIONS if migrations is None else migrations
    for number in range(version(connection), len(scripts)):
        # Not executescript: it would commit what was done before it.
        for statement in scripts[number].split(";"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
