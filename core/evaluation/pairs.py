"""Which faces are compared: pair lists from files, and pairs drawn from labels.

Two formats of a pair list are read.

LFW's (`pairs.txt`, `pairsDevTest.txt`, `pairsDevTrain.txt`): the first line holds the number of folds and the
number N of genuine pairs in each, or N alone (View 1, no folds). Then come, for every fold, N lines
`name<TAB>number<TAB>number` (genuine) and N lines `name<TAB>number<TAB>name<TAB>number` (impostor). Image 7 of
`Jane_Doe` is `Jane_Doe/Jane_Doe_0007` with any photo suffix. Blanks may stand for the tabs where no name holds one.

Our own: CSV with commas, semicolons or tabs, `path_a,path_b,same[,fold]`, with or without that line as a header.
`same` is 1/0, true/false or yes/no; `fold` is any label. Folds count in the order in which they first appear.

Pairs without folds: pair i of the genuine and pair i of the impostors go to fold i mod 10.

Every path is below the image folder. A list may come from a stranger, and a report shows pictures: so a list
cannot reach out of the folder that the user named, neither with `..` nor with an absolute path.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError

DEFAULT_FOLDS = 10
# LFW's own list has 6,000 lines and 160 kB. A file far beyond any pair list is something else by mistake.
_MOST_BYTES = 256 * 2**20
_SAME = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of images, by their position in some list of images.

    Attributes:
        first, second: (N,) intp: the two images of each pair.
        same: (N,) bool: True for genuine pairs.
        folds: (N,) intp: the fold of each pair, counted from 0.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    same: NDArray[np.bool_]
    folds: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.same)

    def where(self, chosen: NDArray[np.bool_]) -> Pairs:
        """The pairs for which `chosen`, (N,) bool, is true; they keep their folds."""
        return Pairs(
            first=self.first[chosen], second=self.second[chosen], same=self.same[chosen], folds=self.folds[chosen]
        )


@dataclass(frozen=True, slots=True, eq=False)
class PairList:
    """A pair list as read from a file.

    Attributes:
        source: The file.
        images: Every image once, as a path below the image folder with `/` between the parts; those of an LFW
            list have no suffix.
        pairs: Positions in `images`.
    """

    source: Path
    images: tuple[str, ...]
    pairs: Pairs


def identity_of(image: str) -> str:
    """The identity of an image of a pair list: the name of its folder, empty where it is in none."""
    return image.rpartition("/")[0].rpartition("/")[2]


def spread_over_folds(same: NDArray[np.bool_], folds: int = DEFAULT_FOLDS) -> NDArray[np.intp]:
    """Pair i of the genuine and pair i of the impostors go to fold i mod `folds`."""
    position = np.where(same, np.cumsum(same) - 1, np.cumsum(~same) - 1)
    return (position % folds).astype(np.intp)


def find_pair_file(images: Path) -> Path:
    """The pair list that comes with an LFW folder: `pairs.txt` or `pairsDevTest.txt`, in it or beside it.

    Raises:
        InputError: There is none.
    """
    for name in ("pairs.txt", "pairsDevTest.txt"):
        for folder in (images, images.absolute().parent):
            if (folder / name).is_file():
                return folder / name
    raise InputError(
        f"No pairs.txt and no pairsDevTest.txt is in {images} or beside it.",
        hint="Name a pair list with --pairs.",
        window_hint='Choose "My own pairs" and name a pair list, or another folder.',
    )


def read_pairs(path: Path) -> PairList:
    """Read a pair list in either format (see the module's text).

    Raises:
        InputError: The file is missing or not text, or a line is not what it must be; the message names the
            line, what was expected and what came.
    """
    # Not splitlines(): it also breaks at characters that a name may hold.
    lines = re.split(r"\r\n|\r|\n", _text(path))
    head = next((line.split() for line in lines if line.strip()), None)
    if head is None:
        raise InputError(f"{path} is empty.", hint="A pair list starts with LFW's numbers or with path_a,path_b,same.")
    builder = _Builder(path)
    if len(head) <= 2 and all(word.isdecimal() for word in head):
        _read_lfw(builder, lines)
    else:
        _read_own(builder, lines)
    return builder.finish()


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise InputError(
                f"{path} is a folder; expected a pair list.", hint="Name the file, for instance pairs.txt."
            )
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path} has {path.stat().st_size:,} bytes; that is not a pair list.")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"There is no pair list {path}.",
            hint="Check the path given with --pairs.",
            window_hint="Choose the list of pairs again.",
        ) from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not a text in UTF-8 (byte {error.start}).", hint="Save the pair list as UTF-8 text."
        ) from None


class _Builder:
    """Gathers the lines of one file, each image once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.images: dict[str, int] = {}
        self.rows: list[tuple[int, int, bool]] = []
        self.folds: list[int] = []

    def error(self, line: int, expected: str, got: str) -> InputError:
        shown = got if len(got) <= 120 else got[:117] + "..."
        return InputError(f"{self.path}, line {line}: expected {expected}, got {shown!r}.")

    def add(self, first: str, second: str, *, same: bool, line: int, fold: int | None) -> None:
        if first == second:
            raise self.error(line, "two different images", first)
        a, b = (self.images.setdefault(image, len(self.images)) for image in (first, second))
        self.rows.append((a, b, same))
        if fold is not None:
            self.folds.append(fold)

    def finish(self) -> PairList:
        first, second, same = (np.array(column) for column in zip(*self.rows, strict=True))
        folds = np.array(self.folds, np.intp) if self.folds else spread_over_folds(same)
        pairs = Pairs(first=first.astype(np.intp), second=second.astype(np.intp), same=same, folds=folds)
        return PairList(source=self.path, images=tuple(self.images), pairs=pairs)


def _read_lfw(builder: _Builder, lines: list[str]) -> None:
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    head_number, head = numbered[0]
    numbers = [int(word) for word in head.split()]
    folds, size = (1, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    if folds < 1 or size < 1:
        raise builder.error(head_number, "the number of folds and of genuine pairs in each, at least 1", head)
    wanted = folds * size * 2
    for position, (number, line) in enumerate(numbered[1:]):
        if position == wanted:
            raise builder.error(number, f"the end after {wanted:,} pairs, as the first line says", line)
        fold, place = divmod(position, 2 * size)
        genuine = place < size
        first, second = _lfw_images(builder, line, number, genuine=genuine)
        builder.add(first, second, same=genuine, line=number, fold=fold if len(numbers) == 2 else None)
    if len(numbered) - 1 < wanted:
        raise builder.error(
            len(lines),
            f"{wanted:,} pairs, as the first line says ({folds} × 2 × {size})",
            f"the end of the file after {len(numbered) - 1:,}",
        )


def _lfw_images(builder: _Builder, line: str, number: int, *, genuine: bool) -> tuple[str, str]:
    words = [word.strip() for word in line.split("\t")] if "\t" in line else line.split()
    expected = "name, number, number (a genuine pair)" if genuine else "name, number, name, number (an impostor pair)"
    if len(words) != (3 if genuine else 4):
        raise builder.error(number, expected, line.strip())
    sides = [(words[0], words[1]), (words[0], words[2])] if genuine else [(words[0], words[1]), (words[2], words[3])]
    if not genuine and words[0] == words[2]:
        raise builder.error(number, "two different names (an impostor pair)", line.strip())
    images = []
    for name, index in sides:
        if not (index.isascii() and index.isdecimal() and 0 < int(index) < 10**9):
            raise builder.error(number, "the number of an image", index)
        if not name or name in (".", "..") or "\0" in name or "/" in name or os.sep in name:
            raise builder.error(number, "a name that can be a folder", name)
        images.append(f"{name}/{name}_{int(index):04d}")
    return images[0], images[1]


def _read_own(builder: _Builder, lines: list[str]) -> None:
    fold_numbers: dict[str, int] = {}
    columns = 0
    for number, cells in _cells(builder, lines):
        if not columns and [cell.casefold() for cell in cells[:3]] == ["path_a", "path_b", "same"]:
            continue
        if len(cells) not in (3, 4) or (columns and len(cells) != columns):
            count = str(columns) if columns else "3 or 4"
            raise builder.error(number, f"{count} cells: path_a, path_b, same[, fold]", " | ".join(cells))
        columns = len(cells)
        same = _SAME.get(cells[2].casefold())
        if same is None:
            raise builder.error(number, "1 or 0 (true/false, yes/no) in the cell 'same'", cells[2])
        fold = None
        if columns == 4:
            if not cells[3]:
                raise builder.error(number, "a label in the cell 'fold'", cells[3])
            fold = fold_numbers.setdefault(cells[3], len(fold_numbers))
        first, second = (_own_image(builder, cell, number) for cell in cells[:2])
        builder.add(first, second, same=same, line=number, fold=fold)
    if not builder.rows:
        raise InputError(f"{builder.path} holds no pair.", hint="Write one pair a line: path_a,path_b,same[,fold].")


def _cells(builder: _Builder, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    head = next(line for line in lines if line.strip())
    delimiter = max("\t;,", key=head.count)
    # With tabs, quotation marks are part of a name, as everywhere in tab-separated texts.
    rows = csv.reader(
        lines,
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL,
        strict=True,
    )
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield rows.line_num, cells
    except csv.Error as error:
        raise InputError(f"{builder.path}, line {rows.line_num}: this is not a line of CSV: {error}.") from None


def _own_image(builder: _Builder, text: str, number: int) -> str:
    path = PurePath(text)
    if not path.parts or "\0" in text or path.anchor or ".." in path.parts:
        raise builder.error(number, "a path below the image folder (not absolute, no '..')", text)
    return path.as_posix()
