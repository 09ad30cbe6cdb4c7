"""Drive the real window through all its pages, with real work running, and write pictures of it.

python tools/screenshots.py FOLDER [--page data] [--theme dark] [--size 1280x800] [--language de]

Every face in the pictures is generated: the photos, the data set and the video are sample faces, made in a temporary
home. The work is real: an import, a training of a small network, a measurement, an enrolment, a recognised video.
Runs on the display that is there (under Xvfb: `xvfb-run -s "-screen 0 2560x1440x24" python tools/screenshots.py …`),
and offscreen where there is none.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPushButton, QTabWidget, QWidget

from core.home import Home
from core.tensorflow_environment import prepare
from facenet_gui import languages
from facenet_gui.app import build_services
from facenet_gui.main_window import MainWindow
from facenet_gui.services import Services
from facenet_gui.widgets.basics import Banner, Card
from facenet_gui.widgets.face_grid import FaceGrid
from tools.screenshot_samples import Samples
from tools.screenshot_words import Words

PAGES = ("welcome", "data", "training", "evaluation", "people", "live", "dialogs")
THEMES = ("light", "dark")
# Width and height in the window's own pixels, and how many of the screen's make one.
SIZES = {"1280x800": (1280, 800, 1), "1024x700": (1024, 700, 1), "2560x1440": (1280, 720, 2)}
# Generous, so that a busy machine gets its pictures too.
PATIENCE = 300.0
_W = TypeVar("_W", bound=QWidget)
_RUN = "small-sample"
# A network that learns within a minute on any computer, so that there are curves to see.
_SMALL = {
    "network": "tiny",
    "image_size": 64,
    "embedding_size": 64,
    "identities_per_batch": 12,
    "images_per_identity": 4,
    "steps_per_epoch": 40,
    "epochs": 400,
    "batch_all_steps": 0,
    "learning_rate": 0.002,
    "warmup_steps": 20,
}


class Photographer:
    """The window, clicked through as a user does, and its pictures."""

    def __init__(self, samples: Samples, home: Path, options: argparse.Namespace) -> None:
        self.samples, self.output = samples, options.output
        self.sizes, self.themes, self.words = options.size, options.theme, Words(options.language)
        self.services: Services = build_services(Home(home))
        self.window = MainWindow(self.services)
        self.resize(self.sizes[0])
        self.problems: list[str] = []

    # -- as a user

    def go(self, page: str, what: dict[str, str] | None = None) -> QWidget:
        self.services.navigator.go(page, what)
        wait(0.3)
        return self.window.page(page)

    def button(self, text: str, within: QWidget | None = None) -> QPushButton:
        """The button in sight with this text."""

        texts = self.words.said(text)

        def look() -> QPushButton | None:
            for found in (within or self.window).findChildren(QPushButton):
                if found.text() in texts and found.isVisible() and found.isEnabled():
                    return found
            return None

        return until(look, f"a button {text!r}")

    def click(self, text: str, within: QWidget | None = None) -> None:
        QTest.mouseClick(self.button(text, within), Qt.MouseButton.LeftButton)
        wait(0.2)

    def child(self, kind: type[_W], name: str, within: QWidget | None = None) -> _W:
        """A widget in sight by its object's name or its accessible name."""

        names = {name, *self.words.said(name)}

        def look() -> _W | None:
            for found in (within or self.window).findChildren(kind):
                if names & {found.objectName(), found.accessibleName()} and found.isVisible():
                    return found
            return None

        return until(look, f"a {kind.__name__} {name!r}")

    def tab(self, text: str) -> None:
        """Choose the tab in sight whose text begins so."""
        for tabs in self.window.findChildren(QTabWidget):
            for number in range(tabs.count()):
                if tabs.isVisible() and tabs.tabText(number).startswith(tuple(self.words.said(text))):
                    tabs.setCurrentIndex(number)
                    wait(0.4)
                    return
        raise SystemExit(f"There is no tab {text!r} in sight.")

    def idle(self) -> None:
        until(lambda: not self.services.jobs.running, "the end of all jobs")

    # -- pictures

    def resize(self, size: str) -> None:
        width, height, _ = SIZES[size]
        self.window.resize(width, height)

    def shoot(self, name: str, *, settle: float = 0.5) -> None:
        """A picture in every size and theme."""
        for banner in self.window.findChildren(Banner):
            if banner.isVisible() and banner.property("tone") == "bad":
                self.problems.append(f"{name}: {banner.message}")
        for size in self.sizes:
            self.resize(size)
            for theme in self.themes:
                self.services.settings["appearance"] = theme
                wait(settle)
                QApplication.processEvents()
                file = self.output / f"{name}-{theme}-{size}.png"
                if not self._picture().save(str(file)):
                    raise SystemExit(f"{file} cannot be written.")
        print(name, flush=True)

    def _picture(self) -> QPixmap:
        """The window, with the dialog over it that is open, if one is."""
        picture = self.window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            at = self.window.geometry().center() - self.window.pos() - dialog.rect().center()
            inner = dialog.grab()
            painter = QPainter(picture)
            painter.fillRect(self.window.rect(), QColor(0, 0, 0, 70))
            painter.drawPixmap(QPoint(max(at.x(), 0), max(at.y(), 0)), inner)
            painter.end()
        return picture

    # -- the pages

    def welcome(self) -> None:
        self.window.show_page("data")
        self.window.show_welcome()
        wait(0.5)
        self.shoot("welcome")
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.close()

    def data(self) -> None:
        self.go("data", {"dataset": "sample"})
        self.idle()
        self.shoot("data-browse", settle=1.0)
        grid = self.child(FaceGrid, "People of the data set")
        grid.opened.emit(grid.items[3])
        wait(0.5)
        self.shoot("data-person", settle=1.0)
        self.go("data", {"folder": str(self.samples.photos)})
        self.idle()
        self.shoot("data-found", settle=1.0)
        self.click("Import")
        until(lambda: self.done_so_far() > 8, "the import")
        self.shoot("data-importing")
        until(lambda: not self.services.jobs.running, "the import's end", PATIENCE * 2)
        wait(0.5)
        self.shoot("data-imported")
        self.tab("Problems")
        self.shoot("data-problems")

    def training(self) -> None:
        self.go("training", {"dataset": "sample"})
        until(lambda: self.services.tensorflow.state == "ready", "TensorFlow")
        wait(1.0)
        self.shoot("training-new")
        self._train()
        self.shoot("training-running", settle=1.5)
        self.tab("Held-out faces")
        wait(2.0)
        self.shoot("training-triplets", settle=1.0)
        self.tab("Map")
        self.shoot("training-map", settle=1.0)
        self.tab("Curves")
        self.click("Stop and keep")
        self.idle()
        wait(1.0)
        self.shoot("training-stopped")

    def _train(self, epochs: int = 8) -> None:
        """Start a training and let it go on for some epochs."""
        from facenet_gui.widgets.hyperparameter_form import HyperparameterForm

        QTest.mouseClick(self.child(Card, "batch_all"), Qt.MouseButton.LeftButton)
        self.window.findChildren(HyperparameterForm)[0].apply(_SMALL)
        name = self.child(QLineEdit, "run_name")
        name.clear()
        QTest.keyClicks(name, _RUN)
        self.click("Start training")
        until(lambda: _epochs(self.services.home.runs / _RUN) >= epochs, "some epochs", PATIENCE * 2)

    def evaluation(self) -> None:
        if not (self.services.home.runs / _RUN).exists():
            self.go("training", {"dataset": "sample"})
            until(lambda: self.services.tensorflow.state == "ready", "TensorFlow")
            wait(1.0)
            self._train(3)
            self.click("Stop and keep")
            self.idle()
        page: Any = self.go("evaluation")
        self.shoot("evaluation-empty")
        kind = self.child(QComboBox, "Measured on", page)
        kind.setCurrentIndex(kind.findData("pairs"))
        page.open({"model": "dlib-resnet"})
        models = self.child(QListWidget, "Models to measure", page)
        until(lambda: page._choice.models == ("dlib-resnet",), "the models")
        for item in (models.item(number) for number in range(models.count())):
            item.setCheckState(Qt.CheckState.Checked if item.text() in ("dlib-resnet", _RUN) else item.checkState())
        self.child(QWidget, "Folder of images", page)
        page._choice._folder.set_path(self.samples.photos)
        page._choice._pairs.set_path(self.samples.pairs)
        self.click("Measure")
        until(lambda: self.done_so_far() > 4, "the measurement")
        self.shoot("evaluation-measuring", settle=0.3)
        until(lambda: not self.services.jobs.running, "the measurement", PATIENCE * 2)
        wait(0.5)
        self.shoot("evaluation-roc")
        for tab, name in (("Distances and threshold", "distances"), ("Folds", "folds"), ("Mistakes", "mistakes")):
            self.tab(tab)
            self.shoot(f"evaluation-{name}", settle=0.8)

    def people(self) -> None:
        page: Any = self.go("people")
        until(lambda: page._shown.seen is not None, "the gallery")
        self.shoot("people-empty")
        # The third person of the video stays a stranger.
        everybody = sorted(each for each in self.samples.photos.iterdir() if each.is_dir())
        chosen = [each for each in everybody if each.name in ("Ada", "Alma", "Bea", "Bela", "Boris", "Cleo", "Cosmo")]
        page.open({"enroll": str(chosen[0])})
        until(lambda: self.services.jobs.running, "the pictures being read")
        self.idle()
        wait(1.0)
        self.shoot("people-review")
        self.click("Cancel")
        page.open({"enroll": "\n".join(str(each) for each in chosen)})
        self.click(f"Enroll {len(chosen)} people")
        wait(1.0)
        self.shoot("people-enrolling", settle=0.3)
        self.idle()
        self.click("Done")
        wait(0.5)
        self.shoot("people-list", settle=0.8)
        grid = self.child(FaceGrid, "People")
        page.show_person(grid.items[0].key[0])  # type: ignore[index]
        wait(0.5)
        self.shoot("people-person", settle=0.8)

    def live(self) -> None:
        page: Any = self.go("live")
        self.shoot("live-empty")
        if self.services.gallery.get() is not None and not list(self.services.gallery.get().people()):  # type: ignore[union-attr]
            self.people()
            page = self.go("live")
        page.start(str(self.samples.video))
        known = {"Ada", "Alma"}
        until(lambda: known & {box.label for box in page._view.boxes} and page._view.image is not None, "names")
        for name in ("live", "live-later"):
            if not page.running:
                page.start(str(self.samples.video))
            until(lambda: len(page._view.boxes) >= 2 and known & {box.label for box in page._view.boxes}, "two names")
            self.shoot(name, settle=2.5)
            wait(4)
        page.stop()

    def dialogs(self) -> None:
        self.go("data")
        for action in self.window.menuBar().actions():
            for entry in action.menu().actions() if action.menu() else []:  # type: ignore[attr-defined]
                wanted = (("&Settings…", "settings"), ("&About FaceNet GUI", "about"))
                for name in (name for text, name in wanted if entry.text() in self.words.said(text)):
                    entry.trigger()
                    wait(0.5)
                    self.shoot(f"dialog-{name}")
                    dialog = QApplication.activeModalWidget()
                    if dialog is not None:
                        dialog.close()

    def done_so_far(self) -> int:
        """How far the job that runs has come."""
        reports = [job.pace.progress for job in self.services.jobs.running]
        return max((report.done for report in reports if report is not None), default=0)


