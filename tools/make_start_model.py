"""Make the start network that comes with the application: an InceptionV3 that learnt from the built-in network.

    python -m tools.make_start_model --data DATASET --first-layers MODEL --lfw DIR

DATASET is a data set made by `facenet import`, MODEL what `tools.convert_first_layers` made, DIR LFW's images, on which
nothing is trained. The stages are ordinary runs, `start-1`, `start-2` and so on, in the home; each is taken up again
where it was interrupted. At the end the best checkpoint of the last one goes to resources/models/inception-v3-start,
its kernels as float16, with its measured accuracy in its card.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core import resources
from core.tensorflow_environment import load_tensorflow

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder
    from core.hyperparameters import Hyperparameters

TARGET = resources.resources_folder() / "models" / "inception-v3-start"
TEACHER = "dlib-resnet"
FAR = 1e-3
LICENCE = "MIT; made from pictures that are for non-commercial research"
NOTES = (
    "Learnt to give a face the embedding that dlib-resnet gives it, from pictures of CelebA and two other research "
    "sets and from blends of them, then with the batch-hard triplet loss; LFW took no part. Its first layers began "
    "with ImageNet's weights. A start for trainings of your own, and a model to recognise with; dlib-resnet tells "
    "faces apart better."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Stage:
    """One run.

    Attributes:
        steps: How long the schedule is.
        settings: Hyperparameters that differ from the preset.
        stop_after: End before that, after so many steps; None goes to the end.
        blends: How many of the sets of blended faces are learnt from too.
        preset: The preset's name.
    """

    steps: int
    settings: dict[str, Any]
    stop_after: int | None = None
    blends: int = 0
    preset: str = "distill"


SHARED: dict[str, Any] = {"precision": "float32", "validation_images": 1000}
# Twice as many images a minute as at the size that the network has in the end.
SMALL: dict[str, Any] = {"image_size": 80}
TAUGHT: dict[str, Any] = {"teacher": TEACHER, "identity_pull": 0.5}
WITH_BLENDS: dict[str, Any] = {"freeze_until": "max_pooling2d_1", "colour": 0.2, "blur": 0.1, "warmup_steps": 50}
LARGE: dict[str, Any] = {**WITH_BLENDS, "image_size": 112, "relation_weight": 1.0}
# Images of each set of blends, of which seed after seed makes another.
BLENDS = 60_000
STAGES = (
    Stage(3000, {**SMALL, "freeze_until": "max_pooling2d_1"}, stop_after=1200),
    Stage(2500, {**SMALL, "colour": 0.1, "blur": 0.0, "warmup_steps": 30}),
    Stage(5000, {**SMALL, **WITH_BLENDS}, blends=1),
    Stage(4000, {**SMALL, **WITH_BLENDS, "learning_rate": 8e-4}, blends=2),
    Stage(150, {**LARGE, "learning_rate": 4e-4, "warmup_steps": 20}, blends=2),
    Stage(3000, {**LARGE, "learning_rate": 7e-4}, blends=2),
    Stage(100, {"image_size": 112, "validation_images": 2850}, preset="batch_hard"),
)


def hyperparameters_of(stage: Stage, start: Path) -> Hyperparameters:
    """Those of a stage that starts from this model; its schedule in five epochs."""
    from core.hyperparameter_files import load_preset

    values = {**SHARED, **(TAUGHT if stage.preset == "distill" else {}), **stage.settings}
    return load_preset(stage.preset).changed(**values, start=str(start), epochs=5, steps_per_epoch=stage.steps // 5)


def train_stage(number: int, *, dataset: Path, blends: Sequence[Path], start: Path) -> Path:
    """Train a stage, or what is left of it; returns the folder of its best model."""
    from core.home import Home
    from core.training.control import TrainingControl
    from core.training.events import EpochEnd, StepEnd, TrainingEvent
    from core.training.teacher import find_teacher
    from core.training.trainer import train

    home, stage = Home.default(), STAGES[number]
    run = home.new_run(f"start-{number + 1}")
    parameters = hyperparameters_of(stage, start)
    control = TrainingControl()

    def listen(event: TrainingEvent) -> None:
        if isinstance(event, EpochEnd) and event.held_out is not None:
            print(f"{run.name}: step {event.step:,}, held-out AUC {event.held_out.auc:.4f}", flush=True)
        if isinstance(event, StepEnd) and event.step == stage.stop_after:
            control.stop()

    train(
        run=run,
        dataset=dataset,
        further=blends[: stage.blends],
        hyperparameters=parameters,
        start=start,
        teacher=find_teacher(parameters, home),
        restore=run.is_dir(),
        listeners=[listen],
        control=control,
    )
    return run / "best"


def made_blends(dataset: Path, target: Path, *, seed: int) -> Path:
    """Blended faces, made where they are not there yet."""
    from core.data.blended_faces import write_blended_dataset
    from core.data.dataset import Dataset

    if not target.is_dir():
        write_blended_dataset(Dataset.open(dataset), target, images=BLENDS, seed=seed)
    return target


def write_model(best: Path, target: Path, *, dataset: Path, lfw: Path | None) -> None:
    """Put a model into the resources, small, and say in its card how good it is."""
    from core import files
    from core.embedding.card import CARD_FILE, Measurement
    from core.embedding.model_folder import load_model, load_network, save_model
    from core.evaluation.pair_evaluation import evaluate_pairs
    from core.evaluation.pairs import find_pair_file, read_pairs
    from core.faces.mtcnn import MtcnnDetector

    network, card = load_network(best)
    card = card.changed(
        name=target.name, licence=LICENCE, notes=NOTES, mirrored=True, measured=(), distance_threshold=None
    )
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) / target.name
        card = save_model(aside, network, card, half=True)
        # The licence that lies at the target stays.
        shutil.copytree(aside, target, dirs_exist_ok=True)
    embedder = load_model(target)
    threshold, words = measured_threshold(embedder, dataset)
    card = card.changed(distance_threshold=threshold, notes=f"{NOTES} {words}")
    if lfw is not None:
        pairs = read_pairs(find_pair_file(lfw))
        (result,) = evaluate_pairs([embedder], pairs, lfw, detector=MtcnnDetector(), worst=0)
        figures = result.figures
        measured = {
            "dataset": "LFW development test",
            "accuracy_mean": round(figures.accuracy_mean, 4),
            "accuracy_std": round(figures.accuracy_std, 4),
            "accuracy_sem": round(figures.accuracy_sem, 4),
            "pairs": figures.pairs,
            "auc": round(figures.auc, 4),
            "eer": round(figures.eer, 4),
        }
        card = card.changed(measured=(Measurement.model_validate(measured),))
        print(f"{target}: {100 * figures.accuracy_mean:.1f} ± {100 * figures.accuracy_std:.1f} % on {lfw}")
    files.write_json(target / CARD_FILE, card.to_mapping())
    print(words)


def measured_threshold(embedder: Embedder, dataset: Path) -> tuple[float, str]:
    """The distance below which one of 1,000 pairs of strangers lies, and a sentence on how that was measured.

    Chosen on half of the held-out identities of CelebA, whom the teacher does not know, and checked on the others.
    """
    from core.data.dataset import Dataset
    from core.data.pipeline import chip_batches

    data = Dataset.open(dataset)
    labels = np.array(data.validation.labels)
    celeba = np.array([identity.name.startswith("celeba_") for identity in data.identities])
    positions = np.flatnonzero(celeba[labels])
    embeddings = np.concatenate(
        [embedder.embed(chips) for chips in chip_batches(data.validation, positions, batch_size=64)]
    )
    labels = labels[positions]
    people = np.random.default_rng(0).permutation(np.unique(labels))
    halves = [np.isin(labels, half) for half in np.array_split(people, 2)]

    def distances(half: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        these, points = labels[half], embeddings[half].astype(np.float64)
        first, second = np.triu_indices(len(these), 1)
        apart = np.sqrt(np.maximum(2.0 - 2.0 * (points @ points.T)[first, second], 0.0))
        same = these[first] == these[second]
        return apart[same], apart[~same]

    threshold = round(float(np.quantile(distances(halves[0])[1], FAR)), 3)
    genuine, impostors = distances(halves[1])
    words = (
        f"The threshold lets one of 1,000 pairs of strangers through on half of {len(people)} held-out people of "
        f"CelebA; on the others it accepts {(impostors < threshold).mean():.1e} of {len(impostors):,} pairs of "
        f"strangers and misses {100 * (genuine >= threshold).mean():.0f} % of {len(genuine):,} pairs of one person."
    )
    return threshold, words


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", required=True, help="Name or path of a data set.")
    parser.add_argument("--first-layers", required=True, help="The model that the first stage starts from.")
    parser.add_argument("--lfw", type=Path, help="The folder of LFW's images, to measure the result on.")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    load_tensorflow()
    from core.home import Home

    home = Home.default()
    best = home.model(arguments.first_layers)
    dataset = home.dataset(arguments.data)
    names = [f"{dataset.name}-blended", f"{dataset.name}-blended-2"]
    blends = [made_blends(dataset, home.new_dataset(name), seed=seed) for seed, name in enumerate(names)]
    for number in range(len(STAGES)):
        best = train_stage(number, dataset=dataset, blends=blends, start=best)
    write_model(best, arguments.target, dataset=dataset, lfw=arguments.lfw)


if __name__ == "__main__":
    main()
