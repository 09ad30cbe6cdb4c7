"""The data page's small dialogs: a name, sample faces, LFW."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facenet_gui import words
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, button, give_room, label, row, set_kind
from facenet_gui.words import grouped


class _Dialog(QDialog):
    """A title, some content, and the two buttons at the bottom."""

    def __init__(self, title: str, text: str, content: QWidget | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.buttons = row(None)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._layout.setSpacing(SPACE)
        self._layout.addWidget(label(title, "heading", wrap=True))
        if text:
            self._layout.addWidget(label(text, "quiet", wrap=True, selectable=True))
        if content is not None:
            self._layout.addWidget(content)
        self._layout.addLayout(self.buttons)

    def fit(self) -> None:
        """Be as high as the wrapped words need."""
        self.setMinimumHeight(self._layout.totalHeightForWidth(self.minimumWidth()))


class NameDialog(_Dialog):
    """Asks for a name; sends it with `named`.

    Args:
        known: Names to complete from.
        check: Why a name cannot be used, or an empty string.
        note: What a name leads to, shown while it is typed; may be empty.
    """

    named = Signal(str)

    def __init__(
        self,
        title: str,
        text: str,
        *,
        name: str = "",
        known: Sequence[str] = (),
        accept: str,
        check: Callable[[str], str],
        note: Callable[[str], str] = lambda _: "",
        parent: QWidget | None = None,
    ) -> None:
        self._line = QLineEdit(name)
        super().__init__(title, text, self._line, parent)
        self._check, self._note = check, note
        self._line.setAccessibleName(title)
        self._line.setObjectName("name")
        if known:
            completer = QCompleter(list(known), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._line.setCompleter(completer)
        self._words = label("", "small", wrap=True)
        self._layout.insertWidget(self._layout.count() - 1, self._words)
        self._accept = button(accept, self._on_accept, kind="primary")
        self._accept.setDefault(True)
        self.buttons.addWidget(button(self.tr("Cancel"), self.reject))
        self.buttons.addWidget(self._accept)
        self._line.textChanged.connect(self._on_text)
        self._line.selectAll()
        self._on_text()
        self.fit()

    def _on_text(self) -> None:
        name = self._line.text().strip()
        problem = self._check(name)
        self._accept.setEnabled(not problem)
        self._words.setText(problem if name else "")
        if not problem:
            self._words.setText(self._note(name))

    def _on_accept(self) -> None:
        self.named.emit(self._line.text().strip())
        self.accept()


class SampleDialog(_Dialog):
    """How many sample faces; sends name, identities and images with `wanted`."""

    wanted = Signal(str, int, int)

    def __init__(self, name: str, check: Callable[[str], str], parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            self.tr("Make sample faces"),
            self.tr(
                "Faces of people who do not exist, drawn on this computer. To try everything out; figures measured on "
                "them say nothing about real faces."
            ),
            content,
            parent,
        )
        self._check = check
        self._name = QLineEdit(name)
        self._identities = number_field(100, minimum=2, maximum=5000)
        self._images = number_field(12, minimum=2, maximum=200)
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GAP)
        form.setHorizontalSpacing(SPACE)
        form.addRow(_beside(self.tr("Name"), self._name), self._name)
        form.addRow(_beside(self.tr("People"), self._identities), self._identities)
        form.addRow(_beside(self.tr("Pictures of each"), self._images), self._images)
        self._words = label("", "small", wrap=True)
        form.addRow(self._words)
        self._make = button(self.tr("Make them"), self._on_make, kind="primary", icon_name="sparkles")
        self._make.setDefault(True)
        self.buttons.addWidget(button(self.tr("Cancel"), self.reject))
        self.buttons.addWidget(self._make)
        for spin in (self._identities, self._images):
            spin.valueChanged.connect(self._on_change)
        self._name.textChanged.connect(self._on_change)
        self._on_change()
        self.fit()

    def _on_change(self) -> None:
        problem = self._check(self._name.text().strip())
        self._make.setEnabled(not problem)
        count = self._identities.value() * self._images.value()
        self._words.setText(
            problem or self.tr("{0} pictures, about {1}").format(grouped(count), words.size(count * 9e3))
        )

    def _on_make(self) -> None:
        self.wanted.emit(self._name.text().strip(), self._identities.value(), self._images.value())
        self.accept()


class LfwDialog(_Dialog):
    """Offers the download, or what can be done with LFW where it is there already."""

    download_wanted = Signal()
    import_wanted = Signal(str)
    measure_wanted = Signal(str)

    def __init__(self, found: Path | None, parent: QWidget | None = None) -> None:
        from core.data.lfw_download import DOWNLOAD_BYTES, HOST, UNPACKED_BYTES, lfw_home

        if found is None:
            title = self.tr("Download LFW?")
            text = self.tr(
                "Labeled Faces in the Wild: 13,233 photos of 5,749 people, the usual test of face embeddings.\n\n"
                "From: {0}\nSize: {1}, {2} when unpacked\nTo: {3}"
            ).format(HOST, words.size(DOWNLOAD_BYTES), words.size(UNPACKED_BYTES), lfw_home())
        else:
            title = self.tr("LFW is here already")
            text = self.tr("It lies in {0}; nothing needs to be downloaded.").format(found)
        super().__init__(title, text, None, parent)
        if found is None:
            self.buttons.addWidget(button(self.tr("Cancel"), self.reject))
            self._add(self.tr("Download"), self.download_wanted.emit, primary=True, icon_name="download")
        else:
            self._add(self.tr("Import it"), lambda: self.import_wanted.emit(str(found)))
            self._add(self.tr("Measure a model on it"), lambda: self.measure_wanted.emit(str(found)), primary=True)
        self.fit()

    def _add(self, text: str, then: Callable[[], object], *, primary: bool = False, icon_name: str = "") -> None:
        def done() -> None:
            then()
            self.accept()

        self.buttons.addWidget(button(text, done, kind="primary" if primary else "normal", icon_name=icon_name))


def ask_about_unsaved(unsaved: Mapping[str, int], parent: QWidget) -> Literal["save", "discard", "cancel"]:
    """What to do with corrections that are not saved when the window closes.

    Args:
        unsaved: How many there are, by the name of their data set.
    """

    def tr(text: str) -> str:
        return QCoreApplication.translate("AskAboutUnsaved", text)

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("Save the changes?"))
    box.setText(tr("Corrections of data sets are not saved yet."))
    lines = [
        tr("{0}: 1 change").format(name) if count == 1 else tr("{0}: {1} changes").format(name, grouped(count))
        for name, count in unsaved.items()
    ]
    box.setInformativeText("\n".join(lines))
    save = box.addButton(tr("Save and close"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(tr("Discard them"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    set_kind(save, "primary")
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    return "save" if clicked is save else "discard" if clicked is discard else "cancel"


def _beside(text: str, field: QWidget) -> QLabel:
    """A form's label, at the height of its field's words."""
    made = label(text)
    made.setBuddy(field)
    made.setMinimumHeight(field.sizeHint().height())
    return made


def number_field(value: int, *, minimum: int, maximum: int, suffix: str = "") -> QSpinBox:
    """A field for a whole number."""
    spin = QSpinBox()
    spin.setRange(minimum, maximum)
    spin.setValue(value)
    spin.setSuffix(suffix)
    give_room(spin)
    return spin
