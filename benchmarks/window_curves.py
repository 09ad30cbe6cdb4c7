"""How many times a second the curves of a long training can be drawn, and how much memory they take."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.measuring import Moment, Spread, memory_mb, now, spread, tell

# So many pictures, or as many as fit into some seconds, but a few.
_FRAMES, _FEW_FRAMES = 60, 10
_SECONDS = 30


class Drawing(NamedTuple):
    """Drawing after each new step, the whole training in sight.

    Attributes:
        loss_ms, page_ms: A picture of the plot of the loss, and of all plots, by the clock.
        loss_processor_ms, page_processor_ms: The same in processor time, which a busy machine changes less.
        memory_mb: What the steps take.
    """

    steps: int
    loss_ms: Spread
    page_ms: Spread
    loss_processor_ms: Spread
    page_processor_ms: Spread
    memory_mb: float


def drawings(sizes: Sequence[int]) -> list[Drawing]:
    """The page's curves at 1280×800, with more and more steps."""
    from PySide6.QtWidgets import QApplication

    from core.home import Home
    from core.training.events import StepEnd
    from core.training.run_curves import EPOCH_COLUMNS, STEP_COLUMNS, RunHistory
    from facenet_gui.app import build_services
    from facenet_gui.pages.training_curves import CurvesPanel
    from facenet_gui.pages.training_history import RunCurves

    application = QApplication.instance() or QApplication([])
    dice = np.random.default_rng(0)

    def history(first: int, count: int) -> RunHistory:
        """As it is read of a run that was trained before."""
        columns = {name: dice.random(count) for name in STEP_COLUMNS}
        columns["step"] = np.arange(first, first + count, dtype=np.float64)
        return RunHistory(columns, {name: np.empty(0) for name in EPOCH_COLUMNS}, None, (), None, anew=False)

    def step(number: int) -> StepEnd:
        return StepEnd(number, 1, *dice.random(13).tolist())

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
            curves.add_history(history(curves.step + 1, size - curves.step))
            tell(f"drawing the curves of {size:,} steps")
            memory = memory_mb() - before
            loss: list[Moment] = []
            page: list[Moment] = []
            started = now().clock
            for number in range(_FRAMES + 1):
                if number > _FEW_FRAMES and now().clock - started > _SECONDS:
                    break
                curves.add([step(curves.step + 1)])
                begin = now()
                panel.plots["loss"].refresh()
                panel.plots["loss"].grab()
                drawn = now()
                panel.refresh()
                panel.grab()
                if number:  # the first one lays the widgets out
                    loss.append(drawn.since(begin))
                    page.append(now().since(drawn))
            spreads = [spread(values, scale=1e3) for values in (*zip(*loss, strict=True), *zip(*page, strict=True))]
            found.append(Drawing(size, spreads[0], spreads[2], spreads[1], spreads[3], memory))
        panel.close()
        panel.deleteLater()
        services.gallery.close()
    del application
    return found
