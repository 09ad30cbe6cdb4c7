"""What the Help menu offers about the pages: the panel that explains them, and the tour."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from facenet_gui.page import Page
from facenet_gui.services import Services
from facenet_gui.widgets.help_panel import HelpPanel
from facenet_gui.widgets.tour import Tour, TourStep

# Of the panel, at a text size of 100 %.
_WIDTH = 320


class Helping(QObject):
    """Puts the panel beside the pages, and leads through them.

    Args:
        pages: What the panel stands beside.
        show_page: Brings a page to the front by its name.
    """

    shown_changed = Signal(bool)

    def __init__(self, services: Services, pages: QWidget, show_page: Callable[[str], Page], window: QWidget) -> None:
        super().__init__(window)
        self._services, self._show_page, self._window, self._pages = services, show_page, window, pages
        self._panel: HelpPanel | None = None
        self._page = ""
        self.tour: Tour | None = None
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(pages)
        self.splitter.splitterMoved.connect(self._remember_width)

    # -- the panel

    @property
    def panel(self) -> HelpPanel | None:
        """The panel, once it was opened."""
        return self._panel

    @property
    def shown(self) -> bool:
        return self._panel is not None and not self._panel.isHidden()

    def follow(self, key: str) -> None:
        """Another page is in front. The panel of last time is opened again with the first one."""
        first, self._page = not self._page, key
        if first and self._services.settings["help"]:
            self._open()
        elif self._panel is not None:
            self._panel.show_page(key)

    def toggle(self) -> None:
        """Show the panel and let the keyboard scroll it, or hide it and give the focus back to the page."""
        if self.shown:
            self.close()
        else:
            self._open()
            assert self._panel is not None  # opened above
            self._panel.take_focus()

    def close(self) -> None:
        """Hide the panel."""
        if self._panel is None:
            return
        had_focus = self._panel.isAncestorOf(QApplication.focusWidget() or self._window)
        self._panel.hide()
        self._services.settings["help"] = False
        self.shown_changed.emit(False)
        if had_focus and self._page:
            self._show_page(self._page).setFocus()

    def _open(self) -> None:
        theme = self._services.theme
        if self._panel is None:
            self._panel = HelpPanel(theme)
            self._panel.closed.connect(self.close)
            self.splitter.addWidget(self._panel)
            self.splitter.setStretchFactor(0, 1)
            self.splitter.setStretchFactor(1, 0)
            self._panel.show_page(self._page)
        width = self._services.settings.remembered("help/width", theme.px(_WIDTH), int)
        self._panel.show()
        self._make_room(width)
        self.splitter.setSizes([max(self.splitter.width() - width, 1), width])
        self._services.settings["help"] = True
        self.shown_changed.emit(True)

    def _make_room(self, width: int) -> None:
        """Widen the window as far as the page lacks room beside the panel and the screen has some."""
        window = self._window.window()
        lacking = self._pages.minimumSizeHint().width() + width - self.splitter.width()
        screen = window.screen().availableGeometry()
        wider = min(lacking, screen.width() - window.frameGeometry().width())
        if wider > 0 and not window.isMaximized() and not window.isFullScreen():
            window.resize(window.width() + wider, window.height())
            beyond = window.frameGeometry().right() - screen.right()
            if beyond > 0:
                window.move(window.x() - beyond, window.y())

    def _remember_width(self) -> None:
        if self.shown:
            self._services.settings.remember("help/width", self.splitter.sizes()[1])

    # -- the tour

    def show_around(self, rail: QWidget, keys: list[str]) -> None:
        """Lead through the pages, and come back to the one in front.

        Args:
            keys: The pages that there are.
        """
        if self.tour is not None:
            self.tour.leave()
        before = self._page

        def end() -> None:
            tour, self.tour = self.tour, None
            if tour is not None:
                tour.deleteLater()
                tour.card.deleteLater()
            if before:
                self._show_page(before).setFocus()

        self.tour = Tour(self._services.theme, self._steps(rail, keys), self._window)
        self.tour.over.connect(end)
        self.tour.start()

    def _steps(self, rail: QWidget, keys: list[str]) -> list[TourStep]:
        words = {
            "data": (
                self.tr("Data: photos become faces"),
                self.tr(
                    "Choose a folder with one folder of photos per person, or drop it anywhere on the window. What is "
                    "in it is shown before anything is written."
                ),
            ),
            "training": (
                self.tr("Training: a network learns"),
                self.tr("Choose a data set and start; curves and a doctor tell how it goes. Not needed to recognise."),
            ),
            "evaluation": (
                self.tr("Evaluation: how good is it?"),
                self.tr("Tick models, say what to measure them on, and press Measure."),
            ),
            "people": (
                self.tr("People: who is to be recognised"),
                self.tr("Enroll somebody from three to five pictures or the camera, with the built-in model at once."),
            ),
            "live": (
                self.tr("Live: who is there"),
                self.tr("Start a camera or open a video; strangers stay unknown. F1 explains the page in front."),
            ),
        }
        steps = [
            TourStep(
                self.tr("Five pages, in the order of the work"),
                self.tr("Only to recognise people, two are enough: People, then Live. Ctrl+1 to Ctrl+5 lead to them."),
                lambda: rail,
            )
        ]
        for key in keys:
            if key in words:
                steps.append(TourStep(*words[key], *self._on_page(key)))
        return steps

    def _on_page(self, key: str) -> tuple[Callable[[], QWidget | None], Callable[[], object]]:
        """What the frame is around on a page, and how to get there."""
        made: list[Page] = []

        def target() -> QWidget | None:
            # Whoever goes elsewhere meanwhile is let go there.
            return made[-1].first_control() if self._page == key else None

        return target, lambda: made.append(self._show_page(key))
