"""The name of a new run: proposed until the user types one, and checked."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.errors import FacenetError
from core.training.run_upkeep import check_name
from facenet_gui.widgets.basics import column, label


class RunName(QWidget):
    """A field with what is wrong with the name below it; `edited` comes when the user types.

    Args:
        runs: The folder in which the name must be free.
    """

    edited = Signal()

    def __init__(self, runs: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._typed = False
        self._line = QLineEdit()
        self._line.setAccessibleName(self.tr("Name of the run"))
        self._line.setObjectName("run_name")
        self._line.textEdited.connect(self._on_edited)
        self._note = label("", "bad", wrap=True)
        self._note.hide()
        self.setLayout(column(self._line, self._note, spacing=4))
        self.setFocusProxy(self._line)

    @property
    def text(self) -> str:
        return self._line.text()

    def propose(self, dataset: str, what: str) -> None:
        """A free name that says what it is, as long as the user has not given one.

        Args:
            dataset: Its name, or nothing.
            what: The strategy, say.
        """
        if self._typed:
            return
        data = dataset or datetime.date.today().isoformat()
        stem = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in data).strip(".-")[:40]
        stem = f"{what}-{stem}"
        name, number = stem, 1
        while (self._runs / name).exists():
            number += 1
            name = f"{stem}-{number}"
        self._line.setText(name)

    def begin_anew(self) -> None:
        """What was typed was for another run; propose again."""
        self._typed = False

    def check(self) -> bool:
        """Whether a run can be called so; the note says why not."""
        problem = self._problem()
        self._note.setText(problem)
        self._note.setVisible(bool(problem))
        return not problem

    def _problem(self) -> str:
        try:
            check_name(self.text)
        except FacenetError as error:
            return error.message
        return self.tr("There is a run of this name already.") if (self._runs / self.text).exists() else ""

    def _on_edited(self) -> None:
        self._typed = bool(self.text)
        self.edited.emit()
