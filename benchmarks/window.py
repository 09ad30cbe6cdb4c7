"""How long the window starts, and how long it ever stands still while real work runs beside it.

A precise timer of 5 ms ticks in the window's event loop; what lies between two ticks is the longest that a click had
to wait. It ticks while TensorFlow is imported, a network is built and traced, trained and measured, pairs are
evaluated, and a video is recognised: in the real window with its real pages, on sample faces. With packages that
have no compiled files (uv without --compile-bytecode, PYTHONDONTWRITEBYTECODE), imports take three times as long, and
each large module's compilation is a stand-still of its own. Start-up is the time
from the process's start to the first painted window, turn by turn with a bare PySide6 window.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.measuring import machine, machine_line
from benchmarks.real_window import hearing, real_window
from benchmarks.window_curves import Drawing, drawings
from benchmarks.window_memory import growth_of_memory
from benchmarks.window_ticks import Gaps, Ticks, until, wait
from benchmarks.window_training import Beside, TimeLimit, beside_a_window
from core.tensorflow_environment import prepare

if TYPE_CHECKING:
    from facenet_gui.main_window import MainWindow

_PEOPLE, _PHOTOS = 8, 4
_TINY = {"network": "tiny", "image_size": 64, "identities_per_batch": 12, "images_per_identity": 4}
_INCEPTION = {"network": "inception_v3", "image_size": 80, "identities_per_batch": 6, "images_per_identity": 2}

_SMALLEST = {
    "network": "tiny",
    "image_size": 32,
    "identities_per_batch": 2,
    "images_per_identity": 2,
    "embedding_size": 8,
}

_FIRST_PAINT = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

class Watch(QObject):
    painted = usable = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            if not self.painted and isinstance(watched, QMainWindow):
                self.painted = True
                print(time.time(), flush=True)
            if not self.usable and watched.objectName() == "page":
                self.usable = True
                QTimer.singleShot(0, lambda: print(time.time(), flush=True))
        return False

application = QApplication([])
watch = Watch()
application.installEventFilter(watch)
"""
_BARE = """
window = QMainWindow()
page = QWidget()
page.setObjectName("page")
window.setCentralWidget(page)
window.resize(1280, 800)
window.show()
application.exec()
"""
_OURS = "from facenet_gui.app import run; run()"


class Start(NamedTuple):
    """Seconds from a process's start to the window's first picture, and until its page is drawn and answers."""

    window: str
    painted_s: float
    painted_fastest_s: float
    usable_s: float
    usable_fastest_s: float


def stand_stills(seconds: float) -> list[Gaps]:
    """The window's gaps in each phase; the repeating ones are watched for so long."""
    from core.data.sample_faces import SampleFaces
    from core.data.sample_files import write_sample_photos, write_sample_video
    from facenet_gui.page_kinds import page_kinds
    from facenet_gui.threads.module_import import ModuleImport

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, real_window("data") as window:
        services, faces = window.services, SampleFaces.load()
        photos, video = Path(folder) / "photos", Path(folder) / "video.avi"
        write_sample_photos(photos, faces, identities=_PEOPLE, images=_PHOTOS)
        write_sample_video(video, faces, identities=2, frames=int(15 * (seconds + 15)))
        ticks = Ticks()
        ticks.mark("at rest")
        wait(3)
        ticks.mark("importing the other pages")
        others = ModuleImport([*(kind.module for kind in page_kinds()), "facenet_gui.pages.training_run"])
        others.start()
        until(others.isFinished, "the pages")
        ticks.mark("importing TensorFlow")
        services.tensorflow.start()
        until(lambda: services.tensorflow.state in ("ready", "failed"), "TensorFlow")
        ticks.mark("")
        for name, changes in (("tiny", _TINY), ("InceptionV3 at 80 px", _INCEPTION)):
            _train(window, ticks, name, changes, seconds)
        _evaluate(window, ticks, photos)
        _recognise(window, ticks, video, seconds)
        return ticks.stop()


