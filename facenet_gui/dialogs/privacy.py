"""The settings' part about the gallery's key, and deleting everything."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QVBoxLayout, QWidget

from facenet_gui.dialogs.unlock import NewPassphraseDialog, key_place
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.widgets.basics import GAP, Banner, button, label, row


class PrivacySection(QWidget):
    """Where the gallery's key is, how to lock it, and the way out."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.where = label("", "quiet", wrap=True)
        self._banner = Banner()
        self.set_button = button(self.tr("Set a passphrase…"), self._on_set, icon_name="lock")
        self.away_button = button(self.tr("Take it away…"), self._on_away, kind="quiet")
        self.lock_button = button(self.tr("Lock now"), self._on_lock, kind="quiet", icon_name="lock")
        self.erase_button = button(self.tr("Delete all my data…"), self._on_erase, kind="danger", icon_name="trash-2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.where)
        layout.addWidget(self._banner)
        layout.addLayout(row(self.set_button, self.away_button, self.lock_button, None))
        layout.addLayout(row(self.erase_button, None))
        services.gallery.changed.connect(self.show_place)
        self.show_place()

    def show_place(self) -> None:
        """Say where the key is now."""
        place = key_place(self._services)
        self.where.setText(
            {
                "keyring": self.tr("The gallery is encrypted. Its key is in the system's keyring: it opens for whoever "
                "is logged in as you."),
                "passphrase": self.tr("The gallery is encrypted, and opens with its passphrase only."),
                "file": self.tr("The gallery is encrypted, but its key lies in a plain file: whoever can read your "
                "files can open it. A passphrase protects it better."),
                "": self.tr("There is no gallery yet. It will be encrypted."),
            }[place]
        )  # fmt: skip
        locked = place == "passphrase"
        self.set_button.setText(self.tr("Change the passphrase…") if locked else self.tr("Set a passphrase…"))
        self.set_button.setEnabled(bool(place))
        self.away_button.setVisible(locked)
        self.lock_button.setVisible(locked and not self._services.gallery.locked)

    def _on_set(self) -> None:
        self._ask(away=False)

    def _on_away(self) -> None:
        self._ask(away=True)

    def _ask(self, *, away: bool) -> None:
        dialog = NewPassphraseDialog(
            self._services, locked_now=key_place(self._services) == "passphrase", away=away, parent=self
        )
        dialog.accepted.connect(self.show_place)
        dialog.open()

    def _on_lock(self) -> None:
        if self._services.jobs.running:
            self._banner.show_message(self.tr("Something is running."), self.tr("Stop it, then lock the gallery."))
        else:
            self._services.gallery.lock()

    def _on_erase(self) -> None:
        from core.gallery.erasing import other_homes

        if self._services.jobs.running:
            self._banner.show_message(self.tr("Something is running."), self.tr("Stop it first. Nothing was deleted."))
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Delete all my data?"))
        box.setText(self.tr("Everything in {0} will be deleted, for good.").format(self._services.home.path))
        words = self.tr(
            "The gallery and its key, data sets, trainings, models, caches, logs and settings. Galleries in other "
            "places cannot be read afterwards. Your photos, exports, and backups stay. The window then closes."
        )
        for place in other_homes(self._services.home):
            words += "\n\n" + self.tr("More data of this program lies in {0}; it stays.").format(place)
        box.setInformativeText(words)
        delete = box.addButton(self.tr("Delete everything"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is delete:
            self.erase()

    def erase(self) -> None:
        """Delete all that is kept of the user; the window closes behind it."""
        from core.gallery.erasing import Erased, erase_everything

        services = self._services
        services.gallery.close()
        services.settings.save()
        _close_logs()
        home, keys = services.home, services.gallery.keys
        self.erase_button.setEnabled(False)

        def done(erased: Erased) -> None:
            # Whether or not this section is still there.
            services.settings.forget()
            if erased.problem:
                title = QCoreApplication.translate("PrivacySection", "The keyring did not answer")
                QMessageBox.information(None, title, erased.problem)
            QTimer.singleShot(0, QApplication.closeAllWindows)

        # The keyring may take its time to forget a key.
        job = services.jobs.start(self.tr("Delete everything"), lambda _: erase_everything(home, keys), on_done=done)
        job.failed.connect(self._on_erase_failed)

    def _on_erase_failed(self, problem: Problem) -> None:
        self.erase_button.setEnabled(True)
        self._banner.show_problem(problem)


def _close_logs() -> None:
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, logging.FileHandler):
            root.removeHandler(handler)
            handler.close()
