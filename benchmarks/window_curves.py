"""How many times a second the curves of a long training can be drawn, and how much memory they take."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.measuring import Spread, memory_mb, spread

_FRAMES = 60
_AT_ONCE = 50_000


class Drawing(NamedTuple):
    """Drawing after each new step, the whole training in sight.

    Attributes:
        loss_ms, page_ms: A picture of the plot of the loss, and of all plots.
        memory_mb: What the steps take.
    """

    steps: int
    loss_ms: Spread
    page_ms: Spread
    memory_mb: float


def drawings(sizes: Sequence[int]) -> list[Drawing]:
    """The page's curves at 1280×800, with more and more steps."""
    from PySide6.QtWidgets import QApplication

    from core.home import Home
    from core.training.events import StepEnd
    from facenet_gui.app import build_services
    from facenet_gui.pages.training_curves import CurvesPanel
    from facenet_gui.pages.training_history import RunCurves

    application = QApplication.instance() or QApplication([])
    dice = np.random.default_rng(0)

    def steps(first: int, count: int) -> list[StepEnd]:
        some = StepEnd(first, 1, *dice.random(13).tolist())
        losses = dice.random(count).tolist()
        return [replace(some, step=first + number, loss=loss, spread=loss) for number, loss in enumerate(losses)]

    found = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        services = build_services(Home(Path(folder)))
        panel, curves = CurvesPanel(services), RunCurves()
        panel.resize(1280, 800)
        panel.show_curves("run", curves)
        panel.set_growing(True)
        panel.show()
        before = memory_mb()
        for size in sorted(sizes):
            while curves.step < size:
                curves.add(steps(curves.step + 1, min(_AT_ONCE, size - curves.step)))
            memory = memory_mb() - before
            loss, page = [], []
            for number in range(_FRAMES + 1):
                curves.add(steps(curves.step + 1, 1))
                begin = time.perf_counter()
                panel.plots["loss"].refresh()
                panel.plots["loss"].grab()
                drawn = time.perf_counter()
                panel.refresh()
                panel.grab()
                if number:  # the first one lays the widgets out
                    loss.append(drawn - begin)
                    page.append(time.perf_counter() - drawn)
            found.append(Drawing(size, spread(loss, scale=1e3), spread(page, scale=1e3), memory))
        panel.close()
        panel.deleteLater()
        services.gallery.close()
    del application
    return found
