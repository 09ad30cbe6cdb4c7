"""Ctrl-C as a request: the work finishes the item in its hands and keeps what is done."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from core.progress import StopRequest


@contextlib.contextmanager
def stop_on_interrupt(
    note: str = "Stopping after the current item; Ctrl-C again leaves at once.",
) -> Iterator[threading.Event]:
    """Yield a `StopRequest` that the first Ctrl-C (or SIGTERM) sets.

    The second one raises KeyboardInterrupt; a third ends the process where it stands, even inside a library that
    does not listen. Outside the main thread signals cannot be caught, and the request is just never set.

    Args:
        note: Written to standard error at the first Ctrl-C.
    """
    stop = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        if not stop.is_set():
            stop.set()
            # print() from a signal handler fails where it interrupts another print; a plain write cannot.
            with contextlib.suppress(OSError):
                os.write(2, f"\n{note}\n".encode())
            return
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
