"""What the shell offers for a half-typed name of a data set, a run or a model. Must answer at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from core.home import Home


def dataset_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The data sets of the home that begin so."""
    return _folders(_home(ctx).datasets, incomplete)


def run_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The runs of the home that begin so."""
    return _folders(_home(ctx).runs, incomplete)


def model_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Models, runs and built-in models that begin so, each name once, in the order in which they are looked up."""
    home = _home(ctx)
    found = [name for place in (home.models, home.runs, home.built_in_models) for name in _folders(place, incomplete)]
    return list(dict.fromkeys(found))


def _home(ctx: typer.Context) -> Home:
    from core.home import Home

    chosen = ctx.find_root().params.get("home")
    return Home.default() if chosen is None else Home(Path(chosen).expanduser())


def _folders(place: Path, incomplete: str) -> list[str]:
    """Where nothing fits, the shell goes on with paths by itself."""
    try:
        entries = sorted(entry.name for entry in place.iterdir() if entry.is_dir())
    except OSError:
        return []
    return [name for name in entries if name.startswith(incomplete) and not name.startswith(".")]
