from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import InputError, StorageError
from core.recognition.recorder import VideoRecorder


def frames_of(path: Path) -> list[np.ndarray]:
    capture, frames = cv2.VideoCapture(str(path)), []
    while (read := capture.read())[0]:
        frames.append(read[1])
    capture.release()
    return frames


def picture(value: int, height: int = 48, width: int = 64) -> np.ndarray:
    return np.full((height, width, 3), (value, 0, 0), np.uint8)


@pytest.mark.parametrize("suffix", [".mp4", ".avi"])
def test_a_video_is_there_when_it_is_closed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "new folder" / f"name of Zoë{suffix}"
    with VideoRecorder(path) as recorder:
        for number in range(10):
            recorder.write(picture(200), number / 25)
        assert not path.exists()
    frames = frames_of(path)
    assert len(frames) == 10
    blue, _, red = frames[5].mean((0, 1))
    assert red > 150 > 50 > blue
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_it_plays_as_fast_as_the_frames_came(tmp_path: Path) -> None:
    slow, fast = tmp_path / "slow.avi", tmp_path / "fast.avi"
    with VideoRecorder(slow, frames_per_second=25) as recorder:
        for number in range(6):
            recorder.write(picture(100), 1000 + number / 5)
    with VideoRecorder(fast, frames_per_second=25) as recorder:
        for number in range(61):
            recorder.write(picture(100), number / 60)
    assert len(frames_of(slow)) == 26
    assert len(frames_of(fast)) == 26


@pytest.mark.parametrize(("rate", "expected"), [(30, 30), (12.5, 12.5), (0.1, 1), (1000, 60)])
def test_the_rate_is_that_of_the_first_frames(tmp_path: Path, rate: float, expected: float) -> None:
    path = tmp_path / "x.avi"
    with VideoRecorder(path) as recorder:
        recorder.write(picture(1), 5)
        recorder.write(picture(1), 5 + 1 / rate)
    capture = cv2.VideoCapture(str(path))
    assert capture.get(cv2.CAP_PROP_FPS) == pytest.approx(expected, rel=0.01)
    capture.release()


def test_a_single_frame_is_a_video(tmp_path: Path) -> None:
    with VideoRecorder(tmp_path / "x.avi") as recorder:
        recorder.write(picture(1), 5)
    assert len(frames_of(tmp_path / "x.avi")) == 1


def test_a_clock_that_goes_back_or_far_ahead(tmp_path: Path) -> None:
    path = tmp_path / "x.avi"
    with VideoRecorder(path, frames_per_second=25) as recorder:
        for time in (100.0, 0.0, 86_400.0):
            recorder.write(picture(100), time)
    assert len(frames_of(path)) == 2 + 250


def test_frames_of_another_size_are_fitted(tmp_path: Path) -> None:
    path = tmp_path / "x.avi"
    with VideoRecorder(path) as recorder:
        recorder.write(picture(200, 49, 65), 0)
        recorder.write(picture(200, 480, 320), 0.04)
        recorder.write(picture(200, 1, 1), 0.08)
    frames = frames_of(path)
    assert [frame.shape for frame in frames] == [(48, 64, 3)] * 3
    assert frames[1][:, :8].max() < 40
    assert frames[1][:, 28:36, 2].min() > 150


def test_no_frames_no_file(tmp_path: Path) -> None:
    with VideoRecorder(tmp_path / "x.mp4"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.mp4, \.avi"):
        VideoRecorder(tmp_path / "x.mov")
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="file"), VideoRecorder(tmp_path / "file" / "x.mp4") as recorder:
        recorder.write(picture(1), 0)
