"""Whether a model errs more often on some groups of people than on others, at one threshold for all.

Strangers are compared within their group: people who resemble one another are who a threshold has to keep apart, and
one rate over everybody hides it when they are confused more often in one group (Grother, Ngan, Hanaoka: FRVT part 3,
Demographic Effects, NIST 2019).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.data.source import survey
from core.errors import InputError
from core.evaluation.pair_sampling import sample_pairs
from core.evaluation.pairs import PairList, Pairs, identity_of, spread_over_folds

if TYPE_CHECKING:
    from core.evaluation.verification_result import VerificationResult

MOST_PAIRS = 40_000
# Of the interval around a rate.
_CONFIDENCE = 0.95
_EXPECTED = "Expected is one folder per group, in it one folder per person with their pictures: DIR/GROUP/ANNA/1.jpg."


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of pairs, with the interval in which the true one lies with 95 % (Wilson's; NaN without pairs).

    Pairs of one person are not independent, so the interval is too narrow where there are few people.
    """

    errors: int
    pairs: int
    share: float
    low: float
    high: float

    @classmethod
    def of(cls, errors: int, pairs: int) -> Rate:
        from scipy.stats import binomtest

        if not pairs:
            return cls(0, 0, float("nan"), float("nan"), float("nan"))
        interval = binomtest(errors, pairs).proportion_ci(_CONFIDENCE, method="wilson")
        return cls(errors, pairs, errors / pairs, float(interval.low), float(interval.high))


@dataclass(frozen=True, slots=True)
class GroupErrors:
    """How often a model errs on one group.

    Attributes:
        group: Its name.
        people, images: Whose pairs were compared, and from how many pictures.
        frr: Genuine pairs at or above the threshold.
        far: Pairs of two people of the group below it.
    """

    group: str
    people: int
    images: int
    frr: Rate
    far: Rate

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def group_pairs(folder: Path, *, most_pairs: int = MOST_PAIRS, seed: int = 0) -> PairList:
    """Pairs within each group of a folder that holds one folder per group, and in it one per person.

    Args:
        most_pairs: Of each group; a quarter of them are genuine.

    Returns:
        The pairs of all groups. An image's path begins with its group.

    Raises:
        InputError: There are fewer than two groups, one with fewer than two people, or one with single pictures only.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder.", hint=_EXPECTED)
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    if len(names) < 2:
        raise InputError(f"{folder} holds {len(names)} groups, expected two or more.", hint=_EXPECTED)
    images: list[str] = []
    parts: list[Pairs] = []
    for name in names:
        people = survey(folder / name).identities
        if len(people) < 2:
            raise InputError(f"The group {name!r} has one person, expected two or more.", hint=_EXPECTED)
        labels = np.repeat(np.arange(len(people)), [len(person.photos) for person in people])
        try:
            pairs = sample_pairs(labels, most_pairs=most_pairs, seed=seed)
        except InputError as error:
            raise InputError(f"The group {name!r}: {error.message}", hint=error.hint) from error
        start = len(images)
        parts.append(replace(pairs, first=pairs.first + start, second=pairs.second + start))
        images += [f"{name}/{photo.path}" for person in people for photo in person.photos]
    same = np.concatenate([part.same for part in parts])
    together = Pairs(
        first=np.concatenate([part.first for part in parts]),
        second=np.concatenate([part.second for part in parts]),
        same=same,
        folds=spread_over_folds(same),
    )
    return PairList(source=folder, images=tuple(images), pairs=together)


def errors_by_group(result: VerificationResult, *, distance_threshold: float) -> list[GroupErrors]:
    """The rates of each group, in the order of their names; a group whose pictures all had to be skipped is missing.

    Args:
        result: Of `evaluate_pairs` on `group_pairs`.
        distance_threshold: A distance below it is a match.
    """
    of_image = np.array([image.partition("/")[0] for image in result.images])
    groups = of_image[result.pairs.first]
    accepted = result.distances < distance_threshold
    found = []
    for group in np.unique(groups):
        here = groups == group
        genuine, impostor = here & result.pairs.same, here & ~result.pairs.same
        used = np.unique(np.r_[result.pairs.first[here], result.pairs.second[here]])
        found.append(
            GroupErrors(
                group=str(group),
                people=len({identity_of(result.images[image]) for image in used}),
                images=len(used),
                frr=Rate.of(int((genuine & ~accepted).sum()), int(genuine.sum())),
                far=Rate.of(int((impostor & accepted).sum()), int(impostor.sum())),
            )
        )
    return found
