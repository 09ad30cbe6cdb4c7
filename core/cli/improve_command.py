"""`facenet improve`: a model becomes better at the people of a gallery, or stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands import new_app
from core.cli.completion import dataset_names, model_names
from core.cli.gallery_access import GalleryOption

if TYPE_CHECKING:
    from core.training.improvement_result import Improvement

app = new_app()


@app.command()
def improve(
    dataset: Annotated[
        str,
        typer.Option(
            "--data",
            metavar="DATASET",
            help="Name or path of a data set of other people, some of them held out: it keeps the model from "
            "forgetting everybody else.",
            autocompletion=dataset_names,
        ),
    ],
    start: Annotated[
        str,
        typer.Option(
            "--start",
            metavar="MODEL",
            help="The model to begin from. Default: the trainable one that knows most of the gallery's faces.",
            autocompletion=model_names,
        ),
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="What to call the new model. Default: START-improved.")
    ] = "",
    steps: Annotated[int | None, typer.Option("--steps", metavar="N", min=1, help="Default: 150.")] = None,
    gallery_path: GalleryOption = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Any other hyperparameter; may be given several times."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print both measurements as JSON.")] = False,
) -> None:
    """Train a model on the faces of your gallery and a general data set, and keep it only if it is better.

    A third of each person's pictures is kept back, and so are the held-out people of DATASET. The new model is kept
    only if your people are recognised better among strangers than before, and everybody else is told apart no worse;
    otherwise nothing is written, and the exit code is 1.

    The gallery is not changed. `facenet people re-embed --model NAME` lets it use the new model. A model that was
    tuned on people's faces is personal data, as the gallery is.
    """
    from pathlib import Path

    from core.cli.console import print_json
    from core.cli.gallery_access import open_gallery
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.train_command import changes_of
    from core.embedding.card import read_card
    from core.home import Home
    from core.tensorflow_environment import load_tensorflow
    from core.training.improvement_start import (
        DEFAULT_STEPS,
        check_trainable,
        free_model_name,
        improvement_hyperparameters,
        new_model_folder,
        start_for_gallery,
    )

    home = Home.default()
    dataset_path = home.dataset(dataset)
    changes = changes_of(settings or [])
    with open_gallery(gallery_path, read_only=True) as gallery:
        if start:
            begun_from, called = home.model(start), Path(start).name
        else:
            listed = start_for_gallery(gallery, home)
            begun_from, called = listed.folder, listed.name
        card = read_card(begun_from)
        check_trainable(card, home)
        folder = new_model_folder(home, name or free_model_name(home, called))
        parameters = improvement_hyperparameters(card, steps=steps or DEFAULT_STEPS, **changes)
        load_tensorflow()
        from core.cli.train_output import TrainingDisplay
        from core.training.control import TrainingControl
        from core.training.improvement import improve as make_better

        with (
            stop_on_interrupt("Stopping; nothing is kept. Ctrl-C again leaves at once.") as stop,
            TrainingDisplay() as display,
        ):
            result = make_better(
                gallery=gallery,
                start=begun_from,
                dataset=dataset_path,
                folder=folder,
                hyperparameters=parameters,
                listeners=[display],
                control=TrainingControl(stop),
            )
    if as_json:
        print_json(result.to_json())
    else:
        _print(result)
    _say_what_follows(result)
    if not result.kept:
        raise typer.Exit(1)


def _print(result: Improvement) -> None:
    from rich.table import Column, Table

    from core.cli.console import output

    def right(title: str) -> Column:
        return Column(title, justify="right")

    table = Table("", right("before"), right("after"), right("sampling error"), box=None, pad_edge=False)
    before, after = result.before, result.after
    people, errors, tolerance = before.people, result.errors, result.tolerance
    table.add_row(
        f"not recognised where {people.fpir:.0%} of strangers get a name",
        f"{people.fnir:.1%}",
        f"{after.people.fnir:.1%}",
        f"{errors.fnir:.1%}",
    )
    table.add_row("nearest person is the right one", f"{people.rank1:.1%}", f"{after.people.rank1:.1%}", "")
    table.add_row(
        "separation from strangers",
        f"{people.separation:.2f}",
        f"{after.people.separation:.2f}",
        f"{errors.separation:.2f}",
    )
    table.add_row(
        "everybody else: AUC", f"{before.general.auc:.4f}", f"{after.general.auc:.4f}", f"{tolerance.auc:.4f}"
    )
    table.add_row(
        "everybody else: EER", f"{before.general.eer:.2%}", f"{after.general.eer:.2%}", f"{tolerance.eer:.2%}"
    )
    for one, other in zip(before.general.val_at_far, after.general.val_at_far, strict=True):
        words = f"everybody else: VAL at FAR {one.far:g}"
        table.add_row(words, f"{one.val:.1%}", f"{other.val:.1%}", "" if one.supported else "too few pairs")
    output().print(table)


def _say_what_follows(result: Improvement) -> None:
    from core.cli.console import say

    say(
        f"Measured on {result.held_out:,} pictures of your people and {result.before.people.strangers:,} of "
        f"{result.strangers:,} strangers, none of which was learnt from."
    )
    if not result.before.people.supported:
        say(f"Note: too few strangers' pictures to speak of {result.before.people.fpir:.0%} of them.")
    if result.same_names:
        say(f"Left out of the data set, because the gallery has people of their names: {result.same_names:,}.")
    say(reason_in_words(result))
    if result.model is not None:
        say(f"Use it with: facenet people re-embed --model {result.model.name}")


def reason_in_words(result: Improvement) -> str:
    """Why the model was kept, or was not, in a sentence or two."""
    before, after = result.before, result.after
    match result.reason:
        case "recognises_more":
            return f"Kept as {result.model}: your people are recognised better, everybody else is told apart as before."
        case "separates_better":
            return f"Kept as {result.model}: at least as many pictures are recognised as before, and more clearly."
        case "general_dropped":
            return (
                f"Not kept: everybody else is told apart worse than before (AUC {before.general.auc:.4f} → "
                f"{after.general.auc:.4f}, EER {before.general.eer:.2%} → {after.general.eer:.2%}). Fewer steps or a "
                "smaller learning_rate may do."
            )
        case "no_gain":
            return (
                "Not kept: that your people are recognised better cannot be told from chance on these pictures. More "
                "pictures of them help most, on other days and in other light."
            )
