"""The file itself: what stands in it, what a purge leaves, and what happens when it is not as it should be."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.errors import GalleryError, GalleryKeyError, InputError, StorageError
from core.gallery import schema
from core.gallery.chips import encode_chip
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from tests.gallery.conftest import MODEL, chip_of, new_template, pixel_embedding

ROOT = Path(__file__).parents[2]


def raw_bytes(path):
    """The file and everything that lies beside it under a similar name."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))


def sealed_values(path):
    connection = sqlite3.connect(path)
    values = [
        value
        for table, column in (
            ("person", "sealed_key"),
            ("person", "name"),
            ("person", "name_digest"),
            ("template", "sealed_key"),
            ("template", "details"),
            ("template", "chip_digest"),
            ("chip", "png"),
            ("embedding", "vector"),
        )
        for (value,) in connection.execute(f"SELECT {column} FROM {table}")
    ]
    connection.close()
    return values


def test_nothing_of_a_person_stands_in_the_file_in_clear(gallery):
    anna = gallery.add_person("Annabella Unmistakable", [new_template(1)])
    gallery.rename(anna.id, "Somebody Distinctive")
    content = raw_bytes(gallery.path)
    for secret in (
        b"Annabella",
        b"Unmistakable",
        b"Distinctive",
        b"secret-folder",
        chip_of(1).tobytes()[:64],
        encode_chip(chip_of(1))[40:104],
        pixel_embedding(chip_of(1)).tobytes()[:16],
    ):
        assert secret not in content


def test_a_purge_leaves_no_trace_even_of_what_was_sealed(gallery):
    anna = gallery.add_person("Anna", [new_template(n) for n in range(6)])
    anna_sealed = sealed_values(gallery.path)
    bob = gallery.add_person("Bob", [new_template(n) for n in range(10, 14)])
    gallery.rename(anna.id, "Annette")
    gallery.remove_template(gallery.templates(bob.id)[0].id)
    gallery.delete_person(anna.id)

    def traces():
        content = raw_bytes(gallery.path)
        # The undo journal keeps rows in hexadecimal.
        return [
            value
            for value in anna_sealed
            if value[:24] in content or value[-24:] in content or value.hex()[:48].encode() in content
        ]

    assert len(traces()) == len(anna_sealed)
    assert gallery.purge() == 8
    assert traces() == []
    assert sorted(file.name for file in gallery.path.parent.glob("people*")) == ["people.sqlite"]
    assert [(person.name, person.templates) for person in gallery.people()] == [("Bob", 3)]
    with pytest.raises(InputError, match="nothing to undo"):
        gallery.undo()


def test_rows_cannot_change_places_unnoticed(gallery):
    gallery.add_person("Anna", [new_template(1)])
    gallery.add_person("Bob", [new_template(2)])
    connection = sqlite3.connect(gallery.path)
    (name,) = connection.execute("SELECT name FROM person WHERE id = 2").fetchone()
    connection.execute("UPDATE person SET name = ? WHERE id = 1", (name,))
    connection.execute("UPDATE embedding SET vector = (SELECT vector FROM embedding WHERE template_id = 1)")
    connection.commit()
    connection.close()
    with pytest.raises(GalleryError, match="person 1"):
        gallery.people()
    with pytest.raises(GalleryError, match="template 2 of person 2"):
        gallery.embeddings.vectors(MODEL.id, [1, 2])
    # What is damaged can be removed, and the rest goes on.
    gallery.remove_template(2)
    gallery.delete_person(1)
    assert [person.name for person in gallery.people()] == ["Bob"]


def test_a_missing_file_is_named_and_not_made(tmp_path, keys):
    with pytest.raises(GalleryError, match="no gallery at"):
        Gallery.open(tmp_path / "none.sqlite", keys=keys)
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"junk" * 2000])
def test_what_is_no_gallery_is_refused_and_left_alone(tmp_path, keys, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(GalleryError, match="other"):
        Gallery.open(path, keys=keys)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path, keys):
    connection = sqlite3.connect(tmp_path / "other.sqlite")
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(GalleryError, match="another program"):
        Gallery.open(tmp_path / "other.sqlite", keys=keys, create=True)


def test_a_folder_is_no_gallery(tmp_path, keys):
    with pytest.raises(GalleryError, match="folder"):
        Gallery.open(tmp_path, keys=keys)


