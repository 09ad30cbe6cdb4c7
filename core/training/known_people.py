"""The people of a gallery as something to learn from: their aligned faces, and which of those are kept back.

The chips leave the vault for this process's memory only. Names leave it only as fingerprints, which are compared
with those of a data set and then forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.identity_names import identity_fingerprint
from core.errors import Cancelled, InputError
from core.faces.chip import same_geometry
from core.gallery.chips import decode_chip, encode_chip
from core.gallery.gallery import Gallery
from core.progress import Progress, ProgressListener, StopRequest, unheard

# Somebody's pictures beyond this number help little, and each takes some 50 kB of memory.
MOST_PICTURES = 40
# Of fewer pictures none can be kept back: two are the least that teach anything.
LEAST_TO_HOLD_OUT = 3
# One mistake among fewer pictures would move FNIR by more than ten percentage points: nothing could be told.
LEAST_HELD_OUT = 10
LEAST_PEOPLE = 2


@dataclass(frozen=True, slots=True, eq=False)
class KnownPeople:
    """Everybody of a gallery with their faces.

    Attributes:
        pictures: (N) chips as PNG, decrypted.
        labels: (N,) int32: whom each shows, 0 and up.
        people: How many there are.
        fingerprints: Of their names (`identity_fingerprint`). Never to be stored.
        left_out: How many faces were aligned in another way than the model wants them.
    """

    pictures: tuple[bytes, ...]
    labels: NDArray[np.int32]
    people: int
    fingerprints: frozenset[str]
    left_out: int

    def chips(self, positions: NDArray[np.integer], *, size: int) -> NDArray[np.uint8]:
        """(n, size, size, 3) uint8 RGB."""
        chips = np.empty((len(positions), size, size, 3), np.uint8)
        for slot, position in enumerate(positions):
            chip = decode_chip(self.pictures[position], source=f"picture {position} of the gallery")
            chips[slot] = chip if len(chip) == size else cv2.resize(chip, (size, size), interpolation=cv2.INTER_AREA)
        return chips


@dataclass(frozen=True, slots=True, eq=False)
class PictureSplit:
    """Positions in `KnownPeople`, sorted, nobody in both.

    Attributes:
        learning: To learn from, and the templates when the model is measured.
        held_out: Never learnt from: the probes.
    """

    learning: NDArray[np.int64]
    held_out: NDArray[np.int64]


def read_people(
    gallery: Gallery,
    *,
    alignment_id: str,
    seed: int,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> KnownPeople:
    """Everybody's enrolled faces; rejected ones show somebody else and stay where they are.

    Args:
        alignment_id: How the model wants them aligned.
        seed: Chooses among the pictures of people who have more than `MOST_PICTURES`.

    Raises:
        Cancelled: `stop` was set.
        GalleryError: A face was damaged or tampered with.
    """
    people = gallery.people()
    pictures: list[bytes] = []
    labels: list[int] = []
    left_out = 0
    for label, person in enumerate(people):
        if stop is not None and stop.is_set():
            raise Cancelled("Stopped while the gallery was read; nothing was changed.")
        try:
            templates = [template for template in gallery.templates(person.id) if not template.rejected]
        except InputError:
            continue  # deleted meanwhile
        usable = [template.id for template in templates if same_geometry(template.alignment_id, alignment_id)]
        left_out += len(templates) - len(usable)
        chosen = np.random.default_rng((seed, label)).permutation(len(usable))[:MOST_PICTURES]
        for number in sorted(chosen.tolist()):
            try:
                pictures.append(encode_chip(gallery.chip(usable[number])))
            except InputError:
                continue  # removed meanwhile
            labels.append(label)
        progress(Progress("reading the gallery", label + 1, len(people)))
    return KnownPeople(
        pictures=tuple(pictures),
        labels=np.array(labels, np.int32),
        people=len(set(labels)),
        fingerprints=frozenset(identity_fingerprint(person.name) for person in people),
        left_out=left_out,
    )


def split_pictures(labels: NDArray[np.integer], *, seed: int) -> PictureSplit:
    """Keep back a third of each person's pictures, rounded down; the same ones for the same seed.

    Somebody with three pictures or more gives at least one and keeps at least two, from which a positive pair is
    made. Of somebody with two both are learnt from, and nobody asks whether they are recognised. A single picture
    makes no pair: it is not learnt from either, but whoever it shows stays in the gallery that is searched.

    Args:
        labels: (N,) whom each picture shows.
    """
    held_out = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        theirs = np.flatnonzero(labels == label)
        if len(theirs) >= LEAST_TO_HOLD_OUT:
            drawn = np.random.default_rng((seed, int(label))).permutation(len(theirs))
            held_out[theirs[drawn[: len(theirs) // 3]]] = True
    return PictureSplit(learning=np.flatnonzero(~held_out), held_out=np.flatnonzero(held_out))


def check_enough(people: KnownPeople, split: PictureSplit) -> None:
    """Raise `InputError` where too little is there to learn from, or to tell whether it helped."""
    hint = (
        f"Enroll more pictures: six of each of five people are enough. Those who have fewer than {LEAST_TO_HOLD_OUT} "
        "are not asked for."
    )
    if people.left_out and not people.pictures:
        raise InputError(
            f"None of the gallery's {people.left_out:,} faces is aligned as the model wants them.",
            hint="Start from a model that was trained on faces which were found and aligned here.",
        )
    several = int((np.unique(people.labels[split.learning], return_counts=True)[1] > 1).sum())
    if several < LEAST_PEOPLE:
        raise InputError(
            f"The gallery has {several} people with two pictures or more to learn from; {LEAST_PEOPLE} are the least.",
            hint=hint,
        )
    if len(split.held_out) < LEAST_HELD_OUT:
        raise InputError(
            f"Only {len(split.held_out)} of the gallery's {len(people.labels)} pictures can be kept back to measure "
            f"on; {LEAST_HELD_OUT} are the least.",
            hint=hint,
        )
