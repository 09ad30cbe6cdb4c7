"""The plots of a run: all of them side by side or one alone, with earlier runs laid over them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QMenu, QWidget

from core.errors import FacenetError
from core.training.run_curves import load_history
from facenet_gui import places
from facenet_gui.icons import icon
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.services import Services
from facenet_gui.theme import Theme
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.quiet import Quietly
from facenet_gui.widgets.basics import GAP, button, column, row, scrolled
from facenet_gui.widgets.curve_data import Curve
from facenet_gui.widgets.curve_plot import CurvePlot, Line
from facenet_gui.words import grouped

# Steps over which curves are averaged, to choose from.
_WINDOWS = (1, 10, 50, 200, 1000)
_WIDE = 900
# The colours of runs that are laid over; the run's own curves use the first ones.
_OVERLAY_COLOURS = (3, 2, 4, 5, 6)


def make_plots(theme: Theme) -> Iterator[tuple[str, CurvePlot]]:
    """The plots of a panel, one at a time: all at once take some 0.1 s."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("CurvesPanel", text)

    yield "loss", CurvePlot(theme, tr("Loss"))
    yield "active", CurvePlot(theme, tr("Active triplets"), percent=True)
    yield "distances", CurvePlot(theme, tr("Distances"))
    yield "held_out", CurvePlot(theme, tr("Held-out people"))
    yield "match", CurvePlot(theme, tr("L_match"))
    yield "rate", CurvePlot(theme, tr("Learning rate"))


