"""What an improvement learns from and is measured on: the faces of a gallery, and a general data set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.identity_names import identity_fingerprint
from core.data.mixed_batches import MixedRecords, MixedSampler
from core.data.pipeline import TrainingBatches, training_batches
from core.embedding.card import ModelCard, alignment_warning
from core.errors import DatasetError, InputError
from core.gallery.gallery import Gallery
from core.hyperparameters import Hyperparameters
from core.progress import Progress, StopRequest
from core.training.events import Phase
from core.training.held_out import choose_images
from core.training.known_people import KnownPeople, PictureSplit, check_enough, read_people, split_pictures


@dataclass(frozen=True, slots=True, eq=False)
class ImprovementData:
    """Everything that is looked at, in memory or by its position.

    Attributes:
        data: The general data set.
        people, split: The gallery's faces, and which of them are kept back.
        general: (g,) positions in the general training records, sorted.
        strangers: (m,) positions in its held-out records: whole identities with two pictures or more, sorted.
        same_names: How many identities of the data set are in neither, because somebody of that name is in the
            gallery: the same face under two labels would be pushed away from itself.
    """

    data: Dataset
    people: KnownPeople
    split: PictureSplit
    general: NDArray[np.int64]
    strangers: NDArray[np.int64]
    same_names: int

    @property
    def general_labels(self) -> frozenset[int]:
        """The identities of the data set that are learnt from."""
        return frozenset(self.data.training.labels[self.general].tolist())

    @property
    def stranger_identities(self) -> int:
        return len(np.unique(self.data.validation.labels[self.strangers]))

    def batches(self, card: ModelCard, parameters: Hyperparameters, *, people_share: float) -> TrainingBatches:
        """Mixed P×K batches from step 0 on. Raises `DatasetError` where the data set has too few identities."""
        identities = parameters.identities_per_batch
        records = MixedRecords(self.data.training, self.people.pictures, self.people.labels)
        sampler = MixedSampler(
            records.labels,
            general=self.general,
            people=len(self.data.training) + self.split.learning,
            identities_per_batch=identities,
            people_per_batch=min(max(1, round(people_share * identities)), identities - 1),
            images_per_identity=parameters.images_per_identity,
            seed=parameters.seed,
        )
        return training_batches(records, hyperparameters=parameters, network_input=card.input, sampler=sampler)


def gather(
    gallery: Gallery,
    data: Dataset,
    card: ModelCard,
    parameters: Hyperparameters,
    *,
    tell: Callable[[Phase], None],
    stop: StopRequest,
) -> ImprovementData:
    """Read the gallery, split its pictures, and choose from the data set.

    Args:
        card: The start's.
        tell: Hears how far the gallery is read.

    Raises:
        Cancelled: `stop` was set.
        InputError: There is too little in the gallery.
        DatasetError: The data set is aligned in another way, or holds nobody out.
        GalleryError: A face was damaged or tampered with.
    """
    _check_alignment(card, data)

    def progress(where: Progress) -> None:
        tell(Phase("reading the gallery", where.done, where.total or 0))

    people = read_people(gallery, alignment_id=card.alignment_id, seed=parameters.seed, progress=progress, stop=stop)
    split = split_pictures(people.labels, seed=parameters.seed)
    check_enough(people, split)
    same = [
        label
        for label, identity in enumerate(data.identities)
        if identity_fingerprint(identity.name) in people.fingerprints
    ]
    return ImprovementData(
        data=data,
        people=people,
        split=split,
        general=np.flatnonzero(~np.isin(data.training.labels, same)),
        strangers=_strangers(data, same, parameters),
        same_names=len(same),
    )


def _strangers(data: Dataset, same: list[int], parameters: Hyperparameters) -> NDArray[np.int64]:
    labels = data.validation.labels
    others = np.flatnonzero(~np.isin(labels, same))
    chosen = choose_images(labels[others], most=parameters.validation_images, seed=parameters.seed)
    if not len(chosen):
        raise DatasetError(
            f"The data set {data.name!r} holds back no two people with two pictures, so nobody could tell whether the "
            "model forgets how to see everybody else.",
            hint="Import it again with `--validation 0.1`, or choose another data set.",
            window_hint="Import it again with some people held out, or choose another data set.",
        )
    return others[chosen]


def _check_alignment(card: ModelCard, data: Dataset) -> None:
    warning = alignment_warning(card, data.alignment_id)
    if warning is not None:
        raise DatasetError(
            f"The data set {data.name!r} does not fit the model {card.name!r}. {warning}",
            hint="Choose a data set whose faces were found and aligned as the model's.",
        )


def check_share(people_share: float) -> None:
    """Raise `InputError` where it is no share."""
    if not 0 < people_share < 1:
        raise InputError(f"The share of the people in a batch must be between 0 and 1, got {people_share}.")
