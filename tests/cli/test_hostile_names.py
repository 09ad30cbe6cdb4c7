"""Names that somebody else gave: a terminal shows them, and obeys none."""

import json
import re

import pytest

from core.cli import console
from core.data.importing import import_photos
from tests.data.photos import DrawnFaceDetector, write_photos

EVIL = "Anna\x1b]0;owned\x07\x1b[2J\x9b31m"
SHOWN = r"Anna\x1b]0;owned\x07\x1b[2J\x9b31m"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.fixture
def people(tmp_path, home):
    """A data set of a folder that somebody sent."""
    photos = write_photos(tmp_path / "photos", people=2, images=2)
    try:
        next(photos.iterdir()).rename(photos / EVIL)
    except OSError:
        pytest.skip("this system has no such names")
    import_photos(photos, home / "datasets" / "people", detector=DrawnFaceDetector(), workers=1)


def test_a_list_of_people_gives_the_terminal_no_orders(people, facenet):
    shown = facenet("datasets", "show", "people")
    assert SHOWN in shown.stdout
    assert not OBEYED.search(shown.stdout)


def test_json_of_it_says_the_same_to_a_program(people, facenet):
    shown = facenet("datasets", "show", "people", "--json")
    assert EVIL in [identity["name"] for identity in json.loads(shown.stdout)]
    assert not OBEYED.search(shown.stdout)


def test_a_message_gives_no_orders(capsys):
    console.say(f"No face in {EVIL}/1.jpg\nand \u202egpj.2")
    assert capsys.readouterr().err == f"No face in {SHOWN}/1.jpg\nand \\u202egpj.2\n"


def test_a_table_gives_no_orders(capsys):
    from rich.table import Table

    table = Table("Title " + EVIL)
    table.add_row(EVIL)
    console.output().print(table)
    console.notes().print(EVIL)
    out, err = capsys.readouterr()
    assert out.count(SHOWN) == 2
    assert SHOWN in err
    assert not OBEYED.search(out + err)
