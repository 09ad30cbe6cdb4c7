"""The gallery under a passphrase in the window: setting it, locking, unlocking, idling, and deleting everything."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from core.gallery import erasing, key_places
from core.home import Home
from facenet_gui import clock
from facenet_gui.dialogs import privacy
from facenet_gui.dialogs.privacy import PrivacySection
from facenet_gui.dialogs.settings import SettingsDialog
from facenet_gui.dialogs.unlock import NewPassphraseDialog, UnlockDialog, open_or_unlock
from facenet_gui.idle_lock import IdleLock
from facenet_gui.pages.live import LivePage
from facenet_gui.pages.people import PeoplePage
from tests.gui.conftest import close_page


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Sealing with a passphrase takes no time."""
    defaults = key_places.HomeKeys.__init__.__kwdefaults__
    monkeypatch.setattr(key_places.HomeKeys.__init__, "__kwdefaults__", {**defaults, "log2_cost": 10})


@pytest.fixture
def section(services, qtbot):
    """The section of the settings, with a gallery that has Anna."""
    services.gallery.get().add_person("Anna")
    made = PrivacySection(services)
    qtbot.addWidget(made)
    return made


def settle(services, qtbot):
    qtbot.waitUntil(lambda: not services.jobs.running)
    QApplication.processEvents()


def set_passphrase(services, qtbot, new, old=""):
    dialog = NewPassphraseDialog(services, locked_now=bool(old))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    if old:
        dialog.old.setText(old)
    dialog.new.setText(new)
    assert not dialog.done_button.isEnabled()
    dialog.again.setText(new)
    dialog.done_button.click()
    settle(services, qtbot)
    return dialog


def unlock(services, qtbot, passphrase):
    dialog = UnlockDialog(services)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.field.setText(passphrase)
    dialog.unlock_button.click()
    settle(services, qtbot)
    return dialog


def test_a_passphrase_is_set_changed_and_taken_away(services, qtbot, section):
    assert "plain file" in section.where.text()
    assert not section.lock_button.isVisibleTo(section)
    set_passphrase(services, qtbot, "one")
    section.show_place()
    assert "passphrase only" in section.where.text()
    wrong = set_passphrase(services, qtbot, "two", old="three")
    assert "wrong" in wrong._banner.message
    set_passphrase(services, qtbot, "two", old="one")
    section.lock_button.click()
    assert services.gallery.locked
    assert services.gallery.get() is None
    assert "wrong" in unlock(services, qtbot, "one")._banner.message
    assert services.gallery.locked
    unlock(services, qtbot, "two")
    assert [person.name for person in services.gallery.get().people()] == ["Anna"]
    away = NewPassphraseDialog(services, locked_now=True, away=True)
    away.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(away)
    away.old.setText("two")
    away.done_button.click()
    settle(services, qtbot)
    section.show_place()
    assert "plain file" in section.where.text()
    assert not services.gallery.lock()


def test_a_locked_gallery_shows_nobody_and_asks(services, qtbot, section):
    set_passphrase(services, qtbot, "one")
    people, live = PeoplePage(services), LivePage(services)
    for page in (people, live):
        qtbot.addWidget(page)
    people.shown()
    qtbot.waitUntil(lambda: people._shown.seen is not None)
    services.gallery.lock()
    assert people._shown.seen is None
    assert people._stack.currentWidget() is people._closed
    assert "Unlock" in people._again.text()
    people._again.click()
    dialog = people.findChild(UnlockDialog)
    dialog.field.setText("one")
    dialog.unlock_button.click()
    settle(services, qtbot)
    qtbot.waitUntil(lambda: people._shown.seen is not None)
    services.gallery.lock()
    live.start("nowhere.avi")
    assert "locked" in live._banner.message
    assert not live.running
    open_or_unlock(services, live)
    live.findChild(UnlockDialog).reject()
    for page in (people, live):
        close_page(page)


def test_it_locks_when_nobody_touches_anything(services, qtbot, section):
    set_passphrase(services, qtbot, "one")
    services.settings["lock_after"] = 5
    lock = IdleLock(services)
    try:
        assert lock._timer.interval() == 300_000
        lock._timer.start(30)
        services.gallery.kept_open = True
        qtbot.waitUntil(lambda: lock._timer.interval() == 300_000)
        assert not services.gallery.locked
        services.gallery.kept_open = False
        lock._timer.start(1)
        qtbot.waitUntil(lambda: services.gallery.locked)
        services.settings["lock_after"] = 0
        assert not lock._timer.isActive()
    finally:
        lock.stop()


def test_every_touch_begins_the_wait_anew(services, qtbot, section):
    class Timer(QTimer):
        starts = 0

        def start(self, *_):
            self.starts += 1

        def isActive(self):  # noqa: N802
            return True

    lock = IdleLock(services)
    lock._timer = Timer()
    for event in (QEvent.Type.MouseMove, QEvent.Type.KeyPress):
        before = lock._timer.starts
        QApplication.sendEvent(section, touch(event))
        assert lock._timer.starts > before
    before = lock._timer.starts
    QApplication.sendEvent(section, QEvent(QEvent.Type.User))
    assert lock._timer.starts == before