def _epochs(run: Path) -> int:
    history = run / "history.jsonl"
    return history.read_text(encoding="utf-8").count('"EpochEnd"') if history.is_file() else 0


def wait(seconds: float) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


_T = TypeVar("_T")


def until(look: Callable[[], _T | None], what: str, patience: float = PATIENCE) -> _T:
    """Let the window work until there is something."""
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise SystemExit(f"Waited {patience:.0f} s for {what}.")
        wait(0.05)


def take(options: argparse.Namespace) -> int:
    """The pictures of one scale, in this process."""
    prepare()
    application = QApplication(["facenet"])
    QApplication.setStyle("Fusion")
    translators = languages.speak(application, options.language)
    with tempfile.TemporaryDirectory(prefix="facenet-shots-", ignore_cleanup_errors=True) as folder:
        samples = Samples.make(Path(folder))
        photographer = Photographer(samples, Path(folder) / "home", options)
        photographer.window.show()
        QTimer.singleShot(0, photographer.services.tensorflow.start)
        try:
            for page in PAGES:
                if page in options.page:
                    getattr(photographer, page)()
        finally:
            photographer.services.jobs.stop_all(lambda: None)
            until(lambda: not photographer.services.jobs.running, "the window's end")
            photographer.window.close()
            until(lambda: not photographer.window.isVisible(), "the window's end")
            photographer.services.tensorflow.wait()
            photographer.services.gallery.close()
    for problem in photographer.problems:
        print("The window told a problem in", problem)
    del translators, application
    return 1 if photographer.problems else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path, metavar="FOLDER")
    parser.add_argument("--page", action="append", choices=PAGES, help="only this one; may be given several times")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--size", action="append", choices=list(SIZES))
    parser.add_argument("--language", default="en", choices=list(languages.NAMES))
    options = parser.parse_args()
    options.page, options.theme = options.page or PAGES, options.theme or THEMES
    sizes = options.size or list(SIZES)
    options.output.mkdir(parents=True, exist_ok=True)
    if "QT_SCALE_FACTOR" in os.environ or len({SIZES[size][2] for size in sizes}) == 1 == SIZES[sizes[0]][2]:
        options.size = sizes
        return take(options)
    # Qt takes its scale once, when a program starts.
    worst = 0
    for scale in sorted({SIZES[size][2] for size in sizes}):
        command = [sys.executable, __file__, str(options.output), "--language", options.language]
        for name, values in (("--page", options.page), ("--theme", options.theme)):
            command += [part for value in values for part in (name, value)]
        command += [part for size in sizes if SIZES[size][2] == scale for part in ("--size", size)]
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
        worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


if __name__ == "__main__":
    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
