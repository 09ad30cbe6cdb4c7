"""Several devices and several processes reach what one does with the same batches."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from core.errors import InputError, RunError
from core.hyperparameters import Hyperparameters
from core.training import trainer
from core.training.cluster import Cluster, cluster_from_environment
from core.training.distribution import Distribution
from core.training.events import Notice, StepEnd
from core.training.strategies import check_alike
from tests.factories import make_dataset

# Plain SGD: Adam makes a rounding error in a gradient near zero as large as a step. Clipping must see the sum.
PARAMETERS = Hyperparameters(
    network="tiny",
    image_size=32,
    embedding_size=16,
    identities_per_batch=4,
    images_per_identity=3,
    triplet_strategy="batch_all",
    optimizer="sgd",
    learning_rate=0.05,
    clip_norm=1.0,
    warmup_steps=0,
    epochs=1,
    steps_per_epoch=6,
    checkpoint_steps=100,
    keep_checkpoints=9,
)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "drawn"
    make_dataset(folder, identities=12, images=6, seed=0)
    return folder


def training(
    run: Path, *, restore: bool = False, evaluate: bool = False, stop_after: int = 0, dies: bool = False
) -> dict[str, Any]:
    """What `tests.training.worker` shall do. Only one training evaluates: it takes seconds."""
    return {"run": str(run), "restore": restore, "evaluate": evaluate, "stop_after": stop_after, "dies": dies}


def start(
    dataset: Path, trainings: list[dict[str, Any]], *, cpus: int = 1, **environment: str
) -> subprocess.Popen[str]:
    task = {
        "dataset": str(dataset),
        "hyperparameters": PARAMETERS.model_dump(),
        "cpus": cpus,
        "trainings": trainings,
        # The processes share few cores.
        "environment": {**environment, "TF_NUM_INTRAOP_THREADS": "1"},
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.training.worker", json.dumps(task)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def results(process: subprocess.Popen[str], *, code: int = 0) -> list[dict[str, Any]]:
    out, err = process.communicate(timeout=900)
    assert process.returncode == code, err
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def cluster_config(worker: int, addresses: list[str]) -> str:
    return json.dumps({"cluster": {"worker": addresses}, "task": {"type": "worker", "index": worker}})


@pytest.fixture(scope="module")
def distributed(tmp_path_factory: pytest.TempPathFactory, dataset: Path) -> Iterator[dict[str, Any]]:
    """Two workers, and beside them one process with two devices; all at once, since most of it is waiting."""
    runs = tmp_path_factory.mktemp("runs")
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    addresses = [f"127.0.0.1:{s.getsockname()[1]}" for s in sockets]
    for s in sockets:
        s.close()
    processes = [start(dataset, [training(runs / "mirrored")], cpus=2)]
    for worker in range(2):
        trainings = [
            # Only worker 1 asks to stop, and only the chief's folder holds what is restored.
            training(runs / f"cluster{worker}", stop_after=2 * worker),
            training(runs / f"cluster{worker}", restore=True, evaluate=True),
            training(runs / f"dying{worker}", dies=worker == 1),
        ]
        processes.append(start(dataset, trainings, TF_CONFIG=cluster_config(worker, addresses)))
    try:
        mirrored, chief, other = processes
        yield {
            "runs": runs,
            "mirrored": results(mirrored),
            "other": results(other, code=9),
            "chief": results(chief),
        }
    finally:
        for process in processes:
            with process:
                process.kill()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, dataset: Path) -> dict[str, Any]:
    run = tmp_path_factory.mktemp("alone") / "run"
    return {"run": run, **_here(run, dataset)}


def _here(run: Path, dataset: Path, *, restore: bool = False) -> dict[str, Any]:
    steps: list[StepEnd] = []
    trainer.train(
        run=run,
        dataset=dataset,
        hyperparameters=PARAMETERS,
        restore=restore,
        listeners=[lambda event: steps.append(event) if isinstance(event, StepEnd) else None],
    )
    return {"losses": [step.loss for step in steps], "norms": [step.gradient_norm for step in steps]}


def _check_weights(run: Path, expected: Path) -> None:
    name = "checkpoints/step-00000006.safetensors"
    ours, theirs = load_file(run / name), load_file(expected / name)
    assert ours.keys() == theirs.keys()
    for path, values in ours.items():
        np.testing.assert_allclose(values, theirs[path], atol=1e-5, err_msg=path)


def test_two_devices_reach_what_one_does(distributed, alone) -> None:
    mirrored = distributed["mirrored"][1]
    assert mirrored["device"].startswith("2 × CPU")
    np.testing.assert_allclose(mirrored["losses"], alone["losses"], atol=1e-5)
    np.testing.assert_allclose(mirrored["norms"], alone["norms"], rtol=1e-4)
    _check_weights(distributed["runs"] / "mirrored", alone["run"])


def test_dropout_differs_between_devices_and_steps_and_comes_again(distributed) -> None:
    first, second, again = (np.array(step) for step in distributed["mirrored"][0]["dropout"])
    assert np.abs(first[0] - first[1]).max() > 0.1
    assert np.abs(first - second).max() > 0.1
    np.testing.assert_array_equal(first, again)


def test_two_workers_reach_what_one_process_does_also_when_restored(distributed, alone) -> None:
    first, second = distributed["chief"][:2]
    assert first["device"].endswith(", 2 workers")
    np.testing.assert_allclose(first["losses"] + second["losses"], alone["losses"], atol=1e-5)
    np.testing.assert_allclose(first["norms"] + second["norms"], alone["norms"], rtol=1e-4)
    _check_weights(distributed["runs"] / "cluster0", alone["run"])


def test_a_stop_on_one_worker_stops_all(distributed) -> None:
    chief, other = distributed["chief"][0], distributed["other"][0]
    assert chief["reason"] == other["reason"] == "stopped"
    assert chief["step"] == other["step"] == 2


def test_only_the_chief_writes_and_evaluates(distributed) -> None:
    assert not (distributed["runs"] / "cluster1").exists()
    assert distributed["chief"][1]["measured"] == [True]
    assert not {"EpochEnd", "CheckpointSaved"} & set(distributed["other"][1]["events"])
    # All see the same figures.
    assert distributed["other"][1]["losses"] == distributed["chief"][1]["losses"]


def test_a_worker_that_dies_ends_the_others_with_words(distributed) -> None:
    chief = distributed["chief"][2]
    assert chief["error"] == "RunError"
    assert "lost another worker" in chief["message"]


def test_a_checkpoint_of_two_workers_restores_in_one_process(distributed, alone, dataset: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(distributed["runs"] / "cluster0", run)
    (run / "checkpoints" / "step-00000006.safetensors").unlink()
    here = _here(run, dataset, restore=True)
    np.testing.assert_allclose(here["losses"], alone["losses"][2:], atol=1e-5)
    _check_weights(run, alone["run"])


def test_gpus_without_work_are_told() -> None:
    def notices(identities: int, *, used: int, idle: int) -> list[Notice]:
        parameters = PARAMETERS.changed(identities_per_batch=identities)
        distribution = Distribution(
            None, cluster=Cluster(), replicas=used, device="GPU", first_device="GPU:0", idle=idle
        )
        return distribution.notices(parameters)

    assert notices(8, used=4, idle=0) == []
    # 5 identities × 3 images: three of four GPUs share 15 images.
    (notice,) = notices(5, used=3, idle=1)
    assert "1 of 4 GPUs" in notice.message
    assert notice.changes == {"identities_per_batch": 8}
    # Half of the factor is in the images: 7 × 3 on six GPUs needs a multiple of two.
    assert notices(7, used=3, idle=3)[0].changes == {"identities_per_batch": 8}


def test_unequal_workers_are_told() -> None:
    check_alike(["2 × GPU", "2 × GPU"])
    with pytest.raises(RunError, match="Worker 2 brings 1 × CPU, worker 0 brings 2 × GPU"):
        check_alike(["2 × GPU", "2 × GPU", "1 × CPU"])


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", Cluster()),
        ('{"cluster": {"worker": ["a:1"]}, "task": {"type": "worker", "index": 0}}', Cluster()),
        (cluster_config(1, ["a:1", "b:2"]), Cluster(worker=1, workers=2)),
        (
            '{"cluster": {"chief": ["a:1"], "worker": ["b:2", "c:3"]}, "task": {"type": "worker", "index": 1}}',
            Cluster(worker=2, workers=3),
        ),
    ],
)
def test_which_worker_this_is(monkeypatch: pytest.MonkeyPatch, config: str, expected: Cluster) -> None:
    monkeypatch.setenv("TF_CONFIG", config)
    assert cluster_from_environment() == expected


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("{", "not valid JSON"),
        ("[]", "must hold objects"),
        (cluster_config(2, ["a:1", "b:2"]), "which one of 2 workers"),
        ('{"cluster": {"worker": "a:1"}}', "list of HOST:PORT"),
        ('{"cluster": {"worker": ["a:1", "b:2"], "ps": ["c:3"]}}', "'ps'"),
        ('{"cluster": {"worker": ["a:1", "b:2"]}}', "must hold objects"),
    ],
)
def test_a_wrong_cluster_is_told(monkeypatch: pytest.MonkeyPatch, config: str, words: str) -> None:
    monkeypatch.setenv("TF_CONFIG", config)
    with pytest.raises(InputError, match=words):
        cluster_from_environment()
