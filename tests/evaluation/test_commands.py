"""`facenet evaluate` and `facenet verify`, through the command line."""

import json

import pytest

from core.cli.main import main
from core.evaluation import when_needed
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, make_lfw, make_pairs, write_picture

NAMES = ["Ann", "Bob_Lee", "Cy", "Dee"]


@pytest.fixture
def lfw(tmp_path, monkeypatch):
    """A folder with its pair list beside it, a home with a model in it, and neither TensorFlow nor MTCNN."""
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "models" / "mine"
    folder.mkdir(parents=True)
    card = FakeEmbedder("mine").card.changed(distance_threshold=0.5)
    (folder / "model.json").write_text(json.dumps(card.to_mapping()))
    monkeypatch.setattr(when_needed.ModelWhenNeeded, "_embedder", FakeEmbedder("mine"))
    monkeypatch.setattr(when_needed, "MtcnnWhenNeeded", FakeDetector)
    make_pairs(tmp_path / "pairs.txt", names=NAMES, each=12)
    return make_lfw(tmp_path / "lfw", names=NAMES)


def test_json_and_nothing_else_on_standard_output(lfw, capsys):
    assert main(["evaluate", "--model", "mine", "--lfw", str(lfw), "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["accuracy_mean"] == 1.0
    assert (values["model"], values["pairs"], values["folds"], values["skipped"]) == ("mine", 24, 10, [])


def test_a_table_names_what_was_left_out(lfw, capsys):
    (lfw / "Ann" / "Ann_0004.png").unlink()
    assert main(["evaluate", "--model", "mine", "--lfw", str(lfw), "--no-cache"]) == 0
    output = capsys.readouterr().out
    assert "100.00 %" in output
    assert "1 image missing: Ann/Ann_0004" in output
    assert "too few for this FAR" in output
    assert not (lfw.parent / "home" / "cache").exists()


def test_two_models_and_a_report(lfw, capsys, tmp_path):
    arguments = ["evaluate", "--model", "mine", "--lfw", str(lfw), "--report", str(tmp_path / "report"), "--json"]
    second = tmp_path / "second"
    second.mkdir()
    card = FakeEmbedder("second", weights="1").card
    (second / "model.json").write_text(json.dumps(card.to_mapping()))
    assert main([*arguments, "--model", str(second), "--model", "mine"]) == 0
    captured = capsys.readouterr()
    assert [values["model"] for values in json.loads(captured.out)] == ["mine", "second"]
    assert str(tmp_path / "report" / "report.html") in captured.err
    assert (tmp_path / "report" / "report.html").is_file()


def test_mirrored_is_another_model_id(lfw, capsys):
    ids = []
    for options in ([], ["--mirrored"]):
        assert main(["evaluate", "--model", "mine", "--lfw", str(lfw), "--json", *options]) == 0
        values = json.loads(capsys.readouterr().out)
        ids.append((values["model_id"], values["mirrored"]))
    assert ids[0][0] != ids[1][0]
    assert [mirrored for _, mirrored in ids] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--lfw", "nowhere", "--model", "mine"], 2, "No pairs.txt"),
        (["--model", "mine"], 2, "--lfw"),
        (["--lfw", "{lfw}", "--model", "unknown"], 1, "no model called 'unknown'"),
        (["--lfw", "{lfw}", "--model", "mine", "--pairs", "none.txt"], 2, "There is no pair list none.txt"),
        (["--lfw", "{lfw}/Ann", "--model", "mine", "--pairs", "{lfw}/../pairs.txt"], 2, "None of the"),
        (["--lfw", "{lfw}", "--model", "mine", "--report", "{lfw}/Ann/Ann_0001.png"], 2, "needs a folder"),
    ],
)
def test_bad_input_is_a_message_and_a_code(lfw, capsys, arguments, code, message):
    assert main(["evaluate", *(argument.format(lfw=lfw) for argument in arguments)]) == code
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_verify_in_words_and_as_json(lfw, capsys):
    pictures = [str(lfw / name) for name in ("Ann/Ann_0001.png", "Ann/Ann_0002.png", "Cy/Cy_0001.png")]
    assert main(["verify", *pictures[:2], "--model", "mine"]) == 0
    assert capsys.readouterr().out.startswith("The same person.\nThe distance is 0.")
    assert main(["verify", *pictures[1:], "--model", "mine", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert (values["same"], values["distance_threshold"], values["model"]) == (False, 0.5, "mine")
    assert main(["verify", *pictures[1:], "--model", "mine", "--distance-threshold", "9"]) == 0
    assert "The same person." in capsys.readouterr().out


def test_verify_without_a_face_or_a_threshold(lfw, capsys, tmp_path):
    face = str(write_picture(tmp_path / "face.png", 0, 1))
    (tmp_path / "empty.jpg").write_bytes(b"")
    assert main(["verify", face, str(tmp_path / "empty.jpg"), "--model", "mine"]) == 1
    assert "empty" in capsys.readouterr().err
    card = FakeEmbedder("unmeasured").card
    (tmp_path / "model.json").write_text(json.dumps(card.to_mapping()))
    assert main(["verify", face, face, "--model", str(tmp_path)]) == 1
    assert "no distance threshold" in capsys.readouterr().err
