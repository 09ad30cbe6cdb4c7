"""Processes that are killed (SIGKILL) at a random moment of their work, and what is found afterwards.

A kill leaves what the process had handed to the system. What a power cut does beyond that, losing what was not yet
flushed, is guarded by fsync before every rename and by SQLite's `synchronous = EXTRA`; that is not tried here.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests.torture import gallery_changes
from tests.torture.counts import Counts

ROOT = Path(__file__).parents[2]
_WAIT = 300.0
# A whole small training, on a machine that has much else to do.
_LONG_WAIT = 3600.0


def _server(modules: list[str]) -> Any:
    """Processes that start with these modules imported, so that a kill costs no second of importing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*modules, __name__])
    return context


def _killed(process: BaseProcess, seconds: float) -> bool:
    """Kill a process after so long; False where it had ended before."""
    process.join(seconds)
    ended = process.exitcode is not None
    if not ended:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(_WAIT)
    return not ended


# -- gallery


def _change_all(folder: str, ready: Any) -> None:
    """Make one change after the other, each acknowledged when it is done."""
    ready.set()
    with Path(folder, "done").open("a") as done:
        for number in range(len(gallery_changes.CHANGES)):
            gallery_changes.change_once(Path(folder), number)
            done.write(f"{number}\n")
            done.flush()


def gallery(folder: Path, *, kills: int, seed: int = 0) -> Counts:
    """Kill a process that makes every kind of change to a gallery: each is there or not there."""
    counts = Counts("SIGKILL while a gallery is changed")
    reference = folder / "reference"
    reference.mkdir()
    gallery_changes.open_gallery(reference).close()
    states = [gallery_changes.state(reference)]
    begun = time.monotonic()
    for number in range(len(gallery_changes.CHANGES)):
        gallery_changes.change_once(reference, number)
        states.append(gallery_changes.state(reference))
    longest = (time.monotonic() - begun) * 0.8
    context = _server(["core.gallery.gallery", "tests.torture.gallery_changes"])
    chance = random.Random(seed)
    while counts.faults < kills and counts.tries < 3 * kills:
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        gallery_changes.open_gallery(work).close()
        ready = context.Event()
        process = context.Process(target=_change_all, args=(str(work), ready))
        process.start()
        ready.wait(_WAIT)
        counts.tries += 1
        if not _killed(process, chance.uniform(0, longest)):
            longest *= 0.9  # this machine is quicker now than it was
            continue
        acknowledged = len((work / "done").read_text().splitlines()) if (work / "done").exists() else 0
        allowed = set(states[acknowledged : acknowledged + 2])
        counts.fault(gallery_changes.in_words(work, allowed))
    return counts


# -- import


def _import(source: str, target: str, ready: Any) -> None:
    from core.data.importing import import_photos
    from tests.data.photos import DrawnFaceDetector

    ready.set()
    import_photos(Path(source), Path(target), detector=DrawnFaceDetector(), workers=1)


def _records(target: Path) -> list[tuple[str, str, bytes]]:
    from core.data.dataset import Dataset

    dataset = Dataset.open(target)
    return [
        (record.identity, record.source, record.image_jpeg)
        for part in (dataset.training, dataset.validation)
        for record in part.records(range(len(part)))
    ]


def importing(folder: Path, *, kills: int, seed: int = 0) -> Counts:
    """Kill an import, again and again until one gets through: no half data set, and the same in the end."""
    from tests.data.photos import write_photos

    counts = Counts("SIGKILL while photos are imported")
    source = write_photos(folder / "photos", people=8, images=4)
    context = _server(["core.data.importing", "tests.data.photos"])
    begun = time.monotonic()
    _import(str(source), str(folder / "reference"), multiprocessing.Event())
    longest = time.monotonic() - begun
    expected = _records(folder / "reference")
    chance = random.Random(seed)
    target = folder / "home" / "people"
    while counts.faults < kills and counts.tries < 3 * kills:
        ready = context.Event()
        process = context.Process(target=_import, args=(str(source), str(target), ready))
        process.start()
        ready.wait(_WAIT)
        counts.tries += 1
        if _killed(process, chance.uniform(0, longest)):
            counts.fault("a half data set is there" if target.exists() and _records(target) != expected else "")
        if target.exists():
            if _records(target) != expected:
                counts.lost.append("the data set is another one than without a kill")
            left = sorted(path.name for path in target.parent.iterdir() if path != target)
            if process.exitcode == 0 and left:
                counts.lost.append(f"left behind: {left}")
            shutil.rmtree(target.parent)
    return counts


