"""A person's name: typed with completion of the names that are known, and checked while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLineEdit, QWidget

from core.errors import FacenetError
from core.gallery.names import clean_name, same_name_form
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, column, label, restyle


class NameField(QWidget):
    """One name.

    Args:
        known: Names that are there already.
        adding: Whether a known name is welcome, because pictures are added to that person; else it is refused.
        own: A name that is never refused: the one that the person has now.
    """

    changed = Signal()

    def __init__(
        self, *, known: Sequence[str] = (), adding: bool = True, own: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._adding, self._own = adding, own
        self._known: dict[str, str] = {}
        self._line = QLineEdit()
        self._line.setObjectName("name")
        self._line.setPlaceholderText(self.tr("Name"))
        self._line.setAccessibleName(self.tr("Name"))
        self._words = label("", "small", wrap=True)
        self.setLayout(column(self._line, self._words, spacing=4))
        self.setFocusProxy(self._line)
        self.set_known(known)
        self._line.textChanged.connect(self._on_text)
        self._on_text()

    def set_known(self, names: Sequence[str]) -> None:
        self._known = {same_name_form(name): name for name in names}
        if self._adding:
            completer = QCompleter(list(names), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._line.setCompleter(completer)
        self._draw()

    def set_name(self, name: str) -> None:
        self._line.setText(name)

    @property
    def line(self) -> QLineEdit:
        return self._line

    @property
    def name(self) -> str | None:
        """The name as it will be stored, in the spelling that is known; None where it cannot be one."""
        try:
            name = clean_name(self._line.text())
        except FacenetError:
            return None
        known = self._known.get(same_name_form(name))
        if known is None or same_name_form(name) == same_name_form(self._own or "\0"):
            return name
        return known if self._adding else None

    def _on_text(self) -> None:
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        text = self._line.text()
        invalid, words = False, ""
        if text.strip():
            try:
                known = self._known.get(same_name_form(clean_name(text)))
                if known is not None and self._adding:
                    words = self.tr("{0} is known: the pictures are added to theirs.").format(short_name(known))
                elif known is not None and self.name is None:
                    invalid, words = True, self.tr("There is somebody of that name already.")
            except FacenetError as error:
                invalid, words = True, error.message
        self._words.setText(words)
        self._words.setProperty("role", "bad" if invalid else "small")
        self._line.setProperty("invalid", invalid)
        restyle(self._words)
        restyle(self._line)


class NameDialog(QDialog):
    """Asks for one name; `name` holds it once the dialog was accepted."""

    def __init__(
        self,
        title: str,
        text: str,
        *,
        known: Sequence[str],
        name: str = "",
        accept: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = ""
        self._field = NameField(known=known, adding=False, own=name)
        self._field.set_name(name)
        self._field.line.selectAll()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._accept = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setProperty("kind", "primary")
        self._buttons.accepted.connect(self._on_accept)
        self._buttons.rejected.connect(self.reject)
        self._field.changed.connect(self._on_changed)
        layout = column(spacing=SPACE, margins=(WIDE, WIDE, WIDE, WIDE))
        layout.addLayout(column(label(title, "heading"), label(text, "quiet", wrap=True), spacing=GAP))
        layout.addWidget(self._field)
        layout.addWidget(self._buttons)
        self.setLayout(layout)
        self.setMinimumWidth(420)
        self._on_changed()

    def _on_changed(self) -> None:
        self._accept.setEnabled(self._field.name is not None)

    def _on_accept(self) -> None:
        name = self._field.name
        if name is not None:
            self.name = name
            self.accept()


def short_name(name: str, most: int = 40) -> str:
    """A name for the middle of a sentence."""
    return name if len(name) <= most else QCoreApplication.translate("words", "{0}…").format(name[: most - 1].rstrip())
