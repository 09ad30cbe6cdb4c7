"""The people page in sight, over an empty gallery."""

from __future__ import annotations

import pytest

from facenet_gui.pages.people import PeoplePage
from tests.gui.conftest import close_page
from tests.gui.people.driving import settle


@pytest.fixture
def page(qtbot, services):
    made = PeoplePage(services)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.shown()
    settle(made, services, qtbot)
    yield made
    close_page(made)