def test_a_gallery_of_a_newer_version_is_left_alone(gallery, open_gallery):
    gallery.close()
    connection = sqlite3.connect(gallery.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    content = gallery.path.read_bytes()
    with pytest.raises(GalleryError, match="newer version"):
        open_gallery()
    assert gallery.path.read_bytes() == content


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_gallery_that_was_cut_is_refused(gallery, open_gallery, share):
    gallery.add_person("Anna", [new_template(n) for n in range(5)])
    gallery.close()
    content = gallery.path.read_bytes()
    gallery.path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(GalleryError, match="cut off"):
        open_gallery()


def test_the_wrong_key_and_no_key_are_told_apart(gallery, open_gallery, keys, tmp_path):
    gallery.add_person("Anna", [new_template(1)])
    path = keys.path(gallery.gallery_id)
    secret = path.read_bytes()
    path.unlink()
    with pytest.raises(GalleryKeyError, match="missing"):
        open_gallery()
    KeyFiles(keys.folder).create(gallery.gallery_id)
    with pytest.raises(GalleryKeyError, match="does not fit"):
        open_gallery()
    path.write_bytes(secret)
    assert len(open_gallery().people()) == 1


def test_read_only_looks_and_does_not_touch(gallery, open_gallery):
    gallery.add_person("Anna", [new_template(1)])
    reader = open_gallery(read_only=True, create=False)
    assert [person.name for person in reader.people()] == ["Anna"]
    with pytest.raises(StorageError, match="only be read"):
        reader.add_person("Bob")


def test_a_gallery_that_another_program_keeps_for_itself_is_said_to_be_in_use(gallery, open_gallery):
    other = sqlite3.connect(gallery.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(GalleryError, match="in use"):
        gallery.add_person("Anna")
    with pytest.raises(GalleryError, match="in use"):
        open_gallery()
    other.execute("ROLLBACK")
    other.close()
    assert gallery.add_person("Anna").name == "Anna"


def test_a_closed_gallery_says_so(gallery):
    gallery.close()
    with pytest.raises(GalleryError, match="closed"):
        gallery.people()


def test_a_migration_that_fails_leaves_the_gallery_as_it_was(gallery, open_gallery, monkeypatch):
    gallery.add_person("Anna", [new_template(1)])
    gallery.close()
    first = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*first, "CREATE TABLE more (x); CREATE TABLE nonsense nonsense"))
    with pytest.raises(GalleryError):
        open_gallery()
    monkeypatch.setattr(schema, "MIGRATIONS", (*first, "CREATE TABLE more (x); INSERT INTO more VALUES (1)"))
    with pytest.raises(GalleryError, match="older version"):
        open_gallery(read_only=True)
    migrated = open_gallery()
    assert [person.name for person in migrated.people()] == ["Anna"]
    connection = sqlite3.connect(migrated.path)
    assert schema.version(connection) == 2
    assert connection.execute("SELECT x FROM more").fetchall() == [(1,)]
    connection.close()
    monkeypatch.setattr(schema, "MIGRATIONS", first)
    with pytest.raises(GalleryError, match="newer"):
        open_gallery()


def test_threads_share_one_gallery(gallery):
    errors = []

    def work(number):
        try:
            for step in range(5):
                person = gallery.add_person(f"{number} {step}", [new_template(100 * number + step)])
                assert gallery.person(person.id).templates == 1
                gallery.people()
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(gallery.people()) == 20


_PROGRAM = """
import sys
from pathlib import Path
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from tests.gallery.conftest import MODEL, new_template
name, folder = sys.argv[1], Path(sys.argv[2])
with Gallery.open(folder / "people.sqlite", keys=KeyFiles(folder / "keys"), create=True) as gallery:
    gallery.embeddings.add_model(MODEL)
    for step in range(4):
        gallery.add_person(f"{name} {step}", [new_template(1000 * ord(name) + step)])
"""


def test_two_programs_make_and_use_one_gallery_at_once(tmp_path, keys):
    programs = [
        subprocess.Popen([sys.executable, "-c", _PROGRAM, name, str(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    for program in programs:
        _, errors = program.communicate(timeout=60)
        assert program.returncode == 0, errors.decode()
    with Gallery.open(tmp_path / "people.sqlite", keys=keys) as gallery:
        assert len(gallery.people()) == 8
    assert len(list(keys.folder.iterdir())) == 1


def test_only_the_owner_may_read_the_file(gallery):
    if sys.platform != "win32":
        assert gallery.path.stat().st_mode & 0o077 == 0
