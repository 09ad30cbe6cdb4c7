"""model.json: round trip, ids, and files of other programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from core.embedding.card import CARD_FILE, ModelCard, alignment_warning, read_card
from core.errors import ModelError
from core.faces.chip import FOREIGN, alignment_id
from core.faces.network_input import NetworkInput
from tests.embedding.examples import tiny_card

A, B = "a" * 64, "b" * 64


def written(folder: Path, card: ModelCard, **changes: Any) -> Path:
    (folder / CARD_FILE).write_text(json.dumps({**card.to_mapping(), **changes}), encoding="utf-8")
    return folder


def test_what_is_written_is_read(tmp_path: Path) -> None:
    card = tiny_card(
        weights_sha256=A,
        name="Zoë 🙂",
        trained={"loss": "batch_all", "steps": 3},
        measured=[{"dataset": "LFW", "accuracy_mean": 0.9, "accuracy_std": 0.1, "accuracy_sem": 0.03, "auc": 0.95}],
        distance_threshold=0.9,
    )
    back = read_card(written(tmp_path, card))
    assert back == card
    assert back.model_id == card.model_id
    assert back.measured[0].model_extra == {"auc": 0.95}


@pytest.mark.parametrize(
    "change",
    [
        {"weights_sha256": B},
        {"network": "inception_v3"},
        {"embedding_size": 17},
        {"normalised": False},
        {"mirrored": True},
        {"alignment_id": FOREIGN},
        {"input": NetworkInput(size=33, crop=0.5)},
        {"input": NetworkInput(size=32, crop=0.51)},
        {"input": NetworkInput(size=32, crop=0.5, mean=(0, 127.5, 127.5))},
        {"input": NetworkInput(size=32, crop=0.5, divisor=128)},
    ],
)
def test_the_id_changes_with_what_changes_an_embedding(change: dict[str, Any]) -> None:
    card = tiny_card(weights_sha256=A, input=NetworkInput(size=32, crop=0.5))
    assert card.changed(**change).model_id != card.model_id


@pytest.mark.parametrize(
    "change",
    [
        {"name": "another"},
        {"weights": "moved.safetensors"},
        {"trained": {"steps": 1}},
        {"distance_threshold": 0.5},
        {"measured": [{"dataset": "x", "accuracy_mean": 0.5, "accuracy_std": 0, "accuracy_sem": 0}]},
        {"parameters": 3},
        {"licence": "CC0"},
        {"notes": "?"},
        {"alignment_id": alignment_id(90)},
        {"input": NetworkInput(size=32, crop=1, mean=(127, 127, 127), divisor=128)},
    ],
)
def test_the_id_does_not_change_with_anything_else(change: dict[str, Any]) -> None:
    seen = NetworkInput(size=32, crop=1.0, mean=(127.0, 127.0, 127.0), divisor=128.0)
    card = tiny_card(weights_sha256=A, input=seen)
    assert card.changed(**change).model_id == card.model_id


def test_the_id_is_the_same_in_another_process_and_from_json() -> None:
    card = tiny_card(weights_sha256=A)
    # Galleries hold this id: if it changes, every template of every user is of an unknown model.
    assert card.model_id == "fc1e2f24f3f700e7f832fea1d0ecb111"


def test_a_card_without_weights_has_no_id() -> None:
    with pytest.raises(ModelError, match="has no id yet"):
        _ = tiny_card().model_id
    with pytest.raises(ModelError, match="has no id yet"):
        tiny_card().to_mapping()


def test_mirroring_drops_what_no_longer_holds() -> None:
    card = tiny_card(
        weights_sha256=A,
        distance_threshold=0.5,
        measured=[{"dataset": "x", "accuracy_mean": 0.5, "accuracy_std": 0, "accuracy_sem": 0}],
    )
    assert card.with_mirrored(False) is card
    mirrored = card.with_mirrored(True)
    assert (mirrored.mirrored, mirrored.distance_threshold, mirrored.measured) == (True, None, ())
    assert mirrored.model_id != card.model_id


def test_numbers_of_numpy_are_numbers() -> None:
    card = tiny_card(weights_sha256=A, distance_threshold=np.float32(0.5), embedding_size=np.int64(16))
    assert json.dumps(card.to_mapping())


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../w", "/etc/passwd", "a/b", "a\\b", "..\\w", "C:w", "C:\\w", "a/", "\0", "//host/w"]
)
def test_the_weights_cannot_be_outside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match="weights: must be the name of a file"):
        read_card(written(tmp_path, tiny_card(weights_sha256=A), weights=name))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format_version": 2}, r"has format 2; this version reads up to format 1\. Update the program"),
        ({"format_version": "new"}, "format_version"),
        ({"format_version": 0}, "format_version"),
        ({"embedding_size": 0}, "embedding_size"),
        ({"embedding_size": "many"}, "embedding_size"),
        ({"weights_sha256": ""}, "weights_sha256 is empty"),
        ({"weights_sha256": "zz"}, "weights_sha256"),
        ({"colour": "bgr"}, "colour"),
        ({"distance_threshold": -1}, "distance_threshold"),
        ({"input": {"size": 0, "crop": 1}}, "input: size must be within"),
        ({"input": {"size": 32, "crop": 0}}, "input: crop must be a share"),
        ({"input": {"size": 32, "crop": 1.5}}, "input: crop must be a share"),
        ({"input": {"size": 32, "crop": 1, "divisor": 0}}, "input: divisor must be above 0"),
        ({"input": {"size": 32, "crop": 1, "mean": [1, 2]}}, "input.mean"),
        ({"input": 5}, "input"),
        ({"measured": [{"dataset": "x"}]}, "measured.0.accuracy_mean"),
    ],
)
def test_values_that_cannot_be_are_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        read_card(written(tmp_path, tiny_card(weights_sha256=A), **change))


@pytest.mark.parametrize("content", ["{}", "[]", "3", "null", '{"model_type": "bert", "weights": "x"}'])
def test_a_model_json_of_another_program_is_recognised(tmp_path: Path, content: str) -> None:
    (tmp_path / CARD_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="is not a model of this program"):
        read_card(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"format_version": NaN'])
def test_damaged_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / CARD_FILE).write_bytes(content)
    with pytest.raises(ModelError, match="is not valid JSON"):
        read_card(tmp_path)


def test_a_folder_without_a_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        read_card(tmp_path)


def test_cards_are_validated_when_they_are_made() -> None:
    with pytest.raises(ValidationError):
        tiny_card(weights="../x")
    with pytest.raises(ValidationError):
        tiny_card().changed(embedding_size=0)


def test_chips_of_another_alignment_warn() -> None:
    card = tiny_card()
    assert alignment_warning(card, alignment_id()) is None
    assert alignment_warning(card, alignment_id(90)) is None
    warning = alignment_warning(card, FOREIGN)
    assert warning is not None
    assert "'foreign'" in warning
    assert "'tiny one'" in warning
    foreign = tiny_card(alignment_id=FOREIGN)
    assert alignment_warning(foreign, FOREIGN) is None
    assert alignment_warning(foreign, alignment_id()) is not None


def test_reading_cards_needs_no_tensorflow() -> None:
    code = "import sys, core.embedding.card, core.embedding.model_list; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
