"""Pictures become people, after a review."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QTableWidget

from tests.factories import jpeg
from tests.gui.fakes import scene
from tests.gui.people.driving import enroll, message, names, press, settle, shown_button, write_pictures


def test_an_empty_gallery_says_how_to_begin(page):
    assert shown_button(page, "Choose photos…").isEnabled()
    assert shown_button(page, "Use the camera…").isEnabled()
    assert not page._changes.undo_action.isEnabled()


def test_a_folder_of_one_person_is_reviewed_and_enrolled(page, services, qtbot, tmp_path):
    page.open({"enroll": str(write_pictures(tmp_path / "Anna", 1, 4))})
    settle(page, services, qtbot)
    review = page.findChild(QListWidget, "review")
    assert review.isVisible()
    assert review.count() == 4
    assert names(services) == []
    press(page, services, qtbot, "Enroll 4 pictures")
    assert names(services) == ["Anna"]
    assert "Anna is enrolled, with 4 pictures." in message(page)
    assert page._list.grid.items[0].title == "Anna"
    page._changes.undo_action.trigger()
    settle(page, services, qtbot)
    assert names(services) == []


def test_poor_pictures_say_why_and_can_be_taken_anyway(page, services, qtbot, tmp_path):
    folder = write_pictures(tmp_path / "Anna", 1, 3)
    (folder / "small.jpg").write_bytes(jpeg(scene([(1, 100, 100, 30)], width=250, height=250), 100))
    (folder / "broken.jpg").write_bytes(b"no picture")
    page.drop([folder])
    settle(page, services, qtbot)
    review = page.findChild(QListWidget, "review")
    texts = {item.text().split("\n")[0]: item for item in map(review.item, range(review.count()))}
    assert "Not usable" in texts["broken.jpg"].text()
    assert "too small" in texts["small.jpg"].text()
    assert texts["small.jpg"].checkState() == Qt.CheckState.Unchecked
    texts["small.jpg"].setCheckState(Qt.CheckState.Checked)
    texts["0.jpg"].setCheckState(Qt.CheckState.Unchecked)
    assert "Taken anyway" in texts["small.jpg"].text()
    press(page, services, qtbot, "Enroll 3 pictures")
    sources = [template.source for template in services.gallery.get().templates(1)]
    assert sorted(Path(source).name for source in sources) == ["1.jpg", "2.jpg", "small.jpg"]


def test_somebody_who_is_there_already_is_recognised_and_joined(page, services, qtbot, tmp_path):
    enroll(services, "Bob", 2)
    settle(page, services, qtbot)
    page.drop([write_pictures(tmp_path / "Robert", 2, 5)])
    settle(page, services, qtbot)
    assert "This looks like Bob already." in message(page)
    assert not shown_button(page, "Enroll 0 pictures").isEnabled()
    press(page, services, qtbot, "Add to Bob")
    press(page, services, qtbot, "Enroll 5 pictures")
    assert names(services) == ["Bob"]
    assert services.gallery.get().people()[0].templates == 7


def test_pictures_without_a_name_wait_for_one(page, services, qtbot, tmp_path):
    folder = write_pictures(tmp_path / "x", 3, 2)
    page.drop(sorted(folder.iterdir()))
    settle(page, services, qtbot)
    assert shown_button(page, "Enroll 2 pictures").toolTip() == "Give a name."
    field = page._enrolling.review.findChild(QLineEdit, "name")
    for bad in ("a" * 300, "\u202eevil", "  "):
        field.setText(bad)
        settle(page, services, qtbot)
        assert not shown_button(page, "Enroll 2 pictures").isEnabled()
    field.setText("שרה 👩‍🚀")
    settle(page, services, qtbot)
    press(page, services, qtbot, "Enroll 2 pictures")
    assert names(services) == ["שרה 👩‍🚀"]
    assert not page.grab().isNull()


def test_pictures_dropped_during_a_review_join_it(page, services, qtbot, tmp_path):
    page.drop([write_pictures(tmp_path / "Anna", 1, 3)])
    settle(page, services, qtbot)
    review = page.findChild(QListWidget, "review")
    review.item(0).setCheckState(Qt.CheckState.Unchecked)
    page.drop([tmp_path / "Anna" / "0.jpg", *sorted(write_pictures(tmp_path / "more", 1, 5).iterdir())[3:]])
    settle(page, services, qtbot)
    assert review.count() == 6
    assert "The same face" in review.item(3).text()
    press(page, services, qtbot, "Enroll 4 pictures")
    assert services.gallery.get().people()[0].templates == 4


def test_undo_from_an_old_banner_spares_what_others_did(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    other = enroll(services, "Bob", 2)
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Delete")
    services.gallery.get().rename(other, "Robert")
    press(page, services, qtbot, "Undo")
    assert names(services) == ["Robert"]
    assert "changed meanwhile" in message(page)


def test_a_folder_of_folders_enrolls_many_and_tells_the_outcome_of_each(page, services, qtbot, tmp_path):
    for number, name in enumerate(("Anna", "Bob", "Carla")):
        write_pictures(tmp_path / "all" / name, number + 1, 2)
    write_pictures(tmp_path / "all" / "Nobody", 9, 1, side=20)
    page.drop([tmp_path / "all"])
    settle(page, services, qtbot)
    table = page.findChild(QTableWidget, "many")
    assert table.rowCount() == 4
    table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    press(page, services, qtbot, "Enroll 3 people")
    assert names(services) == ["Anna", "Carla"]
    assert "2 enrolled" in table.item(0, 2).text()
    assert "too small" in table.item(3, 2).text()
    press(page, services, qtbot, "Done")
    assert [item.title for item in page._list.grid.items] == ["Anna", "Carla"]


@pytest.mark.parametrize("what", ["nothing there", "no face", "empty folder"])
def test_what_cannot_be_enrolled_is_a_calm_message(page, services, qtbot, tmp_path, what):
    place = tmp_path / "x"
    if what == "no face":
        place.mkdir()
        (place / "a.jpg").write_bytes(jpeg(scene([]), 90))
    elif what == "empty folder":
        place.mkdir()
    page.open({"enroll": str(place)})
    settle(page, services, qtbot)
    assert message(page)
    assert "Traceback" not in message(page)
    assert page._stack.currentWidget() is page._list
