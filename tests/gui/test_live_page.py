"""The live page with a camera that is fed drawn faces."""

from __future__ import annotations

import csv
import datetime
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QPushButton

from core.errors import CameraError
from core.gallery.enrolment import FaceToEnroll, enroll, review
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel
from core.recognition.cameras import CameraInfo
from core.recognition.frames import Frame
from facenet_gui.pages.live import LivePage
from facenet_gui.pages.live_faces import FaceActions
from facenet_gui.pages.live_log import SightingLog
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.empty_hint import EmptyHint
from facenet_gui.widgets.face_grid import FaceGrid
from tests.gui.conftest import close_page
from tests.gui.fakes import DrawnFaceEmbedder, scene


class FakeCamera:
    """Gives a scene thirty times a second; the people in it may be changed while it runs."""

    name = "camera:0"
    live = True

    def __init__(self, people, stop, frames=None):
        self.people, self.stop, self.left = people, stop, frames
        self.index = 0
        self.closed = False
        self.began = time.monotonic()

    def read(self):
        if self.left is not None and self.index >= self.left:
            return None
        if self.stop.wait(0.03):
            return None
        self.index += 1
        image = scene(self.people)
        return Frame(image, self.name, self.index, time.monotonic() - self.began)

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def button(within, text):
    return next(one for one in within.findChildren(QPushButton) if one.text() == text and one.isVisible())


@pytest.fixture
def camera(qtbot, services):
    """A page and the cameras that it opens."""

    class Opened(list):
        frames = None
        error = None

    opened = Opened()
    opened.people = [(1, 60, 100, 200), (2, 360, 100, 200)]

    def opener(source, *, stop, on_state=None):
        if opened.error is not None:
            raise opened.error
        made = FakeCamera(opened.people, stop, opened.frames)
        opened.append(made)
        return made

    page = LivePage(services, list_cameras=lambda: [CameraInfo(0, "Fake camera")], opener=opener)
    # Not after a yield: by then the widget is gone.
    qtbot.addWidget(page, before_close_func=close_page)
    page.resize(1100, 700)
    page.show()
    page.shown()
    opened.page = page
    return opened


def add_person(services, name, identity):
    gallery = services.gallery.get()
    embedder = DrawnFaceEmbedder()
    matcher = Matcher(gallery, GalleryModel.of(embedder.card))
    # As the camera sees them: through detection and alignment.
    from core.faces.align import find_faces
    from tests.gui.fakes import DrawnFaceDetector

    chips = [find_faces(scene([(identity, 60, 100, 200)], image=n), DrawnFaceDetector())[0].chip_rgb for n in range(3)]
    faces = [FaceToEnroll(chip, embedder.embed(chip[None])[0], "five-point-150+15@180") for chip in chips]
    enroll(review(name, faces, matcher=matcher, distance_threshold=0.5, force=True), matcher=matcher)
    services.gallery.follow()


def labels(page):
    return sorted(box.label for box in page._view.boxes)


def banner(page):
    return page.findChild(Banner)


def test_people_get_their_names_and_strangers_none(camera, services, qtbot):
    add_person(services, "Anna", 1)
    page = camera.page
    page.shown()
    hints = page.findChildren(EmptyHint)
    assert [hint.isHidden() for hint in hints] == [False, False]
    page.start("0")
    qtbot.waitUntil(lambda: labels(page) == ["Anna", "unknown"], timeout=20_000)
    assert [hint.isHidden() for hint in hints] == [True, True]
    assert page._view.image is not None
    qtbot.waitUntil(lambda: "recognised a second" in page._figures.text(), timeout=5000)
    # On a busy machine the stranger may have been lost and found again.
    assert set(page._seen.faces()) == {"Anna", "unknown"}
    assert page._seen.faces().count("Anna") == 1
    assert {seen.name for seen in page._log.sightings} == {"Anna", None}
    page.stop()
    qtbot.waitUntil(lambda: camera[0].closed and not page._session._ending)
    # What was seen stays.
    assert page._seen._table.rowCount() >= 2


def test_the_gallery_is_kept_open_while_a_camera_runs(camera, services, qtbot):
    page = camera.page
    page.start("0")
    qtbot.waitUntil(lambda: len(labels(page)) == 2, timeout=20_000)
    assert services.gallery.kept_open
    page.stop()
    qtbot.waitUntil(lambda: camera[0].closed and not page._session._ending)
    assert not services.gallery.kept_open


