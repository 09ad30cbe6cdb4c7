"""The model, the threshold and the file of a gallery."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtWidgets import QFileDialog

from core.gallery.calibration import choose, threshold_for
from core.gallery.records import GalleryModel, NewTemplate
from facenet_gui.pages.people_calibration import STOPS, CalibrationDialog
from facenet_gui.pages.people_portable import ExportDialog, ImportDialog
from tests.factories import draw_face
from tests.gui.people.driving import click, dialog, enroll, message, names, press, settle, write_pictures


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
