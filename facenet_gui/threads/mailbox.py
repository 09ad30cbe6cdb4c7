"""A slot for one value between two threads."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Holds the newest value: a reader that is slower than the writer sees fewer values, never older ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: T | None = None
        self._filled = threading.Event()

    def put(self, value: T) -> None:
        """Replace what lies there."""
        with self._lock:
            self._value = value
            self._filled.set()

    def take(self) -> T | None:
        """What lies there, once; None where nothing new has come."""
        with self._lock:
            value, self._value = self._value, None
            self._filled.clear()
            return value

    def wait(self, timeout: float) -> T | None:
        """As `take`, after waiting up to `timeout` seconds for something to come."""
        self._filled.wait(timeout)
        return self.take()
