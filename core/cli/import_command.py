"""`facenet import`: a folder of photos becomes a data set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands import new_app
from core.cli.detectors import DEFAULT_DETECTOR, DetectorOption

if TYPE_CHECKING:
    from core.data.import_report import ImportReport

app = new_app()

_EXAMPLES_SHOWN = 2
_EXAMPLE_WIDTH = 60


@app.command("import")
def import_command(
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="SOURCE",
            help="A folder with one folder per person and their photos inside, or LFW's folder.",
            show_default=False,
        ),
    ] = None,
    dataset: Annotated[
        str | None, typer.Argument(metavar="DATASET", help="Name or path of the data set to make.", show_default=False)
    ] = None,
    download: Annotated[
        str,
        typer.Option(
            "--download",
            metavar="lfw",
            help="Instead of SOURCE and DATASET: fetch LFW through scikit-learn, for `facenet evaluate --lfw lfw`. "
            "Asks first.",
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Download without asking.")] = False,
    image_size: Annotated[
        int, typer.Option(metavar="N", help="Side of the stored faces, in pixels; 180 is the scale of the alignment.")
    ] = 180,
    validation: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="Share of the people to hold out for validation. Default: 0.05."),
    ] = None,
    validation_names: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Hold out the people named in this file, one a line; all others train."),
    ] = None,
    aligned: Annotated[
        bool,
        typer.Option(
            "--aligned", help="The photos are faces that somebody else aligned: take them whole, detect nothing."
        ),
    ] = False,
    lfw: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR|FILE",
            help="Leave out people who are in this LFW folder or list of names; `lfw` is the downloaded one.",
        ),
    ] = None,
    minimum_images: Annotated[int, typer.Option(metavar="N", help="Leave out people with fewer usable photos.")] = 2,
    drop_near_duplicates: Annotated[
        bool,
        typer.Option(
            "--drop-near-duplicates",
            help="Leave out photos that are there a second time, smaller, recompressed or recoloured. They are "
            "reported and kept otherwise.",
        ),
    ] = False,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed holds out other people.")] = 0,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Photos to work on at once. Default: the number of cores.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a data set of that name once the new one is whole.")
    ] = False,
    detector: DetectorOption = DEFAULT_DETECTOR,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Find, align and store the faces of a folder of photos.

    The folder holds one folder per person:

        PHOTOS/Anna/1.jpg  PHOTOS/Anna/2.jpg  PHOTOS/Boris/1.jpg

    If it is interrupted, the same command goes on where it was. What was left out, and why, is said at the end and
    kept in the data set's report.json.
    """
    from core.cli.console import print_json
    from core.cli.detectors import load_detector
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.data.importing import import_photos
    from core.data.lfw_download import lfw_folder
    from core.data.lfw_names import read_lfw_names
    from core.errors import InputError
    from core.home import Home

    if download:
        if source is not None or dataset is not None:
            raise InputError("--download stands without SOURCE and DATASET.", hint="Download first, then import.")
        _download(download, yes=yes, as_json=as_json)
        return
    if source is None or dataset is None:
        raise InputError(
            "Which photos, and what shall the data set be called? SOURCE or DATASET is missing.",
            hint="For example: facenet import PHOTOS people",
        )
    if validation is not None and validation_names is not None:
        raise InputError("--validation and --validation-names exclude one another.", hint="Give one of them.")
    target = Home.default().new_dataset(dataset)
    held_out = None if validation_names is None else _names(validation_names)
    lfw_names = frozenset() if lfw is None else frozenset(read_lfw_names(lfw_folder(lfw)))
    # What is wrong with the folder is said before TensorFlow is loaded, which takes seconds.
    face_detector = None if aligned else load_detector(detector)
    with stop_on_interrupt() as stop, progress_bar() as progress:
        report = import_photos(
            source,
            target,
            detector=face_detector,
            chip_size=image_size,
            aligned=aligned,
            validation=0.05 if validation is None else validation,
            validation_names=held_out,
            lfw_names=lfw_names,
            minimum_images=minimum_images,
            keep_near_duplicates=not drop_near_duplicates,
            seed=seed,
            overwrite=overwrite,
            workers=workers,
            progress=progress,
            stop=stop,
        )
    if as_json:
        print_json(report.to_json())
    else:
        _print(report)


