"""A file that an import left out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "unreadable",
    "no_face",
    "too_small",
    "exact_duplicate",
    "near_duplicate",
    "two_identities",
    "single_image",
    "in_lfw",
    "stray",
    "linked_twice",
    "unreadable_folder",
    "empty_folder",
]

# In the order of a report: what went wrong first, what was decided next, what merely lay about last.
MEANINGS: dict[Reason, str] = {
    "unreadable": "the file cannot be read as a picture",
    "unreadable_folder": "the folder cannot be read",
    "no_face": "no face was found",
    "too_small": "the face is too small to tell people apart",
    "exact_duplicate": "the same file is there a second time for this identity",
    "near_duplicate": "the same photograph is there for this identity already, in another file",
    "two_identities": "the same file stands under two identities, so neither can be trusted",
    "single_image": "the identity has too few images: it would never have a positive",
    "in_lfw": "a person of that name is in LFW, which is to measure the embedding",
    "linked_twice": "a link leads to a folder that was read already",
    "stray": "the photo lies in no identity folder",
    "empty_folder": "the folder holds no photo",
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """One file or folder that was left out.

    Attributes:
        reason: A key of `MEANINGS`.
        path: Below the source, "/" between its parts.
        identity: Whose it would have been, or None.
        detail: What was found in this very case, or an empty string.
    """

    reason: Reason
    path: str
    identity: str | None = None
    detail: str = ""
