"""Everything of a gallery sealed anew, for a new master key."""

from __future__ import annotations

import sqlite3

from core.gallery.rows import Rows


def reseal(connection: sqlite3.Connection, *, old: Rows, new: Rows) -> None:
    """Give every person and template a new key, inside the caller's transaction.

    The undo journal must be empty: it holds rows that are sealed with the old keys.

    Raises:
        SealBroken: Something is damaged; the caller's transaction must not be committed then.
    """
    templates_of: dict[int, list[int]] = {row[0]: [] for row in connection.execute("SELECT id FROM person")}
    for template_id, person_id in connection.execute("SELECT id, person_id FROM template"):
        templates_of[person_id].append(template_id)
    for person_id, template_ids in templates_of.items():
        name = old.name(connection, person_id)
        old_keys = [old.template_key(connection, template_id) for template_id in template_ids]
        new.reseal_person(connection, person_id, name)
        for template_id, old_key in zip(template_ids, old_keys, strict=True):
            new.reseal_template(connection, template_id, person_id, old_key)
