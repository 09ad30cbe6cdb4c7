"""Sample faces, blends and LFW; names of new data sets."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from core.data.dataset import Dataset
from facenet_gui.pages import data_work
from facenet_gui.pages.data_browse import BrowsePanel
from tests.gui.data.driving import WAIT, dialog, idle, press, words


def test_sample_faces(qtbot, page, services):
    page.open({"sample": "yes"})
    asked = dialog(qtbot)
    people, images = asked.findChildren(QSpinBox)
    people.setValue(4)
    images.setValue(2)
    press(qtbot, asked, "Make them")
    idle(qtbot, services)
    qtbot.waitUntil(lambda: page.findChild(BrowsePanel).path is not None, timeout=WAIT)
    idle(qtbot, services)
    assert len(Dataset.open(services.home.datasets / "sample").identities) == 4
    assert page.findChild(BrowsePanel).isVisible()


def test_faces_are_blended_and_lead_to_a_training_on_both(qtbot, dataset, page, services):
    page.refresh()
    idle(qtbot, services)
    page.open({"dataset": "people"})
    qtbot.waitUntil(lambda: page.findChild(BrowsePanel).path is not None, timeout=WAIT)
    page.findChild(BrowsePanel).blends_wanted.emit(dataset)
    asked = dialog(qtbot)
    (images,) = asked.findChildren(QSpinBox)
    images.setValue(5)
    press(qtbot, asked, "Make them")
    idle(qtbot, services)
    made = Dataset.open(services.home.datasets / "people blended")
    assert len(made.training) == 5
    assert not len(made.validation)
    with qtbot.waitSignal(services.navigator.asked) as went:
        press(qtbot, page, "Learn from both")
    assert went.args == ["training", {"dataset": "people", "further": "people blended", "preset": "distill"}]


def test_lfw_is_downloaded_only_when_asked_for(qtbot, page, services, monkeypatch, tmp_path):
    monkeypatch.setattr("core.data.lfw_download.find_lfw", lambda: None)
    fetched = []
    monkeypatch.setattr("core.data.lfw_download.download_lfw", lambda **_: fetched.append(1) or tmp_path / "lfw")
    press(qtbot, page, "Get LFW…")
    asked = dialog(qtbot)
    assert "figshare" in words(asked)
    assert "181" in words(asked)
    press(qtbot, asked, "Cancel")
    idle(qtbot, services)
    assert not fetched
    press(qtbot, page, "Get LFW…")
    press(qtbot, dialog(qtbot), "Download")
    idle(qtbot, services)
    assert fetched == [1]
    with qtbot.waitSignal(services.navigator.asked) as went:
        press(qtbot, page, "Measure a model on it")
    assert went.args == ["evaluation", {"lfw": str(tmp_path / "lfw")}]


def test_lfw_that_is_there_is_not_downloaded_again(qtbot, page, services, monkeypatch, tmp_path):
    monkeypatch.setattr("core.data.lfw_download.find_lfw", lambda: tmp_path / "lfw")
    press(qtbot, page, "Get LFW…")
    asked = dialog(qtbot)
    assert "already" in words(asked)
    with qtbot.waitSignal(services.navigator.asked) as went:
        press(qtbot, asked, "Measure a model on it")
    assert went.args[0] == "evaluation"


def test_names(services):
    taken = services.home.datasets / "photos"
    taken.mkdir(parents=True)
    assert data_work.free_name("photos", services.home) == "photos 2"
    assert data_work.free_name("..", services.home) == "people"
    for bad in ("", "a/b", "..", ".hidden", "a\nb", "photos"):
        assert data_work.name_problem(bad, services.home)
    assert not data_work.name_problem("Anna und Boris", services.home)
