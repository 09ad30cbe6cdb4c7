import io
import json
import zipfile

import numpy as np
import pytest

from core.errors import FacenetError, GalleryError, GalleryKeyError, InputError
from core.gallery import sealed_file
from core.gallery.gallery import Gallery
from core.gallery.portable import export_gallery, import_gallery, is_sealed
from core.gallery.sealed_file import SealedReader, SealedWriter
from tests.gallery.conftest import MODEL, OTHER_MODEL, chip_of, new_template, pixel_embedding


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    monkeypatch.setattr(sealed_file, "LOG2_COST", 10)


@pytest.fixture
def full(gallery):
    gallery.embeddings.add_model(OTHER_MODEL)
    anna = gallery.add_person("Anna 👩‍👧", [new_template(1, quality=0.25, time=5.0), new_template(2)])
    gallery.reject(anna.id, new_template(3))
    gallery.add_person("Bob", [new_template(4)])
    ids = [t.id for t in gallery.templates(anna.id)]
    gallery.embeddings.add(OTHER_MODEL.id, ids, np.stack([pixel_embedding(chip_of(n), 1) for n in (1, 2, 3)]))
    return gallery


@pytest.fixture
def empty(tmp_path, keys):
    with Gallery.open(tmp_path / "other.sqlite", keys=keys, create=True) as gallery:
        yield gallery


def content(gallery):
    return [
        (
            person.name,
            [
                (
                    *(t.rejected, t.quality, t.time, t.source, t.alignment_id, gallery.chip(t.id).tobytes()),
                    *((m, gallery.embeddings.vectors(m, [t.id]).tobytes()) for m in t.models),
                )
                for t in gallery.templates(person.id)
            ],
        )
        for person in gallery.people()
    ]


@pytest.mark.parametrize("passphrase", [None, "correct horse battery staple"])
def test_everybody_arrives_whole(full, empty, tmp_path, passphrase):
    path = tmp_path / "out.facenet"
    assert export_gallery(full, path, passphrase=passphrase) == 2
    assert is_sealed(path) == (passphrase is not None)
    assert (b"chips/0.png" in path.read_bytes()) == (passphrase is None)
    assert import_gallery(empty, path, passphrase=passphrase) == 4
    assert content(empty) == content(full)
    empty.undo()
    assert empty.people() == []


def test_a_taken_name_refuses_all_or_joins(full, empty, tmp_path):
    path = tmp_path / "out"
    export_gallery(full, path, passphrase=None)
    empty.embeddings.add_model(MODEL)
    bob = empty.add_person("bob", [new_template(9)])
    with pytest.raises(InputError, match="bob"):
        import_gallery(empty, path, passphrase=None)
    assert [person.name for person in empty.people()] == ["bob"]
    assert import_gallery(empty, path, passphrase=None, same_names="join") == 4
    assert empty.person(bob.id).templates == 2
    assert import_gallery(empty, path, passphrase=None, same_names="join") == 0, "everything is there already"


def test_the_passphrase_is_needed_and_must_be_right(full, empty, tmp_path):
    path = tmp_path / "out"
    with pytest.raises(InputError, match="empty"):
        export_gallery(full, path, passphrase="")
    assert not path.exists()
    export_gallery(full, path, passphrase="right")
    with pytest.raises(InputError, match="sealed"):
        import_gallery(empty, path, passphrase=None)
    with pytest.raises(GalleryKeyError, match="passphrase is wrong"):
        import_gallery(empty, path, passphrase="wrong")
    assert empty.people() == []


