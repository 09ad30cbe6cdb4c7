"""`facenet compare`: trainings side by side."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands import new_app
from core.cli.completion import run_names
from core.cli.runs_command import figure_rows, plain_table

if TYPE_CHECKING:
    from core.evaluation.verification_result import VerificationResult
    from core.training.run_list import RunSummary

app = new_app()

# The spread is told as the mean over so many last steps.
_LAST_STEPS = 50


@app.command()
def compare(
    runs: Annotated[list[str], typer.Argument(metavar="RUN RUN…", autocompletion=run_names)],
    lfw: Annotated[
        Path | None,
        typer.Option(
            "--lfw",
            metavar="DIR",
            help="Measure their best models on LFW's pairs too; DIR as for `facenet evaluate`.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Put trainings side by side: the best figures of each, how long it took, and the hyperparameters that differ."""
    from core.cli.console import output, print_json
    from core.errors import InputError
    from core.home import Home
    from core.training.run_list import summarise

    home = Home.default()
    paths = list(dict.fromkeys(home.run(name) for name in runs))
    summaries = [summarise(path) for path in paths]
    if len(summaries) < 2:
        raise InputError("A comparison takes two runs or more.", hint="`facenet runs` lists them.")
    differing = differing_hyperparameters(summaries)
    courses = [course(path, summary) for path, summary in zip(paths, summaries, strict=True)]
    measured = _measure(paths, lfw) if lfw is not None else []
    if as_json:
        print_json(
            {
                "runs": [
                    {**summary.to_json(), **{name: None if math.isnan(value) else value for name, value in one.items()}}
                    for summary, one in zip(summaries, courses, strict=True)
                ],
                "differing": differing,
                "lfw": [result.to_json() for result in measured],
            }
        )
        return
    table = plain_table("", *(summary.name for summary in summaries))
    for row in zip(*(figure_rows(summary, figures_only=True) for summary in summaries), strict=True):
        table.add_row(row[0][0], *(value for _, value in row))
    table.add_row("spread at the end", *(_told(one["spread"], "{:.2f}") for one in courses))
    table.add_row("minutes of steps", *(_told(one["seconds_of_steps"] / 60, "{:.1f}") for one in courses))
    if measured:
        table.add_section()
        figures = [result.figures for result in measured]
        table.add_row(
            "LFW accuracy",
            *(f"{100 * one.accuracy_mean:.2f} % (standard error {100 * one.accuracy_sem:.2f})" for one in figures),
        )
        table.add_row("LFW AUC", *(f"{one.auc:.4f}" for one in figures))
        table.add_row("LFW EER", *(f"{100 * one.eer:.2f} %" for one in figures))
    if differing:
        table.add_section()
    for name, values in differing.items():
        table.add_row(name, *("unknown" if value is None else f"{value}" for value in values))
    output().print(table)
    if not differing:
        output().print("All hyperparameters are the same.")


def differing_hyperparameters(summaries: list[RunSummary]) -> dict[str, list[Any]]:
    """Hyperparameter → its value in each run, for those that are not the same in all; None where unknown."""
    values = [summary.hyperparameters.model_dump() if summary.hyperparameters else {} for summary in summaries]
    names = dict.fromkeys(name for run in values for name in run)
    table = {name: [run.get(name) for run in values] for name in names}
    return {name: row for name, row in table.items() if any(value != row[0] for value in row)}


def course(run: Path, summary: RunSummary) -> dict[str, float]:
    """`spread` over the last steps, and `seconds_of_steps`: evaluations and pauses left out. NaN where unknown."""
    import numpy as np

    from core.training.run_curves import load_history

    steps = load_history(run).steps
    if not len(steps["step"]) or summary.hyperparameters is None:
        return {"spread": math.nan, "seconds_of_steps": math.nan}
    rates = steps["images_per_second"]
    seconds = summary.hyperparameters.batch_size / rates[rates > 0]
    return {
        "spread": float(np.nanmean(steps["spread"][-_LAST_STEPS:])),
        # Steps without a rate, such as the first one, count as the others do.
        "seconds_of_steps": float(seconds.mean() * len(rates)) if len(seconds) else math.nan,
    }


def _measure(runs: list[Path], lfw: Path) -> list[VerificationResult]:
    from core.cli.detectors import DEFAULT_DETECTOR, load_detector
    from core.cli.pair_measuring import measure_pairs
    from core.data.lfw_download import lfw_folder
    from core.evaluation.pairs import find_pair_file, read_pairs
    from core.home import Home

    models = [Home.default().model(str(run.absolute())) for run in runs]
    images = lfw_folder(lfw)
    pairs = read_pairs(find_pair_file(images))
    return measure_pairs(models, pairs, images, detector=load_detector(DEFAULT_DETECTOR))


def _told(value: float, form: str) -> str:
    return "" if math.isnan(value) else form.format(value)
