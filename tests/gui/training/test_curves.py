"""Curves are looked at closely, and exported."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from core.training.events import StepEnd
from core.training.run_curves import HistoryReader
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.widgets.elided import Elided
from facenet_gui.widgets.step_axis import steps_in_short
from tests.gui.training.driving import banner, click, show


def test_curves_are_exported(qtbot, monkeypatch, tmp_path, page, runs):
    from PySide6.QtWidgets import QFileDialog

    show(qtbot, page, "first")
    panel = page._view.curves_panel
    out = tmp_path / "figures.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(out), ""))
    save = {action.text(): action for action in panel._save.menu().actions()}
    save["All figures as CSV…"].trigger()
    rows = out.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 5
    header = rows[0].split(",")
    last = dict(zip(header, rows[4].split(","), strict=True))
    assert float(last["loss"]) == 0.25
    assert float(last["held_out_auc"]) == 0.8
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: str(tmp_path))
    save["PNG…"].trigger()
    save["SVG…"].trigger()
    assert (tmp_path / "first-loss.png").read_bytes()[:4] == b"\x89PNG"
    assert "<svg" in (tmp_path / "first-loss.svg").read_text(encoding="utf-8")
    assert str(tmp_path) in banner(page)


def test_a_place_that_cannot_be_written_is_told(qtbot, monkeypatch, tmp_path, page, runs):
    from PySide6.QtWidgets import QFileDialog

    show(qtbot, page, "first")
    nowhere = str(tmp_path / "nowhere" / "figures.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (nowhere, ""))
    next(a for a in page._view.curves_panel._save.menu().actions() if "CSV" in a.text()).trigger()
    assert "nowhere" in banner(page)


def test_history_is_cut_where_a_run_goes_on():
    curves = RunCurves()
    curves.add([StepEnd(step, 1, float(step), *[0.0] * 12) for step in (1, 2, 3, 4)])
    curves.epochs["auc"].extend([0, 4], [0.5, 0.9])
    curves.cut(2)
    assert curves.step == 2
    assert all(curve.x.tolist() == [1, 2] for curve in curves.steps.values())
    curves.add([StepEnd(3, 1, 9.0, *[0.0] * 12)])
    assert curves.steps["loss"].y.tolist() == [1, 2, 9]
    assert curves.best_auc is None


@pytest.mark.parametrize(
    ("steps", "spacing", "words"),
    [
        (0, 100, "0"),
        (5000, 1000, "5000"),
        (20_000, 10_000, "20k"),
        (1_500_000, 500_000, "1.5M"),
        (12_500, 500, "12.5k"),
    ],
)
def test_steps_on_an_axis_are_short(steps, spacing, words):
    assert steps_in_short(steps, spacing) == words


def test_a_long_name_ends_in_an_ellipsis(qtbot):
    made = Elided("heading")
    qtbot.addWidget(made)
    made.resize(200, 30)
    made.show()
    made.set_words("a run whose name somebody typed without an end in sight")
    assert made.text().endswith("…")
    assert made.toolTip().endswith("sight")
    made.resize(2000, 30)
    assert made.text().endswith("sight")


def test_while_a_long_history_is_read_it_is_said(qtbot, page, runs, monkeypatch):
    release = threading.Event()
    read = HistoryReader.read
    monkeypatch.setattr(HistoryReader, "read", lambda self: (release.wait(20), read(self))[1])
    page.refresh()
    qtbot.waitUntil(lambda: len(page._list.runs) == 2)
    page.show_run(next(run for run in page._list.runs if run.name == "first"))
    assert page._view._phase_words.text() == "Reading its history …"
    assert page._view._phase_words.isVisible()
    release.set()
    qtbot.waitUntil(lambda: not page._view._phase_words.isVisible(), timeout=20_000)
    assert not page._view._bar.isVisible()


def test_a_plot_zooms_and_comes_back(qtbot, page, runs):
    show(qtbot, page, "first")
    plot = page._view.curves_panel.plots["loss"]
    plot._box.setXRange(2, 3)
    plot._box.sigRangeChangedManually.emit([True, True])
    assert not plot.follows
    click(qtbot, page, "Reset view")
    assert plot.follows
    assert plot._box.viewRange()[0][1] >= 4
    click(qtbot, page, "Log axis")
    assert plot._box.viewRange()[1][1] <= 0.2, "log10 of losses up to 1"


def test_one_plot_alone_and_back(qtbot, page, runs):
    show(qtbot, page, "first")
    panel = page._view.curves_panel
    qtbot.mouseClick(panel.plots["distances"].expand, Qt.MouseButton.LeftButton)
    assert [key for key, plot in panel.plots.items() if plot.isVisible()] == ["distances"]
    click(qtbot, page, "All plots")
    assert all(plot.isVisible() for plot in panel.plots.values())


def test_hovering_shows_the_step(qtbot, page, runs):
    show(qtbot, page, "first")
    plot = page._view.curves_panel.plots["loss"]
    plot.show_cursor(2.1)
    assert "step 2" in plot._legend.text
    assert "0.500" in plot._legend.text
    plot.show_cursor(None)
    assert "step" not in plot._legend.text
