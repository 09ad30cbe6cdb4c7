"""The recipe of the start network can be followed: its stages are trainings that the trainer takes."""

from pathlib import Path

import pytest

from core.hyperparameter_files import load_preset
from tools.make_start_model import STAGES, Stage, hyperparameters_of


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_a_training(stage: Stage) -> None:
    chosen = hyperparameters_of(stage, Path("start"))
    assert chosen.epochs * chosen.steps_per_epoch == stage.steps
    assert (chosen.teacher == "dlib-resnet") == (stage.preset == "distill")
    assert all(getattr(chosen, name) == value for name, value in stage.settings.items())


def test_the_last_stages_have_the_size_that_the_presets_train_at() -> None:
    sizes = [hyperparameters_of(stage, Path("start")).image_size for stage in STAGES]
    assert sizes == sorted(sizes)
    assert sizes[-1] == load_preset(STAGES[-1].preset).image_size