def _open(window: MainWindow, ticks: Ticks, key: str) -> Any:
    """Bring a page to the front."""
    ticks.mark(f"opening the {key} page")
    page = window.show_page(key)
    wait(1)
    ticks.mark("")
    return page


def _train(window: MainWindow, ticks: Ticks, name: str, changes: dict[str, Any], seconds: float) -> None:
    from core.hyperparameters import Hyperparameters
    from core.training.events import Phase, StepEnd
    from facenet_gui.threads.training_thread import TrainingOrder

    services = window.services
    page = _open(window, ticks, "training")
    home = services.home
    hyperparameters = Hyperparameters(**changes, epochs=1000, steps_per_epoch=100_000, batch_all_steps=0)
    ticks.mark(f"{name}: building")
    stepped: list[StepEnd] = []

    def listen(event: object) -> None:
        match event:
            case Phase(doing="tracing the first step"):
                ticks.mark(f"{name}: tracing")
            case StepEnd() if not stepped:
                stepped.append(event)
                ticks.mark(f"{name}: training")

    with hearing(listen):
        page.start(TrainingOrder(home.new_run(name.split()[0]), home.dataset("sample"), hyperparameters))
        live = page._session.live
        until(lambda: stepped or not services.jobs.running, "the first step")
        wait(seconds)
        ticks.mark("")
        live.stop()
        until(lambda: not services.jobs.running, "the training's end")


def _evaluate(window: MainWindow, ticks: Ticks, photos: Path) -> None:
    page = _open(window, ticks, "evaluation")
    people = sorted(each.name for each in photos.iterdir())
    lines = ["path_a,path_b,same"]
    for number, person in enumerate(people):
        other = people[(number + 1) % len(people)]
        lines += [f"{person}/001.jpg,{person}/{n:03d}.jpg,1" for n in range(2, _PHOTOS + 1)]
        lines += [f"{person}/001.jpg,{other}/{n:03d}.jpg,0" for n in range(2, _PHOTOS + 1)]
    pairs = photos.parent / "pairs.csv"
    pairs.write_text("\n".join(lines), encoding="utf-8")
    page._choice._kind.setCurrentIndex(page._choice._kind.findData("pairs"))
    page._choice._folder.set_path(photos)
    page._choice._pairs.set_path(pairs)
    ticks.mark("evaluation (first use of the detector and the built-in network)")
    until(lambda: page._choice.ready, "the list of models")
    page._choice._measure.click()
    until(lambda: page._measured is not None or not window.services.jobs.running, "the measurement")
    wait(0.5)
    ticks.mark("")


def _recognise(window: MainWindow, ticks: Ticks, video: Path, seconds: float) -> None:
    page = _open(window, ticks, "live")
    ticks.mark("live: getting ready")
    page.start(str(video))
    until(lambda: page._newest is not None, "the first names")
    ticks.mark("live: recognising a video")
    wait(seconds)
    ticks.mark("")
    page.stop()
    wait(1)


def start_up(rounds: int) -> list[Start]:
    """Turn by turn, so that whatever else the machine does meets both alike."""
    found: dict[str, list[tuple[float, float]]] = {"bare PySide6": [], "FaceNet GUI": []}
    for _ in range(rounds + 1):
        for name, code in (("bare PySide6", _BARE), ("FaceNet GUI", _OURS)):
            found[name].append(_one_start(_FIRST_PAINT + code))
    starts = []
    for name, times in found.items():
        # The first round reads from the disk what later ones find in memory.
        painted, usable = zip(*times[1:], strict=True)
        starts.append(Start(name, statistics.median(painted), min(painted), statistics.median(usable), min(usable)))
    return starts


