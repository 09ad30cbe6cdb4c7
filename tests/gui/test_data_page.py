"""The data page: folders become data sets, data sets are corrected, and what goes wrong is said calmly."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QToolButton,
)

from core.data.dataset import Dataset
from core.errors import StorageError
from facenet_gui.main_window import MainWindow
from facenet_gui.pages import data_work
from facenet_gui.pages.data import DataPage
from facenet_gui.pages.data_browse import BrowsePanel
from facenet_gui.pages.data_found import FoundPanel
from facenet_gui.pages.data_list import DatasetList
from facenet_gui.pages.data_problems import ProblemTree
from facenet_gui.widgets.basics import Banner, EmptyState
from facenet_gui.widgets.face_grid import FaceGrid
from tests.factories import make_dataset
from tests.gui.fakes import scene

_WAIT = 15_000


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Five people with three photos each, a broken file, a photo without a face, one with two, and a stray one."""
    folder = tmp_path / "photos"
    for person in range(5):
        for image in range(3):
            _write(folder / f"person_{person}" / f"{image}.png", [(person, 60, 40, 150)], image)
    (folder / "person_0" / "broken.jpg").write_bytes(b"no picture")
    _write(folder / "person_1" / "nobody.png", [])
    _write(folder / "person_2" / "two.png", [(2, 60, 40, 150), (9, 230, 60, 60)], 7)
    _write(folder / "alone" / "1.png", [(11, 60, 40, 150)])
    shutil.copy(folder / "person_3" / "0.png", folder / "stray.png")
    return folder


def _write(path: Path, faces: list[tuple[int, int, int, int]], image: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), scene(faces, width=320, height=240, image=image)[..., ::-1])


@pytest.fixture
def page(qtbot, services):
    made = DataPage(services)
    qtbot.addWidget(made)
    made.resize(1000, 650)
    made.show()
    qtbot.waitExposed(made)
    idle(qtbot, services)
    yield made
    idle(qtbot, services)
    made.closing()


def idle(qtbot, services) -> None:
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=_WAIT)


def press(qtbot, within, text: str) -> None:
    for found in within.findChildren(QPushButton):
        if found.text() == text and found.isVisible():
            assert found.isEnabled(), text
            qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no button {text!r} in sight")


def banner(page: DataPage) -> str:
    return " ".join(found.message for found in page.findChildren(Banner) if found.isVisible())


def words(within) -> str:
    return " ".join(found.text() for found in within.findChildren(QLabel) if found.isVisible())


def groups(within) -> dict[str, int]:
    return {group.title: group.count for group in within.findChild(ProblemTree).groups}


def panel(page: DataPage) -> FoundPanel:
    found = [one for one in page.findChildren(FoundPanel) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def rows(page: DataPage) -> list[str]:
    return [entry.title for entry in page.findChild(DatasetList).entries]


def dialog(qtbot, kind=QDialog):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=_WAIT)
    return QApplication.activeModalWidget()


def type_into(qtbot, line: QLineEdit, text: str) -> None:
    line.clear()
    qtbot.keyClicks(line, text)


def grid(within, name: str) -> FaceGrid:
    return next(found for found in within.findChildren(FaceGrid) if found.accessibleName() == name)


def back(qtbot, within, name: str) -> None:
    found = next(one for one in within.findChildren(QToolButton) if one.accessibleName() == name)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def choose(grid: FaceGrid, row: int) -> None:
    index = grid.model().index(row)
    grid.setCurrentIndex(index)


def open_dataset(qtbot, page, services, name: str = "people") -> BrowsePanel:
    page.open({"dataset": name})
    idle(qtbot, services)
    browse = page.findChild(BrowsePanel)
    assert browse.isVisible()
    return browse


# -- importing


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
        (lambda folder: (folder.mkdir(), _write(folder / "1.png", [(1, 60, 40, 150)])), "no folder with photos"),
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


# -- browsing


@pytest.fixture
def dataset(services) -> Path:
    return make_dataset(services.home.datasets / "people", identities=4, images=3, validation=2).path


