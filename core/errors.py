"""The exceptions a caller may meet.

Every message names the thing, says what was expected and what came; ``hint`` says what to do next. The
command line prints both and exits with ``exit_code``; the window shows them as a calm message. Where the hint names
an option or a command, `window_hint` says the same for those who have buttons; a test finds the ones that forget it.
"""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Iterable


class FacenetError(Exception):
    """Something the user can understand and act on.

    Args:
        message: One or two sentences: the thing, what was expected, what came.
        hint: What to do next, or an empty string.
        window_hint: The same in the words of the window; None where the hint does for both.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", window_hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.window_hint = hint if window_hint is None else window_hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class InputError(FacenetError):
    """What the user gave cannot be used as it is: a path, an option, a combination of options."""

    exit_code = 2


class HyperparameterError(InputError):
    """A hyperparameter is unknown, missing or out of its range."""


class PhotoError(FacenetError):
    """A picture cannot be read: empty, truncated, not a picture, or too large to be one."""


class VideoError(FacenetError):
    """A video cannot be read, or breaks off before its end."""


class CameraError(FacenetError):
    """A camera or stream cannot be opened: not there, in use, not permitted, or not answering."""


class DatasetError(FacenetError):
    """A data set is missing, damaged, or not of the kind that was asked for."""


class ModelError(FacenetError):
    """A model folder is missing, damaged, or does not fit what it was asked to do."""


class RunError(FacenetError):
    """A training run cannot be started, continued or read."""


class OutOfMemoryError(RunError):
    """The device ran out of memory; the hint says which batch would fit."""


class GalleryError(FacenetError):
    """A gallery is missing, damaged, in use by another program, or not of the kind that was asked for."""


class GalleryKeyError(GalleryError):
    """The key of a gallery is missing, or is the key of another one."""


class StorageError(FacenetError):
    """The disk refused: full, read-only, or no permission."""


class Cancelled(FacenetError):
    """The user asked to stop. What was done so far is kept."""

    exit_code = 130


def did_you_mean(name: object, known: Iterable[str], *, otherwise: str = "") -> str:
    """The hint for a name that nobody knows: the nearest known one, or `otherwise` where none is near."""
    near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else otherwise


def frames_of(error: BaseException) -> str:
    """A traceback for a log: kinds of exceptions, and the lines of code that they came through.

    Messages are left out, and with them the names and paths of the user's that they may hold.
    """
    parts: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        frames = "".join(traceback.format_tb(one.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{type(one).__module__}.{type(one).__qualname__}\n")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\nwhich followed from:\n\n".join(parts)
