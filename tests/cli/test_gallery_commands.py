"""`facenet enroll`, `people` and `calibrate`, with a detector and an embedder that need no network."""

import json

import numpy as np
import pytest
from PIL import Image

from core.cli import detectors, gallery_access
from core.cli.main import main
from core.faces.align import MARGIN
from core.faces.face import DetectedFace
from tests.colours import TEMPLATE, MeanColour


class WholePicture:
    """Finds one face, as large as the picture; none in a black one."""

    template = TEMPLATE

    def detect(self, image_rgb):
        if image_rgb.max() < 10:
            return []
        scale = image_rgb.shape[0] / (150 + 2 * MARGIN)
        box = np.array([0, 0, image_rgb.shape[1], image_rgb.shape[0]], np.float32)
        return [DetectedFace(box, ((TEMPLATE + MARGIN) * scale).astype(np.float32), 0.99)]


@pytest.fixture
def facenet(tmp_path, monkeypatch, capsys):
    """Runs a command against one gallery; gives exit code, standard output and standard error."""
    monkeypatch.setenv("FACENET_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(gallery_access, "load_embedder", lambda model: MeanColour(0.1))
    monkeypatch.setattr(detectors, "load_detector", lambda *_: WholePicture())

    def run(*words):
        gallery = ["--gallery", str(tmp_path / "g.sqlite")] if "--gallery" not in words else []
        code = main([*map(str, words), *gallery])
        output, errors = capsys.readouterr()
        return code, output, errors

    return run


@pytest.fixture
def picture(tmp_path):
    """Makes a picture of one colour with a little noise; a different one for each name."""

    def make(name, colour, size=180):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng(len(name) + sum(map(ord, name)))
        pixels = np.clip(np.array(colour) + rng.integers(-8, 9, (size, size, 3)), 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(path)
        return path

    return make


RED, GREEN, BLUE = (200, 20, 20), (20, 200, 20), (20, 20, 200)


def test_enrolling_and_listing(facenet, picture):
    code, output, errors = facenet("enroll", "Anna", picture("a1.png", RED), picture("a2.png", RED))
    assert (code, output) == (0, "")
    assert "Anna: enrolled from 2 pictures" in errors
    assert "three to five" in errors
    code, output, _ = facenet("people", "list", "--json")
    assert code == 0
    assert json.loads(output) == [{"id": 1, "name": "Anna", "templates": 2, "rejected": 0, "cover": 1}]
    assert "Anna" in facenet("people", "list")[1]
    assert "a2.png" in "".join(facenet("people", "show", "anna")[1].split())
    assert len(json.loads(facenet("people", "show", "#1", "--json")[1])["templates"]) == 2


def test_what_is_left_out_is_named_with_its_reason(facenet, picture, tmp_path):
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    words = [
        *(picture("small.png", RED, size=20), picture("black.png", (0, 0, 0)), tmp_path / "broken.jpg"),
        *(picture("good.png", RED), picture("good.png", RED)),
    ]
    code, output, _ = facenet("enroll", "Anna", *words, "--json")
    (result,) = json.loads(output)
    assert (code, result["enrolled"], result["new"]) == (0, 1, True)
    assert {p["source"].split("/")[-1]: p["verdict"] for p in result["pictures"]} == {
        "small.png": "low_quality",
        "black.png": "unusable",
        "broken.jpg": "unusable",
        "good.png": "accepted",
    }
    code, _, errors = facenet("enroll", "Anna", picture("good.png", RED))
    assert code == 1
    assert "there already" in errors


def test_this_looks_like_bob_already(facenet, picture):
    facenet("enroll", "Bob", picture("b1.png", RED))
    code, _, errors = facenet("enroll", "Robert", picture("b2.png", RED))
    assert code == 1
    assert "Robert looks like Bob already" in errors
    assert "Nothing was enrolled for 'Robert'" in errors
    code, _, errors = facenet("enroll", "Robert", picture("b2.png", RED), "--force")
    assert code == 0
    assert "looks like Bob" in errors


def test_a_folder_of_people(facenet, picture, tmp_path):
    for name, colour in (("Anna", RED), ("Bob", GREEN)):
        for number in range(2):
            picture(f"all/{name}/{name}{number}.png", colour)
    assert facenet("enroll", tmp_path / "all")[0] == 0
    people = json.loads(facenet("people", "list", "--json")[1])
    assert [(p["name"], p["templates"]) for p in people] == [("Anna", 2), ("Bob", 2)]
    assert facenet("enroll", "Carla", tmp_path / "all" / "Anna", "--force")[0] == 0


def test_a_life_of_changes(facenet, picture, tmp_path):
    facenet("enroll", "Anna", picture("a1.png", RED), picture("a2.png", RED))
    facenet("enroll", "Bob", picture("b1.png", GREEN))
    assert facenet("people", "rename", "bob", "Robert")[0] == 0
    assert facenet("people", "split", "Carla", "1")[0] == 0
    assert facenet("people", "merge", "Carla", "Robert")[0] == 0
    assert facenet("people", "cover", "Robert", "1")[0] == 0
    assert facenet("people", "reject", "Anna", picture("b9.png", GREEN))[0] == 0
    assert facenet("people", "remove-template", "2")[0] == 0
    assert facenet("people", "delete", "Anna")[0] == 0
    listed = json.loads(facenet("people", "undo", "--list", "--json")[1])
    assert [c["kind"] for c in listed][:3] == ["delete_person", "remove_template", "reject"]
    assert facenet("people", "undo")[1] == "Undone: deleted Anna.\n"
    assert facenet("people", "delete", "Anna")[0] == 0
    assert "Wiped out 4" in facenet("people", "purge", "--yes")[2]
    assert [p["name"] for p in json.loads(facenet("people", "list", "--json")[1])] == ["Robert"]
    code, _, errors = facenet("people", "undo")
    assert code == 2
    assert "nothing to undo" in errors


def test_every_change_is_told_as_json(facenet, picture, tmp_path):
    def told(*words):
        code, output, _ = facenet("people", *words, "--json")
        assert code == 0
        return json.loads(output)

    facenet("enroll", "Anna", picture("a1.png", RED), picture("a2.png", RED))
    facenet("enroll", "Bob", picture("b1.png", GREEN))
    assert told("rename", "bob", "Robert")["name"] == "Robert"
    assert told("split", "Carla", "1")["templates"] == 1
    assert told("merge", "Carla", "Robert")["templates"] == 2
    assert told("cover", "Robert", "1")["cover"] == 1
    assert told("reject", "Anna", picture("b9.png", GREEN))["rejected"] == 1
    assert told("remove-template", "2") == {"removed": 2}
    assert told("delete", "Anna")["name"] == "Anna"
    assert told("purge", "--yes") == {"wiped": 4}
    exported = told("export", tmp_path / "plain", "--plain")
    assert exported == {"file": str(tmp_path / "plain"), "people": 1, "sealed": False}
    other = ("--gallery", tmp_path / "other.sqlite")
    assert told("import", tmp_path / "plain", *other)["templates"] == 2
    code, output, _ = facenet("calibrate", "--distance", "0.2", "--json")
    assert (code, json.loads(output)["distance_threshold"]) == (0, 0.2)


def test_export_and_import(facenet, picture, tmp_path, monkeypatch):
    monkeypatch.setattr("core.gallery.sealed_file.LOG2_COST", 10)
    facenet("enroll", "Anna", picture("a1.png", RED))
    (tmp_path / "pass").write_text("several words\n")
    sealed = ("--passphrase-file", tmp_path / "pass")
    assert facenet("people", "export", tmp_path / "out", *sealed)[0] == 0
    assert facenet("people", "export", tmp_path / "out", *sealed)[0] == 2, "never replaced unasked"
    other = ("--gallery", tmp_path / "other.sqlite")
    assert facenet("people", "import", tmp_path / "out", *sealed, *other)[0] == 0
    assert facenet("people", "import", tmp_path / "out", *sealed, *other)[0] == 2, "the name is taken"
    assert facenet("people", "import", tmp_path / "out", *sealed, "--join", *other)[0] == 0
    (tmp_path / "pass").write_text("wrong\n")
    code, _, errors = facenet("people", "import", tmp_path / "out", *sealed, *other)
    assert code == 1
    assert "passphrase is wrong" in errors
    assert facenet("people", "export", tmp_path / "plain", "--plain")[0] == 0
    assert facenet("people", "re-embed", "--json", *other)[1].count('"added": 0') == 1


def test_calibrating(facenet, picture, tmp_path):
    facenet("enroll", "Anna", picture("a1.png", RED))
    for number in range(40):
        colour = np.random.default_rng(number).integers(40, 220, 3)
        picture(f"cohort/p{number}/x{number}.png", colour)
    code, output, _ = facenet("calibrate", "--one-in", "10", "--cohort", tmp_path / "cohort", "--json")
    assert code == 0
    calibration = json.loads(output)
    assert calibration["cohort"] == 40
    assert calibration["distance_threshold"] > 0
    code, output, errors = facenet("calibrate", "--one-in", "10", "--cohort", tmp_path / "cohort")
    assert output == f"distance_threshold {calibration['distance_threshold']:.4f}\n"
    assert "40 strangers" in errors
    code, _, errors = facenet("calibrate", "--one-in", "1000", "--cohort", tmp_path / "cohort")
    assert code == 2
    assert "Not enough data for 1 in 1000" in errors


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("people", "list"), 1, "There is no gallery at"),
        (("enroll", "Anna"), 2, "Only 'Anna' was given"),
        (("enroll", "An\nna", "x.jpg"), 2, "U+000A"),
        (("enroll", "x" * 300, "x.jpg"), 2, "300 characters"),
        (("enroll", " ", "x.jpg"), 2, "not a name"),
        (("enroll", "Anna", "missing.jpg"), 2, "does not exist"),
        (("people", "import", "missing"), 2, "cannot be read"),
    ],
)
def test_bad_input_is_named(facenet, words, code, said):
    got, _, errors = facenet(*words)
    assert got == code
    assert said in errors


def test_an_empty_gallery_and_nobody(facenet, picture):
    assert facenet("enroll", "Anna", picture("black.png", (0, 0, 0)))[0] == 1
    assert "empty" in facenet("people", "list")[2]
    code, _, errors = facenet("people", "show", "Bob")
    assert code == 2
    assert "nobody called 'Bob'" in errors
    code, _, errors = facenet("calibrate", "--one-in", "10")
    assert code == 2
    assert "Nobody" in errors


def test_open_set_identification_from_a_folder(facenet, picture, tmp_path, capsys):
    for number in range(12):
        colour = np.random.default_rng(number).integers(40, 220, 3)
        for shot in range(3):
            picture(f"people/p{number}/{number}-{shot}.png", colour)
    words = ("evaluate", "--identification", tmp_path / "people")
    assert main([*map(str, words), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["enrolled"], figures["strangers"], figures["rank1"]) == (6, 6, 1.0)
    assert main([*map(str, words)]) == 0
    assert "FNIR@FPIR=1.0%" in capsys.readouterr().out


def test_an_evaluation_needs_something_to_measure_on(facenet):
    assert main(["evaluate"]) == 2
    assert main(["evaluate", "--lfw", "a", "--identification", "b"]) == 2
