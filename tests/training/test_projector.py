"""What TensorBoard's projector is given, read as TensorBoard reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from google.protobuf import text_format
from tensorboard.plugins.projector import ProjectorConfig
from typer.testing import Result

from core.data.dataset import Dataset
from core.data.sample_faces import SampleFaces
from core.data.sample_files import write_sample_dataset
from core.embedding.model_folder import load_model, save_model
from core.embedding.network import build_network
from core.errors import DatasetError, RunError
from core.training.projector import write_projector
from core.training.run_folder import RunFolder
from tests.embedding.examples import TINY, tiny_card


@pytest.fixture
def run(home: Path) -> Path:
    """A run over six sample people, two of them held out, with a model that has learned nothing."""
    data = home / "datasets" / "faces"
    write_sample_dataset(data, SampleFaces.load(), identities=6, images=3, validation=0.5)
    folder = RunFolder(home / "runs" / "first")
    folder.create(TINY, dataset=data, start=None)
    save_model(folder.best, build_network(TINY), tiny_card())
    return folder.path


def test_embeddings_names_and_faces_belong_together(run: Path, home: Path) -> None:
    shown = write_projector(run)
    assert (shown.images, shown.identities) == (6, 2)
    config = text_format.Parse((shown.folder / "projector_config.pbtxt").read_text(), ProjectorConfig())
    (embedding,) = config.embeddings
    points = np.loadtxt(shown.folder / embedding.tensor_path, delimiter="\t", dtype=np.float32)
    names = (shown.folder / embedding.metadata_path).read_text(encoding="utf-8").splitlines()

    records = Dataset.open(home / "datasets" / "faces").validation
    chips = records.chips(range(6))
    np.testing.assert_allclose(points, load_model(run / "best").embed(chips), atol=1e-5)
    assert names == [record.identity for record in records.records(range(6))]

    width, height = embedding.sprite.single_image_dim
    sheet = cv2.imread(str(shown.folder / embedding.sprite.image_path))
    assert sheet.shape[0] == sheet.shape[1] == 3 * width
    fifth = sheet[height : 2 * height, width : 2 * width, ::-1]
    expected = cv2.resize(chips[4], (width, height), interpolation=cv2.INTER_AREA)
    np.testing.assert_array_equal(fifth, expected)


def test_the_command_and_points_without_faces(run: Path, facenet: Callable[..., Result]) -> None:
    assert facenet("runs", "projector", "first").exit_code == 0
    assert (run / "tensorboard" / "faces.png").is_file()
    result = facenet("runs", "projector", "first", "--no-faces", "--images", 7, "--json")
    assert json.loads(result.stdout) == {"folder": str(run / "tensorboard"), "images": 6, "identities": 2}
    assert not (run / "tensorboard" / "faces.png").exists()
    assert "sprite" not in (run / "tensorboard" / "projector_config.pbtxt").read_text()


def test_what_is_missing_is_named(run: Path, home: Path, tmp_path: Path) -> None:
    write_sample_dataset(tmp_path / "all", SampleFaces.load(), identities=2, images=2, validation=0)
    with pytest.raises(DatasetError, match="nobody to show"):
        write_projector(run, dataset=tmp_path / "all")
    (run / "best" / "model.json").unlink()
    with pytest.raises(RunError, match="no best model"):
        write_projector(run)
