"""The data page's small dialogs: a name, sample faces, blends, LFW."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
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

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Be as high as the wrapped words need, which is known as soon as they have their fonts."""
        super().showEvent(event)
        height = self._layout.totalHeightForWidth(self.minimumWidth())
        self.setMinimumHeight(height)
        self.resize(self.minimumWidth(), height)


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


class _MakeDialog(_Dialog):
    """Asks for a new data set's name and for numbers; `_on_make` tells what was answered.

    Args:
        name: What is proposed.
        check: Why a name cannot be used, or an empty string.
        fields: The numbers asked for, by what is written beside them.
        count: How many pictures come of it.
        bytes_each: About how large one of them is.
    """

    def __init__(
        self,
        title: str,
        text: str,
        name: str,
        check: Callable[[str], str],
        fields: Mapping[str, QSpinBox],
        *,
        count: Callable[[], int],
        bytes_each: float,
        parent: QWidget | None,
    ) -> None:
        content = QWidget()
        super().__init__(title, text, content, parent)
        self._check, self._count, self._bytes_each = check, count, bytes_each
        self._name = QLineEdit(name)
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GAP)
        form.setHorizontalSpacing(SPACE)
        name_words = QCoreApplication.translate("MakeDialog", "Name")
        form.addRow(_beside(name_words, self._name), self._name)
        for words_beside, spin in fields.items():
            form.addRow(_beside(words_beside, spin), spin)
            spin.valueChanged.connect(self._on_change)
        self._words = label("", "small", wrap=True)
        form.addRow(self._words)
        make = QCoreApplication.translate("MakeDialog", "Make them")
        self._make = button(make, self._on_make, kind="primary", icon_name="sparkles")
        self._make.setDefault(True)
        self.buttons.addWidget(button(QCoreApplication.translate("MakeDialog", "Cancel"), self.reject))
        self.buttons.addWidget(self._make)
        self._name.textChanged.connect(self._on_change)
        self._on_change()

    @property
    def name(self) -> str:
        return self._name.text().strip()

    def _on_change(self) -> None:
        problem = self._check(self.name)
        self._make.setEnabled(not problem)
        count = self._count()
        amount = QCoreApplication.translate("MakeDialog", "{0} pictures, about {1}")
        self._words.setText(problem or amount.format(grouped(count), words.size(count * self._bytes_each)))

    def _on_make(self) -> None:
        self.accept()


class SampleDialog(_MakeDialog):
    """How many sample faces; sends name, identities and images with `wanted`."""

    wanted = Signal(str, int, int)

    def __init__(self, name: str, check: Callable[[str], str], parent: QWidget | None = None) -> None:
        self._identities = number_field(100, minimum=2, maximum=5000)
        self._images = number_field(12, minimum=2, maximum=200)

        def tr(text: str) -> str:
            return QCoreApplication.translate("SampleDialog", text)

        super().__init__(
            tr("Make sample faces"),
            tr(
                "Faces of people who do not exist, drawn on this computer. To try everything out; figures measured on "
                "them say nothing about real faces."
            ),
            name,
            check,
            {tr("People"): self._identities, tr("Pictures of each"): self._images},
            count=lambda: self._identities.value() * self._images.value(),
            bytes_each=9e3,
            parent=parent,
        )

    def _on_make(self) -> None:
        self.wanted.emit(self.name, self._identities.value(), self._images.value())
        super()._on_make()


class BlendDialog(_MakeDialog):
    """How many blends of a data set's faces; sends name and images with `wanted`."""

    wanted = Signal(str, int)

    def __init__(self, source: str, name: str, check: Callable[[str], str], parent: QWidget | None = None) -> None:
        self._images = number_field(20_000, minimum=1, maximum=1_000_000)
        self._images.setSingleStep(10_000)

        def tr(text: str) -> str:
            return QCoreApplication.translate("BlendDialog", text)

        super().__init__(
            tr("Blend faces"),
            tr(
                "Each is made of two people of {0} and shows nobody. A network that learns from another one needs many "
                "different faces, and these are as new to it as strangers. Another name makes other ones."
            ).format(source),
            name,
            check,
            {tr("Pictures"): self._images},
            count=self._images.value,
            bytes_each=13.4e3,
            parent=parent,
        )

    def _on_make(self) -> None:
        self.wanted.emit(self.name, self._images.value())
        super()._on_make()


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
