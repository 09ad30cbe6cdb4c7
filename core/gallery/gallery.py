"""A gallery: the people one knows, in one file that several programs may use at once.

Every change is one transaction and can be undone, the latest first, until `purge`. Names, chips, embeddings and the
sources of pictures are sealed (`core.gallery.vault`); nothing of a person stands in the file in clear.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from core.errors import FacenetError, InputError
from core.gallery import journal
from core.gallery.database import BUSY_SECONDS, COUNT_REVISION, Database, create_file
from core.gallery.embeddings import GalleryEmbeddings
from core.gallery.journal import Entry
from core.gallery.master_keys import MasterKeys
from core.gallery.names import clean_name
from core.gallery.opening import gallery_id_of, new_gallery_id, seal_key_check, unlock
from core.gallery.records import Change, ChangeKind, NewPerson, NewTemplate, Person, Template
from core.gallery.resealing import reseal
from core.gallery.rows import Rows
from core.gallery.transaction import Edit, View
from core.gallery.vault import Key, SealBroken


class Gallery:
    """An open gallery. Any thread may use it. Use `Gallery.open`, and close it (it is a context manager)."""

    def __init__(self, database: Database, rows: Rows, gallery_id: str) -> None:
        self._database = database
        self._rows = rows
        self.gallery_id = gallery_id
        self.embeddings = GalleryEmbeddings(database, rows)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        keys: MasterKeys,
        create: bool = False,
        read_only: bool = False,
        busy_seconds: float = BUSY_SECONDS,
    ) -> Gallery:
        """Open a gallery, and bring one of an older version up to date.

        Args:
            path: The file.
            keys: Where its master key is kept.
            create: Make a new gallery where there is no file, or an empty one.
            read_only: Refuse every change.
            busy_seconds: How long to wait for another program that is writing.

        Raises:
            GalleryError: It is missing, empty, damaged, of a newer version, or in use by another program.
            GalleryKeyError: Its key is missing, or the key belongs to another gallery.
            StorageError: It may not be read, or not be made.
        """
        if create and not read_only:
            create_file(path)
        database = Database(path, read_only=read_only, busy_seconds=busy_seconds)
        try:
            master, gallery_id = unlock(database, keys=keys, create=create, read_only=read_only)
        except BaseException:
            database.close()
            raise
        return cls(database, Rows(master, gallery_id), gallery_id)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        return self._database.path

    def revision(self) -> int:
        """Rises with every change that any program makes."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT revision FROM gallery").fetchone()[0])

    # -- looking

    def people(self) -> list[Person]:
        """Everybody, sorted by name without regard to case."""
        with self._database.reading() as connection:
            people = self._rows.people(connection)
        return sorted(people, key=lambda person: (person.name.casefold(), person.id))

    def person(self, person_id: int) -> Person:
        """Raises `InputError` where there is nobody of that id."""
        with self._view() as view:
            return view.person(person_id)

    def find_person(self, name: str) -> Person | None:
        """Whoever has this name; upper and lower case and the coding of accents make no difference."""
        with self._view() as view:
            person_id = view.person_called(clean_name(name))
            return None if person_id is None else view.person(person_id)

    def templates(self, person_id: int) -> list[Template]:
        """A person's templates, rejected ones included, oldest first. Raises `InputError`."""
        with self._view() as view:
            view.person(person_id)
            return self._rows.templates(view.connection, "t.person_id = ?", (person_id,))

    def template(self, template_id: int) -> Template:
        """Raises `InputError` where there is none of that id."""
        with self._view() as view:
            return view.template(template_id)

    def chip(self, template_id: int) -> NDArray[np.uint8]:
        """(S, S, 3) uint8 RGB. Raises `InputError` where there is no such template."""
        with self._view() as view:
            view.owner(template_id)
            return self._rows.chip_rgb(view.connection, template_id)

    def has_chip(self, person_id: int, chip_rgb: NDArray[np.uint8]) -> bool:
        """Whether a person has a template with exactly this chip."""
        with self._view() as view:
            return (person_id, False) in view.holders(chip_rgb)

    # -- changing

    def add_person(self, name: str, templates: Iterable[NewTemplate] = ()) -> Person:
        """Somebody new, with their first templates. A chip that comes twice is taken once.

        Raises:
            InputError: The name is taken or cannot be one (`clean_name`), or a template does not fit.
        """
        name = clean_name(name)
        with self._edit("add_person") as edit:
            person_id = edit.new_person(name)
            edit.insert_templates(person_id, templates, rejected=False)
            return edit.person(person_id)

    def add_people(self, people: Iterable[NewPerson], *, same_names: Literal["refuse", "join"] = "refuse") -> int:
        """Many people at once, as one change: all of them, or none.

        Args:
            people: Consumed as they are written; they need not fit into memory together.
            same_names: What becomes of somebody whose name is taken: refuse all, or let the templates join.

        Returns:
            How many templates were added; chips that a person has already are left out.

        Raises:
            InputError: A name is taken or cannot be one, or a template does not fit.
        """
        added = 0
        with self._edit("import") as edit:
            for new in people:
                name = clean_name(new.name)
                person_id = edit.person_called(name) if same_names == "join" else None
                if person_id is None:
                    person_id = edit.new_person(name)
                added += len(edit.insert_templates(person_id, new.templates, rejected=False))
                added += len(edit.insert_templates(person_id, new.rejected, rejected=True))
        return added

    def add_templates(self, person_id: int, templates: Iterable[NewTemplate]) -> list[int]:
        """More templates for a person. A chip that they have already is left out.

        Returns:
            The ids of the new templates.

        Raises:
            InputError: There is no such person, or a template does not fit.
        """
        with self._edit("add_templates", person_id) as edit:
            return edit.insert_templates(person_id, templates, rejected=False)

    def reject(self, person_id: int, face: NewTemplate) -> None:
        """Remember that this face is not that person; `core.gallery.matching` says what follows from it."""
        with self._edit("reject", person_id) as edit:
            edit.insert_templates(person_id, [face], rejected=True)

    def reject_templates(self, faces: Iterable[tuple[int, int]]) -> None:
        """Remember that enrolled faces are not somebody else, as one change.

        Args:
            faces: (template id, id of the person whom it does not show).

        Raises:
            InputError: A template or person is not there.
        """
        with self._edit("reject") as edit:
            for template_id, person_id in faces:
                edit.require_person(person_id)
                edit.journal.about(person_id)
                edit.insert_templates(person_id, [edit.copy(template_id)], rejected=True)

    def rename(self, person_id: int, name: str) -> Person:
        """Give somebody another name. Raises `InputError` where it is taken or cannot be a name."""
        name = clean_name(name)
        with self._edit("rename", person_id) as edit:
            edit.refuse_taken_name(name, but=person_id)
            edit.rename(person_id, name)
            return edit.person(person_id)

    def merge(self, person_id: int, *, into: int) -> Person:
        """Two entries are one person: all templates go to `into`, whose name and cover remain.

        Raises:
            InputError: One of them is not there, or both are the same.
        """
        if person_id == into:
            raise InputError("A person cannot be merged with themselves.", hint="Name two different people.")
        with self._edit("merge", into) as edit:
            edit.person(person_id)
            theirs = self._rows.templates(edit.connection, "t.person_id = ?", (person_id,))
            edit.move_templates([template.id for template in theirs], into)
            edit.hide("person", person_id)
            return edit.person(into)

    def split(self, template_ids: Sequence[int], *, name: str) -> Person:
        """One entry is two people: these templates become somebody new.

        Raises:
            InputError: The name is taken, the templates are not one person's, or nothing would be left.
        """
        name = clean_name(name)
        with self._edit("split") as edit:
            chosen = [edit.template(template_id) for template_id in dict.fromkeys(template_ids)]
            owners = {template.person_id for template in chosen}
            if len(owners) != 1:
                raise InputError(
                    f"The templates to split off must belong to one person; these belong to {len(owners)}.",
                    hint="`facenet people show NAME` lists a person's templates.",
                    window_hint="Choose pictures of one person.",
                )
            faces = sum(not template.rejected for template in chosen)
            if faces == edit.person(owners.pop()).templates:
                raise InputError(
                    "Splitting off all templates would leave nobody behind.", hint="Rename the person instead."
                )
            if not faces:
                raise InputError("Faces that were rejected cannot become a person of their own.")
            person_id = edit.new_person(name)
            edit.move_templates([template.id for template in chosen], person_id)
            return edit.person(person_id)

    def remove_template(self, template_id: int) -> None:
        """Take one face away. Raises `InputError` where there is none of that id."""
        with self._edit("remove_template") as edit:
            edit.journal.about(edit.owner(template_id))
            edit.hide("template", template_id)

    def delete_person(self, person_id: int) -> None:
        """Take a person away with all that is theirs. After the next `purge` nothing of it can be read again."""
        with self._edit("delete_person", person_id) as edit:
            edit.hide("person", person_id)

    def set_cover(self, person_id: int, template_id: int) -> None:
        """Choose the picture that stands for a person. Raises `InputError` where the template is not theirs."""
        with self._edit("set_cover", person_id) as edit:
            template = edit.template(template_id)
            if template.person_id != person_id or template.rejected:
                raise InputError(f"The template {template_id} is not one of this person's faces.")
            edit.set_cover(person_id, template_id, replace=True)

    # -- undoing and forgetting

    def changes(self) -> list[Change]:
        """What can be undone, the latest first."""
        with self._database.reading() as connection:
            return [self._named(connection, entry) for entry in journal.entries(connection)]

    def undo(self, *, change_id: int | None = None) -> Change:
        """Undo the latest change.

        Args:
            change_id: Refuse unless this is the latest one, because somebody may have changed something meanwhile.

        Raises:
            InputError: There is nothing to undo, or another change is the latest.
        """
        with self._database.writing() as connection:
            entry = next(iter(journal.entries(connection)), None)
            if entry is None:
                raise InputError("There is nothing to undo.", hint="A purge makes all changes before it final.")
            if change_id is not None and entry.id != change_id:
                raise InputError("The gallery was changed meanwhile.", hint="Look at the latest change, then undo it.")
            # Named before it is undone: whoever was added will be gone.
            change = self._named(connection, entry)
            journal.undo(connection, entry.id)
            connection.execute(COUNT_REVISION)
            return change

    def purge(self) -> int:
        """Make everything that was removed unrecoverable, and give its space back. Nothing can be undone afterwards.

        The keys of deleted people go with their rows, SQLite overwrites what is deleted with zeros, and the file is
        then rewritten from what remains. Backups and copies of the file are out of reach.

        Returns:
            How many people and templates were wiped out.

        Raises:
            GalleryError: Another program is using the file; what was hidden is then deleted, but the file not yet
                rewritten. Purge again.
        """
        with self._database.writing() as connection:
            wiped = self._delete_removed(connection)
        self._rows.forget_keys()
        self._database.compact()
        return wiped

    def rotate_key(self, keys: MasterKeys) -> None:
        """Purge, seal everything anew under a new master key, destroy the old one, and close the gallery.

        Other programs that have it open are told to open it again.

        Raises:
            SealBroken: A record is damaged; nothing was changed. Remove it first.
            GalleryError: Another program is using the file; purge it then, as for `purge`.
            GalleryKeyError: The new key cannot be kept; nothing was changed.
        """
        new_id = new_gallery_id()
        # The key is on the disk before the gallery that needs it.
        master = Key(keys.replace(self.gallery_id, by=new_id))
        new = Rows(master, new_id)
        try:
            with self._database.writing() as connection:
                self._delete_removed(connection)
                reseal(connection, old=self._rows, new=new)
                connection.execute(
                    "UPDATE gallery SET gallery_id = ?, key_check = ?", (new_id, seal_key_check(master, new_id))
                )
        except BaseException:
            # Interrupted just behind the commit, the new key is the only one that fits.
            with contextlib.suppress(FacenetError):
                if gallery_id_of(self.path) != new_id:
                    keys.forget(new_id)
            raise
        self._rows.forget_keys()
        try:
            keys.forget(self.gallery_id)
            self._database.compact()
        finally:
            self.close()

    def _delete_removed(self, connection: sqlite3.Connection) -> int:
        hidden_people = "SELECT id FROM person WHERE removed != 0"
        wiped = connection.execute(
            f"DELETE FROM template WHERE removed != 0 OR person_id IN ({hidden_people})"
        ).rowcount
        wiped += connection.execute("DELETE FROM person WHERE removed != 0").rowcount
        connection.execute("DELETE FROM change")
        connection.execute(COUNT_REVISION)
        return wiped

    @contextlib.contextmanager
    def _view(self) -> Iterator[View]:
        with self._database.reading() as connection:
            yield View(connection, self._rows)

    @contextlib.contextmanager
    def _edit(self, kind: ChangeKind, person_id: int | None = None) -> Iterator[Edit]:
        """One transaction, recorded in the journal. The person, if one is given, must be there."""
        with self._database.writing() as connection:
            edit = Edit(connection, self._rows, kind, person_id)
            yield edit
            edit.journal.finish()
            connection.execute(COUNT_REVISION)

    def _named(self, connection: sqlite3.Connection, entry: Entry) -> Change:
        name = ""
        if entry.person_id is not None:
            with contextlib.suppress(SealBroken):  # a damaged name must not keep anything from being undone
                name = self._rows.name(connection, entry.person_id)
        return Change(id=entry.id, kind=entry.kind, person_id=entry.person_id, name=name, time=entry.time)
