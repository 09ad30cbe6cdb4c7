"""Which identities train and which are held out to validate. Always whole identities, never single images."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from core.data.source import comparable

# Two people are the least from which an impostor pair can be made.
LEAST_VALIDATION_IDENTITIES = 2
LEAST_TRAINING_IDENTITIES = 2


def validation_identities(names: Collection[str], *, share: float, seed: int) -> set[str]:
    """Choose about `share` of the identities for validation.

    Each name falls on one side by its own hash, so people who are added later do not move those who are there.
    At least two are chosen, and at least two are left; with fewer than four identities none is chosen.

    Args:
        names: Of identities with at least two images.
        share: In [0, 1). 0 chooses none.
        seed: Another seed, another choice.

    Raises:
        ValueError: `share` is outside its range.
    """
    if not 0 <= share < 1:
        raise ValueError(f"the validation share must be from 0 up to, not including, 1, got {share}")
    if share == 0 or len(names) < LEAST_VALIDATION_IDENTITIES + LEAST_TRAINING_IDENTITIES:
        return set()
    by_position = sorted(names, key=lambda name: (_position(name, seed), name))
    chosen = sum(_position(name, seed) < share for name in by_position)
    most = len(by_position) - LEAST_TRAINING_IDENTITIES
    return set(by_position[: min(max(chosen, LEAST_VALIDATION_IDENTITIES), most)])


def _position(name: str, seed: int) -> float:
    """Where a name falls in [0, 1): always the same on every system and in every version of Python."""
    digest = hashlib.sha256(f"{seed}\n{comparable(name)}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def named(names: Iterable[str], wanted: Iterable[str]) -> tuple[set[str], list[str]]:
    """The `names` that are among `wanted`, and the wanted ones that are not among `names`, sorted."""
    wanted_names = {comparable(name) for name in wanted}
    found = {name for name in names if comparable(name) in wanted_names}
    return found, sorted(wanted_names - {comparable(name) for name in found})
