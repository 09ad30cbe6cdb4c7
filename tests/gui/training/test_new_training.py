"""What a new training is given: the form, the presets, the start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox

from core.embedding.start_model import START_MODEL
from core.hyperparameters import Hyperparameters, fields
from core.training.events import Notice
from facenet_gui.pages.training import TrainingPage
from facenet_gui.widgets.advice import AdviceCard
from facenet_gui.widgets.basics import Card
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm, NumberField
from tests.gui.training.driving import button, button_texts, click


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


def test_getting_ready_is_said(qtbot, services, page):
    services.tensorflow.state = "loading"
    services.tensorflow.changed.emit()
    assert not button(page, "Getting ready …").isEnabled()
    services.tensorflow.state = "ready"
    services.tensorflow.changed.emit()
    assert button(page, "Start training").isEnabled()


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
