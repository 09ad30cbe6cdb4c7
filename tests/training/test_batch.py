from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from core.training import batch
from core.training.batch import Anchors, arrange, for_anchors


def ranges(labels: Any) -> tuple[list[int], list[int]]:
    arranged = arrange(labels, np.zeros((len(labels), 2), np.float32))
    return np.asarray(arranged.starts).tolist(), np.asarray(arranged.ends).tolist()


def test_identities_become_ranges_of_rows_and_embeddings_follow() -> None:
    embeddings = np.arange(10, dtype=np.float32).reshape(5, 2)
    arranged = arrange([7, -3, 7, 9, -3], embeddings)
    assert np.asarray(arranged.embeddings).tolist() == embeddings[[1, 4, 0, 2, 3]].tolist()
    assert np.asarray(arranged.starts).tolist() == [0, 0, 2, 2, 4]
    assert np.asarray(arranged.ends).tolist() == [2, 2, 4, 4, 5]
    assert np.asarray(arranged.positives).tolist() == [1, 1, 1, 1, 0]
    assert np.asarray(arranged.negatives).tolist() == [3, 3, 3, 3, 4]


@pytest.mark.parametrize("as_tensor", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "dtype"),
    [
        (2**24, 2**24 + 1, "int32"),
        (2**24, 2**24 + 1, "int64"),
        (2**53, 2**53 + 1, "int64"),
        (1, 1 + 2**32, "int64"),
        (-(2**63), 2**63 - 1, "int64"),
        (2**64 - 2, 2**64 - 1, "uint64"),
        (2**32 - 2, 2**32 - 1, "uint32"),
        (2048, 2049, "uint16"),
        (-(2**15), 2**15 - 1, "int16"),
        (0, 255, "uint8"),
        (-128, 127, "int8"),
    ],
)
def test_labels_of_every_integer_dtype_are_compared_exactly(
    first: int, second: int, dtype: str, as_tensor: bool
) -> None:
    labels: Any = np.array([first, second, first, second, first], dtype)
    if as_tensor:
        labels = keras.ops.convert_to_tensor(labels)
    assert ranges(labels) == ([0, 0, 0, 3, 3], [3, 3, 3, 5, 5])


@pytest.mark.parametrize("elements", [1, 20, 2**18])
@pytest.mark.parametrize("count", [0, 1, 7, 20])
def test_every_anchor_is_visited_once_before_the_whole_batch(
    monkeypatch: pytest.MonkeyPatch, count: int, elements: int
) -> None:
    monkeypatch.setattr(batch, "BLOCK_ELEMENTS", elements)
    labels = np.random.default_rng(0).integers(0, 4, count)
    arranged = arrange(labels, np.random.default_rng(1).normal(size=(count, 3)).astype(np.float32))

    def count_pairs(anchors: Anchors, state: tuple[Any, ...]) -> tuple[Any, ...]:
        def total(mask: Any) -> Any:
            return keras.ops.sum(keras.ops.cast(mask, "int32"))

        return state[0] + total(anchors.is_positive), state[1] + total(anchors.is_negative)

    nothing = keras.ops.zeros((), "int32")
    positives, negatives = for_anchors(arranged, count_pairs, (nothing, nothing), squared=False)
    same = labels[:, None] == labels[None, :]
    assert int(positives) == same.sum() - count
    assert int(negatives) == (~same).sum()
