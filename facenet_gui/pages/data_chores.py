"""The data page's smaller jobs: sample faces, blends, LFW, deleting a data set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from facenet_gui.pages import data_work
from facenet_gui.pages.data_dialogs import BlendDialog, LfwDialog, SampleDialog
from facenet_gui.services import Services
from facenet_gui.threads.jobs import JobContext
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.job_line import JobLine


class DataChores(QObject):
    """Asks, works, and tells how it ended.

    Args:
        banner, line: Where messages and progress are shown.
    """

    made = Signal(Path)
    gone = Signal(Path)
    folder_wanted = Signal(Path)

    def __init__(self, services: Services, banner: Banner, line: JobLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._banner = banner
        self._line = line
        self._window = parent

    def _run(
        self,
        title: str,
        work: Callable[[JobContext], Any],
        then: Callable[[Path], None],
        *,
        note: str = "",
        kept: str = "",
    ) -> None:
        job = self._services.jobs.start(
            title,
            work,
            page="data",
            cannot_stop_yet=note,
            on_done=then,
            on_failed=self._banner.show_problem,
            on_cancelled=lambda: self._banner.show_message(kept or self.tr("Stopped; nothing was changed.")),
        )
        self._line.follow(job)

    # -- sample faces

    def ask_for_sample(self) -> None:
        """Ask how many sample faces to make, and make them."""
        home = self._services.home
        name = data_work.free_name(self.tr("sample"), home)
        dialog = SampleDialog(name, lambda typed: data_work.name_problem(typed, home), self._window)
        dialog.wanted.connect(self._make_sample)
        dialog.open()

    def _make_sample(self, name: str, identities: int, images: int) -> None:
        work = data_work.make_sample(self._services.home.new_dataset(name), identities=identities, images=images)
        self._run(self.tr("Making sample faces"), work, self._on_sample)

    def _on_sample(self, path: Path) -> None:
        self._banner.show_message(
            self.tr("{0} is ready.").format(path.name),
            self.tr("People who do not exist, to try training with."),
            tone="good",
        )
        self.made.emit(path)

    # -- blends

    def ask_for_blends(self, source: Path) -> None:
        """Ask how many faces that two people of a data set share to make, and make them."""
        home = self._services.home
        name = data_work.free_name(self.tr("{0} blended").format(source.name), home)
        dialog = BlendDialog(source.name, name, lambda typed: data_work.name_problem(typed, home), self._window)
        dialog.wanted.connect(lambda name, images: self._make_blends(source, name, images))
        dialog.open()

    def _make_blends(self, source: Path, name: str, images: int) -> None:
        work = data_work.make_blends(source, self._services.home.new_dataset(name), images=images)
        self._run(self.tr("Blending faces"), work, lambda path: self._on_blends(source, path))

    def _on_blends(self, source: Path, path: Path) -> None:
        both = {"dataset": source.name, "further": path.name, "preset": "distill"}
        self._banner.show_message(
            self.tr("{0} is ready.").format(path.name),
            self.tr("Faces that two people share, for a network to learn from another one."),
            tone="good",
            action=self.tr("Learn from both"),
            on_action=lambda: self._services.navigator.go("training", both),
        )
        self.made.emit(path)

    # -- LFW

    def ask_for_lfw(self) -> None:
        """Say what a download of LFW means and wait for the answer; or that LFW is here."""
        from core.data.lfw_download import find_lfw

        dialog = LfwDialog(find_lfw(), self._window)
        dialog.download_wanted.connect(self._download)
        dialog.import_wanted.connect(lambda folder: self.folder_wanted.emit(Path(folder)))
        dialog.measure_wanted.connect(self._measure_on)
        dialog.open()

    def _download(self) -> None:
        self._run(
            self.tr("Downloading LFW"),
            data_work.download(),
            self._on_downloaded,
            note=self.tr("waiting for the answer of the host …"),
            kept=self.tr("Stopped; what came is kept, and the next download goes on from there."),
        )

    def _on_downloaded(self, folder: Path) -> None:
        self._banner.show_message(
            self.tr("LFW is here: {0}").format(folder),
            tone="good",
            action=self.tr("Measure a model on it"),
            on_action=lambda: self._measure_on(str(folder)),
        )

    def _measure_on(self, folder: str) -> None:
        self._services.navigator.go("evaluation", {"lfw": folder})

    # -- deleting

    def ask_to_delete(self, path: Path) -> None:
        """Delete a data set when the user confirms it."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Delete the data set?"))
        box.setText(self.tr("Delete {0}?").format(path.name))
        box.setInformativeText(self.tr("The faces in it are deleted for good. The photos they came from stay."))
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        yes.setProperty("kind", "danger")
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.buttonClicked.connect(lambda clicked: self._delete(path) if clicked is yes else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _delete(self, path: Path) -> None:
        self._run(self.tr("Deleting {0}").format(path.name), data_work.delete(path), self._on_deleted)

    def _on_deleted(self, path: Path) -> None:
        self._banner.show_message(self.tr("{0} was deleted.").format(path.name))
        self.gone.emit(path)

    def forget_import(self, target: Path) -> None:
        """Delete what an interrupted import keeps."""
        self._run(self.tr("Deleting what is kept"), data_work.forget(target), self.gone.emit)
