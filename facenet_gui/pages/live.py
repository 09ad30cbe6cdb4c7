"""The live page: a camera, a video or pictures become names."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCursor, QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from core.errors import FacenetError
from core.recognition.cameras import CameraInfo, cameras
from core.recognition.frames import VIDEO_SUFFIXES, Frame, open_source
from core.recognition.latest_frame import LatestFrame
from core.recognition.result import RecognisedFace
from facenet_gui import places
from facenet_gui.dialogs.unlock import open_or_unlock
from facenet_gui.images import to_qimage
from facenet_gui.page import Page
from facenet_gui.pages.live_faces import FaceActions
from facenet_gui.pages.live_log import SightingLog
from facenet_gui.pages.live_side import SeenPanel, StrictnessCard, proposed_name
from facenet_gui.pages.live_sources import SourceChoice
from facenet_gui.pages.live_work import calibrated, chip_of, recogniser_maker
from facenet_gui.services import Services
from facenet_gui.threads.camera_thread import CameraThread, OpenSource
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.threads.recognition_thread import Recognised, RecognitionThread
from facenet_gui.widgets.basics import SPACE, Banner, EmptyState, PageHeader, button, column, label, row
from facenet_gui.widgets.video_view import FaceBox, VideoView

# Display and results are looked at so often; the camera's and the recognition's own rates are beside the point.
_DRAW_MS = 33
_FIGURES_SECONDS = 1.0


class LivePage(Page):
    """Display at the source's rate, recognition at its own, and everything about the faces that are seen.

    Args:
        list_cameras, opener: Other ones in tests.
    """

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        list_cameras: Callable[[], list[CameraInfo]] = cameras,
        opener: OpenSource = open_source,
    ) -> None:
        super().__init__(services, parent)
        self._opener = opener
        self._banner = Banner()
        self._sources = SourceChoice(self, services.settings, self._banner, list_cameras, self.start, opener=opener)
        self._faces = FaceActions(self, services, self._banner)
        self._camera: CameraThread | None = None
        self._recognition: RecognitionThread | None = None
        # Threads that were asked to stop and have not ended yet.
        self._ending: list[CameraThread | RecognitionThread] = []
        self._display = LatestFrame()
        self._newest: Recognised | None = None
        self._log = SightingLog()
        self._source = ""
        self._private = False
        self._named: dict[str, str] = {}
        self._drawn = self._recognised = 0
        # Whether this source has shown a picture; the counts above begin anew each second.
        self._pictured = False
        self._delays: list[float] = []
        self._figures_at = time.monotonic()
        self._calibration: object = None
        self._calibrating: Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_DRAW_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._draw)
        # The last frame's names come a moment after its picture.
        self._last_look = QTimer(self)
        self._last_look.setSingleShot(True)
        self._last_look.setInterval(400)
        self._last_look.timeout.connect(self._after_end)
        self._actions()
        self._build()
        services.model.changed.connect(self._on_model)
        services.gallery.changed.connect(self._on_gallery)

    # -- building

    def _actions(self) -> None:
        self._stop_action = self._action(self.tr("Stop"), "Ctrl+.", self.stop)
        self._privacy_action = self._action(self.tr("Privacy pause"), "Ctrl+P", self._on_privacy)
        self._privacy_action.setCheckable(True)
        self._snapshot_action = self._action(self.tr("Save a snapshot…"), "Ctrl+S", self._on_snapshot)
        self._file_action = self._action(self.tr("Open a video or picture…"), "Ctrl+O", self._sources.file)
        for action in (self._stop_action, self._privacy_action, self._snapshot_action):
            action.setEnabled(False)

    def _action(self, text: str, keys: str, then: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: then())
        return action

    def _build(self) -> None:
        self._choose = button(self.tr("Start…"), self._on_start, kind="primary", icon_name="play")
        self._stop = button(self.tr("Stop"), self.stop, icon_name="circle-stop")
        self._privacy = button(self.tr("Privacy pause"), self._privacy_action.trigger, icon_name="eye-off")
        self._privacy.setCheckable(True)
        self._snapshot = button(self.tr("Snapshot…"), self._on_snapshot, icon_name="aperture")
        for widget in (self._stop, self._privacy, self._snapshot):
            widget.hide()
        self._view = VideoView(self.services.theme)
        self._view.clicked.connect(self._on_face)
        self._view.hide()
        self._empty = EmptyState(
            "video",
            self.tr("Nobody in front of it yet"),
            self.tr(
                "Start a camera, or open a video or pictures. Names come from the people whom you have enrolled; "
                "everybody else is unknown. Nothing leaves this computer, and nothing is recorded."
            ),
            actions=[
                button(self.tr("Start a camera"), self._sources.camera, icon_name="camera"),
                button(self.tr("Open a video…"), self._sources.file, icon_name="file"),
            ],
        )
        self._figures = label("", "small")
        self._strict = StrictnessCard()
        self._strict.wanted.connect(self._on_strictness)
        self._strict.keep_wanted.connect(self._on_keep)
        self._seen = SeenPanel(self._log)
        self._seen.face_chosen.connect(self._on_face)
        self._seen.save_wanted.connect(self._on_save_log)
        side = QWidget()
        side.setFixedWidth(self.services.theme.px(290))
        beside = column(self._strict, self._seen, spacing=SPACE)
        beside.setStretch(1, 1)
        side.setLayout(beside)
        picture = column(self._view, self._empty, self._figures, spacing=6)
        picture.setStretch(0, 1)
        picture.setStretch(1, 1)
        body = row(spacing=SPACE)
        body.addLayout(picture, 1)
        body.addWidget(side)
        self._header = PageHeader(
            self.tr("Live"),
            self.tr("Who is there, as soon as they are. Not a lock: a photo held to the camera can pass."),
            actions=[self._snapshot, self._privacy, self._stop, self._choose],
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(SPACE)
        layout.addWidget(self._header)
        layout.addWidget(self._banner)
        layout.addLayout(body, 1)
        self._seen.draw_log()

    # -- what the frame asks

    def open(self, what: Mapping[str, str]) -> None:
        if "source" in what:
            self.start(what["source"])

    def menu_actions(self) -> Sequence[QAction]:
        return (self._file_action, self._stop_action, self._privacy_action, self._snapshot_action)

    def drop_words(self, paths: Sequence[Path]) -> str:
        if len(paths) == 1 and paths[0].suffix.lower() in VIDEO_SUFFIXES:
            return self.tr("Recognise the people in this video")
        return ""

    def drop(self, paths: Sequence[Path]) -> None:
        self.start(str(paths[0]))

    def shown(self) -> None:
        self._show_threshold()

    def closing(self) -> None:
        self.stop()
        self._seen.close_pool()

    def settled(self) -> bool:
        # A camera that is being opened takes its time.
        return not any(thread.isRunning() for thread in self._ending)

    # -- starting and stopping

    def start(self, source: str) -> None:
        """Show and recognise a source, in place of the one that runs."""
        self.stop()
        gallery = self.services.gallery.get()
        if gallery is None:
            if self.services.gallery.problem is not None:
                self._banner.show_problem(
                    self.services.gallery.problem,
                    action=self.tr("Unlock…") if self.services.gallery.locked else "",
                    on_action=lambda: open_or_unlock(self.services, self),
                )
            return
        photos = not _moves(source)
        try:
            make = recogniser_maker(self.services, gallery, photos=photos)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.hide()
        self._source = source
        self._display = LatestFrame()
        to_recognise = LatestFrame()
        self._recognition = RecognitionThread(to_recognise, make, right_of_way=self.services.right_of_way, parent=self)
        self._recognition.failed.connect(self._banner.show_problem)
        self._recognition.set_paused(self._private)
        self._camera = CameraThread(source, (self._display, to_recognise), opener=self._opener, parent=self)
        self._camera.failed.connect(self._on_failed)
        self._camera.ended.connect(self._on_ended)
        self._camera.state_changed.connect(self._on_state)
        for thread in (self._camera, self._recognition):
            thread.finished.connect(self._on_thread_finished)
            thread.start()
        self._newest, self._named = None, {}
        self._drawn = self._recognised = 0
        self._pictured = False
        self._figures_at = time.monotonic()
        self._set_running(True)
        self._figures.setText(self.tr("starting …"))
        self._timer.start()
        if not source.isdecimal():
            self.services.settings.add_recent(Path(f"source:{source}"))

    def stop(self) -> None:
        """Let go of the camera; what was seen stays in the list."""
        for thread in (self._camera, self._recognition):
            if thread is not None:
                thread.stop.set()
                self._ending.append(thread)
        self._camera = self._recognition = None
        self._timer.stop()
        self._last_look.stop()
        self._set_running(False)
        self._view.show_boxes(())
        self._figures.setText("")

    @property
    def running(self) -> bool:
        return self._camera is not None

    def _set_running(self, running: bool) -> None:
        self.services.gallery.kept_open = running
        for widget in (self._stop, self._privacy, self._snapshot, self._view):
            widget.setVisible(running)
        self._empty.setVisible(not running)
        self._choose.setVisible(not running)
        for action in (self._stop_action, self._privacy_action, self._snapshot_action):
            action.setEnabled(running)

    @Slot()
    def _on_thread_finished(self) -> None:
        thread = self.sender()
        if isinstance(thread, CameraThread | RecognitionThread):
            if thread in self._ending:
                self._ending.remove(thread)
            thread.deleteLater()
            if thread is self._recognition:
                self._recognition = None

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        source = self._source
        self._banner.show_problem(problem, action=self.tr("Try again"), on_action=lambda: self.start(source))

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._camera:
            self._draw()
            camera = self._camera
            self._camera = None
            if camera is not None:
                self._ending.append(camera)
            # A video's last picture stays in view, with its names, until something else is started.
            self._set_running(False)
            if self._pictured:
                self._view.show()
                self._empty.hide()
            self._figures.setText(self.tr("The end of {0}").format(Path(self._source).name))
            self._last_look.start()

    def _after_end(self) -> None:
        if not self.running:
            self._take_result()
            self._timer.stop()

    @Slot(str)
    def _on_state(self, words: str) -> None:
        self._banner.show_message(words)

    @Slot()
    def _on_model(self) -> None:
        if self.running:
            self.start(self._source)
        self._show_threshold()

    # -- drawing

    @Slot()
    def _draw(self) -> None:
        frame = self._display.take(0)
        if frame is not None and not self._private:
            mirrored = bool(self.services.settings["mirror_camera"]) and _is_camera(self._source)
            self._view.show_image(to_qimage(frame.image_rgb), mirrored=mirrored)
            self._drawn += 1
            self._pictured = True
        self._take_result()
        now = time.monotonic()
        if self.running and now - self._figures_at >= _FIGURES_SECONDS:
            self._draw_figures(now)

    def _take_result(self) -> None:
        recognised = self._recognition.results.take() if self._recognition is not None else None
        if recognised is None or self._private:
            return
        self._newest = recognised
        self._recognised += 1
        self._delays.append(recognised.delay)
        faces = recognised.result.faces
        self._view.show_boxes(tuple(self._box(number, face) for number, face in enumerate(faces)))
        if self.services.settings["keep_log"]:
            self._log.see(faces, datetime.datetime.now())
            self._seen.draw_log()
        self._remember_faces(recognised.frame, faces)

    def _box(self, number: int, face: RecognisedFace) -> FaceBox:
        left, top, width, height = (float(value) for value in face.box)
        if face.verdict == "undecided":
            words, note = "…", ", ".join(problem.text for problem in face.quality.problems[:1])
        elif face.name is not None:
            words, note = (
                face.name,
                "" if face.distance is None else self.tr("distance {0}").format(f"{face.distance:.2f}"),
            )
        else:
            words, note = self.tr("unknown"), ""
        return FaceBox(left, top, width, height, words, note, face.verdict, key=_key(number, face))

    def _remember_faces(self, frame: Frame, faces: Sequence[RecognisedFace]) -> None:
        """A picture for the strip, once for each track and verdict."""
        if not self.services.settings["save_unknown"]:
            faces = [face for face in faces if face.verdict == "known"]
        for number, face in enumerate(faces):
            words = face.name if face.name is not None else self.tr("unknown")
            key = _key(number, face)
            if face.verdict == "undecided" or self._named.get(key) == words:
                continue
            chip = chip_of(frame, face, self.services.detector.template)
            if chip is not None:
                self._named[key] = words
                self._seen.add_face(key, words, "", to_qimage(chip[15:-15, 15:-15]))

    def _draw_figures(self, now: float) -> None:
        seconds = now - self._figures_at
        delay = sorted(self._delays)[len(self._delays) // 2] if self._delays else None
        if self._private:
            words = self.tr("Privacy pause: nothing is looked at.")
        elif delay is None:
            state = self.services.tensorflow.state
            words = self.tr("{0} pictures a second · getting ready to recognise …").format(
                f"{self._drawn / seconds:.0f}"
            )
            if state == "ready" and self._recognition is not None and self._recognised:
                words = self.tr("{0} pictures a second").format(f"{self._drawn / seconds:.0f}")
        else:
            words = self.tr("{0} pictures a second · {1} recognised a second · {2} ms from picture to name").format(
                f"{self._drawn / seconds:.0f}", f"{self._recognised / seconds:.1f}", f"{delay * 1000:.0f}"
            )
        self._figures.setText(words)
        self._drawn = self._recognised = 0
        self._delays.clear()
        self._figures_at = now

    def _on_start(self) -> None:
        self._sources.choose(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    # -- privacy, snapshot, log

    def _on_privacy(self) -> None:
        self._private = not self._private
        self._privacy.setChecked(self._private)
        self._privacy_action.setChecked(self._private)
        if self._recognition is not None:
            self._recognition.set_paused(self._private)
        self._view.show_boxes(())
        self._view.cover(self.tr("Privacy pause: nothing is looked at") if self._private else "")

    def _on_snapshot(self) -> None:
        image = self._view.snapshot()
        if image is None or self._private:
            return
        proposed = proposed_name(Path(places.pictures()), "snapshot", ".png")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the picture"), str(proposed), "PNG (*.png)")
        if chosen and not image.save(chosen):
            self._banner.show_message(
                self.tr("{0} could not be written.").format(chosen), self.tr("Choose another place."), tone="bad"
            )

    def _on_save_log(self) -> None:
        proposed = proposed_name(Path(places.documents()), "seen", ".csv")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save who was seen when"), str(proposed), "CSV (*.csv)")
        if chosen:
            try:
                self._log.save(Path(chosen))
            except FacenetError as error:
                self._banner.show_problem(Problem.of(error))

    # -- one face

    @Slot(object)
    def _on_face(self, key: object) -> None:
        newest = self._newest
        if newest is None:
            return
        found = [face for number, face in enumerate(newest.result.faces) if _key(number, face) == key]
        if not found:
            self._banner.show_message(self.tr("That face is no longer in the picture."))
            return
        self._faces.menu(newest.frame, found[0]).popup(QCursor.pos())

    # -- how strict to be

    @Slot()
    def _on_gallery(self) -> None:
        if self.services.gallery.locked:
            if self.running:
                self.stop()
            self._seen.clear()
        else:
            self._show_threshold()

    @Slot()
    def _show_threshold(self) -> None:
        from core.gallery.calibration import threshold_for

        gallery = self.services.gallery.get()
        if gallery is None or self._calibration is not None:
            return
        try:
            threshold = threshold_for(gallery, self.services.model.embedder().card)
        except FacenetError as error:
            self._strict.show_problem(str(error))
            return
        self._strict.show_threshold(threshold)
        if self._recognition is not None:
            self._recognition.distance_threshold = threshold.distance_threshold

    @Slot(int)
    def _on_strictness(self, one_in: int) -> None:
        gallery = self.services.gallery.get()
        if gallery is None or self._calibrating is not None:
            return
        self._calibrating = self.services.jobs.start(
            self.tr("Calibrating"),
            calibrated(self.services, gallery, one_in),
            page="live",
            on_done=self._on_calibrated,
            on_failed=lambda problem: self._strict.show_problem(f"{problem.message} {problem.hint}"),
        )
        self._calibrating.ended.connect(self._on_calibration_ended)

    @Slot()
    def _on_calibration_ended(self) -> None:
        self._calibrating = None

    def _on_calibrated(self, calibration: object) -> None:
        from core.gallery.calibration import Calibration

        assert isinstance(calibration, Calibration)  # it is what the job returns
        self._calibration = calibration
        self._strict.show_calibration(calibration)
        if self._recognition is not None:
            self._recognition.distance_threshold = calibration.distance_threshold

    def _on_keep(self) -> None:
        from core.gallery.calibration import Calibration, store

        gallery = self.services.gallery.get()
        if gallery is None or not isinstance(self._calibration, Calibration):
            return
        try:
            store(gallery, self._calibration)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._calibration = None
        self._show_threshold()


def _key(number: int, face: RecognisedFace) -> str:
    """Names a face: its person, else its track, else its place in a photo."""
    if face.person_id is not None:
        return f"person {face.person_id}"
    return f"track {face.track}" if face.track is not None else f"face {number}"


def _is_camera(source: str) -> bool:
    return source.removeprefix("camera:").isdecimal()


def _moves(source: str) -> bool:
    """Whether it is a video, a camera or a stream, and not pictures."""
    return _is_camera(source) or "://" in source or Path(source).suffix.lower() in VIDEO_SUFFIXES