# -- training


def _train(run: str, dataset: str, steps: int, interval: int) -> None:
    from core.hyperparameters import Hyperparameters
    from core.training.control import TrainingControl
    from core.training.events import StepEnd, TrainingEvent
    from core.training.run_folder import RunFolder
    from core.training.trainer import train

    folder = RunFolder(Path(run))
    restore = bool(folder.checkpoint_paths())
    if not restore and folder.path.exists():
        shutil.rmtree(folder.path)  # killed before the first checkpoint: begun again
    acknowledged = Path(run).with_suffix(".steps").open("a")

    def heard(event: TrainingEvent) -> None:
        if isinstance(event, StepEnd):
            acknowledged.write(f"{event.step}\n")
            acknowledged.flush()

    parameters = Hyperparameters(
        network="tiny", image_size=32, embedding_size=16, identities_per_batch=4, images_per_identity=2, dropout=0.2,
        warmup_steps=0, epochs=2, steps_per_epoch=steps // 2, checkpoint_steps=interval,
    )  # fmt: skip
    train(
        run=folder.path,
        dataset=Path(dataset),
        hyperparameters=parameters,
        restore=restore,
        listeners=[heard],
        control=TrainingControl(),
    )


def _curve(run: Path) -> list[tuple[int, float]]:
    from core.training.history import read_history

    return [(record["step"], record["loss"]) for record in read_history(run) if record.get("event") == "StepEnd"]


def _acknowledged(run: Path) -> list[int]:
    """The steps that were told of, by all attempts."""
    steps = run.with_suffix(".steps")
    return [int(line) for line in steps.read_text().splitlines()] if steps.exists() else []


def training(folder: Path, *, kills: int, seed: int = 0, steps: int = 120, interval: int = 10) -> Counts:
    """Kill a training, restore it, and kill it again: at most one interval is lost, and the curve is the same."""
    from tests.factories import make_dataset

    counts = Counts("SIGKILL while training")
    make_dataset(folder / "data", identities=8, images=4, seed=0)
    context = _server(["core.training.trainer"])

    def start(run: Path) -> BaseProcess:
        process: BaseProcess = context.Process(target=_train, args=(str(run), str(folder / "data"), steps, interval))
        process.start()
        return process

    process = start(folder / "reference")
    process.join(_LONG_WAIT)
    expected = _curve(folder / "reference") if process.exitcode == 0 else []
    if len(expected) != steps:
        counts.lost.append(f"the training without a kill gave {len(expected)} steps, exit code {process.exitcode}")
        process.kill()
        process.join()
        return counts
    chance = random.Random(seed)
    run = folder / "run"
    while counts.faults < kills and counts.tries < 4 * kills:
        before = len(_acknowledged(run))
        process = start(run)
        counts.tries += 1
        # Most kills among the steps, however quick the machine is, some while the network is still being built.
        if chance.random() < 0.9:
            later = chance.randrange(3 * interval)
            end = time.monotonic() + _LONG_WAIT
            while len(_acknowledged(run)) <= before + later and process.is_alive() and time.monotonic() < end:
                time.sleep(0.01)
            wait = chance.uniform(0, 0.1)
        else:
            wait = chance.uniform(0, 5.0)
        if _killed(process, wait):
            counts.fault(_after_a_kill(run, interval))
        elif process.exitcode:
            counts.lost.append(f"the restored training ended with exit code {process.exitcode}")
            shutil.rmtree(run, ignore_errors=True)
        else:
            if _curve(run) != expected:
                counts.lost.append("the curve is another one than without a kill")
            shutil.rmtree(run)
            run.with_suffix(".steps").unlink(missing_ok=True)
    return counts