def _one_start(code: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        begin = time.time()
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "FACENET_HOME": home},
        )
        assert process.stdout is not None  # it is a pipe
        lines = [process.stdout.readline() for _ in range(2)]
        process.kill()
        process.wait()
        process.stdout.close()
    if not all(lines):
        raise SystemExit("The window was not painted.")
    return float(lines[0]) - begin, float(lines[1]) - begin


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks window", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each rival (default 7)")
    parser.add_argument("--seconds", type=float, default=20, help="how long a training and a video run (default 20)")
    parser.add_argument(
        "--only", choices=("start", "gaps", "curves", "share", "memory"), help="all but memory otherwise"
    )
    parser.add_argument(
        "--points", type=int, nargs="*", default=[10_000, 100_000, 1_000_000], help="steps whose curves are drawn"
    )
    parser.add_argument("--steps", type=int, default=100_000, help="of the training whose memory is watched")
    parser.add_argument(
        "--network",
        choices=("inception_v3", "tiny"),
        default="inception_v3",
        help="whose training the window plots for its share: at 80 px, or at 64 px",
    )
    parser.add_argument(
        "--limit", type=float, default=300, metavar="SECONDS", help="share and memory end within so many (default 300)"
    )
    options = parser.parse_args(arguments)
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare()

    def wanted(what: str) -> bool:
        return options.only in (None, what)

    report: dict[str, Any] = machine()
    trained = _INCEPTION if options.network == "inception_v3" else _TINY
    starts = start_up(options.rounds) if wanted("start") else []
    gaps = stand_stills(options.seconds) if wanted("gaps") else []
    curves = drawings(options.points) if wanted("curves") else []
    limit = TimeLimit(options.limit)
    share = beside_a_window(trained, rounds=options.rounds, steps=16, limit=limit) if wanted("share") else None
    limit = TimeLimit(options.limit)
    memory = growth_of_memory(_SMALLEST, steps=options.steps, limit=limit) if options.only == "memory" else []
    report |= {
        "start": [each._asdict() for each in starts],
        "gaps": [each._asdict() for each in gaps],
        "curves": [each._asdict() for each in curves],
        "share": share and share._asdict(),
        "memory": [each._asdict() for each in memory],
    }
    if options.json:
        print(json.dumps(report, indent=2))
        return
    print("\n".join([machine_line(report), *_starts(starts), *_gaps(gaps), *_curves(curves), *_share(share)]))
    for each in memory:
        print(f"after {each.steps:>10,} steps {each.memory_mb:8.1f} MiB{' (told)' if each.told else ''}")


def _starts(starts: Sequence[Start]) -> list[str]:
    return [
        f"start of {each.window:12s}  painted after {each.painted_s:.2f} s (fastest {each.painted_fastest_s:.2f}), "
        f"page usable after {each.usable_s:.2f} s (fastest {each.usable_fastest_s:.2f})"
        for each in starts
    ]


def _gaps(gaps: Sequence[Gaps]) -> list[str]:
    if not gaps:
        return []
    width = max(len(each.phase) for each in gaps)
    head = (
        f"{'between two turns of the event loop, ms':{width}s}   median     99 %  longest   under 20 ms   under 100 ms"
    )
    return [head] + [
        f"{gap.phase:{width}s}  {gap.median_ms:7.1f}  {gap.p99_ms:7.1f}  {gap.longest_ms:7.1f}   "
        f"{100 * gap.within_20_ms:6.2f} %      {100 * gap.within_100_ms:6.2f} %      "
        f"of {gap.ticks:,} in {gap.seconds:.0f} s"
        for gap in gaps
    ]


def _curves(curves: Sequence[Drawing]) -> list[str]:
    return [
        f"{each.steps:>10,} steps: the loss is drawn in {each.loss_ms.median:.1f} ms ({1e3 / each.loss_ms.median:.0f} "
        f"times a second; {each.loss_processor_ms.median:.1f} ms of processor), all plots in "
        f"{each.page_ms.median:.1f} ms ({each.page_processor_ms.median:.1f} ms of processor); {each.memory_mb:.0f} MiB"
        for each in curves
    ]


def _share(share: Beside | None) -> list[str]:
    if share is None:
        return []
    return [
        f"plotted by the window {share.plotted} images/s, beside it {share.alone}: {100 * share.share.median:.1f} % "
        f"({100 * share.share.lower:.1f} - {100 * share.share.upper:.1f})",
        f"processor time of an image {share.plotted_ms} ms, beside it {share.alone_ms} ms: "
        f"{100 * share.processor_share.median:.1f} %",
    ]
