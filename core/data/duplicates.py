"""The same file more than once: harmless within one identity, a contradiction between two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.data.skipped import Skipped
from core.data.source import printable


@dataclass(frozen=True, slots=True)
class HashedPhoto:
    """A photo, whose it is, and the SHA-256 of its bytes."""

    path: str
    identity: str
    sha256: str


def exact_duplicates(photos: Iterable[HashedPhoto]) -> dict[str, Skipped]:
    """Which photos to leave out because the same file is there again.

    Within one identity the first one stays. A file that stands under two identities is left out of both: one of
    them is wrong, and nothing says which.

    Returns:
        Path → why, for the photos to leave out.
    """
    alike: dict[str, list[HashedPhoto]] = {}
    for photo in photos:
        alike.setdefault(photo.sha256, []).append(photo)
    skipped = {}
    for copies in alike.values():
        first = copies[0]
        if len({copy.identity for copy in copies}) == 1:
            for copy in copies[1:]:
                skipped[copy.path] = _skip(copy, first)
        else:
            for copy in copies:
                other = next(photo for photo in copies if photo.identity != copy.identity)
                skipped[copy.path] = _skip(copy, other)
    return skipped


def _skip(photo: HashedPhoto, other: HashedPhoto) -> Skipped:
    return Skipped(
        reason="exact_duplicate" if photo.identity == other.identity else "two_identities",
        path=printable(photo.path),
        identity=photo.identity,
        detail=f"same file as {printable(other.path)}",
    )
