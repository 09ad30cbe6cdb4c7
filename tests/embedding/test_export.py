"""Exported models: the same embeddings outside the program, and nothing lost when it goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from typer.testing import Result

from core.embedding import export
from core.embedding.embedder import compile_embedding
from core.embedding.export import compare, export_model, exported_function, resizing_matrix, varied_chips
from core.embedding.model_folder import load_model, save_model
from core.embedding.network import build_network
from core.errors import InputError, ModelError
from core.faces.chip import FOREIGN
from core.faces.network_input import INCEPTION_CROP, NetworkInput
from core.home import Home
from tests.embedding.examples import TINY, random_chips, tiny_card

Facenet = Callable[..., Result]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    save_model(folder, build_network(TINY), tiny_card(distance_threshold=0.7, licence="mine"))
    return folder


def served(folder: Path, chips: np.ndarray) -> np.ndarray:
    loaded = tf.saved_model.load(str(folder))
    embeddings: np.ndarray = loaded.signatures["serving_default"](chips_rgb=tf.constant(chips))["embeddings"].numpy()
    return embeddings


def test_a_saved_model_gives_the_same_embeddings(model: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported = export_model(model, out, format_="saved-model")
    assert exported.least_cosine >= 0.9999
    for count in (1, 3):
        chips = random_chips(count, seed=count)
        np.testing.assert_allclose(served(out, chips), load_model(model).embed(chips), atol=1e-5)
    about = json.loads((out / "export.json").read_text())
    assert about["input"]["shape"] == [None, 180, 180, 3]
    assert about["distance_threshold"] == 0.7
    assert about["check"]["chips"] == exported.chips
    readme = (out / "README.md").read_text()
    assert "at a distance of 0.7 or less" in readme
    assert "left_eye" in readme


def test_the_built_in_model(tmp_path: Path) -> None:
    exported = export_model(Home.default().model("dlib-resnet"), tmp_path / "out", format_="saved-model")
    assert exported.least_cosine >= 0.9999
    assert exported.size == sum(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert "do not normalise" in (tmp_path / "out" / "README.md").read_text()


def test_onnx(model: Path, tmp_path: Path) -> None:
    pytest.importorskip("tf2onnx")
    onnxruntime = pytest.importorskip("onnxruntime")
    out = tmp_path / "out"
    assert export_model(model, out, format_="onnx").least_cosine >= 0.9999
    session = onnxruntime.InferenceSession(str(out / "model.onnx"))
    chips = random_chips(3)
    (embeddings,) = session.run(["embeddings"], {"chips_rgb": chips})
    np.testing.assert_allclose(embeddings, load_model(model).embed(chips), atol=1e-5)


def test_without_the_packages_onnx_says_what_to_install(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"tf2onnx, onnx, onnxruntime\..*facenet-gui\[onnx\]"):
        export_model(model, tmp_path / "out", format_="onnx")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("chip_size", [180, 112, 31])
def test_the_function_is_the_embedder(mirrored: bool, chip_size: int) -> None:
    network = build_network(TINY)
    card = tiny_card(mirrored=mirrored)
    chips = random_chips(4, size=chip_size)
    expected = compile_embedding(network, card.input, mirrored=mirrored)(chips)
    got = exported_function(network, card, chip_size=chip_size)(tf.constant(chips))["embeddings"]
    np.testing.assert_allclose(got, expected, atol=1e-5)


@pytest.mark.parametrize(("side", "size"), [(160, 32), (160, 112), (100, 160)])
def test_the_matrix_is_the_resize(side: int, size: int) -> None:
    matrix = resizing_matrix(side, NetworkInput(size=size, crop=INCEPTION_CROP))
    image = np.random.default_rng(0).uniform(0, 255, (1, side, side, 3)).astype(np.float32)
    expected = keras.ops.image.resize(image, (size, size), antialias=True, data_format="channels_last")
    np.testing.assert_allclose(np.einsum("ab,nbcd,ec->naed", matrix, image, matrix), expected, atol=2e-3)


def test_an_export_that_disagrees_is_not_kept(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(export._WRITERS, "saved-model", lambda *_: lambda chips: np.ones((len(chips), 16), np.float32))
    with pytest.raises(ModelError, match="gives other embeddings"):
        export_model(model, tmp_path / "out", format_="saved-model")
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out*"))


def test_comparing_sees_direction_length_and_what_is_no_number() -> None:
    rows = np.array([[3, 4], [0, 2]], np.float32)
    assert compare(rows, rows) == (1.0, 0.0)
    assert compare(rows, rows[:, ::-1])[0] == 0.0
    assert compare(rows, 2 * rows) == (1.0, 1.0)
    assert np.isnan(compare(rows, np.full_like(rows, np.nan))[0])
    assert np.isnan(compare(rows, rows * 0)[0])


def test_the_chips_of_the_check_differ_and_stay_the_same() -> None:
    chips = varied_chips(60)
    assert (chips.shape[1:], chips.dtype) == ((60, 60, 3), np.uint8)
    assert len(np.unique(chips.reshape(len(chips), -1), axis=0)) == len(chips)
    np.testing.assert_array_equal(chips, varied_chips(60))


def test_what_exists_stays_unless_it_is_an_export(model: Path, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "me.jpg").write_bytes(b"x")
    for replace in (False, True):
        with pytest.raises(InputError):
            export_model(model, photos, format_="saved-model", replace=replace)
    assert (photos / "me.jpg").read_bytes() == b"x"
    # The model's own folder holds no export either.
    with pytest.raises(InputError, match="not an export"):
        export_model(model, model, format_="saved-model", replace=True)


def test_foreign_crops_need_no_landmarks(tmp_path: Path) -> None:
    save_model(tmp_path / "foreign", build_network(TINY), tiny_card(alignment_id=FOREIGN))
    export_model(tmp_path / "foreign", tmp_path / "out", format_="saved-model")
    assert "landmarks_xy" not in json.loads((tmp_path / "out" / "export.json").read_text())["alignment"]
    assert "aligned outside this program" in (tmp_path / "out" / "README.md").read_text()


def test_the_command(model: Path, tmp_path: Path, facenet: Facenet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = facenet("export", model, "--format", "saved-model", "--json")
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed["folder"] == "tiny-saved-model"
    assert printed["check"]["least_cosine"] >= 0.9999
    assert (tmp_path / "tiny-saved-model" / "saved_model.pb").is_file()
    refused = facenet("export", model, "--format", "saved-model")
    assert refused.exit_code == 2
    assert "--force" in refused.output
    assert facenet("export", model, "--format", "saved-model", "--force").exit_code == 0
    assert facenet("export", "nobody", "--format", "saved-model").exit_code == 1
    assert facenet("export", model, "--format", "pickle").exit_code == 2
