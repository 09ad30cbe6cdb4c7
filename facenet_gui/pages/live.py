"""The live page: a camera, a video or pictures become names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCursor, QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from core.errors import FacenetError
from core.recognition.cameras import CameraInfo, cameras
from core.recognition.frames import Frame
from core.recognition.result import RecognisedFace
from core.recognition.sources import VIDEO_SUFFIXES, open_source
from facenet_gui import places
from facenet_gui.dialogs.unlock import open_or_unlock
from facenet_gui.images import to_qimage
from facenet_gui.page import Page
from facenet_gui.pages.live_faces import FaceActions
from facenet_gui.pages.live_log import SightingLog
from facenet_gui.pages.live_session import LiveFigures, LiveSession, is_camera
from facenet_gui.pages.live_side import SeenPanel, proposed_name
from facenet_gui.pages.live_sources import SourceChoice
from facenet_gui.pages.live_strictness import Strictness
from facenet_gui.pages.live_work import key_of
from facenet_gui.services import Services
from facenet_gui.threads.camera_thread import OpenSource
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.recognition_thread import Recognised
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
        self._banner = Banner()
        self._sources = SourceChoice(self, services.settings, self._banner, list_cameras, self.start, opener=opener)
        self._faces = FaceActions(self, services, self._banner)
        self._session = LiveSession(services, opener, self)
        self._session.failed.connect(self._on_failed)
        self._session.ended.connect(self._on_ended)
        self._session.over.connect(self._on_over)
        self._session.state_changed.connect(self._banner.show_message)
        self._strictness = Strictness(services, self._session, self._banner, self)
        self._newest: Recognised | None = None
        self._log = SightingLog()
        self._private = False
        # Whether this source has shown a picture, and whether one was recognised.
        self._pictured = self._looked = False
        # What is to be started when the gallery is open, and which one is recognised from.
        self._waiting_source = ""
        self._gallery: object = None
        self._timer = QTimer(self)
        self._timer.setInterval(_DRAW_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._draw)
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
        self._seen = SeenPanel(self._log)
        self._seen.face_chosen.connect(self._on_face)
        self._seen.save_wanted.connect(self._on_save_log)
        side = QWidget()
        side.setFixedWidth(self.services.theme.px(290))
        beside = column(self._strictness.card, self._seen, spacing=SPACE)
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

    def first_control(self) -> QWidget | None:
        return self._stop if self.running else self._choose

    def menu_actions(self) -> Sequence[QAction]:
        return (self._file_action, self._stop_action, self._privacy_action, self._snapshot_action)

    def drop_words(self, paths: Sequence[Path]) -> str:
        if len(paths) == 1 and paths[0].suffix.lower() in VIDEO_SUFFIXES:
            return self.tr("Recognise the people in this video")
        return ""

    def drop(self, paths: Sequence[Path]) -> None:
        self.start(str(paths[0]))

    def shown(self) -> None:
        self._strictness.refresh()
        self._seen.say_whether_noted(bool(self.services.settings["keep_log"]))

    def closing(self) -> None:
        self.stop()
        self._seen.close_pool()

    def settled(self) -> bool:
        # A camera that is being opened takes its time.
        return self._session.settled

    # -- starting and stopping

    def start(self, source: str) -> None:
        """Show and recognise a source, in place of the one that runs."""
        self.stop()
        gallery = self.services.gallery.get()
        if gallery is None:
            self._waiting_source = source if self.services.gallery.waiting else ""
            self._tell_why_closed()
            return
        self._gallery = gallery
        try:
            self._session.start(source, gallery)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.hide()
        self._newest = None
        self._seen.begin()
        self._pictured = self._looked = False
        self._set_running(True)
        self._figures.setText(self.tr("starting …"))
        self._timer.start()
        if not source.isdecimal():
            self.services.settings.add_recent(Path(f"source:{source}"))

    def _tell_why_closed(self) -> None:
        in_use = self.services.gallery
        if in_use.problem is not None:
            self._banner.show_problem(
                in_use.problem,
                action=self.tr("Unlock…") if in_use.locked else "",
                on_action=lambda: open_or_unlock(self.services, self),
            )

    def stop(self) -> None:
        """Let go of the camera; what was seen stays in the list."""
        self._waiting_source = ""
        self._session.stop()
        self._timer.stop()
        self._set_running(False)
        self._view.show_boxes(())
        self._figures.setText("")

    @property
    def running(self) -> bool:
        return self._session.running

    def _set_running(self, running: bool) -> None:
        # Nobody touches anything while a camera is looked at; the gallery must not be locked for that.
        self.services.gallery.kept_open = running
        for widget in (self._stop, self._privacy, self._snapshot, self._view):
            widget.setVisible(running)
        self._empty.setVisible(not running)
        self._choose.setVisible(not running)
        for action in (self._stop_action, self._privacy_action, self._snapshot_action):
            action.setEnabled(running)

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        source, before = self._session.source, self._gallery
        # Another program may have given the gallery a new key; then it is opened again, and so is the source.
        self.services.gallery.follow()
        if self._gallery is not before:
            return
        self._banner.show_problem(problem, action=self.tr("Try again"), on_action=lambda: self.start(source))

    @Slot()
    def _on_ended(self) -> None:
        self._draw()
        # The last picture stays in view, with its names, until something else is started.
        self._set_running(False)
        if self._pictured:
            self._view.show()
            self._empty.hide()
            self._figures.setText(self.tr("Recognising the last picture …"))
        if not self._session.recognising:
            self._on_over()

    @Slot()
    def _on_over(self) -> None:
        """The last names are there; they may come long after the picture, while networks are being loaded."""
        self._draw()
        if not self.running:
            self._timer.stop()
            self._figures.setText(self.tr("The end of {0}").format(Path(self._session.source).name))

    @Slot()
    def _on_model(self) -> None:
        if self.running:
            self.start(self._session.source)
        self._strictness.refresh()

    @Slot()
    def _on_gallery(self) -> None:
        if self.services.gallery.locked:
            if self.running:
                self.stop()
            self._seen.clear()
        else:
            self._strictness.refresh()
        in_use = self.services.gallery
        if self._waiting_source and not in_use.waiting:
            source, self._waiting_source = self._waiting_source, ""
            if in_use.problem is None:
                self.start(source)
            else:
                self._tell_why_closed()
        elif self.running and in_use.problem is None and in_use.get() is not self._gallery:
            self.start(self._session.source)

    # -- drawing

    @Slot()
    def _draw(self) -> None:
        frame = self._session.picture()
        # Of pictures that do not move, the next one is shown when its names are there.
        if frame is not None and not self._private and (frame.time is not None or not self._pictured):
            self._show_picture(frame)
        self._take_result()
        figures = self._session.figures(every=_FIGURES_SECONDS) if self.running else None
        if figures is not None:
            self._figures.setText(self._in_words(figures))

    def _show_picture(self, frame: Frame) -> None:
        mirrored = bool(self.services.settings["mirror_camera"]) and is_camera(self._session.source)
        self._view.show_image(to_qimage(frame.image_rgb), mirrored=mirrored)
        self._pictured = True

    def _take_result(self) -> None:
        recognised = self._session.result()
        if recognised is None or self._private:
            return
        self._newest, self._looked = recognised, True
        if recognised.frame.time is None:
            self._show_picture(recognised.frame)
        faces = recognised.result.faces
        self._view.show_boxes(tuple(self._box(number, face) for number, face in enumerate(faces)))
        if self.services.settings["keep_log"]:
            self._log.see(faces, datetime.datetime.now())
            self._seen.draw_log()
        strangers = bool(self.services.settings["save_unknown"])
        kept = [face for face in faces if strangers or face.verdict == "known"]
        self._seen.keep(recognised.frame, kept, template=self.services.detector.template)

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
        return FaceBox(left, top, width, height, words, note, face.verdict, key=key_of(number, face))

    def _in_words(self, figures: LiveFigures) -> str:
        if self._private:
            return self.tr("Privacy pause: nothing is looked at.")
        pictures = f"{figures.pictures:.0f}"
        if figures.delay is not None:
            return self.tr("{0} pictures a second · {1} recognised a second · {2} ms from picture to name").format(
                pictures, f"{figures.recognised:.1f}", f"{figures.delay * 1000:.0f}"
            )
        if self._looked:
            return self.tr("{0} pictures a second").format(pictures)
        return self.tr("{0} pictures a second · getting ready to recognise …").format(pictures)

    def _on_start(self) -> None:
        self._sources.choose(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    # -- privacy, snapshot, log

    def _on_privacy(self) -> None:
        self._private = not self._private
        self._privacy.setChecked(self._private)
        self._privacy_action.setChecked(self._private)
        self._session.set_paused(self._private)
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
        found = [face for number, face in enumerate(newest.result.faces) if key_of(number, face) == key]
        if not found:
            self._banner.show_message(self.tr("That face is no longer in the picture."))
            return
        self._faces.menu(newest.frame, found[0]).popup(QCursor.pos())
