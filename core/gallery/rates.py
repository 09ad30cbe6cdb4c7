"""What counting tells about a rate: exact binomial limits (Clopper and Pearson 1934), through the beta distribution."""

from __future__ import annotations

import math

CONFIDENCE = 0.95


def rate_interval(events: float, trials: float, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The rates that fit `events` in `trials`, at this confidence.

    Both may be fractions, where an identity counts with the share of its pictures.

    Returns:
        The lowest and the highest rate, in [0, 1].
    """
    from scipy.special import betaincinv

    if not 0 <= events <= trials or trials <= 0:
        raise ValueError(f"events must be within 0..trials and trials above 0, got {events} of {trials}")
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, trials - events + 1, tail))
    high = 1.0 if events == trials else float(betaincinv(events + 1, trials - events, 1 - tail))
    return low, high


def highest_rate(events: float, trials: float, *, confidence: float = CONFIDENCE) -> float:
    """The rate that is not exceeded, at this confidence (one-sided)."""
    from scipy.special import betaincinv

    if not 0 <= events <= trials or trials <= 0:
        raise ValueError(f"events must be within 0..trials and trials above 0, got {events} of {trials}")
    return 1.0 if events == trials else float(betaincinv(events + 1, trials - events, confidence))


def trials_needed(rate: float, *, confidence: float = CONFIDENCE) -> int:
    """The fewest trials without any event that show, at this confidence, that the rate is not above `rate`.

    About 3 / rate ("rule of three").
    """
    if not 0 < rate < 1:
        raise ValueError(f"a rate must be within 0..1, got {rate}")
    return math.ceil(math.log(1 - confidence) / math.log1p(-rate) - 1e-9)
