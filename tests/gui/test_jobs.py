"""Long work: progress, an end of each kind, stopping, and leaving."""

from __future__ import annotations

import threading
import time

import pytest

from core.errors import Cancelled, StorageError
from core.progress import Progress
from facenet_gui.threads.jobs import Jobs, Problem
from facenet_gui.threads.mailbox import Mailbox
from facenet_gui.threads.right_of_way import RightOfWay


def test_a_result_comes_in_the_windows_thread(qtbot, qapp):
    jobs, threads, results = Jobs(), [], []

    def work(context):
        threads.append(threading.current_thread())
        return 42

    def done(result):
        threads.append(threading.current_thread())
        results.append(result)

    jobs.start("answering", work, on_done=done)
    qtbot.waitUntil(lambda: not jobs.running)
    assert results == [42]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_an_error_of_ours_keeps_its_words_and_hint(qtbot, qapp):
    jobs, problems = Jobs(), []

    def work(context):
        raise StorageError("The disk is full.", hint="Make room.")

    jobs.start("writing", work, on_failed=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert (problems[0].message, problems[0].hint, problems[0].expected) == ("The disk is full.", "Make room.", True)
    assert "StorageError" in problems[0].details
    qtbot.waitUntil(lambda: not jobs.running)


def test_a_mistake_of_the_program_is_told_calmly_and_logged(qtbot, qapp, caplog):
    jobs, problems = Jobs(), []
    jobs.start("dividing", lambda context: 1 / 0, on_failed=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert not problems[0].expected
    assert "ZeroDivisionError" in problems[0].message
    assert "Traceback" not in problems[0].message
    assert "dividing" in caplog.text
    qtbot.waitUntil(lambda: not jobs.running)


def test_cancelling_asks_the_work_and_waits_for_it(qtbot, qapp):
    jobs, ended = Jobs(), []
    entered = threading.Event()

    def work(context):
        entered.set()
        while not context.stop.wait(0.01):
            pass
        raise Cancelled("Stopped.")

    job = jobs.start("waiting", work, on_cancelled=lambda: ended.append("cancelled"))
    assert entered.wait(5)
    job.cancel()
    assert job.state == "stopping"
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["cancelled"]
    qtbot.waitUntil(lambda: not jobs.running)


def test_progress_has_a_pace_and_a_flood_of_reports_costs_little(qtbot, qapp):
    jobs, seen = Jobs(), []

    def work(context):
        for done in range(1, 201):
            context.progress(Progress("counting", done, 200))
            time.sleep(0.01)

    job = jobs.start("counting", work)
    job.moved.connect(lambda: seen.append(job.pace))
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    paces = [pace for pace in seen if pace.per_second]
    assert len(seen) < 100
    assert paces
    assert paces[-1].per_second > 0
    assert seen[-1].progress == Progress("counting", 200, 200)


def test_stop_all_calls_back_once_nothing_runs(qtbot, qapp):
    jobs, over = Jobs(), []
    for number in range(3):
        jobs.start(f"job {number}", lambda context: context.stop.wait(10))
    jobs.stop_all(lambda: over.append(len(jobs.running)))
    qtbot.waitUntil(lambda: bool(over))
    assert over == [0]
    jobs.stop_all(lambda: over.append(-1))
    qtbot.waitUntil(lambda: len(over) == 2)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "ran out of memory"),
        (PermissionError(13, "Permission denied", "/x/y"), "/x/y: Permission denied"),
    ],
)
def test_the_systems_errors_in_words(error, words):
    assert words in Problem.of(error).message


def test_a_mailbox_holds_only_the_newest():
    box: Mailbox[int] = Mailbox()
    assert box.take() is None
    for number in range(5):
        box.put(number)
    assert box.wait(0.1) == 4
    assert box.take() is None
    assert box.wait(0.01) is None


def test_a_training_gives_way_to_recognition_but_not_forever():
    way, passed = RightOfWay(), []

    def train():
        way.give()
        passed.append(time.monotonic())

    way.give()  # nobody is there: it returns at once
    with way.taken():
        thread = threading.Thread(target=train)
        thread.start()
        time.sleep(0.05)
        assert not passed
    thread.join(5)
    assert passed
    with way.taken():
        way.give()  # after half a second, though it is still taken
