"""What the user chose, kept in the home: one table, from which the settings' dialog is made too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QByteArray, QObject, QSettings, Signal

from facenet_gui.languages import NAMES, SYSTEM

Kind = Literal["choice", "switch", "number", "hidden"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        group: Heading in the dialog.
        label, help: In English; translated in the context "Settings".
        choices: Value and label of each, for a choice.
        minimum, maximum, step, unit: For a number.
    """

    key: str
    kind: Kind
    default: Any
    group: str = ""
    label: str = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    unit: str = ""


def _(text: str) -> str:
    """Marks a text for translation."""
    return str(QT_TRANSLATE_NOOP("Settings", text))


TABLE: tuple[Setting, ...] = (
    Setting(
        "appearance",
        "choice",
        "system",
        _("Appearance"),
        _("Colours"),
        choices=(("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))),
    ),
    Setting(
        "language",
        "choice",
        SYSTEM,
        _("Appearance"),
        _("Language"),
        _("Holds from the next start of the window."),
        choices=((SYSTEM, _("As the system")), *NAMES.items()),
    ),
    Setting("text_size", "number", 100, _("Appearance"), _("Text size"), minimum=80, maximum=200, step=10, unit=" %"),
    Setting(
        "mirror_camera",
        "switch",
        True,
        _("Camera"),
        _("Mirror the picture"),
        _("As a mirror does. Only the display; recognition always sees the true picture."),
    ),
    Setting(
        "keep_log",
        "switch",
        True,
        _("Privacy"),
        _("Note who was seen when"),
        _("For as long as the window is open. Nothing is written to disk unless you save it."),
    ),
    Setting(
        "save_unknown",
        "switch",
        True,
        _("Privacy"),
        _("Show recent unknown faces"),
        _("In the live page's strip, in memory only."),
    ),
    Setting(
        "lock_after",
        "number",
        0,
        _("Privacy"),
        _("Lock the gallery after"),
        _("Minutes without keyboard or mouse; 0 never. It needs a passphrase, and waits while something is running."),
        minimum=0,
        maximum=240,
        step=5,
        unit=_(" min"),
    ),
    Setting("model", "hidden", "dlib-resnet"),
    Setting("welcomed", "hidden", False),
    Setting("help", "hidden", False),
    Setting("page", "hidden", "data"),
    Setting("recent", "hidden", []),
)
_BY_KEY = {setting.key: setting for setting in TABLE}
_RECENT = 10


def keep_dialogs_in(home: Path) -> None:
    """Let Qt note which folders were chosen in its file dialogs in the home, where they are deleted with the rest.

    Else it does so in the user's configuration, together with Qt's other programs. Windows' and macOS' dialogs, and
    those of some Linux desktops, are the system's own and are not asked.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home))


class Settings(QObject):
    """Reads and writes the table's values, and anything a page wants to find again under a key of its own.

    Args:
        path: An INI file; made when something is chosen.
    """

    changed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings(str(path), QSettings.Format.IniFormat, self)
        self._forgotten = False

    def __getitem__(self, key: str) -> Any:
        setting = _BY_KEY[key]
        return _of_kind(self._store.value(key, setting.default), setting)

    def __setitem__(self, key: str, value: Any) -> None:
        if self[key] != value and not self._forgotten:
            self._store.setValue(key, value)
            self.changed.emit(key)

    def remember(self, key: str, value: str | int | float | bool | QByteArray | list[str]) -> None:
        """Keep something of a page or a window: a size, a choice, a splitter's state."""
        if not self._forgotten:
            self._store.setValue(f"remembered/{key}", value)

    def remembered(self, key: str, default: Any, kind: Callable[[Any], Any] | None = None) -> Any:
        """What was kept under a key, or the default; `kind` converts what an INI file made text of."""
        value = self._store.value(f"remembered/{key}", None)
        if value is None:
            return default
        try:
            return kind(value) if kind else value
        except (TypeError, ValueError):
            return default

    def add_recent(self, path: Path) -> None:
        """Put something that was opened first in the list of recent things."""
        text = str(path)
        self["recent"] = [text, *(other for other in self["recent"] if other != text)][:_RECENT]

    def forget(self) -> None:
        """Write nothing any more: the file was deleted. Nothing may be waiting to be written (`save`)."""
        self._forgotten = True

    def save(self) -> None:
        """Write now what was chosen."""
        self._store.sync()


def _of_kind(value: Any, setting: Setting) -> Any:
    """An INI file knows only text; whatever does not fit is the default."""
    match setting.default:
        case bool():
            return str(value).lower() in ("true", "1")
        case int():
            try:
                number = int(float(value))
            except (TypeError, ValueError):
                return setting.default
            return min(max(number, setting.minimum), setting.maximum)
        case list():
            if isinstance(value, str):
                return [value] if value else []
            return [str(item) for item in value] if isinstance(value, list) else []
        case _:
            text = str(value)
            known = {choice for choice, _label in setting.choices}
            return setting.default if known and text not in known else text
