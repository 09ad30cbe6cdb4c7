"""The model behind scikit-learn's interface."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.embedding.model_folder import load_model, save_model
from core.embedding.network import build_network
from core.errors import InputError, ModelError, PhotoError
from tests.embedding.examples import TINY, random_chips, tiny_card

pytest.importorskip("sklearn")
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from core.embedding.sklearn_transformer import FaceEmbedder
from core.faces.align import AlignedFace
from core.faces.face import DetectedFace


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    save_model(folder, build_network(TINY), tiny_card())
    return folder


@pytest.fixture
def whole_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture is one face, but a black one."""

    def find(image_rgb, detector, *, chip_size):
        if image_rgb.max() == 0:
            return []
        box = np.array([0, 0, *image_rgb.shape[1::-1]], np.float32)
        detected = DetectedFace(box, np.zeros((5, 2), np.float32), 1.0)
        return [AlignedFace(detected, image_rgb[:chip_size, :chip_size], 100.0)]

    monkeypatch.setattr("core.embedding.sklearn_transformer.find_faces", find)


def test_chips_are_embedded_as_the_model_does(tiny: Path) -> None:
    chips = random_chips(5)
    embedder = FaceEmbedder(str(tiny))
    embeddings = embedder.fit_transform(chips)
    assert (embeddings.shape, embeddings.dtype) == ((5, 16), np.float32)
    np.testing.assert_array_equal(embeddings, load_model(tiny).embed(chips))
    assert embedder.transform(chips[:0]).shape == (0, 16)
    mirrored = FaceEmbedder(str(tiny), mirrored=True).transform(chips)
    assert np.abs(mirrored - embeddings).max() > 1e-4


def test_a_classifier_behind_it(tiny: Path) -> None:
    first, second = random_chips(2)
    noise = np.random.default_rng(0).integers(0, 12, (20, 180, 180, 3))
    chips = np.clip(np.stack([first, second] * 10).astype(int) + noise, 0, 255).astype(np.uint8)
    names = ["Anna", "Boris"] * 10
    pipeline = make_pipeline(FaceEmbedder(str(tiny)), LogisticRegression(C=100)).fit(chips[:10], names[:10])
    assert list(pipeline.predict(chips[10:])) == names[10:]
    assert list(pipeline[0].get_feature_names_out()[:2]) == ["faceembedder0", "faceembedder1"]


def test_it_can_be_cloned_and_pickled_also_after_use(tiny: Path) -> None:
    embedder = FaceEmbedder(str(tiny), no_face="nan").fit()
    chips = random_chips(1)
    expected = embedder.transform(chips)
    for copy in (clone(embedder), pickle.loads(pickle.dumps(embedder))):
        assert copy.get_params() == embedder.get_params()
        np.testing.assert_array_equal(copy.transform(chips), expected)


def test_another_model_is_taken_where_the_parameter_changes(tiny: Path) -> None:
    embedder = FaceEmbedder(str(tiny)).fit()
    with pytest.raises(ModelError):
        embedder.set_params(model="nobody's").transform(random_chips(1))


@pytest.mark.usefixtures("whole_pictures")
def test_photos_and_paths_give_their_main_face(tiny: Path, tmp_path: Path) -> None:
    first, second = random_chips(2)
    Image.fromarray(first).save(tmp_path / "a.png")
    wide = np.concatenate([second, second], axis=1)
    embeddings = FaceEmbedder(str(tiny)).transform([tmp_path / "a.png", wide, str(tmp_path / "a.png")])
    expected = load_model(tiny).embed(np.stack([first, second, first]))
    np.testing.assert_allclose(embeddings, expected, atol=1e-6)


@pytest.mark.usefixtures("whole_pictures")
def test_a_photo_without_a_face(tiny: Path) -> None:
    photos = [random_chips(1)[0], np.zeros((200, 200, 3), np.uint8)]
    with pytest.raises(PhotoError, match="no face"):
        FaceEmbedder(str(tiny)).transform(photos)
    embeddings = FaceEmbedder(str(tiny), no_face="nan").transform(photos)
    assert np.isnan(embeddings).all(axis=1).tolist() == [False, True]


@pytest.mark.parametrize(
    "wrong",
    ["a.jpg", [3], [np.zeros((4, 4), np.uint8)], np.zeros((2, 8, 9, 3), np.uint8), np.zeros((2, 8, 8, 3), np.float32)],
)
def test_what_is_neither_chips_nor_photos_is_refused(tiny: Path, wrong: object) -> None:
    with pytest.raises(InputError):
        FaceEmbedder(str(tiny)).transform(wrong)  # type: ignore[arg-type]


def test_an_unknown_choice_is_refused_when_fitted(tiny: Path) -> None:
    with pytest.raises(InputError, match="no_face"):
        FaceEmbedder(str(tiny), no_face="drop").fit()  # type: ignore[arg-type]
