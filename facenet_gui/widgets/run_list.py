"""The list of runs: name, state, best figures, date, note, and the loss as a small curve."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from core.training.run_list import RunSummary
from facenet_gui.theme import Theme
from facenet_gui.widgets.choice_list import ITEM, ChoiceDelegate, ChoiceList, ChoiceModel, Index
from facenet_gui.widgets.sparkline import draw_sparkline


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunList", text)


def state_in_words(run: RunSummary) -> str:
    return {
        "running": _tr("training"),
        "finished": _tr("finished"),
        "stopped": _tr("stopped"),
        "failed": _tr("failed"),
        "interrupted": _tr("interrupted"),
        "new": _tr("not begun"),
        "damaged": _tr("damaged"),
    }[run.state]


def figures_in_words(run: RunSummary) -> str:
    """ "AUC 0.912 · loss 0.214"."""
    parts = []
    if run.best is not None:
        parts.append(_tr("AUC {0}").format(f"{run.best.auc:.3f}"))
    if run.last_loss is not None:
        parts.append(_tr("loss {0}").format(f"{run.last_loss:.3f}"))
    return " · ".join(parts) or _tr("nothing measured yet")


def date_in_words(when: datetime.datetime, pattern: str) -> str:
    """A moment in local time and the user's language, by Qt's pattern such as "d MMM yyyy, HH:mm"."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(round(when.timestamp() * 1000)), pattern)


def when_in_words(run: RunSummary) -> str:
    """The state and when it was trained last."""
    when = run.last_trained or run.created
    date = date_in_words(when, _tr("d MMM")) if when is not None else ""
    return " · ".join(part for part in (state_in_words(run), date) if part)


class _Model(ChoiceModel):
    def set_runs(self, runs: Sequence[RunSummary]) -> None:
        if [run.path for run in runs] == [run.path for run in self.items]:
            self.items = list(runs)
            if self.items:
                self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))
            return
        self.set_items(runs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        run: RunSummary = self.items[index.row()]
        if role == ITEM:
            return run
        if role == Qt.ItemDataRole.DisplayRole:
            return run.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (run.name, run.problem, run.note) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((run.name, when_in_words(run), figures_in_words(run)))
        return None


class _Delegate(ChoiceDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        run: RunSummary = index.data(ITEM)
        lines = 4 if run.note else 3
        return QSize(self._theme.px(180), option.fontMetrics.lineSpacing() * lines + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        run: RunSummary = index.data(ITEM)
        colours = self._theme.colours
        painter.save()
        inner = self.ground(painter, option)
        body = inner.adjusted(10, 8, -10, -8)
        spark = self._theme.px(64)
        height = option.fontMetrics.lineSpacing()
        font = option.font
        font.setBold(True)
        painter.setFont(font)
        tone = {
            "running": colours.accent,
            "finished": colours.good,
            "failed": colours.bad,
            "damaged": colours.bad,
            "interrupted": colours.warning,
        }.get(run.state, colours.strong_border)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone))
        painter.drawEllipse(QRectF(body.left(), body.top() + height / 2 - 4, 8, 8))
        self._text(painter, body.adjusted(16, 0, 0, 0), 0, run.name, colours.text)
        font.setBold(False)
        painter.setFont(font)
        when = when_in_words(run)
        self._text(painter, body, 1, figures_in_words(run), colours.text)
        self._text(painter, body, 2, when, colours.quiet)
        if run.note:
            self._text(painter, body, 3, run.note.splitlines()[0], colours.quiet)
        # In a narrow list the words come first.
        if painter.fontMetrics().horizontalAdvance(when) + 8 + spark <= body.width():
            place = QRectF(body.right() - spark, body.top() + 2 * height + 4, spark, height)
            draw_sparkline(painter, place, run.loss_curve, QColor(colours.curves[0]))
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, body: QRect, row: int, text: str, colour: str) -> None:
        metrics = painter.fontMetrics()
        line = QRect(body.left(), body.top() + row * (metrics.lineSpacing() + 2), body.width(), metrics.lineSpacing())
        painter.setPen(QColor(colour))
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided)


class RunList(ChoiceList):
    """`chosen` brings a run's summary when another one is chosen; `menu_wanted` the run and where to open a menu."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        model = _Model()
        super().__init__(model, _Delegate(theme), parent)
        self._model = model
        self.setAccessibleName(self.tr("Runs"))
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def runs(self) -> list[RunSummary]:
        return list(self._model.items)

    def set_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these; the choice stays on the run of the same name, and nothing is sent."""
        kept = self.current_run()
        self.selectionModel().blockSignals(True)
        self._model.set_runs(runs)
        self.selectionModel().blockSignals(False)
        if kept is not None:
            self.choose(kept.name)

    def current_run(self) -> RunSummary | None:
        index = self.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def choose(self, name: str) -> bool:
        """Mark the run of this name without sending `chosen`; False where there is none."""
        self.selectionModel().blockSignals(True)
        found = next((number for number, run in enumerate(self._model.items) if run.name == name), None)
        if found is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self._model.index(found))
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        return found is not None

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt makes the first run the current one where there is none; coming by with the tabulator chooses nothing."""
        nothing = not self.currentIndex().isValid()
        self.selectionModel().blockSignals(True)
        super().focusInEvent(event)
        if nothing:
            self.setCurrentIndex(QModelIndex())
        self.selectionModel().blockSignals(False)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.items[index.row()])
