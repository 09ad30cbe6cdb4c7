"""Where master keys live: moved, locked, lost, changed and rotated."""

import os
import stat
import subprocess
import sys
import time

import pytest

from core.errors import GalleryError, GalleryKeyError, InputError, StorageError
from core.gallery import key_places, system_keyring
from core.gallery.gallery import Gallery
from core.gallery.key_places import GalleryLocked, HomeKeys, WrongPassphrase
from core.gallery.master_keys import KeyFiles
from core.gallery.opening import gallery_id_of
from core.gallery.system_keyring import SystemKeyring
from tests.gallery.conftest import MODEL, new_template
from tests.gallery.test_file import ROOT, raw_bytes, sealed_values


class DictKeyring:
    """A keyring in memory."""

    def __init__(self, there=True):
        self.there, self.kept = there, {}

    def may_be_there(self):
        return self.there

    def available(self):
        return self.there

    def get(self, name):
        if not self.there:
            raise GalleryKeyError("The system's keyring is not there.")
        return self.kept.get(name)

    def set(self, name, secret):
        if not self.there:
            raise GalleryKeyError("The system's keyring is not there.")
        self.kept[name] = secret

    def delete(self, name):
        self.kept.pop(name, None)


@pytest.fixture
def keyring():
    return DictKeyring()


@pytest.fixture
def home_keys(tmp_path, keyring):
    """Makes the keys of one home, with a passphrase at hand or without. Cheap: 2^10 instead of 2^17."""
    return lambda passphrase=None, **options: HomeKeys(
        tmp_path / "keys",
        passphrase=None if passphrase is None else lambda: passphrase,
        **{"keyring": keyring, "log2_cost": 10, **options},
    )


def opened(tmp_path, keys, **options):
    return Gallery.open(tmp_path / "people.sqlite", keys=keys, create=True, **options)


def make(tmp_path, keys):
    """A gallery with one person; its id."""
    with opened(tmp_path, keys) as gallery:
        gallery.embeddings.add_model(MODEL)
        gallery.add_person("Anna", [new_template(1)])
        return gallery.gallery_id


def names(tmp_path, keys):
    with opened(tmp_path, keys) as gallery:
        return [person.name for person in gallery.people()]


def test_a_new_key_goes_to_the_keyring_and_to_no_file(tmp_path, home_keys, keyring):
    id_ = make(tmp_path, home_keys())
    assert home_keys().place(id_) == "keyring"
    secret = keyring.kept[id_].split()[1].encode()
    assert all(secret not in path.read_bytes() for path in (tmp_path / "keys").iterdir())
    assert names(tmp_path, home_keys()) == ["Anna"]


def test_without_a_keyring_it_is_a_file_of_the_owner_and_the_user_is_told(tmp_path, home_keys):
    notes = []
    id_ = make(tmp_path, home_keys(keyring=DictKeyring(there=False), on_note=notes.append))
    (note,) = notes
    assert "plain file" in note
    assert "--keep-in passphrase" in note
    path = tmp_path / "keys" / f"{id_}.key"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_keyring_that_keeps_nothing_is_none(tmp_path, home_keys):
    class Full(DictKeyring):
        def set(self, name, secret):
            raise GalleryKeyError("The keyring is full.")

    notes = []
    assert home_keys().place(make(tmp_path, home_keys(keyring=Full(), on_note=notes.append))) == "file"
    assert "locked or does not answer" in notes[0]


def test_an_existing_key_file_goes_on_and_can_be_moved_everywhere(tmp_path, home_keys, keyring):
    id_ = make(tmp_path, KeyFiles(tmp_path / "keys"))
    assert names(tmp_path, home_keys()) == ["Anna"]
    secret = home_keys().read(id_)
    for place, passphrase in (("keyring", ""), ("passphrase", "a"), ("file", ""), ("passphrase", "b"), ("keyring", "")):
        home_keys().keep(id_, secret, place, passphrase=passphrase)
        keys = home_keys(passphrase or None)
        assert keys.place(id_) == place
        assert names(tmp_path, keys) == ["Anna"]
        # In this place and in no other.
        assert bool(keyring.kept) == (place == "keyring")
        assert [path.name for path in (tmp_path / "keys").iterdir()] == [f"{id_}.key"]
        clear = (tmp_path / "keys" / f"{id_}.key").read_text()
        assert (key_places.text_of_key(secret) in clear) == (place == "file")


def test_a_passphrase_locks_and_only_the_right_one_unlocks(tmp_path, home_keys):
    id_ = make(tmp_path, home_keys())
    home_keys().keep(id_, home_keys().read(id_), "passphrase", passphrase="käse und brot")
    with pytest.raises(GalleryLocked, match="locked"):
        opened(tmp_path, home_keys())
    for wrong in ("kase und brot", "", "käse und brot "):
        with pytest.raises(WrongPassphrase):
            opened(tmp_path, home_keys(wrong))
    assert names(tmp_path, home_keys("käse und brot")) == ["Anna"]


