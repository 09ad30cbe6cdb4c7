from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.errors import PhotoError
from core.faces import photo
from core.faces.photo import PHOTO_SUFFIXES, decode_photo, encode_jpeg, read_photo


def picture(height: int = 48, width: int = 64) -> NDArray[np.uint8]:
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 3, y * 4, (x + y) * 2], -1).clip(0, 255).astype(np.uint8)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def decode(content: bytes) -> NDArray[np.uint8]:
    array = decode_photo(content, source="it")
    assert array.dtype == np.uint8
    assert array.ndim == 3
    assert array.shape[2] == 3
    assert array.flags.c_contiguous
    assert array.flags.writeable
    return array


def difference(one: NDArray, other: NDArray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).max())


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("BMP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("PPM", {}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_lossless_formats_come_back_exactly(kind: str, options: dict[str, object]) -> None:
    np.testing.assert_array_equal(decode(saved(Image.fromarray(picture()), kind, **options)), picture())


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}])
def test_jpeg_comes_back_nearly(options: dict[str, object]) -> None:
    content = saved(Image.fromarray(picture()), "JPEG", quality=97, **options)
    assert difference(decode(content), picture()) < 12


def test_grey_and_bilevel_become_three_equal_channels() -> None:
    grey = Image.fromarray(picture()).convert("L")
    array = decode(saved(grey, "JPEG"))
    assert (array == array[:, :, :1]).all()
    assert set(np.unique(decode(saved(grey.convert("1"), "PNG")))) == {0, 255}


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PPM"])
def test_sixteen_bit_grey_is_scaled_not_clipped(kind: str) -> None:
    grey = np.linspace(0, 65535, 256 * 4).reshape(4, 256).astype(np.uint16)
    array = decode(saved(Image.fromarray(grey), kind))
    assert difference(array[:, :, 0], np.rint(grey / 257)) <= 1
    assert array[0, 0, 0] == 0
    assert array[-1, -1, 0] == 255


def test_sixteen_bit_colour_is_scaled() -> None:
    """A 16-bit RGB PNG by hand: Pillow does not write one."""
    rgb = np.arange(0, 65536, 65535 // 3, dtype=np.uint16).reshape(4, 1, 1).repeat(3, 2)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in rgb)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 4, 16, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert decode(content)[:, 0, 0].tolist() == [0, 85, 170, 255]


@pytest.mark.parametrize("scale", [1, 255])
def test_floating_point_tiffs(scale: int) -> None:
    values = np.linspace(0, scale, 64, dtype=np.float32).reshape(8, 8)
    array = decode(saved(Image.fromarray(values), "TIFF"))
    assert difference(array[:, :, 0], np.rint(values / scale * 255)) <= 1


def test_cmyk_becomes_rgb() -> None:
    colours = np.zeros((16, 16, 3), np.uint8)
    colours[:8] = (250, 20, 30)
    array = decode(saved(Image.fromarray(colours).convert("CMYK"), "JPEG", quality=98))
    assert difference(array, colours) < 20


def test_palette() -> None:
    image = Image.fromarray(picture()).quantize(200)
    np.testing.assert_array_equal(decode(saved(image, "PNG")), np.asarray(image.convert("RGB")))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB"])
def test_what_is_transparent_shows_white(mode: str) -> None:
    if mode == "P":
        image = Image.new("P", (8, 8), 1)
        image.putpalette([0, 0, 0, 10, 20, 30])
        image.paste(0, (0, 0, 4, 8))
        content = saved(image, "PNG", transparency=0)
        opaque = (10, 20, 30)
    elif mode == "RGB":
        image = Image.new("RGB", (8, 8), (10, 20, 30))
        image.paste((1, 2, 3), (0, 0, 4, 8))
        content = saved(image, "PNG", transparency=(1, 2, 3))
        opaque = (10, 20, 30)
    else:
        image = Image.new(mode, (8, 8), (10, 20, 30, 255) if mode == "RGBA" else (10, 255))
        image.paste((0,) * len(mode), (0, 0, 4, 8))
        content = saved(image, "PNG")
        opaque = (10, 20, 30) if mode == "RGBA" else (10, 10, 10)
    array = decode(content)
    assert (array[:, :4] == 255).all()
    assert (array[:, 4:] == opaque).all()


def test_half_transparent_is_mixed_with_white() -> None:
    array = decode(saved(Image.new("RGBA", (4, 4), (0, 0, 0, 128)), "WEBP", lossless=True))
    assert difference(array, np.full((4, 4, 3), 127)) <= 1


# What each orientation does to an upright picture when it is stored (Exif 2.3, tag 274).
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 1),
    7: lambda a: np.rot90(a.transpose(1, 0, 2), 2),
    8: lambda a: np.rot90(a, -1),
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_exif_rotation(orientation: int, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](picture())))
    options = {"lossless": True} if kind == "WEBP" else {}
    np.testing.assert_array_equal(decode(saved(stored, kind, exif=exif, **options)), picture())


