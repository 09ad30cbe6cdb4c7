"""`facenet improve` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.embedding.card import read_card
from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from core.faces.chip import alignment_id
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from core.gallery.records import GalleryModel, NewTemplate
from core.home import Home
from tests.embedding.examples import TINY, tiny_card
from tests.factories import draw_face, make_dataset

SMALL = [
    "--set", "identities_per_batch=8", "--set", "images_per_identity=3", "--set", "learning_rate=0.005",
    "--set", "teacher_weight=0.1", "--set", "colour=0", "--set", "blur=0",
]  # fmt: skip


@pytest.fixture
def home(home: Path) -> Home:
    """General data, a start, and a gallery whose faces are embedded with it."""
    made = Home.default()
    make_dataset(made.datasets / "general", identities=10, images=4, validation=10, chip_size=64)
    card = save_model(made.models / "mine", build_network(TINY), tiny_card())
    with Gallery.open(made.gallery, keys=HomeKeys(made.keys), create=True) as gallery:
        for who in range(8):
            chips = [draw_face(500 + who, image, chip_size=64) for image in range(6)]
            gallery.add_person(f"Anna {who}", [NewTemplate(chip, alignment_id(64)) for chip in chips])
        gallery.embeddings.add_model(GalleryModel.of(card))
    return made


def test_an_improvement_from_start_to_use(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "re-embed", "--model", "mine"]) == 0
    capsys.readouterr()
    assert main(["improve", "--data", "general", "--steps", "30", *SMALL, "--json"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["kept"] is True
    assert told["start"] == "tiny one"
    assert told["after"]["people"]["fnir"] < told["before"]["people"]["fnir"]
    assert "step 1/30" in err
    assert "facenet people re-embed --model mine-improved" in err
    assert read_card(home.models / "mine-improved").trained["improvement"]["people"] == 8
    with Gallery.open(home.gallery, keys=HomeKeys(home.keys)) as gallery:
        assert [model.name for model in gallery.embeddings.models()] == ["tiny one"], "the gallery was switched"
    assert main(["people", "re-embed", "--model", "mine-improved"]) == 0
    assert "48" in capsys.readouterr().err


def test_a_refusal_says_why_in_a_table(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    ruin = [
        "optimizer=sgd",
        "learning_rate=10",
        "momentum=0.99",
        "squared=true",
        "teacher_weight=1000",
        "warmup_steps=0",
    ]
    ruin = [word for setting in ruin for word in ("--set", setting)]
    words = ["improve", "--data", "general", "--start", "mine", "--name", "ruined", "--steps", "30", *SMALL, *ruin]
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert "not recognised where 1% of strangers get a name" in out
    assert "everybody else: AUC" in out
    assert "Not kept: everybody else is told apart worse" in err
    assert "too few strangers' pictures" in err
    assert "Anna" not in out + err
    assert sorted(folder.name for folder in home.models.iterdir()) == ["mine"]


def test_what_cannot_be_done_is_told_before_anything_is_trained(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for words, code, message in (
        (["--data", "general"], 1, "these can be trained: mine"),
        (["--data", "general", "--start", "dlib-resnet"], 1, "These can: mine"),
        (["--data", "nothing", "--start", "mine"], 1, "no data set called 'nothing'"),
        (["--data", "general", "--start", "mine", "--name", "mine"], 2, "already"),
        (["--data", "general", "--start", "mine", "--steps", "0"], 2, "--steps"),
        (["--data", "general", "--start", "mine", "--set", "learning_rate=no"], 2, "learning_rate"),
    ):
        assert main(["improve", *words]) == code, words
        assert message in capsys.readouterr().err