def test_a_changed_passphrase_replaces_the_old_one(tmp_path, home_keys):
    id_ = make(tmp_path, home_keys())
    secret = home_keys().read(id_)
    home_keys().keep(id_, secret, "passphrase", passphrase="old")
    home_keys().keep(id_, home_keys().unlock(id_, "old"), "passphrase", passphrase="new")
    with pytest.raises(WrongPassphrase):
        home_keys("old").read(id_)
    assert home_keys("new").read(id_) == secret
    with pytest.raises(InputError, match="empty"):
        home_keys().keep(id_, secret, "passphrase", passphrase="")
    assert home_keys("new").read(id_) == secret


def test_a_lost_key_is_told_in_each_place(tmp_path, home_keys, keyring):
    id_ = make(tmp_path, home_keys())
    keyring.kept.clear()
    with pytest.raises(GalleryKeyError, match="not in the system's keyring any more"):
        opened(tmp_path, home_keys())
    with pytest.raises(GalleryKeyError, match="not there"):
        opened(tmp_path, home_keys(keyring=DictKeyring(there=False)))
    (tmp_path / "keys" / f"{id_}.key").unlink()
    with pytest.raises(GalleryKeyError, match="missing"):
        opened(tmp_path, home_keys())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"facenet-gallery-key-sealed-1",
        b"facenet-gallery-key-sealed-1 {}",
        b"facenet-gallery-key-sealed-1 [[[[",
        b'facenet-gallery-key-sealed-1 {"salt": 1, "key": "", "log2_cost": 10}',
        b'facenet-gallery-key-sealed-1 {"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "key": "AAAA", "log2_cost": 60}',
        b'facenet-gallery-key-sealed-1 {"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "key": "AAAA", "log2_cost": true}',
        b"facenet-gallery-key-1 " + b"A" * 10_000,
    ],
)
def test_a_damaged_key_file_is_named(tmp_path, home_keys, content):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "abc.key").write_bytes(content)
    with pytest.raises(GalleryKeyError, match=r"abc\.key"):
        home_keys("x").read("abc")


def test_one_gallerys_sealed_key_does_not_open_another(tmp_path, home_keys):
    keys = home_keys("x")
    keys.keep("aaa", bytes(32), "passphrase", passphrase="x")
    (tmp_path / "keys" / "aaa.key").rename(tmp_path / "keys" / "bbb.key")
    with pytest.raises(WrongPassphrase):
        keys.read("bbb")


def test_a_move_that_fails_leaves_the_key_where_it_was(tmp_path, home_keys, monkeypatch):
    id_ = make(tmp_path, home_keys())
    secret = home_keys().read(id_)
    home_keys().keep(id_, secret, "file")

    def refuse(*_):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(key_places.files, "write_bytes", refuse)
    for place in ("passphrase", "keyring"):
        with pytest.raises(StorageError):
            home_keys().keep(id_, secret, place, passphrase="x")
        assert home_keys().place(id_) == "file"
        assert home_keys().read(id_) == secret


@pytest.mark.parametrize("place", ["keyring", "passphrase", "file"])
def test_a_rotated_key_seals_everything_anew(tmp_path, home_keys, keyring, place):
    id_ = make(tmp_path, home_keys())
    home_keys().keep(id_, home_keys().read(id_), place, passphrase="x")
    keys = home_keys("x")
    with opened(tmp_path, keys) as gallery:
        gone = gallery.add_person("Gone", [new_template(7)])
        gallery.delete_person(gone.id)
        vector = gallery.embeddings.vectors(MODEL.id, [1]).tolist()
        before = sealed_values(gallery.path)
        old_key = keys.read(id_)
        gallery.rotate_key(keys)
        with pytest.raises(GalleryError, match="closed"):
            gallery.people()
    content = raw_bytes(tmp_path / "people.sqlite")
    assert not [value for value in before if value[:24] in content]
    new_id = gallery_id_of(tmp_path / "people.sqlite")
    assert new_id != id_
    assert keys.gallery_ids() == [new_id]
    assert keys.place(new_id) == place
    assert keys.read(new_id) != old_key
    assert set(keyring.kept) == ({new_id} if place == "keyring" else set())
    with opened(tmp_path, keys) as gallery:
        assert [(person.name, person.templates) for person in gallery.people()] == [("Anna", 1)]
        assert gallery.embeddings.vectors(MODEL.id, [1]).tolist() == vector
        assert gallery.has_chip(1, gallery.chip(1))
        with pytest.raises(InputError, match="already"):
            gallery.add_person("anna")


