"""A run on disk: what was trained on what, how far it came, and where its checkpoints and its best model are.

run.json               data set, start, when, with which versions
hyperparameters.json   as the run uses them
history.jsonl          one line a step and an epoch (`core.training.history`)
note.txt               what the user wrote about it, if anything
tensorboard/           the same for TensorBoard
checkpoints/           to go on from (`core.training.checkpoints`)
best/                  a model folder: the best held-out AUC so far
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from core import __version__, files, hyperparameter_files
from core.embedding.card import CARD_FILE
from core.errors import RunError
from core.hyperparameters import Hyperparameters

FORMAT = 1
_HYPERPARAMETERS = "hyperparameters.json"

_CHECKPOINT = re.compile(r"step-(\d{8,})\.safetensors")
# Somebody who looks whether the run is being trained holds its lock for a moment.
_LOCK_SECONDS = 0.3

# What a checkpoint's variables depend on: these stay as the run began.
FIXED = ("network", "embedding_size", "image_size", "optimizer", "precision", "start")


def still_there(start: str) -> Path | None:
    """The model or file that a run began from, as its description names it; None for fresh weights.

    Also None where it is gone: the run has its weights already, and goes on without it.
    """
    path = Path(start)
    return path if start and (path.is_file() or (path / CARD_FILE).is_file()) else None


class RunFolder:
    """The folder of one run. Constructing it touches nothing on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def checkpoints(self) -> Path:
        return self.path / "checkpoints"

    @property
    def best(self) -> Path:
        return self.path / "best"

    @property
    def history(self) -> Path:
        return self.path / "history.jsonl"

    @property
    def note(self) -> Path:
        return self.path / "note.txt"

    def checkpoint_paths(self) -> list[Path]:
        """All checkpoints, the latest first."""
        return checkpoint_paths(self.checkpoints)

    def exists(self) -> bool:
        return (self.path / "run.json").is_file()

    def check_still_there(self) -> None:
        """Raise `RunError` where the folder of a run that is being trained was deleted or moved meanwhile."""
        if not self.exists():
            raise RunError(
                f"The folder of the run was deleted or moved while it was trained: {self.path}.",
                hint="What it learned cannot be kept there. Put the folder back and go on, or begin a new training.",
            )

    def was_never_begun(self) -> bool:
        """Whether only what `create` leaves when it is killed is here: no run, and nothing of anybody's."""
        if self.exists() or not self.path.is_dir():
            return False
        return all(entry.name == _HYPERPARAMETERS or entry.name.startswith(".") for entry in self.path.iterdir())

    def check_free(self) -> None:
        """Raise `RunError` where something is here already."""
        if self.exists():
            raise RunError(
                f"There is a run at {self.path} already.",
                hint="Continue it with --restore, or choose another name.",
                window_hint="Resume it, or choose another name.",
            )
        if self.path.is_dir() and not self.was_never_begun():
            raise RunError(
                f"{self.path} holds other files and is not a run.", hint="Choose another name or an empty folder."
            )

    def create(
        self,
        parameters: Hyperparameters,
        *,
        dataset: Path,
        start: Path | None,
        further: Sequence[Path] = (),
        precision_seconds: Mapping[str, float] | None = None,
    ) -> None:
        """Begin a run here.

        Args:
            parameters: As the run uses them: `auto` is settled.
            further: More data sets to train on.
            precision_seconds: What settled it (`core.training.precision`); kept for who wants to know.

        Raises:
            RunError: Something is here already.
            StorageError: The place cannot be written.
        """
        self.check_free()
        files.write_bytes(self.path / _HYPERPARAMETERS, parameters.to_json().encode())
        self._write_description(
            {
                "format": FORMAT,
                "facenet": __version__,
                "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                "dataset": str(dataset.resolve()),
                **({"further": [str(path.resolve()) for path in further]} if further else {}),
                "start": str(start.resolve()) if start else None,
                **({"precision_seconds": dict(precision_seconds)} if precision_seconds else {}),
            }
        )

    def further(self) -> list[Path]:
        """The folders of the data sets that it trains on beside `dataset`. Raises as `description` does."""
        found = self.description().get("further", [])
        if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
            raise RunError(f"{self.path / 'run.json'} does not say which data sets the run trains on.")
        return [Path(path) for path in found]

    def description(self) -> dict[str, Any]:
        """The content of run.json. Raises `RunError` when it is missing, damaged or of a newer version."""
        if not self.exists():
            raise RunError(
                f"{self.path} is not a run: it has no run.json.",
                hint="Begin one with `facenet train` without --restore.",
                window_hint="Its folder may have been deleted or moved. Begin a new training.",
            )
        values = files.read_json(self.path / "run.json", error=RunError)
        if not isinstance(values, dict) or not isinstance(values.get("format"), int):
            raise RunError(f"{self.path / 'run.json'} does not describe a run.")
        if values["format"] > FORMAT:
            raise RunError(
                f"The run {self.path} was written by a newer version (format {values['format']}, known: {FORMAT}).",
                hint="Update this program.",
            )
        return values

    def hyperparameters(self) -> Hyperparameters:
        return hyperparameter_files.load(self.path / _HYPERPARAMETERS)

    def change_hyperparameters(self, parameters: Hyperparameters) -> list[str]:
        """Go on with other hyperparameters; returns what changed, as "learning_rate: 0.001 → 0.0005".

        `precision: auto` was settled when the run began, and stays so.

        Raises:
            RunError: One of them decides the shape of the network or optimizer and cannot change.
        """
        own = self.hyperparameters()
        if parameters.precision == "auto":
            parameters = parameters.changed(precision=own.precision)
        before, after = own.model_dump(), parameters.model_dump()
        changes = {name for name in after if before[name] != after[name]}
        for name in FIXED:
            if name in changes:
                raise RunError(
                    f"The run {self.path} was begun with {name} = {before[name]!r} and cannot go on with "
                    f"{after[name]!r}.",
                    hint="Begin a new run; it may start from this one with `start`.",
                )
        if changes:
            files.write_bytes(self.path / _HYPERPARAMETERS, parameters.to_json().encode())
        return [f"{name}: {before[name]} → {after[name]}" for name in sorted(changes)]

    def _write_description(self, values: dict[str, Any]) -> None:
        files.write_json(self.path / "run.json", values)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the run for this process. Raises `RunError` where another one trains it."""
        with files.storage_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / ".lock")
            try:
                lock.acquire(timeout=_LOCK_SECONDS, poll_interval=0.05)
            except Timeout:
                raise RunError(
                    f"The run {self.path} is being trained by another process.", hint="Wait for it, or stop it first."
                ) from None
        try:
            yield
        finally:
            lock.release()

    def is_locked(self) -> bool:
        """Whether a process trains the run now. Changes nothing on disk."""
        path = self.path / ".lock"
        if not path.is_file():
            return False
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            # Who may not open the lock cannot know; a run on a read-only disk is not being trained.
            return False
        lock.release()
        return False


def checkpoint_paths(folder: Path) -> list[Path]:
    """The checkpoints in `folder`, the latest first; none where it is not there."""
    if not folder.is_dir():
        return []
    found = {path: match for path in folder.iterdir() if (match := _CHECKPOINT.fullmatch(path.name))}
    return sorted(found, key=lambda path: int(found[path].group(1)), reverse=True)