def test_pictures_are_left_out_undone_and_saved(qtbot, dataset, page, services):
    browse = open_dataset(qtbot, page, services)
    people = grid(browse, "People of the data set")
    assert [item.note for item in people.items] == ["", "", "", "", "held out", "held out"]
    people.opened.emit(people.items[1])
    chips = grid(browse, "Images of this person")
    assert len(chips.items) == 3
    choose(chips, 0)
    press(qtbot, browse, "Leave out")
    assert chips.items[0].dimmed
    press(qtbot, browse, "Restore")
    assert not chips.items[0].dimmed
    press(qtbot, browse, "Undo")
    assert chips.items[0].dimmed
    assert browse.pending == 1
    press(qtbot, browse, "Save changes")
    idle(qtbot, services)
    assert "The changes are saved" in banner(page)
    assert len(Dataset.open(dataset).training) == 11
    assert browse.pending == 0
    assert len(chips.items) == 2


@pytest.mark.parametrize(
    ("answers", "left"),
    [(["Cancel", "Discard them"], 12), (["Save and close"], 11), (["Cancel", "Save and close"], 11)],
)
def test_corrections_are_not_lost_at_closing(qtbot, dataset, services, monkeypatch, answers, left):
    window = MainWindow(services)
    qtbot.addWidget(window)
    page = window.show_page("data")
    window.show()
    idle(qtbot, services)
    browse = page.findChild(BrowsePanel)
    qtbot.waitUntil(lambda: browse.path is not None, timeout=_WAIT)
    people = grid(browse, "People of the data set")
    people.opened.emit(people.items[1])
    choose(grid(browse, "Images of this person"), 0)
    press(qtbot, browse, "Leave out")
    asked = []

    def answer(box):
        asked.append(box.informativeText())
        clicked = next(one for one in box.buttons() if one.text() == answers[len(asked) - 1])
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: clicked)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    for wanted in answers:
        assert window.isVisible()
        window.close()
        if wanted == "Cancel":
            assert browse.pending == 1
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=_WAIT)
    idle(qtbot, services)
    assert asked == ["people: 1 change"] * len(answers)
    assert len(Dataset.open(dataset).training) == left


def test_a_page_that_was_closed_does_not_list_a_folder_that_changes(qtbot, dataset, services):
    page = DataPage(services)
    qtbot.addWidget(page)
    page.refresh()
    idle(qtbot, services)
    page.closing()
    (services.home.datasets / "another").mkdir()
    with qtbot.assertNotEmitted(services.jobs.started, wait=500):
        pass


def test_corrections_that_cannot_be_saved_keep_the_window_open(qtbot, dataset, services, monkeypatch):
    window = MainWindow(services)
    qtbot.addWidget(window)
    page = window.show_page("data")
    window.show()
    browse = page.findChild(BrowsePanel)
    qtbot.waitUntil(lambda: browse.path is not None, timeout=_WAIT)
    people = grid(browse, "People of the data set")
    people.opened.emit(people.items[0])
    choose(grid(browse, "Images of this person"), 0)
    press(qtbot, browse, "Leave out")

    def refuse(*_, **__):
        raise StorageError("The disk is full.", hint="Make room.")

    answers = iter(["Save and close", "Discard them"])

    def answer(box):
        wanted = next(answers)
        monkeypatch.setattr(
            QMessageBox, "clickedButton", lambda box: next(one for one in box.buttons() if one.text() == wanted)
        )

    monkeypatch.setattr(data_work, "correct", refuse)
    monkeypatch.setattr(QMessageBox, "exec", answer)
    window.close()
    idle(qtbot, services)
    assert window.isVisible()
    assert "The disk is full" in banner(page)
    assert browse.pending == 1
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=_WAIT)


def test_pictures_are_given_to_somebody_else_and_saved_as_new(qtbot, dataset, page, services):
    browse = open_dataset(qtbot, page, services)
    people = grid(browse, "People of the data set")
    people.opened.emit(people.items[0])
    choose(grid(browse, "Images of this person"), 2)
    press(qtbot, browse, "Shows somebody else…")
    asked = dialog(qtbot)
    line = asked.findChild(QLineEdit, "name")
    assert "person_003" in [
        line.completer().model().index(row, 0).data() for row in range(line.completer().model().rowCount())
    ]
    type_into(qtbot, line, "person_003")
    press(qtbot, asked, "Move 1")
    back(qtbot, browse, "All people")
    assert {item.title: item.badge for item in people.items}["person_003"] == "4"
    press(qtbot, browse, "Save as…")
    asked = dialog(qtbot)
    type_into(qtbot, asked.findChild(QLineEdit, "name"), "mended")
    press(qtbot, asked, "Save")
    idle(qtbot, services)
    mended = {identity.name: identity.images for identity in Dataset.open(dataset.with_name("mended")).identities}
    assert (mended["person_000"], mended["person_003"]) == (2, 4)
    assert len(Dataset.open(dataset).identities) == 6
    assert browse.path == dataset.with_name("mended")


