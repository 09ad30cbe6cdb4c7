"""`facenet datasets`: which data sets there are, who is in them, and correcting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands import new_app
from core.cli.completion import dataset_names

if TYPE_CHECKING:
    from core.data.dataset import Dataset

app = new_app("List data sets, look into one, and correct it.")

DatasetArgument = Annotated[
    str, typer.Argument(metavar="DATASET", help="Name or path of a data set.", autocompletion=dataset_names)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """List all data sets of the home."""
    from rich.table import Table

    from core.cli.console import output, print_json, say
    from core.data.dataset_card import load_card
    from core.data.editing import datasets_in
    from core.errors import DatasetError
    from core.home import Home

    found: list[dict[str, Any]] = []
    for path in datasets_in(Home.default().datasets):
        try:
            card = load_card(path)
        except DatasetError as error:
            found.append({"name": path.name, "path": str(path), "problem": error.message})
            continue
        found.append(
            {
                "name": path.name,
                "path": str(path),
                "created": card.created.isoformat(),
                "source": card.source,
                "training": card.totals.training.model_dump(exclude={"index_sha256"}),
                "validation": card.totals.validation.model_dump(exclude={"index_sha256"}),
            }
        )
    if as_json:
        print_json(found)
        return
    if not found:
        say("There are no data sets yet. Make one with `facenet import` or `facenet sample`.")
        return
    table = Table("name", "images", "identities", "held out", "made", "from", box=None, pad_edge=False)
    for one in found:
        if "problem" in one:
            table.add_row(one["name"], "damaged")
            say(f"{one['name']} cannot be used: {one['problem']}")
            continue
        training, validation = one["training"], one["validation"]
        table.add_row(
            one["name"],
            f"{training['images'] + validation['images']:,}",
            f"{training['identities']:,}",
            f"{validation['identities']:,}",
            one["created"][:10],
            one["source"],
        )
    output().print(table)


@app.command("show")
def show(dataset: DatasetArgument, as_json: JsonOption = False) -> None:
    """List who is in a data set, with the number of images of each."""
    from core.cli.console import output, print_json

    opened = _open(dataset)
    if as_json:
        print_json([identity.model_dump() for identity in opened.identities])
        return
    for identity in opened.identities:
        held_out = "  (held out)" if identity.split == "validation" else ""
        output().print(f"{identity.images:6,}  {identity.name}{held_out}", markup=False, highlight=False)


@app.command("correct")
def correct_command(
    dataset: DatasetArgument,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", metavar="NAME", help="Leave out this identity; may be given several times."),
    ] = None,
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="OLD=NEW", help="Rename an identity, or merge it into one that is there."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="SOURCE", help="Leave out the image that was made from this photo."),
    ] = None,
    move: Annotated[
        list[str] | None,
        typer.Option("--move", metavar="SOURCE=NAME", help="The image made from this photo shows somebody else."),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", metavar="DATASET", help="Write a new data set instead of replacing this one.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Leave out images or identities, rename or merge identities, move images to whom they show.

    SOURCE is a photo's path as the import saw it, for instance Anna/3.jpg. The data set is written anew and takes
    the old one's place whole.
    """
    from core.cli.console import print_json, say
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.data.editing import Correction, correct
    from core.errors import InputError
    from core.home import Home

    opened = _open(dataset)
    moves = dict(_pair(text, "--move") for text in move or ())
    places = _places(opened, {*moves, *(exclude or ())})
    correction = Correction(
        excluded=frozenset(places[source] for source in exclude or ()),
        moved={places[source]: name for source, name in moves.items()},
        renamed=dict(_pair(text, "--rename") for text in rename or ()),
        left_out=frozenset(leave_out or ()),
    )
    if not correction:
        raise InputError(
            "Nothing to correct was given.", hint="Use --leave-out, --rename, --exclude or --move; see --help."
        )
    target = Home.default().new_dataset(to) if to else opened.path
    with stop_on_interrupt() as stop, progress_bar() as progress:
        corrected = correct(opened, target, correction, progress=progress, stop=stop)
    totals = corrected.card.totals
    if as_json:
        without = {"index_sha256"}
        print_json(
            {
                "dataset": str(corrected.path),
                "training": totals.training.model_dump(exclude=without),
                "validation": totals.validation.model_dump(exclude=without),
            }
        )
    else:
        say(
            f"{corrected.path}: {totals.training.images:,} images of {totals.training.identities:,} identities, "
            f"{totals.validation.images:,} of {totals.validation.identities:,} held out."
        )


@app.command("blend")
def blend(
    dataset: DatasetArgument,
    target: Annotated[str, typer.Argument(metavar="NEW", help="Name or path of the data set to make.")],
    images: Annotated[int, typer.Option(metavar="N", help="How many blends.")] = 10_000,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed makes other blends.")] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a data set of that name.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make faces that two people share, for a teacher to label.

    Each shows nobody; they are for `facenet distill --data DATASET --data NEW`, which learns from a teacher's answers
    and needs many different faces. Only the training part of DATASET is blended.
    """
    from core.cli.console import print_json, say
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.data.blended_faces import write_blended_dataset
    from core.home import Home

    opened = _open(dataset)
    place = Home.default().new_dataset(target)
    with stop_on_interrupt() as stop, progress_bar() as progress:
        write_blended_dataset(
            opened, place, images=images, seed=seed, overwrite=overwrite, progress=progress, stop=stop
        )
    if as_json:
        print_json({"dataset": str(place), "images": images, "seed": seed})
    else:
        say(f"{place}: {images:,} blended faces. Learn from both: facenet distill --data {dataset} --data {target} …")


@app.command("delete")
def delete(
    dataset: DatasetArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Delete a data set. The photos that it was made from are not touched."""
    from core.cli.console import answer, confirm
    from core.data.editing import delete_dataset

    opened = _open(dataset)
    images = len(opened.training) + len(opened.validation)
    if not yes:
        confirm(f"Delete {opened.path} with {images:,} images?", refused="Nothing was deleted.")
    delete_dataset(opened.path)
    answer(f"{opened.path} is deleted.", {"dataset": str(opened.path), "images": images}, as_json=as_json)


def _open(name: str) -> Dataset:
    from core.data.dataset import Dataset
    from core.home import Home

    return Dataset.open(Home.default().dataset(name))


def _pair(text: str, option: str) -> tuple[str, str]:
    from core.errors import InputError

    before, equals, after = text.rpartition("=")
    if not equals or not before.strip() or not after.strip():
        raise InputError(f"{option} {text!r}: expected OLD=NEW, for instance {option} Ana=Anna.")
    return before.strip(), after.strip()


def _places(dataset: Dataset, sources: set[str]) -> dict[str, tuple[Any, int]]:
    """Where the records of these photos are. Raises `InputError` for one that is not there."""
    from core.data.dataset_card import SPLITS
    from core.errors import InputError

    found: dict[str, tuple[Any, int]] = {}
    if sources:
        for split in SPLITS:
            records = dataset.training if split == "training" else dataset.validation
            for start in range(0, len(records), 1000):
                positions = range(start, min(start + 1000, len(records)))
                for position, record in zip(positions, records.records(list(positions)), strict=True):
                    if record.source in sources:
                        found[record.source] = (split, position)
    for source in sorted(sources - found.keys()):
        raise InputError(
            f"No image of {dataset.name!r} was made from {source!r}.",
            hint="Give the path as the import saw it, such as Anna/3.jpg.",
        )
    return found
