"""`facenet train` on several machines: the same command on each."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from core.cli.train_command import app
from core.errors import InputError
from tests.factories import make_dataset

ROOT = Path(__file__).parents[2]
SETTINGS = {
    "network": "tiny", "image_size": 32, "embedding_size": 8, "identities_per_batch": 4, "images_per_identity": 2,
    "epochs": 1, "steps_per_epoch": 2, "triplet_strategy": "batch_all",
}  # fmt: skip


def cluster(worker: int, *addresses: str) -> str:
    return json.dumps({"cluster": {"worker": addresses}, "task": {"type": "worker", "index": worker}})


def test_two_machines_train_with_one_command(tmp_path: Path) -> None:
    dataset = tmp_path / "drawn"
    make_dataset(dataset, identities=8, images=4, seed=0)
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    addresses = [f"127.0.0.1:{s.getsockname()[1]}" for s in sockets]
    for s in sockets:
        s.close()
    settings = [word for name, value in SETTINGS.items() for word in ("--set", f"{name}={value}")]
    # The chief's epochs count, whatever another worker was told.
    command = [sys.executable, "-m", "facenet_gui", "train", "--data", str(dataset), "--run", "both", "--json"]
    processes = [
        subprocess.Popen(
            [*command, *(settings if worker == 0 else [])],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "FACENET_HOME": str(tmp_path / f"home{worker}"),
                "TF_CONFIG": cluster(worker, *addresses),
                "TF_NUM_INTRAOP_THREADS": "1",
            },
        )
        for worker in range(2)
    ]
    try:
        said = [process.communicate(timeout=900) for process in processes]
    finally:
        for process in processes:
            with process:
                process.kill()
    assert [process.returncode for process in processes] == [0, 0], said
    chief, other = ([json.loads(line) for line in out.splitlines()] for out, _ in said)
    assert losses(chief) == losses(other)
    assert len(losses(chief)) == 2
    assert (tmp_path / "home0" / "runs" / "both" / "best" / "model.json").is_file()
    assert not (tmp_path / "home1" / "runs").exists()
    assert "facenet evaluate --model both" in said[0][1]
    assert "facenet evaluate" not in said[1][1]


def losses(events: list[dict[str, Any]]) -> list[float]:
    return [event["loss"] for event in events if event["event"] == "StepEnd"]


@pytest.mark.parametrize("restore", [[], ["--restore"]])
def test_another_worker_needs_the_data_and_not_the_run(monkeypatch: pytest.MonkeyPatch, restore: list[str]) -> None:
    monkeypatch.setenv("TF_CONFIG", cluster(1, "127.0.0.1:1", "127.0.0.1:2"))
    result = CliRunner().invoke(app, ["--run", "nowhere", *restore])
    assert isinstance(result.exception, InputError)
    assert "--data is missing" in result.exception.message


def test_devices_are_named(facenet: Callable[..., Any], tmp_path: Path) -> None:
    make_dataset(tmp_path / "drawn", identities=8, images=4, seed=0)
    settings = [word for name, value in SETTINGS.items() for word in ("--set", f"{name}={value}")]
    result = facenet("train", "--data", tmp_path / "drawn", "--run", "r", *settings, "--devices", "CPU:0, GPU:7")
    assert result.exit_code != 0
    assert "There is no device 'GPU:7'" in result.output + str(result.exception)
