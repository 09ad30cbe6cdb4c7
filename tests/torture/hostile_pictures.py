"""Hostile pictures and videos: what is read of them, and bombs made by hand."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.torture.hostile_kind import Reader


def face_jpeg(side: int = 96, **options: Any) -> bytes:
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
    return face_jpeg(exif=exif)


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


def pictures() -> list[Reader]:
    """Photos of every format, and a video."""
    return [
        _photo(".jpg", face_jpeg, _bombs()),
        _photo(".exif.jpg", _with_exif),
        _photo(".png", lambda: face_jpeg(format="PNG")),
        _photo(".webp", lambda: face_jpeg(format="WEBP")),
        _photo(".gif", lambda: face_jpeg(format="GIF")),
        _photo(".bmp", lambda: face_jpeg(format="BMP")),
        _photo(".tif", lambda: face_jpeg(format="TIFF", compression="tiff_lzw")),
        _photo(".ppm", lambda: face_jpeg(format="PPM")),
        Reader("video", _video, _read_video),
    ]
