"""The grid of pictures."""

from __future__ import annotations

import threading

from PySide6.QtGui import QImage

from facenet_gui.widgets.face_grid import FaceGrid, FaceItem


def picture(key):
    image = QImage(32, 32, QImage.Format.Format_RGB888)
    image.fill(0)
    return image


def test_only_what_is_in_sight_is_loaded(qtbot):
    asked = []
    lock = threading.Lock()

    def load(key):
        with lock:
            asked.append(key)
        return picture(key)

    grid = FaceGrid(load)
    qtbot.addWidget(grid)
    grid.resize(500, 400)
    grid.set_items([FaceItem(number, f"Person {number}") for number in range(10_000)])
    grid.show()
    qtbot.waitUntil(lambda: len(asked) >= 6)
    qtbot.wait(100)
    assert len(set(asked)) < 200
    grid.close_pool()


def test_the_choice_stays_when_the_items_change(qtbot):
    grid = FaceGrid(picture, multiple=True)
    qtbot.addWidget(grid)
    grid.set_items([FaceItem(number, str(number)) for number in range(5)])
    grid.setCurrentIndex(grid.model().index(3))
    assert [item.key for item in grid.chosen_items()] == [3]
    grid.set_items([FaceItem(number, f"renamed {number}") for number in (2, 3)])
    assert [item.title for item in grid.chosen_items()] == ["renamed 3"]
    grid.close_pool()


def test_a_picture_that_cannot_be_had_is_a_blank(qtbot):
    def load(key):
        raise OSError("gone")

    grid = FaceGrid(load)
    qtbot.addWidget(grid)
    grid.set_items([FaceItem(1, "A name that is far too long for the place below its picture", "note", "12")])
    grid.resize(300, 300)
    grid.show()
    qtbot.wait(100)
    assert not grid.grab().isNull()
    grid.close_pool()


def test_pictures_of_faces_that_are_gone_are_forgotten_where_they_never_come_again(qtbot):
    """The strip of just now gets a new key for each look; its pictures grew by 100 KB each, up to 200 MB."""
    held = {}
    for keep in (True, False):
        grid = FaceGrid(picture, keep_unshown=keep)
        qtbot.addWidget(grid)
        grid.resize(300, 300)
        grid.show()
        for key in range(5):
            grid.set_items([FaceItem(key, "")])
            qtbot.waitUntil(lambda grid=grid, key=key: key in grid.model()._pixmaps, timeout=20_000)
        held[keep] = sorted(grid.model()._pixmaps)
        grid.set_items([])
        held[keep, "cleared"] = len(grid.model()._pixmaps)
        grid.close_pool()
    assert held == {True: [0, 1, 2, 3, 4], (True, "cleared"): 5, False: [4], (False, "cleared"): 0}