def test_people_are_renamed_merged_left_out_searched_and_sorted(qtbot, dataset, page, services):
    browse = open_dataset(qtbot, page, services)
    people = grid(browse, "People of the data set")
    people.opened.emit(people.items[1])
    press(qtbot, browse, "Rename or merge…")
    asked = dialog(qtbot)
    type_into(qtbot, asked.findChild(QLineEdit, "name"), "person_000")
    press(qtbot, asked, "Rename")
    assert len(grid(browse, "Images of this person").items) == 6
    back(qtbot, browse, "All people")
    people.opened.emit(people.items[2])
    press(qtbot, browse, "Leave out everything")
    back(qtbot, browse, "All people")
    assert people.items[2].dimmed
    order = next(one for one in browse.findChildren(QComboBox) if one.accessibleName() == "Order")
    order.setCurrentIndex(1)
    assert people.items[0].title == "person_000"
    search = next(one for one in browse.findChildren(QLineEdit) if one.accessibleName() == "Search people")
    search.setText("Person 003")
    assert [item.title for item in people.items] == ["person_003"]
    # What is not saved waits while another data set is looked at.
    other = make_dataset(dataset.with_name("other"), identities=3, images=2, validation=0)
    page.open({"dataset": "other"})
    idle(qtbot, services)
    assert (browse.path, browse.pending) == (other.path, 0)
    page.open({"dataset": "people"})
    idle(qtbot, services)
    assert browse.pending == 4
    press(qtbot, browse, "Discard")
    assert browse.pending == 0


def test_a_data_set_is_deleted_only_when_confirmed(qtbot, dataset, page, services):
    open_dataset(qtbot, page, services)
    page.findChild(BrowsePanel).delete_wanted.emit(dataset)
    asked = dialog(qtbot, QMessageBox)
    asked.button(QMessageBox.StandardButton.Cancel).click()
    assert dataset.exists()
    page.findChild(BrowsePanel).delete_wanted.emit(dataset)
    asked = dialog(qtbot, QMessageBox)
    press(qtbot, asked, "Delete")
    idle(qtbot, services)
    qtbot.waitUntil(lambda: not rows(page), timeout=_WAIT)
    assert not dataset.exists()


def test_a_data_set_that_goes_while_it_is_shown(qtbot, dataset, page, services):
    browse = open_dataset(qtbot, page, services)
    shutil.rmtree(dataset)
    page.shown()
    idle(qtbot, services)
    assert "is no longer there" in banner(page)
    assert not browse.isVisible()


def test_damaged_and_missing_data_sets(qtbot, page, services):
    bad = services.home.datasets / "bad"
    bad.mkdir(parents=True)
    (bad / "dataset.json").write_text("{")
    page.shown()
    idle(qtbot, services)
    table = page.findChild(DatasetList)
    assert [(entry.title, entry.lines) for entry in table.entries] == [("bad", ("damaged",))]
    table.setCurrentIndex(table.model().index(0))
    assert "bad is damaged" in words(page)
    page.open({"dataset": "nowhere"})
    assert "There is no data set called 'nowhere'" in banner(page)


# -- sample faces and LFW


def test_sample_faces(qtbot, page, services):
    page.open({"sample": "yes"})
    asked = dialog(qtbot)
    people, images = asked.findChildren(QSpinBox)
    people.setValue(4)
    images.setValue(2)
    press(qtbot, asked, "Make them")
    idle(qtbot, services)
    qtbot.waitUntil(lambda: page.findChild(BrowsePanel).path is not None, timeout=_WAIT)
    idle(qtbot, services)
    assert len(Dataset.open(services.home.datasets / "sample").identities) == 4
    assert page.findChild(BrowsePanel).isVisible()


def test_faces_are_blended_and_lead_to_a_training_on_both(qtbot, dataset, page, services):
    page.refresh()
    idle(qtbot, services)
    page.open({"dataset": "people"})
    qtbot.waitUntil(lambda: page.findChild(BrowsePanel).path is not None, timeout=_WAIT)
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