def test_orientation_out_of_range_and_broken_exif_are_ignored() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    assert decode(saved(Image.fromarray(picture()), "JPEG", exif=exif)).shape == picture().shape
    assert decode(saved(Image.fromarray(picture()), "JPEG", exif=b"Exif\0\0rubbish")).shape == picture().shape


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_an_animation_the_first_frame(kind: str) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ((200, 0, 0), (0, 200, 0))]
    array = decode(saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50))
    assert difference(array, np.full((16, 16, 3), (200, 0, 0))) < 12


@pytest.mark.parametrize("name", ["two words.jpg", "Аня и Олег.png", "😀.webp", "d'or & co #1%.jpg"])
def test_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "папка 📷" / name
    path.parent.mkdir()
    path.write_bytes(saved(Image.fromarray(picture()), "PNG"))  # whatever the suffix says
    np.testing.assert_array_equal(read_photo(path), picture())


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "nothing.jpg"
    path.touch()
    with pytest.raises(PhotoError, match=r"nothing\.jpg is empty"):
        read_photo(path)


def test_a_missing_file_a_folder_and_a_nul(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="does not exist"):
        read_photo(tmp_path / "away.jpg")
    with pytest.raises(PhotoError, match="not a file"):
        read_photo(tmp_path)
    with pytest.raises(PhotoError, match=r"is not a path|does not exist"):
        read_photo(tmp_path / "a\0b.jpg")


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(saved(Image.fromarray(picture()), "JPEG"))
    monkeypatch.setattr(photo, "FILE_SIZE_LIMIT", 10)
    with pytest.raises(PhotoError, match="too large"):
        read_photo(path)


@pytest.mark.parametrize("content", [b"Dear diary, this is text.", b"\0" * 100, b"%PDF-1.7 ...", b"\xff\xd8\xff"])
def test_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(PhotoError, match=r"it is (not a picture|truncated or damaged)"):
        decode(content)


def test_heic_gets_a_way_out() -> None:
    with pytest.raises(PhotoError, match="Export it as JPEG"):
        decode(b"\0\0\0\x18ftypheic" + b"\0" * 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_half_a_file_is_not_half_a_picture(kind: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    content = saved(Image.fromarray(noise), kind)
    with pytest.raises(PhotoError, match=r"it is (truncated or damaged|not a picture)"):
        decode(content[: int(len(content) * share)])


def test_half_a_progressive_jpeg() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    content = saved(Image.fromarray(noise), "JPEG", progressive=True)
    with pytest.raises(PhotoError, match="truncated"):
        decode(content[: len(content) // 2])


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_rubbish_inside_never_escapes_as_another_error() -> None:
    random = np.random.default_rng(7)
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "PPM"):
        whole = saved(Image.fromarray(picture()), kind)
        for _ in range(40):
            damaged = bytearray(whole)
            for at in random.integers(0, len(whole), 8):
                damaged[at] = random.integers(256)
            try:
                decode(bytes(damaged))
            except PhotoError as error:
                assert str(error).startswith("it ")  # noqa: PT017 - a damaged file may also still be readable


def bomb(width: int, height: int) -> bytes:
    """The first bytes of a PNG that says it is this large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    crc = struct.pack(">I", zlib.crc32(b"IHDR" + header))
    empty = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + crc + empty


def test_a_bomb_is_refused_from_its_header() -> None:
    with pytest.raises(PhotoError, match="too large"):
        decode(bomb(30_000, 30_000))


def test_the_pixel_limit_names_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "PIXEL_LIMIT", 48 * 64)
    content = saved(Image.fromarray(picture(48, 64)), "PNG")
    assert decode(content).shape == (48, 64, 3)
    with pytest.raises(PhotoError, match="65×48 pixels"):
        decode(saved(Image.fromarray(picture(48, 65)), "PNG"))


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1)])
def test_tiny_pictures(shape: tuple[int, int]) -> None:
    np.testing.assert_array_equal(decode(saved(Image.fromarray(picture(*shape)), "PNG")), picture(*shape))


def test_encode_jpeg_and_back() -> None:
    array = decode(encode_jpeg(picture(), quality=98))
    assert difference(array, picture()) < 8
    assert len(encode_jpeg(picture(), 30)) < len(encode_jpeg(picture()))
    np.testing.assert_array_equal(
        decode(encode_jpeg(picture()[:, ::-1])), decode(encode_jpeg(picture()[:, ::-1].copy()))
    )


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((0, 4, 3), np.uint8), np.zeros((4, 4, 4), np.uint8)],
)
def test_encode_jpeg_refuses_other_arrays(wrong: NDArray) -> None:
    with pytest.raises(ValueError, match="must be"):
        encode_jpeg(wrong)


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in PHOTO_SUFFIXES)
    assert {".jpg", ".png", ".webp"} <= PHOTO_SUFFIXES
