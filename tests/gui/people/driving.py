"""Driving the people page as a user does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.gallery.records import GalleryModel, NewTemplate
from facenet_gui.widgets.basics import Banner
from tests.factories import draw_face, jpeg
from tests.gui.fakes import scene


def write_pictures(folder: Path, identity: int, count: int, *, side: int = 160) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for image in range(count):
        picture = scene([(identity, 40, 40, side)], width=250, height=250, image=image)
        (folder / f"{image}.jpg").write_bytes(jpeg(picture, 100))
    return folder


def settle(page, services, qtbot) -> None:
    """Wait until nothing is being done beside the window."""
    timer = page._enrolling.review._rest
    qtbot.waitUntil(
        lambda: not services.jobs.running and not page._background.busy and not timer.isActive(), timeout=20_000
    )


def shown_button(page, text: str) -> QPushButton:
    found = [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert found, (
        f"no button {text!r} among {sorted(b.text() for b in page.findChildren(QPushButton) if b.isVisible())}"
    )
    return found[0]


def press(page, services, qtbot, text: str) -> None:
    found = shown_button(page, text)
    assert found.isEnabled(), found.toolTip()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    settle(page, services, qtbot)


def message(page) -> str:
    return " ".join(one.message for one in page.findChildren(Banner) if one.isVisible())


def names(services) -> list[str]:
    return [person.name for person in services.gallery.get().people()]


def enroll(services, name: str, identity: int, images=(0, 1)) -> int:
    """Somebody in the gallery, beside the page."""
    gallery, embedder = services.gallery.get(), services.model.embedder()
    gallery.embeddings.add_model(GalleryModel.of(embedder.card))
    chips = np.stack([draw_face(identity, image) for image in images])
    templates = [
        NewTemplate(chip, embedder.card.alignment_id, {embedder.card.model_id: vector}, quality=0.5 + image / 10)
        for chip, vector, image in zip(chips, embedder.embed(chips), images, strict=True)
    ]
    person = gallery.add_person(name, templates)
    services.gallery.follow()
    return person.id


def dialog(page, qtbot, kind):
    """The dialog of a kind that is open now."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


def click(qtbot, parent, text: str) -> None:
    found = [one for one in parent.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert found, text
    assert found[0].isEnabled(), text
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def choose_templates(page, *rows: int) -> None:
    grid = page._person.grid
    grid.clearSelection()
    for number in rows:
        grid.selectionModel().select(grid.model().index(number, 0), grid.selectionModel().SelectionFlag.Select)
