"""A folder of photos: what was found in it before anything is written, the check, the import, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.data.import_report import ImportReport
from core.data.source import Survey
from facenet_gui.pages import data_work
from facenet_gui.pages.data_parts import ImportSummary, LatestStrip, OptionsCard
from facenet_gui.pages.data_problems import ProblemTree, report_groups, survey_groups
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, JobContext, Problem
from facenet_gui.widgets.basics import (
    GAP,
    Banner,
    EmptyState,
    Tone,
    button,
    column,
    label,
    row,
    scrolled,
    tool,
)
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem
from facenet_gui.widgets.job_line import JobLine
from facenet_gui.words import grouped


class FoundPanel(QWidget):
    """One folder on its way to a data set.

    Args:
        folder: The photos.
        name: What the data set shall be called; derived from the folder where empty.
    """

    left = Signal()
    other_wanted = Signal()
    changed = Signal()
    imported = Signal(Path)
    browse_wanted = Signal(Path)

    def __init__(self, services: Services, folder: Path, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._services = services
        self._job: Job | None = None
        self._survey: Survey | None = None
        self._report: ImportReport | None = None
        self._checked: Path | None = None
        self._dataset: Path | None = None
        self._reported: object = None
        self._build(name)
        self._look()

    @property
    def busy(self) -> bool:
        return self._job is not None

    @property
    def done(self) -> bool:
        return self._dataset is not None

    @property
    def target(self) -> Path | None:
        """The data set that work is kept for or was written to; None while nothing was begun."""
        return self._dataset or self._checked

    @property
    def worth_keeping(self) -> bool:
        """Whether leaving the panel would lose sight of something."""
        return not self.done and (self._report is not None or (self._job is not None and self._survey is not None))

    @property
    def state_in_words(self) -> str:
        if self._job is not None:
            return self.tr("in work …")
        return self.tr("ready") if self.done else self.tr("photos to import")

    def cancel(self) -> None:
        """Stop what is in work; what is finished is kept."""
        if self._job is not None:
            self._job.cancel()

    def refresh(self) -> None:
        """Look again whether the name is free."""
        if not self.done and self._job is None:
            self._options.refresh()

    @property
    def title(self) -> str:
        return self._options.name or self.folder.name

    # -- building

    def _build(self, name: str) -> None:
        theme = self._services.theme
        self._title = label(self.folder.name, "heading")
        self._title.setToolTip(str(self.folder))
        self._words = label("", "quiet", wrap=True)
        back = tool("chevron-left", self.tr("Back to the data sets"), self.left.emit)
        top = row(back, spacing=GAP)
        top.addLayout(column(self._title, self._words, spacing=2), 1)
        self._banner = Banner()
        self._notes = Banner()
        self._line = JobLine()
        self._strip = LatestStrip(theme)
        self._options = OptionsCard(self._services, self.folder, name=name)
        self._options.changed.connect(self._on_options)
        self._check = button(self.tr("Check the photos"), self._on_check, icon_name="scan-face")
        self._check.setToolTip(
            self.tr(
                "Looks for the face in each photo and says what is wrong, before a data set is written. Nothing is "
                "done twice: the import goes on from there."
            )
        )
        self._import = button(self.tr("Import"), self._on_import, kind="primary", icon_name="folder-plus")
        self._train = button(self.tr("Train on it"), self._on_train, kind="primary", icon_name="graduation-cap")
        self._browse = button(self.tr("Browse it"), self._on_browse, icon_name="images")
        self._summary = ImportSummary()
        side = QWidget()
        side.setLayout(column(self._options, self._check, self._import, self._summary, self._train, self._browse, None))
        self._side = scrolled(side)
        self._side.setFixedWidth(theme.px(270))
        body = row(self._side, spacing=24)
        body.addWidget(self._build_middle(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._banner)
        layout.addWidget(self._notes)
        layout.addWidget(self._line)
        layout.addWidget(self._strip)
        layout.addLayout(body, 1)
        self._show_buttons()

    def _build_middle(self) -> QWidget:
        from facenet_gui.pages.data_histogram import ImagesHistogram

        self._grid = FaceGrid(data_work.photo_thumbnail, side=self._services.theme.px(96), lines=1)
        self._grid.setAccessibleName(self.tr("People in the folder"))
        self._histogram = ImagesHistogram(self._services.theme)
        self._tree = ProblemTree()
        self._tree.itemActivated.connect(self._on_problem)
        self._problem_words = label("", "small", wrap=True)
        problems = QWidget()
        layout = column(self._problem_words, self._tree, margins=(0, GAP, 0, 0))
        layout.setStretch(1, 1)
        problems.setLayout(layout)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._grid, self.tr("People"))
        self._tabs.addTab(self._histogram, self.tr("Images per person"))
        self._tabs.addTab(problems, self.tr("Problems"))
        self._other = button(self.tr("Choose another folder…"), self.other_wanted.emit, icon_name="folder-open")
        self._nothing = EmptyState("folder-open", self.tr("Looking at the folder …"), actions=[self._other])
        self._middle = QStackedWidget()
        self._middle.addWidget(self._nothing)
        self._middle.addWidget(self._tabs)
        return self._middle

    # -- looking

    def _look(self) -> None:
        self._start(
            self.tr("Looking at {0}").format(self.folder.name), data_work.look_at_folder(self.folder), self._on_found
        )

    def _on_found(self, found: Survey) -> None:
        self._survey = found
        layouts = {"lfw": self.tr("laid out as LFW"), "identity_folders": self.tr("one folder per person")}
        self._words.setText(
            " · ".join(
                (
                    layouts[found.layout],
                    self.tr("{0} people").format(grouped(len(found.identities))),
                    self.tr("{0} photos").format(grouped(found.photos)),
                    self.tr("{0} other files ignored").format(grouped(found.ignored)),
                )[: 4 if found.ignored else 3]
            )
        )
        self._services.settings.add_recent(Path(f"folder:{self.folder}"))
        self._grid.set_items(
            [
                FaceItem(
                    str(found.source / person.photos[0].path),
                    person.name,
                    badge=grouped(len(person.photos)),
                )
                for person in found.identities
            ]
        )
        self._histogram.show_counts([len(person.photos) for person in found.identities])
        self._middle.setCurrentWidget(self._tabs)
        self._show_notes(found.notes)
        self._show_problems()

    def _show_notes(self, notes: tuple[str, ...]) -> None:
        if notes:
            self._notes.show_message("\n".join(notes), tone="info")
        else:
            self._notes.hide()

    def _show_problems(self) -> None:
        if self._report is not None:
            groups = report_groups(self._report)
            words = self.tr("{0} of {1} photos are usable.").format(
                grouped(self._report.images_kept), grouped(self._report.photos)
            )
        elif self._survey is not None:
            groups = survey_groups(
                self._survey,
                minimum_images=self._options.minimum_images,
                lfw_names=self._options.known_lfw_names,
                without_lfw=self._options.lfw is not None,
            )
            words = self.tr(
                "From names alone. “Check the photos” also finds what cannot be read, photos without a face or with "
                "several, and duplicates."
            )
        else:
            return
        self._problem_words.setText(words)
        self._tree.show_groups(groups)
        count = sum(group.count for group in groups)
        self._tabs.setTabText(2, self.tr("Problems ({0})").format(grouped(count)) if count else self.tr("Problems"))

    def _on_problem(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None or self._survey is None:
            return
        path = self._survey.source / item.text(0)
        if path.exists():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # -- checking and importing

    def _on_check(self) -> None:
        if self._survey is None or self._options.problem:
            return
        options = self._options.options(self.folder)
        self._checked = options.target
        self._reported = self._options.choice
        chips = data_work.LatestChips()
        self._start(
            self.tr("Checking the photos of {0}").format(self.title),
            data_work.check(options, detector=self._services.detector, chips=chips),
            self._on_checked,
            chips,
        )

    def _on_checked(self, report: ImportReport) -> None:
        self._report = report
        self._show_problems()
        self._tabs.setCurrentIndex(2)
        tone: Tone = "good" if report.training.identities > 1 else "warning"
        self._banner.show_message(
            self.tr("{0} of {1} photos of {2} people can be used.").format(
                grouped(report.images_kept),
                grouped(report.photos),
                grouped(report.training.identities + report.validation.identities),
            ),
            self.tr("Nothing is written yet; the import takes it from here.")
            if tone == "good"
            else self.tr("At least two people with enough photos are needed."),
            tone=tone,
        )
        self._show_notes(report.notes)

    def _on_import(self) -> None:
        if self._survey is None or self._options.problem:
            self._options.refresh()
            return
        options = self._options.options(self.folder)
        chips = data_work.LatestChips()
        self._start(
            self.tr("Importing {0}").format(self.title),
            data_work.import_(options, checked=self._checked, detector=self._services.detector, chips=chips),
            self._on_imported,
            chips,
        )
        self._checked = options.target

    def _on_imported(self, report: ImportReport) -> None:
        self._report = report
        self._dataset = report.dataset
        self._checked = None
        parts = self.tr("{0} images of {1} people")
        training = parts.format(grouped(report.training.images), grouped(report.training.identities))
        validation = parts.format(grouped(report.validation.images), grouped(report.validation.identities))
        self._summary.show_report(report)
        self._show_problems()
        self._show_notes(report.notes)
        self._banner.show_message(
            self.tr("{0} is ready: {1} to train on; {2} held out.").format(report.dataset.name, training, validation),
            self.tr("1 file was left out; “Problems” says why.")
            if len(report.skipped) == 1
            else self.tr("{0} files were left out; “Problems” says why.").format(grouped(len(report.skipped)))
            if report.skipped
            else "",
            tone="good",
        )
        self._show_buttons()
        self.imported.emit(report.dataset)

    def _start(
        self,
        title: str,
        work: Callable[[JobContext], Any],
        on_done: Callable[[Any], None],
        chips: data_work.LatestChips | None = None,
    ) -> None:
        self._banner.hide()
        self._job = self._services.jobs.start(
            title,
            work,
            page="data",
            cannot_stop_yet=self.tr("finishing the photos in hand …"),
            on_done=on_done,
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
        )
        self._job.ended.connect(self._on_ended)
        self._line.follow(self._job)
        self._strip.follow(chips)
        self._show_buttons()
        self.changed.emit()

    def _on_failed(self, problem: Problem) -> None:
        self._banner.show_problem(problem)
        if self._survey is None:
            self._nothing.set("folder-open", self.tr("This folder cannot be imported"), str(self.folder))

    def _on_cancelled(self) -> None:
        if self._survey is None:
            self._nothing.set("folder-open", self.tr("Stopped while looking at the folder"), str(self.folder))
            return
        self._banner.show_message(
            self.tr("Stopped. The photos that are finished are kept."),
            self.tr("Import goes on from there, today or another day, under the same name."),
        )

    def _on_ended(self) -> None:
        self._job = None
        self._strip.follow(None)
        self._show_buttons()
        self.changed.emit()

    # -- what can be done now

    def _on_options(self) -> None:
        if self._report is not None and self._dataset is None and self._options.choice != self._reported:
            # It was for other options. Looking again takes no time: every photo is in the journal.
            self._report = None
        self._show_problems()
        self._show_buttons()

    def _show_buttons(self) -> None:
        done = self._dataset is not None
        problem = self._options.problem
        ready = self._survey is not None and self._job is None
        self._side.setVisible(self._survey is not None)
        self._other.setVisible(self._job is None)
        self._options.setVisible(not done)
        self._options.setEnabled(self._job is None)
        for action in (self._check, self._import):
            action.setVisible(not done)
            action.setEnabled(ready and not problem)
        self._import.setToolTip(problem)
        self._check.setEnabled(ready and not problem and self._report is None)
        for widget in (self._summary, self._train, self._browse):
            widget.setVisible(done)

    def close_pool(self) -> None:
        """Wait for thumbnails in work."""
        self._grid.close_pool()

    def _on_train(self) -> None:
        if self._dataset is not None:
            self._services.navigator.go("training", {"dataset": self._dataset.name})

    def _on_browse(self) -> None:
        if self._dataset is not None:
            self.browse_wanted.emit(self._dataset)
