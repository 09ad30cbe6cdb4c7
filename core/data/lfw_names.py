"""Whose names stand in LFW: people that must not train an embedding which LFW is to measure."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from core.errors import InputError


def person_key(name: str) -> str:
    """The form in which people's names are compared: `José María Aznar` and `Jose_Maria_Aznar` are one."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "_".join(re.findall(r"\w+", letters.casefold().replace("_", " ")))


def read_lfw_names(path: Path) -> set[str]:
    """The people of LFW, as `person_key`s.

    Args:
        path: LFW's folder (the one that holds Aaron_Eckhart/ and all others), or a text file: `lfw-names.txt`,
            `people.txt`, `pairs.txt` or simply one name a line.

    Raises:
        InputError: It is neither, or names nobody.
    """
    try:
        if path.is_dir():
            names = {entry.name for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith(".")}
        else:
            # Columns are divided by tabs; those that are numbers count images or say which.
            columns = [line.split("\t") for line in path.read_text(encoding="utf-8-sig").splitlines()]
            names = {column.strip() for line in columns for column in line if not column.strip().isdigit()}
    except UnicodeDecodeError:
        raise InputError(
            f"{path} is not a text file with names.", hint="Give LFW's folder or its lfw-names.txt."
        ) from None
    except OSError as problem:
        raise InputError(
            f"LFW's names cannot be read from {path}: {problem.strerror or problem}.",
            hint="Give LFW's folder or its lfw-names.txt.",
        ) from problem
    keys = {person_key(name) for name in names} - {""}
    if not keys:
        raise InputError(f"{path} names nobody.", hint="Give LFW's folder or its lfw-names.txt.")
    return keys
