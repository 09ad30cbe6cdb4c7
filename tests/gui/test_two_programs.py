"""The window and the command line on one gallery: real processes change what the window shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from facenet_gui.pages.live import LivePage
from facenet_gui.pages.people import PeoplePage
from tests.gui.conftest import close_page
from tests.gui.test_live_page import FakeCamera

ROOT = Path(__file__).parents[2]
_WAIT = 60_000

_OTHER = """
import sys
from core.gallery.gallery import Gallery
from core.gallery.key_places import HomeKeys
from core.home import Home
home = Home.default()
keys = HomeKeys(home.keys)
with Gallery.open(home.gallery, keys=keys) as gallery:
    exec(sys.argv[1])
"""


def elsewhere(code: str) -> None:
    """Do something to the gallery in another program, as `facenet people` does it."""
    done = subprocess.run(
        [sys.executable, "-c", _OTHER, code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def people(services, qtbot):
    services.gallery.get().add_person("Anna")
    page = PeoplePage(services)
    qtbot.addWidget(page, before_close_func=close_page)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: page._shown.seen is not None, timeout=_WAIT)
    return page


def names(page):
    return [person.name for person in page._shown.seen.people] if page._shown.seen is not None else []


def test_what_another_program_changes_appears(services, qtbot, people):
    elsewhere("gallery.add_person('Bo'); gallery.delete_person(gallery.find_person('Anna').id)")
    qtbot.waitUntil(lambda: names(people) == ["Bo"], timeout=_WAIT)
    elsewhere("gallery.purge()")
    services.gallery.get().add_person("Carl")
    services.gallery.follow()
    qtbot.waitUntil(lambda: names(people) == ["Bo", "Carl"], timeout=_WAIT)


def test_a_key_that_another_program_rotates_closes_nothing(services, qtbot, people):
    before = services.gallery.get()
    elsewhere("gallery.rotate_key(keys)")
    qtbot.waitUntil(lambda: services.gallery.get() is not before, timeout=_WAIT)
    assert services.gallery.problem is None
    qtbot.waitUntil(lambda: names(people) == ["Anna"], timeout=_WAIT)
    services.gallery.get().add_person("Bo")
    services.gallery.follow()
    qtbot.waitUntil(lambda: names(people) == ["Anna", "Bo"], timeout=_WAIT)


def test_a_camera_goes_on_when_another_program_rotates_the_key(services, qtbot):
    services.gallery.get().add_person("Anna")
    cameras = []

    def opener(source, *, stop, on_state=None):
        cameras.append(FakeCamera([(1, 60, 100, 200)], stop))
        return cameras[-1]

    page = LivePage(services, list_cameras=lambda: [], opener=opener)
    qtbot.addWidget(page, before_close_func=close_page)
    page.show()
    page.start("0")
    qtbot.waitUntil(lambda: len(page._view.boxes) == 1, timeout=_WAIT)
    before = services.gallery.get()
    elsewhere("gallery.rotate_key(keys)")
    qtbot.waitUntil(lambda: services.gallery.get() is not before and len(cameras) == 2, timeout=_WAIT)
    qtbot.waitUntil(lambda: page.running and len(page._view.boxes) == 1, timeout=_WAIT)
    assert not page._banner.isVisible(), page._banner.message
    page.stop()
    qtbot.waitUntil(lambda: not page._session._ending, timeout=_WAIT)
