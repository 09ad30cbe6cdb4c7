"""The report: whole, self-contained, and safe against names that are no plain text."""

import json
import re
import sys
from html.parser import HTMLParser

import pytest
from PIL import Image

from core.errors import InputError
from core.evaluation.pair_evaluation import evaluate_pairs
from core.evaluation.pairs import read_pairs
from core.evaluation.report import check_report_folder, write_report
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, make_lfw, make_pairs

HOSTILE = '<script>alert(1)</script>"&'


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.sources, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.sources += [value for name, value in attrs if name in ("src", "srcset", "href")]

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("measured")
    # "/" cannot be in the name of a folder; everything else that HTML minds can.
    names = ["Ann", "Bob & Lee", HOSTILE.replace("/", "|"), "Лев 🙂"]
    lfw = make_lfw(tmp_path / "lfw", names=names)
    pair_list = read_pairs(make_pairs(tmp_path / "pairs.txt", names=names, each=12))
    (lfw / f"{pair_list.images[-1]}.png").unlink()
    embedders = [FakeEmbedder(HOSTILE), FakeEmbedder("other", weights="1", mirrored=True)]
    results = evaluate_pairs(embedders, pair_list, lfw, detector=FakeDetector(), worst=2)
    return results, pair_list, lfw


@pytest.fixture(scope="module")
def page(measured, tmp_path_factory):
    """The report of both models, written over one that was there."""
    results, pair_list, lfw = measured
    folder = tmp_path_factory.mktemp("report") / "deep"
    folder.mkdir()
    for name in ("report.html", "report.json", "roc.png"):
        (folder / name).write_text("an older report")
    sys.modules.pop("matplotlib.pyplot", None)
    return write_report(results, folder, pair_list=pair_list, images=lfw)


def test_the_page_needs_nothing_beside_it_and_escapes_names(measured, page):
    text = page.read_text(encoding="utf-8")
    shown = Page(text)
    assert "script" not in shown.tags
    assert HOSTILE in shown.text
    assert "Bob & Lee" in shown.text
    assert shown.sources
    assert all(source.startswith(("data:image/svg+xml;base64,", "data:image/jpeg;base64,")) for source in shown.sources)
    assert not re.search(r"url\(|@import|https?://", re.sub(r"base64,[A-Za-z0-9+/=]+", "", text))
    assert "prefers-color-scheme: dark" in text
    assert measured[1].images[-1] in shown.text
    assert "too few" in shown.text


def test_the_files_beside_it(page):
    for name in ("roc", "distances", "folds"):
        with Image.open(page.parent / f"{name}.png") as picture:
            assert picture.width > 1000
    values = json.loads((page.parent / "report.json").read_text(encoding="utf-8"))
    assert [model["model"] for model in values["models"]] == [HOSTILE, "other"]
    assert values["models"][0]["roc"]["far"][-1] == 1.0
    assert len(values["models"][0]["hardest_pairs"]) == 4


def test_drawing_leaves_pyplot_alone(page):
    assert page.is_file()
    assert "matplotlib.pyplot" not in sys.modules


def test_one_model_in_a_folder_that_is_not_there_yet(measured, tmp_path):
    results, pair_list, lfw = measured
    page = write_report(results[1:], tmp_path / "new" / "report", pair_list=pair_list, images=lfw)
    shown = Page(page.read_text(encoding="utf-8"))
    assert "How well other tells faces apart" in shown.text
    assert HOSTILE not in shown.text


def test_the_folder_is_checked_before_the_work(tmp_path):
    check_report_folder(tmp_path / "new" / "report")
    assert list((tmp_path / "new" / "report").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="needs a folder"):
        check_report_folder(tmp_path / "file")
