"""How long work in core reports where it is and is asked to stop. Nothing in core prints."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a piece of work is.

    Attributes:
        stage: What is being done, in a few words ("aligning faces").
        done: Items finished.
        total: Items in all, or None while unknown.
        unit: What is counted, where it is no items.
    """

    stage: str
    done: int
    total: int | None = None
    unit: Literal["items", "bytes"] = "items"


ProgressListener = Callable[[Progress], None]


def unheard(_: Progress) -> None:
    """The listener of those who do not listen."""


# Set it from any thread; the work looks at it between two items, keeps what is done and raises `Cancelled`.
StopRequest = threading.Event