def _download(name: str, *, yes: bool, as_json: bool) -> None:
    from core.cli.console import confirm, print_json, say
    from core.data import lfw_download
    from core.errors import InputError

    if name != lfw_download.NAME:
        raise InputError(f"{name!r} cannot be downloaded.", hint="There is one choice: --download lfw")
    folder = lfw_download.find_lfw()
    found = folder is not None
    if folder is None:
        question = (
            f"Download LFW ({lfw_download.DOWNLOAD_BYTES / 1e6:.0f} MB) from {lfw_download.HOST} to "
            f"{lfw_download.lfw_home()} ({lfw_download.UNPACKED_BYTES / 1e6:.0f} MB when unpacked)"
        )
        if yes:
            say(f"{question}.")
        else:
            confirm(f"{question}?", refused=f"Nothing was downloaded. {lfw_download.by_hand()}")
        from core.cli.interrupt import stop_on_interrupt
        from core.cli.progress_bar import progress_bar

        with stop_on_interrupt() as stop, progress_bar() as progress:
            folder = lfw_download.download_lfw(progress=progress, stop=stop)
    if as_json:
        print_json({"folder": str(folder), "downloaded": not found})
    else:
        say(f"LFW is in {folder}{' already' if found else ''}. `facenet evaluate --lfw lfw` measures a model on it.")


def _names(path: Path) -> list[str]:
    from core.errors import InputError

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not text in UTF-8"
        raise InputError(f"The names for validation cannot be read from {path}: {why}.") from problem
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise InputError(f"{path} names nobody.", hint="Write the name of one identity folder in each line.")
    return names


def _print(report: ImportReport) -> None:
    from rich.table import Table

    from core.cli.console import output
    from core.data.skipped import MEANINGS

    console = output()
    if report.counts:
        table = Table("left out", "files", "because", "for example", title=None)
        table.columns[1].justify = "right"
        for reason, count in report.counts.items():
            examples = [skip.path for skip in report.skipped if skip.reason == reason][:_EXAMPLES_SHOWN]
            table.add_row(reason, f"{count:,}", MEANINGS[reason], "\n".join(map(_shortened, examples)))
        console.print(table)
    if report.several_faces:
        console.print(
            f"{len(report.several_faces):,} photos show several faces; the most central large one was taken "
            f"(for example {_shortened(report.several_faces[0].path)})."
        )
    _print_near_duplicates(report)
    if report.ignored:
        console.print(f"{report.ignored:,} hidden files and files that are no pictures were ignored.")
    for note in report.notes:
        console.print(f"Note: {note}")
    rate = f", {report.images_per_second:.1f}/s" if report.images_per_second else ""
    console.print(
        f"{report.photos:,} photos, {report.images_read:,} readable, {report.images_with_face:,} with a face{rate}."
    )
    console.print(
        f"Training: {report.training.images:,} images of {report.training.identities:,} identities. "
        f"Validation: {report.validation.images:,} of {report.validation.identities:,}."
    )
    console.print(f"The data set is in {report.dataset}; what was left out is listed in its report.json.")


def _print_near_duplicates(report: ImportReport) -> None:
    from core.cli.console import output

    console = output()
    within = [pair for pair in report.near_duplicates if pair.identity == pair.other_identity]
    across = [pair for pair in report.near_duplicates if pair.identity != pair.other_identity]
    if within:
        console.print(
            f"{len(within):,} photos are there a second time in another file and were kept (for example "
            f"{_shortened(within[0].path)}, like {_shortened(within[0].other_path)}). "
            "--drop-near-duplicates leaves them out."
        )
    if across:
        console.print(
            f"Note: {len(across):,} photos look the same as one of another person (for example "
            f"{_shortened(across[0].path)}, like {_shortened(across[0].other_path)}). One of the names is probably "
            "wrong, which teaches the network the opposite of what it should learn."
        )


def _shortened(path: str) -> str:
    return path if len(path) <= _EXAMPLE_WIDTH else f"…{path[-_EXAMPLE_WIDTH:]}"
