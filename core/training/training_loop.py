"""One training from its first step to its end: the network, the loop, and what is measured and kept on the way.

It prints nothing and knows no window: it sends events (`core.training.events`) and looks at a `TrainingControl`
between two steps. Everything random is a function of (seed, step), so going on from a checkpoint is starting at
its step.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.pipeline import training_batches
from core.data.uniform_sampler import sampler_for
from core.embedding.card import ModelCard
from core.embedding.model_folder import save_model
from core.embedding.network import build_network, freeze
from core.errors import ModelError, OutOfMemoryError, RunError, StorageError
from core.evaluation.verification import HeldOut
from core.hyperparameters import Hyperparameters
from core.training.checkpoints import Checkpoints, RunState, named_variables
from core.training.control import TrainingControl
from core.training.distribution import Distribution
from core.training.doctor import Doctor
from core.training.events import (
    CheckpointSaved,
    EpochEnd,
    Notice,
    Phase,
    StepEnd,
    TrainBegin,
    TrainEnd,
    TrainingEvent,
    TrainingListener,
)
from core.training.held_out import HeldOutEvaluation, HeldOutWatcher
from core.training.history import History
from core.training.memory import out_of_memory
from core.training.model_card import card_for_run, network_input
from core.training.optimizers import build_optimizer
from core.training.pace import Pace
from core.training.restore import restore_latest
from core.training.run_folder import RunFolder
from core.training.scheduled_loss import scheduled_loss
from core.training.start import load_start
from core.training.teacher import Teacher, teacher_targets
from core.training.train_step import StepFigures, TrainStep


class TrainingLoop:
    """The state of one call of `core.training.trainer.train`.

    Attributes:
        datasets: Those that `data` was joined from.
        teacher: Whom `hyperparameters.teacher` names.
        held_out_watcher: Called with the embeddings of every evaluation.
    """

    def __init__(
        self,
        folder: RunFolder,
        data: Dataset,
        hyperparameters: Hyperparameters,
        start: Path | None,
        listeners: Sequence[TrainingListener],
        control: TrainingControl,
        *,
        distribution: Distribution,
    ) -> None:
        self.folder = folder
        self.data = data
        self.parameters = hyperparameters
        self.start = start
        self.listeners = list(listeners)
        self.control = control
        self.distribution = distribution
        distribution.check_batch(hyperparameters.batch_size)
        self.network_input = network_input(data, hyperparameters)
        self.doctor = Doctor(hyperparameters)
        self.checkpoints = Checkpoints(folder.checkpoints, keep=hyperparameters.keep_checkpoints)
        self.state = RunState()
        self.saved_step = -1
        self.held_out_watcher: HeldOutWatcher | None = None
        self.datasets: Sequence[Dataset] = [data]
        self.teacher: Teacher | None = None
        # Without a teacher a row of it is empty.
        self.targets: NDArray[np.float32] = np.empty((len(data.training), 0), np.float32)
        sampler = sampler_for(data.training.labels, hyperparameters)
        self.steps_per_epoch = hyperparameters.steps_per_epoch or sampler.steps_per_epoch
        self.total_steps = self.steps_per_epoch * hyperparameters.epochs

    def emit(self, event: TrainingEvent) -> None:
        for listener in self.listeners:
            listener(event)
        if self.distribution.is_chief:
            for notice in self.doctor.observe(event):
                self.emit(notice)

    def run(self, *, restore: bool, notices: list[Notice]) -> TrainEnd:
        began = time.monotonic()
        self.emit(Phase("building the network"))
        self._build()
        if restore:
            notices += self._restore()
            if self.state.step >= self.total_steps:
                epochs = self.parameters.epochs
                notices.append(
                    Notice("already_finished", f"Epoch {epochs:,} of {epochs:,} is done.", "Ask for more epochs.")
                )
        with contextlib.ExitStack() as held:
            if self.distribution.is_chief:
                history = held.enter_context(History(self.folder.path, from_step=self.state.step))
                self.listeners.insert(0, history)
            identities = self.data.identities
            self.emit(
                TrainBegin(
                    run=self.folder.path,
                    device=self.distribution.device,
                    parameters=self.network.count_params(),
                    start_step=self.state.step,
                    total_steps=self.total_steps,
                    steps_per_epoch=self.steps_per_epoch,
                    images=len(self.data.training),
                    identities=sum(identity.split == "training" for identity in identities),
                    held_out_identities=sum(identity.split == "validation" for identity in identities),
                )
            )
            for notice in notices:
                self.emit(notice)
            self.held_out = HeldOutEvaluation(
                self.data,
                self.network,
                network_input=self.network_input,
                hyperparameters=self.parameters,
                watcher=self.held_out_watcher,
            )
            self._ask_teacher()
            if self.state.step == 0:
                self._end_epoch()
            self._steps()
            self.distribution.on_chief(self._keep)
            reason: Literal["finished", "stopped"] = "finished" if self.state.step >= self.total_steps else "stopped"
            end = TrainEnd(reason, self.state.step, self.folder.best, time.monotonic() - began)
            self.emit(end)
            return end

    # -- set-up

    def _build(self) -> None:
        with self.distribution.scope():
            self.network = build_network(self.parameters, synchronised=not self.distribution.is_alone)
            self.start_card = self._load_start()
            freeze(
                self.network,
                until=self.parameters.freeze_until,
                batch_statistics=self.parameters.keeps_batch_statistics,
            )
            self.optimizer = build_optimizer(self.parameters, total_steps=self.total_steps)
            self.optimizer.build(self.network.trainable_variables)
        self.step = TrainStep(
            network=self.network,
            optimizer=self.optimizer,
            loss=scheduled_loss(self.parameters),
            seed=self.parameters.seed,
            distribution=self.distribution,
        )

    def _load_start(self) -> ModelCard | None:
        """On the chief the start's card; all have its weights afterwards."""
        start = self.start if self.distribution.is_chief else None
        card = self.distribution.everywhere(
            lambda: load_start(start, self.network, self.parameters) if start is not None else None
        )
        self.distribution.share_variables(variable for _, variable in named_variables(self.network))
        return card

    def _ask_teacher(self) -> None:
        if self.teacher is not None and self.state.step < self.total_steps:
            targets = teacher_targets(
                self.teacher,
                self.datasets,
                self.data.training.labels,
                hyperparameters=self.parameters,
                tell=self.emit,
                control=self.control,
            )
            # Without them the user has asked to stop, and no step follows.
            shape = (len(self.data.training), self.parameters.embedding_size)
            self.targets = np.zeros(shape, np.float32) if targets is None else targets

    def _restore(self) -> list[Notice]:
        """Take up the run where the chief's latest whole checkpoint left it."""

        def restored() -> dict[str, Any]:
            self.state, notices = restore_latest(self.checkpoints, self.network, self.optimizer, run=self.folder.path)
            return {"state": asdict(self.state), "notices": [asdict(notice) for notice in notices]}

        shared = self.distribution.on_chief(restored)
        self.state = RunState(**shared["state"])
        if self.state.step:
            self.saved_step = self.state.step
            variables = named_variables(self.network, self.optimizer)
            self.distribution.share_variables(variable for _, variable in variables)
        return [Notice(**notice) for notice in shared["notices"]]

    # -- the loop

    def _steps(self) -> None:
        batches = iter(
            training_batches(
                self.data.training,
                hyperparameters=self.parameters,
                network_input=self.network_input,
                start_step=self.state.step,
                worker=self.distribution.cluster.worker,
                workers=self.distribution.cluster.workers,
            )
        )
        pace = Pace(self.parameters.batch_size)
        if self.state.step < self.total_steps:
            self.emit(Phase("tracing the first step"))
        first = True
        while self.state.step < self.total_steps and self._may_go_on():
            figures = self._one_step(batches, pace)
            self._after_step(figures, pace)
            if first:
                first = False
                pace.forget()
                self.emit(Phase("training"))

    def _may_go_on(self) -> bool:
        """Wait while anybody has paused; False where anybody has asked to stop."""
        stop, pause = self.distribution.agree(self.control.stopping, self.control.paused)
        if pause and not stop:
            self.emit(Phase("paused"))
            while pause and not stop:
                # In a cluster another worker may ask to stop meanwhile.
                self.control.wait_while_paused(seconds=1.0)
                stop, pause = self.distribution.agree(self.control.stopping, self.control.paused)
            self.emit(Phase("training"))
        return not stop

    def _one_step(self, batches: Iterator[Any], pace: Pace) -> StepFigures:
        begin = time.perf_counter()
        images, labels, positions = next(batches)
        targets = tf.constant(self.targets[positions.numpy()])
        ready = time.perf_counter()
        try:
            figures = self.step(images, labels, targets, step=self.state.step)
        except tf.errors.ResourceExhaustedError as error:
            raise self._out_of_memory() from error
        pace.add(seconds=time.perf_counter() - begin, waited=ready - begin)
        return figures

    def _after_step(self, figures: StepFigures, pace: Pace) -> None:
        state = self.state
        step = state.step + 1
        if not math.isfinite(figures.loss):
            raise self._not_finite(f"The loss became {figures.loss} at step {step}")
        self.state = replace(
            state,
            step=step,
            epoch_losses=state.epoch_losses + figures.loss,
            epoch_steps=state.epoch_steps + 1,
        )
        self.emit(
            StepEnd(
                step=step,
                epoch=(step - 1) // self.steps_per_epoch + 1,
                **figures._asdict(),
                images_per_second=pace.images_per_second,
                data_wait=pace.data_wait,
                seconds_left=self._seconds_left(pace),
            )
        )
        if step % self.steps_per_epoch == 0:
            self._end_epoch()
        elif step % self.parameters.checkpoint_steps == 0 and self.distribution.is_chief:
            self._save()

    def _seconds_left(self, pace: Pace) -> float:
        steps = self.total_steps - self.state.step
        evaluations = math.ceil(steps / self.steps_per_epoch)
        return steps * pace.seconds_per_step + evaluations * self.held_out.seconds

    # -- the end of an epoch

    def _end_epoch(self) -> None:
        """Evaluate, tell, and save, on the chief; at step 0 it is the untrained network that is measured."""
        self.emit(Phase("evaluating"))

        def evaluated() -> dict[str, Any]:
            self._evaluate()
            return asdict(self.state)

        self.state = RunState(**self.distribution.on_chief(evaluated))
        if self.state.step:
            self.emit(Phase("training"))

    def _evaluate(self) -> None:
        begin = time.monotonic()
        held_out = self.held_out.measure()
        state = self.state
        mean_loss = state.epoch_losses / state.epoch_steps if state.epoch_steps else None
        epoch = state.step // self.steps_per_epoch
        if state.step == 0:
            # The untrained network sets no mark to beat: a run has a best model after its first epoch.
            self.emit(EpochEnd(epoch, state.step, mean_loss, held_out, time.monotonic() - begin))
            return
        score = held_out.auc if held_out else None
        best = score is None or state.best_score is None or score > state.best_score
        self.state = RunState(step=state.step, best_score=score if best else state.best_score)
        self.emit(EpochEnd(epoch, state.step, mean_loss, held_out, time.monotonic() - begin))
        if best:
            self._keep_as_best(held_out)
        self._save(best=best)

    def _keep(self) -> None:
        """What the end of the run, wherever it comes, leaves behind."""
        if self.saved_step != self.state.step:
            self._save(final=True)
        if not self.folder.best.is_dir():
            # Stopped before its first evaluation: what was learned so far is kept, unmeasured.
            self._keep_as_best(None)

    def _keep_as_best(self, held_out: HeldOut | None) -> None:
        self.folder.check_still_there()
        card = card_for_run(
            self.folder.path,
            self.data,
            hyperparameters=self.parameters,
            step=self.state.step,
            held_out=held_out,
            start=self.start_card,
        )
        try:
            save_model(self.folder.best, self.network, card)
        except ModelError as error:
            # The weights can overflow before the loss does: batch normalisation divides what grows by its own size.
            raise self._not_finite(f"The weights overflowed by step {self.state.step}") from error
        except StorageError:
            # The folder may have gone while it was being written to.
            self.folder.check_still_there()
            raise

    def _not_finite(self, what: str) -> RunError:
        """Tells the listeners; the run cannot go on."""
        self.emit(
            Notice(
                "not_finite",
                f"{what}.",
                "The learning rate is too high, or float16 overflowed.",
                {"learning_rate": self.parameters.learning_rate / 3, "clip_norm": 1.0},
            )
        )
        return RunError(
            f"{what}; the checkpoints before it are untouched.",
            hint="Go on from the last checkpoint with a smaller learning_rate, or with clip_norm set to 1.",
        )

    def _save(self, *, best: bool = False, final: bool = False) -> None:
        self.folder.check_still_there()
        try:
            path = self.checkpoints.save(self.state, self.network, self.optimizer)
        except StorageError as error:
            self.folder.check_still_there()
            if final:
                raise
            # The earlier checkpoint is whole; a full disk may have room again at the next one.
            self.emit(Notice("checkpoint_failed", error.message, error.hint))
            return
        self.saved_step = self.state.step
        self.emit(CheckpointSaved(self.state.step, path, best))

    def _out_of_memory(self) -> OutOfMemoryError:
        def one_step(identities: int) -> None:
            images, size = self.parameters.images_per_identity, self.parameters.image_size
            # A fresh network, so that the trial does not move the run's weights.
            self._build()
            batch = identities * images
            self.step(
                tf.zeros((batch, size, size, 3)),
                tf.repeat(tf.range(identities), images),
                tf.zeros((batch, self.targets.shape[1])),
                step=0,
            )

        # A trial on several devices would need all workers at once, and they have run out of memory or not.
        return out_of_memory(self.parameters, try_identities=one_step if self.distribution.is_alone else None)
