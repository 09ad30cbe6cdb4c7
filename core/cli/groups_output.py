"""What `facenet evaluate --groups` does: measure one model on each group of people, and print the rates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.detectors import DEFAULT_DETECTOR

if TYPE_CHECKING:
    from core.evaluation.groups import GroupErrors, Rate


def evaluate_groups(
    folder: Path,
    model: str,
    *,
    distance_threshold: float | None,
    detector: str = DEFAULT_DETECTOR,
    as_json: bool,
) -> None:
    """Measure one model on a folder with one folder per group, and print the rates of each.

    Args:
        distance_threshold: None takes the model's own, or the most accurate one over all groups where it has none.
        detector: As for `core.cli.detectors.load_detector`.

    Raises:
        InputError: The folder holds no groups of people, or too few.
    """
    from core.cli.console import output, print_json, say
    from core.cli.detectors import load_detector
    from core.cli.pair_measuring import measure_pairs
    from core.cli.runs_command import plain_table
    from core.embedding.card import read_card
    from core.evaluation.groups import errors_by_group, group_pairs
    from core.home import Home

    model_folder = Home.default().model(model)
    (result,) = measure_pairs([model_folder], group_pairs(folder), folder, detector=load_detector(detector))
    chosen = (distance_threshold, read_card(model_folder).distance_threshold, result.figures.distance_threshold)
    threshold = next(one for one in chosen if one is not None)
    errors = errors_by_group(result, distance_threshold=threshold)
    if as_json:
        print_json(
            {
                "model": result.model,
                "model_id": result.model_id,
                "distance_threshold": threshold,
                "skipped_pairs": result.skipped_pairs,
                "groups": [one.to_json() for one in errors],
            }
        )
        return
    table = plain_table("group", "people", "pictures", "false rejects (FRR)", "false accepts (FAR)")
    for one in errors:
        table.add_row(one.group, f"{one.people:,}", f"{one.images:,}", _told(one.frr), _told(one.far))
    output().print(f"{result.model} at the distance threshold {threshold:.3f}; in brackets 95 % intervals")
    output().print(table)
    for line in remarks(errors):
        say(line)


def remarks(errors: list[GroupErrors]) -> list[str]:
    """What the rates say together: which groups differ by more than their intervals."""
    lines = []
    for what, rates in (
        ("rejected", {one.group: one.frr for one in errors if one.frr.pairs}),
        ("taken for one another", {one.group: one.far for one in errors if one.far.pairs}),
    ):
        if len(rates) < 2:
            continue
        most = max(rates, key=lambda group: rates[group].share)
        least = min(rates, key=lambda group: rates[group].share)
        if rates[most].low > rates[least].high:
            lines.append(f"Note: people of {most!r} are {what} more often than those of {least!r}, beyond chance.")
    return lines


def _told(rate: Rate) -> str:
    if not rate.pairs:
        return "no pairs"
    return f"{100 * rate.share:.2f} % [{100 * rate.low:.2f}, {100 * rate.high:.2f}] of {rate.pairs:,}"
