"""Locks the gallery when nobody has touched keyboard or mouse for as long as the settings say."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from facenet_gui.services import Services
from facenet_gui.touches import TOUCHES

_MS_PER_MINUTE = 60_000


class IdleLock(QObject):
    """Watches the application's input; see the setting `lock_after`."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
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
            self._timer.start()
        return False

    def stop(self) -> None:
        """Lock nothing any more."""
        self._timer.stop()

    def _on_setting(self, key: str) -> None:
        if key == "lock_after":
            self._restart()

    def _restart(self) -> None:
        minutes = self._services.settings["lock_after"]
        if minutes:
            self._timer.start(minutes * _MS_PER_MINUTE)
        else:
            self._timer.stop()

    def _on_idle(self) -> None:
        if not self._services.gallery.kept_open and not self._services.jobs.running:
            self._services.gallery.lock()
        self._restart()
