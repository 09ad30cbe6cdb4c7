"""The training page over a small data set, and runs as trainings leave them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from facenet_gui.pages.training import TrainingPage
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from tests.factories import make_dataset
from tests.training.runs import begin, end, epoch, make_run, step


@pytest.fixture
def page(qtbot, services):
    """The page over a home with a small data set."""
    make_dataset(services.home.datasets / "drawn", identities=5, images=4, validation=3)
    made = TrainingPage(services)

    def leave(page: TrainingPage) -> None:
        services.jobs.stop_all(lambda: None)
        qtbot.waitUntil(lambda: not services.jobs.running, timeout=60_000)
        page.closing()

    # Not after a yield: by then the widget is gone.
    qtbot.addWidget(made, before_close_func=leave)
    made.resize(1280, 800)
    made.show()
    made.shown()
    qtbot.waitUntil(lambda: made.findChild(QComboBox, "dataset").count() == 1)
    return made


@pytest.fixture
def form(qtbot, services):
    """The form alone, over the defaults."""
    made = HyperparameterForm()
    qtbot.addWidget(made)
    made.resize(600, 900)
    made.show()
    return made


@pytest.fixture
def trainer():
    """Imported before the clock runs: that takes longer than a tiny training."""
    import core.training.trainer

    return core.training.trainer


@pytest.fixture
def runs(services):
    """Two runs as trainings leave them."""
    for name, auc in (("first", 0.8), ("second", 0.9)):
        records = [begin(4), epoch(0, 0, 0.5), *(step(n, 1 / n) for n in range(1, 5)), epoch(1, 4, auc), end(4)]
        make_run(services.home.runs / name, records, checkpoints=(4,))
