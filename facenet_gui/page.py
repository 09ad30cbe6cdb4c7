"""What the main window expects of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from facenet_gui.services import Services


class Page(QWidget):
    """One of the five pages. Made when it is first shown, and kept."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.setObjectName("page")

    def open(self, what: Mapping[str, str]) -> None:
        """Show something; see `facenet_gui.services.Navigator` for what each page takes."""

    def menu_actions(self) -> Sequence[QAction]:
        """The page's own actions, with their shortcuts, for the menu while the page is shown."""
        return ()

    def drop_words(self, paths: Sequence[Path]) -> str:
        """What the page would do with dropped files ("Import these photos"); empty where it takes none of them."""
        return ""

    def drop(self, paths: Sequence[Path]) -> None:
        """Take what was dropped; only after `drop_words` said something."""

    def first_control(self) -> QWidget | None:
        """What one begins with on the page as it is now; the tour points at it."""
        return None

    def shown(self) -> None:
        """The page came to the front."""

    def hidden(self) -> None:
        """Another page came to the front; work goes on, pictures need not be drawn."""

    def may_close(self) -> bool:
        """Ask about what would be lost when the window closes; False keeps it open."""
        return True

    def closing(self) -> None:
        """The window closes: ask cameras and timers to end, without waiting. The window stops the jobs itself."""

    def settled(self) -> bool:
        """Whether everything that `closing` asked to end has ended; asked again and again until it has."""
        return True
