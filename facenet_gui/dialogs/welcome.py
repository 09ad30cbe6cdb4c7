"""The first thing that somebody sees: three ways in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from facenet_gui import places
from facenet_gui.services import Services
from facenet_gui.widgets.basics import (
    SPACE,
    WIDE,
    Card,
    IconLabel,
    button,
    column,
    label,
    row,
)


class Welcome(QDialog):
    """Leads to a page or into the tour, and closes; whatever is chosen can be had from the pages and menus too."""

    tour_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setWindowTitle(self.tr("Welcome"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cards = QGridLayout()
        cards.setSpacing(SPACE)
        for place, (icon_name, title, text, then) in enumerate(self._ways()):
            cards.addWidget(self._way(icon_name, title, text, then), 0, place)
            cards.setColumnStretch(place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.setSpacing(SPACE)
        layout.addLayout(
            column(
                label(self.tr("Welcome to FaceNet GUI"), "title"),
                label(
                    self.tr(
                        "Train a face embedding, measure it, and recognise people with it. "
                        "Everything stays on this computer."
                    ),
                    "quiet",
                    wrap=True,
                ),
                spacing=4,
            )
        )
        layout.addLayout(cards)
        layout.addLayout(
            row(
                button(self.tr("Open my own photos…"), self._own_photos, kind="quiet", icon_name="folder-open"),
                None,
                button(self.tr("Look around first"), self.reject, kind="quiet"),
                button(self.tr("Show me around"), self._on_tour, icon_name="lightbulb"),
            )
        )
        # A dialog does not give wrapped words the height that they need by itself.
        width = services.theme.px(820)
        self.setMinimumSize(width, layout.totalHeightForWidth(width))

    def _ways(self) -> list[tuple[str, str, str, tuple[str, Mapping[str, str]]]]:
        return [
            (
                "scan-face",
                self.tr("Recognise people"),
                self.tr(
                    "With the network that is built in. Enroll somebody from a few pictures or the camera; no training "
                    "is needed."
                ),
                ("people", {}),
            ),
            (
                "sparkles",
                self.tr("Try it with sample faces"),
                self.tr(
                    "Faces of people who do not exist, made on this computer. Train on them and watch the curves, "
                    "without a single photo of your own."
                ),
                ("data", {"sample": "yes"}),
            ),
            (
                "history",
                self.tr("Go on with a run"),
                self.tr("Open a training of before: look at its curves, train it further, measure it, or use it."),
                ("training", {}),
            ),
        ]

    def _way(self, icon_name: str, title: str, text: str, then: tuple[str, Mapping[str, str]]) -> Card:
        card = Card(clickable=True)
        card.setAccessibleName(title)
        card.body.setSpacing(10)
        card.body.addWidget(IconLabel(icon_name, 32, lambda: self._services.theme.colours.accent))
        card.body.addWidget(label(title, "heading", wrap=True))
        card.body.addWidget(label(text, "quiet", wrap=True))
        card.body.addStretch(1)
        card.setMinimumHeight(self._services.theme.px(190))
        card.clicked.connect(lambda: self._go(*then))
        return card

    def _go(self, page: str, what: Mapping[str, str]) -> None:
        self.accept()
        self._services.navigator.go(page, what)

    def _on_tour(self) -> None:
        self.accept()
        self.tour_wanted.emit()

    def _own_photos(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("A folder with one folder per person"), places.pictures()
        )
        if folder:
            self._go("data", {"folder": folder})
