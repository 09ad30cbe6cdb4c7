"""What `facenet evaluate --identification` does: embed a folder of people, measure, and print the figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from core.cli.detectors import DEFAULT_DETECTOR

if TYPE_CHECKING:
    from core.evaluation.identification import IdentificationFigures


def evaluate_folder(
    folder: Path, model: str, *, detector: str = DEFAULT_DETECTOR, as_json: bool, report: Path | None = None
) -> None:
    """Measure one model on a folder with one folder per person, and print the figures.

    Args:
        detector: As for `core.cli.detectors.load_detector`.
        report: A folder for a page with the DET curve.

    Raises:
        InputError: The folder holds no people, or too few.
    """
    from core.cli.console import print_json, say
    from core.cli.detectors import load_detector
    from core.cli.gallery_access import embed_identities, load_embedder
    from core.evaluation.identification import evaluate_identification
    from core.evaluation.identification_report import write_identification_report

    embedder = load_embedder(model)
    embeddings, labels = embed_identities(folder, embedder, detector=load_detector(detector))
    figures = evaluate_identification(embeddings, labels)
    lines = in_words(figures, embedder.card.name)
    if as_json:
        print_json({"model": embedder.card.name, "model_id": embedder.card.model_id, **figures.to_json()})
    else:
        for line in lines:
            typer.echo(line)
    if report is not None:
        page = write_identification_report(figures, report, card=embedder.card, images=folder, lines=lines)
        say(f"The report is {page}")


def in_words(figures: IdentificationFigures, model: str) -> list[str]:
    """The figures as lines, each with its spread over the splits."""
    lines = [
        f"{model}: open-set identification, {figures.splits} random splits",
        f"{figures.enrolled:,} people enrolled from up to {figures.templates} pictures, {figures.mated:,} more "
        f"pictures of them, {figures.non_mated:,} pictures of {figures.strangers:,} strangers",
        f"rank-1          {figures.rank1:.2%} ± {figures.rank1_std:.2%}",
    ]
    for at in figures.fnir_at_fpir:
        mark = "" if at.supported else f" (needs {at.non_mated_needed:,} pictures of strangers)"
        lines.append(
            f"FNIR@FPIR={at.fpir:<6.1%}{at.fnir:.2%} ± {at.fnir_std:.2%}  "
            f"at distance {at.distance_threshold:.4f} ± {at.distance_threshold_std:.4f}{mark}"
        )
    return lines
