"""The tour: it points at what is there, keeps out of the way, and is left by every door."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from facenet_gui import app
from facenet_gui.dialogs.welcome import Welcome
from facenet_gui.main_window import MainWindow
from facenet_gui.page import Page
from facenet_gui.page_kinds import PageKind
from facenet_gui.widgets.tour import Tour, beside


class ButtonPage(Page):
    """A page that begins with a button."""

    def __init__(self, services, parent=None):
        super().__init__(services, parent)
        self.clicks = 0
        self.begin = QPushButton("Begin", self)
        self.begin.setGeometry(300, 200, 120, 34)
        self.begin.clicked.connect(self._on_click)

    def first_control(self):
        return self.begin

    def _on_click(self):
        self.clicks += 1


@pytest.fixture
def window(qtbot, services):
    kinds = [
        PageKind("data", "Data", "database", __name__, "ButtonPage"),
        PageKind("people", "People", "users", __name__, "ButtonPage"),
    ]
    made = MainWindow(services, kinds)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_page("people")
    made.show()
    made.activateWindow()
    yield made
    if made.helping.tour is not None:
        made.helping.tour.leave()


def place(window, widget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_it_frames_one_control_after_the_other_and_comes_back(window, qtbot):
    window.show_around()
    tour = window.helping.tour
    assert tour.framed.contains(place(window, window._rail_frame), False)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is tour._next)
    for key in ("data", "people"):
        qtbot.keyClick(tour._next, Qt.Key.Key_Space)
        assert window.current == key
        qtbot.waitUntil(lambda key=key: tour.framed.contains(place(window, window.page(key).begin)))
        assert not tour.framed.intersects(tour.card.geometry())
        assert QApplication.focusWidget() is tour._next
    qtbot.keyClick(tour._back, Qt.Key.Key_Space)
    assert window.current == "data"
    qtbot.keyClick(tour._next, Qt.Key.Key_Space)
    assert tour._next.text() == "Done"
    qtbot.keyClick(tour._next, Qt.Key.Key_Space)
    assert window.helping.tour is None
    assert window.current == "people"
    assert QApplication.focusWidget() is window.page("people")


def test_escape_leaves_it_wherever_the_focus_is(window, qtbot):
    window.show_around()
    window.page("people").begin.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.helping.tour is None


def test_it_blocks_nothing(window, qtbot, services):
    """Clicks reach the window, a page can be left, and work goes on."""
    job = services.jobs.start("work", lambda context: context.stop.wait(20))
    window.show_around()
    tour = window.helping.tour
    tour._next.click()
    page = window.page("data")
    spot = page.begin.mapTo(window, page.begin.rect().center())
    # What Qt gives a click at that spot to.
    qtbot.mouseClick(window.childAt(spot), Qt.MouseButton.LeftButton)
    assert page.clicks == 1
    window.show_page("people")
    qtbot.waitUntil(lambda: tour.framed.isEmpty())
    assert window.current == "people"
    assert job.state == "running"
    tour.leave()
    job.cancel()
    qtbot.waitUntil(lambda: not services.jobs.running)


def test_it_follows_the_size_of_the_window(window, qtbot):
    window.show_around()
    tour = window.helping.tour
    tour._next.click()
    window.resize(1200, 800)
    qtbot.waitUntil(lambda: tour.size() == window.size())
    window.page("data").begin.move(500, 300)
    qtbot.waitUntil(lambda: tour.framed.contains(place(window, window.page("data").begin)))


@pytest.mark.parametrize(
    "framed",
    [
        QRect(0, 0, 120, 700),
        QRect(850, 40, 140, 40),
        QRect(400, 640, 100, 40),
        QRect(100, 100, 300, 560),
        QRect(20, 300, 960, 40),
    ],
)
def test_the_card_covers_nothing_of_what_it_is_about(framed):
    room = QRect(0, 0, 1000, 700)
    card = beside(framed, 340, 180, room)
    assert room.contains(card)
    assert not card.intersects(framed)


def test_the_card_stays_in_a_window_that_is_all_about_it():
    room = QRect(0, 0, 1000, 700)
    assert room.contains(beside(room, 340, 180, room))


def test_the_welcome_and_the_menu_offer_it_and_it_does_not_begin_by_itself(window, qtbot, services):
    app._begin(window, services, "data")
    (welcome,) = window.findChildren(Welcome)
    assert window.helping.tour is None
    offer = next(one for one in welcome.findChildren(QPushButton) if one.text() == "Show me around")
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert window.helping.tour is not None
    window.helping.tour.leave()
    qtbot.waitUntil(lambda: not window.findChildren(Welcome))
    # The next start greets nobody.
    app._begin(window, services, "data")
    assert not window.findChildren(Welcome)
    menu = next(action.menu() for action in window.menuBar().actions() if action.text() == "&Help")
    next(action for action in menu.actions() if action.text() == "&Show me around").trigger()
    assert window.helping.tour is not None


def test_at_most_six_steps_and_all_pages_have_one(qtbot, services):
    window = MainWindow(services)
    qtbot.addWidget(window)
    steps = window.helping._steps(window._rail_frame, window.page_keys)
    assert len(steps) == 1 + len(window.page_keys) <= 6


def test_it_can_be_begun_again_while_it_runs(window):
    window.show_around()
    first = window.helping.tour
    first._next.click()
    window.show_around()
    assert window.helping.tour is not first
    assert window.helping.tour.number == 0
    assert sum(tour.isVisible() for tour in window.findChildren(Tour)) == 1
