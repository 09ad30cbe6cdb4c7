"""Locks the gallery when nobody has touched keyboard or mouse for as long as the settings say.

A sleeping computer counts as untouched. Qt's timers stand still while it sleeps, so the time since the last touch is
also looked at: now and then, and at the first touch after waking, before that one counts.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from facenet_gui import clock
from facenet_gui.services import Services
from facenet_gui.touches import TOUCHES

_MS_PER_MINUTE = 60_000
_LOOK_MS = 5000


class IdleLock(QObject):
    """Watches the application's input; see the setting `lock_after`.

    Args:
        seconds: The clock; another one in tests.
    """

    def __init__(
        self, services: Services, parent: QObject | None = None, *, seconds: Callable[[], float] = clock.seconds
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._seconds = seconds
        self._touched = seconds()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_idle)
        services.settings.changed.connect(self._on_setting)
        application = QApplication.instance()
        assert application is not None  # it watches one
        application.installEventFilter(self)
        self._restart()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if self._timer.isActive() and event.type() in TOUCHES:
            # Whoever wakes the computer need not be whoever let it fall asleep.
            self._on_look()
            self._touched = self._seconds()
            self._timer.start()
        return False

    def stop(self) -> None:
        """Lock nothing any more."""
        self._timer.stop()
        self._look.stop()

    def _on_setting(self, key: str) -> None:
        if key == "lock_after":
            self._restart()

    def _restart(self) -> None:
        minutes = self._services.settings["lock_after"]
        self._touched = self._seconds()
        if minutes:
            self._timer.start(minutes * _MS_PER_MINUTE)
            self._look.start()
        else:
            self.stop()

    def _on_look(self) -> None:
        if self._seconds() - self._touched >= 60 * self._services.settings["lock_after"]:
            self._on_idle()

    def _on_idle(self) -> None:
        if not self._services.gallery.kept_open and not self._services.jobs.running:
            self._services.gallery.lock()
        self._restart()
