"""Sources of frames: files, and cameras that a fake stands for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import CameraError, InputError, PhotoError, VideoError
from core.recognition.cameras import CameraInfo, cameras
from core.recognition.files_as_frames import VideoSource
from core.recognition.frames import Frame, SourceState
from core.recognition.latest_frame import LatestFrame
from core.recognition.live_source import LiveSource, without_password
from core.recognition.pixels import to_rgb
from core.recognition.sources import is_video_or_live, open_source

Pixels = NDArray[np.generic]


def write_video(path: Path, frames: int = 20, *, rate: float = 10.0) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (64, 48))
    assert writer.isOpened()
    for number in range(frames):
        writer.write(np.full((48, 64, 3), (10 * number, 0, 250), np.uint8))  # BGR: red
    writer.release()
    return path


class FakeCapture:
    """Gives what it was told to; then fails like a camera that was pulled out."""

    def __init__(
        self, frames: Sequence[Pixels | None], *, opens: bool = True, then: Callable[[], object] | None = None
    ) -> None:
        self._frames: Iterator[Pixels | None] = iter(frames)
        self._opens = opens
        self._then = then
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self._opens

    def read(self) -> tuple[bool, Pixels | None]:
        for frame in self._frames:
            return True, frame
        if self._then is not None:
            self._then()
        return False, None

    def release(self) -> None:
        self.released = True


def one_frame(value: int, shape: tuple[int, ...] = (4, 6, 3)) -> NDArray[np.uint8]:
    return np.full(shape, value, np.uint8)


def test_a_video_gives_every_frame_in_rgb_with_its_time(tmp_path: Path) -> None:
    with open_source(str(write_video(tmp_path / "a.avi"))) as source:
        frames = list(iter(source.read, None))
        assert source.read() is None
    assert [frame.index for frame in frames] == list(range(20))
    assert [frame.time for frame in frames] == pytest.approx([number / 10 for number in range(20)], abs=0.051)
    assert frames[0].image_rgb[0, 0, 0] > 200
    assert frames[0].image_rgb[0, 0, 2] < 60
    assert not source.live


def test_a_video_cut_in_half_gives_its_frames_and_then_says_so(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.avi", 60)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    read: list[Frame] = []
    with VideoSource(path) as source:
        with pytest.raises(VideoError, match="breaks off after"):
            read.extend(iter(source.read, None))
        assert source.read() is None
    assert 5 < len(read) < 54


@pytest.mark.parametrize("content", [b"", b"no video at all" * 100])
def test_what_is_no_video_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(VideoError, match="not a video"):
        open_source(str(path))


def test_pictures_come_in_order_and_a_bad_one_does_not_end_them(tmp_path: Path) -> None:
    for name in ("a.png", "c.png"):
        cv2.imwrite(str(tmp_path / name), np.full((1, 1), 7, np.uint8))
    (tmp_path / "b.png").write_bytes(b"broken")
    source = open_source(str(tmp_path))
    first = source.read()
    assert first is not None
    assert (Path(first.source).name, first.time, first.image_rgb.shape) == ("a.png", None, (1, 1, 3))
    with pytest.raises(PhotoError):
        source.read()
    third = source.read()
    assert third is not None
    assert third.index == 2
    assert source.read() is None


def test_a_stop_ends_files(tmp_path: Path) -> None:
    stop = threading.Event()
    source = open_source(str(write_video(tmp_path / "a.avi")), stop=stop)
    assert source.read() is not None
    stop.set()
    assert source.read() is None
    source.close()
    source.close()


@pytest.mark.parametrize("text", ["camera:x", "camera:", "gopher://a/b", "nothing.mp4", "nothing.jpg", "²"])
def test_a_word_that_names_no_source(text: str) -> None:
    with pytest.raises(InputError):
        open_source(text)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no pictures"):
        open_source(str(tmp_path))


def test_videos_are_told_from_pictures(tmp_path: Path) -> None:
    video = write_video(tmp_path / "a.avi", 1)
    assert [is_video_or_live(word) for word in (str(video), "0", "camera:1", "rtsp://x/1")] == [True] * 4
    assert not is_video_or_live(str(tmp_path))
    assert not is_video_or_live("a.jpg")


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [
        (np.full((1, 1), 9, np.uint8), (9, 9, 9)),
        (np.full((2, 2, 1), 9, np.uint8), (9, 9, 9)),
        (np.full((2, 2), 9 * 256, np.uint16), (9, 9, 9)),
        (np.full((2, 2, 3), (1, 2, 3), np.uint8), (3, 2, 1)),
        (np.full((2, 2, 4), (1, 2, 3, 4), np.uint8), (3, 2, 1)),
        (np.full((2, 4, 2), (16, 128), np.uint8), (0, 0, 0)),
    ],
)
def test_every_kind_of_frame_becomes_rgb(pixels: Pixels, expected: tuple[int, ...]) -> None:
    image_rgb = to_rgb(pixels)
    assert image_rgb.shape == (*pixels.shape[:2], 3)
    assert image_rgb.dtype == np.uint8
    assert tuple(image_rgb[0, 0]) == expected


@pytest.mark.parametrize("shape", [(0, 0, 3), (2, 2, 5), (2, 3, 2), (3,)])
def test_what_is_no_frame_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a frame must"):
        to_rgb(np.zeros(shape, np.uint8))


def test_the_newest_frame_wins() -> None:
    latest = LatestFrame()
    frames = [Frame(one_frame(value), "a", value, 0.0) for value in range(3)]
    for frame in frames:
        latest.put(frame)
    assert latest.take(1) is frames[2]
    assert latest.take(0) is None
    assert latest.dropped == 2
    latest.close()
    assert latest.take(60) is None


def test_a_camera_that_goes_away_is_taken_up_again_with_another_size() -> None:
    gone, back = threading.Event(), threading.Event()
    captures = [
        FakeCapture([one_frame(1)], then=gone.set),
        FakeCapture([], opens=False),
        FakeCapture([None, one_frame(2, (8, 10))], then=lambda: back.wait(10)),
    ]
    queue = iter(captures)
    states: list[SourceState] = []
    read_first = threading.Event()

    def capture(_: int | str) -> FakeCapture:
        if len(states) > 0:
            read_first.wait(10)
        return next(queue)

    with LiveSource(3, on_state=states.append, capture=capture, retry_seconds=0.01) as source:
        first = source.read()
        read_first.set()
        second = source.read()
        back.set()
    assert first is not None
    assert second is not None
    assert (first.source, first.image_rgb.shape, second.image_rgb.shape) == ("camera:3", (4, 6, 3), (8, 10, 3))
    assert (first.index, second.index) == (0, 1)
    assert [state.state for state in states[:3]] == ["connected", "waiting", "connected"]
    assert gone.is_set()
    assert captures[0].released
    assert captures[1].released


def test_a_camera_that_never_opens_is_an_error() -> None:
    with (
        LiveSource(77, capture=lambda _: FakeCapture([], opens=False)) as source,
        pytest.raises(CameraError, match="amera 77"),
    ):
        source.read()


def test_a_stream_without_answer_is_named_without_its_password() -> None:
    with (
        LiveSource("rtsp://me:secret@host/1", capture=lambda _: FakeCapture([], opens=False)) as source,
        pytest.raises(CameraError) as caught,
    ):
        source.read()
    assert "rtsp://host/1" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_driver_that_hangs_holds_up_neither_reading_nor_closing() -> None:
    answers, stop = threading.Event(), threading.Event()
    capture = FakeCapture([], then=lambda: answers.wait(30))
    source = LiveSource(0, stop=stop, capture=lambda _: capture)
    threading.Timer(0.1, stop.set).start()
    try:
        assert source.read() is None
        source.close()
        assert not capture.released
    finally:
        answers.set()
    source._thread.join(10)
    assert capture.released


def test_addresses_lose_their_password() -> None:
    assert without_password("rtsp://u:p@h:554/a?b=1") == "rtsp://h:554/a?b=1"
    assert without_password("http://[bad@x") == "x"


def test_linux_lists_cameras_and_leaves_out_their_data_nodes(tmp_path: Path) -> None:
    for number, index, name in [(10, 0, "Second"), (2, 0, "First"), (3, 1, "First")]:
        node = tmp_path / f"video{number}"
        node.mkdir()
        (node / "index").write_text(f"{index}\n")
        (node / "name").write_text(f"{name}\n")
    assert cameras(tmp_path, platform="linux") == [CameraInfo(2, "First"), CameraInfo(10, "Second")]
    assert cameras(tmp_path / "none", platform="linux") == []
    assert cameras(platform="darwin")[0].number == 0
