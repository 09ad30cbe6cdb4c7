"""A window's services in a home of its own, with drawn faces instead of networks; nothing may be left running."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication

from core.home import Home
from facenet_gui.app import build_services
from facenet_gui.page import Page
from facenet_gui.services import CurrentModel, Services
from tests.gui.fakes import DrawnFaceDetector, DrawnFaceEmbedder


class DrawnModel(CurrentModel):
    """Always the embedder of drawn faces; the name follows the choice."""

    def __init__(self, home: Home, settings: object) -> None:
        super().__init__(home, settings)  # type: ignore[arg-type]
        self._drawn = DrawnFaceEmbedder()

    def embedder(self) -> DrawnFaceEmbedder:  # type: ignore[override]
        return self._drawn

    def load(self, name: str, *, mirrored: bool | None = None) -> DrawnFaceEmbedder:  # type: ignore[override]
        return DrawnFaceEmbedder(name)


def close_page(page: Page) -> None:
    """Close a page as the window does: ask everything to end, and wait until it has."""
    page.closing()
    deadline = time.monotonic() + 30
    while not page.settled():
        assert time.monotonic() < deadline, "the page does not settle"
        QApplication.processEvents()
        time.sleep(0.005)


@pytest.fixture
def services(qapp: QApplication, home: object) -> Iterator[Services]:
    """Services of a home of this test. Every job must have ended when the test does."""
    QApplication.setStyle("Fusion")
    made = build_services(Home.default())
    drawn = Services(
        home=made.home,
        settings=made.settings,
        theme=made.theme,
        jobs=made.jobs,
        tensorflow=made.tensorflow,
        model=DrawnModel(made.home, made.settings),
        gallery=made.gallery,
        navigator=made.navigator,
        detector=DrawnFaceDetector(),
        video_detector=DrawnFaceDetector(),
    )
    yield drawn
    drawn.gallery.close()
    running = [job.title for job in drawn.jobs.running]
    for job in drawn.jobs.running:
        job.cancel()
        job.wait(10_000)
    drawn.tensorflow.wait()
    QApplication.processEvents()
    assert not running, f"left running: {running}"


# How long what runs at the end of a test may take to end by itself, in seconds. Word of a folder that was just written
# comes late, so a page may list it when its test is over; a leak goes on for ever.
_GRACE = 10.0


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread or a timer running."""
    before = {id(thing) for thing in gc.get_objects() if isinstance(thing, QThread | QTimer)}
    yield
    deadline = time.monotonic() + _GRACE
    while True:
        QApplication.processEvents()
        left = _running(before)
        if not left or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    assert not left, f"left running: {left}"


def _running(before: set[int]) -> list[str]:
    left = []
    for thing in gc.get_objects():
        if isinstance(thing, QThread | QTimer) and id(thing) not in before:
            try:
                busy = thing.isRunning() if isinstance(thing, QThread) else thing.isActive()
                if busy:
                    left.append(f"{type(thing).__name__} of {thing.parent()!r}")
            except RuntimeError:
                continue  # Qt has deleted it already
    return left