def test_a_computer_that_slept_is_locked_before_the_touch_that_woke_it_counts(services, qtbot, section):
    """Qt's timers stand still meanwhile; the clock of the lock does not."""
    set_passphrase(services, qtbot, "one")
    services.settings["lock_after"] = 5
    now = [0.0]
    lock = IdleLock(services, seconds=lambda: now[0])
    try:
        now[0] = 299
        QApplication.sendEvent(section, touch(QEvent.Type.KeyPress))
        assert not services.gallery.locked
        now[0] += 299
        lock._on_look()
        assert not services.gallery.locked
        # A camera keeps it open, as without a sleep.
        now[0] += 3600
        services.gallery.kept_open = True
        QApplication.sendEvent(section, touch(QEvent.Type.MouseMove))
        assert not services.gallery.locked
        services.gallery.kept_open = False
        now[0] += 3600
        QApplication.sendEvent(section, touch(QEvent.Type.MouseMove))
        assert services.gallery.locked
        unlock(services, qtbot, "one")
        # Nobody touches anything: it is looked at all the same.
        now[0] += 3600
        lock._look.setInterval(10)
        qtbot.waitUntil(lambda: services.gallery.locked)
        services.settings["lock_after"] = 0
        assert not lock._look.isActive()
    finally:
        lock.stop()


def test_the_clock_of_the_lock_goes_on_and_cannot_be_set(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: -1e9)
    before = clock.seconds()
    time.sleep(0.02)
    assert 0 < clock.seconds() - before < 60
    if sys.platform.startswith("linux"):
        assert abs(clock.seconds() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 60


def touch(kind):
    if kind == QEvent.Type.KeyPress:
        return QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    return QMouseEvent(
        kind, QPointF(1, 1), QPointF(1, 1), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


def test_everything_is_deleted_when_the_user_says_so(services, qtbot, section, monkeypatch):
    home = services.home.path
    (services.home.datasets / "family").mkdir(parents=True)
    services.settings["text_size"] = 110
    services.settings.save()
    closed = []

    def the_destructive_one(box):
        return next(one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.DestructiveRole)

    monkeypatch.setattr(privacy.QApplication, "closeAllWindows", lambda: closed.append(True))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.defaultButton())
    section.erase_button.click()
    assert (home / "gallery.sqlite").is_file()
    monkeypatch.setattr(QMessageBox, "clickedButton", the_destructive_one)
    section.erase_button.click()
    qtbot.waitUntil(lambda: bool(closed))
    services.settings["text_size"] = 120
    services.settings.remember("window/geometry", "x")
    services.settings.save()
    assert not home.exists()


def test_nothing_is_deleted_while_something_runs(services, qtbot, section):
    go_on = threading.Event()
    services.jobs.start("waiting", lambda _: go_on.wait(10))
    section.erase_button.click()
    assert "running" in section._banner.message
    assert (services.home.path / "gallery.sqlite").is_file()
    go_on.set()
    settle(services, qtbot)


def test_the_settings_hold_the_section(services, qtbot):
    dialog = SettingsDialog(services)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    section = dialog.findChild(PrivacySection)
    assert "no gallery yet" in section.where.text()
    assert not section.set_button.isEnabled()


_CHOOSE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from core.home import Home
from facenet_gui.app import build_services
application = QApplication([])
services = build_services(Home.default())
QTimer.singleShot(200, lambda: [w.accept() for w in application.topLevelWidgets() if isinstance(w, QFileDialog)])
print(QFileDialog.getExistingDirectory(None, "x", sys.argv[1], options=QFileDialog.Option.DontUseNativeDialog))
services.settings.save()
services.gallery.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems' dialogs are their own")
def test_what_was_chosen_in_a_dialog_is_noted_in_the_home_only(tmp_path, home):
    """Qt's file dialog writes down which folders were chosen; erasing takes that along."""
    photos = tmp_path / "Photos of Annabella"
    photos.mkdir()
    user = tmp_path / "user"
    places = {"HOME": str(user), "XDG_CONFIG_HOME": str(user / "config"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _CHOOSE, str(photos)],
        cwd=Path(__file__).parents[2], env={**os.environ, **places}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(photos)
    assert not [path for path in user.rglob("*") if path.is_file() and b"Annabella" in path.read_bytes()]
    assert b"Annabella" in (home / "QtProject.conf").read_bytes()
    assert home / "QtProject.conf" in erasing.own_paths(Home(home))


def test_another_home_is_named_before_everything_is_deleted(section, monkeypatch, tmp_path):
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.defaultButton())
    monkeypatch.setattr(erasing, "usual_place", lambda: tmp_path / "first")
    section.erase_button.click()
    (tmp_path / "first" / "keys").mkdir(parents=True)
    section.erase_button.click()
    assert ["first" in text for text in said] == [False, True]
