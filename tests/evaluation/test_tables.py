"""The tables hold the figures, and can be read back."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from core.errors import StorageError
from core.evaluation.identification import evaluate_identification
from core.evaluation.pair_evaluation import evaluate_pairs
from core.evaluation.pairs import read_pairs
from core.evaluation.tables import write_identification_tables, write_verification_tables
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, make_lfw, make_pairs

NAMES = ["Ann", 'Bob, "the" Lee', "Лев 🙂"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_verification_as_tables(tmp_path: Path) -> None:
    lfw = make_lfw(tmp_path / "lfw", names=NAMES)
    pair_list = read_pairs(make_pairs(tmp_path / "pairs.txt", names=NAMES, each=12))
    embedders = [FakeEmbedder("one, two"), FakeEmbedder("other", weights="1", mirrored=True)]
    results = evaluate_pairs(embedders, pair_list, lfw, detector=FakeDetector())
    write_verification_tables(results, tmp_path / "out")

    figures = rows(tmp_path / "out" / "figures.csv")
    assert [row["model"] for row in figures] == ["one, two", "other"]
    assert float(figures[0]["accuracy_mean"]) == results[0].figures.accuracy_mean
    assert float(figures[0]["val_at_far_0.001"]) == results[0].figures.val_at_far[1].val
    assert figures[0]["supported_at_far_0.001"] == "0"
    assert figures[1]["mirrored"] == "1"

    folds = rows(tmp_path / "out" / "folds.csv")
    assert len(folds) == sum(len(result.figures.folds) for result in results)
    assert sum(int(row["pairs"]) for row in folds if row["model"] == "other") == results[1].figures.pairs

    pairs = [row for row in rows(tmp_path / "out" / "pairs.csv") if row["model"] == "one, two"]
    assert len(pairs) == len(results[0].pairs)
    first = pairs[0]
    assert first["path_a"] == pair_list.images[results[0].pairs.first[0]]
    assert math.isclose(float(first["distance"]), results[0].distances[0])
    accepted = [float(row["distance"]) < results[0].figures.distance_threshold for row in pairs]
    right = np.mean([one == (row["same"] == "1") for one, row in zip(accepted, pairs, strict=True)])
    assert right >= results[0].figures.accuracy_mean


def test_identification_as_tables(tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    labels = np.repeat(np.arange(20), 4)
    embeddings = dice.normal(0, 1, (20, 8))[labels] + dice.normal(0, 0.6, (80, 8))
    figures = evaluate_identification(embeddings, labels, splits=2)
    write_identification_tables(figures, tmp_path, model="mine")
    written = rows(tmp_path / "figures.csv")
    assert [float(row["fpir"]) for row in written] == [at.fpir for at in figures.fnir_at_fpir]
    assert float(written[0]["rank1"]) == figures.rank1
    assert [float(row["fnir"]) for row in rows(tmp_path / "det.csv")] == list(figures.det.fnir)


def test_a_spreadsheet_runs_nothing_of_a_name(tmp_path: Path) -> None:
    """Nor does the list lose its way: it can be read again as a list of pairs."""
    names = ["=cmd|x!A", "@Bob", "+1 Lee"]
    lfw = make_lfw(tmp_path / "lfw", names=names)
    pair_list = read_pairs(make_pairs(tmp_path / "pairs.txt", names=names, each=12))
    results = evaluate_pairs([FakeEmbedder("=model")], pair_list, lfw, detector=FakeDetector())
    write_verification_tables(results, tmp_path / "out")
    written = rows(tmp_path / "out" / "pairs.csv")
    assert not [cell for row in written for cell in row.values() if cell[0] in "=+@"]
    lines = [",".join(row[name] for name in ("path_a", "path_b", "same", "fold")) for row in written]
    (tmp_path / "again.csv").write_text("\n".join(["path_a,path_b,same,fold", *lines]))
    assert set(read_pairs(tmp_path / "again.csv").images) == set(results[0].images)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    dice = np.random.default_rng(0)
    figures = evaluate_identification(dice.normal(size=(40, 4)), np.repeat(np.arange(10), 4), splits=2)
    with pytest.raises(StorageError):
        write_identification_tables(figures, tmp_path / "file", model="mine")
