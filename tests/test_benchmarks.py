"""The benchmarks run at toy size and tell what they promise to tell. How fast anything is, no test says."""

import importlib
import json
import math

import numpy as np
import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.measuring import machine, spread
from core.data.sample_faces import SampleFaces
from core.data.sample_files import write_sample_photos
from core.hyperparameters import Hyperparameters


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_says_how_it_is_used(name, capsys):
    with pytest.raises(SystemExit) as leaving:
        importlib.import_module(BENCHMARKS[name]).main(["--help"])
    assert leaving.value.code == 0
    assert f"python -m benchmarks {name}" in capsys.readouterr().out


def test_a_spread_tells_median_and_quartiles():
    found = spread(range(101), scale=2)
    assert (found.lower, found.median, found.upper, found.p99) == (50, 100, 150, 198)
    assert str(found) == "100 (50 - 150)"
    assert machine()["cores"] >= 1


def test_drawn_templates_have_the_spectrum_and_the_distances_they_promise():
    from benchmarks.search import draw

    templates, probes = draw(2000, 500)
    energy = (templates**2).mean(0)
    assert (energy.cumsum() / energy.sum())[[7, 15, 31, 63]] == pytest.approx([0.41, 0.58, 0.78, 0.97], abs=0.02)
    impostors = np.linalg.norm(templates[::2] - templates[1::2], axis=1)
    nearest = np.linalg.norm(templates[None] - probes[:50, None], axis=2).min(1)
    assert np.median(impostors) == pytest.approx(0.85, rel=0.05)
    assert np.median(nearest) == pytest.approx(0.45 * 0.85, rel=0.1)


def test_search_measures_index_and_gallery_file():
    from benchmarks.search import measure, measure_opening

    row = measure(50, probes=8, additions=2)
    assert row["recall_at_1"] == 1
    assert row["search"] == "exact"
    assert {"query_ms", "numpy_ms", "add_one_ms", "build_s", "memory_mb"} < set(row)
    assert measure_opening(50)["people"] == 50


def test_training_and_fit_take_turns(tmp_path):
    from benchmarks.made_up import made_up_dataset
    from benchmarks.train import compare

    made_up_dataset(tmp_path / "chips", identities=10, images=4, held_out=2)
    hyperparameters = Hyperparameters(
        network="tiny", image_size=32, identities_per_batch=4, images_per_identity=2,
        batch_all_steps=0, steps_per_epoch=1000, checkpoint_steps=6,
    )  # fmt: skip
    found = compare(tmp_path, tmp_path / "chips", hyperparameters, rounds=2, steps=2, xla=False)
    assert set(found["images_per_second"]) == {"trainer", "fit"}
    assert all(speed["median"] > 0 for speed in found["images_per_second"].values())
    parts = found["first_step"]
    total = parts["build_s"] + parts["evaluate_s"] + parts["trace_and_optimise_s"] + parts["step_s"]
    assert parts["first_step_s"] == pytest.approx(total, abs=0.01)
    assert found["checkpoint_s"] > 0
    assert 0 <= found["data_wait"] < 1


def test_import_and_evaluation_are_held_against_their_limits(tmp_path):
    from benchmarks.evaluate import compare as evaluation
    from benchmarks.evaluate import drawn
    from benchmarks.import_ import compare as importing
    from core.embedding.card import ModelCard
    from core.embedding.embedder import KerasEmbedder
    from core.embedding.model_folder import load_network, save_model
    from core.embedding.network import build_network
    from core.faces.chip import alignment_id
    from core.faces.face import DetectedFace
    from core.faces.mtcnn_template import MTCNN_TEMPLATE
    from core.faces.network_input import NetworkInput

    class Middle:
        """Says that a face is in the middle of every photo."""

        name, template = "middle", MTCNN_TEMPLATE

        def detect(self, image_rgb):
            height, width = image_rgb.shape[:2]
            side = min(height, width) / 2
            corner = np.array([(width - side) / 2, (height - side) / 2], np.float32)
            landmarks = (corner + self.template / 150 * side).astype(np.float32)
            return [DetectedFace(box=np.r_[corner, side, side].astype(np.float32), landmarks=landmarks, confidence=1.0)]

    photos = tmp_path / "faces"
    write_sample_photos(photos, SampleFaces.load(), identities=2, images=2)
    found = importing(photos, tmp_path, Middle(), workers=1, rounds=1)
    assert (found["photos"], found["with_face"]) == (4, 4)
    assert math.isfinite(found["share_of_detection"])

    hyperparameters = Hyperparameters(network="tiny", image_size=32)
    network = build_network(hyperparameters)
    card = ModelCard(
        name="toy",
        network="tiny",
        embedding_size=128,
        normalised=True,
        input=NetworkInput(32, 1.0),
        alignment_id=alignment_id(),
    )
    save_model(tmp_path / "model", network, card)
    pairs, images = drawn(tmp_path, identities=2, images=2)
    embedder = KerasEmbedder(*load_network(tmp_path / "model"))
    measured = evaluation(embedder, pairs, images, tmp_path, Middle(), rounds=1)
    assert measured["images"] == 4
    assert set(measured["images_per_second"]) == {"bare network", "evaluation"}


