"""The one place where everything of the user's lives, and how a name on the command line becomes a path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from core import files
from core.errors import DatasetError, FacenetError, InputError, ModelError, RunError
from core.resources import resources_folder


@dataclass(frozen=True, slots=True)
class Home:
    """`datasets/`, `runs/`, `models/`, `gallery.sqlite`, `keys/` and `cache/` below one folder.

    A name is looked up in its folder; anything with a path separator, or that exists as a path, is a path.
    """

    path: Path

    @classmethod
    def default(cls) -> Home:
        """`FACENET_HOME`, or the place that was chosen for good, or the system's place for an application's data."""
        named = os.environ.get("FACENET_HOME")
        return cls(Path(named).expanduser() if named else chosen_place() or usual_place())

    @property
    def datasets(self) -> Path:
        return self.path / "datasets"

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @property
    def models(self) -> Path:
        return self.path / "models"

    @property
    def gallery(self) -> Path:
        """The gallery that is used where no other one is named."""
        return self.path / "gallery.sqlite"

    @property
    def keys(self) -> Path:
        """The master keys of all galleries, wherever those lie; see `core.gallery.master_keys`."""
        return self.path / "keys"

    @property
    def built_in_models(self) -> Path:
        """The models that come with the application; outside the home, and only read."""
        return resources_folder() / "models"

    @property
    def cache(self) -> Path:
        return self.path / "cache"

    def new_dataset(self, name: str) -> Path:
        """Where a data set called `name` is to be written."""
        return _place(name, self.datasets)

    def new_run(self, name: str) -> Path:
        """Where a run called `name` is to be written."""
        return _place(name, self.runs)

    def dataset(self, name: str) -> Path:
        """The folder of an existing data set. Raises `DatasetError` when there is none."""
        return _existing(name, self.datasets, kind="data set", error=DatasetError)

    def run(self, name: str) -> Path:
        """The folder of an existing run. Raises `RunError` when there is none."""
        return _existing(name, self.runs, kind="run", error=RunError)

    def model(self, name: str) -> Path:
        """The folder of an existing model; a run stands for its best checkpoint.

        The user's own models come first, then runs, then the built-in models.

        Raises:
            ModelError: Neither a model nor a run with a checkpoint is there.
        """
        for folder in (_place(name, self.models), _place(name, self.runs), _place(name, self.built_in_models)):
            for model in (folder, folder / "best"):
                if (model / "model.json").is_file():
                    return model
        if _place(name, self.runs).is_dir() and not _is_path(name):
            raise ModelError(
                f"The run {name!r} has no checkpoint yet.",
                hint="Train it for at least one epoch, then try again.",
            )
        raise ModelError(
            f"There is no model called {name!r} in {self.models} or {self.runs}, no built-in one, and no such folder.",
            hint="`facenet models` lists them. A path must lead to a folder that holds model.json.",
            window_hint="It may have been deleted or renamed. Choose another one at the bottom of the window.",
        )


def usual_place() -> Path:
    """The system's place for an application's data."""
    from platformdirs import user_data_path

    return user_data_path("facenet", appauthor=False)


def chosen_place() -> Path | None:
    """The home that the user chose for good; None where none was chosen."""
    try:
        chosen = _note_of_place().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(chosen) if chosen and Path(chosen).is_absolute() else None


def choose_place(place: Path | None) -> None:
    """Keep everything in `place` from the next start on; None goes back to the usual one. Nothing is moved.

    Raises:
        StorageError: The choice cannot be written down.
    """
    note = _note_of_place()
    if place is not None:
        files.write_bytes(note, f"{place.absolute()}\n".encode())
        return
    with files.storage_errors(note):
        note.unlink(missing_ok=True)


def _note_of_place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("facenet", appauthor=False) / "home.txt"


def _is_path(name: str) -> bool:
    return os.sep in name or (os.altsep is not None and os.altsep in name) or name in (".", "..")


def _place(name: str, folder: Path) -> Path:
    if not name.strip() or "\0" in name:
        raise InputError(f"{name!r} is not a name.", hint="Give a name or a path.")
    path = Path(name).expanduser()
    return path if _is_path(name) or path.is_absolute() or name.startswith("~") else folder / name


def _existing(name: str, folder: Path, *, kind: str, error: type[FacenetError]) -> Path:
    place = _place(name, folder)
    for candidate in (place, Path(name)):
        if candidate.is_dir():
            return candidate
    there = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    known = f"There are: {', '.join(there[:8])}." if there else f"{folder} holds none yet."
    raise error(f"There is no {kind} called {name!r} ({place} is not a folder).", hint=known)
