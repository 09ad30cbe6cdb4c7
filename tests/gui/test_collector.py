"""Who searches for unreachable objects while the window is open, and when."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from facenet_gui.services import Services
from facenet_gui.threads.collector import Collector


class Circle:
    """Only a search finds it once it is dropped."""

    def __init__(self) -> None:
        self.me = self


def leave_something(left: list[weakref.ref[Circle]]) -> None:
    """Drop an object, and tell where it was."""
    circle = Circle()
    left.append(weakref.ref(circle))
    # It is old by now: searches among the young objects do not meet it any more.
    gc.collect()


@pytest.fixture
def collector(services: Services) -> Iterator[Collector]:
    made = Collector(services.jobs, services.tensorflow, quiet_ms=300)
    yield made
    made.close()


def test_only_the_windows_thread_searches(qtbot: QtBot, collector: Collector) -> None:
    searched_in = []

    def note(phase: str, _: dict[str, int]) -> None:
        searched_in.append(threading.get_ident())

    gc.callbacks.append(note)
    try:
        dropped = weakref.ref(Circle())
        worker = threading.Thread(target=lambda: [Circle() for _ in range(20_000)])
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: dropped() is None)
    finally:
        gc.callbacks.remove(note)
    assert set(searched_in) == {threading.get_ident()}


def test_what_a_job_left_behind_is_found_when_the_last_job_has_ended(
    qtbot: QtBot, services: Services, collector: Collector
) -> None:
    go_on = threading.Event()
    left: list[weakref.ref[Circle]] = []
    first = services.jobs.start("first", lambda context: leave_something(left))
    second = services.jobs.start("second", lambda context: go_on.wait(60))
    qtbot.waitUntil(lambda: first not in services.jobs.running, timeout=30_000)
    qtbot.wait(700)
    assert left[0]() is not None
    go_on.set()
    qtbot.waitUntil(lambda: second not in services.jobs.running and left[0]() is None)


def test_it_waits_while_somebody_types(qtbot: QtBot, services: Services, collector: Collector) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    left: list[weakref.ref[Circle]] = []
    job = services.jobs.start("job", lambda context: leave_something(left))
    qtbot.waitUntil(lambda: job not in services.jobs.running)
    for _ in range(8):
        qtbot.wait(100)
        qtbot.keyClicks(field, "a")
        assert left[0]() is not None
    qtbot.waitUntil(lambda: left[0]() is None)


def test_it_waits_while_a_camera_runs(qtbot: QtBot, services: Services) -> None:
    runs = [True]
    collector = Collector(services.jobs, services.tensorflow, camera_runs=lambda: runs[0], quiet_ms=50)
    left: list[weakref.ref[Circle]] = []
    job = services.jobs.start("job", lambda context: leave_something(left))
    qtbot.waitUntil(lambda: job not in services.jobs.running)
    qtbot.wait(300)
    assert left[0]() is not None
    runs[0] = False
    qtbot.waitUntil(lambda: left[0]() is None)
    collector.close()


def test_python_does_it_again_afterwards(services: Services) -> None:
    made = Collector(services.jobs, services.tensorflow)
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
