"""The frame: the rail with the five pages, the menus, the status bar, drops, and orderly leaving."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from facenet_gui import places
from facenet_gui.helping import Helping
from facenet_gui.icons import icon
from facenet_gui.leaving import Leaving
from facenet_gui.page import Page
from facenet_gui.page_kinds import PageKind, page_kinds
from facenet_gui.services import Services
from facenet_gui.status_bar import StatusBar
from facenet_gui.widgets.basics import Banner, label, row


class MainWindow(QMainWindow):
    """The window.

    Args:
        kinds: The pages; others than the five in tests.
    """

    def __init__(self, services: Services, kinds: list[PageKind] | None = None) -> None:
        super().__init__()
        self.services = services
        self._kinds = {kind.key: kind for kind in (kinds or page_kinds())}
        self._pages: dict[str, Page] = {}
        self.current = ""
        self.setWindowTitle("FaceNet GUI")
        self.setWindowIcon(icon("facenet"))
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 600)
        # Before anything in the window hears of a change and draws itself in the new colours.
        services.theme.changed.connect(self._dress)
        self._build()
        self._build_menus()
        self._dress()
        services.navigator.asked.connect(self._on_asked)
        services.tensorflow.changed.connect(self._on_tensorflow)
        self._restore_geometry()

    # -- building

    @Slot()
    def _dress(self) -> None:
        self.setStyleSheet(self.services.theme.sheet)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._banner = Banner()
        self._drop_words = label("", "heading")
        self._drop_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop = QFrame(self)
        self._drop.setProperty("role", "drop")
        self._drop.setProperty("over", True)
        self._drop.setLayout(row(None, self._drop_words, None))
        self._drop.hide()
        self._rail_frame = rail = QFrame()
        rail.setObjectName("rail")
        # A page that asks for much room gets none of the titles'.
        rail.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        rail_layout = QVBoxLayout(rail)
        rail_layout.setContentsMargins(8, 12, 8, 12)
        rail_layout.setSpacing(4)
        self._rail: dict[str, QToolButton] = {}
        for kind in self._kinds.values():
            rail_layout.addWidget(self._rail_button(kind))
        rail_layout.addStretch(1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        banner_place = QVBoxLayout()
        banner_place.setContentsMargins(24, 12, 24, 0)
        banner_place.addWidget(self._banner)
        beside.addLayout(banner_place)
        beside.addWidget(self._stack, 1)
        pages = QWidget()
        pages.setLayout(beside)
        self.helping = Helping(self.services, pages, self.show_page, self)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(rail)
        upper.addWidget(self.helping.splitter, 1)
        self._status = StatusBar(self.services)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self._status)
        central = QWidget()
        central.setLayout(whole)
        self.setCentralWidget(central)
        self._leaving = Leaving(self.services, self._pages, self.show_page, self._banner, self)
        self._leaving.begun.connect(self._remember)

    def _rail_button(self, kind: PageKind) -> QToolButton:
        made = QToolButton()
        made.setText(kind.title)
        made.setAccessibleName(kind.title)
        made.setIcon(icon(kind.icon))
        made.setIconSize(QSize(24, 24))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        # A click leaves the focus in the page; the keyboard reaches the rail with the tabulator.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setMinimumWidth(self.services.theme.px(80))
        # All as wide as the longest title.
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.show_page(kind.key))
        self._rail[kind.key] = made
        return made

    def _build_menus(self) -> None:
        bar = self.menuBar()
        files = bar.addMenu(self.tr("&File"))
        self._add(files, self.tr("&Import photos…"), "Ctrl+I", self._import_photos, "folder-plus")
        self._add(files, self.tr("Open &gallery…"), "Ctrl+G", self._open_gallery, "users")
        self._recent = files.addMenu(self.tr("Open &recent"))
        self._recent.aboutToShow.connect(self._fill_recent)
        files.addSeparator()
        self._add(files, self.tr("Show the &folder with everything"), "", self._show_home, "folder-open")
        self._add(files, self.tr("&Settings…"), "Ctrl+,", self._settings, "settings")
        files.addSeparator()
        self._add(files, self.tr("&Quit"), QKeySequence.StandardKey.Quit, self.close)
        self._page_menu = bar.addMenu(self.tr("&Page"))
        go = bar.addMenu(self.tr("&Go"))
        group = QActionGroup(self)
        for number, kind in enumerate(self._kinds.values(), 1):
            action = self._add(go, kind.title, f"Ctrl+{number}", partial(self.show_page, kind.key), kind.icon)
            action.setCheckable(True)
            group.addAction(action)
        help_ = bar.addMenu(self.tr("&Help"))
        explain = self._add(help_, self.tr("&Help for this page"), "F1", self.helping.toggle, "circle-help")
        explain.setCheckable(True)
        self.helping.shown_changed.connect(explain.setChecked)
        self._add(help_, self.tr("&Show me around"), "", self.show_around, "lightbulb")
        self._add(help_, self.tr("&Welcome"), "", self.show_welcome, "sparkles")
        self._add(help_, self.tr("&About FaceNet GUI"), "", self._about, "info")

    def _add(
        self,
        menu: QMenu,
        text: str,
        keys: str | QKeySequence.StandardKey,
        then: Callable[[], object],
        icon_name: str = "",
    ) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda: then())
        menu.addAction(action)
        return action

    # -- pages

    @property
    def page_keys(self) -> list[str]:
        return list(self._kinds)

    def page(self, key: str) -> Page:
        """The page, made when it is first asked for."""
        if key not in self._pages:
            page = self._kinds[key].make(self.services)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def show_page(self, key: str) -> Page:
        """Bring a page to the front."""
        page = self.page(key)
        if key != self.current:
            if self.current:
                self._pages[self.current].hidden()
            self.current = key
            self._stack.setCurrentWidget(page)
            self.services.settings["page"] = key
            self._fill_page_menu(page)
            self.helping.follow(key)
            page.shown()
            page.setFocus()
        self._rail[key].setChecked(True)
        return page

    def show_welcome(self) -> None:
        """The three ways in, and the tour."""
        from facenet_gui.dialogs.welcome import Welcome

        welcome = Welcome(self.services, self)
        welcome.tour_wanted.connect(self.show_around)
        welcome.open()

    @Slot()
    def show_around(self) -> None:
        """The tour."""
        self.helping.show_around(self._rail_frame, self.page_keys)

    def _fill_page_menu(self, page: Page) -> None:
        self._page_menu.clear()
        actions = list(page.menu_actions())
        self._page_menu.setTitle(self._kinds[self.current].title.replace("&", "&&"))
        self._page_menu.menuAction().setVisible(bool(actions))
        self._page_menu.addActions(actions)

    @Slot(str, dict)
    def _on_asked(self, key: str, what: dict[str, str]) -> None:
        page = self.show_page(key)
        if what:
            page.open(what)

    @Slot()
    def _on_tensorflow(self) -> None:
        problem = self.services.tensorflow.problem
        if problem is not None:
            self._banner.show_problem(problem)

    # -- menus

    def _import_photos(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("A folder with one folder per person"), places.pictures()
        )
        if folder:
            self.services.navigator.go("data", {"folder": folder})

    def _open_gallery(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a gallery"), str(self.services.gallery.path.parent), self.tr("Galleries (*.sqlite)")
        )
        if chosen:
            self.services.navigator.go("people", {"gallery": chosen})

    def _fill_recent(self) -> None:
        self._recent.clear()
        for text in self.services.settings["recent"]:
            kind, _, path = text.partition(":")
            action = self._recent.addAction(Path(path).name)
            action.setToolTip(path)
            action.triggered.connect(lambda _=False, kind=kind, path=path: self._open_recent(kind, path))
        if self._recent.isEmpty():
            self._recent.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _open_recent(self, kind: str, path: str) -> None:
        page = {"dataset": "data", "folder": "data", "run": "training", "gallery": "people", "source": "live"}[kind]
        self.services.navigator.go(page, {kind: path})

    def _show_home(self) -> None:
        self.services.home.path.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.home.path)))

    def _settings(self) -> None:
        from facenet_gui.dialogs.settings import SettingsDialog

        SettingsDialog(self.services, self).open()

    def _about(self) -> None:
        from facenet_gui.dialogs.about import About

        About(self).open()

    # -- dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        paths = _paths(event)
        taker = self._taker(paths)
        if taker is None:
            return
        event.acceptProposedAction()
        key, text = taker
        self._drop_words.setText(text if key == self.current else f"{self._kinds[key].title}: {text}")
        corner = self._stack.mapTo(self, QPoint(0, 0))
        self._drop.setGeometry(QRect(corner, self._stack.size()).adjusted(16, 16, -16, -16))
        self._drop.show()
        self._drop.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._drop.hide()
        paths = _paths(event)
        taker = self._taker(paths)
        if taker is not None:
            event.acceptProposedAction()
            self.show_page(taker[0]).drop(paths)

    def _taker(self, paths: list[Path]) -> tuple[str, str] | None:
        """The page that takes these files: the one in front if it can, else another that can."""
        if not paths:
            return None
        for key in dict.fromkeys((self.current, *self._kinds)):
            text = self.page(key).drop_words(paths)
            if text:
                return key, text
        return None

    # -- the keyboard

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: N802
        """Where what has the focus is disabled or hidden, the page gets it, and not the rail that comes next."""
        had = QApplication.focusWidget()
        if had is not None and self.current and not (had.isEnabled() and had.isVisibleTo(self)):
            self._pages[self.current].setFocus()
            return True
        return super().focusNextPrevChild(next_)

    # -- leaving

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._leaving.answer(event)

    @Slot()
    def _remember(self) -> None:
        self.services.settings.remember("window/geometry", self.saveGeometry())
        self.services.settings.save()

    def _restore_geometry(self) -> None:
        kept = self.services.settings.remembered("window/geometry", None)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            available = QApplication.primaryScreen().availableGeometry()
            self.resize(min(1280, available.width()), min(800, available.height()))


def _paths(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
