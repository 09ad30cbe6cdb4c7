"""Which cameras there are, as far as the system tells without opening them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

_LINUX_CAMERAS = Path("/sys/class/video4linux")
# Elsewhere a camera shows itself only when it is opened: its light goes on, a permission is asked for, and a driver
# may hang. So numbers are offered, and opening says whether there is one.
_NUMBERS_OFFERED = 4


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera that may be opened as `camera:NUMBER`."""

    number: int
    name: str


def cameras(folder: Path = _LINUX_CAMERAS, *, platform: str = sys.platform) -> list[CameraInfo]:
    """The cameras of this computer, by number. No camera is opened.

    On Linux those that the kernel lists; empty where there is none. On other systems the first four numbers, whether
    or not there is a camera behind them.
    """
    if platform != "linux":
        return [CameraInfo(number, f"Camera {number}") for number in range(_NUMBERS_OFFERED)]
    found = []
    for entry in folder.glob("video*"):
        number = entry.name.removeprefix("video")
        # A webcam has more than one node; those after the first (index 0) carry no pictures but data about them.
        if number.isascii() and number.isdecimal() and _read(entry / "index") in ("", "0"):
            found.append(CameraInfo(int(number), _read(entry / "name") or f"Camera {number}"))
    return sorted(found, key=lambda camera: camera.number)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # unplugged this moment
        return ""
