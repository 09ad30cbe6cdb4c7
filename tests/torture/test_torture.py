"""The tortures in their shortest form; `python -m tests.torture --long` is the long one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core import files
from core.errors import RunError
from core.training.run_folder import RunFolder
from tests.torture import cameras, clock_jumps, failing_disk, power_cuts, set_clock, soak, two_programs
from tests.torture.hostile_files import read_changed
from tests.torture.hostile_kind import Reader
from tests.torture.hostile_readers import readers

# What reads it imports TensorFlow.
_SLOW = ("run: checkpoint",)


@pytest.mark.parametrize("reader", [one for one in readers() if one.name not in _SLOW], ids=lambda one: one.name)
@pytest.mark.filterwarnings("ignore")
def test_hostile_files_end_in_words(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "files"
    folder.mkdir(parents=True)
    found = [problem for _, problem in read_changed(reader, folder, files=6) if problem is not None]
    assert len(found) >= 6
    assert not any(found), [problem for problem in found if problem]


@pytest.mark.skipif(not failing_disk.available(), reason="needs Linux and a C compiler")
def test_every_save_survives_a_failing_disk(tmp_path: Path) -> None:
    counts = failing_disk.run(tmp_path, long=False)
    assert counts.faults > 20
    assert not counts.lost, str(counts)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("name", ["gallery", "run_list"])
def test_a_kill_leaves_the_earlier_state_or_the_later_one(name: str, tmp_path: Path) -> None:
    (counts,) = power_cuts.run(tmp_path, {name: 2})
    assert counts.tries >= 2
    assert not counts.lost, str(counts)


def test_a_camera_that_is_pulled_out_comes_back(tmp_path: Path) -> None:
    counts = cameras.run(tmp_path, times=5)
    assert counts.faults == 5
    assert not counts.lost, str(counts)


def test_a_capture_that_is_not_let_go_is_found() -> None:
    assert not cameras._grown([(12 + n % 3, 11 + n % 2) for n in range(48)])
    assert "handles grew" in cameras._grown([(12 + n // 5, 11) for n in range(48)])
    assert "threads grew" in cameras._grown([(12, 11 + 2 * n) for n in range(4)])


def test_two_programs_change_one_gallery(tmp_path: Path) -> None:
    counts = two_programs.gallery(tmp_path, changes=20)
    assert not counts.lost, str(counts)


_HOLD = """
import sys, time
from pathlib import Path
from core.training.run_folder import RunFolder
with RunFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_run_is_free_when_the_program_that_trained_it_was_killed(tmp_path: Path) -> None:
    """Both are real processes; `python -m tests.torture --only two` does it with two `facenet train`."""
    run = RunFolder(tmp_path / "run")
    first = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(run.path)], cwd=two_programs.ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "held"
        assert run.is_locked()
        with pytest.raises(RunError, match="is being trained by another process"), run.locked():
            pass
    finally:
        first.kill()
        first.communicate()
    assert not run.is_locked()
    with run.locked():
        assert run.is_locked()


