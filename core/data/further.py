"""Training on several data sets as if they were one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.data.dataset import Dataset
from core.data.index import INDEX_TYPE, index_sha256
from core.data.record_set import RecordSet
from core.errors import DatasetError


def with_further(data: Dataset, further: Sequence[Dataset]) -> Dataset:
    """A data set with the training records of others behind its own; what is held out stays its own.

    People of the same name are the same person. Nothing is written, and no record is read.

    Returns:
        A data set that is not on disk as such: its path, its name and its shards are those of `data`, its identities
        and its training records those of all, one data set after the other.

    Raises:
        DatasetError: The faces of one were aligned otherwise or are of another size, or it trains on somebody who is
            held out in `data`.
    """
    if not further:
        return data
    shards, rows = list(data.training.shards), [np.asarray(data.training.index)]
    identities = list(data.identities)
    labels = {identity.name: identity.label for identity in identities}
    held_out = {identity.name for identity in identities if identity.split == "validation"}
    for other in further:
        if (other.alignment_id, other.chip_size) != (data.alignment_id, data.chip_size):
            raise DatasetError(
                f"The data sets {data.name!r} and {other.name!r} cannot train together: their faces were aligned as "
                f"{data.alignment_id} ({data.chip_size} pixels) and {other.alignment_id} ({other.chip_size} pixels).",
                hint="Import the photos of one of them again.",
            )
        label_here = np.zeros(len(other.identities), np.int32)
        for identity in other.identities:
            if identity.split != "training":
                continue
            if identity.name in held_out:
                raise DatasetError(
                    f"The data set {other.name!r} would train on {identity.name}, who is held out in {data.name!r}.",
                    hint=f"Leave them out: facenet datasets correct {other.name} --leave-out {identity.name!r}",
                    window_hint="Leave them out of one of the two.",
                )
            if identity.name not in labels:
                labels[identity.name] = len(identities)
                identities.append(identity.model_copy(update={"label": len(identities)}))
            label_here[identity.label] = labels[identity.name]
        index = np.array(other.training.index, INDEX_TYPE)
        index["shard"] += len(shards)
        index["label"] = label_here[index["label"]]
        rows.append(index)
        shards += other.training.shards
    index = np.concatenate(rows)
    resized = any(one.training.resized for one in (data, *further))
    totals = data.card.totals.training.model_copy(
        update={
            "identities": sum(identity.split == "training" for identity in identities),
            "images": len(index),
            "index_sha256": index_sha256(index),
        }
    )
    card = data.card.model_copy(
        update={
            "identities": tuple(identities),
            "totals": data.card.totals.model_copy(update={"training": totals}),
        }
    )
    training = RecordSet(shards, index, chip_size=data.chip_size, resized=resized)
    return replace(data, card=card, training=training)
