"""The people page: enrolling, keeping in order, undoing, and what cannot be opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListWidget, QMessageBox, QPushButton, QTableWidget

from core.errors import CameraError
from core.gallery.calibration import choose, threshold_for
from core.gallery.records import GalleryModel, NewTemplate
from core.recognition.cameras import CameraInfo
from core.recognition.frames import Frame
from facenet_gui.pages.people import PeoplePage
from facenet_gui.pages.people_calibration import STOPS, CalibrationDialog
from facenet_gui.pages.people_choose import ChoosePerson
from facenet_gui.pages.people_coach import CoachDialog
from facenet_gui.pages.people_list import in_order
from facenet_gui.pages.people_portable import ExportDialog, ImportDialog
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.name_field import NameDialog
from tests.factories import draw_face, jpeg
from tests.gui.conftest import close_page
from tests.gui.fakes import scene


def write_pictures(folder: Path, identity: int, count: int, *, side: int = 160) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for image in range(count):
        picture = scene([(identity, 40, 40, side)], width=250, height=250, image=image)
        (folder / f"{image}.jpg").write_bytes(jpeg(picture, 100))
    return folder


@pytest.fixture
def page(qtbot, services):
    made = PeoplePage(services)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.shown()
    settle(made, services, qtbot)
    yield made
    close_page(made)


def settle(page, services, qtbot) -> None:
    """Wait until nothing is being done beside the window."""
    timer = page._enrolling.review._rest
    qtbot.waitUntil(
        lambda: not services.jobs.running and not page._background.busy and not timer.isActive(), timeout=20_000
    )


def shown_button(page, text: str) -> QPushButton:
    found = [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert found, (
        f"no button {text!r} among {sorted(b.text() for b in page.findChildren(QPushButton) if b.isVisible())}"
    )
    return found[0]


def press(page, services, qtbot, text: str) -> None:
    found = shown_button(page, text)
    assert found.isEnabled(), found.toolTip()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    settle(page, services, qtbot)


def message(page) -> str:
    return " ".join(one.message for one in page.findChildren(Banner) if one.isVisible())


def names(services) -> list[str]:
    return [person.name for person in services.gallery.get().people()]


def enroll(services, name: str, identity: int, images=(0, 1)) -> int:
    """Somebody in the gallery, beside the page."""
    gallery, embedder = services.gallery.get(), services.model.embedder()
    gallery.embeddings.add_model(GalleryModel.of(embedder.card))
    chips = np.stack([draw_face(identity, image) for image in images])
    templates = [
        NewTemplate(chip, embedder.card.alignment_id, {embedder.card.model_id: vector}, quality=0.5 + image / 10)
        for chip, vector, image in zip(chips, embedder.embed(chips), images, strict=True)
    ]
    person = gallery.add_person(name, templates)
    services.gallery.follow()
    return person.id


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


def dialog(page, qtbot, kind):
    """The dialog of a kind that is open now."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


