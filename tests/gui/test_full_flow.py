"""The whole way through the real window: photos, data set, training, measurement, enrolment, names, and leaving."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QPushButton, QSpinBox

from core.data.dataset import Dataset
from core.recognition.cameras import CameraInfo
from core.recognition.frames import Frame
from core.training.history import read_history
from core.training.run_folder import RunFolder
from facenet_gui.main_window import MainWindow
from facenet_gui.page_kinds import page_kinds
from facenet_gui.pages.live import LivePage
from facenet_gui.services import CurrentModel, Services
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from facenet_gui.widgets.video_view import VideoView
from tests.gui.fakes import scene

_WAIT = 120_000
_PEOPLE, _PHOTOS = 10, 6
_RUN = "adaptive-photos"
_STEPS = 40
_TINY = {
    "network": "tiny",
    "image_size": 32,
    "embedding_size": 16,
    "identities_per_batch": 5,
    "images_per_identity": 3,
    "steps_per_epoch": _STEPS,
    "batch_all_steps": 0,
    "epochs": 3,
}


class OneCamera:
    """Shows two of the people who are enrolled, thirty times a second."""

    name, live = "camera:0", True

    def __init__(self, stop) -> None:
        self._stop, self._index, self._began = stop, 0, time.monotonic()

    def read(self) -> Frame | None:
        if self._stop.wait(0.03):
            return None
        self._index += 1
        image = scene([(0, 60, 100, 200), (1, 360, 100, 200)], image=90 + self._index % 5)
        return Frame(image, self.name, self._index, time.monotonic() - self._began)

    def close(self) -> None:
        """There is no device."""

    def __enter__(self) -> OneCamera:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class LiveWithOneCamera(LivePage):
    def __init__(self, services: Services) -> None:
        super().__init__(
            services,
            list_cameras=lambda: [CameraInfo(0, "A camera")],
            opener=lambda _source, *, stop, on_state=None: OneCamera(stop),
        )


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Ten drawn people with six photos each."""
    folder = tmp_path / "photos"
    for person in range(_PEOPLE):
        (folder / f"Person {person}").mkdir(parents=True)
        for image in range(_PHOTOS):
            picture = scene([(person, 60, 40, 160)], width=320, height=240, image=image)
            assert cv2.imwrite(str(folder / f"Person {person}" / f"{image}.png"), picture[..., ::-1])
    return folder


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    lines = ["path_a,path_b,same"]
    for person in range(_PEOPLE):
        other = (person + 1) % _PEOPLE
        lines += [f"Person {person}/0.png,Person {person}/{n}.png,1" for n in (2, 3, 4)]
        lines += [f"Person {person}/0.png,Person {other}/{n}.png,0" for n in (2, 3, 4)]
    file = tmp_path / "pairs.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def window(qtbot, services) -> MainWindow:
    """The window with its five pages. The models are real; only the detector is one for drawn faces."""
    real = dataclasses.replace(services, model=CurrentModel(services.home, services.settings))
    kinds = [
        dataclasses.replace(kind, module=__name__, name="LiveWithOneCamera") if kind.key == "live" else kind
        for kind in page_kinds()
    ]
    made = MainWindow(real, kinds)

    def settle(_: object) -> None:
        """After a failure something may run still, and the window would ask about it."""
        real.jobs.stop_all(lambda: None)
        qtbot.waitUntil(lambda: not real.jobs.running, timeout=_WAIT)

    qtbot.addWidget(made, before_close_func=settle)
    made.resize(1280, 800)
    made.show()
    made.show_page("data")
    return made


def button(within, text: str) -> QPushButton | None:
    shown = (found for found in within.findChildren(QPushButton) if found.text() == text)
    return next((found for found in shown if found.isVisible() and found.isEnabled()), None)


def press(qtbot, within, text: str) -> None:
    qtbot.waitUntil(lambda: button(within, text) is not None, timeout=_WAIT)
    qtbot.mouseClick(button(within, text), Qt.MouseButton.LeftButton)


def idle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.services.jobs.running, timeout=_WAIT)


def words(window) -> str:
    return " ".join(found.message for found in window.findChildren(Banner) if found.isVisible())


def steps_of(run: Path) -> list[int]:
    return [record["step"] for record in read_history(run) if record["event"] == "StepEnd"]


