"""The figures of an evaluation as CSV, for spreadsheets and notebooks: one fact a row, plain numbers, UTF-8.

Shares are in [0, 1], distances unsquared L2. What does not exist is an empty cell. A name that a spreadsheet would
run as a formula has an apostrophe in front, a path `./`, with which it is still a path.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from core import files
from core.evaluation.identification import IdentificationFigures
from core.evaluation.verification_result import VerificationResult


def write_verification_tables(results: Sequence[VerificationResult], folder: Path) -> None:
    """Write `figures.csv` (a row a model), `folds.csv` (a row a model and fold) and `pairs.csv` (one a model and pair).

    Raises:
        StorageError: `folder` cannot be written.
    """
    _write(folder / "figures.csv", [_figures(result) for result in results])
    _write(
        folder / "folds.csv",
        [
            {
                "model": result.model,
                "fold": fold.number,
                "pairs": fold.pairs,
                "accuracy": fold.accuracy,
                "distance_threshold": fold.distance_threshold,
            }
            for result in results
            for fold in result.figures.folds
        ],
    )
    _write(
        folder / "pairs.csv",
        (
            {
                "model": result.model,
                "path_a": _path(result.images[first]),
                "path_b": _path(result.images[second]),
                "same": int(same),
                "fold": fold + 1,
                "distance": distance,
            }
            for result in results
            for first, second, same, fold, distance in zip(
                result.pairs.first.tolist(),
                result.pairs.second.tolist(),
                result.pairs.same.tolist(),
                result.pairs.folds.tolist(),
                result.distances.tolist(),
                strict=True,
            )
        ),
    )


def write_identification_tables(figures: IdentificationFigures, folder: Path, *, model: str) -> None:
    """Write `figures.csv` (a row a FPIR) and `det.csv` (a row a point of the DET curve).

    Raises:
        StorageError: `folder` cannot be written.
    """
    shared = {
        "model": model,
        "rank1": figures.rank1,
        "rank1_std": figures.rank1_std,
        "splits": figures.splits,
        "enrolled": figures.enrolled,
        "mated": figures.mated,
        "non_mated": figures.non_mated,
    }
    _write(
        folder / "figures.csv",
        [
            {
                **shared,
                "fpir": at.fpir,
                "fnir": at.fnir,
                "fnir_std": at.fnir_std,
                "distance_threshold": at.distance_threshold,
                "supported": int(at.supported),
            }
            for at in figures.fnir_at_fpir
        ],
    )
    det = zip(figures.det.fpir, figures.det.fnir, strict=True)
    _write(folder / "det.csv", [{"model": model, "fpir": fpir, "fnir": fnir} for fpir, fnir in det])


def _figures(result: VerificationResult) -> dict[str, Any]:
    figures = result.figures
    row: dict[str, Any] = {
        "model": result.model,
        "model_id": result.model_id,
        "mirrored": int(result.mirrored),
        "accuracy_mean": figures.accuracy_mean,
        "accuracy_std": figures.accuracy_std,
        "accuracy_sem": figures.accuracy_sem,
        "auc": figures.auc,
        "eer": figures.eer,
        "distance_threshold": figures.distance_threshold,
        "pairs": figures.pairs,
        "genuine": figures.genuine,
        "impostors": figures.impostors,
        "skipped_pairs": result.skipped_pairs,
    }
    for at in figures.val_at_far:
        # The FAR stands in the name, because a VAL without it means nothing.
        at_far = f"at_far_{at.far:g}"
        row |= {
            f"val_{at_far}": at.val,
            f"val_std_{at_far}": at.val_std,
            f"far_measured_{at_far}": at.far_measured,
            f"supported_{at_far}": int(at.supported),
        }
    return row


def _path(image: str) -> str:
    return image if files.not_a_formula(image) == image else f"./{image}"


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    text = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(text, fieldnames=list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(
            {name: files.not_a_formula(value) if isinstance(value, str) else value for name, value in row.items()}
        )
    # A file name may hold bytes that are no text; see core.data.records.
    files.write_bytes(path, text.getvalue().encode(errors="backslashreplace"))
