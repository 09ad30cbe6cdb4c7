"""How the plot of a training is painted and taken away."""

from __future__ import annotations

import re

import numpy as np
import pytest

from facenet_gui.widgets.curve_data import Curve
from facenet_gui.widgets.curve_plot import CurvePlot, Line


@pytest.fixture
def plot(qtbot, services):
    shown = CurvePlot(services.theme, "Loss")
    qtbot.addWidget(shown)
    shown.resize(600, 300)
    curve = Curve()
    curve.extend(np.arange(50_000), np.random.default_rng(0).random(50_000))
    shown.set_lines([Line("loss", curve, smooth=True), Line("before", curve, colour=3, smooth=True, overlay=True)])
    shown.show()
    qtbot.waitExposed(shown)
    shown.refresh()
    return shown


def ink(plot: CurvePlot) -> np.ndarray:
    """What is not ground in the middle of the plot: (H, W) bool."""
    picture = plot._plot.grab().toImage().convertToFormat(plot._plot.grab().toImage().Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine() // 4, 4)
    ground = pixels[2, picture.width() // 2, :3]
    return (pixels[20:-40, 80:-80, :3] != ground).any(axis=2)


def test_a_long_curve_is_seen_in_every_column(plot):
    seen = ink(plot)
    assert seen.any(axis=0).mean() > 0.85, "from the first step to the last, with some room"
    assert seen.mean() > 0.5, "measured values go from the bottom to the top"


def test_without_its_measured_values_a_curve_is_a_thin_line(plot):
    curve = plot._lines[0].curve
    plot.set_window(1000)
    plot.set_lines([Line("loss", curve, smooth=True, raw=False)])
    seen = ink(plot)
    assert seen.any(axis=0).mean() > 0.85
    assert seen.mean() < 0.3


def test_a_curve_is_one_path_in_a_saved_drawing(plot, tmp_path):
    plot.save_picture(tmp_path / "loss.svg")
    drawing = (tmp_path / "loss.svg").read_text(encoding="utf-8")
    longest = max(len(re.findall("[ML]", path)) for path in re.findall(r'<path[^>]* d="([^"]*)"', drawing))
    assert longest > 300, "a point at every pixel"
    assert drawing.count("<poly") + drawing.count("<line") + drawing.count("<path") < 200
    assert ink(plot).any(), "it is painted as before"


def test_dots_without_a_value_are_left_out_in_silence(plot, recwarn):
    nothing = Curve()
    nothing.extend([0, 100], [np.nan, np.nan])
    plot.set_lines([Line("AUC", nothing, dots=True)])
    assert not ink(plot).any()
    assert [str(warning.message) for warning in recwarn if "NaN" in str(warning.message)] == []
