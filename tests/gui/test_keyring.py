"""A keyring that takes its time: the window goes on, and opens the gallery when it has answered."""

from __future__ import annotations

import itertools
import threading
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from core.errors import GalleryKeyError
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from facenet_gui.dialogs import privacy
from facenet_gui.dialogs.privacy import PrivacySection
from facenet_gui.pages.live import LivePage
from facenet_gui.pages.people import PeoplePage
from tests.gui.conftest import close_page
from tests.gui.test_live_page import FakeCamera

_WAIT = 60_000
# Far longer than anything that does not wait for the keyring, which keeps its askers for two minutes.
_AT_ONCE = 15.0


class SlowKeyring:
    """Answers when it is told to: with the key, or with an error."""

    def __init__(self) -> None:
        self.answers, self.kept = threading.Event(), {}
        self.asked = 0
        self.error = ""

    def may_be_there(self):
        return True

    def available(self):
        self._wait()
        return True

    def get(self, name):
        self.asked += 1
        self._wait()
        return self.kept.get(name)

    def set(self, name, secret):
        self.kept[name] = secret

    def delete(self, name):
        self._wait()
        self.kept.pop(name, None)

    def _wait(self):
        assert self.answers.wait(120)
        if self.error:
            raise GalleryKeyError(self.error, hint="Unlock it and try again.")


@pytest.fixture
def keyring(services):
    """The keyring of the window, with the key of a gallery that has Anna; from now on it keeps everybody waiting."""
    slow = SlowKeyring()
    slow.answers.set()
    services.gallery._keys = keys = HomeKeys(services.home.keys, keyring=slow)
    services.home.path.mkdir(parents=True, exist_ok=True)
    with Gallery.open(services.home.gallery, keys=keys, create=True) as gallery:
        gallery.add_person("Anna")
        assert keys.place(gallery.gallery_id) == "keyring"
    slow.answers.clear()
    slow.asked = 0
    yield slow
    slow.error = ""
    slow.answers.set()


def longest_gap(qtbot, milliseconds):
    """Seconds for which the event loop did not come round, at most."""
    times = []
    timer = QTimer()
    timer.timeout.connect(lambda: times.append(time.monotonic()))
    timer.start(10)
    qtbot.wait(milliseconds)
    timer.stop()
    return max(after - before for before, after in itertools.pairwise(times))


@pytest.fixture
def people(services, qtbot, keyring):
    page = PeoplePage(services)
    qtbot.addWidget(page, before_close_func=close_page)
    page.show()
    return page


def test_the_window_goes_on_while_the_keyring_is_asked(services, qtbot, keyring, people):
    begin = time.monotonic()
    people.shown()
    assert services.gallery.get() is None
    assert time.monotonic() - begin < _AT_ONCE, "the window waited for the keyring"
    assert services.gallery.waiting
    assert people._stack.currentWidget() is people._closed
    assert "keyring" in services.gallery.problem.message
    # There is nothing to try again yet, and nobody is asked twice.
    assert not people._again.isVisible()
    assert longest_gap(qtbot, 300) < _AT_ONCE
    qtbot.waitUntil(lambda: keyring.asked == 1, timeout=_WAIT)
    keyring.answers.set()
    qtbot.waitUntil(lambda: people._shown.seen is not None, timeout=_WAIT)
    assert [person.name for person in people._shown.seen.people] == ["Anna"]
    assert services.gallery.problem is None
    assert keyring.asked == 1


def test_a_keyring_that_stays_locked_is_told_and_asked_again_when_the_user_wants(services, qtbot, keyring, people):
    keyring.error = "The system's keyring cannot be used (it is locked)."
    people.shown()
    keyring.answers.set()
    qtbot.waitUntil(lambda: not services.gallery.waiting, timeout=_WAIT)
    assert "locked" in services.gallery.problem.message
    qtbot.wait(200)
    assert keyring.asked == 1
    assert people._again.isVisible()
    keyring.error = ""
    people._again.click()
    qtbot.waitUntil(lambda: people._shown.seen is not None, timeout=_WAIT)
    assert keyring.asked == 2


def test_what_was_to_be_started_begins_when_the_keyring_has_answered(services, qtbot, keyring):
    cameras = []

    def opener(source, *, stop, on_state=None):
        cameras.append(FakeCamera([(1, 60, 100, 200)], stop))
        return cameras[-1]

    page = LivePage(services, list_cameras=lambda: [], opener=opener)
    qtbot.addWidget(page, before_close_func=close_page)
    page.show()
    page.start("0")
    assert not page.running
    assert "keyring" in page._banner.message
    keyring.answers.set()
    qtbot.waitUntil(lambda: page.running and len(page._view.boxes) == 1, timeout=_WAIT)
    page.stop()
    qtbot.waitUntil(lambda: not page._session._ending, timeout=_WAIT)


def test_a_live_page_does_not_ask_a_locked_keyring_again_and_again(services, qtbot, keyring):
    keyring.error = "The system's keyring cannot be used (it is locked)."
    page = LivePage(services, list_cameras=lambda: [])
    qtbot.addWidget(page, before_close_func=close_page)
    page.show()
    page.start("0")
    keyring.answers.set()
    qtbot.waitUntil(lambda: not services.gallery.waiting, timeout=_WAIT)
    qtbot.wait(300)
    assert keyring.asked == 1
    assert "locked" in page._banner.message
    assert not page.running


def test_an_answer_that_comes_too_late_changes_nothing(services, qtbot, keyring, tmp_path):
    assert services.gallery.get() is None
    other = tmp_path / "other.sqlite"
    with Gallery.open(other, keys=HomeKeys(services.home.keys, keyring=NoKeyring()), create=True) as gallery:
        gallery.add_person("Bo")
    services.gallery.open(other)
    assert not services.gallery.waiting
    keyring.answers.set()
    qtbot.wait(300)
    assert [person.name for person in services.gallery.get().people()] == ["Bo"]
    assert services.gallery.path == other


class NoKeyring:
    def may_be_there(self):
        return False

    def available(self):
        return False


def test_deleting_everything_does_not_hold_the_window_up(services, qtbot, keyring, monkeypatch):
    closed, told = [], []
    monkeypatch.setattr(privacy.QApplication, "closeAllWindows", lambda: closed.append(True))
    monkeypatch.setattr(QMessageBox, "information", lambda *arguments: told.append(arguments[-1]))
    section = PrivacySection(services)
    qtbot.addWidget(section)
    keyring.error = "The system's keyring cannot be used (no answer)."
    begin = time.monotonic()
    section.erase()
    assert time.monotonic() - begin < _AT_ONCE
    assert longest_gap(qtbot, 300) < _AT_ONCE
    keyring.answers.set()
    qtbot.waitUntil(lambda: bool(closed), timeout=_WAIT)
    assert told
    assert "no answer" in told[0]
    assert not services.home.path.exists()