class CurvesPanel(QWidget):
    """Shows one `RunCurves`. `failed` brings a problem when something cannot be read or written.

    Args:
        plots: What `make_plots` gave, where somebody has made them already.
    """

    failed = Signal(object)
    saved = Signal(str)

    def __init__(
        self, services: Services, plots: Mapping[str, CurvePlot] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._quietly = Quietly(self)
        self._curves: RunCurves | None = None
        self._name = "run"
        self._overlays: dict[str, RunCurves] = {}
        self._alone: CurvePlot | None = None
        self.plots = dict(make_plots(services.theme) if plots is None else plots)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setSpacing(GAP)
        inside = QWidget()
        inside.setLayout(self._grid)
        for plot in self.plots.values():
            plot.enlarge.connect(lambda plot=plot: self._show_alone(plot))
            plot.moved_over.connect(lambda x, plot=plot: self._on_moved(plot, x))
        whole = column(spacing=GAP)
        whole.addLayout(self._toolbar())
        self._area = scrolled(inside)
        whole.addWidget(self._area, 1)
        self.setLayout(whole)
        self._columns = self._turn = 0
        self._taught = False
        self._arrange()
        self._on_smoothing()

    def _toolbar(self) -> QHBoxLayout:
        self._smoothing = QComboBox()
        self._smoothing.setAccessibleName(self.tr("Smoothing"))
        for window in _WINDOWS:
            text = self.tr("Not smoothed") if window == 1 else self.tr("Mean of {0} steps").format(grouped(window))
            self._smoothing.addItem(text, window)
        kept = self._services.settings.remembered("training/smoothing", 50, int)
        self._smoothing.setCurrentIndex(max(0, self._smoothing.findData(kept)))
        self._smoothing.currentIndexChanged.connect(self._on_smoothing)
        self._log = button(self.tr("Log axis"), kind="quiet")
        self._log.setCheckable(True)
        self._log.toggled.connect(self._on_log)
        self._all = button(self.tr("All plots"), lambda: self._show_alone(None), kind="quiet", icon_name="grid-2x2")
        self._all.hide()
        reset = button(self.tr("Reset view"), self.reset_view, kind="quiet")
        reset.setToolTip(self.tr("Zoom with the wheel, move by dragging; this shows everything again."))
        self._compare_menu = QMenu(self)
        self._compare = button(self.tr("Compare"), kind="quiet", icon_name="git-compare")
        self._compare.setMenu(self._compare_menu)
        save = QMenu(self)
        for ending, text in (("png", "PNG…"), ("svg", "SVG…"), ("csv", self.tr("All figures as CSV…"))):
            save.addAction(text).triggered.connect(lambda _=False, ending=ending: self._on_save(ending))
        self._save = button(self.tr("Export"), kind="quiet", icon_name="download")
        self._save.setMenu(save)
        return row(self._smoothing, self._log, reset, self._all, None, self._compare, self._save)

    # -- what is shown

    def show_curves(self, name: str, curves: RunCurves | None) -> None:
        """Show a run from now on; runs laid over stay."""
        self._name, self._curves = name, curves
        self._overlays.pop(name, None)
        self._set_lines()
        self.reset_view()

    def set_others(self, names: Sequence[str]) -> None:
        """The runs that can be laid over."""
        self._compare_menu.clear()
        for name in names:
            action = QAction(name, self._compare_menu)
            action.setCheckable(True)
            action.setChecked(name in self._overlays)
            action.toggled.connect(lambda on, name=name: self._on_compare(name, on))
            self._compare_menu.addAction(action)
        self._compare.setEnabled(bool(names))
        for name in list(self._overlays):
            if name not in names:
                self._take_off(name)

    @property
    def overlays(self) -> list[str]:
        """The runs that are laid over."""
        return list(self._overlays)

    def _on_compare(self, name: str, on: bool) -> None:
        if not on:
            self._take_off(name)
            return
        path = self._services.home.runs / name

        def then(found: RunCurves | Problem) -> None:
            if isinstance(found, Problem):
                self.failed.emit(found)
            else:
                self._overlays[name] = found
                self._set_lines()

        self._quietly.read(lambda: RunCurves.of(load_history(path)), then)

    def _take_off(self, name: str) -> None:
        if self._overlays.pop(name, None) is not None:
            self._set_lines()

    def refresh(self) -> None:
        """Draw all plots in sight."""
        self._notice_teacher()
        for plot in self.plots.values():
            plot.refresh()

    def refresh_next(self) -> None:
        """Draw one plot in sight, another one at each call: six at once would hold the window up."""
        self._notice_teacher()
        plots = list(self.plots.values())
        for _ in plots:
            self._turn = (self._turn + 1) % len(plots)
            if not plots[self._turn].visibleRegion().isEmpty():
                plots[self._turn].refresh()
                return

    def _notice_teacher(self) -> None:
        # A run that begins tells with its first step whether it has one.
        if self._curves is not None and self._curves.has_teacher != self._taught:
            self._set_lines()

    def set_growing(self, growing: bool) -> None:
        """Whether the run is being trained."""
        for plot in self.plots.values():
            plot.growing = growing

    def reset_view(self) -> None:
        for plot in self.plots.values():
            plot.reset_view()

    def _set_lines(self) -> None:
        tr = self.tr
        curves = self._curves
        # What is plotted where: figure, name, colour; the first one stands for the run where it is laid over another.
        content: dict[str, list[tuple[str, str, int]]] = {
            "loss": [("loss", tr("loss"), 0)],
            "active": [("active_fraction", tr("active"), 0)],
            "distances": [
                ("ap_mean", tr("positive"), 0),
                ("an_mean", tr("negative"), 1),
                ("ap_hardest", tr("farthest positive"), 5),
                ("an_hardest", tr("nearest negative"), 4),
            ],
            "match": [("match", "L_match", 0)],
            "rate": [("learning_rate", tr("rate"), 0)],
        }
        self._taught = curves is not None and curves.has_teacher
        if self._taught:
            content["distances"].append(("teacher_distance", tr("to the teacher"), 2))
        for key, members in content.items():
            lines = [
                Line(name, curves.steps[figure], colour, smooth=key != "rate", raw=key != "distances")
                for figure, name, colour in members
                if curves is not None
            ]
            lines += self._overlay_lines(partial(_figure, members[0][0]), smooth=key != "rate")
            self.plots[key].set_lines(lines)
        lines = []
        if curves is not None:
            lines = [
                Line("AUC", curves.epochs["auc"], 0, dots=True),
                Line(tr("accuracy"), curves.epochs["accuracy"], 1, dots=True),
            ]
        lines += self._overlay_lines(lambda run: run.epochs["auc"], smooth=False)
        self.plots["held_out"].set_lines(lines)

    def _overlay_lines(self, curve: Callable[[RunCurves], Curve], *, smooth: bool) -> list[Line]:
        made = []
        for number, (name, run) in enumerate(self._overlays.items()):
            colour = _OVERLAY_COLOURS[number % len(_OVERLAY_COLOURS)]
            made.append(Line(name, curve(run), colour, smooth=smooth, overlay=True))
        return made

    # -- layout

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._set_heights()
        columns = 3 if self.width() >= self._services.theme.px(_WIDE) else 2
        if self._alone is not None or columns == self._columns:
            return
        self._columns = columns
        self._set_heights()
        for number, plot in enumerate(self.plots.values()):
            self._grid.addWidget(plot, number // columns, number % columns)
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def _set_heights(self) -> None:
        """As high as fits without scrolling, but high enough to be read."""
        rows = 1 if self._alone is not None else math.ceil(len(self.plots) / max(self._columns, 1))
        room = (self.height() - self._smoothing.height() - GAP) // rows - GAP
        for plot in self.plots.values():
            plot.setFixedHeight(max(self._services.theme.px(205), room))

    def _show_alone(self, plot: CurvePlot | None) -> None:
        if plot is self._alone:
            plot = None
        self._alone = plot
        self._all.setVisible(plot is not None)
        for other in self.plots.values():
            other.setVisible(plot is None or other is plot)
            alone = other is plot
            tip = self.tr("Show all plots") if alone else self.tr("Show this plot alone")
            other.expand.setIcon(icon("grid-2x2" if alone else "maximize"))
            other.expand.setToolTip(tip)
            other.expand.setAccessibleName(tip)
        if plot is not None:
            self._grid.addWidget(plot, 0, 0)
            for place in range(3):
                self._grid.setColumnStretch(place, 1 if place == 0 else 0)
        self._columns = 0
        self._arrange()

    # -- the toolbar

    def _on_smoothing(self) -> None:
        window = int(self._smoothing.currentData())
        self._services.settings.remember("training/smoothing", window)
        for plot in self.plots.values():
            plot.set_window(window)

    def _on_log(self, on: bool) -> None:
        for plot in self.plots.values():
            plot.set_logarithmic(on)

    def _on_moved(self, source: CurvePlot, x: float | None) -> None:
        for plot in self.plots.values():
            if plot is not source and plot.isVisible():
                plot.show_cursor(x)

    def _on_save(self, ending: str) -> None:
        if self._curves is None:
            return
        if ending != "csv" and self._alone is None:
            # All plots, each into a file of its own.
            folder = QFileDialog.getExistingDirectory(self, self.tr("A folder for the plots"), places.documents())
            paths = [(Path(folder) / f"{self._name}-{key}.{ending}", plot) for key, plot in self.plots.items()]
            if folder:
                self._write(paths, folder)
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export"),
            str(Path(places.documents()) / f"{self._name}.{ending}"),
            f"{ending.upper()} (*.{ending})",
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(f".{ending}")
            self._write([(path, self._alone)], str(path))

    def _write(self, paths: Sequence[tuple[Path, CurvePlot | None]], place: str) -> None:
        try:
            for path, plot in paths:
                if plot is None:
                    assert self._curves is not None  # checked by who calls
                    self._curves.save_csv(path)
                else:
                    plot.save_picture(path)
        except (FacenetError, OSError) as error:
            self.failed.emit(Problem.of(error))
            return
        self.saved.emit(place)


def _figure(name: str, run: RunCurves) -> Curve:
    return run.steps[name]
