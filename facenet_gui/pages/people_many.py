"""Many people at once: whom the folders hold, and then what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from facenet_gui.pages.people_work import Outcome, Pictures
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import SPACE, button, column, label, row, set_kind
from facenet_gui.words import grouped

_NAME, _PICTURES, _OUTCOME = range(3)


class ManyPanel(QWidget):
    """A row for each person. Ticked ones are enrolled; a row that went wrong can be reviewed on its own."""

    start_wanted = Signal(list)
    review_wanted = Signal(object)
    person_wanted = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._people: list[Pictures] = []
        self._outcomes: dict[int, Outcome] = {}
        self._asked: list[int] = []
        self._started = False
        self._title = label("", "heading", wrap=True)
        self._words = label("", "quiet", wrap=True)
        self._table = QTableWidget(0, 3)
        self._table.setObjectName("many")
        self._table.setAccessibleName(self.tr("People to enroll"))
        self._table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Pictures"), self.tr("What becomes of them")])
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_OUTCOME, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(_NAME, theme.px(240))
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(theme.px(36))
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.itemSelectionChanged.connect(self._say)
        self._table.itemChanged.connect(lambda _: self._say())
        self._table.cellDoubleClicked.connect(lambda number, _: self._open(number))
        theme.changed.connect(self._colour)
        self._review = button(self.tr("Review this one…"), self._on_review, icon_name="eye")
        self._back = button(self.tr("Cancel"), self.left.emit, kind="quiet")
        self._start = button(self.tr("Enroll"), self._on_start, kind="primary", icon_name="user-plus")
        layout = column(spacing=SPACE)
        layout.addLayout(column(self._title, self._words))
        layout.addWidget(self._table, 1)
        layout.addLayout(row(self._review, None, self._back, self._start))
        self.setLayout(layout)

    def show_people(self, people: Sequence[Pictures], known: Sequence[str]) -> None:
        """Offer these people."""
        self._people, self._outcomes, self._started = list(people), {}, False
        there = set(known)
        self._table.blockSignals(True)
        self._table.setRowCount(len(people))
        for number, pictures in enumerate(people):
            name = QTableWidgetItem(pictures.name or self.tr("(no name)"))
            name.setToolTip(pictures.name)
            name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            # Pictures without a folder have no name; they are reviewed on their own.
            name.setCheckState(Qt.CheckState.Checked if pictures.name else Qt.CheckState.Unchecked)
            self._table.setItem(number, _NAME, name)
            self._table.setItem(number, _PICTURES, QTableWidgetItem(grouped(len(pictures.paths))))
            words = self.tr("Added to their pictures") if pictures.name in there else self.tr("New")
            self._table.setItem(
                number, _OUTCOME, QTableWidgetItem(words if pictures.name else self.tr("Review to give a name"))
            )
        self._table.blockSignals(False)
        self._say()

    @property
    def busy(self) -> bool:
        return bool(self._people)

    def forget(self) -> None:
        self._people, self._outcomes, self._started = [], {}, False
        self._table.setRowCount(0)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """What became of the first of those who were asked for."""
        for number, outcome in zip(self._asked, outcomes, strict=False):
            if number in self._outcomes:
                continue
            self._outcomes[number] = outcome
            text, colour = self._in_words(outcome)
            item = QTableWidgetItem(text)
            item.setForeground(QColor(colour))
            item.setToolTip("\n".join((text, *outcome.reasons[:20])))
            self._table.blockSignals(True)
            self._table.setItem(number, _OUTCOME, item)
            self._table.blockSignals(False)
        self._say()

    def ended(self) -> None:
        """The job is over, whether all were done or not."""
        self._started = False
        for number in self._asked:
            if number not in self._outcomes:
                self._table.blockSignals(True)
                self._table.setItem(number, _OUTCOME, QTableWidgetItem(self.tr("Not looked at: stopped")))
                self._table.blockSignals(False)
        self._say()

    def _colour(self) -> None:
        self._table.blockSignals(True)
        for number, outcome in self._outcomes.items():
            item = self._table.item(number, _OUTCOME)
            if item is not None:
                item.setForeground(QColor(self._in_words(outcome)[1]))
        self._table.blockSignals(False)

    def _in_words(self, outcome: Outcome) -> tuple[str, str]:
        colours = self._theme.colours
        left_out = len(outcome.reasons)
        if outcome.person is None and outcome.looks_like:
            return self.tr("Not enrolled: looks like {0}").format(outcome.looks_like), colours.warning
        if outcome.person is None:
            reason = outcome.reasons[0] if outcome.reasons else self.tr("no face was found")
            return self.tr("Not enrolled: {0}").format(reason), colours.bad
        text = self.tr("1 picture enrolled") if outcome.taken == 1 else self.tr("{0} enrolled").format(outcome.taken)
        if left_out:
            return self.tr("{0}, {1} left out").format(text, left_out), colours.text
        return text, colours.good

    def _ticked(self) -> list[int]:
        return [
            number
            for number in range(self._table.rowCount())
            if self._people[number].name
            and (item := self._table.item(number, _NAME)) is not None
            and item.checkState() == Qt.CheckState.Checked
        ]

    def _say(self) -> None:
        done, count = len(self._outcomes), len(self._people)
        enrolled = sum(outcome.person is not None for outcome in self._outcomes.values())
        self._title.setText(self.tr("{0} people in these folders").format(grouped(count)))
        over = bool(done) and not self._started
        if over:
            words = self.tr("{0} of {1} were enrolled. Review a person to see each picture and decide otherwise.")
            self._words.setText(words.format(enrolled, len(self._asked)))
        else:
            self._words.setText(
                self.tr("Each folder is one person. Poor pictures and people who are there already are left out.")
            )
        ticked = len(self._ticked())
        self._start.setText(self.tr("Enroll {0} people").format(grouped(ticked)))
        self._start.setVisible(not over)
        self._start.setEnabled(bool(ticked) and not self._started)
        self._back.setText(self.tr("Done") if over else self.tr("Cancel"))
        set_kind(self._back, "primary" if over else "quiet")
        self._back.setEnabled(not self._started)
        chosen = self._table.currentRow() if self._table.selectedItems() else -1
        self._review.setEnabled(chosen >= 0 and not self._started)

    def _on_start(self) -> None:
        self._asked = self._ticked()
        if not self._asked:
            return
        self._outcomes, self._started = {}, True
        self._table.blockSignals(True)
        for number in self._asked:
            self._table.setItem(number, _OUTCOME, QTableWidgetItem(self.tr("waiting …")))
        self._table.blockSignals(False)
        self._say()
        self.start_wanted.emit([self._people[number] for number in self._asked])

    def _on_review(self) -> None:
        number = self._table.currentRow()
        if 0 <= number < len(self._people):
            self.review_wanted.emit(self._people[number])

    def _open(self, number: int) -> None:
        outcome = self._outcomes.get(number)
        if outcome is not None and outcome.person is not None:
            self.person_wanted.emit(outcome.person.id)
        elif not self._started:
            self.review_wanted.emit(self._people[number])
