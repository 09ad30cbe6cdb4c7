"""Jobs on the whole gallery: export, import, erasing for good, and re-embedding after a change of the model."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.errors import FacenetError, InputError
from core.gallery.portable import export_gallery, import_gallery, is_sealed
from core.progress import Progress
from facenet_gui.pages.people_portable import SUFFIX, ExportDialog, ImportDialog
from facenet_gui.pages.people_work import embed_anew
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, JobContext, Problem
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.job_line import JobLine
from facenet_gui.words import grouped


class Transfer(QObject):
    """One such job at a time; `idle` comes when it is over."""

    idle = Signal()

    def __init__(self, services: Services, banner: Banner, line: JobLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._banner, self._line, self._widget = services, banner, line, parent
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    # -- export and import

    def ask_export(self, people: int) -> None:
        """Ask for a passphrase and a file, then write everybody into it."""
        dialog = ExportDialog(people, self._widget)
        dialog.accepted.connect(lambda: self._choose_export(dialog.passphrase))
        _open(dialog)

    def _choose_export(self, passphrase: str | None) -> None:
        folder = str(self._services.settings.remembered("people/export", str(Path.home()), str))
        chosen, _ = QFileDialog.getSaveFileName(
            self._widget,
            self.tr("Export everybody"),
            str(Path(folder) / f"people{SUFFIX}"),
            self.tr("Exported people (*{0})").format(SUFFIX),
        )
        gallery = self._services.gallery.get()
        if not chosen or gallery is None:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(SUFFIX)
        self._services.settings.remember("people/export", str(path.parent))

        def work(context: JobContext) -> int:
            return export_gallery(gallery, path, passphrase=passphrase, progress=context.progress)

        def done(people: int) -> None:
            clear = self.tr("Names and faces are written in clear: anybody who has the file can read it.")
            self._banner.show_message(
                self.tr("{0} people were exported to {1}.").format(grouped(people), path),
                clear if passphrase is None else self.tr("Nobody can open it without the passphrase."),
                tone="good",
            )

        self._start(self.tr("Exporting people"), work, done)

    def takes(self, path: Path) -> bool:
        """Whether a file is an exported gallery."""
        try:
            if path.suffix.lower() != SUFFIX or not path.is_file():
                return False
            return is_sealed(path) or zipfile.is_zipfile(path)
        except (OSError, FacenetError):
            return False

    def choose_import(self) -> None:
        folder = str(self._services.settings.remembered("people/export", str(Path.home()), str))
        chosen, _ = QFileDialog.getOpenFileName(
            self._widget,
            self.tr("Import people"),
            folder,
            self.tr("Exported people (*{0});;All files (*)").format(SUFFIX),
        )
        if chosen:
            self.ask_import(Path(chosen))

    def ask_import(self, path: Path) -> None:
        """Ask for what is needed, then add everybody from the file."""
        try:
            sealed = is_sealed(path)
        except InputError as error:
            self._banner.show_problem(Problem.of(error))
            return
        dialog = ImportDialog(path, sealed=sealed, parent=self._widget)
        dialog.accepted.connect(lambda: self._import(path, dialog.passphrase, join=dialog.join))
        _open(dialog)

    def _import(self, path: Path, passphrase: str | None, *, join: bool) -> None:
        gallery = self._services.gallery.get()
        if gallery is None:
            return

        def work(context: JobContext) -> int:
            return import_gallery(
                gallery,
                path,
                passphrase=passphrase,
                same_names="join" if join else "refuse",
                progress=context.progress,
            )

        def done(added: int) -> None:
            self._services.gallery.follow()
            self._banner.show_message(
                self.tr("{0} pictures were added from {1}.").format(grouped(added), path.name),
                self.tr("Undo takes all of them away again."),
                tone="good",
            )

        self._start(self.tr("Importing people"), work, done)

    # -- erasing for good

    def ask_purge(self) -> None:
        """Ask, then wipe out what was deleted."""
        box = QMessageBox(self._widget)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Erase for good"))
        box.setText(self.tr("Erase deleted people and pictures for good?"))
        box.setInformativeText(
            self.tr(
                "What was deleted cannot be brought back then, and nothing done so far can be undone. "
                "Copies and backups of the file are not touched."
            )
        )
        erase = box.addButton(self.tr("Erase for good"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        erase.clicked.connect(self._purge)
        box.open()

    def _purge(self) -> None:
        gallery = self._services.gallery.get()
        if gallery is None:
            return

        def work(context: JobContext) -> int:
            context.progress(Progress("erasing", 0, None))
            return gallery.purge()

        def done(wiped: int) -> None:
            self._services.gallery.follow()
            self._banner.show_message(
                self.tr("{0} people and pictures were erased for good.").format(grouped(wiped))
                if wiped
                else self.tr("There was nothing to erase."),
                tone="good",
            )

        self._start(self.tr("Erasing deleted data"), work, done)

    # -- another model

    def embed_anew(self) -> None:
        """Give everybody an embedding of the current model, from the chips that were kept."""
        gallery = self._services.gallery.get()
        if gallery is None:
            return

        def done(added: int) -> None:
            self._services.gallery.follow()
            self._banner.show_message(
                self.tr("{0} faces were embedded with {1}.").format(grouped(added), self._services.model.name),
                tone="good",
            )

        self._start(self.tr("Re-embedding faces"), embed_anew(gallery, self._services.model.embedder), done)

    def _start(self, title: str, work: object, done: object) -> None:
        if self._job is not None:
            self._banner.show_message(self.tr("One thing after the other: {0} still runs.").format(self._job.title))
            return
        self._job = self._services.jobs.start(
            title,
            work,  # type: ignore[arg-type]
            page="people",
            cannot_stop_yet=self.tr("finishing what is in hand …"),
            on_done=done,  # type: ignore[arg-type]
            on_failed=self._banner.show_problem,
        )
        self._job.ended.connect(self._on_ended)
        self._line.follow(self._job)

    def _on_ended(self) -> None:
        self._job = None
        # Re-embedding that was stopped keeps what is done.
        self._services.gallery.follow()
        self.idle.emit()


def _open(dialog: ExportDialog | ImportDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