def samples(change: Callable[[int], dict[str, object]]) -> list[soak.Sample]:
    """A hundred samples of ten minutes, in each of which something is another."""
    made = []
    for number in range(100):
        values = {"memory": 10**9, "curves": 0, "handles": 28, "threads": 28, "queues": {"jobs": 1}}
        values |= {"clips": number // 3, "steps": number}
        made.append(soak.Sample(seconds=6.0 * number, **(values | change(number))))
    return made


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda n: {"memory": 10**9 + n % 7 * 10**7}, []),
        (lambda n: {"memory": 10**9 if n < 25 else 3 * 10**9}, []),
        (lambda n: {"memory": 10**9 + n * 10**6}, ["memory grew by 5.1%"]),
        (lambda n: {"handles": 28 + n % 2}, []),
        (lambda n: {"handles": 28 + n // 30}, ["file handles grew"]),
        (lambda n: {"threads": 28 + (n > 60)}, ["threads grew"]),
        (lambda n: {"queues": {"jobs": n // 20}}, ["jobs grew"]),
        (lambda n: {"clips": 3}, ["no clip"]),
        (lambda n: {"steps": 3}, ["no step"]),
        (lambda n: {"wrong": ["a time is nan"] * (n == 50)}, ["a time is nan"]),
    ],
)
def test_what_grows_is_found(change: Callable[[int], dict[str, object]], found: list[str]) -> None:
    problems = soak.judge(samples(change))
    assert len(problems) == len(found), problems
    assert all(start in problem for start, problem in zip(found, problems, strict=True)), problems


def test_a_clock_that_was_not_set_is_no_test_of_it() -> None:
    still = clock_jumps.judge(samples(lambda n: {"wall": 6.0 * n, "named": 1}))
    assert "0 times only" in still.lost[0]
    jumped = clock_jumps.judge(
        samples(lambda n: {"wall": 6.0 * n + n % 2 * 18_000, "named": 1, "wrong": ["bad"] * (n == 7)})
    )
    assert (jumped.tries, jumped.faults, jumped.survived, jumped.lost) == (99, 99, 98, ["bad"])
    unseen = clock_jumps.judge(samples(lambda n: {"wall": 6.0 * n + n % 2 * 18_000}))
    assert unseen.lost == ["nobody was given a name"]


_CLOCKS = """
import ctypes, os, sys, threading, time
from pathlib import Path
from tests.torture import set_clock

library, file = ctypes.CDLL(None), Path(os.environ["CLOCK_FILE"])
semaphore = ctypes.create_string_buffer(64)
library.sem_init(semaphore, 0, 0)

def wait(seconds):
    "On the wall; how long it took, by the clock that nobody sets."
    begun, end = time.monotonic(), time.time() + seconds
    library.sem_timedwait(semaphore, (ctypes.c_long * 2)(int(end), int(end % 1 * 1e9)))
    return time.monotonic() - begun

def jump(turn, seconds):
    "Set the clock while somebody waits on the wall for so long."
    clocks = [time.time(), time.clock_gettime(time.CLOCK_BOOTTIME), time.monotonic()]
    timer = threading.Timer(0.2, set_clock.turn, (file, turn))
    timer.start()
    waited = wait(seconds)
    timer.join()
    time.sleep(0.1)
    threading.Event().wait(0.1)
    after = [time.time(), time.clock_gettime(time.CLOCK_BOOTTIME), time.monotonic()]
    passed = after[2] - clocks[2]
    print(waited, *(round((b - a - passed) / 3600, 3) for a, b in zip(clocks[:2], after[:2])), flush=True)

jump(1, 3600)
set_clock.turn(file, 4)
jump(5, 3600)
jump(6, 0.1)
jump(7, 30)
"""


@pytest.mark.skipif(not set_clock.available(), reason="needs Linux and a C compiler")
def test_a_clock_that_is_set_wakes_what_waits_for_a_time_on_the_wall(tmp_path: Path) -> None:
    """Forward by 5 hours, asleep for 2 hours, back where it was, forward again: and sleeping is as long as ever."""
    clock = set_clock.SetClock(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _CLOCKS],
        cwd=two_programs.ROOT, env={**os.environ, **clock.environment},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [[float(word) for word in line.split()] for line in done.stdout.splitlines()]
    assert [line[1:] for line in found] == [[5, 0], [2, 2], [400 * 24, 0], [5, 0]]
    assert [0.2 < line[0] < 20 for line in found] == [True, True, False, True]


@pytest.mark.skipif(not set_clock.available(), reason="needs Linux and a C compiler")
def test_a_training_does_not_notice_that_the_clock_is_set(tmp_path: Path) -> None:
    counts = clock_jumps.training(tmp_path, steps=16)
    assert counts.faults >= 2
    assert not counts.lost, str(counts)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="handles and threads are counted on Linux only")
def test_a_window_that_looks_and_trains_does_not_grow(tmp_path: Path) -> None:
    said: list[str] = []
    counts = soak.run(tmp_path, minutes=0.5, listen=said.append)
    assert not counts.lost, f"{counts}\n{said}"


def test_a_replaced_folder_is_never_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can exchange two folders, no moment passes without one of them; elsewhere it is two steps."""
    for exchanges in (True, False):
        target, aside = tmp_path / f"target {exchanges}", tmp_path / f"aside {exchanges}"
        for folder, content in ((target, "old"), (aside, "new")):
            folder.mkdir()
            (folder / "x").write_text(content)
        if not exchanges:
            monkeypatch.setattr(files, "_exchange", lambda one, other: False)
        files.replace_folder(aside, target)
        assert (target / "x").read_text() == "new"
        assert not aside.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["target False", "target True"]
