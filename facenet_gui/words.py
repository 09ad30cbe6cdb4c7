"""Figures in words, in one way everywhere."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def grouped(value: float | str) -> str:
    """Numbers with their thousands apart: "29,097", or "29 097" where a comma stands before decimals.

    A figure's own decimals stand behind a point in every language, as in the files and tables that they go into.

    Args:
        value: A number, or words with numbers as Python's ``:,`` writes them.
    """
    text = value if isinstance(value, str) else f"{value:,}"
    if QLocale().decimalPoint() != ",":
        return text
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "\u202f", text)


def duration(seconds: float) -> str:
    """ "8 s", "3 min 20 s", "2 h 05 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return _tr("{0} s").format(whole)
    if whole < 3600:
        return _tr("{0} min {1:02d} s").format(whole // 60, whole % 60)
    if whole < 172_800:
        return _tr("{0} h {1:02d} min").format(whole // 3600, whole % 3600 // 60)
    return _tr("{0} days").format(whole // 86_400)


def day(seconds: float) -> str:
    """The local date of a moment, in seconds since 1970, in the user's language: "28 Nov 2026"."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(round(seconds * 1000)), _tr("d MMM yyyy"))


def size(count: float) -> str:
    """Bytes: "12 kB", "3.4 MB"."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def rate(per_second: float) -> str:
    """ "95 a second", "12 a minute"."""
    if per_second >= 1:
        return _tr("{0} a second").format(grouped(f"{per_second:,.0f}") if per_second >= 10 else f"{per_second:.1f}")
    return _tr("{0} a minute").format(f"{per_second * 60:.0f}" if per_second >= 1 / 6 else f"{per_second * 60:.1f}")


def percent(share: float, digits: int = 1) -> str:
    """A share in [0, 1] as "98.7 %"."""
    return f"{share * 100:.{digits}f} %"
