"""LFW as scikit-learn downloads it: where it lies, and fetching it. Only `download_lfw` meets the network.

scikit-learn keeps it in `scikit_learn_data/lfw_home`, below the user's home or where SCIKIT_LEARN_DATA says, and it is
used from there: who has it already need not download it, and it is on the disk once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tarfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

from core import files
from core.errors import DatasetError, InputError

HOST = "ndownloader.figshare.com"
DOWNLOAD_BYTES = 181_000_000
UNPACKED_BYTES = 210_000_000
PEOPLE = 5749
NAME = "lfw"

# The original pictures come first: faces are aligned here, and no earlier alignment helps that.
_FOLDERS = (("lfw", "lfw.tgz"), ("lfw_funneled", "lfw-funneled.tgz"))
_PAIRS = "pairs.txt"
_TIMEOUT_SECONDS = 60.0
# One person of LFW has more pictures than this. scikit-learn decodes those of everybody who has, and we want none.
_PICTURES_OF_FEW = 500


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
        )
    return found


def download_lfw() -> Path:
    """Download LFW through scikit-learn, which checks it, and unpack it; does nothing where it is there already.

    Archives that were put into `lfw_home` by hand are unpacked without any network.

    Returns:
        The folder of pictures.

    Raises:
        DatasetError: There is no network, or what came is not LFW; the hint says how to place the files by hand.
        StorageError: The disk is full, or the place may not be written.
    """
    found = find_lfw()
    if found is not None:
        return found
    from sklearn.datasets import fetch_lfw_people

    home = lfw_home()
    folder, archive = (home / name for name in _FOLDERS[0])
    with files.storage_errors(home):
        home.mkdir(parents=True, exist_ok=True)
        if _half_unpacked(folder, archive):
            shutil.rmtree(folder)
    try:
        with _limited_waiting(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fetch_lfw_people(
                data_home=str(home.parent), funneled=False, min_faces_per_person=_PICTURES_OF_FEW, n_retries=1
            )
    except ValueError:
        # Nobody has so many pictures: it is unpacked, but is it LFW? That is looked at below.
        pass
    except (URLError, TimeoutError, ConnectionError) as error:
        raise DatasetError(f"LFW could not be downloaded from {HOST}: {_reason(error)}.", hint=by_hand()) from error
    except (tarfile.TarError, EOFError) as error:
        raise DatasetError(f"{archive} is damaged: {error}.", hint="Delete it and try again.") from error
    except OSError as error:
        if error.errno is None:  # scikit-learn's words for a wrong checksum
            raise DatasetError(f"LFW could not be downloaded from {HOST}: {error}", hint=by_hand()) from error
        with files.storage_errors(home):
            raise
    found = find_lfw()
    if found is None:
        raise DatasetError(f"What was downloaded to {home} does not hold LFW.", hint=by_hand())
    return found


def by_hand() -> str:
    """How to do without the download."""
    return (
        f"Put lfw.tgz, pairs.txt, pairsDevTest.txt and pairsDevTrain.txt, wherever you have them from, into "
        f"{lfw_home()} and give the command again; or name any folder of LFW's pictures with "
        "`facenet evaluate --lfw DIR`."
    )


def _half_unpacked(folder: Path, archive: Path) -> bool:
    if not (folder.is_dir() and archive.is_file()):
        return False
    return sum(entry.is_dir() for entry in folder.iterdir()) < PEOPLE


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(getattr(reason, "strerror", None) or reason or error).rstrip(".")


@contextlib.contextmanager
def _limited_waiting() -> Iterator[None]:
    """A connection that says nothing is given up; scikit-learn's download sets no limit of its own."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(_TIMEOUT_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
