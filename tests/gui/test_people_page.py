"""The people page: enrolling, keeping in order, undoing, and what cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QPushButton, QTableWidget

from core.gallery.enrolment import FaceToEnroll
from core.gallery.records import GalleryModel, NewTemplate
from facenet_gui.pages.people import PeoplePage
from facenet_gui.widgets.basics import Banner
from tests.factories import jpeg
from tests.gui.fakes import scene


def write_pictures(folder: Path, identity: int, count: int, *, side: int = 160) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for image in range(count):
        picture = scene([(identity, 40, 40, side)], width=250, height=250, image=image)
        (folder / f"{image}.jpg").write_bytes(jpeg(picture, 100))
    return folder


@pytest.fixture
def page(qtbot, services):
    made = PeoplePage(services)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.shown()
    settle(made, services, qtbot)
    yield made
    made.closing()


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
    from tests.factories import draw_face

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


def test_an_empty_gallery_says_how_to_begin(page):
    assert shown_button(page, "Choose photos…").isEnabled()
    assert shown_button(page, "Use the camera…").isEnabled()
    assert not page._changes.undo_action.isEnabled()


def test_a_folder_of_one_person_is_reviewed_and_enrolled(page, services, qtbot, tmp_path):
    page.open({"enroll": str(write_pictures(tmp_path / "Anna", 1, 4))})
    settle(page, services, qtbot)
    review = page.findChild(QListWidget, "review")
    assert review.isVisible() and review.count() == 4
    assert names(services) == []
    press(page, services, qtbot, "Enroll 4 pictures")
    assert names(services) == ["Anna"]
    assert "Anna is enrolled, with 4 pictures." in message(page)
    assert page._list.grid.items[0].title == "Anna"
    page._changes.undo_action.trigger()
    settle(page, services, qtbot)
    assert names(services) == []
