"""`facenet sample`: people who do not exist, to try the program with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.commands import new_app

app = new_app()


@app.command()
def sample(
    dataset: Annotated[
        str | None, typer.Argument(metavar="DATASET", help="Name or path of the data set to make.", show_default=False)
    ] = None,
    photos: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Instead: photos, one folder per person, to be imported.")
    ] = None,
    video: Annotated[
        Path | None, typer.Option(metavar="FILE.avi", help="Instead: a short video, as a camera would see it.")
    ] = None,
    identities: Annotated[
        int | None, typer.Option(metavar="N", help="How many people. Default: 100; 2 in a video.")
    ] = None,
    images: Annotated[
        int | None, typer.Option(metavar="N", help="Pictures of each person, or frames of a video. Default: 12; 150.")
    ] = None,
    validation: Annotated[
        float, typer.Option(metavar="SHARE", help="Share of a data set's people to hold out for validation.")
    ] = 0.1,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed draws other people.")] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a data set of that name.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Make faces of people who do not exist: a data set, a folder of photos, or a video.

    They are drawn from a small statistical model that comes with the program; nothing is fetched. Good for trying
    everything out. What a network learns from them, and every figure measured on them, says nothing about real faces.
    """
    from core.cli.console import output, print_json
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.data import sample_files
    from core.data.sample_faces import SampleFaces
    from core.errors import InputError
    from core.home import Home

    if sum(one is not None for one in (dataset, photos, video)) != 1:
        raise InputError(
            "What shall be made? Give one of DATASET, --photos DIR and --video FILE.avi.",
            hint="For example: facenet sample faces",
        )
    if overwrite and dataset is None:
        raise InputError("--overwrite replaces data sets only.", hint="Name another place.")
    samples = SampleFaces.load()
    many: dict[str, Any] = {"identities": identities or 100, "images": images or 12, "seed": seed}
    if (identities is not None and identities < 1) or (images is not None and images < 1):
        raise InputError("--identities and --images must be 1 or more.")
    with stop_on_interrupt() as stop, progress_bar() as progress:
        if dataset is not None:
            place = Home.default().new_dataset(dataset)
            written = sample_files.write_sample_dataset(
                place, samples, validation=validation, overwrite=overwrite, progress=progress, stop=stop, **many
            )
        elif photos is not None:
            place = photos.expanduser()
            written = sample_files.write_sample_photos(place, samples, progress=progress, stop=stop, **many)
        else:
            place = (video or Path()).expanduser()
            written = sample_files.write_sample_video(
                place,
                samples,
                identities=identities or 2,
                frames=images or 150,
                seed=seed,
                progress=progress,
                stop=stop,
            )
    if as_json:
        print_json(
            {
                "path": str(place),
                "identities": written.identities,
                "images": written.images,
                "validation_identities": written.validation_identities,
                "validation_images": written.validation_images,
                "seed": seed,
            }
        )
        return
    console = output()
    if dataset is not None:
        console.print(
            f"Training: {written.images:,} images of {written.identities:,} identities. "
            f"Validation: {written.validation_images:,} of {written.validation_identities:,}."
        )
        console.print(f"The data set is in {place}. Train on it with: facenet train --data {dataset} --run first")
    elif photos is not None:
        console.print(f"{written.images:,} photos of {written.identities:,} people are in {place}.")
        console.print(f"Make a data set of them with: facenet import {place} faces")
    else:
        console.print(f"{written.images:,} frames with {written.identities:,} people are in {place}.")
