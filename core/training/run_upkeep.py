"""Keeping runs in order: other names, notes, and room on the disk. A run that is being trained is left alone."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from safetensors import SafetensorError, safe_open

from core import files
from core.errors import InputError, RunError
from core.training.run_folder import RunFolder
from core.training.run_list import size_of

TRASH = ".deleted-"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# Windows opens a device instead of a folder of such a name.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST_NAME = 100
_LONGEST_NOTE = 10_000


def rename_run(run: Path, name: str) -> Path:
    """Give a run another name; its folder moves with everything in it.

    Returns:
        The new folder.

    Raises:
        InputError: `name` cannot be the name of a run on every system.
        RunError: It is no run, is being trained, or there is something of that name.
        StorageError: The system refused.
    """
    check_name(name)
    _check_run(run)
    _check_free(run, "renamed")
    target = run.parent / name
    # On disks that do not tell capital letters apart the target may be the run itself.
    if os.path.lexists(target) and not (run.exists() and target.exists() and target.samefile(run)):
        raise RunError(f"There is something called {name!r} in {run.parent} already.", hint="Choose another name.")
    with files.storage_errors(run):
        run.rename(target)
        files.sync_folder(run.parent)
    return target


def check_name(name: str) -> None:
    """Raises `InputError` where `name` cannot be the name of a run."""
    wrong = ""
    if not name.strip() or name != name.strip():
        wrong = "it is empty, or begins or ends with a blank"
    elif name.startswith(".") or name.endswith("."):
        wrong = "it begins or ends with a dot"
    elif _NOT_IN_NAMES.search(name):
        wrong = 'it holds one of < > : " / \\ | ? *'
    elif _DEVICES.fullmatch(name):
        wrong = "Windows keeps it for a device"
    elif len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        wrong = f"it is longer than {_LONGEST_NAME} bytes"
    if wrong:
        raise InputError(f"{name!r} cannot be the name of a run: {wrong}.", hint="Letters, digits and - are safe.")


def write_note(run: Path, text: str) -> None:
    """Keep a note with a run, in place of the one before; an empty one removes it. Allowed while it is trained.

    Raises:
        RunError: It is no run.
        InputError: The note is longer than a note.
        StorageError: The system refused.
    """
    _check_run(run)
    text = text.strip()
    if len(text) > _LONGEST_NOTE:
        raise InputError(f"A note has at most {_LONGEST_NOTE:,} characters, got {len(text):,}.")
    note = RunFolder(run).note
    if text:
        files.write_bytes(note, (text + "\n").encode("utf-8", "replace"))
    else:
        with files.storage_errors(note):
            note.unlink(missing_ok=True)


def delete_run(run: Path) -> int:
    """Delete a run with everything in it.

    The folder first takes a hidden name, so that after a power cut the run is whole or gone; `remove_leftovers`
    takes what was left.

    Returns:
        Bytes freed.

    Raises:
        RunError: It is no run, or is being trained.
        StorageError: The system refused.
    """
    _check_run(run)
    _check_free(run, "deleted")
    if run.is_symlink():
        raise RunError(f"{run} is a link to another folder.", hint="Delete the link and the folder yourself.")
    size = size_of(run)
    with files.storage_errors(run):
        trash = Path(tempfile.mkdtemp(prefix=TRASH, dir=run.parent))
        try:
            run.replace(trash / run.name)
        except OSError:
            trash.rmdir()
            raise
        files.sync_folder(run.parent)
        shutil.rmtree(trash)
    return size


def remove_leftovers(runs: Path) -> int:
    """Remove what an interrupted `delete_run` left in the folder of runs. Returns the bytes freed."""
    freed = 0
    if runs.is_dir():
        for trash in runs.glob(f"{TRASH}*"):
            if trash.is_dir() and not trash.is_symlink():
                freed += size_of(trash)
                with files.storage_errors(trash):
                    shutil.rmtree(trash)
    return freed


def clean_run(run: Path) -> int:
    """Remove the checkpoints that going on does not need, and half-written files of a killed training.

    The latest checkpoint that is whole stays, as does the best model, which is a folder of its own.

    Returns:
        Bytes freed.

    Raises:
        RunError: It is no run, or is being trained.
        StorageError: The system refused.
    """
    _check_run(run)
    _check_free(run, "cleaned")
    folder = RunFolder(run)
    paths = folder.checkpoint_paths()
    latest = next((path for path in paths if _is_whole(path)), None)
    # Where none is whole nothing is known to be useless.
    useless = [path for path in paths if latest is not None and path != latest]
    for parent in (run, folder.checkpoints):
        if parent.is_dir():
            useless += [path for path in parent.glob(".*.*") if path.is_file() and _HALF_WRITTEN.match(path.name)]
    freed = 0
    for path in useless:
        with files.storage_errors(path):
            size = path.stat().st_size
            path.unlink()
            freed += size
    return freed


# As `core.files.whole_file` calls them: the name of the file to be, and a random ending.
_HALF_WRITTEN = re.compile(
    r"\.(step-\d{8,}\.safetensors|run\.json|hyperparameters\.json|history\.jsonl|note\.txt)\.\w+$"
)


def _is_whole(checkpoint: Path) -> bool:
    try:
        # Opening compares the file's length with what its header announces.
        with safe_open(checkpoint, framework="np"):
            return True
    except (OSError, SafetensorError):
        return False


def _check_run(run: Path) -> None:
    """A damaged run is one, a folder of something else is not."""
    if not any((run / name).is_file() for name in ("run.json", "hyperparameters.json")):
        raise RunError(
            f"{run} is not a run: it has neither run.json nor hyperparameters.json.",
            hint="`facenet runs` lists the runs. What is in other folders is left alone.",
            window_hint="What is in folders of something else is left alone.",
        )


def _check_free(run: Path, done: str) -> None:
    if RunFolder(run).is_locked():
        raise RunError(f"The run {run.name} is being trained and cannot be {done} now.", hint="Stop it first.")
