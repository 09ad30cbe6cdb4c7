"""`facenet distill`: a network learns to see faces as a model that is good already does."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.commands import new_app
from core.cli.completion import dataset_names, model_names

app = new_app()


@app.command()
def distill(
    datasets: Annotated[
        list[str],
        typer.Option(
            "--data",
            metavar="DATASET",
            help="Name or path of a data set; may be given several times. Who is held out comes from the first.",
            autocompletion=dataset_names,
        ),
    ],
    run: Annotated[str, typer.Option("--run", metavar="RUN", help="Name or path of the new run.")],
    teacher: Annotated[
        str,
        typer.Option(metavar="MODEL", help="The model to learn from: a name or a path.", autocompletion=model_names),
    ] = "dlib-resnet",
    epochs: Annotated[int | None, typer.Option(metavar="N", help="Instead of the preset's epochs.")] = None,
    steps_per_epoch: Annotated[
        int | None, typer.Option(metavar="N", help="Steps between two evaluations; once through the data otherwise.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Any other hyperparameter; may be given several times."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Events as JSON lines on standard output.")] = False,
) -> None:
    """Train an InceptionV3 to reproduce the embeddings of a model that is good already.

    No labels are needed, and it learns from pictures alone in a fraction of the steps that triplets take. It is
    `facenet train --params distill`: the same run, checkpoints and curves, and `facenet train --run RUN --restore`
    goes on with it. Afterwards `facenet train --set start=RUN` makes it better at telling people apart.

    The teacher's embeddings are computed once and kept in the home's cache. Where there are few faces, let it label
    more: `facenet datasets blend DATASET MORE` makes faces that two people share, and `--data DATASET --data MORE`
    learns from both.
    """
    from core.cli.train_command import train

    train(
        datasets=datasets,
        run=run,
        params="distill",
        epochs=epochs,
        steps_per_epoch=steps_per_epoch,
        settings=[*(settings or []), f'teacher="{teacher}"'],
        as_json=as_json,
    )
