"""The composition root: builds the services, hands them to the window, and runs it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from core.files import create_privately, keep_memory_off_the_disk
from core.home import Home
from core.tensorflow_environment import prepare
from facenet_gui.detectors import MtcnnWhenAsked
from facenet_gui.idle_lock import IdleLock
from facenet_gui.languages import choose, speak
from facenet_gui.main_window import MainWindow
from facenet_gui.page_kinds import page_kinds
from facenet_gui.services import CurrentModel, GalleryInUse, Navigator, Services
from facenet_gui.settings import Settings, keep_dialogs_in
from facenet_gui.theme import Theme
from facenet_gui.threads.collector import Collector
from facenet_gui.threads.jobs import Jobs
from facenet_gui.threads.module_import import ModuleImport
from facenet_gui.threads.tensorflow import TensorFlow

# How long a thread may hold Python's lock when the window wants it. Python's own 5 ms make the window stutter while
# a training's thread is busy in Python; a shorter turn costs the training nothing that can be measured.
_SWITCH_SECONDS = 0.001


def build_services(home: Home) -> Services:
    """Everything that pages need. A QApplication must be there."""
    settings = Settings(home.path / "window.ini")
    keep_dialogs_in(home.path)
    return Services(
        home=home,
        settings=settings,
        theme=Theme(settings),
        jobs=Jobs(),
        tensorflow=TensorFlow(),
        model=CurrentModel(home, settings),
        gallery=GalleryInUse(home),
        navigator=Navigator(),
        detector=MtcnnWhenAsked(),
        video_detector=MtcnnWhenAsked(video=True),
    )


def be_quick_to_answer(services: Services) -> Collector:
    """Tell Python that no thread may make the window wait for long; keep the answer while the window lives."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    return Collector(services.jobs, services.tensorflow, camera_runs=lambda: services.gallery.kept_open)


def run(arguments: Sequence[str] = ()) -> int:
    """Open the window and return when it is closed.

    Args:
        arguments: For Qt, such as -style.

    Returns:
        The exit code.
    """
    prepare()
    create_privately()
    keep_memory_off_the_disk()
    QCoreApplication.setApplicationName("facenet")
    QCoreApplication.setOrganizationName("facenet")
    application = QApplication.instance() or QApplication(["facenet", *arguments])
    assert isinstance(application, QApplication)  # nothing else makes one before
    QApplication.setStyle("Fusion")
    QApplication.setApplicationDisplayName("FaceNet GUI")
    QApplication.setDesktopFileName("facenet")
    home = Home.default()
    _log_to(home)
    services = build_services(home)
    # Before the first widget is made; a word that is there already is not said anew.
    speak(application, choose(services.settings["language"]))
    collector = be_quick_to_answer(services)
    window = MainWindow(services)
    lock = IdleLock(services)
    window.show()
    last = services.settings["page"]
    first = last if last in window.page_keys else window.page_keys[0]
    # The page's modules take a second or two; the window is drawn and answers meanwhile.
    modules = {kind.key: kind.module for kind in page_kinds()}
    opening = ModuleImport([modules.pop(first)])
    others = ModuleImport([*modules.values(), "facenet_gui.pages.training_run"])
    opening.finished.connect(lambda: _begin(window, services, first))
    opening.finished.connect(others.start)
    others.finished.connect(services.tensorflow.start)
    QTimer.singleShot(0, opening.start)
    code = application.exec()
    lock.stop()
    opening.wait()
    others.wait()
    services.tensorflow.wait()
    services.gallery.close()
    services.settings.save()
    collector.close()
    return code


def _begin(window: MainWindow, services: Services, first: str) -> None:
    """After the first picture of the window: the page of last time, and whoever is new here is greeted."""
    if not window.current:
        window.show_page(first)
    if not services.settings["welcomed"]:
        services.settings["welcomed"] = True
        window.show_welcome()


def _log_to(home: Home) -> None:
    """Errors of this program go to a file in the home. No names, faces or embeddings are ever logged."""
    folder = home.path / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(folder / "window.txt", encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setLevel(logging.ERROR)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def display_problem() -> str:
    """Why no window can be opened here, in words; empty where one can."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return "There is no display here, so the window cannot be opened."
