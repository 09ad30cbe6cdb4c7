"""`facenet evaluate`: how well models tell faces apart, measured as LFW is measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands import new_app
from core.cli.completion import model_names
from core.cli.detectors import DEFAULT_DETECTOR, DetectorOption

if TYPE_CHECKING:
    from core.evaluation.verification_result import VerificationResult

app = new_app()

_NAMES_SHOWN = 5


@app.command("evaluate")
def evaluate(
    lfw: Annotated[
        Path | None,
        typer.Option(
            "--lfw",
            metavar="DIR",
            help="The folder of images, one folder per person in it, as LFW has them; `lfw` is the one that "
            "`facenet import --download lfw` fetches.",
            show_default=False,
        ),
    ] = None,
    identification: Annotated[
        Path | None,
        typer.Option(
            "--identification",
            metavar="DIR",
            help="Instead of pairs: enroll some of the people in DIR, one folder per person, and measure how often "
            "they are recognised and strangers are not.",
        ),
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(
            "--groups",
            metavar="DIR",
            help="Instead: false accepts and rejects by group. DIR holds one folder per group of people, in it one "
            "per person; strangers are compared within their group.",
        ),
    ] = None,
    distance_threshold: Annotated[
        float | None,
        typer.Option(
            "--distance-threshold", metavar="D", min=0, help="For --groups. Default: the one in the model's card."
        ),
    ] = None,
    models: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            metavar="MODEL",
            help="Name or path of a model or a run; several are compared. Default: the built-in dlib-resnet.",
            autocompletion=model_names,
        ),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="LFW's pairs.txt or pairsDevTest.txt, or CSV with path_a,path_b,same[,fold]. "
            "Default: the one in DIR or beside it.",
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write report.html, its pictures, report.json and tables as CSV here."),
    ] = None,
    aligned: Annotated[
        bool,
        typer.Option(
            "--aligned", help="The images are faces that somebody else aligned: take them whole, detect nothing."
        ),
    ] = False,
    mirrored: Annotated[
        bool, typer.Option("--mirrored", help="Average each embedding with that of the mirror image.")
    ] = False,
    detector: DetectorOption = DEFAULT_DETECTOR,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as JSON: an object, or a list of them for several models.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither use nor keep faces and embeddings of other evaluations.")
    ] = False,
) -> None:
    """Measure models on pairs of faces: accuracy, VAL at small FARs, AUC, EER and the threshold to use.

    The protocol is LFW's: each fold is judged by a threshold from the other folds. A second evaluation of the same
    images takes seconds, since faces and embeddings are kept in the home's cache.
    """
    from core.cli.console import print_json, say
    from core.cli.detectors import load_detector
    from core.cli.gallery_access import DEFAULT_MODEL
    from core.cli.groups_output import evaluate_groups
    from core.cli.identification_output import evaluate_folder
    from core.cli.pair_measuring import measure_pairs
    from core.data.lfw_download import lfw_folder
    from core.errors import InputError
    from core.evaluation.pairs import find_pair_file, read_pairs
    from core.evaluation.report import check_report_folder, write_report
    from core.home import Home

    others = {"--pairs": pairs, "--aligned": aligned, "--mirrored": mirrored, "--no-cache": no_cache}
    if groups is not None:
        others |= {"--lfw": lfw, "--identification": identification, "--report": report}
        _check_alone("--groups", others, models)
        evaluate_groups(
            groups,
            (models or [DEFAULT_MODEL])[0],
            distance_threshold=distance_threshold,
            detector=detector,
            as_json=as_json,
        )
        return
    if distance_threshold is not None:
        raise InputError("--distance-threshold goes with --groups only: pairs are judged by thresholds of their own.")
    if identification is not None:
        _check_alone("--identification", {"--lfw": lfw, **others}, models)
        if report is not None:
            check_report_folder(report)
        evaluate_folder(
            identification, (models or [DEFAULT_MODEL])[0], detector=detector, as_json=as_json, report=report
        )
        return
    if lfw is None:
        raise InputError("Measured on what? Give --lfw DIR, --identification DIR or --groups DIR.")
    lfw = lfw_folder(lfw)
    face_detector = None if aligned else load_detector(detector)
    home = Home.default()
    folders = dict.fromkeys(home.model(name).absolute() for name in models or [DEFAULT_MODEL])
    pair_list = read_pairs(pairs or find_pair_file(lfw))
    if report is not None:
        check_report_folder(report)
    results = measure_pairs(
        folders,
        pair_list,
        lfw,
        detector=face_detector,
        mirrored=True if mirrored else None,
        cached=not no_cache,
        worst=8 if report is not None else 0,
    )
    page = None if report is None else write_report(results, report, pair_list=pair_list, images=lfw)
    if as_json:
        printed = [result.to_json() for result in results]
        print_json(printed[0] if len(printed) == 1 else printed)
    else:
        _print_table(results)
    for warning in dict.fromkeys(warning for result in results for warning in result.warnings):
        say(f"Note: {warning}")
    if page is not None:
        say(f"The report is {page}")


def _check_alone(option: str, others: Mapping[str, object], models: list[str] | None) -> None:
    from core.errors import InputError

    if len(models or []) > 1:
        raise InputError(f"{option} takes one --model.")
    if given := [name for name, value in others.items() if value]:
        raise InputError(f"{option} does not go with {', '.join(given)}.")


def _print_table(results: list[VerificationResult]) -> None:
    from rich.table import Table

    from core.cli.console import output

    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for result in results:
        table.add_column(result.model + (" (mirrored)" if result.mirrored else ""), overflow="fold")
    for heading, *cells in zip(*(_column(result) for result in results), strict=True):
        table.add_row(heading[0], heading[1], *(cell[1] for cell in cells))
    console = output()
    console.print(table)
    figures = results[0].figures
    unsupported = [at for at in figures.val_at_far if not at.supported]
    if unsupported:
        needed = " and ".join(f"{at.impostors_needed:,} for {100 * at.far:g} %" for at in unsupported)
        console.print(f"* {figures.impostors:,} impostor pairs are too few for this FAR; it needs {needed}.")
    if results[0].skipped:
        _print_skipped(results[0])


def _column(result: VerificationResult) -> list[tuple[str, str]]:
    figures = result.figures
    rows = [
        (
            "accuracy",
            f"{_percent(figures.accuracy_mean)} ± {100 * figures.accuracy_std:.2f} "
            f"(standard error {100 * figures.accuracy_sem:.2f})",
        )
    ]
    for at in figures.val_at_far:
        value = (
            f"{_percent(at.val)} ± {100 * at.val_std:.2f} (FAR measured {100 * at.far_measured:.3f} %)"
            f"{'' if at.supported else ' *'}"
        )
        rows.append((f"VAL at FAR {100 * at.far:g} %", value))
    return [
        *rows,
        ("AUC", f"{figures.auc:.4f}"),
        ("EER", _percent(figures.eer)),
        ("distance threshold", f"{figures.distance_threshold:.4f}"),
        ("pairs", f"{figures.pairs:,} in {len(figures.folds)} folds, {result.skipped_pairs:,} skipped"),
    ]


def _print_skipped(result: VerificationResult) -> None:
    from collections import Counter

    from core.cli.console import output

    console = output()
    for reason, count in Counter(skip.reason for skip in result.skipped).items():
        names = [skip.image for skip in result.skipped if skip.reason == reason]
        shown = ", ".join(names[:_NAMES_SHOWN]) + (
            f" and {count - _NAMES_SHOWN:,} more" if count > _NAMES_SHOWN else ""
        )
        console.print(f"{count:,} {'image' if count == 1 else 'images'} {_MEANINGS[reason]}: {shown}")


_MEANINGS = {"missing": "missing", "unreadable": "unreadable", "no_face": "without a face"}


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"
