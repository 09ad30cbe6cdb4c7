"""The coach: enroll with a camera or a video. It chooses the good pictures by itself and says what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QListView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from core.faces.chip import CHIP_SIZE
from core.gallery.enrolment import FaceToEnroll
from core.gallery.matching import Matcher
from core.recognition.cameras import CameraInfo, cameras
from core.recognition.collector import WANTED, Collector, Offer
from core.recognition.frames import Frame
from core.recognition.latest_frame import LatestFrame
from core.recognition.sources import VIDEO_SUFFIXES, open_source
from facenet_gui.core_words import in_words
from facenet_gui.images import to_qimage
from facenet_gui.pages.people_coach_words import hint_in_words, is_camera, is_live, quality_in_words
from facenet_gui.pages.people_work import FacesRead
from facenet_gui.services import Services
from facenet_gui.threads.camera_thread import CameraThread, OpenSource
from facenet_gui.threads.coach_thread import Coached, CoachThread
from facenet_gui.threads.jobs import Problem
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, Banner, EmptyState, button, column, label, row
from facenet_gui.widgets.name_field import short_name
from facenet_gui.widgets.video_view import FaceBox, VideoView

_DRAW_MS = 33
_CHIP = 84
_FILE = "file"
# A face that was taken is shown as such for so many frames of the display.
_PROUD_FRAMES = 12
# Makes an embedder load its network.
_NOBODY = np.full((1, CHIP_SIZE, CHIP_SIZE, 3), 128, np.uint8)


class CoachDialog(QDialog):
    """Shows the camera and collects faces; `finished_with` sends them for the review.

    Args:
        matcher, distance_threshold: Who is known already, and from where on two faces are two people.
        list_cameras, opener: Other ones in tests.
    """

    finished_with = Signal(object)

    def __init__(
        self,
        services: Services,
        matcher: Matcher,
        distance_threshold: float,
        *,
        parent: QWidget,
        list_cameras: Callable[[], list[CameraInfo]] = cameras,
        opener: OpenSource = open_source,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Enroll with the camera"))
        self._services, self._matcher, self._threshold = services, matcher, distance_threshold
        self._list_cameras, self._opener, self._page = list_cameras, opener, parent
        self._source = ""
        self._camera: CameraThread | None = None
        self._coach: CoachThread | None = None
        self._display = LatestFrame()
        # Of sources before the one of now, and all together.
        self._kept: tuple[FaceToEnroll, ...] = ()
        self._chosen: tuple[FaceToEnroll, ...] = ()
        self._proud = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_DRAW_MS)
        self._timer.timeout.connect(self._draw)
        self._build()
        self.resize(services.theme.px(980), services.theme.px(660))
        self._fill_sources()

    # -- building

    def _build(self) -> None:
        px = self._services.theme.px
        self._sources = QComboBox()
        self._sources.setAccessibleName(self.tr("Camera"))
        self._sources.setMinimumWidth(px(220))
        self._sources.activated.connect(self._on_source)
        self._banner = Banner()
        self._view = VideoView(self._services.theme)
        self._none = EmptyState(
            "camera-off",
            self.tr("No camera was found"),
            self.tr("Plug one in and look again, or open a video of one person: it works with it just the same."),
            actions=[
                button(self.tr("Look again"), self._fill_sources, icon_name="refresh-cw"),
                button(self.tr("Open a video…"), self._on_video, icon_name="video"),
            ],
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._none)
        self._hint = label("", "heading", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Two lines, so that the picture does not jump when the words change.
        self._words.setMinimumHeight(self._words.fontMetrics().lineSpacing() * 2)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._strip = QListWidget()
        self._strip.setObjectName("taken")
        self._strip.setAccessibleName(self.tr("Pictures taken"))
        self._strip.setViewMode(QListView.ViewMode.IconMode)
        self._strip.setResizeMode(QListView.ResizeMode.Adjust)
        self._strip.setMovement(QListView.Movement.Static)
        self._strip.setIconSize(QSize(px(_CHIP), px(_CHIP)))
        self._strip.setGridSize(QSize(px(_CHIP + 16), px(_CHIP + 16)))
        self._strip.setFixedWidth(px(2 * (_CHIP + 16) + 28))
        self._strip.itemSelectionChanged.connect(self._say)
        self._count = label("", "small")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._remove = button(self.tr("Remove"), self._on_remove, kind="quiet", icon_name="trash-2")
        self._review = button(self.tr("Review"), self._on_review, kind="primary", icon_name="user-plus")
        side = column(label(self.tr("Taken"), "heading"), self._count, self._progress)
        side.addWidget(self._strip, 1)
        side.addWidget(self._remove)
        left = column(spacing=GAP)
        left.addWidget(self._stack, 1)
        left.addWidget(self._hint)
        left.addWidget(self._words)
        body = row(spacing=SPACE)
        body.addLayout(left, 1)
        body.addLayout(side)
        layout = column(spacing=SPACE, margins=(WIDE, WIDE, WIDE, WIDE))
        layout.addLayout(row(label(self.tr("Enroll with the camera"), "title"), None, self._sources))
        layout.addWidget(self._banner)
        layout.addLayout(body, 1)
        layout.addLayout(
            row(
                label(self.tr("Nothing is written before you have reviewed the pictures and given a name."), "small"),
                None,
                button(self.tr("Cancel"), self.reject, kind="quiet"),
                self._review,
            )
        )
        self.setLayout(layout)
        self._say()

    def _fill_sources(self) -> None:
        found = self._list_cameras()
        self._sources.clear()
        for camera in found:
            self._sources.addItem(camera.name, str(camera.number))
        self._sources.addItem(self.tr("A video…"), _FILE)
        self._stack.setCurrentWidget(self._view if found else self._none)
        self._sources.setVisible(bool(found))
        if found:
            kept = self._sources.findData(self._services.settings.remembered("people/camera", "0", str))
            self._sources.setCurrentIndex(max(0, kept))
            self.start(str(self._sources.currentData()))

    # -- starting and stopping

    def start(self, source: str) -> None:
        """Collect from a source, as `core.recognition.sources.open_source` takes it, in place of the one before."""
        self._release()
        self._banner.hide()
        self._stack.setCurrentWidget(self._view)
        self._source = source
        self._display, to_coach = LatestFrame(), LatestFrame()
        try:
            embedder = self._services.model.embedder()
        except Exception as error:  # noqa: BLE001  shown to the user, whatever it is
            self._fail(Problem.of(error))
            return
        matcher, threshold = self._matcher, self._threshold
        self._kept = self._chosen
        wanted = max(1, WANTED - len(self._kept))

        def make() -> Collector:
            embedder.embed(_NOBODY)
            return Collector(embedder=embedder, distance_threshold=threshold, matcher=matcher, wanted=wanted)

        # They belong to the page, so that the dialog may close before they have ended.
        self._coach = CoachThread(to_coach, self._services.video_detector, make, parent=self._page)
        self._camera = CameraThread(source, (self._display, to_coach), opener=self._opener, parent=self._page)
        self._coach.failed.connect(self._fail)
        self._camera.failed.connect(self._fail)
        self._camera.state_changed.connect(self._words.setText)
        self._coach.ready.connect(self._on_ready)
        self._coach.start()
        if is_live(source):
            self._camera.start()
        self._coach.finished.connect(self._on_ended)
        self._hint.setText(self.tr("Getting ready …"))
        self._words.setText(self.tr("The networks are being loaded."))
        self._timer.start()

    def _on_ready(self) -> None:
        self._words.setText("")
        # A video waits for the networks, so that none of it is missed.
        if self._camera is not None and not is_live(self._source):
            self._camera.start()

    def _release(self) -> None:
        """Let go of the camera. Answers that still come are not listened to."""
        self._timer.stop()
        for thread in (self._camera, self._coach):
            if thread is None:
                continue
            thread.stop.set()
            thread.failed.disconnect(self._fail)
            thread.finished.connect(thread.deleteLater)
            if not thread.isRunning():
                thread.deleteLater()
        if self._coach is not None:
            self._chosen = self._kept + self._coach.chosen
            self._coach.finished.disconnect(self._on_ended)
            self._coach.ready.disconnect(self._on_ready)
        if self._camera is not None:
            self._camera.state_changed.disconnect(self._words.setText)
        self._camera = self._coach = None
        self._view.show_boxes(())

    def done(self, result: int) -> None:
        self._release()
        super().done(result)

    def _fail(self, problem: Problem) -> None:
        source = self._source
        self._release()
        self._hint.setText("")
        self._words.setText("")
        self._banner.show_problem(problem, action=self.tr("Try again"), on_action=lambda: self.start(source))
        self._say()

    def _on_ended(self) -> None:
        """A video is over, or the camera gave no more."""
        if self._coach is None:
            return
        self._look()
        if self._coach is None:
            return
        self._release()
        source = self._source
        self._hint.setText("")
        self._words.setText("")
        self._banner.show_message(
            self.tr("The video is over."),
            self.tr("Review the pictures that were taken, or play it again for more.")
            if self._chosen
            else self.tr("No good face was found in it. Take one in better light, or come closer."),
            action=self.tr("Play again"),
            on_action=lambda: self.start(source),
        )
        self._say()

    # -- what is seen

    def _draw(self) -> None:
        frame: Frame | None = self._display.take(0)
        if frame is not None:
            mirrored = bool(is_camera(self._source) and self._services.settings["mirror_camera"])
            self._view.show_image(to_qimage(frame.image_rgb), mirrored=mirrored)
        self._proud = max(0, self._proud - 1)
        self._look()

    def _look(self) -> None:
        answer = self._coach.answers.take() if self._coach is not None else None
        if answer is not None:
            self._show(answer)

    def _show(self, answer: Coached) -> None:
        offer = answer.offer
        if offer.verdict in ("taken", "replaced_poorer"):
            self._proud = _PROUD_FRAMES
        self._view.show_boxes(self._boxes(offer))
        self._hint.setText(hint_in_words(offer.hint))
        self._words.setText(self._in_words(offer))
        chosen = self._kept + answer.chosen
        if [id(face) for face in chosen] != [id(face) for face in self._chosen]:
            self._chosen = chosen
            self._fill_strip()
        if offer.verdict == "enough":
            self._release()
            self._review.setFocus()
        self._say()

    def _boxes(self, offer: Offer) -> tuple[FaceBox, ...]:
        if offer.face is None:
            return ()
        left, top, width, height = (float(value) for value in offer.face.detected.box)
        proud = self._proud > 0
        tone = "known" if proud else ("unknown" if offer.verdict in ("poor", "not_alone", "somebody_else") else "")
        words = self.tr("Taken") if proud else ("" if offer.quality is None else quality_in_words(offer.quality))
        return (FaceBox(left, top, width, height, words, tone=tone or "undecided"),)

    def _in_words(self, offer: Offer) -> str:
        if offer.looks_like is not None:
            return self.tr(
                "This looks like {0} already. Give that name in the review to add to their pictures."
            ).format(short_name(offer.looks_like))
        if offer.verdict in ("poor", "not_alone", "somebody_else"):
            return self.tr("Not taken: {0}.").format(in_words(offer.reason))
        return ""

    def _fill_strip(self) -> None:
        side = self._services.theme.px(_CHIP) * 2
        self._strip.blockSignals(True)
        self._strip.clear()
        for face in self._chosen:
            image = to_qimage(face.chip_rgb).scaled(side, side, mode=Qt.TransformationMode.SmoothTransformation)
            item = QListWidgetItem(QIcon(QPixmap.fromImage(image)), "")
            quality = "" if face.quality is None else self.tr("Quality {0}").format(f"{face.quality:.2f}")
            item.setToolTip(quality)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, quality)
            self._strip.addItem(item)
        self._strip.blockSignals(False)

    def _say(self) -> None:
        count = len(self._chosen)
        self._progress.setRange(0, WANTED)
        self._progress.setValue(min(count, WANTED))
        self._count.setText(self.tr("{0} of {1}").format(count, WANTED))
        self._review.setEnabled(count > 0)
        self._review.setText(
            self.tr("Review 1 picture")
            if count == 1
            else (self.tr("Review {0} pictures").format(count) if count else self.tr("Review"))
        )
        self._remove.setEnabled(bool(self._strip.selectedItems()))

    # -- what the user does

    def _on_source(self) -> None:
        data = str(self._sources.currentData())
        if data == _FILE:
            self._on_video()
            return
        self._services.settings.remember("people/camera", data)
        self.start(data)

    def _on_video(self) -> None:
        wanted = " ".join(f"*{suffix}" for suffix in sorted(VIDEO_SUFFIXES))
        folder = self._services.settings.remembered("people/video", str(Path.home()), str)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("A video of one person"), folder, self.tr("Videos ({0});;All files (*)").format(wanted)
        )
        if chosen:
            self._services.settings.remember("people/video", str(Path(chosen).parent))
            self.start(chosen)

    def _on_remove(self) -> None:
        number = self._strip.currentRow()
        if not 0 <= number < len(self._chosen):
            return
        face = self._chosen[number]
        if self._coach is not None:
            self._coach.remove(face)
        self._kept = tuple(one for one in self._kept if one is not face)
        self._chosen = tuple(one for one in self._chosen if one is not face)
        self._fill_strip()
        self._say()

    def _on_review(self) -> None:
        self._release()
        if self._chosen:
            self.finished_with.emit(FacesRead("", self._chosen))
            self.accept()
