"""The evaluation page: how well models tell faces apart, measured as LFW is, and what they get wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from core.errors import FacenetError
from facenet_gui import places
from facenet_gui.page import Page
from facenet_gui.pages.evaluation_choice import EvaluationChoice, Measurement
from facenet_gui.pages.evaluation_mistakes import MistakesPanel
from facenet_gui.pages.evaluation_plots import DetPlot, DistancePanel, FoldsPlot, RocPlot
from facenet_gui.pages.evaluation_table import FiguresTable, notes_on, open_set_in_words
from facenet_gui.pages.evaluation_work import PairsMeasured, PeopleMeasured, write_page
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.widgets.basics import (
    GAP,
    SPACE,
    Banner,
    EmptyState,
    PageHeader,
    button,
    column,
    label,
    row,
    scrolled,
)
from facenet_gui.widgets.job_line import JobLine

_PAIR_LISTS = (".csv", ".txt")


class EvaluationPage(Page):
    """Choose models and what to measure them on; the results stay until the next measurement."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._job: Job | None = None
        self._measured: PairsMeasured | PeopleMeasured | None = None
        self._measure_action = QAction(self.tr("Measure"), self)
        self._measure_action.setShortcut(QKeySequence("Ctrl+Return"))
        self._measure_action.triggered.connect(lambda: self._choice.measure())
        self._report_action = QAction(self.tr("Save report…"), self)
        self._report_action.setShortcut(QKeySequence.StandardKey.Save)
        self._report_action.triggered.connect(self._on_report)
        self._report_action.setEnabled(False)
        self._build()
        services.model.changed.connect(self._choice.refresh)

    # -- building

    def _build(self) -> None:
        self._save = button(self.tr("Save report…"), self._on_report, icon_name="download")
        self._save.setEnabled(False)
        self._banner = Banner()
        self._line = JobLine()
        self._choice = EvaluationChoice(self.services)
        self._choice.wanted.connect(self._start)
        self._choice.changed.connect(lambda: self._measure_action.setEnabled(self._choice.ready))
        self._side = side = scrolled(self._choice)
        side.setFixedWidth(self.services.theme.px(290))
        self._results = QStackedWidget()
        self._empty = EmptyState("chart-line", "")
        self._say_nothing_is_measured()
        self._results.addWidget(self._empty)
        self._results.addWidget(self._pair_results())
        self._results.addWidget(self._people_results())
        beside = column(self._line, self._results, spacing=SPACE)
        beside.setStretch(1, 1)
        body = row(side, spacing=24)
        body.addLayout(beside, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(SPACE)
        layout.addWidget(
            PageHeader(
                self.tr("Evaluation"),
                self.tr("How well a model tells people apart whom it has never seen."),
                actions=[self._save],
            )
        )
        layout.addWidget(self._banner)
        layout.addLayout(body, 1)

    def _say_nothing_is_measured(self) -> None:
        self._empty.set(
            "chart-line",
            self.tr("Nothing is measured yet"),
            self.tr(
                "Choose one or more models and what to measure them on. LFW's protocol: thousands of pairs of faces, "
                "each judged one person or two."
            ),
        )

    def _pair_results(self) -> QWidget:
        theme = self.services.theme
        self._table = FiguresTable()
        self._notes = label("", "small", wrap=True, selectable=True)
        self._roc, self._distances, self._folds = RocPlot(theme), DistancePanel(theme), FoldsPlot(theme)
        self._distances.use_wanted.connect(self._on_use_threshold)
        self._mistakes = MistakesPanel()
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._roc, self.tr("ROC"))
        tabs.addTab(self._distances, self.tr("Distances and threshold"))
        tabs.addTab(self._folds, self.tr("Folds"))
        tabs.addTab(self._mistakes, self.tr("Mistakes"))
        tabs.currentChanged.connect(lambda _: self._mistakes.set_threshold(self._distances.threshold))
        whole = QWidget()
        layout = column(self._table, self._notes, tabs, spacing=GAP)
        layout.setStretch(2, 1)
        whole.setLayout(layout)
        return whole

    def _people_results(self) -> QWidget:
        self._open_set_title = label("", "heading", wrap=True)
        self._open_set = label("", wrap=True, selectable=True)
        self._det = DetPlot(self.services.theme)
        whole = QWidget()
        layout = column(self._open_set_title, self._open_set, self._det, spacing=SPACE)
        layout.setStretch(2, 1)
        whole.setLayout(layout)
        return whole

    # -- what the frame asks

    def open(self, what: Mapping[str, str]) -> None:
        if "lfw" in what:
            self._choice.choose_lfw(what["lfw"])
        if "model" in what:
            self._choice.choose_model(what["model"])

    def first_control(self) -> QWidget | None:
        return self._side

    def menu_actions(self) -> Sequence[QAction]:
        return (self._measure_action, self._report_action)

    def drop_words(self, paths: Sequence[Path]) -> str:
        if len(paths) != 1:
            return ""
        if paths[0].suffix.lower() in _PAIR_LISTS:
            return self.tr("Measure on this list of pairs")
        return self.tr("Measure on this folder") if paths[0].is_dir() else ""

    def drop(self, paths: Sequence[Path]) -> None:
        if paths[0].is_dir():
            self._choice.choose_folder(paths[0])
        else:
            self._choice.choose_pairs(paths[0])

    def shown(self) -> None:
        self._choice.refresh()

    # -- measuring

    @Slot(object)
    def _start(self, wanted: Measurement) -> None:
        self._banner.hide()
        self._job = self.services.jobs.start(
            self.tr("Measuring"),
            wanted.work(self.services),
            page="evaluation",
            cannot_stop_yet=self.tr("finishing the pictures in hand …"),
            on_done=self._on_done,
            on_failed=self._banner.show_problem,
            on_cancelled=self._on_cancelled,
        )
        self._job.ended.connect(self._on_ended)
        self._line.follow(self._job)
        self._choice.set_busy(True)
        self._empty.set(
            "chart-line",
            self.tr("Measuring …"),
            self.tr(
                "Each face is found, aligned and embedded once; what was found is kept for the next time. The figures "
                "come at the end."
            ),
        )

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._choice.set_busy(False)
        self._say_nothing_is_measured()

    def _on_cancelled(self) -> None:
        self._banner.show_message(
            self.tr("The measurement was stopped."), self.tr("What was found is kept; the next one goes on from there.")
        )

    def _on_done(self, measured: PairsMeasured | PeopleMeasured) -> None:
        self._measured = measured
        if isinstance(measured, PairsMeasured):
            self._show_pairs(measured)
        else:
            self._show_people(measured)
        can_report = isinstance(measured, PairsMeasured)
        self._save.setEnabled(can_report)
        self._report_action.setEnabled(can_report)

    # -- showing

    def _show_pairs(self, measured: PairsMeasured) -> None:
        results = measured.results
        self._table.show_results(results)
        self._notes.setText("\n".join(notes_on(results)))
        self._roc.show_results(results)
        self._distances.show_results(results)
        self._folds.show_results(results)
        self._mistakes.show_results(results)
        self._results.setCurrentIndex(1)

    def _show_people(self, measured: PeopleMeasured) -> None:
        figures = measured.figures
        self._open_set_title.setText(
            self.tr("{0}: open-set identification, {1} random splits").format(measured.model, figures.splits)
        )
        self._open_set.setText("\n".join(open_set_in_words(figures)))
        self._det.show_figures(figures)
        self._results.setCurrentIndex(2)

    # -- using the results

    def _on_report(self) -> None:
        measured = self._measured
        if not isinstance(measured, PairsMeasured):
            return
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("A folder for report.html and report.json"), places.documents()
        )
        if folder:
            self.services.jobs.start(
                self.tr("Writing the report"),
                write_page(measured, Path(folder)),
                page="evaluation",
                on_done=self._on_report_written,
                on_failed=self._banner.show_problem,
            )

    def _on_report_written(self, page: Path) -> None:
        self._banner.show_message(
            self.tr("The report is {0}").format(page),
            tone="good",
            action=self.tr("Open"),
            on_action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))),
        )

    @Slot(int, float)
    def _on_use_threshold(self, index: int, distance: float) -> None:
        from core.gallery.calibration import choose
        from core.gallery.records import GalleryModel

        measured = self._measured
        gallery = self.services.gallery.get()
        if not isinstance(measured, PairsMeasured):
            return
        if gallery is None:
            problem = self.services.gallery.problem
            if problem is not None:
                self._banner.show_problem(problem)
            return
        result = measured.results[index]
        try:
            card = self.services.model.load(result.model).card
            choose(gallery, GalleryModel.of(card), distance)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self.services.gallery.follow()
        self._banner.show_message(
            self.tr("The gallery decides with a distance of {0} for {1} from now on.").format(
                f"{distance:.3f}", result.model
            ),
            self.tr("A calibration on the People page replaces it."),
            tone="good",
        )
