"""The evaluation page: how well models tell faces apart, measured as LFW is, and what they get wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.embedding.model_list import list_models
from core.errors import FacenetError
from facenet_gui.page import Page
from facenet_gui.pages.evaluation_mistakes import MistakesPanel
from facenet_gui.pages.evaluation_plots import DetPlot, DistancePanel, FoldsPlot, RocPlot
from facenet_gui.pages.evaluation_table import FiguresTable, notes_on, open_set_in_words
from facenet_gui.pages.evaluation_work import (
    PairsMeasured,
    PeopleMeasured,
    measure_pairs,
    measure_people,
    write_page,
)
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.widgets.basics import (
    GAP,
    SPACE,
    Banner,
    Card,
    EmptyState,
    PageHeader,
    button,
    column,
    label,
    row,
)
from facenet_gui.widgets.job_line import JobLine
from facenet_gui.widgets.path_field import PathField

_LFW, _PAIRS, _PEOPLE = "lfw", "pairs", "people"


class EvaluationPage(Page):
    """Choose models and what to measure them on; the results stay until the next measurement."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._job: Job | None = None
        self._measured: PairsMeasured | PeopleMeasured | None = None
        self._measure_action = QAction(self.tr("Measure"), self)
        self._measure_action.setShortcut(QKeySequence("Ctrl+Return"))
        self._measure_action.triggered.connect(self._on_measure)
        self._report_action = QAction(self.tr("Save report…"), self)
        self._report_action.setShortcut(QKeySequence.StandardKey.Save)
        self._report_action.triggered.connect(self._on_report)
        self._report_action.setEnabled(False)
        self._build()
        services.model.changed.connect(self._fill_models)

    # -- building

    def _build(self) -> None:
        self._save = button(self.tr("Save report…"), self._on_report, icon_name="download")
        self._save.setEnabled(False)
        self._banner = Banner()
        self._line = JobLine()
        side = QWidget()
        side.setFixedWidth(self.services.theme.px(280))
        side.setLayout(column(self._choice_of_models(), self._choice_of_data(), None, spacing=SPACE))
        self._results = QStackedWidget()
        self._empty = EmptyState(
            "chart-line",
            self.tr("Nothing is measured yet"),
            self.tr(
                "Choose one or more models and what to measure them on. LFW's protocol: thousands of pairs of faces, "
                "each judged one person or two."
            ),
        )
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

    def _choice_of_models(self) -> Card:
        card = Card(self.tr("Models"))
        self._models = QListWidget()
        self._models.setAccessibleName(self.tr("Models to measure"))
        self._models.setMinimumHeight(self.services.theme.px(120))
        self._models.itemChanged.connect(self._on_choice)
        self._mirrored = QCheckBox(self.tr("Average with the mirror image"))
        self._mirrored.setToolTip(self.tr("Embeds each face and its mirror image. A little better, twice the time."))
        card.body.addWidget(self._models)
        card.body.addWidget(self._mirrored)
        return card

    def _choice_of_data(self) -> Card:
        card = Card(self.tr("Measured on"))
        remembered = self.services.settings.remembered
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Measured on"))
        self._kind.addItem(self.tr("LFW"), _LFW)
        self._kind.addItem(self.tr("My own pairs"), _PAIRS)
        self._kind.addItem(self.tr("A folder of people"), _PEOPLE)
        self._explanation = label("", "small", wrap=True)
        self._folder = PathField(self.tr("Folder of images"), placeholder=self.tr("Folder of images"))
        self._folder.set_path(remembered("evaluation/folder", "", str) or _downloaded_lfw())
        self._pairs = PathField(
            self.tr("List of pairs"), folder=False, placeholder=self.tr("pairs.txt or CSV"), filters="(*.txt *.csv)"
        )
        self._pairs.set_path(remembered("evaluation/pairs", "", str))
        self._aligned = QCheckBox(self.tr("Faces are aligned already"))
        self._aligned.setToolTip(self.tr("Takes the pictures whole and looks for no faces."))
        self._measure = button(self.tr("Measure"), self._on_measure, kind="primary", icon_name="play")
        for widget in (self._kind, self._explanation, self._folder, self._pairs, self._aligned, self._measure):
            card.body.addWidget(widget)
        self._folder.changed.connect(self._on_choice)
        self._pairs.changed.connect(self._on_choice)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        return card

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
            self._kind.setCurrentIndex(self._kind.findData(_LFW))
            self._folder.set_path(what["lfw"])
        if "model" in what:
            self._fill_models()
            for item in self._items():
                wanted = item.data(Qt.ItemDataRole.UserRole) == what["model"]
                item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def menu_actions(self) -> Sequence[QAction]:
        return (self._measure_action, self._report_action)

    def shown(self) -> None:
        self._fill_models()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._models.count():
            self._fill_models()

    # -- the choice

    @Slot()
    def _fill_models(self) -> None:
        chosen = set(self._chosen()) if self._models.count() else {self.services.model.name}
        self._models.blockSignals(True)
        self._models.clear()
        for listed in list_models(self.services.home):
            item = QListWidgetItem(listed.name)
            item.setData(Qt.ItemDataRole.UserRole, listed.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if listed.name in chosen else Qt.CheckState.Unchecked)
            if listed.problem:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(listed.problem)
            self._models.addItem(item)
        self._models.blockSignals(False)
        self._on_choice()

    def _items(self) -> list[QListWidgetItem]:
        return [self._models.item(number) for number in range(self._models.count())]

    def _chosen(self) -> list[str]:
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _on_kind(self) -> None:
        kind = self._kind.currentData()
        explanations = {
            _LFW: self.tr("LFW's folder, with pairs.txt in it or beside it."),
            _PAIRS: self.tr("path_a,path_b,same in each line, and the folder below which the paths lie."),
            _PEOPLE: self.tr(
                "One folder per person. Some are enrolled, the others are strangers: who is recognised, and who gets a "
                "name that is not theirs?"
            ),
        }
        self._explanation.setText(explanations[kind])
        self._pairs.setVisible(kind == _PAIRS)
        self._aligned.setVisible(kind != _PEOPLE)
        self._mirrored.setEnabled(True)
        self._on_choice()

    def _on_choice(self) -> None:
        reason = ""
        if self._job is not None:
            reason = self.tr("A measurement is running.")
        elif not self._chosen():
            reason = self.tr("Choose a model.")
        elif self._kind.currentData() == _PEOPLE and len(self._chosen()) > 1:
            reason = self.tr("A folder of people takes one model at a time.")
        elif self._folder.path is None or (self._kind.currentData() == _PAIRS and self._pairs.path is None):
            reason = self.tr("Choose what to measure on.")
        self._measure.setEnabled(not reason)
        self._measure.setToolTip(reason)
        self._measure_action.setEnabled(not reason)

    # -- measuring

    def _on_measure(self) -> None:
        folder = self._folder.path
        if folder is None or not self._measure.isEnabled():
            return
        names = self._chosen()
        mirrored = True if self._mirrored.isChecked() else None
        load = self.services.model.load
        self.services.settings.remember("evaluation/folder", str(folder))
        self.services.settings.remember("evaluation/pairs", str(self._pairs.path or ""))
        if self._kind.currentData() == _PEOPLE:
            work = measure_people(lambda: load(names[0], mirrored=mirrored), folder, detector=self.services.detector)
            self._start(work)
        else:
            own = self._pairs.path if self._kind.currentData() == _PAIRS else None
            self._start(
                measure_pairs(
                    lambda: [load(name, mirrored=mirrored) for name in names],
                    folder,
                    own,
                    detector=None if self._aligned.isChecked() else self.services.detector,
                    cache=self.services.home.cache,
                )
            )

    def _start(self, work: object) -> None:
        self._banner.hide()
        self._job = self.services.jobs.start(
            self.tr("Measuring"),
            work,  # type: ignore[arg-type]
            page="evaluation",
            cannot_stop_yet=self.tr("finishing the pictures in hand …"),
            on_done=self._on_done,
            on_failed=self._banner.show_problem,
            on_cancelled=self._on_cancelled,
        )
        self._job.ended.connect(self._on_ended)
        self._line.follow(self._job)
        self._on_choice()

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._on_choice()

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
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder for report.html and report.json"))
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


def _downloaded_lfw() -> str:
    from core.data.lfw_download import find_lfw

    found = find_lfw()
    return "" if found is None else str(found)
