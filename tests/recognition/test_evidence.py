from __future__ import annotations

import numpy as np
import pytest

from core.recognition.evidence import Evidence
from tests.recognition.looks import THRESHOLD, look, match


def test_distances_are_averaged_by_quality_and_age() -> None:
    evidence = Evidence()
    evidence.add(look({1: 0.2}, quality=0.5))
    evidence.add(look({1: 0.6}, quality=1.0))
    (claim,) = evidence.claims()
    assert claim.distance == pytest.approx((0.5 * 0.8 * 0.2 + 1.0 * 0.6) / (0.5 * 0.8 + 1.0))
    assert evidence.weight == pytest.approx(0.5 * 0.8 + 1.0)


def test_who_is_not_among_the_nearest_counts_as_far() -> None:
    evidence = Evidence()
    evidence.add(look({1: 0.2}, quality=1))
    evidence.add(look({2: 0.3}, quality=1))
    assert {claim.person_id: claim.distance for claim in evidence.claims()} == pytest.approx(
        {1: (0.8 * 0.2 + 1.25 * THRESHOLD) / 1.8, 2: (0.8 * 1.25 * THRESHOLD + 0.3) / 1.8}
    )


def test_a_face_that_was_refused_in_every_look_is_nobodys() -> None:
    evidence = Evidence()
    evidence.add(look({1: 0.2, 2: 0.4}, refused=(1,)))
    assert [claim.person_id for claim in evidence.claims()] == [2]


def test_old_looks_are_forgotten() -> None:
    evidence = Evidence()
    evidence.add(look({1: 0.1}, quality=1, embedding=(100.0, 0.0)))
    for _ in range(8):
        evidence.add(look({2: 0.3}, quality=0.5))
    assert len(evidence) == 8
    assert [claim.person_id for claim in evidence.claims()] == [2]
    assert evidence.best_quality == 0.5
    mean = evidence.mean_embedding()
    assert mean is not None
    np.testing.assert_allclose(mean, [0, 0])


def test_nothing_was_seen() -> None:
    evidence = Evidence()
    assert (evidence.claims(), evidence.weight, evidence.last, evidence.mean_embedding()) == ([], 0.0, None, None)


def test_what_a_changed_gallery_says_replaces_what_it_said() -> None:
    evidence = Evidence()
    evidence.add(look({1: 0.2}, time=3))
    evidence.match_again([match({})])
    assert evidence.claims() == []
    assert evidence.last is not None
    assert evidence.last.time == 3
