"""The people page: making a model better at the gallery's people."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableWidget

from core.embedding.card import read_card
from core.embedding.model_folder import save_model
from core.embedding.network import build_network
from core.training import improvement_start
from core.training.improvement_start import improvement_hyperparameters
from facenet_gui.pages.people_improve_dialogs import ImproveDialog, ImprovementDialog
from tests.embedding.examples import TINY, tiny_card
from tests.factories import hide_start_network, make_dataset
from tests.gui.people.driving import click, dialog, enroll, message, press, settle, shown_button

# Tracing takes a minute on a busy machine.
LONG = 300_000
GENTLE = {
    "identities_per_batch": 8,
    "images_per_identity": 3,
    "learning_rate": 0.005,
    "teacher_weight": 0.1,
    "colour": 0,
    "blur": 0,
}
RUINOUS = {
    "optimizer": "sgd",
    "learning_rate": 10.0,
    "momentum": 0.99,
    "squared": True,
    "teacher_weight": 1000.0,
    "warmup_steps": 0,
}


@pytest.fixture
def gently(monkeypatch):
    """Few steps of small batches, or other hyperparameters."""

    def set_(steps=30, **changes):
        def chosen(card):
            return improvement_hyperparameters(card, steps=steps, **{**GENTLE, **changes})

        monkeypatch.setattr(improvement_start, "improvement_hyperparameters", chosen)

    set_()
    return set_


def fill(services, *, model: bool = True, data: bool = True) -> None:
    """Eight people of six pictures, and what else there may be."""
    if model:
        save_model(services.home.models / "mine", build_network(TINY), tiny_card())
    if data:
        make_dataset(services.home.datasets / "closed", identities=4, validation=0)
        make_dataset(services.home.datasets / "general", identities=10, validation=10)
    for who in range(8):
        enroll(services, f"Anna {who}", 500 + who, images=range(6))


def begin(page, services, qtbot) -> None:
    page._actions.improve.trigger()
    asked = dialog(page, qtbot, ImproveDialog)
    assert [box.currentText() for box in asked.findChildren(QComboBox)] == ["mine", "general (20 people)"]
    assert asked.findChild(QLineEdit, "model_name").text() == "mine-improved"
    click(qtbot, asked, "Make it better")


def finished(services, qtbot) -> None:
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=LONG)


def test_it_takes_people(page, services, qtbot):
    assert not page._actions.improve.isEnabled()
    enroll(services, "Anna", 1)
    settle(page, services, qtbot)
    assert page._actions.improve.isEnabled()
    assert page._actions.improve in page.menu_actions()


def test_a_better_model_is_shown_and_used_when_the_user_says_so(page, services, qtbot, gently, monkeypatch):
    fill(services)
    settle(page, services, qtbot)
    before = services.model.name
    asked = []
    give = services.right_of_way.give
    monkeypatch.setattr(services.right_of_way, "give", lambda: (asked.append(1), give()))
    begin(page, services, qtbot)
    assert page._improving_line.isVisible()
    page._actions.improve.trigger()
    assert "One thing after the other" in message(page)
    finished(services, qtbot)
    assert len(asked) == 30, "recognition was not asked before each step"
    assert not page._improving_line.isVisible()
    assert "mine-improved recognises your people better." in message(page)
    assert services.model.name == before
    assert read_card(services.home.models / "mine-improved").trained["improvement"]["people"] == 8

    press(page, services, qtbot, "Before and after…")
    shown = dialog(page, qtbot, ImprovementDialog)
    table = shown.findChild(QTableWidget, "improvement")
    words = [[table.item(row, place).text() for place in range(4)] for row in range(table.rowCount())]
    assert words[0][0] == "Missed, where 1 % of strangers get a name"
    assert float(words[0][1].split()[0]) > float(words[0][2].split()[0])
    assert any("AUC" in line[0] for line in words)
    click(qtbot, shown, "Use it for this gallery")
    settle(page, services, qtbot)
    assert services.model.name == "mine-improved"
    assert "were embedded with mine-improved." in message(page)


def test_a_refusal_says_why_and_offers_nothing(page, services, qtbot, gently):
    gently(**RUINOUS)
    fill(services)
    settle(page, services, qtbot)
    begin(page, services, qtbot)
    finished(services, qtbot)
    assert "everybody else was told apart worse" in message(page)
    press(page, services, qtbot, "Before and after…")
    shown = dialog(page, qtbot, ImprovementDialog)
    assert not [one for one in shown.findChildren(QPushButton) if one.text() == "Use it for this gallery"]
    click(qtbot, shown, "Close")
    assert [folder.name for folder in services.home.models.iterdir()] == ["mine"]


def test_stopping_keeps_nothing(page, services, qtbot, gently):
    gently(steps=5000)
    fill(services)
    settle(page, services, qtbot)
    begin(page, services, qtbot)
    (job,) = services.jobs.running

    def trains() -> bool:
        progress = job.pace.progress
        return progress is not None and progress.stage == "training" and progress.done > 1

    qtbot.waitUntil(trains, timeout=LONG)
    assert job.pace.progress.total == 5000
    click(qtbot, page._improving_line, "Stop")
    finished(services, qtbot)
    assert "Stopped. Nothing was kept" in message(page)
    assert [folder.name for folder in services.home.models.iterdir()] == ["mine"]


def test_what_is_missing_is_told_with_a_way_there(page, services, qtbot, tmp_path, monkeypatch):
    hide_start_network(tmp_path / "built-in", monkeypatch)
    went = []
    services.navigator.asked.connect(lambda where, _: went.append(where))
    fill(services, model=False, data=False)
    settle(page, services, qtbot)
    for words, action in (
        ("No model here can be trained further.", "Train a model"),
        ("A data set of other people is needed", "Import photos"),
    ):
        page._actions.improve.trigger()
        settle(page, services, qtbot)
        assert words in message(page)
        press(page, services, qtbot, action)
        save_model(services.home.models / "mine", build_network(TINY), tiny_card())
    assert went == ["training", "data"]


def test_a_name_that_is_taken_is_refused_in_the_dialog(page, services, qtbot):
    fill(services)
    settle(page, services, qtbot)
    page._actions.improve.trigger()
    asked = dialog(page, qtbot, ImproveDialog)
    field = asked.findChild(QLineEdit, "model_name")
    field.setText("mine")
    click(qtbot, asked, "Make it better")
    assert asked.isVisible()
    assert "'mine' already" in asked._problem.text()
    click(qtbot, asked, "Cancel")
    assert not services.jobs.running


def test_too_few_pictures_end_calmly(page, services, qtbot):
    fill(services)
    for person in services.gallery.get().people():
        for template in services.gallery.get().templates(person.id)[1:]:
            services.gallery.get().remove_template(template.id)
    services.gallery.follow()
    settle(page, services, qtbot)
    begin(page, services, qtbot)
    finished(services, qtbot)
    assert "0 people with two pictures" in message(page)
    assert shown_button(page, "Details").isVisible()
