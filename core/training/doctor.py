"""What goes wrong in trainings, recognised from the figures while it happens, and said in plain words.

Each ailment has a code, a sentence on what is seen, what to do, and where a hyperparameter would help the change
itself, so that a window can offer it as one click. An ailment is told once, until it has passed and come back.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator

from core.hyperparameters import Hyperparameters
from core.training.events import EpochEnd, Notice, StepEnd, TrainBegin, TrainingEvent

# Steps over which a figure has to say the same before it is believed.
WINDOW = 20
# On the unit sphere, where fresh InceptionV3s had spreads of 0.64 and 0.82. Runs that collapsed went below 0.1 and on
# to 0.03; those that learned stayed above 0.18 (docs/experiments.md).
COLLAPSED_SPREAD = 0.1
# Runs that collapsed had a held-out AUC near 0.5. A small network on easy faces reached 0.97 at a spread of 0.08.
WORKING_AUC = 0.75
# Below this share of active triplets a batch teaches next to nothing.
FEW_ACTIVE = 0.01
# The mean loss of a window this many times its best one, and above the first one: the training runs away. From near
# 0 a loss doubles by chance.
DIVERGED = 2.0
# Epochs in a row in which the training loss falls and so does the held-out AUC, by so much in all. Measured on chance
# alone the AUC of a few hundred pairs moves by a hundredth.
OVER_FITTED_EPOCHS = 3
OVER_FITTED_FALL = 0.02
# A training that begins with a model that knows faces should end above it. Measured on a few hundred pairs an AUC moves
# by some thousandths by chance.
BELOW_START = 0.005
# A network that tells strangers apart no better than this has learned nothing of use: 0.5 is tossing a coin. Runs from
# fresh weights that learned stood at 0.59 after 150 steps and those that did not at 0.50 to 0.53, where both had been
# at 0.53 after 100 (docs/experiments.md).
CHANCE_AUC = 0.55
LEARNING_STEPS = 150
# A rate is too high where the loss jumps although many triplets are active, and does not come down from where it
# began. Where few are active it jumps because batches differ: runs that learned well did so with up to a third active
# (but a falling loss), or with a loss that stayed and less than 0.08 active.
JUMPY_ACTIVE = 0.1
JUMPY_LOSS = 0.5
SMALL_IDENTITIES, SMALL_IMAGES = 100, 1000
ONE_IDENTITY_AN = 1e-12


class Doctor:
    """Looks at every event; `observe` returns what there is to say about it.

    Args:
        hyperparameters: Of the run; advice is given relative to them.
    """

    def __init__(self, hyperparameters: Hyperparameters) -> None:
        self._parameters = hyperparameters
        self._steps: deque[StepEnd] = deque(maxlen=WINDOW)
        self._epochs: list[EpochEnd] = []
        self._best_loss = float("inf")
        self._first_loss = float("inf")
        # Steps seen, and after how many of them the loss of now began.
        self._step = self._loss_began = 0
        # Code → the step at which it was last seen.
        self._told: dict[str, int] = {}
        first = hyperparameters.batch_all_first
        self._other_loss_at = first + 1 if first else None

    def observe(self, event: TrainingEvent) -> list[Notice]:
        """What to tell the user after this event; most often nothing."""
        match event:
            case TrainBegin():
                return list(self._look_at_data(event))
            case StepEnd():
                if event.step <= self._parameters.teacher_alone:
                    # Another loss, without triplets and without labels; what follows says nothing about it.
                    return []
                if event.step == self._other_loss_at:
                    # Another loss from here on, of another size: it is not compared with the one before.
                    self._steps.clear()
                    self._best_loss = self._first_loss = float("inf")
                    self._loss_began = self._step
                self._steps.append(event)
                self._step += 1
                return list(self._look_at_steps())
            case EpochEnd():
                self._epochs.append(event)
                return list(self._look_at_epochs())
            case _:
                return []

    # -- before the first step

    def _look_at_data(self, event: TrainBegin) -> Iterator[Notice]:
        if self._parameters.identities_per_batch == 1:
            yield from self._tell("one_identity", True, self._one_identity)
        if event.identities < SMALL_IDENTITIES or event.images < SMALL_IMAGES:
            yield Notice(
                "data_small",
                f"The data set is small: {event.images:,} images of {event.identities:,} identities. An embedding "
                "learned from so few people knows them, not faces in general.",
                f"Import more ({SMALL_IDENTITIES:,} people with {SMALL_IMAGES:,} images or more), or start from a "
                "trained model.",
            )
        if event.held_out_identities < 2:
            yield Notice(
                "nothing_held_out",
                "No identities are held out, so nothing tells whether the embedding works for strangers.",
                "Import again and hold out 5 % of the people or more.",
            )

    # -- while steps come

    def _look_at_steps(self) -> Iterator[Notice]:
        steps = self._steps
        if len(steps) < WINDOW:
            return
        rate = self._parameters.learning_rate
        mean_loss = _mean([step.loss for step in steps])
        mean_active = _mean([step.active_fraction for step in steps])
        if self._first_loss == float("inf"):
            self._first_loss = mean_loss
        one_identity = all(step.an_mean <= ONE_IDENTITY_AN and step.active_fraction == 0 for step in steps)
        yield from self._tell("one_identity", one_identity, self._one_identity)
        small = all(step.spread < COLLAPSED_SPREAD for step in steps)
        collapsed = not one_identity and small and not self._tells_strangers_apart()
        yield from self._tell(
            "collapse",
            collapsed,
            lambda: Notice(
                "collapse",
                f"The embeddings have collapsed: every face becomes nearly the same point (spread "
                f"{steps[-1].spread:.3f}), and the loss stays near the margin.",
                f"Begin again with a smaller learning rate ({rate / 5:g}), or with batch_all, which forgives more.",
                {"learning_rate": rate / 5},
            ),
        )
        yield from self._tell(
            "divergence",
            not collapsed and mean_loss > max(DIVERGED * self._best_loss, self._first_loss),
            lambda: Notice(
                "divergence",
                f"The loss runs away: {mean_loss:.3f} over {WINDOW} steps, after {self._best_loss:.3f} before.",
                f"Go on from the last checkpoint with a smaller learning rate ({rate / 3:g}) and clip_norm 1.",
                {"learning_rate": rate / 3, "clip_norm": 1.0},
            ),
        )
        self._best_loss = min(self._best_loss, mean_loss)
        yield from self._tell(
            "rate_too_high",
            not collapsed and mean_active >= JUMPY_ACTIVE and self._jumps_without_falling(mean_loss),
            lambda: Notice(
                "rate_too_high",
                "The loss jumps up and down by more than half from step to step and does not fall: the steps are too "
                "large.",
                f"Use a smaller learning rate ({rate / 3:g}).",
                {"learning_rate": rate / 3},
            ),
        )
        yield from self._tell(
            "no_active_triplets",
            mean_active < FEW_ACTIVE and not collapsed and not one_identity,
            self._no_active_triplets,
        )

    def _jumps_without_falling(self, mean_loss: float) -> bool:
        # The loss gets the time of two windows to come down from the first one.
        return (
            self._step - self._loss_began >= 3 * WINDOW
            and mean_loss > JUMPY_LOSS * self._first_loss
            and _jumps(self._steps)
        )

    def _no_active_triplets(self) -> Notice:
        parameters = self._parameters
        if parameters.triplet_strategy != "batch_hard":
            return Notice(
                "no_active_triplets",
                f"Fewer than {FEW_ACTIVE:.0%} of the triplets are active: nearly every batch is solved already.",
                "Switch to batch_hard, which looks for the hardest ones, or use larger batches.",
                {"triplet_strategy": "batch_hard"},
            )
        larger = parameters.identities_per_batch * 2
        return Notice(
            "no_active_triplets",
            "Hardly any anchor has an active triplet: the batches are solved already.",
            f"Use more identities in a batch ({larger}), a larger margin, or end the training here.",
            {"identities_per_batch": larger},
        )

    def _one_identity(self) -> Notice:
        return Notice(
            "one_identity",
            "The batches hold images of one identity only: there is no negative, so there is nothing to learn.",
            "Set identities_per_batch to 2 or more; 16 and up work well.",
            {"identities_per_batch": max(16, self._parameters.identities_per_batch)},
        )

    def _tells_strangers_apart(self) -> bool:
        """Whether held-out people are told apart well: then the embeddings are close together but not one point."""
        last = self._epochs[-1].held_out if self._epochs else None
        return last is not None and last.auc > WORKING_AUC

    # -- after each epoch

    def _look_at_epochs(self) -> Iterator[Notice]:
        yield from self._worse_than_start()
        epochs = [epoch for epoch in self._epochs if epoch.mean_loss is not None]
        measured = [(epoch, epoch.held_out.auc) for epoch in epochs if epoch.held_out]
        yield from self._tell("not_learning", self._learns_nothing(measured), self._not_learning)
        recent = measured[-OVER_FITTED_EPOCHS - 1 :]
        over_fitted = (
            len(recent) > OVER_FITTED_EPOCHS
            and all(
                (after.mean_loss or 0) < (before.mean_loss or 0) and auc_after < auc_before
                for (before, auc_before), (after, auc_after) in itertools.pairwise(recent)
            )
            and recent[0][1] - recent[-1][1] > OVER_FITTED_FALL
            # What falls from 0.55 to 0.5 never knew anything by heart or otherwise.
            and recent[0][1] > CHANCE_AUC + OVER_FITTED_FALL
        )
        yield from self._tell(
            "over_fitting",
            over_fitted,
            lambda: Notice(
                "over_fitting",
                f"For {OVER_FITTED_EPOCHS} epochs the training loss has fallen while the held-out identities are told "
                "apart less well: the network learns its people by heart.",
                "Stop here (the best model is kept), or go on with more people, stronger augmentation or dropout.",
                {"dropout": 0.3, "colour": 0.4},
            ),
        )

    def _worse_than_start(self) -> Iterator[Notice]:
        """Where the start was a model that knows faces, and this epoch's network tells strangers apart less well."""
        if not self._parameters.knows_faces or len(self._epochs) < 2 or self._epochs[0].step:
            # Without the measurement of the start itself, as after a restore, nobody knows.
            return
        first, last = self._epochs[0].held_out, self._epochs[-1].held_out
        if first is None or last is None:
            return
        rate = self._parameters.learning_rate / 5
        yield from self._tell(
            "worse_than_start",
            last.auc < first.auc - BELOW_START,
            lambda: Notice(
                "worse_than_start",
                f"Held-out identities are told apart less well than by the start: AUC {last.auc:.3f} instead of "
                f"{first.auc:.3f}.",
                f"Begin again with a lower learning rate ({rate:g}) and the start's batch statistics, or let the start "
                "be the teacher too.",
                {"learning_rate": rate, "freeze_batch_statistics": True},
            ),
        )

    def _learns_nothing(self, measured: list[tuple[EpochEnd, float]]) -> bool:
        """Whether after enough steps, by the last two measurements, strangers are still told apart by chance."""
        if "collapse" in self._told or len(measured) < 2:
            return False
        enough = self._parameters.warmup_steps + LEARNING_STEPS
        return measured[-1][0].step >= enough and all(auc < CHANCE_AUC for _, auc in measured[-2:])

    def _not_learning(self) -> Notice:
        parameters = self._parameters
        message = (
            f"After {self._epochs[-1].step:,} steps the held-out identities are still told apart no better than by "
            "tossing a coin."
        )
        blind = parameters.triplet_strategy != "batch_all" and not parameters.knows_faces
        if blind and parameters.batch_all_steps < 500:
            return Notice(
                "not_learning",
                message,
                "Begin again with batch_all_steps 500: fresh weights learn from all triplets before they can learn "
                "from the hardest.",
                {"batch_all_steps": 500},
            )
        rate = min(parameters.learning_rate * 3, 10.0)
        return Notice(
            "not_learning",
            message,
            f"Look whether the pictures show the people whose names they bear. If they do, train longer, or begin "
            f"again with a higher learning rate ({rate:g}).",
            {"learning_rate": rate},
        )

    def _tell(self, code: str, ill: bool, notice: Callable[[], Notice]) -> Iterator[Notice]:
        """The notice where it is new. What comes and goes within a window of steps is one ailment."""
        if not ill:
            if code in self._told and self._step - self._told[code] >= WINDOW:
                del self._told[code]
            return
        new = code not in self._told
        self._told[code] = self._step
        if new:
            yield notice()


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _jumps(steps: deque[StepEnd]) -> bool:
    """Whether the loss changes by more than half of its mean in most steps of the window."""
    losses = [step.loss for step in steps]
    mean = sum(losses) / len(losses)
    changes = [abs(after - before) for before, after in itertools.pairwise(losses)]
    return mean > 0 and sum(change > 0.5 * mean for change in changes) > len(changes) / 2
