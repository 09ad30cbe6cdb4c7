"""The cache: keeps, forgets the oldest, survives damage and company, and never stops an evaluation."""

import os
import sqlite3
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from core.evaluation.cache import (
    FILE_NAME,
    EvaluationCache,
    embedding_key,
    face_key,
    pack_embedding,
    pack_face,
    unpack_embedding,
    unpack_face,
)
from core.faces.face import DetectedFace


def entries(count, start=0):
    return {bytes([1]) + i.to_bytes(15, "big"): f"value {i}".encode() for i in range(start, start + count)}


def test_what_is_put_is_found_again(tmp_path):
    some = entries(1200)
    with EvaluationCache(tmp_path) as cache:
        cache.put(some)
        cache.put({})
    with EvaluationCache(tmp_path) as cache:
        assert cache.get([*some, b"unknown"]) == some
        assert cache.get([]) == {}
        assert cache.problem is None


def test_only_the_owner_may_read_it(tmp_path):
    if os.name != "posix":
        pytest.skip("rights are those of POSIX")
    with EvaluationCache(tmp_path / "new") as cache:
        cache.put(entries(1))
    assert (tmp_path / "new" / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_the_oldest_go_first(tmp_path):
    with EvaluationCache(tmp_path, most_entries=100) as cache:
        for start in range(0, 300, 50):
            cache.put(entries(50, start))
        assert cache.get(list(entries(300))) == entries(100, 200)


@pytest.mark.parametrize("damage", [b"this is not a database, however long it may be" * 40, b"x"])
def test_a_file_that_is_no_database_is_replaced(tmp_path, damage):
    (tmp_path / FILE_NAME).write_bytes(damage)
    with EvaluationCache(tmp_path) as cache:
        assert cache.get(list(entries(3))) == {}
        cache.put(entries(3))
        assert cache.get(list(entries(3))) == entries(3)
        assert cache.problem is None


def test_a_file_damaged_in_the_middle_is_replaced(tmp_path):
    with EvaluationCache(tmp_path) as cache:
        cache.put(entries(3000))
    content = bytearray((tmp_path / FILE_NAME).read_bytes())
    content[4096:-4096] = os.urandom(len(content) - 8192)
    (tmp_path / FILE_NAME).write_bytes(content)
    with EvaluationCache(tmp_path) as cache:
        for key, value in cache.get(list(entries(3000))).items():
            assert entries(3000)[key] == value
        cache.put(entries(20))
        assert cache.get(list(entries(20))) == entries(20)
        assert cache.problem is None


def test_a_changed_byte_is_not_believed(tmp_path):
    with EvaluationCache(tmp_path) as cache:
        cache.put(entries(2))
    key = next(iter(entries(1)))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE entries SET value = ? WHERE key = ?", [b"value 7xxxx", key])
    connection.close()
    with EvaluationCache(tmp_path) as cache:
        assert cache.get(list(entries(2))) == entries(1, 1)


def test_another_version_starts_anew(tmp_path):
    with EvaluationCache(tmp_path) as cache:
        cache.put(entries(2))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with EvaluationCache(tmp_path) as cache:
        assert cache.get(list(entries(2))) == {}


def test_a_place_that_cannot_be_used_is_a_problem_but_no_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "taken"):
        (tmp_path / "taken" / FILE_NAME).mkdir(parents=True, exist_ok=True)
        with EvaluationCache(folder) as cache:
            cache.put(entries(1))
            assert cache.get(list(entries(1))) == {}
            assert "cannot be used" in cache.problem


def test_processes_share_it(tmp_path):
    program = textwrap.dedent("""
        import sys
        from pathlib import Path
        from core.evaluation.cache import EvaluationCache
        from tests.evaluation.test_cache import entries
        with EvaluationCache(Path(sys.argv[1])) as cache:
            for i in range(20):
                cache.put(entries(10, int(sys.argv[2]) + 10 * i))
        sys.exit(cache.problem)
    """)
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(start)], stderr=subprocess.PIPE, text=True)
        for start in (0, 200)
    ]
    assert [process.communicate()[1] for process in running] == ["", ""]
    with EvaluationCache(tmp_path) as cache:
        assert cache.get(list(entries(400))) == entries(400)


def test_faces_and_embeddings_survive_packing():
    face = DetectedFace(
        box=np.array([1.5, -2, 30, 40], np.float32),
        landmarks=np.arange(10, dtype=np.float32).reshape(5, 2),
        confidence=0.75,
    )
    again = unpack_face(pack_face(face))
    assert (again.box == face.box).all()
    assert (again.landmarks == face.landmarks).all()
    assert again.confidence == face.confidence
    assert unpack_face(pack_face(None)) is None
    embedding = np.random.default_rng(0).normal(size=128).astype(np.float32)
    assert (unpack_embedding(pack_embedding(embedding)) == embedding).all()


def test_keys_differ_in_every_part():
    image, other = bytes(32), bytes([1] * 32)
    keys = [
        face_key(image, detector="a"),
        face_key(image, detector="b"),
        face_key(other, detector="a"),
        embedding_key(image, model_id="a", chip="b"),
        embedding_key(image, model_id="a", chip="c"),
        embedding_key(image, model_id="ab", chip=""),
        embedding_key(other, model_id="a", chip="b"),
    ]
    assert len(set(keys)) == len(keys)
