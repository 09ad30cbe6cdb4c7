"""The choice of a precision: by figures that are made up here, and once by true ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import tensorflow as tf

from core.errors import RunError
from core.hyperparameters import Hyperparameters
from core.training import begin, precision, trainer
from core.training.events import Notice, Phase, TrainingEvent
from core.training.precision import PrecisionChoice, choose_precision
from core.training.run_folder import RunFolder
from tests.factories import make_dataset

AUTO = Hyperparameters(precision="auto", identities_per_batch=2, images_per_identity=2, image_size=80)


class Figures:
    """Probes that take given seconds, one after the other; the last one again and again.

    Attributes:
        asked: How many seconds each precision was asked for.
    """

    def __init__(self, **seconds: list[float] | Exception) -> None:
        self._seconds = seconds
        self.asked = dict.fromkeys(seconds, 0)

    def __call__(self, name: str) -> Callable[[], float]:
        seconds = self._seconds[name]
        if isinstance(seconds, Exception):
            raise seconds

        def probe() -> float:
            self.asked[name] += 1
            return seconds[min(self.asked[name], len(seconds)) - 1]

        return probe


@pytest.mark.parametrize(
    ("bfloat16", "expected"),
    [(0.05, "bfloat16"), (0.09, "float32"), (0.1, "float32"), (0.15, "float32")],
    ids=["twice as fast", "hardly faster", "the same", "slower"],
)
def test_half_precision_must_gain_much(bfloat16: float, expected: str) -> None:
    choice = choose_precision(AUTO, device="CPU:0", probes=Figures(float32=[0.1], bfloat16=[bfloat16]))
    assert choice.precision == expected
    assert f"Trains in {expected}." in choice.message
    assert f"float32 100 ms, bfloat16 {1000 * bfloat16:.0f} ms" in choice.message


def test_one_slow_turn_decides_nothing() -> None:
    figures = Figures(float32=[0.1, 0.1, 9.0, 0.1], bfloat16=[0.05, 0.05, 0.05, 9.0, 0.05])
    choice = choose_precision(AUTO, device="CPU:0", probes=figures)
    assert choice == PrecisionChoice("bfloat16", {"float32": 0.1, "bfloat16": 0.05})


def test_a_precision_far_behind_is_timed_once() -> None:
    figures = Figures(float32=[0.1], bfloat16=[2.0])
    assert choose_precision(AUTO, device="CPU:0", probes=figures).precision == "float32"
    assert figures.asked["bfloat16"] == 1


def test_no_new_round_begins_when_the_time_is_up() -> None:
    late: Iterator[int] = count(step=int(precision.BUDGET) + 1)
    figures = Figures(float32=[0.1], bfloat16=[0.05])
    choice = choose_precision(AUTO, device="CPU:0", probes=figures, clock=lambda: next(late))
    assert figures.asked == {"float32": 1, "bfloat16": 1}
    assert choice.precision == "bfloat16"


def test_what_the_device_cannot_compute_is_left_out() -> None:
    figures = Figures(float32=[0.1], bfloat16=tf.errors.UnimplementedError(None, None, "no such kernel"))
    assert choose_precision(AUTO, device="CPU:0", probes=figures) == PrecisionChoice("float32", {"float32": 0.1})


@pytest.mark.parametrize(
    ("capability", "expected"),
    [((7, 5), ["float32", "float16"]), ((9, 0), ["float32", "float16", "bfloat16"]), (None, ["float32", "float16"])],
)
def test_what_a_gpu_is_asked(monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int] | None, expected) -> None:
    details = {"compute_capability": capability} if capability else {}
    monkeypatch.setattr(tf.config, "list_physical_devices", lambda _: ["first", "second"])
    monkeypatch.setattr(
        tf.config.experimental, "get_device_details", lambda gpu: details if gpu == "second" else {"": ""}
    )
    assert precision.candidates("GPU:1") == expected


def test_the_tiny_network_is_not_measured() -> None:
    choice = choose_precision(AUTO.changed(network="tiny"), device="CPU:0")
    assert choice.precision == "float32"
    assert not choice.seconds
    assert "too small" in choice.message


def test_true_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "CONVOLUTIONS", precision.CONVOLUTIONS[:1])
    choice = choose_precision(AUTO.changed(identities_per_batch=1), device="CPU:0")
    assert choice.seconds.keys() == {"float32", "bfloat16"}
    assert all(seconds > 0 for seconds in choice.seconds.values())
    assert choice.precision in choice.seconds


@pytest.mark.slow
def test_the_convolutions_are_the_networks_own() -> None:
    from core.embedding.network import build_network
    from core.embedding.weights import network_arrays

    kernels = {array.shape for array in network_arrays(build_network(AUTO.changed(precision="float32"))).values()}
    for _, channels, filters, kernel in precision.CONVOLUTIONS:
        assert (*kernel, channels, filters) in kernels


def test_a_run_says_and_keeps_what_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = tmp_path / "drawn"
    make_dataset(dataset, identities=4, images=3, seed=0)
    tiny = AUTO.changed(
        network="tiny", image_size=32, embedding_size=8, epochs=1, steps_per_epoch=1, validation_images=0
    )

    def train(parameters: Hyperparameters, **options: bool) -> list[TrainingEvent]:
        heard: list[TrainingEvent] = []
        trainer.train(
            run=tmp_path / "run", dataset=dataset, hyperparameters=parameters, listeners=[heard.append], **options
        )
        return heard

    def notices(heard: list[TrainingEvent]) -> list[str]:
        return [event.message for event in heard if isinstance(event, Notice) and event.code == "precision"]

    seconds = {"float32": 0.2, "bfloat16": 0.1}
    monkeypatch.setattr(begin, "choose_precision", lambda *_, **__: PrecisionChoice("bfloat16", seconds))
    heard = train(tiny)
    assert heard[0] == Phase("choosing the precision")
    assert notices(heard) == [PrecisionChoice("bfloat16", seconds).message]
    folder = RunFolder(tmp_path / "run")
    assert folder.hyperparameters() == tiny.changed(precision="bfloat16")
    assert folder.description()["precision_seconds"] == seconds
    history = [json.loads(line) for line in folder.history.read_text().splitlines()]
    assert "precision" in [record.get("code") for record in history]

    # Restored, it asks nothing again, and cannot become another one.
    monkeypatch.setattr(begin, "choose_precision", lambda *_, **__: pytest.fail("measured again"))
    assert notices(train(tiny.changed(epochs=2), restore=True)) == []
    assert folder.hyperparameters() == tiny.changed(precision="bfloat16", epochs=2)
    with pytest.raises(RunError, match="precision = 'bfloat16'"):
        train(tiny.changed(precision="float32"), restore=True)
    with pytest.raises(RunError, match="There is a run"):
        train(tiny)
