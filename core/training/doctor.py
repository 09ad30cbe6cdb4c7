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
# Below this share of active triplets a batch teaches next to nothing.
FEW_ACTIVE = 0.01
# The mean loss of a window this many times its best one: the training runs away.
DIVERGED = 2.0
# Epochs in a row in which the training loss falls while the held-out AUC does.
OVER_FITTED_EPOCHS = 3
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
        self._told: set[str] = set()

    def observe(self, event: TrainingEvent) -> list[Notice]:
        """What to tell the user after this event; most often nothing."""
        match event:
            case TrainBegin():
                return list(self._look_at_data(event))
            case StepEnd():
                parameters = self._parameters
                if parameters.triplet_strategy != "batch_all" and event.step == parameters.batch_all_steps + 1:
                    # Another loss from here on, of another size: it is not compared with the one before.
                    self._steps.clear()
                    self._best_loss = float("inf")
                self._steps.append(event)
                return list(self._look_at_steps())
            case EpochEnd():
                self._epochs.append(event)
                return list(self._look_at_epochs())
            case _:
                return []

    # -- before the first step

    def _look_at_data(self, event: TrainBegin) -> Iterator[Notice]:
        if self._parameters.identities_per_batch == 1:
            yield self._one_identity()
        if event.identities < SMALL_IDENTITIES or event.images < SMALL_IMAGES:
            yield Notice(
                "data_small",
                f"The data set is small: {event.images:,} images of {event.identities:,} identities. An embedding "
                "learned from so few people knows them, not faces in general.",
                f"Import more people ({SMALL_IDENTITIES:,} or more), or start from a trained model.",
            )
        if event.held_out_identities < 2:
            yield Notice(
                "nothing_held_out",
                "No identities are held out, so nothing tells whether the embedding works for strangers.",
                "Import with --validation 0.05 or more.",
            )

    # -- while steps come

    def _look_at_steps(self) -> Iterator[Notice]:
        steps = self._steps
        if len(steps) < WINDOW:
            return
        rate = self._parameters.learning_rate
        mean_loss = sum(step.loss for step in steps) / WINDOW
        yield from self._tell(
            all(step.an_mean <= ONE_IDENTITY_AN and step.active_fraction == 0 for step in steps), self._one_identity
        )
        collapsed = all(step.spread < COLLAPSED_SPREAD for step in steps) and not all(
            step.an_mean <= ONE_IDENTITY_AN and step.ap_mean > COLLAPSED_SPREAD for step in steps
        )
        yield from self._tell(
            collapsed,
            lambda: Notice(
                "collapse",
                f"The embeddings have collapsed: every face becomes nearly the same point (spread "
                f"{steps[-1].spread:.3f}), and the loss stays near the margin.",
                f"Begin again with a smaller learning rate ({rate / 5:g}), or with batch_all, which forgives more.",
                {"learning_rate": rate / 5},
            ),
        )
        diverged = not collapsed and mean_loss > DIVERGED * self._best_loss
        yield from self._tell(
            diverged,
            lambda: Notice(
                "divergence",
                f"The loss runs away: {mean_loss:.3f} over {WINDOW} steps, after {self._best_loss:.3f} before.",
                f"Go on from the last checkpoint with a smaller learning rate ({rate / 3:g}) and clip_norm 1.",
                {"learning_rate": rate / 3, "clip_norm": 1.0},
            ),
        )
        self._best_loss = min(self._best_loss, mean_loss)
        jumpy = steps[-1].gradient_norm > 0 and _jumps(steps) and not collapsed
        yield from self._tell(
            jumpy,
            lambda: Notice(
                "rate_too_high",
                "The loss jumps up and down by more than half from step to step: the steps are too large.",
                f"Use a smaller learning rate ({rate / 3:g}).",
                {"learning_rate": rate / 3},
            ),
        )
        yield from self._tell(
            all(step.active_fraction < FEW_ACTIVE for step in steps) and not collapsed,
            self._no_active_triplets,
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

    # -- after each epoch

    def _look_at_epochs(self) -> Iterator[Notice]:
        recent = [epoch for epoch in self._epochs if epoch.held_out and epoch.mean_loss is not None]
        recent = recent[-OVER_FITTED_EPOCHS - 1 :]
        pairs = list(itertools.pairwise(recent))
        over_fitted = len(pairs) == OVER_FITTED_EPOCHS and all(
            (after.mean_loss or 0) < (before.mean_loss or 0)
            and after.held_out is not None
            and before.held_out is not None
            and after.held_out.auc < before.held_out.auc
            for before, after in pairs
        )
        yield from self._tell(
            over_fitted,
            lambda: Notice(
                "over_fitting",
                f"For {OVER_FITTED_EPOCHS} epochs the training loss has fallen while the held-out identities are told "
                "apart less well: the network learns its people by heart.",
                "Stop here (the best model is kept), or go on with more people, stronger augmentation or dropout.",
                {"dropout": 0.3, "colour": 0.4},
            ),
        )

    def _tell(self, ill: bool, notice: Callable[[], Notice]) -> Iterator[Notice]:
        found = notice()
        if not ill:
            self._told.discard(found.code)
        elif found.code not in self._told:
            self._told.add(found.code)
            yield found


def _jumps(steps: deque[StepEnd]) -> bool:
    """Whether the loss changes by more than half of its mean in most steps of the window."""
    losses = [step.loss for step in steps]
    mean = sum(losses) / len(losses)
    changes = [abs(after - before) for before, after in itertools.pairwise(losses)]
    return mean > 0 and sum(change > 0.5 * mean for change in changes) > len(changes) / 2