def test_another_program_cannot_write_under_the_old_key(tmp_path, home_keys):
    make(tmp_path, home_keys())
    other = opened(tmp_path, home_keys())
    opened(tmp_path, home_keys()).rotate_key(home_keys())
    for use in (other.people, lambda: other.add_person("Bob"), other.purge):
        with pytest.raises(GalleryError, match="new key"):
            use()
    other.close()
    assert names(tmp_path, home_keys()) == ["Anna"]


def test_a_key_that_is_rotated_while_the_gallery_is_opened_is_read_again(tmp_path, home_keys):
    make(tmp_path, home_keys())

    class Late(HomeKeys):
        """Another program rotates the key between this one's look at the gallery and its look at the key."""

        rotated = False

        def read(self, gallery_id):
            if not self.rotated:
                self.rotated = True
                with opened(tmp_path, home_keys()) as gallery:
                    gallery.rotate_key(home_keys())
            return super().read(gallery_id)

    with opened(tmp_path, Late(tmp_path / "keys", keyring=home_keys().keyring, log2_cost=10)) as gallery:
        assert [person.name for person in gallery.people()] == ["Anna"]


def test_a_rotation_that_fails_leaves_gallery_and_key(tmp_path, home_keys):
    import sqlite3

    id_ = make(tmp_path, home_keys())
    connection = sqlite3.connect(tmp_path / "people.sqlite")
    connection.execute("UPDATE embedding SET vector = zeroblob(100)")
    connection.commit()
    connection.close()
    with opened(tmp_path, home_keys()) as gallery, pytest.raises(GalleryError, match="template 1"):
        gallery.rotate_key(home_keys())
    assert home_keys().gallery_ids() == [id_]
    assert names(tmp_path, home_keys()) == ["Anna"]


def test_a_rotation_needs_the_right_passphrase(tmp_path, home_keys):
    id_ = make(tmp_path, home_keys())
    home_keys().keep(id_, home_keys().read(id_), "passphrase", passphrase="right")
    with opened(tmp_path, home_keys("right")) as gallery, pytest.raises(WrongPassphrase):
        gallery.rotate_key(home_keys("wrong"))
    assert names(tmp_path, home_keys("right")) == ["Anna"]


@pytest.mark.parametrize("there", [True, False])
def test_it_is_known_beforehand_whether_the_keyring_will_be_asked(tmp_path, home_keys, keyring, there):
    keyring.there = there
    assert home_keys().may_wait(None) == there
    id_ = make(tmp_path, home_keys())
    assert home_keys().may_wait(id_) == there
    secret = home_keys().read(id_)
    home_keys("one").keep(id_, secret, "passphrase", passphrase="one")
    assert not home_keys().may_wait(id_)
    assert not home_keys().may_wait("0" * 32)


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_who_says_that_there_is_no_keyring_is_believed(monkeypatch, backend):
    monkeypatch.setattr(system_keyring, "_find_backend", lambda: pytest.fail("it was asked"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    assert not SystemKeyring().may_be_there()
    assert not SystemKeyring().available()


def test_a_forgotten_key_is_nowhere(tmp_path, home_keys, keyring):
    id_ = make(tmp_path, home_keys())
    home_keys().forget(id_)
    home_keys().forget(id_)
    assert not keyring.kept
    assert home_keys().gallery_ids() == []


def test_a_keyring_that_does_not_answer_is_given_up(monkeypatch):
    monkeypatch.setattr(system_keyring, "_ASK_SECONDS", 0.05)
    monkeypatch.setattr(system_keyring, "_find_backend", SlowBackend)
    monkeypatch.setattr(system_keyring, "_may_have_one", lambda: True)
    with pytest.raises(GalleryKeyError, match="no answer"):
        SystemKeyring().get("abc")
    monkeypatch.setattr(system_keyring, "_LOOK_SECONDS", 0.05)
    monkeypatch.setattr(system_keyring, "_find_backend", lambda: time.sleep(0.3))
    assert not SystemKeyring().available()


class SlowBackend:
    def get_password(self, service, name):
        time.sleep(0.3)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may have no keyring")
def test_without_a_session_bus_nothing_is_imported_and_nothing_waits():
    program = (
        "import sys; from core.gallery.system_keyring import SystemKeyring; "
        "print(SystemKeyring().available(), 'keyring' in sys.modules)"
    )
    clean = {k: v for k, v in os.environ.items() if "DBUS" not in k and k not in ("XDG_RUNTIME_DIR",)}
    clean.pop("PYTHON_KEYRING_BACKEND", None)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=clean, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"], done.stderr
