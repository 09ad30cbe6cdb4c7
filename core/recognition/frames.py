"""Frames: one stream of pictures, whether they come from files, a video, a camera or the network.

Pictures and videos give every frame, in order. Live sources give the newest one: what recognition has no time for
is dropped, so that names never lag behind the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray


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
