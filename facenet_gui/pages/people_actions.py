"""The people page's actions: the page's menu, the menu of the Enroll button, and what hides under "More"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from facenet_gui.icons import icon


class PeopleActions(QObject):
    """Made once; `needs_people` are of no use while the gallery is empty."""

    def __init__(
        self,
        page: QWidget,
        *,
        undo: QAction,
        photos: Callable[[], object],
        folder: Callable[[], object],
        camera: Callable[[], object],
        find: Callable[[], object],
        strangers: Callable[[], object],
        duplicates: Callable[[], object],
        improve: Callable[[], object],
        export: Callable[[], object],
        import_: Callable[[], object],
        own: Callable[[], object],
        purge: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page = page
        self.undo = undo
        self.photos = self._make(self.tr("From photos…"), "Ctrl+N", photos, "images")
        self.folder = self._make(self.tr("From a folder…"), "Ctrl+Shift+N", folder, "folder-plus")
        self.camera = self._make(self.tr("With the camera…"), "Ctrl+K", camera, "camera")
        self.find = self._make(self.tr("Find somebody"), "Ctrl+F", find, "search")
        self.strangers = self._make(self.tr("How strict with strangers…"), "", strangers, "gauge")
        self.duplicates = self._make(self.tr("Look for duplicates"), "", duplicates, "merge")
        self.improve = self._make(self.tr("Make it better at these people…"), "", improve, "sparkles")
        self.export = self._make(self.tr("Export everybody…"), "", export, "download")
        self.import_ = self._make(self.tr("Import from a file…"), "", import_, "upload")
        self.own = self._make(self.tr("Use my own gallery"), "", own, "users")
        self.purge = self._make(self.tr("Erase deleted data for good…"), "", purge, "trash-2")
        self.needs_people = (self.export, self.duplicates, self.strangers, self.find, self.improve)
        self._groups = (
            (self.undo,),
            (self.strangers, self.duplicates, self.improve),
            (self.export, self.import_, self.own),
            (self.purge,),
        )

    @property
    def all(self) -> tuple[QAction, ...]:
        rest = (action for group in self._groups[1:] for action in group)
        return (self.photos, self.folder, self.camera, self.undo, self.find, *rest)

    def enroll_menu(self) -> QMenu:
        """The ways to enroll somebody."""
        menu = QMenu(self._page)
        menu.addActions([self.photos, self.folder, self.camera])
        return menu

    def popup_more(self, below: QWidget) -> None:
        """Everything that is needed seldom, below a button at the right."""
        menu = QMenu(self._page)
        for group in self._groups:
            menu.addActions(list(group))
            menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(below.width() - menu.sizeHint().width(), below.height())))

    def _make(self, text: str, keys: str, then: Callable[[], object], icon_name: str) -> QAction:
        made = QAction(icon(icon_name), text, self._page)
        if keys:
            made.setShortcut(keys)
        made.triggered.connect(lambda: then())
        return made
