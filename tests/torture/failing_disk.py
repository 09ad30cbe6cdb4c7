"""A disk that fails the n-th write: every write of every kind of save, one after the other (Linux with a C compiler).

The library of `failing_disk.c` stands between the process and the system, and so under Python, SQLite and safetensors
alike. Two kinds of failure: one write fails (EIO), or the disk is full from one write on (ENOSPC).
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from core.errors import FacenetError
from tests.torture import gallery_changes
from tests.torture.counts import Counts

ROOT = Path(__file__).parents[2]
_MOST_WRITES = 2000


def available() -> bool:
    """Whether there is a way to let writes fail here."""
    return sys.platform.startswith("linux") and shutil.which("cc") is not None


def run(folder: Path, *, long: bool) -> Counts:
    """Let every write of every save fail once.

    Args:
        folder: Empty.
        long: Every write of every case; otherwise one in 45 of every third case, and nothing that needs TensorFlow.
    """
    library = folder / "failing_disk.so"
    source = Path(__file__).with_suffix(".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    work = folder / "work"
    work.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.failing_disk", str(library), str(work), "long" if long else "short"],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(library), "FAULT_FOLDER": str(work)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        counts = Counts("failing writes")
        counts.fault(f"the process ended with {done.returncode}: {done.stderr[-2000:]}")
        return counts
    return Counts(**json.loads(done.stdout.splitlines()[-1]))


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of save.

    Attributes:
        prepare: Makes the state before it in an empty folder.
        act: The save.
        state: What is there, read as a user would; equal for equal content.
        best_effort: A failure may go unnoticed, because nothing that matters is kept there.
    """

    name: str
    prepare: Callable[[Path], object]
    act: Callable[[Path], object]
    state: Callable[[Path], object]
    best_effort: bool = False


def _gallery_cases() -> Iterator[Case]:
    for number, (name, _) in enumerate(gallery_changes.CHANGES):

        def prepare(folder: Path, number: int = number) -> None:
            for before in range(number):
                gallery_changes.change_once(folder, before)
            gallery_changes.open_gallery(folder).close()

        yield Case(
            f"gallery: {name}",
            prepare,
            lambda folder, number=number: gallery_changes.change_once(folder, number),  # type: ignore[misc]
            gallery_changes.state,
        )


def _file_cases() -> Iterator[Case]:
    from core import files
    from core.errors import InputError
    from core.evaluation.cache import EvaluationCache
    from core.hyperparameters import Hyperparameters
    from core.training.run_folder import RunFolder
    from core.training.run_list import list_runs
    from core.training.run_upkeep import delete_run, rename_run, write_note

    def text(folder: Path) -> object:
        return files.read_json(folder / "x.json", error=InputError)

    yield Case(
        "a JSON file",
        lambda folder: files.write_json(folder / "x.json", {"a": 1}),
        lambda folder: files.write_json(folder / "x.json", {"a": 2}),
        text,
    )

    def make_run(folder: Path) -> None:
        RunFolder(folder / "runs" / "one").create(Hyperparameters(), dataset=folder / "data", start=None)

    def runs(folder: Path) -> object:
        return [(run.name, run.note, run.state) for run in list_runs(folder / "runs")]

    yield Case("begin a run", lambda folder: (folder / "runs").mkdir(), make_run, lambda folder: [
        run for run in runs(folder) if run[2] != "damaged"  # type: ignore[attr-defined]
    ])  # fmt: skip
    yield Case("rename a run", make_run, lambda folder: rename_run(folder / "runs/one", "two"), runs)
    yield Case("note on a run", make_run, lambda folder: write_note(folder / "runs/one", "good"), runs)
    yield Case("delete a run", make_run, lambda folder: delete_run(folder / "runs/one"), runs)
    yield Case(
        "change hyperparameters",
        make_run,
        lambda folder: RunFolder(folder / "runs/one").change_hyperparameters(Hyperparameters(epochs=3)),
        lambda folder: RunFolder(folder / "runs/one").hyperparameters().epochs,
    )

    def cache(folder: Path) -> object:
        with EvaluationCache(folder) as opened:
            return opened.get([b"k" * 16])

    def keep(folder: Path) -> None:
        with EvaluationCache(folder) as opened:
            opened.put({b"k" * 16: b"new"})

    yield Case("evaluation cache", lambda folder: None, keep, cache, best_effort=True)


