"""From a folder of images to figures."""

import threading

import numpy as np
import pytest

from core.data.identity_names import identity_fingerprint
from core.errors import Cancelled, InputError, ModelError
from core.evaluation.cache import EvaluationCache
from core.evaluation.face_reader import FaceReader
from core.evaluation.image_folder import find_images
from core.evaluation.pair_evaluation import evaluate_pairs
from core.evaluation.pairs import read_pairs
from core.evaluation.verification import pair_distances, verify_distances
from tests.evaluation.fakes import FakeDetector, FakeEmbedder, make_lfw, make_pairs

NAMES = ["Ann", "Bob_Lee", "Cy", "Dee", "Лев 🙂"]


@pytest.fixture
def lfw(tmp_path):
    return make_lfw(tmp_path / "lfw", names=NAMES)


@pytest.fixture
def pair_list(tmp_path):
    return read_pairs(make_pairs(tmp_path / "pairs.txt", names=NAMES, each=15))


def test_figures_are_those_of_the_distances(lfw, pair_list):
    embedder, detector = FakeEmbedder(), FakeDetector()
    (result,) = evaluate_pairs([embedder], pair_list, lfw, detector=detector)
    reader = FaceReader(detector, [180])
    chips = np.stack([reader.cut(path).chips_rgb[180] for path in find_images(pair_list, lfw)])
    distances = pair_distances(FakeEmbedder().embed(chips), pair_list.pairs)
    expected = verify_distances(distances, pair_list.pairs.same, pair_list.pairs.folds)
    assert result.figures == expected
    assert result.figures.accuracy_mean == 1.0
    assert result.skipped == ()
    assert (result.model, result.model_id) == ("fake", embedder.card.model_id)
    assert result.alignment_id == "five-point-150+15@180"
    assert result.warnings == ()


def test_json_has_the_agreed_keys(lfw, pair_list):
    (result,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector())
    agreed = {"accuracy_mean", "accuracy_std", "accuracy_sem", "val_at_far", "auc", "eer", "distance_threshold"}
    agreed |= {"pairs", "folds", "skipped", "model_id", "alignment_id"}
    assert agreed <= set(result.to_json())


def test_what_cannot_be_used_is_named_and_shifts_no_fold(lfw, pair_list):
    missing, unreadable, black, whole = pair_list.images[0], pair_list.images[3], pair_list.images[5], FakeDetector()
    (full,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=whole)
    (lfw / f"{missing}.png").unlink()
    (lfw / f"{unreadable}.png").write_text("no picture")
    from PIL import Image

    Image.fromarray(np.zeros((64, 64, 3), np.uint8)).save(lfw / f"{black}.png")
    (result,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector())
    assert {skip.image: skip.reason for skip in result.skipped} == {
        missing: "missing",
        unreadable: "unreadable",
        black: "no_face",
    }
    uses = [int(((pair_list.pairs.first == i) | (pair_list.pairs.second == i)).sum()) for i in (0, 3, 5)]
    assert [skip.pairs for skip in result.skipped] == uses
    bad = np.isin(pair_list.pairs.first, [0, 3, 5]) | np.isin(pair_list.pairs.second, [0, 3, 5])
    assert result.skipped_pairs == bad.sum()
    assert (result.pairs.folds == pair_list.pairs.folds[~bad]).all()
    assert (result.distances == full.distances[~bad]).all()


def test_nothing_usable_is_an_error_that_says_why(lfw, pair_list):
    for path in lfw.rglob("*.png"):
        path.write_bytes(b"")
    with pytest.raises(InputError, match=r"All 30 pairs had to be skipped.*empty"):
        evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector())


def test_no_model_is_an_error(lfw, pair_list):
    with pytest.raises(InputError, match="no model"):
        evaluate_pairs([], pair_list, lfw, detector=FakeDetector())


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_model_that_diverged_is_an_error_and_not_kept(tmp_path, lfw, pair_list, value):
    with EvaluationCache(tmp_path / "cache") as cache:
        with pytest.raises(ModelError, match="'fake' gives embeddings that are not finite"):
            evaluate_pairs([FakeEmbedder(fail=value)], pair_list, lfw, detector=FakeDetector(), cache=cache)
        (result,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache)
    assert result.figures.auc == 1.0


def test_the_second_time_needs_neither_detector_nor_model(tmp_path, lfw, pair_list):
    with EvaluationCache(tmp_path / "cache") as cache:
        (first,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache)
    detector, embedder = FakeDetector(), FakeEmbedder()
    with EvaluationCache(tmp_path / "cache") as cache:
        (second,) = evaluate_pairs([embedder], pair_list, lfw, detector=detector, cache=cache, worst=0)
    assert (detector.calls, embedder.chips) == (0, 0)
    assert (second.distances == first.distances).all()


