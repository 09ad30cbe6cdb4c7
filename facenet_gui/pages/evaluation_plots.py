"""The evaluation's pictures: ROC, distances with a threshold to drag, and the folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.evaluation.identification import IdentificationFigures
from core.evaluation.verification_result import VerificationResult
from facenet_gui.pages.evaluation_model import ModelChoice
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import Figure, button, column, row
from facenet_gui.widgets.plot import Plot
from facenet_gui.words import percent

# Left of the smallest FAR that the pairs can show, on a logarithmic axis, there is nothing to draw.
_SMALLEST_FAR = 1e-5
_FEWEST_BINS, _MOST_BINS = 15, 60
# Of a logarithmic axis: numbers at the powers of ten only, as those between them would lie over each other.
_POWERS = [
    [(power, f"{10.0**power:g}") for power in range(-6, 1)],
    [(power + np.log10(times), "") for power in range(-6, 0) for times in range(2, 10)],
]


class RocPlot(Plot):
    """VAL over FAR, the FAR logarithmic, one curve a model; dotted left of what the impostors support."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._results: Sequence[VerificationResult] = ()
        super().__init__(theme, RocPlot._curves, x="", y="", parent=parent)
        self._names = {"bottom": self.tr("FAR (false accept rate)"), "left": self.tr("VAL (true accept rate)")}
        self.setLogMode(x=True, y=False)
        self.getAxis("bottom").setTicks(_POWERS)
        self.legend.setOffset((-10, -10))
        self.setLimits(yMin=-0.02, yMax=1.02)
        self.setMouseEnabled(x=False, y=True)
        self.redraw()

    def show_results(self, results: Sequence[VerificationResult]) -> None:
        self._results = results
        self.redraw()
        lowest = min((min(result.figures.roc.val, default=0.0) for result in results), default=0.0)
        fewest = max((result.figures.impostors for result in results), default=1)
        self.setXRange(-np.log10(2 * max(fewest, 5)), 0)
        self.setYRange(min(lowest, 0.9), 1.005)

    def _curves(self) -> None:
        for number, result in enumerate(self._results):
            roc = result.figures.roc
            far = np.maximum(np.asarray(roc.far), _SMALLEST_FAR)
            val = np.asarray(roc.val)
            least = 1 / max(result.figures.impostors, 1)
            sure = far >= least
            self.plot(far[sure], val[sure], pen=self.pen(number), name=result.model)
            if (~sure).any():
                self.plot(far[~sure], val[~sure], pen=self.pen(number, width=1, dashed=True))


class DetPlot(Plot):
    """FNIR over FPIR of an open-set evaluation, both logarithmic."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._figures: IdentificationFigures | None = None
        super().__init__(theme, DetPlot._curves, x="", y="", parent=parent)
        self._names = {
            "bottom": self.tr("FPIR (strangers who get a name)"),
            "left": self.tr("FNIR (people who are not recognised)"),
        }
        self.setLogMode(x=True, y=True)
        for side in ("bottom", "left"):
            self.getAxis(side).setTicks(_POWERS)
        self.redraw()

    def show_figures(self, figures: IdentificationFigures) -> None:
        self._figures = figures
        self.redraw()
        self.autoRange()

    def _curves(self) -> None:
        if self._figures is not None:
            det = self._figures.det
            fpir = np.maximum(np.asarray(det.fpir), _SMALLEST_FAR)
            self.plot(fpir, np.maximum(np.asarray(det.fnir), 1e-4), pen=self.pen(0))


class _Percent(pg.AxisItem):  # type: ignore[misc]
    """Numbers up to 100 only: above them there may be room for a legend, but no share."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N802
        levels = super().tickValues(minVal, maxVal, size)
        return [(spacing, [value for value in values if value <= 100]) for spacing, values in levels]


