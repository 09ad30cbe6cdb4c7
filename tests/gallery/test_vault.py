import os
import stat

import pytest

from core.errors import GalleryKeyError
from core.gallery.master_keys import KeyFiles
from core.gallery.vault import Key, SealBroken, place

HERE = place("person", 1, "name")


def test_what_is_sealed_opens_with_the_same_key_at_the_same_place():
    key = Key.new()
    assert key.open(key.seal(b"Anna", place=HERE), place=HERE) == b"Anna"


def test_sealing_twice_gives_different_bytes_and_never_the_plaintext():
    key = Key.new()
    one, two = key.seal(b"Anna" * 10, place=HERE), key.seal(b"Anna" * 10, place=HERE)
    assert one != two
    assert b"Anna" not in one


@pytest.mark.parametrize("other", [place("person", 2, "name"), place("person", 1, "key"), place("template", 1, "name")])
def test_a_sealed_value_does_not_open_in_another_place(other):
    key = Key.new()
    with pytest.raises(SealBroken):
        key.open(key.seal(b"Anna", place=HERE), place=other)


def test_every_changed_or_missing_byte_is_noticed():
    key = Key.new()
    sealed = key.seal(b"Anna", place=HERE)
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(SealBroken):
            key.open(bytes(changed), place=HERE)
        with pytest.raises(SealBroken):
            key.open(sealed[:position], place=HERE)


def test_another_key_opens_nothing():
    with pytest.raises(SealBroken):
        Key.new().open(Key.new().seal(b"Anna", place=HERE), place=HERE)


def test_a_sealed_key_is_the_same_key_again():
    outer, inner = Key.new(), Key.new()
    again = outer.open_key(outer.seal_key(inner, place=HERE), place=HERE)
    assert again.open(inner.seal(b"x", place=HERE), place=HERE) == b"x"
    with pytest.raises(SealBroken):
        outer.open_key(outer.seal(b"short", place=HERE), place=HERE)


def test_derived_keys_differ_by_purpose_and_salt_and_repeat():
    key = Key(bytes(32))
    digests = {key.derive(purpose, salt=salt).digest(b"x") for purpose in ("a", "b") for salt in (b"1", b"2")}
    assert len(digests) == 4
    assert key.derive("a", salt=b"1").digest(b"x") in digests


def test_a_key_file_belongs_to_its_owner_and_is_never_overwritten(tmp_path):
    keys = KeyFiles(tmp_path / "keys")
    secret = keys.create("abc")
    assert keys.read("abc") == secret
    if os.name == "posix":
        assert stat.S_IMODE(keys.path("abc").stat().st_mode) == 0o600
        keys.path("abc").chmod(0o644)
        keys.read("abc")
        assert stat.S_IMODE(keys.path("abc").stat().st_mode) == 0o600
    with pytest.raises(Exception, match=r"abc\.key"):
        keys.create("abc")
    assert keys.read("abc") == secret


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"facenet-gallery-key-1 AAAA\n", b"other " + b"A" * 44])
def test_a_damaged_key_file_is_named(tmp_path, content):
    keys = KeyFiles(tmp_path)
    keys.path("abc").write_bytes(content)
    with pytest.raises(GalleryKeyError, match="damaged"):
        keys.read("abc")


def test_a_gallery_id_cannot_lead_out_of_the_folder(tmp_path):
    with pytest.raises(GalleryKeyError):
        KeyFiles(tmp_path).path("../other")