def test_a_click_enrolls_a_stranger(camera, services, qtbot, monkeypatch):
    page = camera.page
    page.start("0")
    qtbot.waitUntil(lambda: labels(page) == ["unknown", "unknown"], timeout=20_000)
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("Bo", True))
    box = min(page._view.boxes, key=lambda box: box.left)
    menus = []
    monkeypatch.setattr(FaceActions, "menu", keep(FaceActions.menu, menus))
    qtbot.mouseClick(page._view, Qt.MouseButton.LeftButton, pos=page._view.place(box).center().toPoint())
    assert menus
    next(action for action in menus[0].actions() if action.text() == "Enroll as…").trigger()
    menus[0].close()
    qtbot.waitUntil(lambda: "Bo" in labels(page), timeout=20_000)
    assert [person.name for person in services.gallery.get().people()] == ["Bo"]
    assert "Bo is enrolled" in banner(page).message


def keep(function, made):
    def wrapped(self, *arguments):
        made.append(function(self, *arguments))
        return made[-1]

    return wrapped


def test_not_this_person_is_remembered(camera, services, qtbot, monkeypatch):
    add_person(services, "Anna", 1)
    page = camera.page
    page.start("0")
    qtbot.waitUntil(lambda: "Anna" in labels(page), timeout=20_000)
    box = next(box for box in page._view.boxes if box.label == "Anna")
    menus = []
    monkeypatch.setattr(FaceActions, "menu", keep(FaceActions.menu, menus))
    qtbot.mouseClick(page._view, Qt.MouseButton.LeftButton, pos=page._view.place(box).center().toPoint())
    next(action for action in menus[0].actions() if action.text() == "Not Anna").trigger()
    menus[0].close()
    qtbot.waitUntil(lambda: services.gallery.get().people()[0].rejected == 1, timeout=20_000)


def test_the_privacy_pause_looks_at_nothing(camera, services, qtbot):
    page = camera.page
    page.start("0")
    qtbot.waitUntil(lambda: len(page._view.boxes) == 2, timeout=20_000)
    qtbot.mouseClick(page._privacy, Qt.MouseButton.LeftButton)
    seen = len(page._log.sightings)
    qtbot.wait(300)
    assert page._view.boxes == ()
    assert len(page._log.sightings) == seen
    qtbot.mouseClick(page._privacy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page._view.boxes) == 2, timeout=20_000)


def test_a_camera_that_is_busy_is_a_calm_message_with_another_try(camera, qtbot):
    page = camera.page
    camera.error = CameraError("Camera 0 cannot be opened.", hint="Another program may be using it.")
    page.start("0")
    qtbot.waitUntil(lambda: banner(page).isVisible())
    assert banner(page).message == "Camera 0 cannot be opened."
    camera.error = None
    qtbot.mouseClick(banner(page)._action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page._view.boxes) == 2, timeout=20_000)


