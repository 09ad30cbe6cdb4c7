"""A camera that is pulled out and plugged in again, with another size of picture each time, while the window looks.

Only `cv2.VideoCapture` is replaced: what reads it, follows faces, names and draws them is the program's own. Each fake
capture holds a real file handle, so that one which is not released is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unittest import mock

import cv2
import numpy as np

from tests.torture.counts import Counts

if TYPE_CHECKING:
    from facenet_gui.pages.live import LivePage

ROOT = Path(__file__).parents[2]
Way = Literal["no frame", "an error", "a pause"]
WAYS: tuple[Way, ...] = ("no frame", "an error", "a pause")
SIZES = ((640, 480), (1280, 720), (320, 240), (800, 600), (641, 479))
# Times before anything is counted; and threads that come and go, each with a handle: a grid loads pictures with two.
_SETTLED = 2
_COME_AND_GO = 2


class Device:
    """A camera at the computer's side of the cable.

    Attributes:
        size: Width and height of its pictures.
        way: How a driver fails when it is not there: it gives no frame, raises, or takes its time and gives none.
        open: Handles that are held.
    """

    def __init__(self) -> None:
        self.size = SIZES[0]
        self.way: Way = "no frame"
        self.plugged = True
        self.open: set[int] = set()
        self.lock = threading.Lock()

    def capture(self, *_: object) -> Capture:
        """In place of `cv2.VideoCapture`."""
        return Capture(self)


class Capture:
    """What of `cv2.VideoCapture` the program uses."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._handle: int | None = None
        if not device.plugged and device.way == "an error":
            raise cv2.error("the device is not there")
        if device.plugged:
            self._handle = os.open(os.devnull, os.O_RDONLY)
            with device.lock:
                device.open.add(self._handle)

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self._handle is not None

    def set(self, *_: object) -> bool:
        return True

    def read(self) -> tuple[bool, Any]:
        from tests.gui.fakes import scene

        device = self._device
        if not device.plugged or self._handle is None:
            if device.way == "an error":
                raise cv2.error("the device is gone")
            time.sleep(0.2 if device.way == "a pause" else 0.0)
            return False, None
        time.sleep(0.02)
        width, height = device.size
        side = height // 2
        return True, np.ascontiguousarray(
            scene([(1, width // 4, height // 4, side)], width=width, height=height)[..., ::-1]
        )

    def release(self) -> None:
        if self._handle is not None:
            with self._device.lock:
                self._device.open.discard(self._handle)
            os.close(self._handle)
            self._handle = None


def handles_and_threads() -> tuple[int, int] | None:
    """Of this process; None where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return None
    return len(list(Path("/proc/self/fd").iterdir())), len(list(Path("/proc/self/task").iterdir()))


def pull_out_and_plug_in(
    page: LivePage, device: Device, times: int, *, until: Callable[[Callable[[], bool]], bool]
) -> Iterator[str]:
    """What was wrong each time; empty where the picture and the face came back.

    Args:
        page: Looks at the camera already.
        until: Turns the event loop until something is true; False where that took too long.
    """
    seen: list[tuple[int, int]] = []

    def shown() -> bool:
        newest = page._newest
        width, height = device.size
        return newest is not None and newest.frame.image_rgb.shape[:2] == (height, width) and len(page._view.boxes) == 1

    for number in range(times):
        problem = ""
        device.way = WAYS[number % len(WAYS)]
        device.plugged = False
        if not until(lambda: "waiting for it to come back" in page._banner.message):
            problem = "nobody was told that it is gone"
        device.size = SIZES[(number + 1) % len(SIZES)]
        device.plugged = True
        if not until(shown):
            problem = problem or "it did not come back"
        # And while it runs.
        device.size = SIZES[(number + 3) % len(SIZES)]
        if not until(shown):
            problem = problem or "another size of picture did not come"
        if not page.running:
            problem = problem or "the page has stopped"
        if len(device.open) != 1:
            problem = problem or f"{len(device.open)} captures are open"
        now = handles_and_threads()
        if now is not None and number >= _SETTLED:
            seen.append(now)
        if number == times - 1:
            problem = problem or _grown(seen)
        yield problem


def _grown(seen: list[tuple[int, int]]) -> str:
    """What there is more of in the last quarter than in the first half; empty where nothing is."""
    half, quarter = len(seen) // 2, max(len(seen) // 4, 1)
    for place, name in enumerate(("handles", "threads")):
        before, after = (max((one[place] for one in part), default=0) for part in (seen[:half], seen[-quarter:]))
        if half and after > before + _COME_AND_GO:
            return f"{name} grew from {before} to {after}"
    return ""


def run(folder: Path, *, times: int) -> Counts:
    """Pull it out and plug it in so often, in a window of its own process."""
    counts = Counts("camera pulled out and plugged in")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FACENET_HOME": str(folder / "home")}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.cameras", str(times)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        if line.startswith('"'):
            counts.tries += 1
            counts.fault(json.loads(line))
    if done.returncode or counts.tries < times:
        counts.lost.append(f"exit code {done.returncode} after {counts.tries} times: {done.stderr[-500:]}")
    return counts


def _in_a_window(times: int) -> int:
    import dataclasses

    from PySide6.QtWidgets import QApplication

    from core.home import Home
    from facenet_gui.app import build_services
    from facenet_gui.pages.live import LivePage
    from tests.gui.conftest import DrawnModel, close_page
    from tests.gui.fakes import DrawnFaceDetector

    application = QApplication.instance() or QApplication([])

    def until(true: Callable[[], bool]) -> bool:
        end = time.monotonic() + 60
        while not true() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
        return true()

    made = build_services(Home.default())
    detector = DrawnFaceDetector()
    services = dataclasses.replace(
        made, model=DrawnModel(made.home, made.settings), detector=detector, video_detector=detector
    )
    device = Device()
    with mock.patch("cv2.VideoCapture", device.capture):
        page = LivePage(services, list_cameras=lambda: [])
        page.resize(1100, 700)
        page.show()
        page.start("0")
        assert until(lambda: len(page._view.boxes) == 1), "the camera was not opened"
        for problem in pull_out_and_plug_in(page, device, times, until=until):
            print(json.dumps(problem), flush=True)
        close_page(page)
        until(lambda: not device.open)
        left = [thread.name for thread in threading.enumerate() if thread.name.startswith("frames of")]
    services.gallery.close()
    del application
    if device.open or left:
        print(f"left open: {len(device.open)} captures, threads {left}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_in_a_window(int(sys.argv[1])))
