"""One run: where it is, how to steer it, its curves, what the doctor says, and what it was made from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.training.events import Notice
from core.training.run_folder import FIXED
from core.training.run_list import RunSummary
from facenet_gui import words
from facenet_gui.pages.training_curves import CurvesPanel
from facenet_gui.pages.training_faces import FacesPanel
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.services import Services
from facenet_gui.threads.training_thread import LiveTraining, resident_memory
from facenet_gui.widgets.advice import QUIET, AdviceCard, changes_in_words
from facenet_gui.widgets.basics import GAP, SPACE, Figure, button, column, label, restyle, row, scrolled, tool
from facenet_gui.widgets.curve_plot import CurvePlot
from facenet_gui.widgets.elided import Elided
from facenet_gui.widgets.note_field import NoteField
from facenet_gui.widgets.run_list import date_in_words, state_in_words
from facenet_gui.words import grouped

_WIDE, _HIGH = 1060, 700
# What a change cannot mend in a network that is so far gone.
_BEGIN_AGAIN = ("collapse", "not_learning", "not_finite")
_CARDS = 1


class RunView(QWidget):
    """Shows a run, live or from its history; the page does what the buttons ask for."""

    pause_wanted = Signal()
    stop_wanted = Signal()
    resume_wanted = Signal()
    use_wanted = Signal()
    menu_wanted = Signal(QPoint)
    change_now = Signal(object)
    change_next = Signal(object)
    note_edited = Signal(object, str)

    def __init__(
        self, services: Services, plots: Mapping[str, CurvePlot] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.run: RunSummary | None = None
        self._curves: RunCurves | None = None
        self._live: LiveTraining | None = None
        self._phase = ""
        self._shown_notices = -1
        self._columns = 0
        self._name = Elided("heading")
        self._state = label("", "tag")
        self.pause = button(self.tr("Pause"), self.pause_wanted.emit, icon_name="pause")
        self.stop = button(self.tr("Stop and keep"), self.stop_wanted.emit, icon_name="circle-stop")
        self.resume = button(self.tr("Resume"), self.resume_wanted.emit, icon_name="play")
        self.use = button(self.tr("Use this model"), self.use_wanted.emit, icon_name="check")
        self._more = tool("ellipsis-vertical", self.tr("More for this run"), self._on_more)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._phase_words = label("", "small")
        self._figures = self._make_figures()
        self._figure_grid = QGridLayout()
        self._figure_grid.setHorizontalSpacing(SPACE)
        self._figure_grid.setVerticalSpacing(GAP)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(GAP)
        self.curves_panel = CurvesPanel(services, plots)
        self.faces_panel = FacesPanel(services)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        curves_tab = QWidget()
        curves_tab.setLayout(column(self.curves_panel, margins=(0, GAP, 0, 0)))
        self._tabs.addTab(curves_tab, self.tr("Curves"))
        self._tabs.addTab(self.faces_panel, self.tr("Held-out faces"))
        self._tabs.addTab(self._advice_tab(), self.tr("Advice"))
        self._tabs.addTab(self._about_tab(), self.tr("About"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        header = row(spacing=GAP)
        header.addWidget(self._name, 1)
        for widget in (self._state, self.pause, self.stop, self.resume, self.use, self._more):
            header.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(header)
        layout.addWidget(self._bar)
        layout.addWidget(self._phase_words)
        layout.addLayout(self._figure_grid)
        layout.addLayout(self._advice)
        layout.addWidget(self._tabs, 1)
        self._arrange()

    def _make_figures(self) -> dict[str, Figure]:
        tr = self.tr
        return {
            "epoch": Figure(tr("Epoch"), tip=tr("After each one the held-out people are measured.")),
            "step": Figure(tr("Step"), tip=tr("One batch that was learnt from.")),
            "loss": Figure(tr("Loss"), tip=tr("Mean of the last steps, as smoothed in the plots.")),
            "auc": Figure(tr("Best held-out AUC"), tip=tr("How well strangers are told apart: 0.5 is chance.")),
            "rate": Figure(tr("Images a second"), tip=tr("How many the network learns from.")),
            "memory": Figure(tr("Memory"), tip=tr("What the whole program holds.")),
            "left": Figure(tr("Time left"), tip=tr("If it goes on as fast as now.")),
            "ends": Figure(tr("Ends at"), tip=tr("If it goes on as fast as now.")),
        }

    def _advice_tab(self) -> QWidget:
        self._all_advice = QVBoxLayout()
        self._all_advice.setSpacing(GAP)
        self._no_advice = label(self.tr("The doctor has nothing to say about this run."), "quiet", wrap=True)
        inside = QWidget()
        whole = column(self._no_advice, margins=(0, GAP, GAP, 0))
        whole.addLayout(self._all_advice)
        whole.addStretch(1)
        inside.setLayout(whole)
        return scrolled(inside)

    def _about_tab(self) -> QWidget:
        self._about = QFormLayout()
        self._about.setHorizontalSpacing(SPACE)
        self._about.setVerticalSpacing(6)
        self._about.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._note = NoteField()
        self._note.left.connect(self.keep_note)
        self._note.setPlaceholderText(self.tr("What this run is for, what you saw … Kept as you write it."))
        self._note.setAccessibleName(self.tr("Note"))
        self._note.setMaximumHeight(110)
        inside = QWidget()
        whole = column(margins=(0, GAP, GAP, 0))
        whole.addLayout(self._about)
        whole.addSpacing(GAP)
        whole.addWidget(label(self.tr("Note")))
        whole.addWidget(self._note)
        whole.addStretch(1)
        inside.setLayout(whole)
        return scrolled(inside)

    # -- what is shown

    def show_run(self, run: RunSummary, curves: RunCurves | None, live: LiveTraining | None) -> None:
        """Show a run from now on.

        Args:
            curves: None while they are being read.
            live: Where it is being trained here.
        """
        other = self.run is None or self.run.path != run.path
        if other:
            self.keep_note()
        changed_curves = curves is not self._curves
        self.run, self._curves, self._live = run, curves, live
        self.curves_panel.set_growing(live is not None)
        if other:
            self._phase = ""
        if other or changed_curves:
            self._shown_notices = -1
            self.curves_panel.show_curves(run.name, curves)
        self._name.set_words(run.name)
        self._name.setToolTip(str(run.path))
        if other or not self._note.hasFocus():
            self._note.setPlainText(run.note)
        self._fill_about(run)
        dataset = Path(run.dataset) if run.dataset else live.order.dataset if live else None
        self.faces_panel.show_run(run.name, dataset, live=live is not None, trained=(run.path / "best").is_dir())
        self.show_state()
        self.refresh()

    def keep_note(self) -> None:
        """Have the note kept if it was changed."""
        if self.run is not None and self._note.toPlainText() != self.run.note:
            self.note_edited.emit(self.run, self._note.toPlainText())

    def set_phase(self, phase: str) -> None:
        self._phase = phase
        self.show_state()

    def show_state(self) -> None:
        """Which buttons there are, and what is going on."""
        run, live = self.run, self._live
        if run is None:
            return
        stopping = live is not None and live.job.state == "stopping"
        elsewhere = run.state == "running" and live is None
        self.pause.setVisible(live is not None)
        self.pause.setEnabled(not stopping)
        paused = live is not None and live.paused
        self.pause.setText(self.tr("Continue") if paused else self.tr("Pause"))
        self.stop.setVisible(live is not None)
        self.stop.setEnabled(not stopping)
        self.resume.setVisible(live is None and not elsewhere and run.hyperparameters is not None)
        self.resume.setText(self.tr("Train longer …") if run.state == "finished" else self.tr("Resume"))
        self.use.setVisible(live is None and run.hyperparameters is not None)
        self.use.setEnabled((run.path / "best").is_dir())
        if live is None:
            state = self.tr("trained by another program") if elsewhere else state_in_words(run)
        elif stopping:
            state = self.tr("stopping")
        else:
            state = self.tr("paused") if paused else self.tr("training")
        self._state.setText(state)
        restyle(self._state)
        reading = live is None and self._curves is None
        self._bar.setVisible(live is not None or reading)
        self._phase_words.setVisible(live is not None or reading)
        if reading:
            # Of a million steps it takes a while.
            self._bar.setRange(0, 0)
            self._phase_words.setText(self.tr("Reading its history …"))
        elif stopping:
            self._phase_words.setText(self.tr("Finishing the step and saving a checkpoint …"))
        else:
            self._phase_words.setText(_phase_in_words(self._phase))

    def follow(self, *, figures: bool) -> None:
        """Draw some of what came since; called many times a second while the run is trained."""
        if self.run is None:
            return
        if figures:
            self._show_figures(self.run, self._curves, self._live)
            if self._curves is not None and len(self._curves.notices) != self._shown_notices:
                self._show_notices(self._curves.notices)
        else:
            self.curves_panel.refresh_next()

    def refresh(self) -> None:
        """Draw everything that came since."""
        run, curves, live = self.run, self._curves, self._live
        if run is None:
            return
        self._show_figures(run, curves, live)
        if curves is not None and len(curves.notices) != self._shown_notices:
            self._show_notices(curves.notices)
        self.curves_panel.refresh()

    def _show_figures(self, run: RunSummary, curves: RunCurves | None, live: LiveTraining | None) -> None:
        figures = self._figures
        begin = curves.begin if curves else None
        last = curves.last if curves and live else None
        step = curves.step if curves and curves.step else run.step
        total = begin.total_steps if begin else run.total_steps
        if live is not None:
            self._bar.setRange(0, total if total and (last or step) else 0)
            self._bar.setValue(step)
        epochs = run.hyperparameters.epochs if run.hyperparameters else None
        each = begin.steps_per_epoch if begin else (total // epochs if total and epochs else None)
        epoch = min(max(step - 1, 0) // each + 1, epochs or step) if each and step else None
        figures["epoch"].set(f"{epoch or '–'} / {epochs or '–'}")
        figures["step"].set(grouped(f"{step:,} / {total:,}") if total else grouped(step))
        window = self.curves_panel.plots["loss"].window_size
        loss = curves.steps["loss"].at(float("inf"), window=window) if curves else None
        figures["loss"].set(f"{loss[2]:.3f}" if loss else f"{run.last_loss:.3f}" if run.last_loss is not None else "–")
        best = curves.best_auc if curves else run.best.auc if run.best else None
        figures["auc"].set(f"{best:.3f}" if best is not None else "–")
        for name in ("rate", "memory", "left", "ends"):
            figures[name].setVisible(live is not None)
        if live is None:
            return
        memory = resident_memory()
        figures["memory"].set(words.size(memory) if memory else "–")
        figures["rate"].set(grouped(f"{last.images_per_second:,.0f}") if last else "–")
        if last is None or live.paused:
            figures["left"].set("–")
            figures["ends"].set("–")
            return
        figures["left"].set(words.duration(last.seconds_left))
        figures["ends"].set(_clock(last.seconds_left))

    def _fill_about(self, run: RunSummary) -> None:
        while self._about.rowCount():
            self._about.removeRow(0)
        tr = self.tr
        changed = changes_in_words(run.changed) if run.changed else tr("nothing")
        best = ""
        if run.best is not None:
            best = tr("AUC {0}, EER {1}, accuracy {2}, after step {3}").format(
                f"{run.best.auc:.4f}",
                words.percent(run.best.eer),
                words.percent(run.best.accuracy),
                grouped(run.best.step),
            )
            for figure in run.best.val_at_far:
                best += tr(", VAL {0} at FAR {1}").format(words.percent(figure["val"]), f"{figure['far']:g}")
        for title, text in (
            (tr("Data set"), run.dataset),
            (tr("Together with"), "\n".join(run.further)),
            (tr("Start"), run.start or (run.hyperparameters.start if run.hyperparameters else "")),
            (tr("Preset"), run.preset),
            (tr("Changed from it"), changed),
            (tr("Best, on held-out people"), best),
            (tr("Begun"), date_in_words(run.created, tr("d MMM yyyy, HH:mm")) if run.created else ""),
            (tr("Size"), words.size(run.size) if run.size else ""),
            (tr("Problem"), run.problem),
        ):
            if text:
                value = label(text, wrap=True, selectable=True)
                value.setMinimumWidth(80)
                self._about.addRow(label(title, "quiet"), value)

    # -- advice

    def _show_notices(self, notices: list[Notice]) -> None:
        fresh = notices[self._shown_notices :] if 0 <= self._shown_notices < len(notices) else []
        self._shown_notices = len(notices)
        _empty(self._all_advice)
        for notice in reversed(notices):
            self._all_advice.addWidget(self._card(notice, below=self._all_advice))
        self._no_advice.setVisible(not notices)
        loud = sum(notice.code not in QUIET for notice in notices)
        self._tabs.setTabText(2, self.tr("Advice ({0})").format(loud) if loud else self.tr("Advice"))
        if self._live is None or not fresh:
            if not fresh:
                _empty(self._advice)
            if self._live is None:
                return
            fresh = [notice for notice in notices if notice.code not in QUIET][-_CARDS:]
        # Above the plots only the newest advice of a training that runs; all of it stays in the tab.
        for notice in fresh:
            if notice.code not in QUIET:
                self._advice.insertWidget(0, self._card(notice, below=self._advice))
        while self._advice.count() > _CARDS:
            _drop(self._advice, self._advice.count() - 1)

    def _card(self, notice: Notice, *, below: QVBoxLayout) -> AdviceCard:
        fixed = set(notice.changes) & set(FIXED)
        may_go_on = self._live is not None and bool(notice.changes) and not fixed and notice.code not in _BEGIN_AGAIN
        # Above the plots they come first; what a small window has no room for is in the tab.
        compact = below is self._advice and self.height() < self._services.theme.px(_HIGH)
        card = AdviceCard(self._services.theme, notice, may_go_on=may_go_on, compact=compact)
        card.change_now.connect(self.change_now)
        card.change_next.connect(self.change_next)
        card.dismissed.connect(lambda: _drop(below, below.indexOf(card)))
        return card

    # -- layout

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 8 if self.width() >= self._services.theme.px(_WIDE) else 4
        if columns != self._columns:
            self._columns = columns
            for number, figure in enumerate(self._figures.values()):
                self._figure_grid.addWidget(figure, number // columns, number % columns)

    def _on_more(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))


def _phase_in_words(phase: str) -> str:
    def tr(text: str) -> str:
        return QCoreApplication.translate("RunView", text)

    return {
        "": tr("Getting ready …"),
        "waiting for the other workers": tr("Waiting for the other workers …"),
        "choosing the precision": tr("Measuring which arithmetic is fastest here …"),
        "building the network": tr("Building the network …"),
        "tracing the first step": tr("Preparing the first step; this can take a minute, later steps are quick …"),
        "evaluating": tr("Measuring on the held-out people …"),
        "paused": tr("Paused. The step in hand was finished; Continue goes on from there."),
        "training": tr("Training"),
    }.get(phase, phase)


def _clock(seconds: float) -> str:
    now = datetime.datetime.now().astimezone()
    end = now + datetime.timedelta(seconds=seconds)
    return date_in_words(end, "HH:mm" if end.date() == now.date() else "ddd HH:mm")


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        _drop(layout, 0)


def _drop(layout: QVBoxLayout, place: int) -> None:
    item = layout.takeAt(place) if place >= 0 else None
    widget = item.widget() if item is not None else None
    if widget is not None:
        widget.hide()
        widget.deleteLater()
