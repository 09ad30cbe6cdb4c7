"""Identities as fingerprints: enough to notice that two sets share a person, without listing people."""

from __future__ import annotations

import hashlib
import unicodedata

from core.data.lfw_names import person_key


def identity_fingerprint(name: str) -> str:
    """16 hexadecimal digits of the SHA-1 of a name in its comparable form (`person_key`).

    A model's card keeps those of the identities that it was trained on. They keep a card short and names out of
    sight; they are no secret, since whoever suspects a name can compute its fingerprint.
    """
    key = person_key(name) or unicodedata.normalize("NFC", name).casefold()  # a name of emoji alone has no key
    return hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:16]
