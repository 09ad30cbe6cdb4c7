"""`facenet models`: which models there are, how good they are, and under which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands import new_app
from core.cli.console import output, print_json, say

if TYPE_CHECKING:
    from core.embedding.card import ModelCard
    from core.embedding.model_list import ListedModel

app = new_app()


@app.command("models")
def models(as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False) -> None:
    """List all models: the built-in ones, your own, and the best checkpoints of your runs."""
    from core.embedding.model_list import list_models
    from core.home import Home

    listed = list_models(Home.default())
    if as_json:
        print_json([describe(model) for model in listed])
    else:
        _print_table(listed)


def describe(model: ListedModel) -> dict[str, Any]:
    """One model as a JSON object: where it is, and its card without the history of its training."""
    about: dict[str, Any] = {
        "name": model.name,
        "place": model.place,
        "folder": str(model.folder),
        "bytes": model.size,
        "problem": model.problem,
    }
    if model.card is not None:
        card = model.card.to_mapping()
        # A run's history names a fingerprint of every identity; `model.json` has it for those who want it.
        card.pop("trained")
        about |= {key: value for key, value in card.items() if key not in ("name", "format_version")}
    return about


def accuracy_in_words(card: ModelCard) -> str:
    """`99.1 ± 0.4 % (LFW)`, one line for each measurement (the spread is the folds' standard deviation)."""
    return "\n".join(f"{100 * m.accuracy_mean:.1f} ± {100 * m.accuracy_std:.1f} % ({m.dataset})" for m in card.measured)


def _print_table(listed: list[ListedModel]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("name", "from", "network", "input", "embedding", "size", "accuracy", "licence"):
        table.add_column(heading, no_wrap=heading in ("name", "from", "network"), overflow="fold")
    for model in listed:
        size = f"{model.size / 1e6:,.1f} MB"
        if model.card is None:
            table.add_row(model.name, model.place, "damaged", "", "", size, "", "")
            continue
        card = model.card
        table.add_row(
            model.name,
            model.place,
            card.network,
            f"{card.input.size} px",
            str(card.embedding_size),
            size,
            accuracy_in_words(card) or "not measured",
            card.licence or "not stated",
        )
    output().print(table)
    for model in listed:
        if model.problem:
            say(f"{model.name} cannot be used: {model.problem}")