def test_from_photos_to_names_and_out_again(qtbot, window, services, photos, pairs):
    run = services.home.runs / _RUN

    # A folder is dropped and imported.
    assert window.page("data").drop_words([photos])
    window.page("data").drop([photos])
    idle(qtbot, window)
    held_out = next(one for one in window.findChildren(QSpinBox) if one.accessibleName() == "People held out")
    held_out.setValue(30)
    press(qtbot, window, "Import")
    idle(qtbot, window)
    dataset = Dataset.open(services.home.datasets / "photos")
    assert len(dataset.training) + len(dataset.validation) == _PEOPLE * _PHOTOS
    assert len(dataset.validation) >= 2 * _PHOTOS
    press(qtbot, window, "Train on it")
    assert window.current == "training"

    # A network learns from it in a thread, while its curves move.
    chosen = window.findChild(QComboBox, "dataset")
    qtbot.waitUntil(lambda: chosen.currentData() == str(dataset.path), timeout=_WAIT)
    window.findChild(HyperparameterForm).apply(_TINY)
    press(qtbot, window, "Start training")
    training = window.page("training")
    qtbot.waitUntil(lambda: len(training._session.curves.steps["loss"]) > 3, timeout=_WAIT)
    drawn = window.grab().toImage()
    seen = len(training._session.curves.steps["loss"])
    qtbot.waitUntil(lambda: len(training._session.curves.steps["loss"]) > seen, timeout=_WAIT)

    # Stopped, and taken up where it was.
    press(qtbot, window, "Stop and keep")
    idle(qtbot, window)
    stopped = steps_of(run)
    assert 0 < len(stopped) < 3 * _STEPS
    assert RunFolder(run).checkpoint_paths()
    press(qtbot, window, "Resume")
    qtbot.waitUntil(lambda: "is trained" in words(window), timeout=_WAIT)
    assert window.grab().toImage() != drawn
    assert steps_of(run) == list(range(1, 3 * _STEPS + 1))

    # Measured on pairs of one's own.
    press(qtbot, window, "Measure it")
    assert window.current == "evaluation"
    evaluation = window.page("evaluation")
    qtbot.waitUntil(lambda: evaluation._choice.models == (_RUN,))
    evaluation._choice._kind.setCurrentIndex(evaluation._choice._kind.findData("pairs"))
    evaluation._choice._folder.set_path(photos)
    evaluation._choice._pairs.set_path(pairs)
    press(qtbot, window, "Measure")
    idle(qtbot, window)
    result = evaluation._measured.results[0]
    assert (evaluation._table.item(0, 0).text(), len(result.distances)) == (_RUN, 6 * _PEOPLE)
    same = np.asarray(result.pairs.same, bool)
    assert result.distances[same].mean() < 0.8 * result.distances[~same].mean(), "the network has learned something"

    # It recognises from now on: two people are enrolled, and get their names on the live page.
    window.show_page("training")
    press(qtbot, window, "Use this model")
    assert window.services.model.name == _RUN
    window.show_page("people")
    idle(qtbot, window)
    people = window.page("people")
    qtbot.waitUntil(lambda: people._shown.seen is not None, timeout=_WAIT)
    both = [photos / "Person 0", photos / "Person 1"]
    assert people.drop_words(both)
    people.drop(both)
    press(qtbot, window, "Enroll 2 people")
    idle(qtbot, window)
    press(qtbot, window, "Done")
    enrolled = {person.name: person.templates for person in window.services.gallery.get().people()}
    assert set(enrolled) == {"Person 0", "Person 1"}
    window.show_page("live")
    window.page("live").start("0")
    view = window.findChild(VideoView)
    qtbot.waitUntil(lambda: sorted(box.label for box in view.boxes) == ["Person 0", "Person 1"], timeout=_WAIT)

    # The window is closed while another network learns, and the camera runs.
    window.show_page("training")
    press(qtbot, window, "New training")
    window.findChild(HyperparameterForm).apply({**_TINY, "epochs": 10_000})
    press(qtbot, window, "Start training")
    second = services.home.runs / f"{_RUN}-2"
    qtbot.waitUntil(lambda: len(training._session.curves.steps["loss"]) > 3, timeout=_WAIT)
    asked = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(50, answer)
            return
        asked.append(box.text())
        qtbot.mouseClick(button(box, "Stop, save and close"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    window.close()
    assert asked == [f"The training of {second.name} is still going on."]
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=_WAIT)
    assert not window.services.jobs.running
    assert not window.page("live").running
    last = steps_of(second)[-1]
    assert RunFolder(second).checkpoint_paths()[0].name == f"step-{last:08d}.safetensors"
