"""Beside the picture: how strict to be, who was seen, and the faces of just now."""

from __future__ import annotations

import datetime
import itertools
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSlider, QTableWidget, QTableWidgetItem, QWidget

from core.gallery.calibration import Calibration, Threshold
from core.recognition.frames import Frame
from core.recognition.result import RecognisedFace
from facenet_gui.images import to_qimage
from facenet_gui.pages.live_log import Sighting, SightingLog
from facenet_gui.pages.live_work import chip_of, key_of
from facenet_gui.widgets.basics import Card, button, column, label, row
from facenet_gui.widgets.empty_hint import EmptyHint
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem
from facenet_gui.words import grouped

# Once in so many pictures of strangers; the slider's stops.
STRICTNESS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
_FACES = 60
_LINES = 200


class StrictnessCard(Card):
    """The slider "a stranger is accepted once in N", with what the calibration supports."""

    wanted = Signal(int)
    keep_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.addWidget(label(self.tr("Strangers"), "heading"))
        self._rule = label("", wrap=True)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, len(STRICTNESS) - 1)
        self._slider.setValue(STRICTNESS.index(100))
        self._slider.setPageStep(1)
        self._slider.setAccessibleName(self.tr("How rarely a stranger may be taken for somebody"))
        self._slider.valueChanged.connect(self._on_value)
        self._note = label("", "small", wrap=True)
        self._keep = button(self.tr("Keep for this gallery"), self.keep_wanted.emit, kind="quiet", icon_name="save")
        self._keep.hide()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._slider)
        self.body.addWidget(self._note)
        self.body.addWidget(self._keep)

    def show_threshold(self, threshold: Threshold) -> None:
        """The threshold that is in use without the slider."""
        origins = {
            "calibration": self.tr("Calibrated for this gallery"),
            "chosen": self.tr("Chosen by hand"),
            "model": self.tr("The model's own threshold"),
        }
        self._rule.setText(f"{origins[threshold.origin]}: {threshold.distance_threshold:.3f}")
        self._note.setText(threshold.note or self.tr("Move the slider to say how rarely a stranger may get a name."))
        self._keep.hide()

    def show_calibration(self, calibration: Calibration) -> None:
        self._rule.setText(
            self.tr("Accepted at most once in {0}: distance below {1}").format(
                grouped(f"{calibration.one_in:,.0f}"), f"{calibration.distance_threshold:.3f}"
            )
        )
        self._note.setText(
            self.tr("From {0} strangers' worth of comparisons; 95 % sure.").format(
                grouped(f"{calibration.trials:,.0f}")
            )
        )
        self._keep.show()

    def show_problem(self, words: str) -> None:
        self._note.setText(words)

    def _on_value(self, value: int) -> None:
        self._rule.setText(self.tr("A stranger accepted once in {0} …").format(grouped(STRICTNESS[value])))
        self.wanted.emit(STRICTNESS[value])


class SeenPanel(QWidget):
    """Recent faces as pictures, and the log of sightings."""

    face_chosen = Signal(object)
    save_wanted = Signal()

    def __init__(self, log: SightingLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._images: OrderedDict[Hashable, tuple[FaceItem, QImage]] = OrderedDict()
        self._versions = itertools.count()
        # What each face of this source was called when its picture was kept.
        self._titles: dict[str, str] = {}
        self._grid = FaceGrid(self._picture, side=56, lines=1, keep_unshown=False)
        self._grid.setAccessibleName(self.tr("Recent faces"))
        self._grid.clicked.connect(lambda index: self.face_chosen.emit(self._grid.items[index.row()].key[0]))
        self._grid.opened.connect(lambda item: self.face_chosen.emit(item.key[0]))
        self._table = QTableWidget(0, 3)
        self._table.setAccessibleName(self.tr("Who was seen when"))
        self._table.setHorizontalHeaderLabels([self.tr("Who"), self.tr("From"), self.tr("To")])
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in (1, 2):
            self._table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self._clear = button(self.tr("Clear"), self.clear, kind="quiet")
        self._save = button(self.tr("Save as CSV…"), self.save_wanted.emit, kind="quiet", icon_name="download")
        EmptyHint(self._grid, self.tr("Faces that were seen, the newest first."))
        self._hint = EmptyHint(self._table)
        self.say_whether_noted(True)
        layout = column(label(self.tr("Just now"), "heading"), self._grid, spacing=6)
        layout.addLayout(row(label(self.tr("Seen"), "heading"), None, self._clear, self._save))
        layout.addWidget(self._table)
        layout.setStretch(1, 2)
        layout.setStretch(3, 3)
        self.setLayout(layout)

    def say_whether_noted(self, noted: bool) -> None:
        """What the empty table says; see the setting `keep_log`."""
        self._hint.setText(
            self.tr("Who came and who left, with the time. It is on no disk until it is saved.")
            if noted
            else self.tr("The settings say that nobody is noted here.")
        )

    def begin(self) -> None:
        """Another source: whoever is seen in it is new."""
        self._titles.clear()

    def keep(self, frame: Frame, faces: Sequence[RecognisedFace], *, template: NDArray[np.float32]) -> None:
        """Pictures of these faces for the strip, once for each track and verdict.

        Args:
            template: The detector's.
        """
        for number, face in enumerate(faces):
            title = face.name if face.name is not None else self.tr("unknown")
            key = key_of(number, face)
            if face.verdict == "undecided" or self._titles.get(key) == title:
                continue
            chip = chip_of(frame, face, template)
            if chip is not None:
                self._titles[key] = title
                self._add(key, title, to_qimage(chip[15:-15, 15:-15]))

    def _add(self, key: str, title: str, image: QImage) -> None:
        self._images[key] = (FaceItem((key, next(self._versions)), title), image)
        self._images.move_to_end(key)
        while len(self._images) > _FACES:
            self._images.popitem(last=False)
        self._grid.set_items([item for item, _ in reversed(self._images.values())])

    def forget_faces(self) -> None:
        self._images.clear()
        self._grid.set_items([])

    def faces(self) -> list[str]:
        """The titles in the strip, the newest first."""
        return [item.title for item in self._grid.items]

    def draw_log(self) -> None:
        newest = list(reversed(self._log.sightings[-_LINES:]))
        self._table.setRowCount(len(newest))
        for number, seen in enumerate(newest):
            for place, text in enumerate(_cells(seen, self.tr("unknown"))):
                item = self._table.item(number, place)
                if item is None:
                    self._table.setItem(number, place, QTableWidgetItem(text))
                elif item.text() != text:
                    item.setText(text)
        self._save.setEnabled(bool(newest))
        self._clear.setEnabled(bool(newest))

    def clear(self) -> None:
        self._log.clear()
        self.forget_faces()
        self.draw_log()

    def close_pool(self) -> None:
        self._grid.close_pool()

    def _picture(self, key: Hashable) -> QImage | None:
        found = self._images.get(key[0]) if isinstance(key, tuple) else None
        return None if found is None else found[1]


def _cells(seen: Sighting, unknown: str) -> Sequence[str]:
    return (seen.name or unknown, _clock(seen.first), _clock(seen.last))


def _clock(moment: datetime.datetime) -> str:
    return moment.strftime("%H:%M:%S")


def proposed_name(folder: Path, kind: str, suffix: str) -> Path:
    """A file name with the time in it, so that nothing is overwritten."""
    return folder / f"{kind}-{datetime.datetime.now():%Y%m%d-%H%M%S}{suffix}"
