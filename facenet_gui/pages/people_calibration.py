"""How often a stranger may be taken for somebody: the dialog that calibrates the gallery."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QSlider, QWidget

from core.embedding.card import ModelCard
from core.gallery.calibration import Calibration, Threshold, calibrate, choose, store, stored
from core.gallery.gallery import Gallery
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel
from core.progress import Progress
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, JobContext, Problem
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, Banner, Card, button, column, give_room, label, row, scrolled
from facenet_gui.widgets.job_line import JobLine
from facenet_gui.widgets.path_field import PathField
from facenet_gui.words import grouped

# The slider's stops: a stranger is accepted once in so many.
STOPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


class CalibrationDialog(QDialog):
    """Sets the distance threshold of the gallery for the current model."""

    changed = Signal()

    def __init__(self, services: Services, gallery: Gallery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Strangers"))
        self._services, self._gallery = services, gallery
        self._job: Job | None = None
        self._people = 0
        self._now = label("", wrap=True)
        self._note = label("", "small", wrap=True)
        self._banner = Banner()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(self.tr("A stranger is accepted once in"))
        self._slider.setRange(0, len(STOPS) - 1)
        self._slider.setPageStep(1)
        self._slider.setValue(services.settings.remembered("people/one in", STOPS.index(100), int))
        self._slider.valueChanged.connect(self._on_slider)
        self._one_in = label("", "heading")
        self._supports = label("", "small", wrap=True)
        self._cohort = PathField(
            self.tr("Folder of strangers"), placeholder=self.tr("Optional: strangers, one folder per person")
        )
        self._cohort.set_path(services.settings.remembered("people/cohort", "", str))
        self._cohort.changed.connect(self._on_slider)
        self._calibrate = button(self.tr("Calibrate"), self._on_calibrate, kind="primary", icon_name="gauge")
        self._line = JobLine()
        self._by_hand = QDoubleSpinBox()
        give_room(self._by_hand)
        self._by_hand.setAccessibleName(self.tr("Distance threshold"))
        self._by_hand.setDecimals(3)
        self._by_hand.setRange(0.001, 1000)
        self._by_hand.setSingleStep(0.01)
        card = Card(self.tr("Calibrate"))
        card.body.addWidget(
            label(
                self.tr(
                    "How rarely may somebody who is not in the gallery get a name? The promise holds for one picture "
                    "against the whole gallery as it is now, at 95 % confidence. It is about people like those it was "
                    "measured on: rates differ by age, skin and sex."
                ),
                "quiet",
                wrap=True,
            )
        )
        card.body.addWidget(self._one_in)
        card.body.addWidget(self._slider)
        card.body.addWidget(self._supports)
        card.body.addWidget(self._cohort)
        card.body.addWidget(self._line)
        card.body.addLayout(row(None, self._calibrate))
        hand = Card(self.tr("Or by hand"))
        hand.body.addLayout(
            row(
                label(self.tr("Distance threshold")),
                self._by_hand,
                None,
                button(self.tr("Use it"), self._on_by_hand, icon_name="check"),
            )
        )
        inner = QWidget()
        # Whatever is said in the banner, everything stays in reach: the dialog scrolls.
        inner.setLayout(
            column(
                label(self.tr("How strict is the gallery?"), "title"),
                self._now,
                self._note,
                self._banner,
                card,
                hand,
                None,
                spacing=SPACE,
                margins=(WIDE, WIDE, WIDE, GAP),
            )
        )
        layout = column(spacing=0)
        layout.addWidget(scrolled(inner), 1)
        layout.addLayout(
            row(None, button(self.tr("Close"), self.close, kind="quiet"), margins=(WIDE, GAP, WIDE, SPACE))
        )
        self.setLayout(layout)
        self.resize(services.theme.px(600), services.theme.px(640))
        self.refresh()
        self._on_slider()

    @property
    def one_in(self) -> int:
        return STOPS[self._slider.value()]

    def refresh(self) -> None:
        """Say which threshold is in force, and what else there is."""
        try:
            self._people = len(self._gallery.people())
            card = self._services.model.embedder().card
            lines, note, distance = threshold_in_words(self._gallery, card)
        except Exception as error:  # noqa: BLE001  shown to the user, whatever it is
            self._banner.show_problem(Problem.of(error))
            return
        self._now.setText("\n".join(lines))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if distance is not None:
            self._by_hand.setValue(distance)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _on_slider(self) -> None:
        from core.gallery.rates import trials_needed

        needed = trials_needed(1 / self.one_in)
        self._one_in.setText(self.tr("A stranger is accepted once in {0}").format(grouped(self.one_in)))
        # They count half, see `core.gallery.calibration`.
        have = self._people / 2
        if self._cohort.path is not None:
            words = self.tr("That takes {0} strangers; your gallery counts as {1}, the folder's people come on top.")
        elif have >= needed:
            words = self.tr("That takes {0} strangers; your gallery's own people count as {1}. Enough.")
        else:
            words = self.tr("That takes {0} strangers; your gallery's own people count as {1}. Give a folder of more.")
        self._supports.setText(words.format(grouped(needed), grouped(f"{have:,g}")))
        self._services.settings.remember("people/one in", self._slider.value())

    def _on_calibrate(self) -> None:
        if self._job is not None:
            return
        self._banner.hide()
        self._services.settings.remember("people/cohort", str(self._cohort.path or ""))
        services, gallery, one_in, folder = self._services, self._gallery, self.one_in, self._cohort.path

        def work(context: JobContext) -> Calibration:
            from core.evaluation.identity_folder import embed_identity_folder

            context.progress(Progress("getting ready", 0, None))
            embedder = services.model.embedder()
            embeddings: np.ndarray | None = None
            labels: np.ndarray | None = None
            if folder is not None:
                strangers = embed_identity_folder(
                    folder, embedder, detector=services.detector, progress=context.progress, stop=context.stop
                )
                embeddings, labels = strangers.embeddings, strangers.labels
            matcher = Matcher(gallery, GalleryModel.of(embedder.card))
            found = calibrate(matcher, one_in=one_in, cohort_embeddings=embeddings, cohort_labels=labels)
            store(gallery, found)
            return found

        self._calibrate.setEnabled(False)
        self._job = services.jobs.start(
            self.tr("Calibrating"), work, page="people", on_done=self._on_done, on_failed=self._banner.show_problem
        )
        self._job.ended.connect(self._on_ended)
        self._line.follow(self._job)

    def _on_ended(self) -> None:
        self._job = None
        self._calibrate.setEnabled(True)

    def _on_done(self, found: Calibration) -> None:
        self._tell(
            self.tr("Calibrated: the distance threshold is {0} from now on.").format(f"{found.distance_threshold:.3f}"),
            calibration_in_words(found, self.tr),
        )

    def _on_by_hand(self) -> None:
        from core.errors import FacenetError

        try:
            card = self._services.model.embedder().card
            choose(self._gallery, GalleryModel.of(card), self._by_hand.value())
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._tell(self.tr("The distance threshold is {0} from now on.").format(f"{self._by_hand.value():.3f}"), "")

    def _tell(self, message: str, hint: str) -> None:
        self._banner.show_message(message, hint, tone="good")
        self.refresh()
        self.changed.emit()


def threshold_in_words(gallery: Gallery, card: ModelCard) -> tuple[list[str], str, float | None]:
    """Which threshold is in force, what there is to know about it, and its value."""
    from PySide6.QtCore import QCoreApplication

    from core.errors import ModelError
    from core.gallery.calibration import threshold_for

    def tr(text: str) -> str:
        return QCoreApplication.translate("CalibrationDialog", text)

    lines = []
    threshold: Threshold | None = None
    try:
        threshold = threshold_for(gallery, card)
    except ModelError:
        lines.append(tr("The model {0} has no distance threshold yet.").format(card.name))
    if threshold is not None:
        value = f"{threshold.distance_threshold:.3f}"
        origin = {
            "calibration": tr("In force: {0}, from the calibration of this gallery."),
            "chosen": tr("In force: {0}, chosen by hand."),
            "model": tr("In force: {0}, the model's own."),
        }[threshold.origin]
        lines.append(origin.format(value))
        if threshold.origin == "calibration":
            calibration = stored(gallery, card.model_id)
            if calibration is not None:
                lines.append(calibration_in_words(calibration, tr))
        if threshold.origin != "model" and card.distance_threshold is not None:
            lines.append(tr("The model's own is {0}.").format(f"{card.distance_threshold:.3f}"))
    note = ""
    if threshold is not None and threshold.note:
        note = {
            "calibration": threshold.note,
            "chosen": tr("Nobody knows how often it takes a stranger; a calibration does."),
            "model": tr("It is meant for a single comparison. With many people strangers are accepted more often."),
        }[threshold.origin]
    return lines, note, None if threshold is None else threshold.distance_threshold


def calibration_in_words(found: Calibration, tr: Callable[[str], str]) -> str:
    """What a calibration promises and rests on."""

    def once(rate: float) -> str:
        return grouped(f"{1 / rate:,.0f}") if rate > 0 else tr("any number")

    return tr(
        "Asked for: once in {0}. Of {1} strangers {2} would be accepted: between once in {3} and once in {4} "
        "(95 % confidence), for {5} people."
    ).format(
        grouped(f"{found.one_in:,.0f}"),
        grouped(f"{found.trials:,.10g}"),
        grouped(f"{found.accepted:,.3g}"),
        once(found.highest_rate),
        once(found.lowest_rate),
        grouped(found.people),
    )
