"""False accepts and rejects by group of people."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.cli.groups_output import remarks
from core.cli.main import main
from core.errors import InputError
from core.evaluation import when_needed
from core.evaluation.groups import GroupErrors, Rate, errors_by_group, group_pairs
from core.evaluation.pair_evaluation import evaluate_pairs
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, write_picture

# Group → person → the pattern of their pictures. In `alike` two people look the same.
PATTERNS = {"alike": {"Ann": 0, "Bob": 0}, "distinct": {"Cy": 1, "Dee": 2, "Eve": 3}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for group, people in PATTERNS.items():
        for number, (name, pattern) in enumerate(people.items()):
            for image in range(4):
                write_picture(tmp_path / "groups" / group / name / f"{image}.png", pattern, 10 * number + image)
    return tmp_path / "groups"


def test_strangers_are_compared_within_their_group(folder: Path) -> None:
    pairs = group_pairs(folder)
    first, second = (np.array(pairs.images)[side] for side in (pairs.pairs.first, pairs.pairs.second))
    for one, other, same in zip(first, second, pairs.pairs.same, strict=True):
        assert one.split("/")[0] == other.split("/")[0]
        assert (one.split("/")[1] == other.split("/")[1]) == same
    # All there are: two people give 2 × 6 genuine and 16 impostor pairs, three 18 and 48.
    assert (pairs.pairs.same.sum(), (~pairs.pairs.same).sum()) == (12 + 18, 16 + 48)


def test_rates_against_counting(folder: Path) -> None:
    (result,) = evaluate_pairs([FakeEmbedder()], group_pairs(folder), folder, detector=FakeDetector(), worst=0)
    threshold = float(np.median(result.distances[result.pairs.same]))
    found = {one.group: one for one in errors_by_group(result, distance_threshold=threshold)}
    assert {name: (one.people, one.images) for name, one in found.items()} == {"alike": (2, 8), "distinct": (3, 12)}
    for name, one in found.items():
        rejected = accepted = genuine = impostors = 0
        for pair, distance in enumerate(result.distances):
            if not result.images[result.pairs.first[pair]].startswith(f"{name}/"):
                continue
            if result.pairs.same[pair]:
                genuine += 1
                rejected += distance >= threshold
            else:
                impostors += 1
                accepted += distance < threshold
        assert (one.frr.errors, one.frr.pairs) == (rejected, genuine)
        assert (one.far.errors, one.far.pairs) == (accepted, impostors)
        assert one.far.low <= one.far.share <= one.far.high
    assert found["alike"].far.share > 0.2
    assert found["distinct"].far.share == 0
    assert 0 < found["distinct"].far.high < 0.15


def test_the_interval_is_wilsons() -> None:
    rate = Rate.of(3, 100)
    assert (rate.low, rate.high) == (pytest.approx(0.01026, abs=1e-4), pytest.approx(0.08452, abs=1e-4))
    assert np.isnan(Rate.of(0, 0).share)


def test_only_differences_beyond_chance_are_remarked() -> None:
    def errors(group: str, accepted: int) -> GroupErrors:
        return GroupErrors(group=group, people=9, images=99, frr=Rate.of(10, 100), far=Rate.of(accepted, 1000))

    assert remarks([errors("a", 10), errors("b", 14)]) == []
    (line,) = remarks([errors("a", 10), errors("b", 60)])
    assert "'b' are taken for one another more often than those of 'a'" in line
    # A group without such pairs says nothing, and hides nothing.
    nobody = GroupErrors(group="c", people=2, images=2, frr=Rate.of(0, 0), far=Rate.of(0, 0))
    assert remarks([nobody, errors("a", 10), errors("b", 60)]) == [line]
    assert remarks([nobody, errors("a", 10)]) == []


@pytest.mark.parametrize(
    ("keep", "message"),
    [({"alike": ["Ann", "Bob"]}, "1 groups"), ({"alike": ["Ann"], "distinct": ["Cy", "Dee"]}, "has one person")],
)
def test_too_few(tmp_path: Path, keep: dict[str, list[str]], message: str) -> None:
    for group, people in keep.items():
        for name in people:
            write_picture(tmp_path / group / name / "1.png", 0, 1)
            write_picture(tmp_path / group / name / "2.png", 0, 2)
    with pytest.raises(InputError, match=message):
        group_pairs(tmp_path)
    with pytest.raises(InputError, match="not a folder"):
        group_pairs(tmp_path / "nowhere")


def test_the_command(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    model = home / "models" / "mine"
    model.mkdir(parents=True)
    card = FakeEmbedder("mine").card.changed(distance_threshold=0.5)
    (model / "model.json").write_text(json.dumps(card.to_mapping()))
    monkeypatch.setattr(when_needed.ModelWhenNeeded, "_embedder", FakeEmbedder("mine"))
    monkeypatch.setattr(when_needed, "MtcnnWhenNeeded", FakeDetector)
    command = ["evaluate", "--groups", str(folder), "--model", "mine"]
    assert main([*command, "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["distance_threshold"] == 0.5
    assert [(one["group"], one["far"]["share"]) for one in values["groups"]] == [("alike", 1.0), ("distinct", 0.0)]
    assert main(command) == 0
    captured = capsys.readouterr()
    assert "100.00 % [80.64, 100.00] of 16" in " ".join(captured.out.split())
    assert "'alike' are taken for one another more often" in captured.err
    assert main([*command, "--distance-threshold", "0.001", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["groups"][0]["far"]["share"] == 0
    assert main([*command, "--lfw", str(folder)]) == 2
    assert "--groups does not go with --lfw" in capsys.readouterr().err
    assert main(["evaluate", "--lfw", str(folder), "--distance-threshold", "1"]) == 2