def _import_case() -> Case:
    from core.data.dataset import Dataset
    from core.data.importing import import_photos
    from tests.data.photos import DrawnFaceDetector, write_photos

    def state(folder: Path) -> object:
        if not (folder / "people").exists():
            return None
        opened = Dataset.open(folder / "people")
        parts = (opened.training, opened.validation)
        return [(r.identity, r.source, r.image_jpeg) for part in parts for r in part.records(range(len(part)))]

    return Case(
        "import",
        lambda folder: write_photos(folder / "photos", people=3, images=2),
        lambda folder: (
            import_photos(
                folder / "photos", folder / "people", detector=DrawnFaceDetector(), workers=1, minimum_images=2
            )
            and None
        ),
        state,
    )


def _network_cases() -> Iterator[Case]:
    import keras
    import numpy as np

    from core.embedding.card import ModelCard
    from core.embedding.model_folder import load_network, save_model
    from core.embedding.network import assemble_network
    from core.faces.network_input import NetworkInput
    from core.training.checkpoints import Checkpoints, RunState

    network = assemble_network("tiny", image_size=32, embedding_size=8)
    optimizer = keras.optimizers.Adam()
    optimizer.build(network.trainable_variables)
    card = ModelCard(
        name="x",
        network="tiny",
        embedding_size=8,
        normalised=True,
        input=NetworkInput(size=32, crop=1.0),
        alignment_id="five-point-150+15@180",
    )

    def checkpoint(step: int) -> Callable[[Path], None]:
        def save(folder: Path) -> None:
            kernel = network.trainable_variables[0]
            kernel.assign(np.full(kernel.shape, step, np.float32))
            Checkpoints(folder / "checkpoints", keep=2).save(RunState(step=step), network, optimizer)

        return save

    def latest(folder: Path) -> object:
        kept = Checkpoints(folder / "checkpoints", keep=2)
        state = kept.restore(kept.paths()[0], network, optimizer)
        return state.step, float(np.asarray(network.trainable_variables[0]).flat[0])

    def two(folder: Path) -> None:
        checkpoint(1)(folder)
        checkpoint(2)(folder)

    yield Case("checkpoint", two, checkpoint(3), latest)

    def model(value: float) -> Callable[[Path], None]:
        def save(folder: Path) -> None:
            kernel = network.trainable_variables[0]
            kernel.assign(np.full(kernel.shape, value, np.float32))
            save_model(folder / "model", network, card)

        return save

    yield Case(
        "model",
        model(1),
        model(2),
        lambda folder: float(np.asarray(load_network(folder / "model")[0].trainable_variables[0]).flat[0]),
    )


def _torture(case: Case, folder: Path, library: ctypes.CDLL, counts: Counts, *, every: int) -> None:
    pristine, work = folder / "before", folder / "now"
    shutil.rmtree(folder, ignore_errors=True)
    pristine.mkdir(parents=True)
    case.prepare(pristine)

    def begin() -> None:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(pristine, work)

    begin()
    before = case.state(work)
    case.act(work)
    after = case.state(work)
    for kind, sticky in ((errno.EIO, 0), (errno.ENOSPC, 1)):
        for number in range(every // 2, _MOST_WRITES, every):
            begin()
            counts.tries += 1
            error: BaseException | None = None
            library.fault_arm(ctypes.c_long(number), kind, sticky)
            try:
                case.act(work)
            except BaseException as raised:  # noqa: BLE001  what it is, is judged below
                error = raised
            if not library.fault_disarm():
                break
            counts.fault(_verdict(case, work, error, before=before, after=after, full=kind == errno.ENOSPC, at=number))


def _verdict(
    case: Case, work: Path, error: BaseException | None, *, before: object, after: object, full: bool, at: int
) -> str:
    where = f"{case.name}, write {at}, {'full disk' if full else 'failing write'}: "
    try:
        found = case.state(work)
    except BaseException as problem:  # noqa: BLE001  anything that keeps the user from what was there is a loss
        return f"{where}nothing can be read any more: {type(problem).__name__}: {problem}"
    if found not in (before, after):
        return f"{where}neither the state before nor the one after"
    if error is None:
        return "" if found == after or case.best_effort else f"{where}it failed, and nobody was told"
    if not isinstance(error, FacenetError):
        return f"{where}told as {type(error).__name__}: {error}"
    if full and "full" not in str(error) and "could not be" not in str(error):
        return f"{where}a full disk was told as: {error}"
    return ""


def main(library_path: str, folder: str, extent: str) -> None:
    """In the process whose writes fail: print the counts as the last line."""
    library = ctypes.CDLL(library_path)
    long = extent == "long"
    counts = Counts("failing writes, of every kind of save" if long else "failing writes, one in 45")
    cases = [*_gallery_cases(), *_file_cases(), _import_case()]
    cases = [*cases, *_network_cases()] if long else cases[1::3]
    for case in cases:
        _torture(case, Path(folder, "case"), library, counts, every=1 if long else 45)
    print(json.dumps(asdict(counts)))


if __name__ == "__main__":
    main(*sys.argv[1:])