def test_another_model_needs_no_detection_but_its_own_embeddings(tmp_path, lfw, pair_list):
    with EvaluationCache(tmp_path / "cache") as cache:
        evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache)
        detector, known, other = FakeDetector(), FakeEmbedder(), FakeEmbedder("other", weights="1")
        evaluate_pairs([known, other], pair_list, lfw, detector=detector, cache=cache)
    assert (detector.calls, known.chips, other.chips) == (0, 0, len(pair_list.images))


def test_a_changed_image_and_an_image_without_a_face_are_looked_at_as_they_are(tmp_path, lfw, pair_list):
    from PIL import Image

    with EvaluationCache(tmp_path / "cache") as cache:
        evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache)
        Image.fromarray(np.zeros((64, 64, 3), np.uint8)).save(lfw / f"{pair_list.images[1]}.png")
        for calls in (1, 0):  # the second time it is known that there is no face
            detector = FakeDetector()
            (result,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=detector, cache=cache, worst=0)
            assert detector.calls == calls
            assert [(skip.image, skip.reason) for skip in result.skipped] == [(pair_list.images[1], "no_face")]


def test_aligned_crops_are_taken_whole_and_said_to_be_foreign(tmp_path, lfw, pair_list):
    foreign = FakeEmbedder("foreign", weights="1", alignment="foreign")
    with EvaluationCache(tmp_path / "cache") as cache:
        results = evaluate_pairs([FakeEmbedder(), foreign], pair_list, lfw, detector=None, cache=cache)
        again = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache)
    assert [result.alignment_id for result in results] == ["foreign", "foreign"]
    assert "aligned as 'foreign'" in results[0].warnings[0]
    assert results[1].warnings == ()
    assert (again[0].distances != results[0].distances).any()


def test_each_model_gets_chips_of_its_own_size(lfw, pair_list):
    small, large = FakeEmbedder("small", chip_size=96), FakeEmbedder("large", weights="1", chip_size=240)
    results = evaluate_pairs([small, large], pair_list, lfw, detector=FakeDetector())
    assert (small.sizes, large.sizes) == ({96}, {240})
    assert [result.alignment_id.partition("@")[2] for result in results] == ["96", "240"]
    assert results[1].worst[0].chips_rgb[0].shape == (240, 240, 3)


def test_models_of_one_name_are_told_apart(lfw, pair_list):
    results = evaluate_pairs(
        [FakeEmbedder(), FakeEmbedder(weights="1"), FakeEmbedder("c")], pair_list, lfw, detector=FakeDetector()
    )
    names = [result.model for result in results]
    assert len(set(names)) == 3
    assert names[2] == "c"


def test_worst_pairs_come_hardest_first_with_their_chips(lfw, pair_list):
    (result,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), worst=3)
    genuine, impostors = result.worst[:3], result.worst[3:]
    assert [pair.same for pair in result.worst] == [True] * 3 + [False] * 3
    assert [pair.distance for pair in genuine] == sorted(result.distances[result.pairs.same])[::-1][:3]
    assert [pair.distance for pair in impostors] == sorted(result.distances[~result.pairs.same])[:3]
    assert genuine[0].chips_rgb[0].shape == (180, 180, 3)
    assert genuine[0].first.partition("/")[0] == genuine[0].second.partition("/")[0]


def test_people_the_model_was_trained_on_are_a_warning(lfw, pair_list):
    trained = {"identities": [identity_fingerprint(name) for name in ("bob lee", "ЛЕВ 🙂", "Nobody Here")]}
    (result,) = evaluate_pairs([FakeEmbedder(trained=trained)], pair_list, lfw, detector=FakeDetector())
    assert "2 of the 5 people" in result.warnings[0]
    assert "Bob_Lee" in result.warnings[0]


def test_progress_is_reported_from_this_thread_to_the_end(lfw, pair_list):
    seen, threads = [], set()

    def listen(progress):
        seen.append(progress)
        threads.add(threading.current_thread())

    evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), progress=listen)
    assert threads == {threading.current_thread()}
    for stage in {progress.stage for progress in seen}:
        last = [progress for progress in seen if progress.stage == stage][-1]
        assert last.done == last.total == len(pair_list.images)


def test_stopping_keeps_what_was_found(tmp_path, lfw, pair_list):
    stop = threading.Event()

    def listen(progress):
        if progress.stage.startswith("finding") and progress.done == 5:
            stop.set()

    with EvaluationCache(tmp_path / "cache") as cache:
        with pytest.raises(Cancelled, match="stopped after"):
            evaluate_pairs(
                [FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache, progress=listen, stop=stop
            )
        detector = FakeDetector()
        evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=detector, cache=cache)
    assert detector.calls <= len(pair_list.images) - 5


def test_a_cache_that_cannot_be_used_is_a_warning(tmp_path, lfw, pair_list):
    (tmp_path / "cache").write_bytes(b"")
    with EvaluationCache(tmp_path / "cache") as cache:
        (result,) = evaluate_pairs([FakeEmbedder()], pair_list, lfw, detector=FakeDetector(), cache=cache)
    assert "cannot be used" in result.warnings[0]
