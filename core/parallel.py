"""Many items at once on all cores, with a bounded number in flight."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from core.progress import StopRequest

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_parallel(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    stop: StopRequest | None = None,
) -> Iterator[Result]:
    """Yield `function(item)` for all items, in the order in which they get ready.

    Threads, because what takes time here (OpenCV, TensorFlow, hashing, files) lets go of Python's lock. Twice as
    many items as workers are in flight, so memory does not grow with their number. When `stop` is set no further
    item begins; those in work are still yielded.

    Raises:
        ValueError: `workers` is less than 1.
        Exception: What `function` raised, with a note that says for which item. Items in work are waited for.
    """
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, got {workers}")
    waiting = iter(items)
    with ThreadPoolExecutor(workers, thread_name_prefix="worker") as pool:
        in_flight: dict[Future[Result], Item] = {}
        try:
            while True:
                if stop is None or not stop.is_set():
                    for item in islice(waiting, 2 * workers - len(in_flight)):
                        in_flight[pool.submit(function, item)] = item
                else:
                    for future in list(in_flight):
                        if future.cancel():
                            del in_flight[future]
                if not in_flight:
                    return
                for future in wait(in_flight, return_when=FIRST_COMPLETED).done:
                    item = in_flight.pop(future)
                    try:
                        result = future.result()
                    except Exception as error:
                        error.add_note(f"while working on {item}")
                        raise
                    yield result
        finally:
            for future in in_flight:
                future.cancel()
