"""The vault: what is known about a person is sealed before it reaches the file, and opened on its way out.

Three kinds of keys, each 256 random bits:

    master key   one for each gallery, outside its file (`core.gallery.master_keys`)
      └ person key     seals the person's name; stored sealed by the master key
          └ template key     seals chip, embeddings, source and quality of one template; stored sealed by the person key

Deleting a person's row destroys the only copy of their key, and with it the means to read anything of theirs that
might survive elsewhere in the file. Moving a template to another person reseals 61 bytes.

Sealing is AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. What is sealed is bound to its place (table,
row, column), so that sealed values cannot change places unnoticed. The file as a whole is not protected against
going back to an earlier copy of itself.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import GalleryError

KEY_SIZE = 32
_NONCE_SIZE = 12
# The first byte of everything sealed: how it was sealed.
_AES_256_GCM = b"\x01"


class SealBroken(GalleryError):
    """Something sealed was changed, moved to another place, or sealed with another key."""


def place(table: str, row: int | str, column: str) -> bytes:
    """Where a sealed value belongs, as associated data for `Key.seal` and `Key.open`."""
    return f"{table}\0{row}\0{column}".encode()


class Key:
    """A key that seals bytes and opens what it sealed. Thread-safe.

    Args:
        secret: 32 bytes. They are kept in memory as long as the key is.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_SIZE:
            raise ValueError(f"a key has {KEY_SIZE} bytes, got {len(secret)}")
        self._secret = secret
        self._cipher = AESGCM(secret)

    @classmethod
    def new(cls) -> Self:
        """A random key from the operating system."""
        return cls(os.urandom(KEY_SIZE))

    def seal(self, plaintext: bytes, *, place: bytes) -> bytes:
        """Encrypt and authenticate: 29 bytes longer than `plaintext`, and different each time."""
        nonce = os.urandom(_NONCE_SIZE)
        return _AES_256_GCM + nonce + self._cipher.encrypt(nonce, plaintext, place)

    def open(self, sealed: bytes, *, place: bytes) -> bytes:
        """What was sealed.

        Raises:
            SealBroken: It was not sealed with this key for this place, or has changed since.
        """
        if sealed[:1] != _AES_256_GCM:
            raise SealBroken(f"A sealed value begins with an unknown mark ({sealed[:1].hex() or 'nothing'}).")
        nonce, encrypted = sealed[1 : 1 + _NONCE_SIZE], sealed[1 + _NONCE_SIZE :]
        try:
            return self._cipher.decrypt(nonce, encrypted, place)
        except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
            raise SealBroken("A sealed value does not open with its key: it was changed or moved.") from None

    def seal_key(self, key: Key, *, place: bytes) -> bytes:
        """Another key, sealed by this one."""
        return self.seal(key._secret, place=place)

    def open_key(self, sealed: bytes, *, place: bytes) -> Key:
        """The key that `seal_key` sealed. Raises `SealBroken`."""
        secret = self.open(sealed, place=place)
        if len(secret) != KEY_SIZE:
            raise SealBroken("A sealed value was opened but is not a key.")
        return Key(secret)

    def derive(self, purpose: str, *, salt: bytes) -> Key:
        """A key for one purpose that does not reveal this one (HKDF, RFC 5869)."""
        return Key(
            HKDF(SHA256(), KEY_SIZE, salt=salt, info=b"facenet gallery " + purpose.encode()).derive(self._secret)
        )

    def digest(self, content: bytes) -> bytes:
        """32 bytes that are equal for equal content and tell nothing without the key (HMAC-SHA-256)."""
        return hmac.digest(self._secret, content, hashlib.sha256)
