"""Facenet-TF's command line, files and data sets, through `facenet train`."""

from __future__ import annotations

import json
import urllib.error
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def prepare(folder: Path) -> None:
    """A working directory as Facenet-TF's user has it."""
    make_facenet_tf_dataset(folder / "data")
    (folder / "hyperparameters").mkdir()
    (folder / "hyperparameters" / "batch_all.json").write_text(json.dumps(PARAMS))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    prepare(tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Trained:
    """Facenet-TF's two commands one after the other: a new run, and the same gone on with.

    Attributes:
        place: The working directory.
        said: What the first command printed.
    """

    place: Path
    said: str

    def events(self, name: str) -> list[dict[str, Any]]:
        return [record for record in read_history(self.place / ".ckpt") if record["event"] == name]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("facenet_tf")
    prepare(folder)
    (folder / "data" / "info.csv").write_text("train_num,val_num\n17,8\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("FACENET_HOME", str(folder / "home"))
        patch.setattr(imagenet.urllib.request, "urlopen", _no_network)
        said = run(*README.split(), "--restore", "0", *TINY)
        run(*README.split(), "--restore", "1", "--validate", "0", *TINY, "--epochs", "2")
    return Trained(folder, said)


def _no_network(*_: object, **__: object) -> None:
    raise AssertionError("the network was used")


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


def test_its_commands_train_and_go_on(trained: Trained) -> None:
    steps = [record["step"] for record in trained.events("StepEnd")]
    assert len(steps) >= 2
    assert steps == list(range(1, len(steps) + 1))
    assert len(trained.events("TrainBegin")) == 2
    assert len(list((trained.place / ".logs").glob("events*"))) == 2
    card = json.loads((trained.place / ".ckpt" / "best" / "model.json").read_text())
    assert card["alignment_id"] == "foreign"


def test_how_its_file_was_understood_is_said(trained: Trained) -> None:
    said = " ".join(trained.said.split())
    assert "batch_size 8 becomes 2 identities × 4 images" in said
    assert "num_channels" in said
    assert "begin from scratch, unless start=imagenet" in said


def test_val_is_measured_and_validate_zero_measures_nothing(trained: Trained) -> None:
    measured = [record["epoch"] for record in trained.events("EpochEnd") if record["held_out"]]
    assert measured == [0, 1]
    assert [record["epoch"] for record in trained.events("EpochEnd")] == [0, 1, 2]


def test_what_is_odd_about_the_data_is_told(trained: Trained) -> None:
    told = [notice["message"] for notice in trained.events("Notice") if notice["code"] == "dataset_remark"]
    assert len(told) == 2
    assert "train_num 17, but train/ holds 16" in told[0]
    assert told[0] in " ".join(trained.said.split())


def test_validate_insists_on_records(place: Path) -> None:
    for file in (place / "data" / "val").iterdir():
        file.unlink()
    with pytest.raises(DatasetError, match="--validate needs records"):
        run(*README.split(), "--validate")
    assert not (place / ".ckpt").exists()


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