class FoldsPlot(Plot):
    """The accuracy of each fold as bars, models side by side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._results: Sequence[VerificationResult] = ()
        super().__init__(theme, FoldsPlot._bars, x="", y="", axes={"left": _Percent("left")}, parent=parent)
        self._names = {"bottom": self.tr("Fold"), "left": self.tr("Accuracy in %")}
        self.setMouseEnabled(x=False, y=True)
        self.redraw()

    def show_results(self, results: Sequence[VerificationResult]) -> None:
        self._results = results
        self.redraw()
        lowest = min((fold.accuracy for result in results for fold in result.figures.folds), default=0.0)
        least = max(0.0, 100 * lowest - 5)
        # Room for the legend above the bars.
        self.setYRange(least, 100 + 0.12 * len(results) * (100 - least))

    def _bars(self) -> None:
        width = 0.8 / max(len(self._results), 1)
        for number, result in enumerate(self._results):
            folds = result.figures.folds
            x = np.array([fold.number for fold in folds]) + (number - (len(self._results) - 1) / 2) * width
            bars = pg.BarGraphItem(
                x=x,
                height=[100 * fold.accuracy for fold in folds],
                width=width * 0.9,
                brush=self.fill(number, 200),
                pen=None,
                name=result.model,
            )
            self.addItem(bars)


class DistancePanel(QWidget):
    """Histograms of genuine and impostor distances, and a threshold that can be dragged to see FAR and FRR move."""

    use_wanted = Signal(int, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._genuine: NDArray[np.float64] = np.empty(0)
        self._impostors: NDArray[np.float64] = np.empty(0)
        self._threshold = 0.0
        self._line: pg.InfiniteLine | None = None
        self._model = ModelChoice()
        self._model.chosen.connect(self._on_model)
        self._at = Figure(self.tr("Distance threshold"), tip=self.tr("Drag the line, or use the arrow keys."))
        self._far = Figure(self.tr("FAR"), tip=self.tr("Share of impostor pairs that would be accepted."))
        self._frr = Figure(self.tr("FRR"), tip=self.tr("Share of genuine pairs that would be refused."))
        self._accuracy = Figure(self.tr("Accuracy at it"), tip=self.tr("Share of all pairs judged rightly."))
        self._use = button(self.tr("Use this threshold"), self._on_use, icon_name="check")
        self._use.setToolTip(self.tr("The gallery decides with it from now on, for this model."))
        self._best = button(self.tr("Back to the most accurate"), self._on_best, kind="quiet", icon_name="rotate-ccw")
        self._plot = Plot(theme, self._draw, x=self.tr("Distance"), y=self.tr("Share of pairs in %"))
        self._plot.setMouseEnabled(x=True, y=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        figures = row(self._at, self._far, self._frr, self._accuracy, None, spacing=24)
        whole = column(spacing=12, margins=(0, 8, 0, 0))
        whole.addLayout(row(self._model, None, self._best, self._use))
        whole.addLayout(figures)
        whole.addWidget(self._plot, 1)
        self.setLayout(whole)

    def show_results(self, results: Sequence[VerificationResult]) -> None:
        self._model.set_results(results)

    @property
    def threshold(self) -> float:
        return self._threshold

    def set_threshold(self, distance: float) -> None:
        """Move the line; the figures follow."""
        self._threshold = distance
        if self._line is not None and self._line.value() != distance:
            self._line.blockSignals(True)
            self._line.setValue(distance)
            self._line.blockSignals(False)
        accepted = float((self._impostors < distance).mean()) if len(self._impostors) else 0.0
        refused = float((self._genuine >= distance).mean()) if len(self._genuine) else 0.0
        right = (self._impostors >= distance).sum() + (self._genuine < distance).sum()
        self._at.set(f"{distance:.3f}")
        self._far.set(percent(accepted, 2))
        self._frr.set(percent(refused, 2))
        self._accuracy.set(percent(float(right) / max(len(self._impostors) + len(self._genuine), 1), 2))

    def _on_model(self) -> None:
        result = self._model.result
        if result is None:
            return
        same = np.asarray(result.pairs.same, bool)
        self._genuine, self._impostors = result.distances[same], result.distances[~same]
        self._threshold = result.figures.distance_threshold
        self._plot.redraw()
        self._plot.autoRange()
        self.set_threshold(self._threshold)

    def _draw(self, plot: Plot) -> None:
        self._line = None
        if not len(self._genuine) + len(self._impostors):
            return
        both = np.concatenate([self._genuine, self._impostors])
        bins = int(np.clip(np.sqrt(len(both)), _FEWEST_BINS, _MOST_BINS))
        edges = np.linspace(both.min(), max(both.max(), both.min() + 1e-6), bins + 1)
        for number, (name, distances) in enumerate(
            ((self.tr("one person"), self._genuine), (self.tr("two people"), self._impostors))
        ):
            if len(distances):
                counts = 100 * np.histogram(distances, edges)[0] / len(distances)
                plot.plot(
                    edges,
                    counts,
                    stepMode="center",
                    fillLevel=0,
                    brush=plot.fill(number),
                    pen=plot.pen(number, width=1),
                    name=name,
                )
        self._line = pg.InfiniteLine(
            self._threshold,
            movable=True,
            pen=pg.mkPen(plot.theme.colours.text, width=2),
            hoverPen=pg.mkPen(plot.theme.colours.accent, width=4),
            label=self.tr("threshold"),
            labelOpts={"position": 0.95, "color": plot.theme.colours.text},
        )
        self._line.sigPositionChanged.connect(lambda moved: self.set_threshold(float(moved.value())))
        plot.addItem(self._line)

    def _on_best(self) -> None:
        if self._model.result is not None:
            self.set_threshold(self._model.result.figures.distance_threshold)

    def _on_use(self) -> None:
        if self._model.result is not None:
            self.use_wanted.emit(self._model.currentIndex(), self._threshold)
