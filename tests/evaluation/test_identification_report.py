"""The page of an open-set evaluation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import Result

from core.evaluation.identification import evaluate_identification
from core.evaluation.identification_report import write_identification_report
from tests.embedding.examples import tiny_card


def test_page_picture_and_figures(tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    labels = np.repeat(np.arange(20), 4)
    embeddings = dice.normal(0, 1, (20, 8))[labels] + dice.normal(0, 0.6, (80, 8))
    figures = evaluate_identification(embeddings, labels, splits=2)
    card = tiny_card(name="<mine>", weights_sha256="0" * 64)
    page = write_identification_report(
        figures, tmp_path / "out", card=card, images=tmp_path / "people", lines=["a & b", "rank-1"]
    )
    text = page.read_text()
    assert "&lt;mine&gt;" in text
    assert "a &amp; b" in text
    assert "data:image/svg+xml;base64," in text
    assert str(tmp_path) not in text
    drawn = cv2.imread(str(tmp_path / "out" / "det.png"))
    assert drawn is not None
    assert drawn.std() > 1
    written = json.loads((tmp_path / "out" / "report.json").read_text())
    assert written["rank1"] == figures.rank1
    assert written["det"]["fnir"] == list(figures.det.fnir)


@pytest.mark.parametrize("option", ["--aligned", "--mirrored", "--no-cache"])
def test_options_that_would_do_nothing_are_refused(option: str, tmp_path: Path, facenet: Callable[..., Result]) -> None:
    result = facenet("evaluate", "--identification", tmp_path, option)
    assert result.exit_code == 2
    assert option in result.output
