"""`facenet compare` as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from core.evaluation import when_needed
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, make_lfw, make_pairs
from tests.training.runs import begin, end, epoch, make_run, step

Facenet = Callable[..., Result]
NAMES = ["Ann", "Bob_Lee", "Cy", "Dee"]


@pytest.fixture
def runs(home: Path) -> Path:
    rate = {"images_per_second": 96.0}
    records = [
        begin(4),
        step(1, 0.5, images_per_second=0.0),
        step(2, 0.4, **rate),
        epoch(1, 2, 0.8),
        step(3, 0.3, **rate),
        step(4, 0.2, **rate),
        epoch(2, 4, 0.9),
    ]
    make_run(home / "runs" / "first", [*records, end(4)], checkpoints=(2, 4), margin=0.3)
    make_run(home / "runs" / "second", [], margin=0.5, triplet_strategy="batch_hard")
    (home / "runs" / "photos").mkdir()
    return home / "runs"


def lines_of(result: Result) -> dict[str, str]:
    return {line[:18].strip(): line[18:].strip() for line in result.stdout.splitlines() if line.strip()}


def test_what_differs_and_how_long_it_took(facenet: Facenet, runs: Path) -> None:
    result = facenet("compare", "first", "second")
    assert result.exit_code == 0
    words = {line.split()[0]: line.split() for line in result.stdout.splitlines() if line.strip()}
    assert words["margin"] == ["margin", "0.3", "0.5"]
    assert words["triplet_strategy"] == ["triplet_strategy", "batch_adaptive", "batch_hard"]
    assert "learning_rate" not in words
    assert lines_of(result)["spread at the end"] == "0.80"
    values = json.loads(facenet("compare", "first", "second", "--json").stdout)
    assert values["differing"] == {"triplet_strategy": ["batch_adaptive", "batch_hard"], "margin": [0.3, 0.5]}
    # Four steps of 96 images at 96 images a second.
    assert [run["seconds_of_steps"] for run in values["runs"]] == [pytest.approx(4.0), None]
    assert values["lfw"] == []


def test_one_run_is_no_comparison_and_a_damaged_one_is_shown(facenet: Facenet, runs: Path) -> None:
    assert facenet("compare", "first", "first").exit_code == 2
    assert facenet("compare", "first", "photos").exit_code == 0


def test_best_models_are_measured_on_lfw(
    facenet: Facenet, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("first", "second")):
        best = runs / name / "best"
        best.mkdir()
        (best / "model.json").write_text(json.dumps(FakeEmbedder(name, weights=str(number)).card.to_mapping()))
    monkeypatch.setattr(when_needed.ModelWhenNeeded, "_embedder", FakeEmbedder("mine"))
    monkeypatch.setattr(when_needed, "MtcnnWhenNeeded", FakeDetector)
    make_pairs(tmp_path / "pairs.txt", names=NAMES, each=12)
    lfw = make_lfw(tmp_path / "lfw", names=NAMES)
    result = facenet("compare", "first", "second", "--lfw", lfw)
    assert result.exit_code == 0
    assert lines_of(result)["LFW accuracy"].count("100.00 % (standard error 0.00)") == 2
    values = json.loads(facenet("compare", "first", "second", "--lfw", lfw, "--json").stdout)
    assert [measured["model"] for measured in values["lfw"]] == ["first", "second"]
