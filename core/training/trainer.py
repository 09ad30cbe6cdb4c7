"""The trainer: from data sets to the best model. Opens what a training needs, and hands it to the loop."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.data.dataset import Dataset
from core.data.further import with_further
from core.data.uniform_sampler import sampler_for
from core.errors import DatasetError, InputError
from core.hyperparameters import Hyperparameters, from_mapping
from core.training.begin import begin_run, take_up_run
from core.training.cluster import cluster_from_environment
from core.training.control import TrainingControl
from core.training.distribution import find_distribution
from core.training.events import (
    Notice,
    Phase,
    TrainEnd,
    TrainingListener,
)
from core.training.held_out import HeldOutWatcher
from core.training.run_folder import RunFolder
from core.training.teacher import Teacher
from core.training.training_loop import TrainingLoop


def train(
    *,
    run: Path,
    dataset: Path,
    hyperparameters: Hyperparameters,
    further: Sequence[Path] = (),
    start: Path | None = None,
    teacher: Teacher | None = None,
    restore: bool = False,
    listeners: Sequence[TrainingListener] = (),
    control: TrainingControl | None = None,
    devices: Sequence[str] = (),
    held_out_watcher: HeldOutWatcher | None = None,
) -> TrainEnd:
    """Train a run to its end, or until it is asked to stop.

    All GPUs of the machine take part. With TF_CONFIG set (see `core.training.cluster`) the process joins the cluster:
    every worker calls this with a data set of the same content; hyperparameters, `start` and the run's folder are
    the chief's, and the others never touch theirs. They hear the same events but `EpochEnd` and `CheckpointSaved`.

    Args:
        run: The run's folder; made when it is not there.
        dataset: The data set's folder.
        hyperparameters: As they shall be. A restored run takes over those that may change.
        further: Folders of more data sets to train on; what is held out comes from `dataset` alone.
        start: The model folder to start from, or None for fresh weights.
        teacher: The model that `hyperparameters.teacher` names, where it names one. Not in a cluster.
        restore: Go on from the run's latest whole checkpoint instead of beginning a new run.
        listeners: Called in this thread with every event.
        control: To pause and stop from another thread; in a cluster any worker's counts for all.
        devices: TensorFlow's names of the devices to use, such as "GPU:1"; empty takes all GPUs.
        held_out_watcher: Called in this thread with the embeddings of every evaluation, before its `EpochEnd`.

    Raises:
        RunError: The run exists already (without `restore`) or does not (with it), is being trained elsewhere, has
            no usable checkpoint, or its loss became NaN; another worker failed or is gone.
        OutOfMemoryError: The batch does not fit the device; the hint names one that does.
        InputError: A teacher is named and not given, or given in a cluster.
        DatasetError, ModelError, StorageError: What was given cannot be read, or the disk refused.
    """
    folder = RunFolder(run)

    def tell(phase: Phase) -> None:
        for listener in listeners:
            listener(phase)

    if cluster_from_environment().workers > 1:
        tell(Phase("waiting for the other workers"))
    distribution = find_distribution(devices, batch_size=hyperparameters.batch_size)
    with distribution.losses_in_words(), contextlib.ExitStack() as held:

        def opened() -> list[Dataset]:
            # A restored run knows what it was begun with; the chief alone has its folder.
            more = further or (folder.further() if restore and distribution.is_chief else ())
            return [Dataset.open(path) for path in (dataset, *more)]

        datasets = distribution.everywhere(opened)
        data = distribution.everywhere(lambda: with_further(datasets[0], datasets[1:]))

        def begin() -> dict[str, Any]:
            if restore:
                folder.description()
            held.enter_context(folder.locked())
            if restore:
                notices = take_up_run(folder, hyperparameters)
            else:
                # Found later, a batch that cannot be drawn would leave a run in the way of the next try.
                sampler_for(data.training.labels, hyperparameters)
                device = distribution.first_device
                notices = begin_run(
                    folder,
                    hyperparameters,
                    dataset=dataset,
                    further=further,
                    start=start,
                    device=device,
                    tell=tell,
                )
            return {
                "hyperparameters": folder.hyperparameters().model_dump(),
                "notices": [asdict(notice) for notice in notices],
                "dataset": _fingerprint(data),
            }

        begun = distribution.on_chief(begin)
        distribution.everywhere(lambda: _check_same_dataset(data, begun["dataset"]))
        notices = [Notice("dataset_remark", remark) for one in datasets for remark in one.remarks]
        notices += [Notice(**notice) for notice in begun["notices"]]
        parameters = from_mapping(begun["hyperparameters"])
        notices += distribution.notices(parameters)
        loop = TrainingLoop(
            folder, data, parameters, start, listeners, control or TrainingControl(), distribution=distribution
        )
        loop.held_out_watcher = held_out_watcher
        loop.datasets = datasets
        loop.teacher = _checked_teacher(parameters, teacher, workers=distribution.cluster.workers)
        return loop.run(restore=restore, notices=notices)


def _checked_teacher(parameters: Hyperparameters, teacher: Teacher | None, *, workers: int) -> Teacher | None:
    if not parameters.teacher:
        return None
    if workers > 1:
        raise InputError(
            "A teacher cannot teach in a cluster yet.",
            hint="Learn from it on one machine first, then let the others go on from that run with `start`.",
        )
    if teacher is None:
        raise InputError(f"The teacher {parameters.teacher!r} was not given.", hint="Name a model that is there.")
    return teacher


def _fingerprint(data: Dataset) -> str:
    return hashlib.sha256(data.training.labels.tobytes()).hexdigest()


def _check_same_dataset(data: Dataset, chiefs: str) -> None:
    if _fingerprint(data) != chiefs:
        raise DatasetError(
            f"The data set {data.name!r} here is not the one that the chief trains on.",
            hint="Copy the chief's data set to every worker.",
        )
