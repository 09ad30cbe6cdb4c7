"""The settings' dialog, made from the table of `facenet_gui.settings`; what is changed holds at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from facenet_gui.dialogs.privacy import PrivacySection
from facenet_gui.services import Services
from facenet_gui.settings import TABLE, Setting, Settings
from facenet_gui.widgets.basics import SPACE, WIDE, button, give_room, label, row


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


class SettingsDialog(QDialog):
    """Appearance, camera, privacy, and where everything is stored."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
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
        layout.addWidget(
            label(
                self.tr("Data sets, runs, models and the gallery are in {0}. ").format(services.home.path)
                + self.tr("Set FACENET_HOME, or start with --home, for another place."),
                "quiet",
                wrap=True,
                selectable=True,
            )
        )
        layout.addStretch(1)
        layout.addLayout(
            row(
                button(self.tr("Open that folder"), self._open_home, kind="quiet", icon_name="folder-open"),
                None,
                button(self.tr("Close"), self.accept, kind="primary"),
            )
        )
        self.setMinimumWidth(services.theme.px(560))

    def _add(self, form: QFormLayout, setting: Setting) -> None:
        editor = editor_of(self._services.settings, setting)
        editor.setAccessibleName(_tr(setting.label))
        if isinstance(editor, QCheckBox):
            editor.setText(_tr(setting.label))
            form.addRow(editor)
        else:
            form.addRow(_tr(setting.label), editor)
        if setting.help:
            form.addRow(label(_tr(setting.help), "small", wrap=True))

    def _open_home(self) -> None:
        self._services.home.path.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._services.home.path)))


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
        number.setSuffix(setting.unit)
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