def click(qtbot, parent, text: str) -> None:
    found = [one for one in parent.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert found, text
    assert found[0].isEnabled(), text
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def choose_templates(page, *rows: int) -> None:
    grid = page._person.grid
    grid.clearSelection()
    for number in rows:
        grid.selectionModel().select(grid.model().index(number, 0), grid.selectionModel().SelectionFlag.Select)


# -- enrolling


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


# -- keeping in order


def test_people_are_searched_and_ordered(page, services, qtbot):
    for number, (name, images) in enumerate((("Zoë", (0, 1, 2)), ("adam", (0,)), ("Bob Smith", (0, 1)))):
        enroll(services, name, number, images)
    settle(page, services, qtbot)
    assert [item.title for item in page._list.grid.items] == ["adam", "Bob Smith", "Zoë"]
    page._list._order.setCurrentIndex(2)
    assert [item.title for item in page._list.grid.items] == ["Zoë", "Bob Smith", "adam"]
    search = page.findChild(QLineEdit, "search")
    search.setText("zoe")
    assert [item.title for item in page._list.grid.items] == ["Zoë"]
    search.setText("nobody at all")
    assert page._list.grid.items == []
    people = services.gallery.get().people()
    assert [one.name for one in in_order(people, order="newest", search="")] == ["Bob Smith", "adam", "Zoë"]


def test_delete_and_undo_from_the_banner(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Delete")
    assert names(services) == []
    assert "Anna was deleted." in message(page)
    assert "deleted Anna" in page._changes.undo_action.text()
    press(page, services, qtbot, "Undo")
    assert names(services) == ["Anna"]


def test_rename_refuses_a_name_that_is_taken(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    enroll(services, "Bob", 2)
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Rename…")
    asked = dialog(page, qtbot, NameDialog)
    field = asked.findChild(QLineEdit, "name")
    field.setText("bob")
    assert not asked._accept.isEnabled()
    field.setText("Anne")
    click(qtbot, asked, "Rename")
    settle(page, services, qtbot)
    assert names(services) == ["Anne", "Bob"]
    assert page._person.name == "Anne"


def test_merge_two_people(page, services, qtbot):
    enroll(services, "Anna", 1)
    other = enroll(services, "Ann", 3)
    settle(page, services, qtbot)
    page.show_person(other)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Merge with…")
    asked = dialog(page, qtbot, ChoosePerson)
    asked.choose(1)
    click(qtbot, asked, "Merge")
    settle(page, services, qtbot)
    assert names(services) == ["Anna"]
    assert page._stack.currentWidget() is page._list


def test_templates_are_removed_split_off_and_made_the_cover(page, services, qtbot):
    person = enroll(services, "Anna", 1, (0, 1, 2, 3))
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    choose_templates(page, 2)
    key = page._person.grid.chosen_items()[0].key[1]
    press(page, services, qtbot, "Use as cover")
    assert services.gallery.get().person(person).cover == key
    choose_templates(page, 0, 1)
    press(page, services, qtbot, "Remove")
    assert services.gallery.get().person(person).templates == 2
    press(page, services, qtbot, "Undo")
    assert services.gallery.get().person(person).templates == 4
    choose_templates(page, 3)
    press(page, services, qtbot, "Split off…")
    asked = dialog(page, qtbot, NameDialog)
    asked.findChild(QLineEdit, "name").setText("Carla")
    click(qtbot, asked, "Split off")
    settle(page, services, qtbot)
    assert names(services) == ["Anna", "Carla"]


def test_suspected_duplicates_are_merged_or_told_apart(page, services, qtbot):
    enroll(services, "Anna", 1, (0, 1, 2))
    enroll(services, "Annie", 1, (3, 4))
    settle(page, services, qtbot)
    press(page, services, qtbot, "1 suspected duplicate")
    press(page, services, qtbot, "Different people")
    press(page, services, qtbot, "Everybody")
    assert not page._list._duplicates.isVisible()
    page._changes.undo_action.trigger()
    settle(page, services, qtbot)
    press(page, services, qtbot, "1 suspected duplicate")
    press(page, services, qtbot, "Same person: merge")
    assert names(services) == ["Anna"]


def test_another_program_changes_the_gallery(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    settle(page, services, qtbot)
    page.show_person(person)
    services.gallery.get().delete_person(person)
    services.gallery.follow()
    settle(page, services, qtbot)
    assert page._stack.currentWidget() is page._list


def test_erasing_for_good_is_asked_for(page, services, qtbot):
    services.gallery.get().delete_person(enroll(services, "Anna", 1))
    services.gallery.follow()
    settle(page, services, qtbot)
    page._actions.purge.trigger()
    box = dialog(page, qtbot, QMessageBox)
    click(qtbot, box, "Erase for good")
    settle(page, services, qtbot)
    assert "erased for good" in message(page)
    assert not page._changes.undo_action.isEnabled()


# -- model, threshold, file


def test_after_a_change_of_the_model_everybody_is_embedded_anew(page, services, qtbot):
    gallery = services.gallery.get()
    gallery.add_person("Anna", [NewTemplate(draw_face(1, 0), services.model.embedder().card.alignment_id)])
    services.gallery.follow()
    settle(page, services, qtbot)
    assert "1 face needs re-embedding with drawn." in message(page)
    press(page, services, qtbot, "Re-embed")
    assert gallery.embeddings.missing(services.model.embedder().card.model_id) == []
    assert "needs re-embedding" not in message(page)


def test_calibrating_says_what_the_data_support(page, services, qtbot):
    for number in range(4):
        enroll(services, f"P{number}", number)
    settle(page, services, qtbot)
    page._actions.strangers.trigger()
    asked = dialog(page, qtbot, CalibrationDialog)
    asked._slider.setValue(STOPS.index(100))
    click(qtbot, asked, "Calibrate")
    settle(page, services, qtbot)
    assert "Not enough data for 1 in 100" in message(asked)
    asked._by_hand.setValue(0.333)
    click(qtbot, asked, "Use it")
    card = services.model.embedder().card
    assert threshold_for(services.gallery.get(), card).distance_threshold == 0.333
    assert "0.333, chosen by hand" in asked._now.text()
    assert "own is 0.500" in asked._now.text()
    asked.close()


def test_calibrating_with_strangers_replaces_a_chosen_threshold(page, services, qtbot, tmp_path):
    enroll(services, "Anna", 1)
    choose(services.gallery.get(), GalleryModel.of(services.model.embedder().card), 0.2)
    for number in range(30):
        write_pictures(tmp_path / "strangers" / f"S{number}", 100 + number, 1)
    settle(page, services, qtbot)
    page._actions.strangers.trigger()
    asked = dialog(page, qtbot, CalibrationDialog)
    asked._slider.setValue(STOPS.index(10))
    asked._cohort.set_path(tmp_path / "strangers")
    click(qtbot, asked, "Calibrate")
    settle(page, services, qtbot)
    found = threshold_for(services.gallery.get(), services.model.embedder().card)
    assert found.origin == "calibration"
    assert f"{found.distance_threshold:.3f}" in asked._now.text()
    assert "once in 10" in asked._now.text()
    asked.close()


def test_export_and_import_with_a_passphrase(page, services, qtbot, tmp_path, monkeypatch):
    person = enroll(services, "Anna", 1)
    settle(page, services, qtbot)
    path = tmp_path / "people.facenet"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page._actions.export.trigger()
    asked = dialog(page, qtbot, ExportDialog)
    asked._first.setText("short")
    assert not asked._export.isEnabled()
    for field in (asked._first, asked._second):
        field.setText("a long passphrase")
    click(qtbot, asked, "Export…")
    settle(page, services, qtbot)
    assert "1 people were exported" in message(page)
    services.gallery.get().delete_person(person)
    services.gallery.follow()
    settle(page, services, qtbot)
    assert page.drop_words([path]) == "Import these people"
    for passphrase, expected in (("wrong", []), ("a long passphrase", ["Anna"])):
        page.drop([path])
        asked = dialog(page, qtbot, ImportDialog)
        asked._secret.setText(passphrase)
        click(qtbot, asked, "Import")
        settle(page, services, qtbot)
        assert names(services) == expected
        assert message(page)


@pytest.mark.parametrize("kind", ["damaged", "newer", "missing"])
def test_a_gallery_that_cannot_be_opened_is_a_calm_state(page, services, qtbot, tmp_path, kind):
    path = tmp_path / "other.sqlite"
    if kind == "damaged":
        path.write_bytes(b"this is no gallery" * 100)
    elif kind == "newer":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE gallery (one)")
            connection.execute("PRAGMA user_version = 999")
        connection.close()
    page.open({"gallery": str(path)})
    settle(page, services, qtbot)
    assert page._stack.currentWidget() is page._closed
    assert str(path) in services.gallery.problem.message or services.gallery.problem.message
    press(page, services, qtbot, "Try again")
    assert page._stack.currentWidget() is page._closed
    press(page, services, qtbot, "Use my own gallery")
    assert page._stack.currentWidget() is page._list
    assert services.gallery.problem is None


# -- the coach


class FakeCamera:
    """A drawn person, two seconds of the camera's clock from frame to frame."""

    name = "camera:0"
    live = True

    def __init__(self, stop, identity, log, frames):
        self.stop, self.identity, self.log, self.index, self.frames = stop, identity, log, 0, frames

    def read(self):
        if self.stop.wait(0.02) or self.index >= self.frames:
            return None
        self.index += 1
        faces = [(self.identity, 200, 120, 200)] if self.identity is not None else []
        return Frame(scene(faces, image=self.index), self.name, self.index, 2.0 * self.index)

    def close(self):
        self.log.append("closed")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Coach:
    """Opens the dialog on a camera that shows an identity."""

    def __init__(self, page, services, qtbot, identity, error=None, frames=10**6, has_camera=True):
        self.log: list[str] = []
        self.error, self.identity = error, identity

        def opener(source, *, stop, on_state=None):
            self.log.append(source)
            if self.error is not None:
                raise self.error
            return FakeCamera(stop, self.identity, self.log, frames)

        matcher, threshold = page._shown.matching()
        self.dialog = CoachDialog(
            services,
            matcher,
            threshold,
            parent=page,
            list_cameras=lambda: [CameraInfo(0, "Fake")] if has_camera else [],
            opener=opener,
        )
        self.dialog.finished_with.connect(page._enrolling.enroll_faces)
        self.dialog.open()


def threads_over(page, qtbot) -> None:
    qtbot.waitUntil(lambda: not any(thread.isRunning() for thread in page.findChildren(QThread)), timeout=5000)


def test_the_coach_takes_pictures_by_itself_and_the_camera_is_given_back(page, services, qtbot):
    coach = Coach(page, services, qtbot, 5)
    strip = coach.dialog.findChild(QListWidget, "taken")
    qtbot.waitUntil(lambda: strip.count() >= 1, timeout=20_000)
    assert not coach.dialog.grab().isNull()
    count = strip.count()
    click(qtbot, coach.dialog, "Review 1 picture" if count == 1 else f"Review {count} pictures")
    threads_over(page, qtbot)
    assert coach.log[-1] == "closed"
    settle(page, services, qtbot)
    assert page._stack.currentWidget() is page._enrolling.review
    page._enrolling.review.findChild(QLineEdit, "name").setText("Eve")
    settle(page, services, qtbot)
    page._enrolling.review._enroll.click()
    settle(page, services, qtbot)
    assert names(services) == ["Eve"]


def test_the_coach_names_somebody_who_is_known(page, services, qtbot):
    enroll(services, "Eve", 5, tuple(range(6)))
    settle(page, services, qtbot)
    coach = Coach(page, services, qtbot, 5)
    qtbot.waitUntil(lambda: "This looks like Eve already" in coach.dialog._words.text(), timeout=20_000)
    coach.dialog.reject()
    threads_over(page, qtbot)
    assert names(services) == ["Eve"]


def test_the_coach_says_when_there_is_no_face(page, services, qtbot):
    coach = Coach(page, services, qtbot, None)
    qtbot.waitUntil(lambda: coach.dialog._hint.text() == "Look into the camera", timeout=20_000)
    assert not coach.dialog._review.isEnabled()
    coach.dialog.close()
    threads_over(page, qtbot)


def test_a_gallery_on_a_drive_that_is_taken_out_and_put_back(page, services, qtbot, tmp_path):
    """Moving a file away is all that a test can do to a drive."""
    before = services.gallery.path
    before.with_name("away").mkdir()
    hidden = before.with_name("away") / before.name
    services.gallery.close()
    before.rename(hidden)
    page.open({"gallery": str(hidden)})
    settle(page, services, qtbot)
    assert services.gallery.problem is None
    hidden.rename(before)
    services.gallery.follow()
    settle(page, services, qtbot)
    assert "no longer there" in page._closed._title.text()
    assert "Plug in the drive" in page._closed._text.text()
    click(qtbot, page, "Try again")
    assert services.gallery.problem is not None
    before.rename(hidden)
    click(qtbot, page, "Try again")
    settle(page, services, qtbot)
    assert services.gallery.problem is None
    assert page._stack.currentWidget() is page._list


def test_a_camera_that_is_taken_can_be_tried_again(page, services, qtbot):
    error = CameraError("The camera is used by another program.", hint="Close it.")
    coach = Coach(page, services, qtbot, 5, error=error)
    qtbot.waitUntil(lambda: "another program" in message(coach.dialog), timeout=10_000)
    coach.error = None
    click(qtbot, coach.dialog, "Try again")
    strip = coach.dialog.findChild(QListWidget, "taken")
    qtbot.waitUntil(lambda: strip.count() >= 1, timeout=20_000)
    strip.setCurrentRow(0)
    click(qtbot, coach.dialog, "Remove")
    close_page(page)
    assert not [one for one in page.findChildren(QDialog) if one.isVisible()]


def test_without_a_camera_a_video_serves(page, services, qtbot, monkeypatch):
    coach = Coach(page, services, qtbot, 5, frames=4, has_camera=False)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("film.mkv", ""))
    click(qtbot, coach.dialog, "Open a video…")
    qtbot.waitUntil(lambda: "The video is over." in message(coach.dialog), timeout=20_000)
    threads_over(page, qtbot)
    count = coach.dialog.findChild(QListWidget, "taken").count()
    assert count >= 1
    click(qtbot, coach.dialog, "Play again")
    assert coach.log == ["film.mkv", "closed"]
    qtbot.waitUntil(lambda: "The video is over." in message(coach.dialog), timeout=20_000)
    # What was taken before stays.
    assert coach.dialog.findChild(QListWidget, "taken").count() >= count
    coach.dialog.reject()
    threads_over(page, qtbot)


def test_every_hint_of_the_collector_is_listed_for_translation():
    from core.recognition import collector
    from facenet_gui.pages.people_coach_words import HINTS

    hints = {*collector._PROBLEM_HINTS.values(), *collector._POSE_HINTS.values(), collector._VARY}
    assert hints <= set(HINTS)
