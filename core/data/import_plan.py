"""Which finished photos become records, and on which side of the split."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.data.duplicates import HashedPhoto, exact_duplicates
from core.data.import_journal import Entry
from core.data.lfw_names import person_key
from core.data.near_duplicates import LookingPhoto, NearDuplicate, near_duplicates
from core.data.skipped import Skipped
from core.data.source import SourceIdentity, printable
from core.data.split import (
    LEAST_TRAINING_IDENTITIES,
    LEAST_VALIDATION_IDENTITIES,
    named,
    validation_identities,
)
from core.errors import InputError


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the data set will hold.

    Attributes:
        kept: Identity → the paths of its photos, in order.
        validation: The identities held out; all others train.
        skipped: What was left out, by path.
        near_duplicates: Photos that are kept and look like another one that is kept; see `core.data.near_duplicates`.
        notes: What the user should know, in sentences.
    """

    kept: Mapping[str, tuple[str, ...]]
    validation: frozenset[str]
    skipped: tuple[Skipped, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    notes: tuple[str, ...]

    @property
    def training(self) -> frozenset[str]:
        return frozenset(self.kept) - self.validation

    @property
    def images(self) -> int:
        return sum(map(len, self.kept.values()))


def without_people(
    identities: Sequence[SourceIdentity], lfw_names: Collection[str]
) -> tuple[list[SourceIdentity], list[Skipped]]:
    """The identities whose names are not in `lfw_names` (`person_key`s), and the photos of the others."""
    others, skipped = [], []
    for identity in identities:
        if person_key(identity.name) in lfw_names:
            skipped += [Skipped("in_lfw", printable(photo.path), identity.name) for photo in identity.photos]
        else:
            others.append(identity)
    return others, skipped


def plan_import(
    identities: Sequence[SourceIdentity],
    entries: Mapping[str, Entry],
    *,
    validation: float,
    seed: int,
    validation_names: Collection[str] | None,
    minimum_images: int,
    keep_near_duplicates: bool = True,
    allow_too_few: bool = False,
) -> ImportPlan:
    """Decide from the finished photos what the data set will hold.

    Args:
        identities: As surveyed.
        entries: Path → what became of it, for each of their photos.
        validation, seed: See `core.data.split.validation_identities`.
        validation_names: These are held out instead of a share.
        minimum_images: Identities with fewer chips are left out.
        keep_near_duplicates: False leaves out photos that look like an earlier one of the same identity.
        allow_too_few: Only to say what would be kept: too few identities to train on are no error.

    Raises:
        InputError: Fewer than two identities are left to train on, or no validation name is there.
    """
    skipped = [
        Skipped(entry.reason, printable(photo.path), identity.name, entry.detail)
        for identity in identities
        for photo in identity.photos
        if (entry := entries[photo.path]).reason is not None
    ]
    duplicates = exact_duplicates(
        HashedPhoto(photo.path, identity.name, entry.sha256)
        for identity in identities
        for photo in identity.photos
        if (entry := entries[photo.path]).reason is None
    )
    skipped += duplicates.values()
    alike = near_duplicates(
        [
            LookingPhoto(photo.path, identity.name, entry.perceptual_hash)
            for identity in identities
            for photo in identity.photos
            if (entry := entries[photo.path]).reason is None and photo.path not in duplicates
        ]
    )
    redundant = set()
    if not keep_near_duplicates:
        for photo in alike:
            if photo.identity == photo.other_identity:
                redundant.add(photo.path)
                detail = f"looks like {printable(photo.other_path)}"
                skipped.append(Skipped("near_duplicate", printable(photo.path), photo.identity, detail))
    kept: dict[str, tuple[str, ...]] = {}
    for identity in identities:
        paths = tuple(
            photo.path
            for photo in identity.photos
            if entries[photo.path].reason is None and photo.path not in duplicates and photo.path not in redundant
        )
        if len(paths) >= minimum_images:
            kept[identity.name] = paths
        else:
            detail = f"{len(paths)} of {minimum_images}"
            skipped += [Skipped("single_image", printable(path), identity.name, detail) for path in paths]
    notes: list[str] = []
    if validation_names is None:
        held_out = _held_out_share(kept, validation, seed, notes)
    else:
        held_out = _held_out_by_name(kept, validation_names, notes)
    if not allow_too_few:
        _check_training(kept, held_out, skipped, minimum_images)
    in_use = {path for paths in kept.values() for path in paths}
    return ImportPlan(
        kept=kept,
        validation=frozenset(held_out),
        skipped=tuple(sorted(skipped, key=lambda skip: skip.path)),
        near_duplicates=tuple(pair for pair in alike if {pair.path, pair.other_path} <= in_use),
        notes=tuple(notes),
    )


def _held_out_share(kept: Mapping[str, tuple[str, ...]], share: float, seed: int, notes: list[str]) -> set[str]:
    # Who has a single image gives validation no genuine pair.
    pairable = [name for name, paths in kept.items() if len(paths) > 1]
    held_out = validation_identities(pairable, share=share, seed=seed)
    if share > 0 and not held_out:
        least = LEAST_TRAINING_IDENTITIES + LEAST_VALIDATION_IDENTITIES
        notes.append(
            f"{len(pairable)} identities are too few to hold some out for validation ({least} are needed): all train, "
            "and training cannot measure itself."
        )
    return held_out


def _held_out_by_name(kept: Mapping[str, tuple[str, ...]], wanted: Collection[str], notes: list[str]) -> set[str]:
    held_out, missing = named(kept, wanted)
    if wanted and not held_out:
        raise InputError(
            f"None of the {len(missing):,} names for validation is an identity that can be used "
            f"(the first is {missing[0]!r}).",
            hint="The names are those of the identity folders, one a line.",
        )
    if missing:
        shown = ", ".join(map(repr, missing[:5])) + (", …" if len(missing) > 5 else "")
        notes.append(f"{len(missing):,} of the names for validation are no identity that can be used: {shown}")
    if held_out and sum(len(kept[name]) > 1 for name in held_out) < LEAST_VALIDATION_IDENTITIES:
        notes.append("Fewer than two identities with two images are held out: no impostor pair can be measured.")
    return held_out


def _check_training(
    kept: Mapping[str, tuple[str, ...]], held_out: set[str], skipped: list[Skipped], minimum_images: int
) -> None:
    left = len(kept) - len(held_out)
    if left >= LEAST_TRAINING_IDENTITIES:
        return
    held = f" {len(held_out):,} are held out for validation." if held_out else ""
    reasons: dict[str, int] = {}
    for skip in skipped:
        reasons[skip.reason] = reasons.get(skip.reason, 0) + 1
    why = ", ".join(f"{reason} {count:,}" for reason, count in sorted(reasons.items())) or "nothing"
    raise InputError(
        f"{left} identities are left to train on; at least {LEAST_TRAINING_IDENTITIES} with {minimum_images} or more "
        f"images are needed, because a triplet takes a second person as its negative.{held} Left out were: {why}.",
        hint="Add people or photos. What is finished is kept, so the next try is quick.",
    )
