"""Folders of runs as a training leaves them, made without one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from core.hyperparameters import Hyperparameters
from core.training.run_folder import RunFolder


def step(number: int, loss: float | None = 0.3, **figures: Any) -> dict[str, Any]:
    return {"event": "StepEnd", "step": number, "epoch": 1, "loss": loss, "spread": 0.8, **figures}


def epoch(number: int, step_: int, auc: float | None) -> dict[str, Any]:
    held_out = None
    if auc is not None:
        at_far = [{"far": 0.01, "val": 0.5, "supported": True}, {"far": 0.001, "val": 0.25, "supported": False}]
        held_out = {"auc": auc, "eer": 0.1, "accuracy": 0.9, "val_at_far": at_far, "distance_threshold": 1.0}
    mean_loss = 0.3 if number else None
    return {"event": "EpochEnd", "epoch": number, "step": step_, "mean_loss": mean_loss, "held_out": held_out}


def begin(total: int) -> dict[str, Any]:
    return {"event": "TrainBegin", "start_step": 0, "total_steps": total, "steps_per_epoch": total}


def end(number: int, reason: str = "finished") -> dict[str, Any]:
    return {"event": "TrainEnd", "reason": reason, "step": number, "best": "best", "seconds": 1.0}


def make_run(
    path: Path, records: list[dict[str, Any]], *, checkpoints: tuple[int, ...] = (), **parameters: Any
) -> RunFolder:
    """A run with this history and these checkpoints."""
    folder = RunFolder(path)
    folder.create(Hyperparameters(**parameters), dataset=path.parent / "faces", start=None)
    append(folder, *records)
    if checkpoints:
        folder.checkpoints.mkdir()
    for number in checkpoints:
        save_file({"weight": np.zeros(100, np.float32)}, folder.checkpoints / f"step-{number:08d}.safetensors")
    return folder


def append(folder: RunFolder, *records: dict[str, Any]) -> None:
    with folder.history.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
