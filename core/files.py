"""Writing so that a power cut leaves either the old state or the new one, never half of each."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import FacenetError, StorageError


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals at `path` into a `StorageError` with a way out."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError(
                f"The disk is full: {path} could not be written.",
                hint="Free some space and try again.",
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StorageError(
                f"No permission to write {path}.", hint="Choose another place, or change the folder's rights."
            ) from error
        raise StorageError(f"{path} could not be written: {error.strerror or error}.") from error


def create_privately() -> None:
    """Everything that this process and its children make from now on may be read by its owner only (POSIX)."""
    os.umask(os.umask(0o077) | 0o077)


def keep_memory_off_the_disk() -> None:
    """A crash writes no image of this process's memory, with its keys, names and faces, to the disk (POSIX)."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut (POSIX; elsewhere the file system's own promise)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield the path of an empty file beside `path` that takes its place when the block ends without an exception.

    Raises:
        StorageError: The disk is full, or the place may not be written. What was at `path` has not changed.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(descriptor)
        aside = Path(name)
        try:
            yield aside
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step. Raises `StorageError`."""
    with whole_file(path) as aside:
        aside.write_bytes(content)


def write_json(path: Path, value: Any) -> None:
    """Replace `path` by `value` as indented UTF-8 JSON, in one step."""
    write_bytes(path, (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())


def not_a_formula(text: str) -> str:
    """A cell of a table: a spreadsheet would run one that begins so, and names may come from somebody else."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def read_json(path: Path, *, error: type[FacenetError]) -> Any:
    """Read JSON; what is missing or damaged becomes `error` with a message that names the file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise error(f"{path} does not exist.") from None
    except OSError as problem:
        raise error(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        raise error(f"{path} is not valid JSON: {problem}.") from problem


@contextlib.contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder beside `path` that takes its place when the block ends without an exception.

    A folder already at `path` is replaced. After an exception nothing at `path` has changed.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        with storage_errors(path):
            yield aside
        replace_folder(aside, path)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def replace_folder(aside: Path, path: Path) -> None:
    """Rename the folder `aside` to `path`; a folder that is there goes when the new one stands.

    Args:
        aside: On the same file system, best in the same folder.

    Raises:
        StorageError: The system refused. What was at `path` is still there.
    """
    with storage_errors(path):
        if not path.exists():
            aside.replace(path)
        elif _exchange(aside, path):
            shutil.rmtree(aside, ignore_errors=True)
        else:
            # A folder cannot replace a folder that is not empty; the old one steps aside first.
            old = Path(tempfile.mkdtemp(prefix=f".{path.name}.old.", dir=path.parent))
            path.replace(old / path.name)
            try:
                aside.replace(path)
            except OSError:
                (old / path.name).replace(path)
                old.rmdir()
                raise
            shutil.rmtree(old, ignore_errors=True)
        sync_folder(path.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that there is always one of them at `other`.

    Returns:
        False where the system or the file system cannot do that (Windows, network drives); nothing has changed then.
    """
    if os.name != "posix":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):  # Linux; -100 is AT_FDCWD, 2 RENAME_EXCHANGE
        failed = libc.renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)
    elif hasattr(libc, "renamex_np"):  # macOS; 2 is RENAME_SWAP
        failed = libc.renamex_np(os.fsencode(one), os.fsencode(other), 2)
    else:
        return False
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
