"""The frame around the pages: theme, settings, rail, menus, status bar, drops, and leaving."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QToolButton,
)

from core.home import choose_place, chosen_place
from facenet_gui.dialogs.about import About
from facenet_gui.dialogs.settings import SettingsDialog
from facenet_gui.dialogs.storage import StorageSection
from facenet_gui.dialogs.welcome import Welcome
from facenet_gui.main_window import MainWindow
from facenet_gui.page import Page
from facenet_gui.page_kinds import PageKind, page_kinds
from facenet_gui.settings import TABLE, Settings
from facenet_gui.theme import DARK, LIGHT, style_sheet
from facenet_gui.widgets.basics import Banner, Card, label
from tests.gui.conftest import close_page


class PlainPage(Page):
    """A page that notes what happens to it."""

    takes = ""

    def __init__(self, services, parent=None):
        super().__init__(services, parent)
        self.seen: list[object] = []
        self.action = QAction("Do it", self)

    def open(self, what):
        self.seen.append(dict(what))

    def menu_actions(self):
        return [self.action]

    def drop_words(self, paths):
        return self.takes

    def drop(self, paths):
        self.seen.append(paths)

    def shown(self):
        self.seen.append("shown")

    def hidden(self):
        self.seen.append("hidden")

    def closing(self):
        self.seen.append("closing")


class PhotoPage(PlainPage):
    takes = "Look at these"


@pytest.fixture
def window(qtbot, services):
    kinds = [
        PageKind("data", "Data", "database", __name__, "PlainPage"),
        PageKind("people", "People", "users", __name__, "PhotoPage"),
    ]
    made = MainWindow(services, kinds)
    qtbot.addWidget(made)
    made.show_page("data")
    made.show()
    return made


def test_the_style_sheet_names_only_colours_that_exist_and_grows_with_the_text():
    assert "$" not in style_sheet(LIGHT, 1.0)
    assert "font-size: 24px" in style_sheet(DARK, 1.0)
    assert "font-size: 48px" in style_sheet(DARK, 2.0)


def test_dark_and_light_are_changed_at_once(services):
    changes = []
    services.theme.changed.connect(lambda: changes.append(services.theme.dark))
    services.settings["appearance"] = "dark"
    services.settings["appearance"] = "light"
    assert changes == [True, False]
    assert QApplication.palette().window().color().name() == LIGHT.window


def test_settings_are_found_again_and_nonsense_in_the_file_is_the_default(tmp_path):
    path = tmp_path / "window.ini"
    settings = Settings(path)
    settings["text_size"] = 150
    settings["mirror_camera"] = False
    settings.add_recent(Path("run:/a"))
    settings.add_recent(Path("run:/b"))
    settings.add_recent(Path("run:/a"))
    settings.remember("x", 7)
    settings.save()
    again = Settings(path)
    assert (again["text_size"], again["mirror_camera"], again["appearance"]) == (150, False, "system")
    assert again["recent"] == ["run:/a", "run:/b"]
    assert again.remembered("x", 0, int) == 7
    assert again.remembered("y", 3, int) == 3
    path.write_text("[General]\ntext_size=large\nappearance=pink\nmirror_camera=perhaps\n")
    spoiled = Settings(path)
    assert {setting.key: spoiled[setting.key] for setting in TABLE} == {
        setting.key: False if setting.key == "mirror_camera" else setting.default for setting in TABLE
    }


def test_the_settings_dialog_shows_and_changes_every_setting(qtbot, services):
    dialog = SettingsDialog(services)
    qtbot.addWidget(dialog)
    visible = [setting for setting in TABLE if setting.kind != "hidden"]
    assert len(dialog.findChildren(QCheckBox)) == sum(setting.kind == "switch" for setting in visible)
    size = dialog.findChild(QSpinBox)
    size.setValue(130)
    assert services.theme.scale == 1.3
    size.setValue(100)


def test_pages_are_made_when_they_are_first_shown(window, qtbot):
    assert list(window._pages) == ["data"]
    button = next(one for one in window.findChildren(QToolButton) if one.text() == "People")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.current == "people"
    assert window.page("data").seen == ["shown", "hidden"]
    assert button.isChecked()
    assert window.page("people").action in window._page_menu.actions()


def test_the_last_page_is_remembered(window, services):
    window.show_page("people")
    assert services.settings["page"] == "people"


def test_a_page_can_send_to_another(window, services):
    services.navigator.go("people", {"person": "3"})
    assert window.current == "people"
    assert {"person": "3"} in window.page("people").seen


def drop(window, paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    return event


def test_what_the_page_does_not_take_goes_to_one_that_does(window, tmp_path):
    assert drop(window, [tmp_path]).isAccepted()
    assert window.current == "people"
    assert [tmp_path] in window.page("people").seen


def test_what_nobody_takes_changes_nothing(window, tmp_path, monkeypatch):
    monkeypatch.setattr(PhotoPage, "takes", "")
    drop(window, [tmp_path])
    assert window.current == "data"


def test_leaving_asks_while_something_runs_that_matters(window, services, monkeypatch, qtbot):
    answers = iter(["Keep working", "Stop, save and close"])

    def answer(box):
        wanted = next(answers)
        clicked = next(button for button in box.buttons() if button.text() == wanted)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: clicked)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    services.jobs.start("training", lambda context: context.stop.wait(20), close_question="A training is running.")
    assert not window.close()
    assert services.jobs.running[0].state == "running"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not services.jobs.running
    assert "closing" in window.page("data").seen


def test_leaving_waits_for_a_page_that_has_not_settled_without_holding_the_window(window, monkeypatch, qtbot):
    page = window.page("data")
    settled = []
    monkeypatch.setattr(page, "settled", lambda: bool(settled))
    window.close()
    assert not window.isVisible()
    closed = []
    monkeypatch.setattr(window, "close", lambda: closed.append(1))
    qtbot.wait(120)
    assert not closed
    settled.append(1)
    qtbot.waitUntil(lambda: bool(closed))


@pytest.mark.parametrize("how", ["disabled", "hidden"])
def test_the_focus_of_what_goes_stays_in_the_page(window, qtbot, how):
    page = window.page("data")
    made = QPushButton("Start", page)
    made.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made)
    if how == "disabled":
        made.setEnabled(False)
    else:
        made.hide()
    assert QApplication.focusWidget() is page
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in (page, made)


def test_a_page_may_keep_the_window_open(window, monkeypatch):
    window.show_page("people")
    monkeypatch.setattr(window.page("data"), "may_close", lambda: False)
    assert not window.close()
    assert window.isVisible()
    assert window.current == "data"  # where it asks
    assert "closing" not in window.page("people").seen


def test_leaving_stops_what_need_not_be_asked_about(window, services, qtbot):
    services.jobs.start("thumbnails", lambda context: context.stop.wait(20))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible() and not services.jobs.running)


def test_running_work_is_in_the_status_bar(window, services, qtbot):
    job = services.jobs.start("Counting sheep", lambda context: context.stop.wait(20))
    assert any(one.text() == "Counting sheep" and one.isVisible() for one in window.findChildren(QLabel))
    job.cancel()
    qtbot.waitUntil(lambda: not services.jobs.running)
    assert any(one.text() == "Ready" and one.isVisible() for one in window.findChildren(QLabel))


def test_a_problem_with_tensorflow_is_said_in_the_window(window, services, qtbot, monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    services.tensorflow.start()
    qtbot.waitUntil(lambda: services.tensorflow.state == "failed", timeout=60_000)
    assert any(banner.isVisible() and "keras" in banner.message for banner in window.findChildren(Banner))


def test_the_welcome_leads_to_a_page(qtbot, services):
    gone = []
    services.navigator.asked.connect(lambda page, what: gone.append((page, what)))
    welcome = Welcome(services)
    qtbot.addWidget(welcome)
    welcome.show()
    cards = welcome.findChildren(Card)
    qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton)
    assert gone == [("data", {"sample": "yes"})]
    qtbot.keyClick(cards[2], Qt.Key.Key_Return)
    assert gone[-1][0] == "training"


def test_about_names_the_licences(qtbot):
    about = About()
    qtbot.addWidget(about)
    from PySide6.QtWidgets import QPlainTextEdit

    text = about.findChild(QPlainTextEdit).toPlainText()
    assert "MIT" in text
    assert "Lucide" in text


def test_a_name_is_never_read_as_markup(qtbot):
    made = label("<b>Bobby</b><img src=x>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_banner_folds_its_details(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message("It broke.", "Mend it.", tone="bad", details="line 1")
    details = next(one for one in banner.findChildren(QPushButton) if one.text() == "Details")
    assert not banner._details.isVisible()
    qtbot.mouseClick(details, Qt.MouseButton.LeftButton)
    assert banner._details.isVisible()


def test_no_two_actions_of_the_menus_share_a_key(qtbot, services):
    """Qt triggers neither of two."""
    window = MainWindow(services)
    qtbot.addWidget(window)
    for key in window.page_keys:
        page = window.show_page(key)
        found = [
            action.shortcut().toString()
            for menu in window.menuBar().findChildren(QMenu)
            for action in menu.actions()
            if not action.shortcut().isEmpty()
        ]
        assert len(found) > 8
        assert sorted(found) == sorted(set(found)), key
        close_page(page)
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=20_000)


def test_the_five_pages_have_their_icons():
    from facenet_gui.icons import icon

    assert [kind.key for kind in page_kinds()] == ["data", "training", "evaluation", "people", "live"]
    for kind in page_kinds():
        assert not icon(kind.icon).isNull()


def test_another_place_is_chosen_for_the_next_start(qtbot, services, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "elsewhere"))
    monkeypatch.delenv("FACENET_HOME")
    choose_place(services.home.path)
    section = StorageSection(services)
    qtbot.addWidget(section)
    section.show()

    def says(text: str) -> bool:
        return any(text in each.text() for each in section.findChildren(QLabel) if each.isVisible())

    assert says(str(services.home.path))
    assert not says("From the next start")
    buttons = {each.text(): each for each in section.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Another place…"], Qt.MouseButton.LeftButton)
    assert says(f"From the next start on everything is kept in {tmp_path / 'elsewhere'}")
    assert chosen_place() == tmp_path / "elsewhere"
    qtbot.mouseClick(buttons["The usual place"], Qt.MouseButton.LeftButton)
    assert chosen_place() is None
    assert not buttons["The usual place"].isVisible()
