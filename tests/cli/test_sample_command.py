"""`facenet sample` as it is called."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from core.cli.sample_command import app
from core.errors import InputError


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def call(*words):
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def test_a_data_set_goes_into_the_home(home):
    result = call("people", "--identities", 6, "--images", 2, "--json")
    told = json.loads(result.stdout)
    assert told["images"] + told["validation_images"] == 12
    assert (home / "datasets" / "people" / "dataset.json").is_file()


def test_photos_and_a_video(home, tmp_path):
    assert "facenet import" in call("--photos", tmp_path / "photos", "--identities", 2, "--images", 1).stdout
    assert "3 frames" in call("--video", tmp_path / "clip.avi", "--images", 3).stdout


@pytest.mark.parametrize(
    "words", [(), ("a", "--photos", "b"), ("--photos", "b", "--overwrite"), ("a", "--images", "0")]
)
def test_what_cannot_be_done_is_said(home, words):
    with pytest.raises(InputError):
        call(*words)
