"""A file that opens with a passphrase, written in one go and read at any place.

Layout: mark, salt (16 bytes), log2 of scrypt's cost (1 byte), nonce prefix (7 bytes), then chunks of 64 KiB, each
sealed with AES-256-GCM. The nonce is prefix, chunk number and a mark on the last chunk (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015), so that chunks can neither be swapped nor left out at the end.
"""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from core.errors import GalleryError, GalleryKeyError, InputError

MARK = b"facenet gallery, sealed 1\n"
_SALT, _PREFIX, _TAG, _CHUNK = 16, 7, 16, 65_536
_HEADER = len(MARK) + _SALT + 1 + _PREFIX
# 2^17 with r = 8 takes 128 MB and a third of a second (OWASP's advice for scrypt). Files may ask for up to 2^20: 1 GB.
LOG2_COST, _LEAST_COST, _MOST_COST = 17, 10, 20
_MOST_CHUNKS = 2**32 - 1


class SealedWriter(io.RawIOBase):
    """Seals what is written into `file`. It is complete only after `finish`.

    Args:
        file: Open for writing bytes.
        passphrase: Not empty.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        if not passphrase:
            raise InputError("The passphrase is empty.", hint="Give one of several words.")
        self._file = file
        self._header = MARK + os.urandom(_SALT) + bytes([LOG2_COST]) + os.urandom(_PREFIX)
        self._cipher = _cipher(self._header, passphrase)
        self._pending = bytearray()
        self._number = 0
        file.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        self._pending += content
        # One chunk stays behind, because the last one is sealed differently.
        while len(self._pending) > _CHUNK:
            self._seal(last=False)
        return len(content)

    def finish(self) -> None:
        """Seal what is left, and that this is the end."""
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        chunk = bytes(self._pending[:_CHUNK])
        del self._pending[:_CHUNK]
        self._file.write(self._cipher.encrypt(_nonce(self._header, self._number, last=last), chunk, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what `SealedWriter` wrote, from any position.

    Raises:
        GalleryKeyError: The passphrase is wrong, or the file was changed.
        GalleryError: The file is cut off, or asks for more memory than is granted.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        self._header = file.read(_HEADER)
        size = file.seek(0, os.SEEK_END) - _HEADER
        full, rest = divmod(size, _CHUNK + _TAG)
        self._chunks = full + (rest > 0)
        if len(self._header) < _HEADER or size < _TAG or 0 < rest < _TAG or self._chunks > _MOST_CHUNKS:
            raise GalleryError("The file is cut off.", hint="Copy it again.")
        self._size = size - self._chunks * _TAG
        self._cipher = _cipher(self._header, passphrase)
        self._position = 0
        self._known: tuple[int, bytes] = (-1, b"")
        self._chunk(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError(f"cannot seek to {start + offset}")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        if self._position >= self._size:
            return 0
        number, offset = divmod(self._position, _CHUNK)
        part = self._chunk(number)[offset : offset + len(buffer)]
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)

    def _chunk(self, number: int) -> bytes:
        if self._known[0] != number:
            self._file.seek(_HEADER + number * (_CHUNK + _TAG))
            nonce = _nonce(self._header, number, last=number == self._chunks - 1)
            try:
                opened = self._cipher.decrypt(nonce, self._file.read(_CHUNK + _TAG), self._header)
            except InvalidTag:
                raise GalleryKeyError(
                    "The file does not open: the passphrase is wrong, or the file was changed or cut off.",
                    hint="Try the passphrase again, or copy the file again.",
                ) from None
            self._known = (number, opened)
        return self._known[1]


def _cipher(header: bytes, passphrase: str) -> AESGCM:
    salt, cost = header[len(MARK) : len(MARK) + _SALT], header[len(MARK) + _SALT]
    if not header.startswith(MARK) or not _LEAST_COST <= cost <= _MOST_COST:
        raise GalleryError(
            "The file is not a sealed gallery of a known form.", hint="Update the program, or copy it again."
        )
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << cost, r=8, p=1).derive(passphrase.encode()))


def _nonce(header: bytes, number: int, *, last: bool) -> bytes:
    return header[-_PREFIX:] + number.to_bytes(4, "big") + bytes([last])
