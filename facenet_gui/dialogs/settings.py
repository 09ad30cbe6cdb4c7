"""The settings' dialog, made from the table of `facenet_gui.settings`; what is changed holds at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from facenet_gui.dialogs.privacy import PrivacySection
from facenet_gui.dialogs.storage import StorageSection
from facenet_gui.services import Services
from facenet_gui.settings import TABLE, Setting, Settings
from facenet_gui.widgets.basics import SPACE, WIDE, button, column, give_room, label, row, scrolled


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


class SettingsDialog(QDialog):
    """Appearance, camera, privacy, and where everything is stored."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(WIDE, WIDE, WIDE, 0)
        layout.setSpacing(SPACE)
        for group in dict.fromkeys(setting.group for setting in TABLE if setting.kind != "hidden"):
            layout.addWidget(label(_tr(group), "heading"))
            form = QFormLayout()
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            form.setHorizontalSpacing(WIDE)
            for setting in TABLE:
                if setting.group == group:
                    self._add(form, setting)
            layout.addLayout(form)
            if group == "Privacy":
                layout.addWidget(PrivacySection(services))
        layout.addWidget(label(self.tr("Storage"), "heading"))
        layout.addWidget(StorageSection(services))
        layout.addStretch(1)
        buttons = row(
            None,
            button(self.tr("Close"), self.accept, kind="primary"),
            margins=(WIDE, 0, WIDE, WIDE),
        )
        whole = column(scrolled(inside), spacing=SPACE)
        whole.addLayout(buttons)
        self.setLayout(whole)
        self.setMinimumWidth(services.theme.px(600))
        # As high as its content, but never higher than the window that it belongs to.
        high = inside.sizeHint().height() + buttons.sizeHint().height() + 2 * SPACE
        room = parent.window().height() - 2 * WIDE if parent is not None else high
        self.resize(self.minimumWidth(), min(high, max(room, 300)))

    def _add(self, form: QFormLayout, setting: Setting) -> None:
        editor = editor_of(self._services.settings, setting)
        editor.setAccessibleName(_tr(setting.label))
        # What is said about a setting stands close to it, not half-way to the next one.
        field = column(editor, *([label(_tr(setting.help), "small", wrap=True)] if setting.help else []), spacing=2)
        if isinstance(editor, QCheckBox):
            editor.setText(_tr(setting.label))
            form.addRow(field)
        else:
            form.addRow(_tr(setting.label), field)


def editor_of(settings: Settings, setting: Setting) -> QWidget:
    """The control that changes a setting."""
    if setting.kind == "switch":
        switch = QCheckBox()
        switch.setChecked(settings[setting.key])
        switch.toggled.connect(lambda on: settings.__setitem__(setting.key, on))
        return switch
    if setting.kind == "number":
        number = QSpinBox()
        give_room(number)
        number.setRange(setting.minimum, setting.maximum)
        number.setSingleStep(setting.step)
        number.setSuffix(_tr(setting.unit))
        number.setValue(settings[setting.key])
        # Not at every key: a text size of 1 on the way to 120 would be a surprise.
        number.setKeyboardTracking(False)
        number.valueChanged.connect(lambda value: settings.__setitem__(setting.key, value))
        return number
    choice = QComboBox()
    for value, words in setting.choices:
        choice.addItem(_tr(words), value)
    choice.setCurrentIndex(choice.findData(settings[setting.key]))
    choice.currentIndexChanged.connect(lambda: settings.__setitem__(setting.key, choice.currentData()))
    return choice
