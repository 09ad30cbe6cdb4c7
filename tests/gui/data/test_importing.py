"""A folder of photos becomes a data set, and what goes wrong is said calmly."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton, QSpinBox

from core.data.dataset import Dataset
from core.errors import StorageError
from facenet_gui.pages.data import DataPage
from facenet_gui.pages.data_browse import BrowsePanel
from facenet_gui.pages.data_list import DatasetList
from facenet_gui.pages.data_problems import ProblemTree
from facenet_gui.widgets.basics import EmptyState
from tests.factories import make_dataset
from tests.gui.data.driving import back, banner, grid, groups, idle, panel, press, rows, type_into, words, write_photo


def test_nothing_yet_leads_to_all_three_ways(qtbot, page):
    assert "No data sets yet" in words(page.findChild(EmptyState))
    shown = {one.text() for one in page.findChildren(QPushButton) if one.isVisible()}
    assert {"Import photos…", "Make sample faces…", "Get LFW…"} <= shown
    primary = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.property("kind") == "primary"]
    assert len(primary) == 1


def test_a_folder_is_looked_at_checked_imported_and_trained_on(qtbot, page, services, photos, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(photos))
    press(qtbot, page, "Import photos…")
    idle(qtbot, services)
    found = panel(page)
    assert "6 people" in words(found)
    items = {item.title: item.badge for item in grid(found, "People in the folder").items}
    assert items["person_0"] == "4"
    assert groups(found) == {"Photos in no person's folder": 1, "People with too few photos": 1}
    assert not services.home.datasets.exists()

    press(qtbot, found, "Check the photos")
    idle(qtbot, services)
    checked = groups(found)
    checked.pop("The same photograph in another file", None)  # as drawn faces may be taken for
    assert checked == {
        "Photos in no person's folder": 1,
        "People with too few photos": 1,
        "Cannot be read as a picture": 1,
        "No face found": 1,
        "Several faces": 1,
    }
    assert rows(page) == ["photos"]
    assert not (services.home.datasets / "photos").exists()

    line = next(one for one in found.findChildren(QLineEdit) if one.objectName() == "dataset name")
    type_into(qtbot, line, "people")
    asked = []
    monkeypatch.setattr(services.detector, "detect", lambda image: asked.append(1) or [])
    press(qtbot, found, "Import")
    idle(qtbot, services)
    assert not asked, "what was checked is not done twice"
    assert "people is ready" in banner(page)
    dataset = Dataset.open(services.home.datasets / "people")
    assert len(dataset.training) + len(dataset.validation) == 16
    assert [path.name for path in services.home.datasets.iterdir()] == ["people"]

    with qtbot.waitSignal(services.navigator.asked) as went:
        press(qtbot, found, "Train on it")
    assert went.args == ["training", {"dataset": "people"}]
    press(qtbot, found, "Browse it")
    idle(qtbot, services)
    browse = page.findChild(BrowsePanel)
    assert browse.isVisible()
    assert len(grid(browse, "People of the data set").items) == 5
    assert groups(browse)["Several faces"] == 1


def test_an_import_that_is_stopped_keeps_what_is_done_and_goes_on(qtbot, page, services, photos, monkeypatch):
    detector = services.detector
    detect = type(detector).detect
    seen = []

    def stop_at_third(image):
        seen.append(1)
        if len(seen) == 3:
            for job in services.jobs.running:
                job.stop.set()
        return detect(detector, image)

    monkeypatch.setattr(detector, "detect", stop_at_third)
    page.open({"folder": str(photos)})
    idle(qtbot, services)
    press(qtbot, panel(page), "Import")
    idle(qtbot, services)
    assert "Stopped. The photos that are finished are kept." in banner(page)
    assert not (services.home.datasets / "photos").exists()

    # Another day: the list knows of it, and the import goes on under its name.
    later = DataPage(services)
    qtbot.addWidget(later)
    later.show()
    idle(qtbot, services)
    table = later.findChild(DatasetList)
    assert [(entry.title, entry.lines) for entry in table.entries] == [("photos", ("import not finished",))]
    table.setCurrentIndex(table.model().index(0))
    idle(qtbot, services)
    before = len(seen)
    press(qtbot, panel(later), "Import")
    idle(qtbot, services)
    assert len(seen) < 2 * before + 19
    assert "photos is ready" in banner(later)
    assert len(seen) <= 18
    later.closing()


def test_a_name_that_is_taken_is_not_imported_to(qtbot, page, services, photos):
    make_dataset(services.home.datasets / "people", identities=3, images=2, validation=0)
    page.open({"folder": str(photos)})
    idle(qtbot, services)
    found = panel(page)
    line = next(one for one in found.findChildren(QLineEdit) if one.objectName() == "dataset name")
    type_into(qtbot, line, "people")
    assert "There is a data set of this name already." in words(found)
    start = next(one for one in found.findChildren(QPushButton) if one.text() == "Import")
    assert not start.isEnabled()
    type_into(qtbot, line, "a/b")
    assert not start.isEnabled()
    type_into(qtbot, line, "others")
    assert start.isEnabled()


def test_two_imports_to_one_name_at_once(qtbot, page, services, photos, tmp_path):
    from core.data.import_folder import import_folder

    page.open({"folder": str(photos)})
    idle(qtbot, services)
    with import_folder(services.home.datasets / "photos"):
        press(qtbot, panel(page), "Import")
        idle(qtbot, services)
    assert "Another import is writing" in banner(page)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda folder: folder.mkdir(), "holds no photos"),
        (lambda folder: (folder.mkdir(), write_photo(folder / "1.png", [(1, 60, 40, 150)])), "no folder with photos"),
        (lambda folder: folder.write_text("x"), "is a file, not a folder"),
        (lambda folder: None, "does not exist"),
    ],
)
def test_a_folder_that_cannot_be_imported(qtbot, page, services, tmp_path, make, expected):
    folder = tmp_path / "given"
    make(folder)
    page.open({"folder": str(folder)})
    idle(qtbot, services)
    assert expected in banner(page)
    assert "cannot be imported" in words(panel(page))


def test_a_full_disk_is_said(qtbot, page, services, photos, monkeypatch):
    def full(*_args, **_options):
        raise StorageError("The disk is full.", hint="Make room.")

    monkeypatch.setattr("core.data.importing.import_photos", full)
    page.open({"folder": str(photos)})
    idle(qtbot, services)
    press(qtbot, panel(page), "Import")
    idle(qtbot, services)
    assert "The disk is full." in banner(page)


def test_drops(qtbot, page, services, photos, tmp_path):
    archive = tmp_path / "photos.zip"
    archive.write_bytes(b"PK")
    picture = photos / "stray.png"
    assert page.drop_words([photos])
    assert not page.drop_words([picture]), "single pictures are for other pages"
    page.drop([archive])
    assert "is an archive" in banner(page)
    page.drop([photos / "person_0", photos / "person_1"])
    assert "One folder at a time" in banner(page)
    page.drop([photos])
    idle(qtbot, services)
    assert panel(page).folder == photos
    made = make_dataset(services.home.datasets / "people", identities=3, images=2, validation=0)
    assert page.drop_words([made.path]) == "Browse this data set"
    page.drop([made.path])
    idle(qtbot, services)
    assert page.findChild(BrowsePanel).path == made.path


def test_a_histogram_of_very_different_people_has_few_bars(qtbot, services):
    from facenet_gui.pages.data_histogram import bars_of

    centres, heights, width = bars_of([1, 1, 2, 600])
    assert sum(heights) == 4
    assert len(centres) == 2
    assert 600 / width <= 30
    assert bars_of([2, 2, 3])[:2] == ([2.0, 3.0], [2, 1])


def test_what_was_only_looked_at_is_gone_when_left_and_what_was_checked_stays(qtbot, page, services, photos, tmp_path):
    make_dataset(services.home.datasets / "people", identities=3, images=2, validation=0)
    page.open({"folder": str(tmp_path / "nowhere")})
    idle(qtbot, services)
    page.open({"folder": str(photos)})
    idle(qtbot, services)
    assert panel(page).folder == photos
    press(qtbot, panel(page), "Check the photos")
    idle(qtbot, services)
    page.open({"dataset": "people"})
    idle(qtbot, services)
    assert rows(page) == ["photos", "people"]
    table = page.findChild(DatasetList)
    table.setCurrentIndex(table.model().index(0))
    assert panel(page).folder == photos
    back(qtbot, panel(page), "Back to the data sets")
    assert page.findChild(BrowsePanel).isVisible()


def test_other_options_ask_for_another_look(qtbot, page, services, photos):
    page.open({"folder": str(photos)})
    idle(qtbot, services)
    found = panel(page)
    press(qtbot, found, "Check the photos")
    idle(qtbot, services)
    again = next(one for one in found.findChildren(QPushButton) if one.text() == "Check the photos")
    assert not again.isEnabled()
    least = next(one for one in found.findChildren(QSpinBox) if one.accessibleName() == "Least images of a person")
    least.setValue(4)
    assert groups(found)["People with too few photos"] == 3
    press(qtbot, found, "Check the photos")
    idle(qtbot, services)
    assert "At least two people with enough photos are needed." in words(found)


def test_people_of_lfw_are_named_before_they_are_left_out(qtbot, page, services, photos, monkeypatch, tmp_path):
    for name in ("person_0", "Person_3", "Somebody_Else"):
        (tmp_path / "lfw" / name).mkdir(parents=True)
    monkeypatch.setattr("core.data.lfw_download.find_lfw", lambda: tmp_path / "lfw")
    page.open({"folder": str(photos)})
    idle(qtbot, services)
    found = panel(page)
    title = "People whose names are in LFW"
    notes = {group.title: (group.count, group.note) for group in found.findChild(ProblemTree).groups}
    assert notes[title] == (2, "kept: then do not measure on LFW")
    choice = next(one for one in found.findChildren(QComboBox) if one.accessibleName() == "People to leave out")
    choice.setCurrentIndex(1)
    notes = {group.title: (group.count, group.note) for group in found.findChild(ProblemTree).groups}
    assert notes[title] == (2, "left out")
    press(qtbot, found, "Import")
    idle(qtbot, services)
    names = [identity.name for identity in Dataset.open(services.home.datasets / "photos").identities]
    assert names == ["person_1", "person_2", "person_4"]
