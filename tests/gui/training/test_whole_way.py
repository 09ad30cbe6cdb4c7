"""A training is started, watched, stopped and taken up again."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from core.training.events import Notice
from core.training.run_folder import RunFolder
from facenet_gui.widgets.curve_legend import CurveLegend
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from tests.embedding.examples import TINY as TINY_NETWORK
from tests.embedding.examples import tiny_card
from tests.gui.training.driving import banner, button, click, start, trained_steps


def test_a_training_is_started_paused_stopped_resumed_and_used(qtbot, trainer, services, page):
    start(qtbot, page, epochs=500)
    name = "adaptive-drawn"
    curves = page._session.curves
    qtbot.waitUntil(lambda: len(curves.steps["loss"]) > 10, timeout=60_000)
    qtbot.waitUntil(lambda: len(curves.epochs["auc"]) > 1, timeout=60_000)

    click(qtbot, page, "Pause")
    qtbot.waitUntil(lambda: any("Paused" in each.text() for each in page.findChildren(QLabel)), timeout=60_000)
    still = len(curves.steps["loss"])
    qtbot.wait(200)
    assert len(curves.steps["loss"]) == still
    click(qtbot, page, "Continue")
    qtbot.waitUntil(lambda: len(curves.steps["loss"]) > still, timeout=60_000)

    click(qtbot, page, "Stop and keep")
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=60_000)
    assert "stopped" in banner(page)
    stopped = trained_steps(services, name)
    assert curves.step == stopped

    click(qtbot, page, "Resume")
    qtbot.waitUntil(lambda: page._session.curves.step > stopped + 5, timeout=60_000)
    loss = page._session.curves.steps["loss"]
    assert np.array_equal(loss.x, np.arange(1, len(loss) + 1)), "the curve goes on where it was"
    click(qtbot, page, "Stop and keep")
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=60_000)

    click(qtbot, page, "Use this model")
    assert services.model.name == name


def test_the_end_of_a_training_is_told_and_leads_on(qtbot, trainer, services, page):
    gone = []
    services.navigator.asked.connect(lambda where, what: gone.append((where, what)))
    start(qtbot, page, epochs=2)
    qtbot.waitUntil(lambda: "is trained" in banner(page), timeout=60_000)
    click(qtbot, page, "Measure it")
    assert gone == [("evaluation", {"model": "adaptive-drawn"})]
    faces = page._view.faces_panel
    assert faces._faces is not None
    assert faces._faces.plane.shape == (12, 2)
    # Three held-out people: every triplet of the list shows two of them.
    assert 0 < len(faces._grid.items) <= 3


def test_a_model_teaches_and_its_distance_is_plotted(qtbot, trainer, services, page):
    save_model(services.home.models / "good", build_network(TINY_NETWORK), tiny_card())
    page.shown()
    teacher = page.findChild(QComboBox, "teacher")
    qtbot.waitUntil(lambda: teacher.findData("good") > 0)
    teacher.setCurrentIndex(teacher.findData("good"))
    assert page.findChild(HyperparameterForm).values["teacher"] == "good"
    assert any("as good does, without names" in each.text() for each in page.findChildren(QLabel))
    start(qtbot, page, epochs=2)
    qtbot.waitUntil(lambda: "is trained" in banner(page), timeout=60_000)
    assert page._session.curves.steps["teacher_distance"].y.min() > 0
    assert any("to the teacher" in legend.text for legend in page.findChildren(CurveLegend))
    assert (services.home.runs / "distilled-drawn" / "run.json").is_file()


def test_advice_is_one_click_away(qtbot, trainer, services, page, monkeypatch):
    # The doctor's own advice would take the place of the one below.
    monkeypatch.setattr("core.training.doctor.Doctor.observe", lambda *_: [])
    start(qtbot, page, epochs=500)
    qtbot.waitUntil(lambda: len(page._session.curves.steps["loss"]) > 3, timeout=60_000)
    page._session.curves.add([Notice("rate_too_high", "It jumps.", "Use less.", {"learning_rate": 0.00005})])
    text = "Stop, set learning_rate 5e-05, go on"
    buttons = lambda: [each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(buttons()), timeout=60_000)
    before = page._session.live
    click(qtbot, page, text)
    qtbot.waitUntil(lambda: page._session.live is not None and page._session.live is not before, timeout=60_000)
    qtbot.waitUntil(lambda: page._session.phase == "training", timeout=60_000)
    assert RunFolder(services.home.runs / "adaptive-drawn").hyperparameters().learning_rate == 0.00005


def test_a_run_deleted_while_it_is_trained_ends_in_words(qtbot, trainer, services, page):
    import shutil

    start(qtbot, page, epochs=5000)
    qtbot.waitUntil(lambda: len(page._session.curves.steps["loss"]) > 3, timeout=60_000)
    run = services.home.runs / "adaptive-drawn"
    # A file that is being written may come back once.
    qtbot.waitUntil(lambda: shutil.rmtree(run, ignore_errors=True) or not run.exists(), timeout=60_000)
    # It is noticed when the epoch is kept, without anybody's stopping it.
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=60_000)
    assert "deleted or moved while it was trained" in banner(page)
    # What was being written in that moment may be there; a run is not.
    assert not (run / "run.json").exists()
    assert button(page, "New training").isEnabled()


def test_a_second_training_waits(qtbot, trainer, services, page):
    start(qtbot, page, epochs=500)
    qtbot.waitUntil(lambda: page._session.live is not None)
    click(qtbot, page, "New training")
    assert not button(page, "Start training").isEnabled()
    page.start(page._session.live.order)
    assert "is being trained" in banner(page)
