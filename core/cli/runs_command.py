"""`facenet runs`: which trainings there are, and room on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands import new_app
from core.cli.completion import dataset_names, run_names

if TYPE_CHECKING:
    from rich.table import Table

    from core.training.run_list import RunSummary

app = new_app("List and clean training runs. RUN is a name or a path.")

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
RunArgument = Annotated[str, typer.Argument(metavar="RUN", autocompletion=run_names)]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

_BARS = "▁▂▃▄▅▆▇█"


@app.callback(invoke_without_command=True, no_args_is_help=False)
def runs(context: typer.Context, as_json: JsonOption = False) -> None:
    if context.invoked_subcommand is None:
        list_all(as_json=as_json)


@app.command("list")
def list_all(as_json: JsonOption = False) -> None:
    """List all runs, the last trained first. Without a command `facenet runs` does this."""
    from core.cli.console import output, print_json, say
    from core.home import Home
    from core.training.run_list import list_runs

    found = list_runs(Home.default().runs)
    if as_json:
        print_json([run.to_json() for run in found])
        return
    if not found:
        say("There are no runs yet. `facenet train --data DATASET --run NAME` begins one.")
        return
    table = plain_table("run", "state", "strategy", "step", "loss", "", "best AUC", "last trained", "size", "note")
    for run in found:
        table.add_row(
            run.name,
            run.state,
            run.hyperparameters.triplet_strategy if run.hyperparameters else "",
            _steps(run),
            _decimals(run.last_loss, 3),
            sparkline(run.loss_curve, width=16),
            _decimals(run.best.auc if run.best else None, 4),
            _when(run),
            _megabytes(run.size),
            run.note.partition("\n")[0],
        )
    output().print(table)
    for run in found:
        if run.problem:
            say(f"{run.name} is damaged: {run.problem}")


@app.command("show")
def show(run: RunArgument, as_json: JsonOption = False) -> None:
    """Show one run: its hyperparameters, how far it came and how good it is."""
    from core.cli.console import output, print_json, say
    from core.home import Home
    from core.training.run_list import summarise

    summary = summarise(Home.default().run(run))
    if as_json:
        print_json(summary.to_json())
        return
    table = plain_table("", "")
    for heading, value in figure_rows(summary):
        table.add_row(heading, value)
    table.show_header = False
    output().print(table)
    if summary.problem:
        say(f"{summary.name} is damaged: {summary.problem}")


@app.command("rename")
def rename(run: RunArgument, name: Annotated[str, typer.Argument(metavar="NAME")], as_json: JsonOption = False) -> None:
    """Give a run another name."""
    from core.cli.console import answer
    from core.home import Home
    from core.training.run_upkeep import rename_run

    before = Home.default().run(run)
    after = rename_run(before, name)
    answer(f"{before.name} is now {after.name}.", {"run": after.name, "folder": str(after)}, as_json=as_json)


@app.command("note")
def note(run: RunArgument, text: Annotated[str, typer.Argument(metavar="TEXT")], as_json: JsonOption = False) -> None:
    """Keep a note with a run; an empty TEXT removes it."""
    from core.cli.console import answer
    from core.home import Home
    from core.training.run_upkeep import write_note

    path = Home.default().run(run)
    write_note(path, text)
    words = f"The note on {path.name} is {'kept' if text.strip() else 'removed'}."
    answer(words, {"run": path.name, "note": text.strip()}, as_json=as_json)


@app.command("projector")
def projector(
    run: RunArgument,
    dataset: Annotated[
        str,
        typer.Option(
            "--data",
            metavar="DATASET",
            help="Whose held-out people. Default: the run's own data set.",
            autocompletion=dataset_names,
        ),
    ] = "",
    images: Annotated[int, typer.Option(metavar="N", min=4, help="Show so many images at most.")] = 2000,
    no_faces: Annotated[bool, typer.Option("--no-faces", help="Points only: write no pictures.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write held-out faces, as the best model embeds them, for TensorBoard's projector.

    They go into the run's own logs: tensorboard --logdir RUN/tensorboard. The pictures are somebody's faces; leave
    them out with --no-faces where the folder is to be passed on.
    """
    from core.cli.console import answer
    from core.cli.progress_bar import progress_bar
    from core.home import Home
    from core.tensorflow_environment import load_tensorflow

    home = Home.default()
    path, data = home.run(run), home.dataset(dataset) if dataset else None
    load_tensorflow()
    from core.training.projector import write_projector

    with progress_bar() as progress:
        shown = write_projector(path, dataset=data, most=images, pictures=not no_faces, progress=progress)
    words = (
        f"{shown.images:,} faces of {shown.identities:,} people. Look at them with: "
        f"tensorboard --logdir {shown.folder}, then PROJECTOR."
    )
    written = {"folder": str(shown.folder), "images": shown.images, "identities": shown.identities}
    answer(words, written, as_json=as_json)