def _after_a_kill(run: Path, interval: int) -> str:
    """What is wrong with a killed run; empty where nothing is."""
    from core.training.run_folder import RunFolder
    from core.training.run_list import list_runs

    acknowledged = _acknowledged(run)
    saved = RunFolder(run).checkpoint_paths()
    kept = int(saved[0].stem.partition("-")[2]) if saved else 0
    # Later attempts acknowledge from their checkpoint on.
    if acknowledged and acknowledged[-1] - kept > interval:
        return f"step {acknowledged[-1]} was done, but the latest checkpoint is of step {kept}"
    if run.exists() and saved:
        (listed,) = [one for one in list_runs(run.parent) if one.path == run]
        if listed.state == "damaged":
            return f"the run is listed as damaged: {listed.problem}"
    return ""


# -- settings and lists of runs


_SETTINGS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from facenet_gui.settings import Settings
application = QCoreApplication([])
settings = Settings(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100_000):
    settings["text_size"] = 80 + number % 12 * 10
    settings.remember("first", "x" * (number % 500))
    settings.save()
    print(number, flush=True)
"""


def settings(folder: Path, *, kills: int, seed: int = 0) -> Counts:
    """Kill a window's settings while they are written: they stay readable, and hold the latest or the one before."""
    counts = Counts("SIGKILL while settings are written")
    chance = random.Random(seed)
    path = folder / "window.ini"
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", _SETTINGS, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        counts.tries += 1
        time.sleep(chance.uniform(0.01, 0.3))
        process.kill()
        numbers = process.stdout.read().split()
        process.wait(_WAIT)
        process.stdout.close()
        last = int(numbers[-1]) if numbers else -1
        allowed = {str(80 + number % 12 * 10) for number in (last, last + 1) if number >= 0} | (
            {"", "100"} if last < 12 else set()
        )
        # 100 is the default, which is not written.
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        found = next((line.partition("=")[2] for line in text.splitlines() if line.startswith("text_size=")), "")
        counts.fault("" if found in allowed else f"text_size is {found!r} after save {last}, expected {allowed}")
        path.unlink(missing_ok=True)
    return counts


def _tend_runs(folder: str, ready: Any) -> None:
    from core.hyperparameters import Hyperparameters
    from core.training.run_folder import RunFolder
    from core.training.run_upkeep import delete_run, rename_run, write_note

    runs = Path(folder)
    ready.set()
    for number in range(10_000):
        run = runs / f"run {number}"
        RunFolder(run).create(Hyperparameters(), dataset=runs / "data", start=None)
        write_note(run, f"note {number}")
        RunFolder(run).change_hyperparameters(Hyperparameters(epochs=3))
        rename_run(run, f"renamed {number}")
        if number % 2:
            delete_run(runs / f"renamed {number}")


def run_list(folder: Path, *, kills: int, seed: int = 0) -> Counts:
    """Kill a process that begins, notes, renames and deletes runs: the list shows each whole, or not at all."""
    from core.training.run_list import list_runs
    from core.training.run_upkeep import remove_leftovers

    counts = Counts("SIGKILL while runs are begun, named, deleted")
    context = _server(["core.training.run_upkeep", "core.training.run_list"])
    chance = random.Random(seed)
    for _ in range(kills):
        runs = folder / "runs"
        runs.mkdir()
        ready = context.Event()
        process = context.Process(target=_tend_runs, args=(str(runs), ready))
        process.start()
        ready.wait(_WAIT)
        counts.tries += 1
        _killed(process, chance.uniform(0, 0.5))
        remove_leftovers(runs)
        problems = []
        for listed in list_runs(runs):
            number = int(listed.name.split()[-1])
            note = listed.note in ("", f"note {number}")
            whole = listed.hyperparameters is not None and listed.hyperparameters.epochs in (3, 10)
            if listed.state == "damaged" or not note or not whole:
                problems.append(f"{listed.name}: {listed.state}, {listed.problem}, note {listed.note!r}")
        counts.fault("; ".join(problems))
        shutil.rmtree(runs)
    return counts


ALL: dict[str, Callable[..., Counts]] = {
    "gallery": gallery,
    "importing": importing,
    "run_list": run_list,
    "settings": settings,
    "training": training,
}


def run(folder: Path, kills: dict[str, int], *, seed: int = 0) -> Iterator[Counts]:
    """Each torture with so many kills, in a folder of its own."""
    for name, number in kills.items():
        own = folder / name
        own.mkdir(parents=True)
        yield ALL[name](own, kills=number, seed=seed)
