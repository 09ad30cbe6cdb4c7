"""The folder beside a data set in which an import works until the data set is whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.data.dataset_card import CARD
from core.data.import_journal import journal_source
from core.errors import DatasetError, InputError
from core.files import storage_errors


def check_target(source: Path, target: Path, *, overwrite: bool) -> None:
    """Refuse a target that is in use, or whose place would harm the photos.

    Raises:
        InputError: Something other than an empty folder is there, unless it is a data set and `overwrite` is set;
            or source and target lie inside one another.
    """
    real_source, real_target = source.resolve(), target.resolve()
    if real_target == real_source or real_source in real_target.parents:
        raise InputError(
            f"The data set {target} would lie inside the folder of photos {source}.", hint="Choose another place."
        )
    if real_target in real_source.parents:
        raise InputError(f"The photos {source} lie inside the data set {target}.", hint="Choose another place.")
    if not os.path.lexists(target):
        return
    if (target / CARD).is_file():
        if not overwrite:
            raise InputError(
                f"There is a data set at {target} already.",
                hint="Choose another name, or replace it with --overwrite.",
                window_hint="Choose another name, or delete that data set first.",
            )
    elif not target.is_dir() or target.is_symlink() or any(target.iterdir()):
        raise InputError(
            f"{target} is there already and is not a data set; it will not be replaced.", hint="Choose another name."
        )


def _hidden_folder(target: Path) -> Path:
    return target.parent / f".{target.name}.importing"


def unfinished_imports(folder: Path) -> list[tuple[Path, Path]]:
    """The imports to data sets in `folder` that were interrupted: the target, and the photos' folder, of each."""
    if not folder.is_dir():
        return []
    found = []
    for path in sorted(folder.glob(".*.importing")):
        source = journal_source(path)
        if source is not None:
            found.append((folder / path.name.removeprefix(".").removesuffix(".importing"), source))
    return found


def move_import(target: Path, new_target: Path) -> None:
    """Let an import to `new_target` go on from what was finished for `target`; nothing happens where nothing was.

    Neither import may be running. What is there for the new target stays, and then the work is done again.

    Raises:
        StorageError: The folder may not be renamed.
    """
    old, new = _hidden_folder(target), _hidden_folder(new_target)
    if old != new and old.is_dir() and not new.exists():
        with storage_errors(new):
            old.rename(new)


def forget_import(target: Path) -> None:
    """Delete what an unfinished import to `target` keeps. It may not be running."""
    shutil.rmtree(_hidden_folder(target), ignore_errors=True)


@contextlib.contextmanager
def import_folder(target: Path, *, keep: bool = False) -> Iterator[Path]:
    """Yield the hidden folder in which an import to `target` works, locked for this process.

    It keeps what an interrupted import left, and stays when the block raises. Otherwise it is deleted, unless `keep`
    says that an import will go on from it.

    Raises:
        DatasetError: Another import to the same target is running. The lock goes with its process, so the one of
            a process that was killed is none.
        StorageError: The place may not be written.
    """
    folder = _hidden_folder(target)
    lock = FileLock(folder / "lock")
    owner = folder / "process"
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise DatasetError(
                f"Another import is writing {target}{_process(owner)}.", hint="Wait for it, or choose another name."
            ) from None
    try:
        with storage_errors(folder):
            owner.write_text(str(os.getpid()))
        yield folder
        if keep:
            return
        # The lock is deleted while it is held, so that nobody finds it unlocked in a folder that is going.
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.release()
    # Windows deletes no open file, so there the lock goes only now.
    if os.name == "nt":
        shutil.rmtree(folder, ignore_errors=True)


def _process(owner: Path) -> str:
    try:
        return f" (process {int(owner.read_text())})"
    except (OSError, ValueError):
        return ""
