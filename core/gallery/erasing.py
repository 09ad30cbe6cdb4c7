"""Erasing everything of the user's: what "Delete all my data" does.

The keys go first: whatever interrupts it, the galleries cannot be read any more. Only what this program puts into its
home is removed, never what somebody else laid there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from core import files
from core.errors import GalleryKeyError, RunError
from core.gallery.key_places import HomeKeys
from core.home import Home, choose_place, chosen_place, usual_place

SETTINGS_FILE = "window.ini"
# Where Qt notes which folders were chosen in its file dialogs; see `facenet_gui.settings`.
DIALOGS_FILE = "QtProject.conf"


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of a home.

    Attributes:
        removed: The names of what was removed from it.
        left: What is still in it, because it is not of this program, or a link that led elsewhere.
        problem: A keyring that did not answer keeps keys; without their galleries they open nothing. Else empty.
        elsewhere: Other homes with something in them: what lay there before another place was chosen.
    """

    removed: tuple[str, ...]
    left: tuple[Path, ...]
    problem: str = ""
    elsewhere: tuple[Path, ...] = ()


def own_paths(home: Home) -> list[Path]:
    """All that this program keeps in a home and that is there, the gallery and its key first."""
    gallery = home.gallery
    known = [home.keys, gallery, *(gallery.with_name(gallery.name + end) for end in ("-journal", "-wal", "-shm"))]
    known += [home.cache, home.path / "logs", home.datasets, home.runs, home.models]
    # With what a power cut left of a file that was being written: Qt's are called so, those of `core.files` as below.
    known += sorted(path for name in (SETTINGS_FILE, DIALOGS_FILE) for path in home.path.glob(f"{name}*"))
    known += sorted(home.path.glob(f".{gallery.name}.*"))
    return [path for path in known if os.path.lexists(path)]


def other_homes(home: Home) -> tuple[Path, ...]:
    """Places beside `home` in which this program keeps something: a home stays where it was when another is chosen."""
    places = {place for place in (usual_place(), chosen_place()) if place is not None}
    return tuple(sorted(place for place in places if place.resolve() != home.path.resolve() and own_paths(Home(place))))


def erase_everything(home: Home, keys: HomeKeys) -> Erased:
    """Remove data sets, runs, models, the gallery, all keys, caches, logs and settings.

    Galleries in other places cannot be read afterwards: their keys are gone. Exports, photos, data sets and models
    outside the home stay.

    Raises:
        RunError: A run is being trained; nothing was removed.
        StorageError: The disk refused. What was named before is gone; the same call goes on.
    """
    _refuse_while_training(home)
    elsewhere = other_homes(home)
    problem = ""
    for gallery_id in keys.gallery_ids():
        try:
            keys.forget(gallery_id)
        except GalleryKeyError as error:
            problem = str(error)
    removed, left = [], []
    for path in own_paths(home):
        with files.storage_errors(path):
            if path.is_symlink():
                left.append(path.resolve())
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        removed.append(path.name)
    if chosen_place() == home.path:
        choose_place(None)
    if home.path.is_dir():
        left += sorted(home.path.iterdir())
        if not any(home.path.iterdir()):
            with contextlib.suppress(OSError):  # it may be the folder in which a shell stands
                home.path.rmdir()
    return Erased(tuple(removed), tuple(left), problem, elsewhere)


def _refuse_while_training(home: Home) -> None:
    for path in sorted(home.runs.glob("*/.lock")):
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise RunError(
                f"The run {path.parent.name!r} is being trained.", hint="Stop it first. Nothing was removed."
            ) from None
        except OSError:
            continue  # a lock that may not be opened is not held by this user
        lock.release()


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; what cannot be looked at counts as nothing."""
    total = 0
    for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
        with contextlib.suppress(OSError):
            if one.is_file():
                total += one.lstat().st_size
    return total
