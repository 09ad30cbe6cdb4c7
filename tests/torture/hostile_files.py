"""Files that lie: everything that the program reads, changed at random, and a few made by hand.

Whatever is read must end in a result or in one of `core.errors`; within a time, within some memory, with nothing
outside its folder, and without taking the interpreter down. Each kind of file has a process of its own, whose memory
is limited, so that a crash is seen and named.
"""

from __future__ import annotations

import io
import itertools
import json
import multiprocessing
import os
import queue
import random
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import FacenetError
from tests.torture.counts import Counts

# What one file may take: far more than any honest one of these does.
SECONDS = 10.0
MEGABYTES = 1500


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file.

    Attributes:
        prepare: Writes honest files into a folder, and names the one that will be changed.
        read: Reads it as the program does.
        by_hand: Contents that chance would not find.
    """

    name: str
    prepare: Callable[[Path], Path]
    read: Callable[[Path], object]
    by_hand: tuple[bytes, ...] = ()


# -- how a file is changed

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 2**63 - 1, 2**64 - 1)
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, -1e308, 2**70, "", "x" * 5000, "../../escape", "/etc/passwd", "C:\\x", "a\0b",
    [], {}, [[[[]]]], {"a": {"b": []}}, "<script>alert(1)</script>", "\ud800", float("nan"), float("inf"),
)  # fmt: skip


def changed(content: bytes, chance: random.Random) -> bytes:
    """The file with a few changes."""
    if content[:1] in (b"{", b"[") and chance.random() < 0.7:
        # One JSON document, or one a line.
        lines = [content] if b"\n{" not in content else content.splitlines(keepends=True)
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


# -- what is read


def _face_jpeg(side: int = 96, **options: Any) -> bytes:
    from PIL import Image

    pixels = np.random.default_rng(1).integers(0, 256, (side // 8, side // 8, 3)).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).resize((side, side)).save(buffer, **{"format": "JPEG", **options})
    return buffer.getvalue()


def _with_exif() -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "x" * 300
    return _face_jpeg(exif=exif)


def _png_of(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = chunk(b"IDAT", rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + packed + chunk(b"IEND", b"")


def _bombs() -> tuple[bytes, ...]:
    """A picture of 100,000 × 100,000 in a few kilobytes, and one that is just above the limit."""
    nothing = zlib.compress(bytes(30_000_000), 9)
    text = struct.pack(">I", len(nothing)) + b"zTXt" + nothing + b"\0\0\0\0"
    return (
        _png_of(100_000, 100_000, nothing),
        _png_of(12_000, 10_001, nothing),
        _png_of(2**31 - 1, 2**31 - 1, b""),
        _png_of(8, 8, zlib.compress(bytes(8 * 25)))[:33] + text,
        b"P6\n99999999999 99999999999\n255\n",
        b"GIF89a" + b"\xff\xff\xff\xff" + bytes(20),
    )


def _photo(suffix: str, content: Callable[[], bytes], by_hand: tuple[bytes, ...] = ()) -> Reader:
    def prepare(folder: Path) -> Path:
        path = folder / f"photo{suffix}"
        path.write_bytes(content())
        return path

    def read(path: Path) -> object:
        from core.faces.photo import read_photo

        return read_photo(path)

    return Reader(f"photo {suffix}", prepare, read, by_hand)


def _dataset(folder: Path) -> Path:
    from tests.factories import make_dataset

    make_dataset(folder / "people", identities=3, images=3, seed=0, chip_size=60)
    return folder / "people"


def _read_dataset(path: Path) -> object:
    from core.data.dataset import Dataset, rebuild_index

    folder = next(parent for parent in path.parents if parent.name == "people")
    dataset = Dataset.open(folder)
    read = [list(part.records(range(len(part)))) for part in (dataset.training, dataset.validation)]
    rebuild_index(folder, "training")
    return read


def _file_of(make: Callable[[Path], Path], pattern: str) -> Callable[[Path], Path]:
    return lambda folder: sorted(make(folder).rglob(pattern))[0]


def _hyperparameters(folder: Path) -> Path:
    from core.hyperparameters import Hyperparameters

    path = folder / "x.json"
    path.write_text(Hyperparameters().to_json())
    return path


def _run(folder: Path) -> Path:
    from core.hyperparameters import Hyperparameters
    from core.training.run_folder import RunFolder

    run = RunFolder(folder / "runs" / "one")
    run.create(Hyperparameters(), dataset=folder / "data", start=None)
    lines = [{"event": "TrainBegin", "step": 0, "total_steps": 9}]
    lines += [{"event": "StepEnd", "step": step, "loss": 0.5} for step in range(1, 9)]
    lines.append({"event": "EpochEnd", "step": 8, "epoch": 1, "held_out": {"auc": 0.9, "eer": 0.1, "accuracy": 0.8}})
    run.history.write_text("".join(json.dumps(line) + "\n" for line in lines))
    run.note.write_text("a note")
    return run.path


def _read_run(path: Path) -> object:
    from core.training.run_curves import load_history
    from core.training.run_list import list_runs

    folder = path.parent
    return [summary.as_dict() if hasattr(summary, "as_dict") else summary for summary in list_runs(folder.parent)], (
        load_history(folder)
    )


def _pairs(text: str) -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        path = folder / "pairs.txt"
        path.write_text(text)
        return path

    return prepare


def _read_pairs(path: Path) -> object:
    from core.evaluation.pairs import read_pairs

    found = read_pairs(path)
    for image in found.images:
        inside = os.path.normpath(os.path.join("/images", image)).startswith("/images")  # noqa: PTH118
        assert inside, f"{image!r} leads out of the folder of images"
    return found


def _model(folder: Path) -> Path:
    from core import files
    from core.embedding.card import ModelCard
    from core.embedding.weights import write_weights
    from core.faces.network_input import NetworkInput

    made = folder / "model"
    arrays = {"dense/kernel": np.ones((4, 3), np.float32), "dense/bias": np.zeros(3, np.float32)}
    checksum = write_weights(made / "weights.safetensors", arrays)
    card = ModelCard(
        name="x",
        network="tiny",
        embedding_size=8,
        normalised=True,
        input=NetworkInput(size=32, crop=1.0),
        alignment_id="five-point-150+15@180",
        weights_sha256=checksum,
        notes="n",
    )
    files.write_json(made / "model.json", card.to_mapping())
    return made


def _read_model(path: Path) -> object:
    from core.embedding.card import read_card
    from core.embedding.weights import read_weights

    card = read_card(path.parent)
    weights = path.parent / card.weights
    assert weights.parent == path.parent, f"{card.weights!r} leads out of the model's folder"
    # Without the checksum, as somebody would who made both.
    return card.model_id, read_weights(path.parent / "weights.safetensors")


def _checkpoint(folder: Path) -> Path:
    from safetensors.numpy import save_file

    path = folder / "step-00000003.safetensors"
    save_file({"network/a": np.ones(4, np.float32)}, path, metadata={"state": '{"step": 3}'})
    return path


def _read_checkpoint(path: Path) -> object:
    from core.training.checkpoints import Checkpoints

    class Variable:
        path = "a"
        shape = (4,)

        def assign(self, value: object) -> None:
            assert np.asarray(value).shape == self.shape

    class Network:
        variables = (Variable(),)

    class Optimizer:
        variables: tuple[()] = ()

    return Checkpoints(path.parent, keep=1).restore(path, Network(), Optimizer())


def _gallery(folder: Path) -> Path:
    from tests.torture import gallery_changes

    for number in range(8):
        gallery_changes.change_once(folder, number)
    return folder / "people.sqlite"


def _read_gallery(path: Path) -> object:
    from tests.gallery.conftest import MODEL
    from tests.torture import gallery_changes

    with gallery_changes.open_gallery(path.parent) as gallery:
        for person in gallery.people():
            for template in gallery.templates(person.id):
                gallery.chip(template.id)
        gallery.embeddings.snapshot(MODEL, {})
        if gallery.changes():
            gallery.undo()
        gallery.add_person("Somebody New")
        return gallery.purge()


def _key(folder: Path) -> Path:
    from tests.torture import gallery_changes

    gallery_changes.open_gallery(folder).close()
    gallery_changes.change_once(folder, [name for name, _ in gallery_changes.CHANGES].index(_UNDER_PASSPHRASE))
    return next((folder / "keys").iterdir())


_UNDER_PASSPHRASE = "put the key under a passphrase"


def _read_key(path: Path) -> object:
    from tests.torture import gallery_changes

    return gallery_changes.keys_of(path.parent.parent).read(path.stem)


def _export(passphrase: str | None) -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        from core.gallery import sealed_file
        from core.gallery.portable import export_gallery
        from tests.torture import gallery_changes

        sealed_file.LOG2_COST = 10  # in this process only, which reads thousands of them
        _gallery(folder)
        with gallery_changes.open_gallery(folder) as gallery:
            export_gallery(gallery, folder / "export.facenet", passphrase=passphrase)
        return folder / "export.facenet"

    return prepare


def _read_export(path: Path) -> object:
    from core.gallery.portable import import_gallery
    from tests.torture import gallery_changes

    folder = path.parent / "other"
    folder.mkdir(exist_ok=True)
    (folder / "people.sqlite").unlink(missing_ok=True)
    with gallery_changes.open_gallery(folder) as gallery:
        try:
            return import_gallery(gallery, path, passphrase="x")
        except FacenetError:
            assert not gallery.people(), "a refused import left somebody behind"
            raise


def _zips() -> tuple[bytes, ...]:
    """A bomb in the manifest, and names that lead elsewhere."""
    made = []
    for name, content in (
        ("gallery.json", b" " * 400_000_000),
        ("../../escape.txt", b"x"),
        ("/tmp/escape.txt", b"x"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        made.append(buffer.getvalue())
    return tuple(made)


def _video(folder: Path) -> Path:
    import cv2

    path = folder / "x.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 10, (64, 48))  # type: ignore[attr-defined]
    for number in range(6):
        writer.write(np.full((48, 64, 3), 40 * number, np.uint8))
    writer.release()
    return path


def _read_video(path: Path) -> object:
    from core.recognition.sources import open_source

    with open_source(str(path)) as source:
        frames = 0
        while frames < 500 and source.read() is not None:
            frames += 1
        return frames


def _journal(folder: Path) -> Path:
    from core.data.import_journal import FinishedPhoto, ImportJournal
    from core.data.source import SourcePhoto

    with ImportJournal(folder, {"source": "photos"}) as journal:
        for number in range(4):
            journal.add(FinishedPhoto(SourcePhoto(f"a/{number}.jpg", 1, 1), sha256="0" * 64, chip_jpeg=_face_jpeg(40)))
    return folder / "finished.tfrecord"


def _read_journal(path: Path) -> object:
    from core.data.import_journal import ImportJournal

    with ImportJournal(path.parent, {"source": "photos"}) as journal:
        return [journal.finished(name) for name in journal.entries]


def _facenet_tf_parameters(folder: Path) -> Path:
    path = folder / "x.json"
    path.write_text(
        '{"image_size": 220, "embedding_size": 128, "triplet_strategy": "batch_hard", "margin": 0.2, '
        '"squared": "False", "learning_rate": 0.001, "num_epochs": 10, "batch_size": 32}'
    )
    return path


def _read_hyperparameters(path: Path) -> object:
    from core.hyperparameter_files import load

    return load(path)


_LFW = "2\t2\n" + "".join(f"A_{n}\t1\t2\nB_{n}\t1\t2\nC\t{n + 1}\tD_{n}\t2\nE\t1\tF_{n}\t2\n" for n in range(2))
_OWN = "path_a,path_b,same,fold\n" + "".join(f"a/{n}.jpg,b/{n}.jpg,{n % 2},{n // 2}\n" for n in range(8))


def readers() -> list[Reader]:
    """Everything that is read."""
    return [
        _photo(".jpg", _face_jpeg, _bombs()),
        _photo(".exif.jpg", _with_exif),
        _photo(".png", lambda: _face_jpeg(format="PNG")),
        _photo(".webp", lambda: _face_jpeg(format="WEBP")),
        _photo(".gif", lambda: _face_jpeg(format="GIF")),
        _photo(".bmp", lambda: _face_jpeg(format="BMP")),
        _photo(".tif", lambda: _face_jpeg(format="TIFF", compression="tiff_lzw")),
        _photo(".ppm", lambda: _face_jpeg(format="PPM")),
        Reader("data set: shard", _file_of(_dataset, "*.tfrecord*"), _read_dataset),
        Reader("data set: index", _file_of(_dataset, "index-*.npy"), _read_dataset),
        Reader("data set: card", _file_of(_dataset, "*.json"), _read_dataset),
        Reader("import journal", _journal, _read_journal),
        Reader("hyperparameters", _hyperparameters, _read_hyperparameters),
        Reader("hyperparameters of Facenet-TF", _facenet_tf_parameters, _read_hyperparameters),
        Reader("run: description", _file_of(_run, "run.json"), _read_run),
        Reader("run: history", _file_of(_run, "history.jsonl"), _read_run),
        Reader("run: checkpoint", _checkpoint, _read_checkpoint),
        Reader("pairs of LFW", _pairs(_LFW), _read_pairs),
        Reader("pairs of one's own", _pairs(_OWN), _read_pairs, (b"../../a.jpg,b.jpg,1\n", b"/etc/passwd,b.jpg,1\n")),
        Reader("model: card", _file_of(_model, "model.json"), _read_model),
        Reader("model: weights", _file_of(_model, "weights.safetensors"), _read_model),
        Reader("gallery", _gallery, _read_gallery),
        Reader("gallery's key", _key, _read_key),
        Reader("export in clear", _export(None), _read_export, _zips()),
        Reader("export with a passphrase", _export("x"), _read_export),
        Reader("video", _video, _read_video),
    ]


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
        begun = time.monotonic()
        problem = ""
        try:
            reader.read(path)
        except FacenetError as error:
            if not str(error).strip():
                problem = "an error without words"
        except BaseException as error:  # noqa: BLE001  anything else is what is looked for
            problem = f"{type(error).__name__}: {str(error)[:200]}"
        if time.monotonic() - begun > SECONDS:
            problem = f"it took {time.monotonic() - begun:.0f} s"
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
