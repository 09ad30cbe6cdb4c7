"""`facenet export`: a model as a file for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands import new_app
from core.cli.completion import model_names

app = new_app()


class ExportFormat(StrEnum):
    """What `--format` takes."""

    SAVED_MODEL = "saved-model"
    ONNX = "onnx"


@app.command("export")
def export(
    model: Annotated[
        str,
        typer.Argument(metavar="MODEL", help="Name or path of a model or a run.", autocompletion=model_names),
    ],
    format_: Annotated[
        ExportFormat,
        typer.Option("--format", help="For TensorFlow and its servers, or for ONNX Runtime and many others."),
    ],
    path: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DIR",
            help="The folder to write. Default: MODEL-FORMAT in the current folder.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an export that is there already.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write a model for other programs, and check that it gives the same embeddings there.

    The file takes aligned faces as RGB bytes and does the rest itself. README.md beside it says how to align them,
    how to call it and which distance speaks for one person.
    """
    from core.cli.console import output, print_json
    from core.errors import InputError
    from core.home import Home
    from core.tensorflow_environment import load_tensorflow

    folder = Home.default().model(model)
    load_tensorflow()
    from core.embedding.export import check_output, default_output, export_model

    target = path or default_output(model, format_.value)
    if target.absolute() == folder.absolute():
        raise InputError(f"{target} is the model itself.", hint="Name another folder with --output.")
    check_output(target, replace=force)
    exported = export_model(folder, target, format_=format_.value, replace=force)
    if as_json:
        print_json(exported.to_json())
        return
    console = output()
    console.print(f"{exported.card.name} is in {exported.folder} ({exported.size / 1e6:,.1f} MB).")
    console.print(
        f"Checked on {exported.chips} chips: the least cosine to the model's own embeddings is "
        f"{exported.least_cosine:.6f}."
    )
    console.print("README.md beside it says how to align faces for it and how to call it.")
