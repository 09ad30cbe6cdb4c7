"""Asking for the gallery's passphrase, and choosing a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import FacenetError
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, JobContext, Problem
from facenet_gui.widgets.basics import SPACE, WIDE, Banner, button, label, row


def passphrase_field(name: str) -> QLineEdit:
    """A field that does not show what is typed, nor keep it in an input method's memory."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    field.setAccessibleName(name)
    return field


class UnlockDialog(QDialog):
    """Opens a gallery whose key is under a passphrase."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job | None = None
        self.setWindowTitle(self.tr("Unlock the gallery"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._banner = Banner()
        self.field = passphrase_field(self.tr("Passphrase"))
        self.unlock_button = button(self.tr("Unlock"), self._on_unlock, kind="primary", icon_name="lock-open")
        self.unlock_button.setDefault(True)
        self.field.textChanged.connect(lambda text: self.unlock_button.setEnabled(bool(text)))
        self.unlock_button.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.setSpacing(SPACE)
        layout.addWidget(label(self.tr("The gallery is locked"), "heading"))
        layout.addWidget(label(self.tr("Names and faces can be read with its passphrase only."), "quiet", wrap=True))
        layout.addWidget(self._banner)
        layout.addWidget(self.field)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject, kind="quiet"), self.unlock_button))
        self.setMinimumWidth(services.theme.px(420))

    def _on_unlock(self) -> None:
        if self._job is not None:
            return
        keys, path, passphrase = self._services.gallery.keys, self._services.gallery.path, self.field.text()

        def work(_: JobContext) -> bytes:
            from core.gallery.opening import gallery_id_of

            return keys.unlock(gallery_id_of(path), passphrase)

        self._banner.hide()
        self.unlock_button.setEnabled(False)
        self._job = self._services.jobs.start(self.tr("Unlocking the gallery"), work)
        self._job.succeeded.connect(self._on_key)
        self._job.failed.connect(self._on_failed)

    def _on_key(self, secret: bytes) -> None:
        self._job = None
        self._services.gallery.open(self._services.gallery.path, secret=secret)
        problem = self._services.gallery.problem
        if problem is None:
            self.accept()
        else:
            self._on_failed(problem)

    def _on_failed(self, problem: Problem) -> None:
        self._job = None
        self._banner.show_problem(problem)
        self.field.selectAll()
        self.field.setFocus()
        self.unlock_button.setEnabled(True)


class NewPassphraseDialog(QDialog):
    """Puts the gallery's key under a passphrase, or takes it from under one.

    Args:
        locked_now: Whether there is one already, which must be given first.
        away: Take it away: no new one is asked for.
    """

    def __init__(
        self, services: Services, *, locked_now: bool, away: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._away = away
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Take the passphrase away") if away else self.tr("Choose a passphrase")
        self.setWindowTitle(title)
        self._banner = Banner()
        self.old = passphrase_field(self.tr("Passphrase of now")) if locked_now else None
        self.new = passphrase_field(self.tr("New passphrase"))
        self.again = passphrase_field(self.tr("The same again"))
        fields = QFormLayout()
        fields.setHorizontalSpacing(WIDE)
        for field in ([self.old] if self.old else []) + ([] if away else [self.new, self.again]):
            fields.addRow(field.accessibleName(), field)
            field.textChanged.connect(self._check)
        self.done_button = button(title, self._on_done, kind="primary", icon_name="lock-open" if away else "lock")
        self.done_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.setSpacing(SPACE)
        words = (
            self.tr("The gallery then opens for whoever is logged in as you.")
            if away
            else self.tr(
                "Several words that only you think of together are better than one strange one. Nobody can open the "
                "gallery without it, and nobody can give you another: export the gallery, or write it down."
            )
        )
        layout.addWidget(label(words, "quiet", wrap=True))
        layout.addWidget(self._banner)
        layout.addLayout(fields)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject, kind="quiet"), self.done_button))
        self.setMinimumWidth(services.theme.px(480))
        self._check()

    def _check(self) -> None:
        same = self._away or (bool(self.new.text()) and self.new.text() == self.again.text())
        self.done_button.setEnabled(same and (self.old is None or bool(self.old.text())))
        self.done_button.setToolTip("" if same or not self.again.text() else self.tr("The two are not the same yet."))

    def _on_done(self) -> None:
        if self._job is not None:
            return
        keys, path = self._services.gallery.keys, self._services.gallery.path
        old, new, away = self.old.text() if self.old else None, self.new.text(), self._away

        def work(_: JobContext) -> None:
            from core.gallery.opening import gallery_id_of

            gallery_id = gallery_id_of(path)
            secret = keys.read(gallery_id) if old is None else keys.unlock(gallery_id, old)
            if not away:
                keys.keep(gallery_id, secret, "passphrase", passphrase=new)
            else:
                keys.keep(gallery_id, secret, "keyring" if keys.keyring.available() else "file")

        self._banner.hide()
        self.done_button.setEnabled(False)
        self._job = self._services.jobs.start(self.windowTitle(), work)
        self._job.succeeded.connect(self._on_kept)
        self._job.failed.connect(self._on_failed)

    def _on_kept(self, _: object) -> None:
        self.accept()

    def _on_failed(self, problem: Problem) -> None:
        self._job = None
        self._banner.show_problem(problem)
        self._check()


def open_or_unlock(services: Services, parent: QWidget) -> None:
    """Open the gallery in use; where it wants its passphrase, ask for it."""
    gallery = services.gallery
    if not gallery.locked:
        gallery.open(gallery.path)
    if gallery.locked:
        UnlockDialog(services, parent).open()


def key_place(services: Services) -> str:
    """Where the key of the gallery in use lives: `keyring`, `passphrase`, `file`, or empty where it has none."""
    from core.gallery.opening import gallery_id_of

    try:
        return services.gallery.keys.place(gallery_id_of(services.gallery.path))
    except FacenetError:
        return ""
