"""Somebody sits before the camera, and is told what to do."""

from __future__ import annotations

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListWidget

from core.errors import CameraError
from core.recognition.cameras import CameraInfo
from core.recognition.frames import Frame
from facenet_gui.pages.people_coach import CoachDialog
from tests.gui.conftest import close_page
from tests.gui.fakes import scene
from tests.gui.people.driving import click, enroll, message, names, settle


class FakeCamera:
    """A drawn person, two seconds of the camera's clock from frame to frame."""

    name = "camera:0"
    live = True

    def __init__(self, stop, identity, log, frames):
        self.stop, self.identity, self.log, self.index, self.frames = stop, identity, log, 0, frames

    def read(self):
        if self.stop.wait(0.02) or self.index >= self.frames:
            return None
        self.index += 1
        faces = [(self.identity, 200, 120, 200)] if self.identity is not None else []
        return Frame(scene(faces, image=self.index), self.name, self.index, 2.0 * self.index)

    def close(self):
        self.log.append("closed")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Coach:
    """Opens the dialog on a camera that shows an identity."""

    def __init__(self, page, services, qtbot, identity, error=None, frames=10**6, has_camera=True):
        self.log: list[str] = []
        self.error, self.identity = error, identity

        def opener(source, *, stop, on_state=None):
            self.log.append(source)
            if self.error is not None:
                raise self.error
            return FakeCamera(stop, self.identity, self.log, frames)

        matcher, threshold = page._shown.matching()
        self.dialog = CoachDialog(
            services,
            matcher,
            threshold,
            parent=page,
            list_cameras=lambda: [CameraInfo(0, "Fake")] if has_camera else [],
            opener=opener,
        )
        self.dialog.finished_with.connect(page._enrolling.enroll_faces)
        self.dialog.open()


def threads_over(page, qtbot) -> None:
    qtbot.waitUntil(lambda: not any(thread.isRunning() for thread in page.findChildren(QThread)), timeout=5000)


def test_the_coach_takes_pictures_by_itself_and_the_camera_is_given_back(page, services, qtbot):
    coach = Coach(page, services, qtbot, 5)
    strip = coach.dialog.findChild(QListWidget, "taken")
    qtbot.waitUntil(lambda: strip.count() >= 1, timeout=20_000)
    assert not coach.dialog.grab().isNull()
    count = strip.count()
    click(qtbot, coach.dialog, "Review 1 picture" if count == 1 else f"Review {count} pictures")
    threads_over(page, qtbot)
    assert coach.log[-1] == "closed"
    settle(page, services, qtbot)
    assert page._stack.currentWidget() is page._enrolling.review
    page._enrolling.review.findChild(QLineEdit, "name").setText("Eve")
    settle(page, services, qtbot)
    page._enrolling.review._enroll.click()
    settle(page, services, qtbot)
    assert names(services) == ["Eve"]


def test_the_coach_names_somebody_who_is_known(page, services, qtbot):
    enroll(services, "Eve", 5, tuple(range(6)))
    settle(page, services, qtbot)
    coach = Coach(page, services, qtbot, 5)
    qtbot.waitUntil(lambda: "This looks like Eve already" in coach.dialog._words.text(), timeout=20_000)
    coach.dialog.reject()
    threads_over(page, qtbot)
    assert names(services) == ["Eve"]


def test_the_coach_says_when_there_is_no_face(page, services, qtbot):
    coach = Coach(page, services, qtbot, None)
    qtbot.waitUntil(lambda: coach.dialog._hint.text() == "Look into the camera", timeout=20_000)
    assert not coach.dialog._review.isEnabled()
    coach.dialog.close()
    threads_over(page, qtbot)


def test_a_camera_that_is_taken_can_be_tried_again(page, services, qtbot):
    error = CameraError("The camera is used by another program.", hint="Close it.")
    coach = Coach(page, services, qtbot, 5, error=error)
    qtbot.waitUntil(lambda: "another program" in message(coach.dialog), timeout=10_000)
    coach.error = None
    click(qtbot, coach.dialog, "Try again")
    strip = coach.dialog.findChild(QListWidget, "taken")
    qtbot.waitUntil(lambda: strip.count() >= 1, timeout=20_000)
    strip.setCurrentRow(0)
    click(qtbot, coach.dialog, "Remove")
    close_page(page)
    assert not [one for one in page.findChildren(QDialog) if one.isVisible()]


def test_without_a_camera_a_video_serves(page, services, qtbot, monkeypatch):
    coach = Coach(page, services, qtbot, 5, frames=4, has_camera=False)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("film.mkv", ""))
    click(qtbot, coach.dialog, "Open a video…")
    qtbot.waitUntil(lambda: "The video is over." in message(coach.dialog), timeout=20_000)
    threads_over(page, qtbot)
    count = coach.dialog.findChild(QListWidget, "taken").count()
    assert count >= 1
    click(qtbot, coach.dialog, "Play again")
    assert coach.log == ["film.mkv", "closed"]
    qtbot.waitUntil(lambda: "The video is over." in message(coach.dialog), timeout=20_000)
    # What was taken before stays.
    assert coach.dialog.findChild(QListWidget, "taken").count() >= count
    coach.dialog.reject()
    threads_over(page, qtbot)


def test_every_hint_of_the_collector_is_listed_for_translation():
    from core.recognition import collector
    from facenet_gui.pages.people_coach_words import HINTS

    hints = {*collector._PROBLEM_HINTS.values(), *collector._POSE_HINTS.values(), collector._VARY}
    assert hints <= set(HINTS)
