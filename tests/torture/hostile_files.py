"""Files that lie: everything that the program reads, changed at random, and a few made by hand.

Whatever is read must end in a result or in one of `core.errors`; within a time, within some memory, with nothing
outside its folder, and without taking the interpreter down. Each kind of file has a process of its own, whose memory
is limited, so that a crash is seen and named.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import queue
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import FacenetError
from tests.torture.counts import Counts
from tests.torture.hostile_kind import Reader
from tests.torture.hostile_readers import readers

# What one file may take of a processor's time, and of memory: far more than any honest one of these does.
SECONDS = 10.0
MEGABYTES = 1500


# -- how a file is changed

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 2**63 - 1, 2**64 - 1)
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, -1e308, 2**70, "", "x" * 5000, "../../escape", "/etc/passwd", "C:\\x", "a\0b",
    [], {}, [[[[]]]], {"a": {"b": []}}, "<script>alert(1)</script>", "\ud800", float("nan"), float("inf"),
)  # fmt: skip


def changed(content: bytes, chance: random.Random) -> bytes:
    """The file with a few changes."""
    # One JSON document, or one a line; an INI file begins with a bracket too.
    lines = [content] if b"\n{" not in content else content.splitlines(keepends=True)
    if content[:1] in (b"{", b"[") and _is_json(lines[0]) and chance.random() < 0.7:
        number = chance.randrange(len(lines))
        lines[number] = _changed_json(lines[number], chance) + b"\n"
        return b"".join(lines)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at:]
            case 2:
                del data[at : at + chance.randrange(1, 64)]
            case 3:
                data[at:at] = chance.randbytes(chance.randrange(1, 64))
            case 4:
                number = chance.choice(_NUMBERS)
                size = chance.choice((1, 2, 4, 8))
                data[at : at + size] = (number % 256**size).to_bytes(size, chance.choice(("little", "big")))
            case 5 if data:
                start = chance.randrange(len(data))
                data[at:at] = data[start : start + chance.randrange(1, 512)]
            case _ if data:
                # Headers decide most: change something in the first bytes.
                data[chance.randrange(min(64, len(data)))] = chance.randrange(256)
    return bytes(data)


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _changed_json(content: bytes, chance: random.Random) -> bytes:
    value = json.loads(content)
    for _ in range(chance.choice((1, 1, 2, 3))):
        _change_inside(value, chance)
    text = json.dumps(value)
    if chance.random() < 0.05:
        text = "[" * 100_000 + text
    return text.encode(errors="surrogatepass")


def _change_inside(value: Any, chance: random.Random) -> None:
    while isinstance(value, dict | list) and value:
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and chance.random() < 0.7:
            value = value[key]
            continue
        match chance.randrange(4):
            case 0:
                del value[key]
            case 1 if isinstance(value, dict):
                value[str(chance.choice(_VALUES))[:100]] = value[key]
            case _:
                value[key] = chance.choice(_VALUES)
        return


# -- the process that reads


def read_changed(reader: Reader, folder: Path, *, files: int, seed: int = 0) -> Iterator[tuple[int, str | None]]:
    """Read so many changed files of one kind, and those made by hand.

    Args:
        folder: Empty, in a folder of its own.

    Yields:
        The file's number and None before it is read; its number and what was wrong, or an empty string, afterwards.
    """
    path = reader.prepare(folder)
    honest = {kept: kept.read_bytes() for kept in folder.rglob("*") if kept.is_file()}
    reader.read(path)
    peak = _peak_megabytes()
    chance = random.Random(f"{reader.name} {seed}")
    outside = sorted(folder.parent.iterdir())
    contents = itertools.chain(reader.by_hand, (changed(honest[path], chance) for _ in range(files)))
    for number, content in enumerate(contents):
        # An import's journal, say, is added to or cut when it is read: every file begins anew.
        for kept, before in honest.items():
            kept.write_bytes(before)
        path.write_bytes(content)
        yield number, None
        # Of computing: on a busy machine the clock on the wall says nothing of the file.
        begun = time.process_time()
        problem = ""
        try:
            reader.read(path)
        except FacenetError as error:
            if not str(error).strip():
                problem = "an error without words"
        except BaseException as error:  # noqa: BLE001  anything else is what is looked for
            problem = f"{type(error).__name__}: {str(error)[:200]}"
        if time.process_time() - begun > SECONDS:
            problem = f"it took {time.process_time() - begun:.0f} s"
        if sorted(folder.parent.iterdir()) != outside or Path("/tmp/escape.txt").exists():
            problem = "it wrote outside its folder"
        if _peak_megabytes() - peak > MEGABYTES:
            problem = problem or f"memory grew by {_peak_megabytes() - peak:.0f} MB"
            peak = _peak_megabytes()
        yield number, problem


def _peak_megabytes() -> float:
    """The most memory that this process ever had; 0 where the system does not say (Windows)."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _read_all(reader_name: str, folder: str, files: int, seed: int, results: Any) -> None:
    """In a process of its own: tell of each file before it is read, so that a crash has a name."""
    reader = next(one for one in readers() if one.name == reader_name)
    for number, problem in read_changed(reader, Path(folder), files=files, seed=seed):
        results.put((number, problem and f"file {number}: {problem}"))
    results.put((-1, None))


def run(folder: Path, *, files: int, seed: int = 0, only: str = "") -> Iterator[Counts]:
    """Read so many changed files of every kind.

    Args:
        folder: Empty.
        only: Readers whose name begins so; all if empty.
    """
    context: Any = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    for number, reader in enumerate(readers()):
        if not reader.name.startswith(only):
            continue
        counts = Counts(f"hostile: {reader.name}")
        own = folder / f"{number}" / "files"
        own.mkdir(parents=True)
        results = context.Queue()
        process = context.Process(target=_read_all, args=(reader.name, str(own), files, seed, results))
        process.start()
        reading = -1
        last = time.monotonic()
        while True:
            try:
                file, problem = results.get(timeout=1)
            except queue.Empty:
                alive = process.is_alive()
                # Before the first file libraries are imported, which takes its time on a busy machine.
                if alive and time.monotonic() - last < SECONDS * (6 if reading >= 0 else 60):
                    continue
                what = "it hangs" if alive else f"the process ended with {process.exitcode}"
                counts.lost.append(f"file {reading}: {what}")
                break
            last = time.monotonic()
            if file < 0:
                break
            if problem is None:
                reading = file
                counts.tries += 1
            else:
                counts.fault(problem)
        if process.is_alive() and counts.lost and "hangs" in counts.lost[-1]:
            process.kill()
        process.join()
        yield counts
