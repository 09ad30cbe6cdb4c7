"""The list of runs, and what is done with one."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMessageBox

from facenet_gui.widgets.advice import AdviceCard
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from tests.gui.training.driving import button, click, menu_action, show
from tests.training.runs import begin, end, make_run, step


def test_a_run_is_chosen_from_the_list_and_shows_its_curves(qtbot, page, runs):
    page.refresh()
    qtbot.waitUntil(lambda: len(page._list.runs) == 2)
    index = page._list.model().index(1)
    qtbot.mouseClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=page._list.visualRect(index).center())
    qtbot.waitUntil(lambda: page._view._curves is not None and page._view._curves.step == 4)
    texts = [each.text() for each in page._view.findChildren(QLabel)]
    assert "4 / 4" in texts
    assert "0.800" in texts or "0.900" in texts


def test_another_run_is_laid_over_and_taken_off(qtbot, page, runs):
    show(qtbot, page, "first")
    menu = page._view.curves_panel._compare_menu
    action = next(each for each in menu.actions() if each.text() == "second")
    action.trigger()
    qtbot.waitUntil(lambda: page._view.curves_panel.overlays == ["second"])
    assert "second" in page._view.curves_panel.plots["loss"]._legend.text
    action.trigger()
    assert page._view.curves_panel.overlays == []


def test_rename_note_and_delete(qtbot, monkeypatch, services, page, runs):
    show(qtbot, page, "first")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_named: ("better", True))
    menu_action(qtbot, page, "Rename…").trigger()
    qtbot.waitUntil(lambda: page._view.run.name == "better")
    assert (services.home.runs / "better").is_dir()
    assert not (services.home.runs / "first").exists()

    page._view._tabs.setCurrentIndex(3)
    qtbot.keyClicks(page._view._note, "with more people")
    QApplication.sendEvent(page._view._note, QFocusEvent(QEvent.Type.FocusOut))
    qtbot.waitUntil(lambda: any(run.note == "with more people" for run in page._list.runs))

    monkeypatch.setattr(QMessageBox, "exec", lambda self: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda self: self.defaultButton())
    menu_action(qtbot, page, "Delete…").trigger()
    assert (services.home.runs / "better").is_dir(), "the default keeps it"
    monkeypatch.setattr(
        QMessageBox, "clickedButton", lambda self: next(each for each in self.buttons() if "Delete" in each.text())
    )
    monkeypatch.setattr(QMessageBox, "setDefaultButton", lambda self, _button: None)
    menu_action(qtbot, page, "Delete…").trigger()
    qtbot.waitUntil(lambda: not (services.home.runs / "better").exists())
    qtbot.waitUntil(lambda: len(page._list.runs) == 1)


def test_a_run_begins_a_new_training_with_its_settings(qtbot, services, page):
    make_run(services.home.runs / "small", [begin(4), step(1), end(1)], margin=0.9, embedding_size=64)
    show(qtbot, page, "small")
    menu_action(qtbot, page, "New training with its settings").trigger()
    values = page.findChild(HyperparameterForm).values
    assert values["margin"] == 0.9
    assert values["embedding_size"] == 64
    assert button(page, "Start training")


def test_a_damaged_run_is_shown_with_its_problem(qtbot, services, page):
    folder = services.home.runs / "broken"
    make_run(folder, [step(1)])
    (folder / "hyperparameters.json").write_text("{", encoding="utf-8")
    show(qtbot, page, "broken")
    assert not page._view.resume.isVisible()
    assert "damaged" in [each.text() for each in page._view.findChildren(QLabel)]


def test_a_run_of_another_program_is_followed(qtbot, services, page):
    folder = make_run(services.home.runs / "far", [begin(9), step(1)])
    with folder.locked():
        show(qtbot, page, "far")
        assert not page._view.pause.isVisible()
        assert not page._view.resume.isVisible()
        with folder.history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(step(2)) + "\n")
        qtbot.waitUntil(lambda: page._view._curves.step == 2, timeout=8_000)
        page.show_new()


def test_the_doctor_s_cards_of_an_old_run_offer_a_new_training(qtbot, page, services):
    notice = {"event": "Notice", "code": "collapse", "message": "It collapsed.", "hint": "", "step": 1}
    records = [begin(4), step(1), {**notice, "changes": {"learning_rate": 0.0001}}]
    make_run(services.home.runs / "sad", records)
    show(qtbot, page, "sad")
    page._view._tabs.setCurrentIndex(2)
    card = page._view.findChild(AdviceCard)
    click(qtbot, card, "New training with learning_rate 0.0001")
    assert page.findChild(HyperparameterForm).values["learning_rate"] == 0.0001
