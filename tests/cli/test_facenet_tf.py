"""Facenet-TF's command line, files and data sets, through `facenet train`."""

from __future__ import annotations

import json
import urllib.error
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli.facenet_tf import translated
from core.cli.train_command import app
from core.embedding import imagenet
from core.errors import DatasetError, FacenetError, InputError
from core.training.history import read_history
from tests.facenet_tf import make_facenet_tf_dataset

README = "--params_dir ./hyperparameters/batch_all.json --data_dir ./data/ --log_dir ./.logs/ --ckpt_dir ./.ckpt/"
# As the original's batch_all.json, but for a small picture, a small batch and one epoch.
PARAMS = {
    "learning_rate": 0.001, "batch_size": 8, "num_epochs": 1, "num_channels": 32, "use_batch_norm": False,
    "bn_momentum": 0.9, "margin": 0.5, "embedding_size": 16, "triplet_strategy": "batch_all", "squared": False,
    "image_size": 80, "num_labels": 1670, "train_size": 8764, "eval_size": 400, "num_parallel_calls": 4,
    "save_summary_steps": 50,
}  # fmt: skip
TINY = ["--set", "network=tiny", "--set", "image_size=32"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory as Facenet-TF's user has it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    make_facenet_tf_dataset(tmp_path / "data")
    (tmp_path / "hyperparameters").mkdir()
    (tmp_path / "hyperparameters" / "batch_all.json").write_text(json.dumps(PARAMS))
    return tmp_path


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None:
        raise result.exception
    return result.output


def test_every_word_is_translated() -> None:
    ours = translated([*README.split(), "--restore", "1", "--validate"])
    assert [ours[i] for i in (0, 2, 4, 6)] == ["--params", "--data", "--log-dir", "--run"]
    assert Path(ours[3]) == Path("data")
    assert ours[8:] == ["--restore", "1", "--validate"]


def test_a_bare_name_is_a_path_and_the_checkpoints_have_a_default_place() -> None:
    ours = translated(["--data_dir=data"])
    assert ours[1].startswith(".")
    assert Path(ours[1]) == Path("data")
    assert ours[2] == "--run"
    assert Path(ours[3]) == Path(".ckpt")


def test_our_own_words_stay_as_they_are() -> None:
    words = ["--data", "faces", "--run", "first", "--restore"]
    assert translated(words) == words


def test_mixed_spellings_are_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"--data_dir .*--run") as caught:
        translated(["--data_dir", "./data", "--run", "first"])
    assert "--data instead of --data_dir" in caught.value.hint


def test_an_option_without_its_path() -> None:
    with pytest.raises(InputError, match="--ckpt_dir is missing"):
        translated(["--data_dir", "./data", "--ckpt_dir", "--restore", "0"])


def test_its_commands_train_and_go_on(place: Path) -> None:
    said = run(*README.split(), "--restore", "0", *TINY)
    assert "num_channels" in said
    assert "4 images" in said
    run(*README.split(), "--restore", "1", "--validate", *TINY, "--epochs", "2")
    steps = [record["step"] for record in read_history(place / ".ckpt") if record["event"] == "StepEnd"]
    assert steps == list(range(1, len(steps) + 1))
    assert len(steps) >= 2
    assert len(list((place / ".logs").glob("events*"))) == 2
    card = json.loads((place / ".ckpt" / "best" / "model.json").read_text())
    assert card["alignment_id"] == "foreign"
    epochs = [record for record in read_history(place / ".ckpt") if record["event"] == "EpochEnd"]
    assert epochs[-1]["held_out"] is not None


def test_validate_zero_measures_nothing_and_one_insists(place: Path) -> None:
    run(*README.split(), "--validate", "0", *TINY)
    assert all(not r["held_out"] for r in read_history(place / ".ckpt") if r["event"] == "EpochEnd")
    for file in (place / "data" / "val").iterdir():
        file.unlink()
    with pytest.raises(DatasetError, match="--validate needs records"):
        run(*README.replace("./.ckpt/", "./other/").split(), "--validate")


def test_imagenet_offline_says_where_to_put_the_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise urllib.error.URLError("no route to host")

    monkeypatch.setenv("KERAS_HOME", str(place / "keras"))
    monkeypatch.setattr(imagenet.urllib.request, "urlopen", refuse)
    with pytest.raises(FacenetError, match="no route to host") as caught:
        run(*README.split(), "--set", "start=imagenet")
    assert str(place / "keras" / "models" / imagenet.FILE) in caught.value.hint
    assert not list((place / "keras").rglob("*.h5*"))
    assert not (place / ".ckpt").exists()


def test_without_being_asked_nothing_is_fetched(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(imagenet.urllib.request, "urlopen", fail)
    run(*README.split(), "--restore", "0", *TINY)
