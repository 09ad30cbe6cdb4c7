"""Driving the data page as a user does."""

from __future__ import annotations

from pathlib import Path

import cv2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from facenet_gui.pages.data import DataPage
from facenet_gui.pages.data_browse import BrowsePanel
from facenet_gui.pages.data_found import FoundPanel
from facenet_gui.pages.data_list import DatasetList
from facenet_gui.pages.data_problems import ProblemTree
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.face_grid import FaceGrid
from tests.gui.fakes import scene

WAIT = 15_000


def write_photo(path: Path, faces: list[tuple[int, int, int, int]], image: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), scene(faces, width=320, height=240, image=image)[..., ::-1])


def idle(qtbot, services) -> None:
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=WAIT)


def press(qtbot, within, text: str) -> None:
    for found in within.findChildren(QPushButton):
        if found.text() == text and found.isVisible():
            assert found.isEnabled(), text
            qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no button {text!r} in sight")


def banner(page: DataPage) -> str:
    return " ".join(found.message for found in page.findChildren(Banner) if found.isVisible())


def words(within) -> str:
    return " ".join(found.text() for found in within.findChildren(QLabel) if found.isVisible())


def groups(within) -> dict[str, int]:
    return {group.title: group.count for group in within.findChild(ProblemTree).groups}


def panel(page: DataPage) -> FoundPanel:
    found = [one for one in page.findChildren(FoundPanel) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def rows(page: DataPage) -> list[str]:
    return [entry.title for entry in page.findChild(DatasetList).entries]


def dialog(qtbot, kind=QDialog):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=WAIT)
    return QApplication.activeModalWidget()


def type_into(qtbot, line: QLineEdit, text: str) -> None:
    line.clear()
    qtbot.keyClicks(line, text)


def grid(within, name: str) -> FaceGrid:
    return next(found for found in within.findChildren(FaceGrid) if found.accessibleName() == name)


def back(qtbot, within, name: str) -> None:
    found = next(one for one in within.findChildren(QToolButton) if one.accessibleName() == name)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def choose(grid: FaceGrid, row: int) -> None:
    index = grid.model().index(row)
    grid.setCurrentIndex(index)


def open_dataset(qtbot, page, services, name: str = "people") -> BrowsePanel:
    page.open({"dataset": name})
    idle(qtbot, services)
    browse = page.findChild(BrowsePanel)
    assert browse.isVisible()
    return browse
