"""Which source of frames a word names: pictures, a video, a camera or an address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from core.errors import InputError
from core.faces.photo import PHOTO_SUFFIXES
from core.gallery.photos import photos_in
from core.progress import StopRequest
from core.recognition.files_as_frames import PictureSource, VideoSource
from core.recognition.frames import FrameSource, StateListener
from core.recognition.live_source import LiveSource

# What FFmpeg, with which OpenCV opens addresses, plays from the network.
_SCHEMES = ("rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "udp", "tcp", "rtp", "srt")
_CAMERA = "camera:"
# Used where pictures are expected as well, so that a damaged picture is not taken for a video.
VIDEO_SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv", ".flv", ".ts", ".mts", ".3gp", ".ogv"}
)


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
