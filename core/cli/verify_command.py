"""`facenet verify`: do two pictures show one person?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands import new_app
from core.cli.completion import model_names
from core.cli.detectors import DEFAULT_DETECTOR, DetectorOption

app = new_app()


@app.command("verify")
def verify(
    first: Annotated[Path, typer.Argument(metavar="A", help="A picture with a face.", show_default=False)],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another one.", show_default=False)],
    model: Annotated[
        str,
        typer.Option("--model", metavar="MODEL", help="Name or path of a model or a run.", autocompletion=model_names),
    ] = "dlib-resnet",
    aligned: Annotated[
        bool,
        typer.Option(
            "--aligned", help="The pictures are faces that somebody else aligned: take them whole, detect nothing."
        ),
    ] = False,
    distance_threshold: Annotated[
        float | None,
        typer.Option(metavar="NUMBER", min=0, help="Take this threshold instead of the model's own."),
    ] = None,
    detector: DetectorOption = DEFAULT_DETECTOR,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Compare the faces of two pictures: their distance, and whether it speaks for one person.

    Of several faces in a picture the most central large one is taken.
    """
    from core.cli.console import output, print_json, say
    from core.cli.detectors import load_detector
    from core.errors import ModelError
    from core.evaluation.face_pair import compare_faces
    from core.evaluation.when_needed import ModelWhenNeeded
    from core.home import Home

    embedder = ModelWhenNeeded(Home.default().model(model))
    threshold = embedder.card.distance_threshold if distance_threshold is None else distance_threshold
    if threshold is None:
        raise ModelError(
            f"The model {embedder.card.name!r} has no distance threshold; nobody has measured it yet.",
            hint="`facenet evaluate` measures one; give it with --distance-threshold.",
        )
    found = compare_faces(
        embedder,
        first,
        second,
        detector=None if aligned else load_detector(detector),
        distance_threshold=threshold,
    )
    if as_json:
        print_json(found.to_json())
    else:
        console = output()
        console.print("The same person." if found.same else "Two different people.", style="bold")
        relation = "below" if found.same else "not below"
        console.print(
            f"The distance is {found.distance:.3f}, {relation} the threshold of {threshold:.3f} ({embedder.card.name})."
        )
    for warning in found.warnings:
        say(f"Note: {warning}")
