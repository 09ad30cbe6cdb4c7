"""Parts of the import's view: the strip of the latest chips, the options, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from core.data.import_report import ImportReport
from core.data.lfw_names import read_lfw_names
from core.errors import FacenetError
from facenet_gui.pages.data_dialogs import number_field
from facenet_gui.pages.data_work import LATEST, ImportOptions, LatestChips, free_name, name_problem
from facenet_gui.services import Services
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, SPACE, Card, Figure, column, label
from facenet_gui.widgets.path_field import PathField
from facenet_gui.words import grouped

# Ten chips a second are as many as an eye can follow.
_PULL_MS = 100


class LatestStrip(QWidget):
    """The chips that an import makes, the newest at the left; at most ten new ones a second."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = theme.px(64)
        self._pictures: list[QPixmap] = []
        self._chips: LatestChips | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PULL_MS)
        self._timer.timeout.connect(self._on_time)
        self.setFixedHeight(self._side)
        self.setAccessibleName(self.tr("Latest faces"))
        self.hide()

    @property
    def pictures(self) -> int:
        return len(self._pictures)

    def follow(self, chips: LatestChips | None) -> None:
        """Show these from now on; None stops and leaves what is shown."""
        if chips is None:
            self._on_time()
            self._timer.stop()
        else:
            self._pictures.clear()
            self._timer.start()
        self._chips = chips
        self.setVisible(chips is not None)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(LATEST * (self._side + 8), self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        left = 0
        for picture in self._pictures:
            clip = QPainterPath()
            clip.addRoundedRect(left, 0, self._side, self._side, 6, 6)
            painter.setClipPath(clip)
            painter.drawPixmap(left, 0, self._side, self._side, picture)
            left += self._side + 8
        painter.end()

    def _on_time(self) -> None:
        jpeg = self._chips.take() if self._chips is not None else None
        picture = QPixmap()
        if jpeg is not None and picture.loadFromData(jpeg):
            self._pictures = [picture, *self._pictures[: LATEST * 2]]
            self.update()


class ImportSummary(QWidget):
    """What came into the data set, and how much was left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training = Figure(self.tr("Images to train on"), tip=self.tr("The network learns from these."))
        self._validation = Figure(self.tr("Images held out"), tip=self.tr("Of people whom the training never sees."))
        self._left_out = Figure(self.tr("Left out"), tip=self.tr("Photos of no use; Problems tells why."))
        self.setLayout(column(self._training, self._validation, self._left_out, spacing=SPACE, margins=(0, 0, 0, GAP)))

    def show_report(self, report: ImportReport) -> None:
        parts = self.tr("{0} images of {1} people")
        for figure, part in ((self._training, report.training), (self._validation, report.validation)):
            figure.set(grouped(part.images))
            figure.setToolTip(parts.format(grouped(part.images), grouped(part.identities)))
        self._left_out.set(grouped(len(report.skipped)))


class OptionsCard(Card):
    """What to call the data set, and what comes into it."""

    changed = Signal()

    def __init__(self, services: Services, folder: Path, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._home = services.home
        self._settings = services.settings
        self._lfw_names: tuple[Path | None, frozenset[str]] = (None, frozenset())
        remembered = services.settings.remembered
        self._name = QLineEdit(name or free_name(folder.name, services.home))
        self._name.setAccessibleName(self.tr("Name of the data set"))
        self._name.setObjectName("dataset name")
        self._held_out = number_field(remembered("data/held_out", 5, int), minimum=0, maximum=50, suffix=" %")
        self._held_out.setAccessibleName(self.tr("People held out"))
        self._held_out.setToolTip(
            self.tr("So many people are kept out of training; how well they are told apart is the honest measure.")
        )
        self._least = number_field(remembered("data/least", 2, int), minimum=1, maximum=100)
        self._least.setAccessibleName(self.tr("Least images of a person"))
        self._least.setToolTip(self.tr("Whoever has fewer usable images is left out. One image gives no positive."))
        self._lfw = QComboBox()
        self._lfw.setAccessibleName(self.tr("People to leave out"))
        self._lfw.addItem(self.tr("Leave nobody out"), None)
        self._downloaded = _downloaded_lfw()
        if self._downloaded is not None:
            self._lfw.addItem(self.tr("Leave out people of LFW"), "downloaded")
        self._lfw.addItem(self.tr("Leave out people of LFW in …"), "folder")
        self._lfw.setToolTip(self.tr("An embedding that is to be measured on LFW must not be trained on its people."))
        self._lfw_folder = PathField(self.tr("LFW's folder"), placeholder=self.tr("LFW's folder"))
        self._lfw_folder.hide()
        self._alike = QCheckBox(self.tr("Leave out repeated photos"))
        self._alike.setToolTip(
            self.tr(
                "Photos that are there a second time, smaller, recompressed or recoloured. Otherwise they are kept."
            )
        )
        self._aligned = QCheckBox(self.tr("Faces are aligned already"))
        self._aligned.setToolTip(self.tr("Takes the pictures whole and looks for no faces."))
        for text, widget in (
            (self.tr("Name"), self._name),
            (self.tr("People held out for validation"), self._held_out),
            (self.tr("Least images of a person"), self._least),
            ("", self._lfw),
            ("", self._lfw_folder),
            ("", self._alike),
            ("", self._aligned),
        ):
            if text:
                self.body.addWidget(label(text, "small"))
            self.body.addWidget(widget)
        self._words = label("", "small", wrap=True)
        self.body.addWidget(self._words)
        self._name.textChanged.connect(self._on_change)
        self._lfw.currentIndexChanged.connect(self._on_change)
        self._lfw_folder.changed.connect(self._on_change)
        for spin in (self._held_out, self._least):
            spin.valueChanged.connect(self._on_change)
        for box in (self._alike, self._aligned):
            box.toggled.connect(self._on_change)
        self._on_change()

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def problem(self) -> str:
        """Why it cannot be imported so; empty where it can."""
        wrong = name_problem(self.name, self._home)
        if not wrong and self._lfw.currentData() == "folder" and self._lfw_folder.path is None:
            wrong = self.tr("Choose LFW's folder.")
        return wrong

    @property
    def lfw(self) -> Path | None:
        match self._lfw.currentData():
            case "downloaded":
                return self._downloaded
            case "folder":
                return self._lfw_folder.path
            case _:
                return None

    @property
    def known_lfw_names(self) -> frozenset[str]:
        """LFW's people (`person_key`s) of the chosen place, or of the downloaded one; nobody where neither is."""
        lfw = self.lfw or self._downloaded
        if lfw is None:
            return frozenset()
        if self._lfw_names[0] != lfw:
            try:
                self._lfw_names = (lfw, frozenset(read_lfw_names(lfw)))
            except FacenetError:
                # Half a path, while it is typed; the import says it in words.
                self._lfw_names = (lfw, frozenset())
        return self._lfw_names[1]

    @property
    def minimum_images(self) -> int:
        return self._least.value()

    @property
    def choice(self) -> tuple[object, ...]:
        """All that decides which photos are usable."""
        return self.lfw, self._least.value(), self._held_out.value(), self._alike.isChecked(), self._aligned.isChecked()

    def options(self, source: Path) -> ImportOptions:
        """The choice, which is remembered too."""
        self._settings.remember("data/held_out", self._held_out.value())
        self._settings.remember("data/least", self._least.value())
        return ImportOptions(
            source=source,
            target=self._home.new_dataset(self.name),
            held_out=self._held_out.value() / 100,
            minimum_images=self._least.value(),
            lfw=self.lfw,
            aligned=self._aligned.isChecked(),
            keep_near_duplicates=not self._alike.isChecked(),
        )

    def refresh(self) -> None:
        """Look again whether the name is free."""
        self._on_change()

    def _on_change(self) -> None:
        self._lfw_folder.setVisible(self._lfw.currentData() == "folder")
        self._words.setText(self.problem)
        self._words.setVisible(bool(self.problem))
        self.changed.emit()


def _downloaded_lfw() -> Path | None:
    from core.data.lfw_download import find_lfw

    return find_lfw()
