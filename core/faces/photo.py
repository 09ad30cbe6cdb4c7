"""A file or its bytes become an RGB array, whatever the picture's format; and back to JPEG.

Pillow decodes: it refuses half a file, which OpenCV before 5 returns with a grey lower half, and it is told which
formats to try, so that nothing reaches the decoders that start other programs. For JPEG it costs 0.1 ms (100 px)
to 5 ms (1 megapixel), up to twice OpenCV's time and a few per cent of finding the faces.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from core.errors import PhotoError

# The suffixes a folder is searched for. HEIC cannot be decoded here, but is named in the report instead of skipped.
PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".ppm", ".pgm", ".avif"}
    | {".heic", ".heif"}
)

# Width × height. The 108-megapixel photo of a telephone fits; as RGB it takes 360 MB.
PIXEL_LIMIT = 120_000_000
# Bytes. An uncompressed 16-bit TIFF of PIXEL_LIMIT fits.
FILE_SIZE_LIMIT = 1 << 30

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "AVIF")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION = 0x0112
# Cut-out portraits lie on white in print and on the web.
_BACKGROUND = (255, 255, 255, 255)

# PIXEL_LIMIT is checked here, with words for the user; above twice its own limit Pillow still raises.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


def read_photo(path: Path) -> NDArray[np.uint8]:
    """Read a picture file, upright and in colour.

    Args:
        path: JPEG, PNG, WebP, GIF, BMP, TIFF, PPM or AVIF, whatever its suffix says. Any characters in the name.

    Returns:
        (H, W, 3) uint8 RGB, as `decode_photo` describes.

    Raises:
        PhotoError: The file is missing, may not be read, or `decode_photo` refuses its content.
    """
    try:
        if path.exists() and not path.is_file():
            raise PhotoError(f"{path} is not a file.", hint="Give the path of a picture.")
        size = path.stat().st_size
        if size > FILE_SIZE_LIMIT:
            raise PhotoError(
                f"{path} is too large: {size:,} bytes, at most {FILE_SIZE_LIMIT:,} are read.",
                hint="Save it smaller, as JPEG for example.",
            )
        # Bytes, not a path: OpenCV and some decoders cannot open every name on Windows.
        content = path.read_bytes()
    except FileNotFoundError:
        raise PhotoError(f"{path} does not exist.") from None
    except OSError as error:
        raise PhotoError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:  # a NUL in the name
        raise PhotoError(f"{str(path)!r} is not a path: {error}.") from error
    return decode_photo(content, source=str(path))


def decode_photo(content: bytes, *, source: str) -> NDArray[np.uint8]:
    """Decode a picture, upright and in colour.

    The first frame of an animation; rotated as EXIF says; grey, palette and CMYK as RGB (without colour profiles);
    16 bits scaled to 8; what is transparent shows white. Floating-point TIFFs are taken as 0..1 when they have
    nothing above 1, as 0..255 otherwise.

    Args:
        content: The whole file.
        source: Its name for messages.

    Returns:
        (H, W, 3) uint8 RGB, C-contiguous and writable.

    Raises:
        PhotoError: Empty, not a picture, truncated or damaged, or more than `PIXEL_LIMIT` pixels.
    """
    if not content:
        raise PhotoError(f"{source} is empty (0 bytes).", hint="Copy or download it again.")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            width, height = image.size
            if width * height > PIXEL_LIMIT:
                raise _too_large(source, f"{width:,}×{height:,} pixels")
            image.load()
            # After load: the TIFF reader turns the picture itself and then forgets the tag.
            turned = _upright(_pixels(image), _orientation(image))
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(source, "hundreds of megapixels") from error
    except UnidentifiedImageError as error:
        raise _not_a_picture(content, source) from error
    except MemoryError as error:
        raise PhotoError(f"{source} does not fit into memory.", hint="Save it smaller.") from error
    except Exception as error:
        # Damaged files make the decoders raise nearly anything: OSError, SyntaxError, ValueError, struct.error, ...
        raise PhotoError(
            f"{source} is truncated or damaged ({str(error).rstrip('.') or type(error).__name__}).",
            hint="Copy or download it again, or leave it out.",
        ) from error
    return np.require(turned, np.uint8, ["C", "O", "W"])


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height as a picture's header says, without decoding it.

    Returns:
        None where it is no picture, or says more than `PIXEL_LIMIT` pixels.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            width, height = image.size
    except Exception:  # noqa: BLE001 - as above, a damaged header makes Pillow raise nearly anything
        return None
    return (width, height) if width * height <= PIXEL_LIMIT else None


def encode_jpeg(image_rgb: NDArray[np.uint8], quality: int = 95) -> bytes:
    """Encode as JPEG with full colour resolution (4:4:4).

    Args:
        image_rgb: (H, W, 3) uint8 RGB.
        quality: 1 to 100.

    Raises:
        ValueError: The array is not such a picture.
    """
    if image_rgb.dtype != np.uint8 or image_rgb.ndim != 3 or image_rgb.shape[2] != 3 or image_rgb.size == 0:
        raise ValueError(f"image_rgb must be (H, W, 3) uint8, got {image_rgb.shape} {image_rgb.dtype}")
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(image_rgb)).save(buffer, "JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode.startswith("I;16") or image.mode == "I":
        # Pillow's own conversion clips at 255.
        grey = np.clip(np.asarray(image).astype(np.int64), 0, 65535)
        return _grey_to_rgb((grey + 128) // 257)
    if image.mode == "F":
        values = np.nan_to_num(np.asarray(image, np.float32))
        return _grey_to_rgb(np.rint(np.clip(values * 255 if values.max(initial=0) <= 1 else values, 0, 255)))
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return np.asarray(Image.alpha_composite(Image.new("RGBA", layer.size, _BACKGROUND), layer))[:, :, :3]
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))


def _grey_to_rgb(grey: NDArray[np.number]) -> NDArray[np.uint8]:
    return np.repeat(grey.astype(np.uint8)[:, :, None], 3, axis=2)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken EXIF block says nothing about the pixels, which are already there
        return 1


def _upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Undo the EXIF orientation: 2 to 4 mirror and turn, 5 to 8 also swap the axes (Exif 2.3, tag 274)."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return pixels


def _too_large(source: str, size: str) -> PhotoError:
    return PhotoError(
        f"{source} is too large: {size}, at most {PIXEL_LIMIT // 1_000_000} megapixels are decoded.",
        hint="Save it smaller.",
    )


def _not_a_picture(content: bytes, source: str) -> PhotoError:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return PhotoError(f"{source} is a HEIC picture, which cannot be decoded.", hint="Export it as JPEG.")
    return PhotoError(
        f"{source} is not a picture of a known format.", hint="JPEG, PNG, WebP, GIF, BMP, TIFF, PPM and AVIF are read."
    )
