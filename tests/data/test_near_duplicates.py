"""One photograph in several files, and two photographs of one person."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.data.importing import import_photos
from core.data.near_duplicates import HASH_BYTES, LookingPhoto, near_duplicates, perceptual_hash
from core.faces.photo import encode_jpeg
from tests.data.photos import DrawnFaceDetector, write_photos
from tests.factories import draw_face

FACE = draw_face(1, 0)


def distance(a: np.ndarray, b: np.ndarray) -> tuple[int, int]:
    bits = np.frombuffer(perceptual_hash(a), np.uint8) ^ np.frombuffer(perceptual_hash(b), np.uint8)
    counts = np.bitwise_count(bits)
    return int(counts[:8].sum()), int(counts[8:].sum())


def photos(*named: tuple[str, bytes]) -> list[LookingPhoto]:
    return [LookingPhoto(path, path.split("/")[0], hash_) for path, hash_ in named]


def recompressed(chip: np.ndarray) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(encode_jpeg(chip, quality=30), np.uint8), cv2.IMREAD_COLOR_RGB)


def shrunk(chip: np.ndarray) -> np.ndarray:
    return cv2.resize(cv2.resize(chip, (90, 90), interpolation=cv2.INTER_AREA), (180, 180))


def lighter(chip: np.ndarray) -> np.ndarray:
    return np.clip(chip * 1.1 + 10, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("change", [recompressed, shrunk, lighter])
def test_one_photograph_stays_near(change) -> None:
    p, d = distance(FACE, change(FACE))
    assert p <= 6
    assert d <= 12
    pair = photos(("a/1", perceptual_hash(FACE)), ("a/2", perceptual_hash(change(FACE))))
    assert [(near.path, near.other_path) for near in near_duplicates(pair)] == [("a/2", "a/1")]


def test_the_hash_has_a_fixed_length() -> None:
    assert len(perceptual_hash(FACE)) == HASH_BYTES
    assert len(perceptual_hash(np.zeros((180, 180, 3), np.uint8))) == HASH_BYTES
    assert perceptual_hash(FACE) == perceptual_hash(FACE.copy())


def test_other_people_are_far() -> None:
    assert min(distance(FACE, draw_face(person, 0))[0] for person in range(2, 30)) > 6


def flipped(hash_: bytes, bits: list[int]) -> bytes:
    changed = np.unpackbits(np.frombuffer(hash_, np.uint8))
    changed[bits] ^= 1
    return np.packbits(changed).tobytes()


def test_how_far_is_near() -> None:
    base = perceptual_hash(FACE)
    for p, d, within, across in [(4, 6, 1, 1), (4, 7, 1, 0), (5, 0, 1, 0), (6, 12, 1, 0), (7, 0, 0, 0), (0, 13, 0, 0)]:
        # Spread out, so that as many parts of the hash as possible differ.
        other = flipped(base, [*(bit * 9 for bit in range(p)), *(64 + bit * 4 for bit in range(d))])
        assert len(near_duplicates(photos(("a/1", base), ("a/2", other)))) == within, (p, d)
        assert len(near_duplicates(photos(("a/1", base), ("b/2", other)))) == across, (p, d)


def test_the_same_as_comparing_all_with_all() -> None:
    random = np.random.default_rng(0)
    hashes = [random.bytes(HASH_BYTES) for _ in range(40)]
    hashes += [flipped(hashes[i % 40], random.choice(128, 5, replace=False).tolist()) for i in range(200)]
    named = photos(*((f"p{int(random.integers(12))}/{n}", hash_) for n, hash_ in enumerate(hashes)))
    expected = set()
    for later, photo in enumerate(named):
        for same in (True, False):
            most = (6, 12) if same else (4, 6)
            for other in named[:later]:
                bits = np.frombuffer(photo.perceptual_hash, np.uint8) ^ np.frombuffer(other.perceptual_hash, np.uint8)
                counts = np.bitwise_count(bits)
                if (
                    (photo.identity == other.identity) == same
                    and counts[:8].sum() <= most[0]
                    and (counts[8:].sum() <= most[1])
                ):
                    expected.add((photo.path, other.path))
                    break
    found = {(near.path, near.other_path) for near in near_duplicates(named)}
    assert len(expected) > 50
    assert found == expected


def test_thousands_of_blank_chips_are_no_flood() -> None:
    blank = perceptual_hash(np.zeros((180, 180, 3), np.uint8))
    named = photos(*((f"p{n % 50}/{n}", blank) for n in range(5000)))
    found = near_duplicates(named)
    assert len(found) <= 2 * len(named)
    assert sum(near.identity == near.other_identity for near in found) == 5000 - 50


def test_few_photos() -> None:
    assert near_duplicates([]) == []
    assert near_duplicates(photos(("a/1", b"\0" * 16))) == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Four people with three pictures each; one picture is there again, and once more under another name."""
    folder = write_photos(tmp_path / "photos", people=4)
    again = encode_jpeg(recompressed(draw_face(0, 1)))
    (folder / "person_00" / "9.jpg").write_bytes(again)
    (folder / "person_02" / "8.jpg").write_bytes(encode_jpeg(lighter(draw_face(1, 1))))
    return folder


def test_an_import_reports_and_keeps_them(source: Path, tmp_path: Path) -> None:
    report = import_photos(source, tmp_path / "data", detector=DrawnFaceDetector())
    found = {(near.path, near.identity == near.other_identity): near.other_path for near in report.near_duplicates}
    assert found[("person_00/9.jpg", True)].startswith("person_00/")
    assert found[("person_02/8.jpg", False)].startswith("person_01/")
    assert report.images_kept == 14
    assert "near_duplicate" not in report.counts
    assert report.to_json()["near_duplicates"][0].keys() == {"path", "identity", "other_path", "other_identity"}


def test_an_import_leaves_them_out_where_it_is_told(source: Path, tmp_path: Path) -> None:
    report = import_photos(source, tmp_path / "data", detector=DrawnFaceDetector(), keep_near_duplicates=False)
    left_out = {skip.path: skip.detail for skip in report.skipped if skip.reason == "near_duplicate"}
    assert left_out["person_00/9.jpg"].startswith("looks like person_00/")
    assert "person_02/8.jpg" not in left_out
    assert report.photos == report.images_kept + len(report.skipped)
    assert all(near.identity != near.other_identity for near in report.near_duplicates)
