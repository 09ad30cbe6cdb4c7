"""The recipe of the start network can be followed: its stages are trainings that the trainer takes."""

from pathlib import Path

import pytest

from tools.make_start_model import STAGES, Stage, hyperparameters_of


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_a_training(stage: Stage) -> None:
    chosen = hyperparameters_of(stage, Path("start"))
    assert chosen.epochs * chosen.steps_per_epoch == stage.steps
    assert chosen.image_size == 80
    assert (chosen.teacher == "dlib-resnet") == (stage.preset == "distill")
    assert all(getattr(chosen, name) == value for name, value in stage.settings.items())
