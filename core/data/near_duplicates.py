"""The same photograph once more, shrunk, recompressed, recoloured or cut a little differently.

Each chip gets two hashes of 64 bits. pHash: the signs of the 8 × 8 lowest frequencies of its cosine transform against
their median (Zauner 2010, "Implementation and benchmarking of perceptual image hash functions"); dHash: whether each
of 8 × 8 patches is darker than its right neighbour. Aligned faces resemble one another much more than pictures in
general do, so the distances are smaller than those usually given.

They were chosen by looking at pairs, on 28,919 chips of 3,307 people. Within identities 395 photos are found; of 60 of
these all show one photograph twice or, a few, two of one series. Across identities 11 are found, and all 11 show one
person under two names; without dHash nine of ten pairs would have been two people of one pose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

HASH_BYTES = 16

# Hamming distances of pHash and dHash up to which two chips count as one photograph. Two pictures of two people have
# far more occasions to be alike by chance than two of one person.
_WITHIN = (6, 12)
_ACROSS = (4, 6)
# Two pHashes that differ in at most four bits agree in at least one of five parts.
_PARTS = ((0, 13), (13, 13), (26, 13), (39, 13), (52, 12))
# Hashes that agree in a part are compared with so many neighbours in order: thousands of nearly blank chips would all
# be pairs of one another otherwise.
_NEIGHBOURS = 200
_BLOCK = 256
_SIDE = 32
_LOWEST = 8


@dataclass(frozen=True, slots=True)
class LookingPhoto:
    """A photo, whose it is, and the `perceptual_hash` of its chip."""

    path: str
    identity: str
    perceptual_hash: bytes


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A photo that looks like an earlier one.

    Attributes:
        path, identity: The photo.
        other_path, other_identity: The first one that it looks like; of another identity one of the names is wrong,
            or both people are in one picture.
    """

    path: str
    identity: str
    other_path: str
    other_identity: str


def perceptual_hash(chip_rgb: NDArray[np.uint8]) -> bytes:
    """The two hashes of a chip, 16 bytes: pHash, then dHash.

    Args:
        chip_rgb: (S, S, 3) uint8 RGB.
    """
    grey = cv2.cvtColor(chip_rgb, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    # Without the first row and column, which hold the mean light and plain slopes.
    frequencies = cv2.dct(small)[1 : _LOWEST + 1, 1 : _LOWEST + 1]
    patches = cv2.resize(grey, (_LOWEST + 1, _LOWEST), interpolation=cv2.INTER_AREA)
    bits = (frequencies > np.median(frequencies), patches[:, 1:] > patches[:, :-1])
    return b"".join(np.packbits(part.ravel()).tobytes() for part in bits)


def near_duplicates(photos: Sequence[LookingPhoto]) -> list[NearDuplicate]:
    """The photos that look like an earlier one, of the same identity or of another, in order.

    Each photo is named once for its own identity and once for others, with the first photo that it looks like.
    30,000 photos take a fraction of a second.
    """
    if len(photos) < 2:
        return []
    hashes = np.frombuffer(b"".join(photo.perceptual_hash for photo in photos), ">u8").reshape(-1, 2).astype(np.uint64)
    _, owners = np.unique([photo.identity for photo in photos], return_inverse=True)
    first: dict[tuple[int, bool], int] = {}
    for pairs in (_within(hashes, owners), _across(hashes, owners)):
        for earlier, later in np.sort(pairs, axis=1).tolist():
            key = (later, bool(owners[earlier] == owners[later]))
            first[key] = min(earlier, first.get(key, earlier))
    return [
        NearDuplicate(photos[later].path, photos[later].identity, photos[earlier].path, photos[earlier].identity)
        for (later, _), earlier in sorted(first.items())
    ]


def _within(hashes: NDArray[np.uint64], owners: NDArray[np.intp]) -> NDArray[np.intp]:
    """Pairs (n, 2) of positions of one identity: all are compared, since nobody has very many pictures."""
    order = np.argsort(owners, kind="stable")
    found = [np.empty((0, 2), np.intp)]
    for members in np.split(order, np.flatnonzero(np.diff(owners[order])) + 1):
        for start in range(0, len(members), _BLOCK):
            block = members[start : start + _BLOCK]
            rows, columns = np.nonzero(_alike(hashes[block][:, None], hashes[members[start:]][None], _WITHIN))
            later = columns > rows
            found.append(np.stack([block[rows[later]], members[start + columns[later]]], axis=1))
    return np.concatenate(found)


def _across(hashes: NDArray[np.uint64], owners: NDArray[np.intp]) -> NDArray[np.intp]:
    """Pairs (n, 2) of positions of two identities: only those are compared that agree in a part of the pHash."""
    found = [np.empty((0, 2), np.intp)]
    for shift, bits in _PARTS:
        parts = (hashes[:, 0] >> np.uint64(shift)) & np.uint64((1 << bits) - 1)
        order = np.lexsort((hashes[:, 1], hashes[:, 0], parts))
        for step in range(1, min(_NEIGHBOURS, len(order) - 1) + 1):
            left, right = order[:-step], order[step:]
            agree = parts[left] == parts[right]
            if not agree.any():
                break
            left, right = left[agree], right[agree]
            alike = _alike(hashes[left], hashes[right], _ACROSS) & (owners[left] != owners[right])
            found.append(np.stack([left[alike], right[alike]], axis=1))
    return np.concatenate(found)


def _alike(a: NDArray[np.uint64], b: NDArray[np.uint64], most: tuple[int, int]) -> NDArray[np.bool_]:
    distances = np.bitwise_count(a ^ b)
    return np.asarray((distances <= np.array(most, np.uint8)).all(axis=-1))
