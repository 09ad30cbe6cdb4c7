"""A data set is browsed and corrected, and no correction is lost."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox

from core.data.dataset import Dataset
from core.errors import StorageError
from facenet_gui.main_window import MainWindow
from facenet_gui.pages import data_work
from facenet_gui.pages.data import DataPage
from facenet_gui.pages.data_browse import BrowsePanel
from facenet_gui.pages.data_list import DatasetList
from tests.factories import make_dataset
from tests.gui.data.driving import (
    WAIT,
    back,
    banner,
    choose,
    dialog,
    grid,
    idle,
    open_dataset,
    press,
    rows,
    type_into,
    words,
)


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
    qtbot.waitUntil(lambda: browse.path is not None, timeout=WAIT)
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
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
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
    qtbot.waitUntil(lambda: browse.path is not None, timeout=WAIT)
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
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)


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
    qtbot.waitUntil(lambda: not rows(page), timeout=WAIT)
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
