"""The window without a mouse: the tabulator reaches what a click reaches, and a screen reader has a name for it."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from facenet_gui.dialogs.settings import SettingsDialog
from facenet_gui.dialogs.welcome import Welcome
from facenet_gui.main_window import MainWindow
from facenet_gui.services import Services
from facenet_gui.widgets.basics import Card
from tests.gui.fakes import scene
from tests.training.runs import begin, end, epoch, make_run, step

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
# Parts of another control, which answers the keyboard for them.
_PARTS = (QScrollBar, QHeaderView)
_MOST = 200


def inside_another(widget: QWidget) -> bool:
    """Whether it is a part of a control: the field of a spin box, the cross of a search field."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, _CONTROLS) or (
            isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea)
        ):
            return True
        parent = parent.parentWidget()
    return False


def for_the_mouse(window: QWidget) -> list[QWidget]:
    """Everything in sight that answers to a click."""
    found = []
    for widget in window.findChildren(QWidget):
        if not (widget.isVisible() and widget.isEnabled()) or widget.window() is not window.window():
            continue
        if isinstance(widget, _PARTS) or inside_another(widget):
            continue
        clickable = isinstance(widget, Card) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        graph = isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QScrollArea)
        if isinstance(widget, _CONTROLS) or clickable or (graph and widget.focusPolicy() & Qt.FocusPolicy.ClickFocus):
            found.append(widget)
    return found


def stops(qtbot, window: QWidget, start: QWidget) -> list[QWidget]:
    """Where the tabulator leads, once around."""
    window.activateWindow()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is start, timeout=30_000)
    found: list[QWidget] = []
    for _ in range(_MOST):
        now = QApplication.focusWidget()
        assert now is not None, f"after {found[-1:]} nothing has the focus"
        # In a text the tabulator goes from link to link before it goes on.
        if now not in found[-1:]:
            if now in found:
                return found
            found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError(f"no way back to the beginning after {_MOST} stops")


def reached(widget: QWidget, by_keyboard: list[QWidget]) -> bool:
    """Whether the tabulator leads to it, or the arrow keys from another one of its group."""
    if widget in by_keyboard:
        return True
    group = isinstance(widget, QAbstractButton) and widget.autoExclusive()
    return group and any(
        isinstance(other, QAbstractButton) and other.autoExclusive() and other.parentWidget() is widget.parentWidget()
        for other in by_keyboard
    )


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    if not name and isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    return name


def described(widget: QWidget) -> str:
    """Enough to find it in the code."""
    names = []
    parent: QWidget | None = widget
    while parent is not None and not parent.isWindow():
        names.append(type(parent).__name__)
        parent = parent.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""
    return f"{' < '.join(names[:5])} {text!r} {widget.accessibleName()!r}"


def check(qtbot, window: QWidget, start: QWidget) -> dict[str, list[str]]:
    """What cannot be reached, and what has no name."""
    found = for_the_mouse(window)
    by_keyboard = stops(qtbot, window, start)
    return {
        "not reached": [described(each) for each in found if not reached(each, by_keyboard)],
        "no name": [described(each) for each in found if not name_of(each)],
    }


@pytest.fixture
def window(qtbot, services: Services, tmp_path: Path):
    records = [begin(4), *(step(n, 1 / n) for n in range(1, 5)), epoch(1, 4, 0.9), end(4)]
    make_run(services.home.runs / "first", records, checkpoints=(4,))
    made = MainWindow(services)
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.show()
    made.activateWindow()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.close()
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible(), timeout=60_000)


def settle(qtbot, services: Services) -> None:
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=60_000)
    for _ in range(5):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("key", ["data", "training", "evaluation", "people", "live"])
def test_the_tabulator_reaches_all_of_a_page_and_everything_has_a_name(key, window, qtbot, services):
    page = window.show_page(key)
    settle(qtbot, services)
    found = for_the_mouse(window)
    # The rail's five, the status bar's model, and what is on the page.
    assert len(found) >= 8
    problems = check(qtbot, window, page)
    assert not any(problems.values()), problems


def test_the_tabulator_reaches_all_of_photos_that_were_dropped(window, qtbot, services, tmp_path):
    photos = tmp_path / "photos" / "Anna"
    photos.mkdir(parents=True)
    assert cv2.imwrite(str(photos / "1.png"), scene([(1, 60, 40, 150)])[..., ::-1])
    services.navigator.go("data", {"folder": str(photos.parent)})
    settle(qtbot, services)
    problems = check(qtbot, window, window.page("data"))
    assert not any(problems.values()), problems


def test_passing_the_list_of_runs_does_not_open_one(window, qtbot, services):
    page = window.show_page("training")
    settle(qtbot, services)
    qtbot.waitUntil(lambda: bool(page._list.runs), timeout=60_000)
    assert page._list in stops(qtbot, window, page)
    assert page._stack.currentWidget() is page._new
    page._list.setFocus()
    qtbot.keyClick(page._list, Qt.Key.Key_Down)
    assert page._list.current_run().name == "first"
    assert page._stack.currentWidget() is page._view


@pytest.mark.parametrize("tab", range(4))
def test_the_tabulator_reaches_all_of_a_run(tab, window, qtbot, services):
    page = window.show_page("training")
    page.open({"run": "first"})
    qtbot.waitUntil(lambda: page._view._curves is not None, timeout=60_000)
    page._view._tabs.setCurrentIndex(tab)
    settle(qtbot, services)
    problems = check(qtbot, window, page)
    assert not any(problems.values()), problems


def test_the_tabulator_reaches_all_of_the_help_and_of_a_tour(window, qtbot, services):
    page = window.show_page("live")
    window.helping.toggle()
    window.show_around()
    settle(qtbot, services)
    problems = check(qtbot, window, page)
    tour = window.helping.tour
    assert tour._next in stops(qtbot, window, page)
    tour.leave()
    window.helping.close()
    assert not any(problems.values()), problems


@pytest.mark.parametrize("make", [Welcome, SettingsDialog])
def test_the_tabulator_reaches_all_of_a_dialog(make, window, qtbot, services):
    window.show_page("live")
    dialog = make(services, window)
    dialog.show()
    dialog.activateWindow()
    settle(qtbot, services)
    problems = check(qtbot, dialog, for_the_mouse(dialog)[0])
    assert not any(problems.values()), problems


def test_the_check_sees_what_is_missing(qtbot):
    from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout

    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    good, mute, far = QPushButton("Good"), QToolButton(), QPushButton("Only by mouse")
    mute.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    far.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for each in (good, mute, far):
        layout.addWidget(each)
    window.show()
    window.activateWindow()
    problems = check(qtbot, window, good)
    assert len(problems["not reached"]) == len(problems["no name"]) == 1
    assert "Only by mouse" in problems["not reached"][0]
