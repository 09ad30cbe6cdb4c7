"""Driving the training page as a user does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm

TINY = {
    "network": "tiny",
    "image_size": 32,
    "embedding_size": 8,
    "identities_per_batch": 3,
    "images_per_identity": 2,
    "steps_per_epoch": 4,
    "batch_all_steps": 0,
}


def button(widget, text: str) -> QPushButton:
    """The visible button of this text; an assertion where there is none."""
    found = [each for each in widget.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    assert found, f"no button {text!r} in sight"
    return found[0]


def click(qtbot, widget, text: str) -> None:
    qtbot.mouseClick(button(widget, text), Qt.MouseButton.LeftButton)


def banner(page) -> str:
    found = next(each for each in page.findChildren(Banner) if each.parent() is page)
    return found.message if found.isVisible() else ""


def start(qtbot, page, **changes: object) -> None:
    page.findChild(HyperparameterForm).apply({**TINY, **changes})
    click(qtbot, page, "Start training")


def trained_steps(services, name: str) -> int:
    path = services.home.runs / name / "history.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return sum('"StepEnd"' in line for line in lines)


def button_texts(widget) -> list[str]:
    return [each.text() for each in widget.findChildren(QPushButton)]


def show(qtbot, page, name: str) -> None:
    page.open({"run": name})
    qtbot.waitUntil(lambda: page._view.run is not None and page._view.run.name == name, timeout=30_000)
    qtbot.waitUntil(lambda: page._view._curves is not None, timeout=30_000)


def menu_action(qtbot, page, text: str):
    page._run_actions.show_menu(page._view.run, QPoint(5, 5), live=False)
    menu = page.findChildren(QMenu)[-1]
    action = next(each for each in menu.actions() if each.text() == text)
    menu.hide()
    return action
