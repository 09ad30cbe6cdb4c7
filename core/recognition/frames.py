"""Frames: one stream of pictures, whether they come from files, a video, a camera or the network.

Pictures and videos give every frame, in order. Live sources give the newest one: what recognition has no time for
is dropped, so that names never lag behind the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.faces.photo import PHOTO_SUFFIXES
from core.gallery.photos import photos_in
from core.progress import StopRequest

# What FFmpeg, with which OpenCV opens addresses, plays from the network.
_SCHEMES = ("rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "udp", "tcp", "rtp", "srt")
_CAMERA = "camera:"
# Used where pictures are expected as well, so that a damaged picture is not taken for a video.
VIDEO_SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv", ".flv", ".ts", ".mts", ".3gp", ".ogv"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source.

    Attributes:
        image_rgb: (H, W, 3) uint8 RGB, never mirrored.
        source: The picture or video's path, `camera:0`, or an address without its password.
        index: Number in the source, from 0. A live source counts the frames that came, also those that were dropped.
        time: Seconds since the source began: on the video's clock, or since a live source was opened. None for a
            photo.
    """

    image_rgb: NDArray[np.uint8]
    source: str
    index: int
    time: float | None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What became of a live source.

    Attributes:
        state: `connected` when frames begin to come, `waiting` while they have stopped.
        text: The same as a sentence for the user.
    """

    state: Literal["connected", "waiting"]
    text: str

    def __str__(self) -> str:
        return self.text


StateListener = Callable[[SourceState], None]


class FrameSource(Protocol):
    """Gives frames until there are no more. Used by one thread."""

    @property
    def name(self) -> str:
        """What the user calls it; passwords left out."""
        ...

    @property
    def live(self) -> bool:
        """Whether frames are dropped when nobody asks for them, and only stopping ends it."""
        ...

    def read(self) -> Frame | None:
        """The next frame, or the newest of a live source; None at the end and once a stop was requested.

        Raises:
            PhotoError: One picture cannot be read. The next call goes on with the one after it.
            VideoError: The video breaks off; the frames before were given.
            CameraError: The camera or stream cannot be opened. One that was lost later is waited for instead.
        """
        ...

    def close(self) -> None:
        """Let go of the file, camera or connection. May be called twice, and by another thread."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


def open_source(text: str, *, stop: StopRequest | None = None, on_state: StateListener | None = None) -> FrameSource:
    """The source that a word on the command line names.

    Args:
        text: A picture, a folder of pictures, a video file, a camera as `0` or `camera:0`, or an address such as
            `rtsp://…`, which counts as live. A file called `0` is `./0`.
        stop: Ends `read` within a second.
        on_state: Hears of a live source's states, from another thread.

    Raises:
        InputError: There is no such file, the folder holds no picture, or the address is of an unknown kind.
        VideoError: The file is no video that can be read.
    """
    from core.recognition.files_as_frames import PictureSource, VideoSource
    from core.recognition.live_source import LiveSource

    number = text.removeprefix(_CAMERA)
    if number.isascii() and number.isdecimal():
        return LiveSource(int(number), stop=stop, on_state=on_state)
    if text.startswith(_CAMERA):
        raise InputError(f"{text!r} names no camera.", hint="Give its number: camera:0 is the first one.")
    if "://" in text:
        scheme = urlsplit(text).scheme.lower()
        if scheme not in _SCHEMES:
            raise InputError(f"Addresses of the kind {scheme}:// cannot be opened.", hint="Try rtsp:// or http://.")
        return LiveSource(text, stop=stop, on_state=on_state)
    path = Path(text).expanduser()
    if path.is_dir() or path.suffix.lower() in PHOTO_SUFFIXES:
        return PictureSource(photos_in(path), name=text, stop=stop)
    if not path.is_file():
        raise InputError(f"{text} does not exist.", hint="Check the path; a camera is given by its number, as 0.")
    return VideoSource(path, stop=stop)


def is_video_or_live(text: str) -> bool:
    """Whether `open_source` would take the word for a video, a camera or an address, not for pictures."""
    number = text.removeprefix(_CAMERA)
    if (number.isascii() and number.isdecimal()) or text.startswith(_CAMERA) or "://" in text:
        return True
    path = Path(text).expanduser()
    return path.is_file() and path.suffix.lower() in VIDEO_SUFFIXES
