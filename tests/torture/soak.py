"""The window for a long time: live recognition on clips that begin again and again, and a training beside it.

The window with its real pages, models and threads runs in a process of its own, offscreen, and says every few seconds
what it holds. After a warm-up nothing may grow: the first quarter of what follows is compared with the last one, by
the median, so that a clip which is just being opened does not count.

Where CLOCK_FILE is set (`clock_jumps.py`), the clock on the wall is set at every turn of a page.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.torture import set_clock
from tests.torture.counts import Counts

if TYPE_CHECKING:
    from facenet_gui.main_window import MainWindow
    from facenet_gui.pages.live import LivePage
    from facenet_gui.services import Services

ROOT = Path(__file__).parents[2]
# Share of the time in which everything is used for the first time and caches fill.
WARM_UP = 0.3
MOST_GROWTH = 0.05
_TIMES = ("seconds_left", "images_per_second", "data_wait")
# A network's and a window's caches fill for minutes; in a shorter soak memory says nothing.
_LEAST_MINUTES = 5.0
_PAGES = ("live", "training", "people", "data", "evaluation")


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """What a window holds.

    Attributes:
        seconds: Since the training and the first clip began.
        memory: Bytes that are resident, without the curves.
        curves: Bytes of the training's curves, which keep each step and so grow by it.
        handles: Open file descriptors.
        threads: Of the system's.
        queues: What waits somewhere, by the place.
        clips, steps: How often a clip has ended, and steps of the training: that something was done at all.
        named: How many sightings have a name.
        wall: Seconds on the clock on the wall.
        wrong: What is not as it should be, in words.
    """

    seconds: float
    memory: int
    curves: int
    handles: int
    threads: int
    queues: dict[str, int]
    clips: int
    steps: int
    named: int = 0
    wall: float = 0.0
    wrong: list[str] = dataclasses.field(default_factory=list)


def judge(samples: Sequence[Sample]) -> list[str]:
    """What grew after the warm-up, in words; empty where nothing did."""
    after = [sample for sample in samples if sample.seconds >= WARM_UP * samples[-1].seconds] if samples else []
    if len(after) < 8:
        return [*(problem for sample in samples for problem in sample.wrong), f"only {len(after)} samples to compare"]
    quarter = len(after) // 4

    first, last = after[:quarter], after[-quarter:]

    problems = [problem for sample in samples for problem in sample.wrong]
    begin, end = (statistics.median(sample.memory for sample in part) for part in (first, last))
    if samples[-1].seconds >= 60 * _LEAST_MINUTES and end > (1 + MOST_GROWTH) * begin:
        problems.append(f"memory grew by {end / begin - 1:.1%}, from {begin / 1e6:,.0f} to {end / 1e6:,.0f} MB")
    counted: dict[str, Callable[[Sample], float]] = {
        "file handles": lambda sample: sample.handles,
        "threads": lambda sample: sample.threads,
    }
    for name in after[0].queues:
        counted[name] = lambda sample, name=name: sample.queues[name]  # type: ignore[misc]
    for name, value in counted.items():
        # What comes and goes is no growth: the middle of the last quarter against the most of the first.
        begin, end = max(map(value, first)), statistics.median(map(value, last))
        if end > begin:
            problems.append(f"{name} grew from {begin:g} to {end:g}")
    return problems + idle(after)


def idle(samples: Sequence[Sample]) -> list[str]:
    """What was not done between the first sample and the last, in words."""
    problems = []
    if samples[-1].clips <= samples[0].clips:
        problems.append("no clip was played to its end")
    if samples[-1].steps <= samples[0].steps:
        problems.append("the training made no step")
    return problems


def in_words(samples: Sequence[Sample]) -> str:
    """The figures of a whole soak."""
    after = [sample for sample in samples if sample.seconds >= WARM_UP * samples[-1].seconds]
    quarter = max(len(after) // 4, 1)
    begin, end = (statistics.median(one.memory for one in part) for part in (after[:quarter], after[-quarter:]))
    last = samples[-1]
    return (
        f"{last.seconds / 60:.1f} min, {last.clips} clips, {last.steps:,} steps; memory {begin / 1e6:,.0f} → "
        f"{end / 1e6:,.0f} MB ({end / begin - 1:+.1%}) and {last.curves / 1e6:.1f} MB of curves; handles "
        f"{min(one.handles for one in after)}–{max(one.handles for one in after)}, threads "
        f"{min(one.threads for one in after)}–{max(one.threads for one in after)}"
    )


def run(folder: Path, *, minutes: float, clips: Path | None = None, listen: Callable[[str], None] = print) -> Counts:
    """One soak of so many minutes; a fault is a clip that ended and was begun anew.

    Args:
        clips: A folder of videos; None for one of sample faces.
        listen: Gets the figures in words.
    """
    counts = Counts("window, live video and training for long")
    samples, problem = watch(folder, minutes, clips)
    counts.tries = counts.faults = samples[-1].clips if samples else 0
    counts.lost = judge(samples) + ([problem] if problem else [])
    counts.survived = 0 if counts.lost else counts.faults
    if samples:
        listen(f"    {in_words(samples)}")
    return counts


def watch(folder: Path, minutes: float, clips: Path | None, **more: str) -> tuple[list[Sample], str]:
    """The samples of a window in a process of its own, and what it ended with where that is no success."""
    command = [sys.executable, "-m", "tests.torture.soak", str(folder), "--minutes", f"{minutes:g}"]
    if clips is not None:
        command += ["--clips", str(clips.resolve())]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FACENET_HOME": str(folder / "home"), **more}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    with (folder / "errors.txt").open("w+") as errors:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, check=False
        )
        errors.seek(0)
        said = errors.read()[-800:]
    samples = [Sample(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]
    return samples, f"exit code {done.returncode}: {said}" if done.returncode else ""


# -- in the window's own process


class _Soak:
    """Plays clips, turns pages and trains, and takes samples."""

    def __init__(self, window: MainWindow, services: Services, clips: Sequence[str]) -> None:
        from facenet_gui import clock

        self._window, self._services, self._clips, self._clock = window, services, clips, clock.seconds
        self._training: Any = window.show_page("training")
        self._live: Any = window.show_page("live")
        self._ended = 0
        self._turn = 0
        self.problem = ""
        self._live._session.over.connect(self._on_over)
        self._live._session.failed.connect(self._on_failed)
        services.jobs.ended.connect(self._on_job)
        self._began = time.monotonic()
        self._created = self._clock()

    def begin(self) -> None:
        from core.hyperparameters import Hyperparameters
        from facenet_gui.threads.training_thread import TrainingOrder

        home = self._services.home
        parameters = Hyperparameters(
            network="tiny", image_size=64, embedding_size=32, identities_per_batch=8, images_per_identity=4,
            epochs=100_000, steps_per_epoch=100, checkpoint_steps=200, batch_all_steps=0,
        )  # fmt: skip
        self._training.start(TrainingOrder(home.new_run("soak"), home.dataset("sample"), parameters))
        self._live.start(self._clips[0])
        self._began = time.monotonic()

    def turn_page(self) -> None:
        self._turn += 1
        clock = os.environ.get("CLOCK_FILE")
        if clock:
            set_clock.turn(Path(clock), self._turn)
        self._window.show_page(_PAGES[self._turn % len(_PAGES)])

    def sample(self) -> Sample:
        from PySide6.QtCore import QObject
        from PySide6.QtWidgets import QApplication

        from facenet_gui.threads.training_thread import resident_memory

        live = self._training._session.live
        curves = self._training._session.curves
        arrays = [part for curve in (*curves.steps.values(), *curves.epochs.values()) for part in _parts(curve)]
        held = sum(len(part._room) for part in arrays) * 8
        return Sample(
            seconds=time.monotonic() - self._began,
            memory=(resident_memory() or 0) - held,
            curves=held,
            handles=len(list(Path("/proc/self/fd").iterdir())),
            threads=len(list(Path("/proc/self/task").iterdir())),
            queues={
                "events of the training that nobody took": len(live.events._events) if live is not None else 0,
                "threads that are ending": len(self._live._session._ending),
                "jobs": len(self._services.jobs.running),
                "objects of the live page": len(self._live.findChildren(QObject)),
                "widgets": len(QApplication.allWidgets()),
            },
            clips=self._ended,
            steps=curves.step,
            named=sum(seen.name is not None for seen in self._live._log.sightings),
            wall=time.time(),
            wrong=self._wrong(),
        )

    def _wrong(self) -> list[str]:
        """Times that cannot be."""
        import numpy as np

        steps = self._training._session.curves.steps
        wrong = [f"{name} is {y.min()}" for name in _TIMES if len(y := steps[name].y) and not 0 <= y.min() < np.inf]
        for job in self._services.jobs.running:
            left = job.pace.seconds_left
            if left is not None and left < 0:
                wrong.append(f"{job.title} has {left:.0f} s left")
        for seen in self._live._log.sightings:
            took = (seen.last - seen.first).total_seconds()
            if not 0 <= took <= self._clock() - self._created:
                wrong.append(f"somebody was seen for {took:.0f} s")
        if self._services.gallery.locked:
            wrong.append("the gallery was locked")
        return wrong

    def _on_over(self) -> None:
        from PySide6.QtCore import QTimer

        self._ended += 1
        following = self._clips[self._ended % len(self._clips)]
        QTimer.singleShot(0, lambda: self._live.start(following))

    def _on_failed(self, problem: Any) -> None:
        self.problem = self.problem or f"live: {problem.message}"

    def _on_job(self, job: Any) -> None:
        if job.state == "failed":
            self.problem = self.problem or f"{job.title} failed"


def _parts(curve: Any) -> list[Any]:
    return [curve._x, curve._y, curve._sums, curve._counts, *curve._least, *curve._greatest]


def _enroll(services: Services, photos: Path) -> None:
    """Some people of the sample faces, so that there are names to give."""
    import cv2

    from core.faces.align import find_faces
    from core.gallery.enrolment import FaceToEnroll, enroll, review
    from core.gallery.matching import Matcher
    from core.gallery.records import GalleryModel

    gallery = services.gallery.get()
    assert gallery is not None, services.gallery.problem
    embedder = services.model.embedder()
    matcher = Matcher(gallery, GalleryModel.of(embedder.card))
    for person in sorted(photos.iterdir()):
        faces = []
        for file in sorted(person.iterdir()):
            found = find_faces(cv2.imread(str(file))[..., ::-1].copy(), services.detector)
            faces += [
                FaceToEnroll(face.chip_rgb, embedder.embed(face.chip_rgb[None])[0], embedder.card.alignment_id)
                for face in found[:1]
            ]
        enroll(review(person.name, faces, matcher=matcher, distance_threshold=0.5, force=True), matcher=matcher)
    services.gallery.follow()


def _soak(folder: Path, minutes: float, clips: Path | None) -> str:
    """Returns what went wrong, or nothing."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.window import until, wait
    from core.data.sample_faces import SampleFaces
    from core.data.sample_files import write_sample_dataset, write_sample_photos, write_sample_video
    from core.files import create_privately
    from core.home import Home
    from facenet_gui.app import be_quick_to_answer, build_services
    from facenet_gui.main_window import MainWindow

    create_privately()
    application = QApplication.instance() or QApplication([])
    QApplication.setStyle("Fusion")
    home, faces = Home.default(), SampleFaces.load()
    write_sample_dataset(home.datasets / "sample", faces, identities=24, images=8, validation=0.2)
    write_sample_photos(folder / "photos", faces, identities=2, images=3)
    if clips is None:
        write_sample_video(folder / "people.avi", faces, identities=2, frames=int(15 * min(15.0, 12 * minutes)))
        videos = [str(folder / "people.avi")]
    else:
        videos = sorted(str(path) for path in clips.iterdir() if path.suffix in (".mkv", ".mp4", ".avi"))
    services = build_services(home)
    collector = be_quick_to_answer(services)
    services.settings["welcomed"] = True
    window = MainWindow(services)
    window.resize(1280, 800)
    window.show()
    window.show_page("data")
    services.tensorflow.start()
    until(lambda: services.tensorflow.state in ("ready", "failed"), "TensorFlow")
    _enroll(services, folder / "photos")
    soak = _Soak(window, services, videos)
    soak.begin()
    until(lambda: soak.sample().steps > 0 or soak.problem, "the first step")
    for page in _PAGES:
        window.show_page(page)
        wait(0.5)
    end = time.monotonic() + 60 * minutes
    soak._began = time.monotonic()
    pause = min(5.0, 2 * minutes)
    while time.monotonic() < end and not soak.problem:
        wait(pause)
        soak.turn_page()
        print(json.dumps(dataclasses.asdict(soak.sample())), flush=True)
    live: LivePage = soak._live
    live._session.over.disconnect(soak._on_over)
    services.jobs.stop_all(lambda: None)
    live.stop()
    until(lambda: not services.jobs.running, "the training's end")
    window.close()
    until(lambda: not window.isVisible(), "the window's end")
    services.gallery.close()
    collector.close()
    del application
    return soak.problem or _open_to_others(home.path)


def _open_to_others(home: Path) -> str:
    """Files that others may read, in words: the window, a training, a gallery and the settings wrote all kinds."""
    found = [path for path in home.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    return f"others may read {', '.join(str(path.relative_to(home)) for path in found)}" if found else ""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--clips", type=Path)
    options = parser.parse_args()
    problem = _soak(options.folder, options.minutes, options.clips)
    if problem:
        print(problem, file=sys.stderr)
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
