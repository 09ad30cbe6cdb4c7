"""The data page in sight, and something to show in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from facenet_gui.pages.data import DataPage
from tests.factories import make_dataset
from tests.gui.data.driving import idle, write_photo


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Five people with three photos each, a broken file, a photo without a face, one with two, and a stray one."""
    folder = tmp_path / "photos"
    for person in range(5):
        for image in range(3):
            write_photo(folder / f"person_{person}" / f"{image}.png", [(person, 60, 40, 150)], image)
    (folder / "person_0" / "broken.jpg").write_bytes(b"no picture")
    write_photo(folder / "person_1" / "nobody.png", [])
    write_photo(folder / "person_2" / "two.png", [(2, 60, 40, 150), (9, 230, 60, 60)], 7)
    write_photo(folder / "alone" / "1.png", [(11, 60, 40, 150)])
    shutil.copy(folder / "person_3" / "0.png", folder / "stray.png")
    return folder


@pytest.fixture
def page(qtbot, services):
    made = DataPage(services)
    qtbot.addWidget(made)
    made.resize(1000, 650)
    made.show()
    qtbot.waitExposed(made)
    idle(qtbot, services)
    yield made
    idle(qtbot, services)
    made.closing()


@pytest.fixture
def dataset(services) -> Path:
    return make_dataset(services.home.datasets / "people", identities=4, images=3, validation=2).path
