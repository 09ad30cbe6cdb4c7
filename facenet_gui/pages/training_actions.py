"""What can be done with a run: use, measure, rename, note, delete, look at it in TensorBoard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox, QWidget

from core.errors import FacenetError
from core.training.run_list import RunSummary
from core.training.run_upkeep import delete_run, rename_run, write_note
from facenet_gui import words
from facenet_gui.icons import icon
from facenet_gui.pages.training_tensorboard import TensorBoard
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.quiet import Quietly
from facenet_gui.widgets.basics import Banner


class RunActions(QObject):
    """Does what the menu of a run offers, and says in the banner how it went.

    `changed`: the list is another one now. `renamed` brings the new name, `copy_wanted` the run to copy.
    """

    changed = Signal()
    renamed = Signal(str)
    copy_wanted = Signal(object)

    def __init__(self, services: Services, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._banner, self._window = services, banner, parent
        self._quietly = Quietly(self)
        self._board = TensorBoard(self)
        self._board.ready.connect(self._on_board_ready)
        self._board.failed.connect(self._on_board_failed)

    def close(self) -> None:
        """The window closes."""
        self._board.stop()

    def show_menu(self, run: RunSummary, place: QPoint, *, live: bool) -> None:
        """Offer what can be done; `live`: it is being trained in this window."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        trained = (run.path / "best").is_dir()
        free = not live and run.state != "running"
        for text, icon_name, then, enabled in (
            (self.tr("Use this model"), "check", self.use, trained),
            (self.tr("Measure it"), "chart-line", self.measure, trained),
            (self.tr("New training with its settings"), "copy", self.copy_wanted.emit, run.hyperparameters is not None),
            (self.tr("Open in TensorBoard"), "activity", self.open_board, (run.path / "tensorboard").is_dir()),
            (self.tr("Show the folder"), "folder-open", _show_folder, run.path.is_dir()),
            (self.tr("Rename…"), "pencil", self.rename, free),
            (self.tr("Delete…"), "trash-2", self.delete, free),
        ):
            action = menu.addAction(icon(icon_name), text)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, then=then: then(run))
        menu.popup(place)

    def use(self, run: RunSummary) -> None:
        """Recognise with its best model from now on."""
        try:
            self._services.model.choose(run.name)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.show_message(
            self.tr("{0} recognises from now on.").format(run.name),
            self.tr("People who were enrolled with another model are embedded anew on the People page."),
            tone="good",
            action=self.tr("People"),
            on_action=lambda: self._services.navigator.go("people"),
        )

    def measure(self, run: RunSummary) -> None:
        self._services.navigator.go("evaluation", {"model": run.name})

    def rename(self, run: RunSummary) -> None:
        name, chosen = QInputDialog.getText(self._window, self.tr("Rename"), self.tr("New name"), text=run.name)
        if not chosen or name == run.name:
            return
        in_use = self._services.model.name == run.name
        try:
            path = rename_run(run.path, name)
            if in_use:
                self._services.model.choose(path.name)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self.renamed.emit(path.name)

    @Slot(object, str)
    def write_note(self, run: RunSummary, text: str) -> None:
        try:
            write_note(run.path, text)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self.changed.emit()

    def delete(self, run: RunSummary) -> None:
        """Ask, and delete it with everything in it."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Delete the run?"))
        box.setText(self.tr("Delete {0} with its model, checkpoints and history?").format(run.name))
        used = self._services.model.name == run.name
        box.setInformativeText(
            self.tr("{0} become free. This cannot be undone.").format(words.size(run.size))
            + (" " + self.tr("It is the model in use; the built-in one takes its place.") if used else "")
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is not delete:
            return

        def then(freed: int | Problem) -> None:
            if isinstance(freed, Problem):
                self._banner.show_problem(freed)
            else:
                self._banner.show_message(self.tr("{0} is deleted; {1} are free.").format(run.name, words.size(freed)))
            self.changed.emit()

        self._quietly.read(lambda: delete_run(run.path), then)

    # -- TensorBoard

    def open_board(self, run: RunSummary) -> None:
        """Start TensorBoard for it; the browser opens when it is ready."""
        self._board.start(run.path / "tensorboard")
        self._say(self.tr("Starting TensorBoard for {0} …").format(run.name))

    @Slot(str)
    def _on_board_ready(self, address: str) -> None:
        self._say(self.tr("TensorBoard is open at {0}").format(address))
        QDesktopServices.openUrl(QUrl(address))

    def _say(self, message: str) -> None:
        self._banner.show_message(
            message,
            self.tr("It runs on this computer only, and ends with this window."),
            action=self.tr("Stop it"),
            on_action=self._stop_board,
        )

    @Slot(str)
    def _on_board_failed(self, details: str) -> None:
        self._banner.show_message(
            self.tr("TensorBoard could not be started."),
            self.tr("The curves are on this page too."),
            tone="bad",
            details=details,
        )

    def _stop_board(self) -> None:
        self._board.stop()
        self._banner.hide()


def _show_folder(run: RunSummary) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.path)))
