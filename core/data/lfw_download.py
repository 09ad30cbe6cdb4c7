"""LFW as scikit-learn downloads it: where it lies, and fetching it. Only `download_lfw` meets the network.

scikit-learn keeps it in `scikit_learn_data/lfw_home`, below the user's home or where SCIKIT_LEARN_DATA says, and it is
used from there: who has it already need not download it, and it is on the disk once. The same files come from the
same place and are checked against the same sums, but by code of ours: scikit-learn's tells no progress, cannot be
stopped, and begins again after a broken connection.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import urllib.request
import zlib
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError

from core import files
from core.errors import Cancelled, DatasetError, InputError
from core.progress import Progress, ProgressListener, StopRequest, unheard

HOST = "ndownloader.figshare.com"
DOWNLOAD_BYTES = 181_000_000
UNPACKED_BYTES = 210_000_000
PEOPLE = 5749
NAME = "lfw"

# The original pictures come first: faces are aligned here, and no earlier alignment helps that.
_FOLDERS = (("lfw", "lfw.tgz"), ("lfw_funneled", "lfw-funneled.tgz"))
_PAIRS = "pairs.txt"
_TIMEOUT_SECONDS = 60.0
_BLOCK = 1 << 18
# HTTP's answers: a part of the file, as asked for; and that there is nothing after what we have.
_PARTIAL, _NOTHING_MORE = 206, 416


@dataclass(frozen=True, slots=True)
class Remote:
    """A file to fetch; `size` in bytes, where the host does not say."""

    name: str
    url: str
    sha256: str
    size: int


# As scikit-learn 1.9 has them (sklearn/datasets/_lfw.py); a test compares.
ARCHIVE = Remote(
    "lfw.tgz",
    f"https://{HOST}/files/5976018",
    "055f7d9c632d7370e6fb4afc7468d40f970c34a80d4c6f50ffec63f5a8d536c0",
    DOWNLOAD_BYTES,
)
PAIR_LISTS = (
    Remote(
        "pairsDevTrain.txt",
        f"https://{HOST}/files/5976012",
        "1d454dada7dfeca0e7eab6f65dc4e97a6312d44cf142207be28d688be92aabfa",
        60_000,
    ),
    Remote(
        "pairsDevTest.txt",
        f"https://{HOST}/files/5976009",
        "7cb06600ea8b2814ac26e946201cdb304296262aad67d046a16a7ec85d0ff87c",
        30_000,
    ),
    Remote(
        "pairs.txt",
        f"https://{HOST}/files/5976006",
        "ea42330c62c92989f9d7c03237ed5d591365e89b3e649747777b70e692dc1592",
        160_000,
    ),
)


def lfw_home() -> Path:
    """Where scikit-learn keeps LFW, whether it is there or not."""
    base = os.environ.get("SCIKIT_LEARN_DATA") or str(Path("~", "scikit_learn_data"))
    return Path(base).expanduser() / "lfw_home"


def find_lfw() -> Path | None:
    """The folder of LFW's pictures, with its pair lists beside it; None where it is not there or not whole."""
    home = lfw_home()
    for name, archive in _FOLDERS:
        folder = home / name
        # Interrupted while unpacking, scikit-learn leaves its archive beside half a folder.
        if folder.is_dir() and (home / _PAIRS).is_file() and not _half_unpacked(folder, home / archive):
            return folder
    return None


def lfw_folder(given: Path) -> Path:
    """What the user means by a folder of LFW: the name `lfw` is the downloaded one, anything else is a path.

    Raises:
        InputError: It is the name, and LFW has not been downloaded.
    """
    if str(given) != NAME or given.exists():
        return given
    found = find_lfw()
    if found is None:
        raise InputError(
            f"LFW is not in {lfw_home()}, and there is no folder called lfw here.",
            hint="`facenet import --download lfw` fetches it.",
            window_hint="The Data page can download it: Get LFW.",
        )
    return found


