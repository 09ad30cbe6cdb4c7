"""The training page: choosing, starting, pausing, stopping and resuming a real training of the tiny network."""

from __future__ import annotations

import json
import threading

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QLabel, QMenu, QMessageBox, QPushButton, QSpinBox

from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from core.embedding.start_model import START_MODEL
from core.hyperparameters import Hyperparameters, fields
from core.training.events import Notice, StepEnd
from core.training.run_curves import HistoryReader
from core.training.run_folder import RunFolder
from facenet_gui.pages.training import TrainingPage
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.widgets.advice import AdviceCard
from facenet_gui.widgets.basics import Banner, Card
from facenet_gui.widgets.curve_legend import CurveLegend
from facenet_gui.widgets.elided import Elided
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm, NumberField
from facenet_gui.widgets.step_axis import steps_in_short
from tests.embedding.examples import TINY as TINY_NETWORK
from tests.embedding.examples import tiny_card
from tests.factories import make_dataset
from tests.training.runs import begin, end, epoch, make_run, step

TINY = {
    "network": "tiny",
    "image_size": 32,
    "embedding_size": 8,
    "identities_per_batch": 3,
    "images_per_identity": 2,
    "steps_per_epoch": 4,
    "batch_all_steps": 0,
}


def button(widget, text: str) -> QPushButton:
    """The visible button of this text; an assertion where there is none."""
    found = [each for each in widget.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    assert found, f"no button {text!r} in sight"
    return found[0]


def click(qtbot, widget, text: str) -> None:
    qtbot.mouseClick(button(widget, text), Qt.MouseButton.LeftButton)


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


def banner(page) -> str:
    found = next(each for each in page.findChildren(Banner) if each.parent() is page)
    return found.message if found.isVisible() else ""


def start(qtbot, page, **changes: object) -> None:
    page.findChild(HyperparameterForm).apply({**TINY, **changes})
    click(qtbot, page, "Start training")


def trained_steps(services, name: str) -> int:
    path = services.home.runs / name / "history.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return sum('"StepEnd"' in line for line in lines)


# -- the whole way


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


# -- the form


def test_the_form_has_every_hyperparameter_with_its_limits(form):
    assert form.hyperparameters() == Hyperparameters()
    for name in set(fields()) - {"start", "teacher"}:
        assert form.findChild(object, name) is not None, name
    assert form.findChild(QSpinBox, "image_size").maximum() == 512
    assert form.findChild(NumberField, "margin").minimum() > 0
    assert "px" in [each.text() for each in form.findChildren(QLabel)]
    assert "How much further" in form.findChild(NumberField, "margin").toolTip()


def test_changes_are_marked_and_taken_back(qtbot, form):
    rate = form.findChild(NumberField, "learning_rate")
    was = rate.value()
    rate.setFocus()
    rate.selectAll()
    qtbot.keyClicks(rate, "1e-4")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert form.changes == {"learning_rate": 1e-4}
    click(qtbot, form, "Reset all (1 changed)")
    assert form.changes == {}
    assert rate.value() == was


def test_expert_fields_are_folded(qtbot, form):
    dropout = form.findChild(NumberField, "dropout")
    assert not dropout.isVisible()
    click(qtbot, form, "Show expert settings")
    assert dropout.isVisible()
    dropout.setValue(0.25)
    click(qtbot, form, "Hide expert settings")
    assert not dropout.isVisible()
    assert button(form, "Show expert settings (1 changed)")


def test_what_cannot_work_is_said_and_not_started(qtbot, page):
    page.findChild(HyperparameterForm).apply({"image_size": 60})
    assert "75 px" in page.findChild(HyperparameterForm).problem
    assert not button(page, "Start training").isEnabled()


def test_the_wheel_changes_no_number_in_passing(form):
    margin = form.findChild(NumberField, "margin")
    margin.clearFocus()
    was = margin.value()
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(margin, wheel)
    assert margin.value() == was


def test_arrows_step_by_the_number_s_size(qtbot):
    field = NumberField(1e-12, 10)
    qtbot.addWidget(field)
    field.setValue(0.0005)
    field.stepBy(1)
    assert field.value() == pytest.approx(0.0006)
    field.setValue(0.001)
    field.stepBy(-1)
    assert field.value() == pytest.approx(0.0009)


def test_a_card_brings_its_preset_and_keeps_what_was_changed(qtbot, page):
    form = page.findChild(HyperparameterForm)
    form.apply({"margin": 0.7})
    card = page.findChild(Card, "batch_hard")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert form.values["triplet_strategy"] == "batch_hard"
    assert form.values["margin"] == 0.7
    assert card.property("chosen") is True
    assert page.findChild(Card, "batch_all").property("chosen") is False


def test_names_are_proposed_and_checked(qtbot, services, page, runs):
    from PySide6.QtWidgets import QLineEdit

    name = page.findChild(QLineEdit, "run_name")
    assert name.text() == "adaptive-drawn"
    name.clear()
    qtbot.keyClicks(name, "first")
    assert not button(page, "Start training").isEnabled()
    name.clear()
    qtbot.keyClicks(name, "a/b")
    assert not button(page, "Start training").isEnabled()
    name.clear()
    qtbot.keyClicks(name, "third")
    assert button(page, "Start training").isEnabled()


def test_without_data_the_page_leads_to_it(qtbot, services):
    gone = []
    services.navigator.asked.connect(lambda where, _: gone.append(where))
    made = TrainingPage(services)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    assert not button(made, "Start training").isEnabled()
    click(qtbot, made, "Import photos, or make sample faces")
    assert gone == ["data"]
    made.closing()


def test_without_a_gpu_the_small_network_is_offered_once_to_who_begins_with_nothing(qtbot, services, page):
    services.tensorflow.state, services.tensorflow.device = "ready", "CPU (2 cores)"
    services.tensorflow.changed.emit()
    begin = page.findChild(QComboBox, "start")
    qtbot.waitUntil(lambda: begin.currentData() == START_MODEL)
    assert "Take the small one" not in button_texts(page)
    begin.setCurrentIndex(begin.findData("scratch"))
    click(qtbot, page, "Take the small one")
    values = page.findChild(HyperparameterForm).values
    assert (values["network"], values["image_size"], values["triplet_strategy"]) == ("tiny", 64, "batch_adaptive")
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Take the small one" and one.isVisible()]
    click(qtbot, page, next(text for text in button_texts(page) if text.startswith("Reset all")))
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Take the small one" and one.isVisible()]


def test_with_a_gpu_it_is_not(services, page):
    services.tensorflow.state, services.tensorflow.device = "ready", "NVIDIA H100"
    services.tensorflow.changed.emit()
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Take the small one" and one.isVisible()]


def test_in_a_small_window_advice_leaves_room_for_the_curves(qtbot, services, page):
    notice = Notice("loss_rising", "The loss rises.", "Lower the rate.", {"learning_rate": 0.0001})
    heights = []
    for compact in (False, True):
        card = AdviceCard(services.theme, notice, may_go_on=True, compact=compact)
        qtbot.addWidget(card)
        card.resize(640, 10)
        heights.append(card.sizeHint().height())
        assert button_texts(card)[0] == "Stop, set learning_rate 0.0001, go on"
    assert heights[1] < 0.6 * heights[0]
    assert "Lower the rate." in card.toolTip()


def button_texts(widget) -> list[str]:
    return [each.text() for each in widget.findChildren(QPushButton)]


def test_getting_ready_is_said(qtbot, services, page):
    services.tensorflow.state = "loading"
    services.tensorflow.changed.emit()
    assert not button(page, "Getting ready …").isEnabled()
    services.tensorflow.state = "ready"
    services.tensorflow.changed.emit()
    assert button(page, "Start training").isEnabled()


# -- runs


def show(qtbot, page, name: str) -> None:
    page.open({"run": name})
    qtbot.waitUntil(lambda: page._view.run is not None and page._view.run.name == name, timeout=30_000)
    qtbot.waitUntil(lambda: page._view._curves is not None, timeout=30_000)


def test_a_run_is_chosen_from_the_list_and_shows_its_curves(qtbot, page, runs):
    page.refresh()
    qtbot.waitUntil(lambda: len(page._list.runs) == 2)
    index = page._list.model().index(1)
    qtbot.mouseClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=page._list.visualRect(index).center())
    qtbot.waitUntil(lambda: page._view._curves is not None and page._view._curves.step == 4)
    texts = [each.text() for each in page._view.findChildren(QLabel)]
    assert "4 / 4" in texts
    assert "0.800" in texts or "0.900" in texts


