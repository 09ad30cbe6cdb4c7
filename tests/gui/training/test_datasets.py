"""What a training learns from: one data set, or several as one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from core.hyperparameters import Hyperparameters
from core.training.events import TrainEnd
from core.training.run_folder import RunFolder
from core.training.run_list import summarise
from facenet_gui.pages.training import TrainingPage
from facenet_gui.pages.training_choices import Choices
from facenet_gui.pages.training_dataset import DatasetChoice
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from tests.factories import make_dataset
from tests.gui.training.driving import TINY


@pytest.fixture
def choice(qtbot, services):
    """The choice among three data sets; the faces of "foreign" are of another size."""
    make_dataset(services.home.datasets / "drawn", identities=5, images=4, validation=3)
    make_dataset(services.home.datasets / "more", identities=5, images=2, validation=0)
    make_dataset(services.home.datasets / "other", identities=2, images=2, validation=0)
    make_dataset(services.home.datasets / "foreign", identities=4, images=2, validation=0, chip_size=96)
    made = DatasetChoice(services)
    qtbot.addWidget(made)
    made.show()
    made.set_datasets(Choices.of(services.home).datasets)
    return made


def offered(choice: DatasetChoice) -> dict[str, bool]:
    """What can be added, and whether it is."""
    menu = choice.findChild(QPushButton, "further").menu()
    return {action.text(): action.isChecked() for action in menu.actions()}


def add(choice: DatasetChoice, name: str) -> None:
    menu = choice.findChild(QPushButton, "further").menu()
    next(action for action in menu.actions() if action.text() == name).trigger()


def said(choice: DatasetChoice) -> str:
    return " ".join(each.text() for each in choice.findChildren(QLabel) if each.isVisible())


def test_several_data_sets_count_as_one(services, choice):
    choice.choose(str(services.home.datasets / "drawn"))
    alone = (choice.people, choice.images)
    assert offered(choice) == {"more": False, "other": False}
    add(choice, "other")
    add(choice, "more")
    assert [path.name for path in choice.further] == ["other", "more"]
    # person_000 is the same person in each.
    assert (choice.people, choice.images) == (5, alone[1] + 10 + 4)
    assert "Together with other, more." in said(choice)
    add(choice, "other")
    assert [path.name for path in choice.further] == ["more"]


def test_another_data_set_stands_alone(services, choice):
    choice.choose(str(services.home.datasets / "drawn"), [str(services.home.datasets / "more")])
    assert offered(choice) == {"more": True, "other": False}
    combo = choice.findChild(QComboBox, "dataset")
    combo.setCurrentIndex(combo.findData(str(services.home.datasets / "more")))
    assert choice.further == ()
    combo.setCurrentIndex(combo.findData(str(services.home.datasets / "foreign")))
    assert choice.findChild(QPushButton, "further").isHidden()


def test_the_choice_stays_when_the_list_is_read_again(services, choice):
    choice.choose(str(services.home.datasets / "drawn"), [str(services.home.datasets / "more")])
    choice.set_datasets(Choices.of(services.home).datasets)
    assert [path.name for path in choice.further] == ["more"]
    found = [entry for entry in Choices.of(services.home).datasets if entry[0].name != "more"]
    choice.set_datasets(found)
    assert choice.further == ()


def test_blends_and_their_source_are_learnt_from_a_teacher(qtbot, services):
    make_dataset(services.home.datasets / "drawn", identities=5, images=4, validation=3)
    make_dataset(services.home.datasets / "more", identities=5, images=2, validation=0)
    page = TrainingPage(services)
    qtbot.addWidget(page, before_close_func=lambda page: page.closing())
    page.open({"dataset": "drawn", "further": "more", "preset": "distill"})
    qtbot.waitUntil(lambda: not services.jobs.running)
    choice = page.findChild(DatasetChoice)
    qtbot.waitUntil(lambda: choice.path.name == "drawn")
    assert [path.name for path in choice.further] == ["more"]
    assert page.findChild(HyperparameterForm).values["teacher"] == "dlib-resnet"


def test_a_choice_that_is_not_listed_yet_comes_with_the_list(services, choice):
    path = make_dataset(services.home.datasets / "new", identities=3, images=2, validation=0).path
    choice.choose(str(path), [str(services.home.datasets / "drawn")])
    assert choice.path.name != "new"
    choice.set_datasets(Choices.of(services.home).datasets)
    assert (choice.path.name, [each.name for each in choice.further]) == ("new", ["drawn"])


@pytest.fixture
def page(qtbot, services):
    """The page over two data sets that fit."""
    make_dataset(services.home.datasets / "drawn", identities=5, images=4, validation=3)
    make_dataset(services.home.datasets / "more", identities=5, images=2, validation=0)
    made = TrainingPage(services)
    qtbot.addWidget(made, before_close_func=lambda page: page.closing())
    made.show()
    made.shown()
    qtbot.waitUntil(lambda: made.findChild(DatasetChoice).combo.count() == 2, timeout=30_000)
    return made


def test_a_training_gets_all_that_were_chosen(qtbot, services, page, monkeypatch):
    import core.training.trainer

    asked = []

    def train(**order):
        asked.append(order)
        return TrainEnd("finished", 4, services.home.runs, 1.0)

    monkeypatch.setattr(core.training.trainer, "train", train)
    choice = page.findChild(DatasetChoice)
    choice.choose(str(services.home.datasets / "drawn"))
    add(choice, "more")
    page.findChild(HyperparameterForm).apply(TINY)
    page._new._on_start()
    qtbot.waitUntil(lambda: bool(asked) and not services.jobs.running, timeout=60_000)
    assert asked[0]["dataset"].name == "drawn"
    assert [path.name for path in asked[0]["further"]] == ["more"]


def test_a_run_names_them_and_a_copy_takes_them(qtbot, services, page):
    more = services.home.datasets / "more"
    run = services.home.runs / "both"
    RunFolder(run).create(Hyperparameters(), dataset=services.home.datasets / "drawn", further=[more], start=None)
    assert summarise(run).further == (str(more.resolve()),)
    assert summarise(run).to_json()["further"] == [str(more.resolve())]
    page.show_run(summarise(run))
    texts = [each.text() for each in page._view.findChildren(QLabel)]
    assert texts[texts.index("Together with") + 1] == str(more.resolve())
    page._on_copy(summarise(run))
    choice = page.findChild(DatasetChoice)
    qtbot.waitUntil(lambda: [path.name for path in choice.further] == ["more"], timeout=30_000)