def download_lfw(*, progress: ProgressListener = unheard, stop: StopRequest | None = None) -> Path:
    """Download LFW from where scikit-learn does, check it, and unpack it; does nothing where it is there already.

    Archives that were put into `lfw_home` by hand are unpacked without any network. What came before a stop or a
    broken connection is kept, and the next download goes on from there.

    Args:
        progress: Told the bytes that came, and then the bytes that are unpacked.

    Returns:
        The folder of pictures.

    Raises:
        DatasetError: There is no network, or what came is not LFW; the hint says how to place the files by hand.
        StorageError: The disk is full, or the place may not be written.
        Cancelled: `stop` was set.
    """
    found = find_lfw()
    if found is not None:
        return found
    home = lfw_home()
    stop = stop or StopRequest()
    folder, archive = (home / name for name in _FOLDERS[0])
    with files.storage_errors(home):
        home.mkdir(parents=True, exist_ok=True)
        if _half_unpacked(folder, archive):
            shutil.rmtree(folder)
        for remote in (*PAIR_LISTS, *(() if folder.is_dir() else (ARCHIVE,))):
            if not (home / remote.name).is_file():
                _fetch(remote, home / remote.name, progress, stop)
        if not folder.is_dir():
            _unpack(archive, folder, progress, stop)
    found = find_lfw()
    if found is None:
        raise DatasetError(
            f"What was downloaded to {home} does not hold LFW.", hint=by_hand(), window_hint=_in_window()
        )
    return found


def _fetch(remote: Remote, target: Path, progress: ProgressListener, stop: StopRequest) -> None:
    """One file, through a partial one beside it that a later download goes on with."""
    part = target.with_name(target.name + ".part")
    try:
        _receive(remote, part, progress, stop)
    except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise DatasetError(
            f"LFW could not be downloaded from {HOST}: {_reason(error)}.", hint=by_hand(), window_hint=_in_window()
        ) from error
    if _sha256(part) != remote.sha256:
        part.unlink()
        raise DatasetError(
            f"{remote.name} came from {HOST} with another content than expected, and was thrown away.",
            hint=by_hand(),
            window_hint=_in_window(),
        )
    part.replace(target)


def _receive(remote: Remote, part: Path, progress: ProgressListener, stop: StopRequest) -> None:
    there = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(remote.url, headers={"Range": f"bytes={there}-"} if there else {})
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS)
    except HTTPError as error:
        if there and error.code == _NOTHING_MORE:
            return
        raise
    with answer:
        if answer.status != _PARTIAL:
            there = 0
        length = answer.headers.get("Content-Length")
        total = there + int(length) if length else max(remote.size, there)
        with part.open("ab" if there else "wb") as file:
            while block := answer.read(_BLOCK):
                file.write(block)
                there += len(block)
                progress(Progress("downloading", there, total, unit="bytes"))
                if stop.is_set():
                    raise Cancelled("The download was stopped; what came is kept, and the next one goes on from there.")
    if length and there < total:
        raise ConnectionError(f"it broke off after {there:,} of {total:,} bytes")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unpack(archive: Path, folder: Path, progress: ProgressListener, stop: StopRequest) -> None:
    """The archive's folder appears when it is whole; the archive goes then, as scikit-learn has it."""
    aside = folder.with_name(".unpacking")
    shutil.rmtree(aside, ignore_errors=True)
    done = 0
    try:
        with tarfile.open(archive, "r:gz") as packed:
            for member in packed:
                packed.extract(member, aside, filter="data")
                done += member.size
                progress(Progress("unpacking", done, max(UNPACKED_BYTES, done), unit="bytes"))
                if stop.is_set():
                    raise Cancelled("The unpacking was stopped; the next download goes on from there.")
        if not (aside / folder.name).is_dir():
            raise DatasetError(f"{archive} does not hold LFW.", hint="Delete it and try again.")
        (aside / folder.name).rename(folder)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise DatasetError(f"{archive} is damaged: {error}.", hint="Delete it and try again.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    archive.unlink()


def by_hand() -> str:
    """How to do without the download."""
    return (
        f"Put lfw.tgz, pairs.txt, pairsDevTest.txt and pairsDevTrain.txt, wherever you have them from, into "
        f"{lfw_home()} and give the command again; or name any folder of LFW's pictures with "
        "`facenet evaluate --lfw DIR`."
    )


def _in_window() -> str:
    return (
        f"Try again later; what came is kept. Or put lfw.tgz, pairs.txt, pairsDevTest.txt and pairsDevTrain.txt into "
        f"{lfw_home()} and ask for LFW again."
    )


def _half_unpacked(folder: Path, archive: Path) -> bool:
    if not (folder.is_dir() and archive.is_file()):
        return False
    return sum(entry.is_dir() for entry in folder.iterdir()) < PEOPLE


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(getattr(reason, "strerror", None) or reason or error).rstrip(".")
