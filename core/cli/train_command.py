"""`facenet train`: a data set becomes a model."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from core.cli.commands import new_app
from core.cli.completion import dataset_names, run_names
from core.cli.facenet_tf import translated

if TYPE_CHECKING:
    from core.home import Home
    from core.hyperparameters import Hyperparameters
    from core.training.events import TrainEnd, TrainingListener
    from core.training.run_folder import RunFolder

app = new_app()

# Of four strategies from the start network it came highest on LFW (docs/experiments.md).
DEFAULT_PRESET = "batch_adaptive"


class _TrainCommand(typer.core.TyperCommand):
    """Understands Facenet-TF's words, and lets `--restore` and `--validate` stand alone as well as before 0 or 1."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        given = [*translated(args), ""]
        whole = []
        for word, following in itertools.pairwise(given):
            whole.append(word)
            if word in ("--restore", "--validate") and following not in ("0", "1"):
                whole.append("1")
        return super().parse_args(ctx, whole)


@app.command(cls=_TrainCommand)
def train(
    datasets: Annotated[
        list[str] | None,
        typer.Option(
            "--data",
            metavar="DATASET",
            help="Name or path of a data set. With several, people of the same name are the same person, and who is "
            "held out comes from the first.",
            autocompletion=dataset_names,
        ),
    ] = None,
    run: Annotated[
        str,
        typer.Option(
            "--run",
            metavar="RUN",
            help="Name or path of the run; new, or to be restored.",
            autocompletion=run_names,
        ),
    ] = "",
    params: Annotated[
        str,
        typer.Option(
            "--params",
            metavar="FILE",
            help="JSON file of hyperparameters, or the name of a preset such as batch_hard. "
            "A restored run keeps its own where none is given.",
        ),
    ] = "",
    restore_choice: Annotated[
        str, typer.Option("--restore", metavar="[0|1]", help="Go on from the run's latest checkpoint.")
    ] = "0",
    validate: Annotated[
        str,
        typer.Option(
            metavar="[0|1]",
            help="0 measures nothing on held-out identities; 1 insists on it. Otherwise they are measured where "
            "there are any.",
        ),
    ] = "",
    log_dir: Annotated[
        Path | None, typer.Option("--log-dir", metavar="DIR", help="Write TensorBoard's files here too.")
    ] = None,
    epochs: Annotated[int | None, typer.Option(metavar="N", help="Instead of the file's epochs.")] = None,
    steps_per_epoch: Annotated[
        int | None, typer.Option(metavar="N", help="Instead of the file's steps_per_epoch.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Any other hyperparameter; may be given several times."),
    ] = None,
    devices: Annotated[
        str,
        typer.Option(
            metavar="NAMES", help="Train on these only, such as GPU:0,GPU:1. Otherwise on all GPUs that share a batch."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Events as JSON lines on standard output.")] = False,
) -> None:
    """Train an embedding with a triplet loss, and measure it on held-out identities after every epoch.

    Ctrl-C finishes the step, saves a checkpoint and says how to go on.

    Several machines train together where TF_CONFIG names them: start the same command on each, with --data. The run
    and its hyperparameters are those of the first one, the chief; the others leave nothing on their disks.

    Facenet-TF's command line works too: --params_dir, --data_dir, --ckpt_dir (the run), --log_dir, --restore and
    --validate, with its data sets and its JSON files. `--set start=imagenet` begins from Keras' ImageNet weights and
    fetches them (88 MB) where they are not there yet.
    """
    from core.cli.interrupt import stop_on_interrupt
    from core.embedding.start_model import settled_start
    from core.errors import InputError
    from core.home import Home
    from core.tensorflow_environment import load_tensorflow
    from core.training.cluster import cluster_from_environment
    from core.training.run_folder import RunFolder

    home = Home.default()
    if restore_choice not in ("0", "1"):
        raise InputError(f"--restore takes 0 or 1, got {restore_choice!r}.")
    restore = restore_choice == "1"
    if not run:
        raise InputError("Which run? --run is missing.", hint="Give it a new name, such as --run first.")
    is_chief = cluster_from_environment().is_chief
    # Another worker's own disk need not hold the run, and a shared one holds it as soon as the chief begins.
    run_path = (home.run(run) if restore else home.new_run(run)) if is_chief else Path(run)
    folder = RunFolder(run_path)
    restored = folder if restore and is_chief else None
    changes = changes_of(settings or [], epochs=epochs, steps_per_epoch=steps_per_epoch)
    if validate not in ("", "0", "1"):
        raise InputError(f"--validate takes 0 or 1, got {validate!r}.")
    if validate == "0":
        changes["validation_images"] = 0
    hyperparameters = settled_start(_hyperparameters(params, restored, changes), home)
    if not datasets and restored is None:
        raise InputError("What shall be trained on? --data is missing.", hint="`facenet import` makes a data set.")
    named = [home.dataset(name) for name in datasets or ()]
    dataset_path = named[0] if named else Path(folder.description()["dataset"])
    if validate == "1":
        _check_held_out(dataset_path)
    start = _start(home, hyperparameters.start, restored) if is_chief else None

    load_tensorflow()
    from contextlib import ExitStack

    from core.cli.train_output import JsonLines, TrainingDisplay
    from core.training.control import TrainingControl
    from core.training.history import TensorBoardLog
    from core.training.teacher import find_teacher
    from core.training.trainer import train as run_training

    with (
        stop_on_interrupt("Finishing the step and saving; Ctrl-C again leaves at once.") as stop,
        JsonLines() if as_json else TrainingDisplay() as listener,
        ExitStack() as logs,
    ):
        listeners: list[TrainingListener] = [listener]
        if log_dir is not None and is_chief:
            listeners.append(logs.enter_context(TensorBoardLog(log_dir)))
        end = run_training(
            run=run_path,
            dataset=dataset_path,
            further=named[1:],
            hyperparameters=hyperparameters,
            start=start,
            teacher=find_teacher(hyperparameters, home) if is_chief else None,
            restore=restore,
            listeners=listeners,
            control=TrainingControl(stop),
            devices=[name.strip() for name in devices.split(",")] if devices else (),
        )
    if is_chief:
        _say_how_to_go_on(end, run)


def _start(home: Home, name: str, restored: RunFolder | None) -> Path | None:
    """The model to start from."""
    from core.hyperparameters import AUTO, IMAGENET, SCRATCH
    from core.training.run_folder import still_there

    if name in (AUTO, SCRATCH):
        return None
    if restored is None:
        return _imagenet() if name == IMAGENET else home.model(name)
    return still_there(restored.description().get("start") or name)


def _imagenet() -> Path:
    """Keras' file of weights, fetched where it is not there: `start=imagenet` is the user's request for it."""
    from core.cli.console import say
    from core.embedding import imagenet

    path = imagenet.weights_path()
    if not path.is_file():
        say(f"Fetching the ImageNet weights of InceptionV3 ({imagenet.MEGABYTES} MB) from {imagenet.HOST} to {path}.")
        imagenet.download_weights()
    return path


def _check_held_out(dataset: Path) -> None:
    """Say before TensorFlow is loaded that nobody is held out. Looks at the card or the files, not at the records."""
    from core.data.dataset_card import load_card
    from core.data.facenet_tf_dataset import has_validation, is_facenet_tf
    from core.errors import DatasetError

    if is_facenet_tf(dataset):
        if not has_validation(dataset):
            raise DatasetError(
                f"--validate needs records in {dataset / 'val'}, there are none.", hint="Use --validate 0."
            )
    elif not load_card(dataset).totals.validation.images:
        raise DatasetError(
            f"--validate needs held-out identities, the data set {dataset} has none.", hint="Use --validate 0."
        )


def _say_how_to_go_on(end: TrainEnd, run: str) -> None:
    from core.cli.console import say

    if end.reason == "stopped":
        say(f"Stopped after step {end.step:,}. Go on with: facenet train --run {run} --restore")
    else:
        say(f"Finished. Measure it with: facenet evaluate --model {run} --lfw DIR")


def changes_of(settings: list[str], **options: int | None) -> dict[str, Any]:
    """`--set` and the options that stand for hyperparameters, as a mapping."""
    import json

    from core.errors import InputError

    changes: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not name:
            raise InputError(f"--set {setting!r}: expected NAME=VALUE, for instance --set learning_rate=0.001.")
        try:
            changes[name.strip()] = json.loads(text)
        except json.JSONDecodeError:
            # A plain word, such as batch_hard.
            changes[name.strip()] = text
    return changes


def _hyperparameters(params: str, restored: RunFolder | None, changes: dict[str, Any]) -> Hyperparameters:
    from core import hyperparameter_files, resources
    from core.cli.console import say

    if params:
        named = params in resources.preset_names()
        chosen, remarks = hyperparameter_files.load_with_remarks(resources.preset(params) if named else Path(params))
        for remark in remarks:
            say(f"{Path(params).name}: {remark}")
    elif restored is not None:
        chosen = restored.hyperparameters()
    else:
        chosen = hyperparameter_files.load_preset(DEFAULT_PRESET)
    return chosen.changed(**changes) if changes else chosen