@pytest.mark.parametrize("passphrase", [None, "right"])
def test_a_damaged_file_adds_nobody(full, empty, tmp_path, passphrase):
    path = tmp_path / "out"
    export_gallery(full, path, passphrase=passphrase)
    whole = path.read_bytes()
    for position in range(5, len(whole), len(whole) // 9):
        path.write_bytes(whole[:position])
        with pytest.raises(FacenetError):
            import_gallery(empty, path, passphrase=passphrase)
    assert empty.people() == []


def changed(path, change):
    """The archive at `path` with its gallery.json passed through `change`, and extra entries."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries["gallery.json"])
    change(manifest, entries)
    entries["gallery.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in entries.items():
            archive.writestr(name, value)


@pytest.mark.parametrize(
    "change",
    [
        lambda m, e: m.update(version=99),
        lambda m, e: m.update(format="other"),
        lambda m, e: m.pop("people"),
        lambda m, e: m["people"][0].update(name="a\nb"),
        lambda m, e: m["people"][0].update(name="x" * 300),
        lambda m, e: m["people"].append(m["people"][0]),
        lambda m, e: m["people"][0]["templates"][0].update(chip=77),
        lambda m, e: m["people"][0]["templates"][0].update(chip="../../etc/passwd"),
        lambda m, e: m["people"][0]["templates"][0].update(quality=7.0),
        lambda m, e: m["people"][0]["templates"][0].update(embeddings={"0": 99}),
        lambda m, e: m["people"][0]["templates"][0].update(embeddings={"7": 0}),
        lambda m, e: m["models"][0].update(rows=10**7),
        lambda m, e: m["models"][0].update(embedding_size=10**9),
        lambda m, e: e.update({"chips/0.png": b"no picture"}),
        lambda m, e: e.update({"chips/0.png": bytes(1 << 25)}),
        lambda m, e: e.update({"embeddings/0.f32": np.full(64, np.nan, "<f4").tobytes()}),
    ],
)
def test_a_hostile_file_adds_nobody(full, empty, tmp_path, change):
    path = tmp_path / "out"
    export_gallery(full, path, passphrase=None)
    changed(path, change)
    with pytest.raises(FacenetError):
        import_gallery(empty, path, passphrase=None)
    assert empty.people() == []


def test_nothing_is_written_beside_the_gallery(full, empty, tmp_path):
    path = tmp_path / "out"
    export_gallery(full, path, passphrase=None)
    changed(path, lambda m, e: e.update({"../../escaped": b"x", "/escaped": b"x"}))
    before = set(tmp_path.parent.parent.rglob("*escaped*"))
    import_gallery(empty, path, passphrase=None)
    assert set(tmp_path.parent.parent.rglob("*escaped*")) == before


@pytest.mark.parametrize("start", [b"", b"hello", b"PK\x05\x06"])
def test_what_is_no_export_is_said_to_be_none(empty, tmp_path, start):
    (tmp_path / "x").write_bytes(start)
    with pytest.raises(InputError, match="not an exported gallery"):
        import_gallery(empty, tmp_path / "x", passphrase=None)
    with pytest.raises(InputError, match="cannot be read"):
        import_gallery(empty, tmp_path / "missing", passphrase=None)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_sealed_file_can_be_read_at_any_place(size):
    plain = np.random.default_rng(size).bytes(size)
    file = io.BytesIO()
    writer = SealedWriter(file, "p")
    for start in range(0, size, 30_001):
        writer.write(plain[start : start + 30_001])
    writer.finish()
    file.seek(0)
    reader = io.BufferedReader(SealedReader(file, "p"))
    assert reader.read() == plain
    for position in (0, size // 2, max(0, size - 3)):
        reader.seek(position)
        assert reader.read(70_000) == plain[position : position + 70_000]


def test_chunks_cannot_be_cut_off_or_swapped():
    file = io.BytesIO()
    writer = SealedWriter(file, "p")
    writer.write(bytes(65_536 * 3))
    writer.finish()
    whole = file.getvalue()
    header, chunk = len(whole) - 3 * 65_552, 65_552
    assert len(whole) == header + 3 * chunk
    shorter = SealedReader(io.BytesIO(whole[: header + 2 * chunk]), "p")
    with pytest.raises(GalleryKeyError, match="cut off"):
        io.BufferedReader(shorter).read()
    swapped = whole[: header + chunk] + whole[header + 2 * chunk :] + whole[header + chunk : header + 2 * chunk]
    with pytest.raises(GalleryKeyError):
        io.BufferedReader(SealedReader(io.BytesIO(swapped), "p")).read()
    with pytest.raises(GalleryError, match="cut off"):
        SealedReader(io.BytesIO(whole[: header + 5]), "p")