def test_another_run_is_laid_over_and_taken_off(qtbot, page, runs):
    show(qtbot, page, "first")
    menu = page._view.curves_panel._compare_menu
    action = next(each for each in menu.actions() if each.text() == "second")
    action.trigger()
    qtbot.waitUntil(lambda: page._view.curves_panel.overlays == ["second"])
    assert "second" in page._view.curves_panel.plots["loss"]._legend.text
    action.trigger()
    assert page._view.curves_panel.overlays == []


def menu_action(qtbot, page, text: str):
    page._run_actions.show_menu(page._view.run, QPoint(5, 5), live=False)
    menu = page.findChildren(QMenu)[-1]
    action = next(each for each in menu.actions() if each.text() == text)
    menu.hide()
    return action


def test_rename_note_and_delete(qtbot, monkeypatch, services, page, runs):
    show(qtbot, page, "first")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_named: ("better", True))
    menu_action(qtbot, page, "Rename…").trigger()
    qtbot.waitUntil(lambda: page._view.run.name == "better")
    assert (services.home.runs / "better").is_dir()
    assert not (services.home.runs / "first").exists()

    page._view._tabs.setCurrentIndex(3)
    qtbot.keyClicks(page._view._note, "with more people")
    QApplication.sendEvent(page._view._note, QFocusEvent(QEvent.Type.FocusOut))
    qtbot.waitUntil(lambda: any(run.note == "with more people" for run in page._list.runs))

    monkeypatch.setattr(QMessageBox, "exec", lambda self: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda self: self.defaultButton())
    menu_action(qtbot, page, "Delete…").trigger()
    assert (services.home.runs / "better").is_dir(), "the default keeps it"
    monkeypatch.setattr(
        QMessageBox, "clickedButton", lambda self: next(each for each in self.buttons() if "Delete" in each.text())
    )
    monkeypatch.setattr(QMessageBox, "setDefaultButton", lambda self, _button: None)
    menu_action(qtbot, page, "Delete…").trigger()
    qtbot.waitUntil(lambda: not (services.home.runs / "better").exists())
    qtbot.waitUntil(lambda: len(page._list.runs) == 1)