def test_starts_are_timed_to_the_end_of_the_process():
    from benchmarks.startup import starts

    found = starts({"pass": ["-c", "pass"], "version": ["-P", "-m", "facenet_gui", "--version"]}, rounds=1)
    assert all(times.median > 0 for times in found.values())


def test_the_losses_are_timed_at_each_batch_size():
    from benchmarks.losses import EVERY, compare

    assert [(row.name, row.batch) for row in compare(EVERY, 16, rounds=1)] == [("cube", 16), ("batch_all", 16)]


def test_growth_is_drawn_with_a_curve_for_each_loss():
    from benchmarks.losses import plot

    rows = {
        name: [{"batch": size, "seconds": 1e-4 * size, "peak_mb": 2.0 * size, "peak_before_mb": 64.0} for size in sizes]
        for name, sizes in {"cube": (128, 256), "batch_all": (128, 256, 512), "none": ()}.items()
    }
    picture = plot(rows)
    assert picture.count("<polyline") == 4
    assert picture.count("<circle") == 10
    assert "nan" not in picture


def test_batches_of_repeated_shards_are_measured(tmp_path, capsys):
    from benchmarks.made_up import made_up_dataset
    from benchmarks.pipeline import main, repeated

    data = made_up_dataset(tmp_path / "chips", identities=30, images=4, held_out=2)
    many = repeated(data.training, 1000)
    assert len(many) == 1000
    assert len(np.unique(many.labels)) >= 1000 // len(data.training) * 28
    assert many.read([0])[0] == many.read([len(data.training)])[0]
    plot = tmp_path / "growth.svg"
    words = ["--data", str(tmp_path / "chips"), "--records", "200", "1000", "--image-size", "75"]
    main([*words, "--rounds", "1", "--steps", "1", "--plot", str(plot)])
    assert "1,000 records" in capsys.readouterr().out
    assert "images a second" in plot.read_text()


def test_the_time_of_a_frame_is_measured_by_its_faces(capsys):
    from benchmarks.live import main

    main(["--faces", "1", "--rounds", "1"])
    assert "1 faces (1 found)" in capsys.readouterr().out


def test_curves_of_a_long_training_are_drawn(qtbot):
    from benchmarks.window_curves import drawings

    few, more = drawings([50, 500])
    assert (few.steps, more.steps) == (50, 500)
    assert more.loss_ms.median > 0
    assert more.page_ms.median > 0


def test_what_a_training_tells_is_heard_from_the_first_word_on():
    from benchmarks.real_window import hearing
    from core.training.events import Phase
    from facenet_gui.threads.training_thread import EventBuffer

    heard = []
    with hearing(heard.append):
        buffer = EventBuffer()
        put = buffer.put  # as a training takes it along, which may begin at once
        put(Phase("training"))
    put(Phase("paused"))
    EventBuffer().put(Phase("evaluating"))
    assert [event.doing for event in heard] == ["training", "paused"]
    assert [event.doing for event in buffer.take()] == ["training", "paused"]


def test_a_benchmark_gives_up_when_its_time_is_over(qtbot):
    from benchmarks.window_training import TimeLimit

    limit = TimeLimit(0.2)
    assert 0 < limit.left <= 0.2
    with pytest.raises(SystemExit, match="in vain for the end of the world"):
        limit.until(lambda: False, "the end of the world")


def test_rivals_take_turns_on_the_clip(tmp_path, capsys):
    from benchmarks.live import main
    from core.data.sample_files import write_sample_video

    write_sample_video(tmp_path / "clip.avi", SampleFaces.load(), identities=1, frames=12)
    main([str(tmp_path / "clip.avi"), "--rounds", "1", "--rival", "1", "--json"])
    (row,) = json.loads(capsys.readouterr().out)["clips"]
    assert row["plain_loop"]["frames_a_second"] > 0
    assert row["plain_loop"]["processor_times"] > 0