def test_several_cameras_are_told_apart_by_what_they_see(camera, qtbot):
    page = camera.page
    page._sources.list_cameras = lambda: [CameraInfo(0, "Front"), CameraInfo(1, "Desk")]
    qtbot.mouseClick(button(page, "Start a camera"), Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    grid = dialog.findChild(FaceGrid)
    assert [item.title for item in grid.items] == ["Front", "Desk"]
    pictures = lambda: [grid.model().index(row).data(Qt.ItemDataRole.UserRole + 1) for row in (0, 1)]  # noqa: E731
    qtbot.waitUntil(lambda: all(picture is not None for picture in pictures()), timeout=10_000)
    assert len(camera) == 2
    assert all(opened.closed for opened in camera)
    assert not page.running
    place = grid.visualRect(grid.model().index(1)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.running, timeout=10_000)
    assert page._session.source == "1"
    page.stop()
    qtbot.waitUntil(lambda: not page._session._ending)


def test_cameras_that_are_taken_are_listed_without_a_picture(camera, qtbot):
    page = camera.page
    camera.error = CameraError("Camera 0 is used by another program.")
    page._sources.list_cameras = lambda: [CameraInfo(0, "Front"), CameraInfo(1, "Desk")]
    qtbot.mouseClick(button(page, "Start a camera"), Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(button(dialog, "Cancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=10_000)
    assert not page.running


def test_without_a_camera_a_video_is_offered(camera, qtbot):
    page = camera.page
    page._sources.list_cameras = list
    page._sources.camera()
    assert "No camera" in banner(page).message
    assert banner(page)._action.text() == "Open a video…"


def test_every_photo_gets_its_names_however_long_the_networks_take(camera, services, qtbot, monkeypatch):
    """Pictures that do not move come one by one, each with the names of its own faces."""
    monkeypatch.setattr("facenet_gui.threads.camera_thread._PHOTO_SECONDS", 0.01)
    page = camera.page
    detect = services.detector.detect

    def slowly(image):
        time.sleep(0.7)
        return detect(image)

    monkeypatch.setattr(services.detector, "detect", slowly)
    seen = []
    show = page._view.show_boxes
    monkeypatch.setattr(page._view, "show_boxes", lambda boxes: (seen.append(len(boxes)), show(boxes)))

    class Album(FakeCamera):
        live = False

        def read(self):
            self.index += 1
            if self.index > 3:
                return None
            people = [(number, 20 + 200 * number, 100, 150) for number in range(self.index)]
            return Frame(scene(people), f"{self.index}.png", self.index, None)

    page._session._opener = lambda _source, *, stop, on_state=None: Album([], stop)
    seen.clear()
    page.start("album")
    qtbot.waitUntil(lambda: page._figures.text() == "The end of album", timeout=20_000)
    assert [count for count in seen if count] == [1, 2, 3]
    assert len(page._view.boxes) == 3
    assert not page._timer.isActive()


def test_a_video_ends_with_its_last_picture_in_view(camera, qtbot):
    page = camera.page
    camera.frames = 20
    page.start("0")
    qtbot.waitUntil(lambda: not page.running and not page._timer.isActive(), timeout=20_000)
    assert page._view.isVisible()
    assert "The end" in page._figures.text()


def test_starting_twice_lets_go_of_the_first(camera, qtbot):
    page = camera.page
    page.start("0")
    qtbot.waitUntil(lambda: bool(camera))
    page.start("0")
    qtbot.waitUntil(lambda: len(camera) == 2 and camera[0].closed and not page._session._ending, timeout=20_000)
    assert page.running


def test_the_slider_says_what_the_data_supports(camera, services, qtbot):
    for number in range(4):
        add_person(services, f"Person {number}", number)
    page = camera.page
    page._strictness.card._slider.setValue(9)
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=20_000)
    assert "Not enough data for 1 in 10000" in page._strictness.card._note.text()


def test_a_snapshot_and_the_log_are_saved_where_the_user_says(camera, services, qtbot, tmp_path, monkeypatch):
    page = camera.page
    page.start("0")
    qtbot.waitUntil(lambda: len(page._view.boxes) == 2 and bool(page._log.sightings), timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "one.png"), ""))
    qtbot.mouseClick(page._snapshot, Qt.MouseButton.LeftButton)
    assert (tmp_path / "one.png").stat().st_size > 0
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "seen.csv"), ""))
    qtbot.mouseClick(page._seen._save, Qt.MouseButton.LeftButton)
    rows = list(csv.reader((tmp_path / "seen.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][0] == "name"
    assert {row[0] for row in rows[1:]} == {"unknown"}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "such" / "x.png"), ""))
    qtbot.mouseClick(page._snapshot, Qt.MouseButton.LeftButton)
    assert "could not be written" in banner(page).message


def sighting(name, track, distance=0.3):
    class Face:
        pass

    face = Face()
    face.name, face.track, face.distance = name, track, distance
    face.verdict = "known" if name else "unknown"
    return face


NOON = datetime.datetime(2026, 1, 1, 12)


def see(log, second, *faces, set_by=0.0):
    """A frame at so many seconds past noon, on a wall clock that was set by so many."""
    log.see(faces, NOON + datetime.timedelta(seconds=second + set_by), seconds=1000.0 + second)


def test_the_log_joins_frames_and_begins_anew_after_an_absence():
    log = SightingLog()
    for second in range(5):
        see(log, second, sighting("Anna", 1), sighting(None, 2))
    assert [(seen.name, seen.frames) for seen in log.sightings] == [("Anna", 5), (None, 5)]
    see(log, 8, sighting("Anna", 7))
    assert len(log.sightings) == 2
    see(log, 60, sighting("Anna", 9))
    assert len(log.sightings) == 3
    log.clear()
    see(log, 61, sighting("Anna", 9))
    assert [seen.frames for seen in log.sightings] == [1]


@pytest.mark.parametrize("set_by", [-7200.0, 7200.0])
def test_a_wall_clock_that_is_set_neither_joins_nor_turns_sightings_round(set_by):
    log = SightingLog()
    for second in range(5):
        see(log, second, sighting("Anna", 1), sighting(None, 2))
    for second in range(5, 10):
        see(log, second, sighting("Anna", 1), sighting(None, 2), set_by=set_by)
    # Somebody else as a track of the same number, long after.
    see(log, 3000, sighting(None, 2), set_by=set_by)
    assert [(seen.name, seen.frames) for seen in log.sightings] == [
        ("Anna", 5), (None, 5), ("Anna", 5), (None, 5), (None, 1)
    ]  # fmt: skip
    assert all(
        datetime.timedelta(0) <= seen.last - seen.first < datetime.timedelta(seconds=10) for seen in log.sightings
    )


def test_a_name_cannot_become_a_formula(tmp_path):
    log = SightingLog()
    see(log, 0, sighting("=cmd()", 1))
    log.save(tmp_path / "seen.csv")
    assert "'=cmd()" in (tmp_path / "seen.csv").read_text(encoding="utf-8-sig")