def test_a_run_begins_a_new_training_with_its_settings(qtbot, services, page):
    make_run(services.home.runs / "small", [begin(4), step(1), end(1)], margin=0.9, embedding_size=64)
    show(qtbot, page, "small")
    menu_action(qtbot, page, "New training with its settings").trigger()
    values = page.findChild(HyperparameterForm).values
    assert values["margin"] == 0.9
    assert values["embedding_size"] == 64
    assert button(page, "Start training")


def test_a_damaged_run_is_shown_with_its_problem(qtbot, services, page):
    folder = services.home.runs / "broken"
    make_run(folder, [step(1)])
    (folder / "hyperparameters.json").write_text("{", encoding="utf-8")
    show(qtbot, page, "broken")
    assert not page._view.resume.isVisible()
    assert "damaged" in [each.text() for each in page._view.findChildren(QLabel)]


def test_a_run_of_another_program_is_followed(qtbot, services, page):
    folder = make_run(services.home.runs / "far", [begin(9), step(1)])
    with folder.locked():
        show(qtbot, page, "far")
        assert not page._view.pause.isVisible()
        assert not page._view.resume.isVisible()
        with folder.history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(step(2)) + "\n")
        qtbot.waitUntil(lambda: page._view._curves.step == 2, timeout=8_000)
        page.show_new()


def test_the_doctor_s_cards_of_an_old_run_offer_a_new_training(qtbot, page, services):
    notice = {"event": "Notice", "code": "collapse", "message": "It collapsed.", "hint": "", "step": 1}
    records = [begin(4), step(1), {**notice, "changes": {"learning_rate": 0.0001}}]
    make_run(services.home.runs / "sad", records)
    show(qtbot, page, "sad")
    page._view._tabs.setCurrentIndex(2)
    card = page._view.findChild(AdviceCard)
    click(qtbot, card, "New training with learning_rate 0.0001")
    assert page.findChild(HyperparameterForm).values["learning_rate"] == 0.0001


# -- export


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


# -- plots


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


def test_a_training_begins_with_the_start_network_until_somebody_chooses(qtbot, page):
    new = page._new
    begin = page.findChild(QComboBox, "start")

    def start() -> str:
        return begin.currentData()

    def take(preset: str) -> None:
        new._preset.setCurrentIndex(new._preset.findData(preset))

    qtbot.waitUntil(lambda: start() == START_MODEL)
    assert new._form.values["start"] == "auto"
    assert "start" not in new._form.changes
    assert not new._advice.isVisible(), "from it InceptionV3 does not learn for hours"
    take("scratch")
    assert start() == new._form.values["start"] == "scratch"
    take("batch_hard")
    assert start() == START_MODEL
    new._form.apply({"embedding_size": 64})
    assert start() == "scratch", "the start network has 128"
    new._form.apply({"embedding_size": 128})
    assert start() == START_MODEL
    # What was chosen by hand stays.
    begin.setCurrentIndex(begin.findData("scratch"))
    take("batch_all")
    assert start() == new._form.values["start"] == "scratch"