@app.command("delete")
def delete(
    runs: Annotated[list[str], typer.Argument(metavar="RUN…", autocompletion=run_names)],
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Delete runs with their checkpoints and best models. Asks first."""
    from core.cli.console import answer, confirm
    from core.home import Home
    from core.training.run_list import size_of
    from core.training.run_upkeep import delete_run, remove_leftovers

    home = Home.default()
    paths = list(dict.fromkeys(home.run(name) for name in runs))
    if not yes:
        names = ", ".join(path.name for path in paths)
        size = _megabytes(sum(size_of(path) for path in paths))
        confirm(f"Delete {names} ({size}) with their best models?", refused="Nothing was deleted.")
    freed = sum(delete_run(path) for path in paths) + remove_leftovers(home.runs)
    deleted = {"deleted": [path.name for path in paths], "freed_bytes": freed}
    answer(f"Freed {_megabytes(freed)}.", deleted, as_json=as_json)


@app.command("clean")
def clean(
    runs: Annotated[list[str] | None, typer.Argument(metavar="[RUN…]", autocompletion=run_names)] = None,
    as_json: JsonOption = False,
) -> None:
    """Remove old checkpoints: the latest one and the best model of each run stay. Without RUN, of all runs.

    Runs that are being trained are left alone. No run is deleted; `facenet runs delete` does that.
    """
    from core.cli.console import print_json, say
    from core.errors import RunError
    from core.home import Home
    from core.training.run_list import list_runs
    from core.training.run_upkeep import clean_run, remove_leftovers

    home = Home.default()
    freed: dict[str, int] = {}
    if runs:
        for path in dict.fromkeys(home.run(name) for name in runs):
            freed[path.name] = clean_run(path)
    else:
        for run in list_runs(home.runs):
            try:
                freed[run.name] = clean_run(run.path)
            except RunError as error:
                say(error.message)
        if (leftovers := remove_leftovers(home.runs)) > 0:
            freed["deleted runs"] = leftovers
    if as_json:
        print_json({"freed_bytes": freed})
        return
    for name, size in freed.items():
        if size:
            say(f"{name}: {_megabytes(size)}")
    say(f"Freed {_megabytes(sum(freed.values()))}.")


def sparkline(values: tuple[float, ...], *, width: int) -> str:
    """The course of some numbers in a few characters."""
    if not values:
        return ""
    picked = [values[index * len(values) // min(width, len(values))] for index in range(min(width, len(values)))]
    low, high = min(picked), max(picked)
    scale = (len(_BARS) - 1) / (high - low) if high > low else 0.0
    return "".join(_BARS[round((value - low) * scale)] for value in picked)


def plain_table(*headings: str) -> Table:
    """A table without lines, numbers to the right."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in headings:
        right = heading in ("step", "loss", "best AUC", "size")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    table.columns[0].no_wrap = True
    return table


def figure_rows(summary: RunSummary, *, figures_only: bool = False) -> list[tuple[str, str]]:
    """Heading and value: how far a run came and how good it is; then how it was begun."""
    best = summary.best
    rows = [
        ("state", summary.state),
        ("steps", _steps(summary)),
        ("last trained", _when(summary)),
        ("loss", f"{_decimals(summary.last_loss, 4)} {sparkline(summary.loss_curve, width=24)}".strip()),
        ("best held-out AUC", f"{best.auc:.4f} (step {best.step:,})" if best else "not measured"),
        ("EER", f"{100 * best.eer:.2f} %" if best else ""),
        ("accuracy", f"{100 * best.accuracy:.2f} %" if best else ""),
        ("VAL", _val(summary)),
        ("doctor", ", ".join(summary.notices)),
        ("size", _megabytes(summary.size)),
        ("note", summary.note),
    ]
    if figures_only:
        return rows
    changed = ", ".join(f"{name} = {value}" for name, value in summary.changed.items())
    return [
        ("run", summary.name),
        *rows,
        ("preset", summary.preset),
        ("changed", changed or ("nothing" if summary.preset else "")),
        ("data set", "\n".join((summary.dataset, *summary.further))),
        ("start", summary.start or "scratch"),
        ("created", f"{summary.created.astimezone():%Y-%m-%d %H:%M}" if summary.created else ""),
        ("folder", str(summary.path)),
    ]


def _val(summary: RunSummary) -> str:
    figures = summary.best.val_at_far if summary.best else ()
    return "\n".join(
        f"{100 * at['val']:.2f} % at FAR {100 * at['far']:g} %"
        + ("" if at["supported"] else " (too few impostor pairs)")
        for at in figures
    )


def _steps(summary: RunSummary) -> str:
    return f"{summary.step:,}" + (f"/{summary.total_steps:,}" if summary.total_steps else "")


def _when(summary: RunSummary) -> str:
    time = summary.last_trained or summary.created
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time else ""


def _decimals(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
