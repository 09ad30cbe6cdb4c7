"""Facenet-TF's command line, word by word into ours.

    --params_dir FILE  → --params FILE         --data_dir DIR  → --data DIR       --ckpt_dir DIR → --run DIR
    --log_dir DIR      → --log-dir DIR         --restore 0|1   → the same
    --validate [0|1]   → --validate 0|1: 0 measures nothing; 1 needs a val/ part

Its words are paths even where they have no separator: `--data_dir data` is ./data, not a data set of that name.
"""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import InputError

_OURS = {"--params_dir": "--params", "--data_dir": "--data", "--ckpt_dir": "--run", "--log_dir": "--log-dir"}
_DEFAULT_CKPT_DIR = "./.ckpt/"


def translated(words: list[str]) -> list[str]:
    """The words of `facenet train` in our spelling; ours come back unchanged.

    Raises:
        InputError: Both spellings of the same thing, or an option without its value.
    """
    given = {word.partition("=")[0] for word in words}
    old = sorted(given & _OURS.keys())
    if not old:
        return words
    mixed = sorted(given & {*_OURS.values()})
    if mixed:
        raise InputError(
            f"{' and '.join(old)} are Facenet-TF's spelling, {' and '.join(mixed)} this program's.",
            hint="Use one of the two: "
            + ", ".join(f"{_OURS[word]} instead of {word}" for word in old)
            + ", or the old words throughout.",
        )
    ours: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in _OURS:
            ours.append(word)
            continue
        if not equals:
            value = next(rest, "")
        if not value or value.startswith("--"):
            raise InputError(f"{name} is missing its path.", hint=f"For instance {name} ./data/")
        ours += [_OURS[name], _as_path(value)]
    if "--ckpt_dir" not in given:
        ours += ["--run", _as_path(_DEFAULT_CKPT_DIR)]
    return ours


def _as_path(word: str) -> str:
    path = Path(word).expanduser()
    return str(path) if path.is_absolute() else f"{os.curdir}{os.sep}{path}"
