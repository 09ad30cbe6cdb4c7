"""`facenet params`: what can be set for a training, and presets to start from."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands import new_app
from core.cli.console import output, print_json

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

app = new_app()


@app.command("params")
def params(
    preset: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Print this preset, or this JSON file (Facenet-TF's too), in full."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
) -> None:
    """List all hyperparameters: default, range, unit and meaning.

    `facenet params --preset batch_hard > mine.json` writes a file for `facenet train --params`.
    """
    if preset is not None:
        print_json(preset_values(preset))
    elif as_json:
        print_json([describe(name, field) for name, field in _fields().items()])
    else:
        _print_table()


def preset_values(name: str) -> dict[str, Any]:
    """Every hyperparameter of the preset `name` or of a JSON file, those it leaves to the defaults included.

    Raises:
        InputError: There is no such preset.
    """
    import json
    from pathlib import Path

    from core import hyperparameter_files
    from core.cli.console import say
    from core.errors import InputError
    from core.resources import preset_names

    if name.endswith(".json"):
        chosen, remarks = hyperparameter_files.load_with_remarks(Path(name))
        for remark in remarks:
            say(remark)
        read: dict[str, Any] = chosen.model_dump()
        return read
    if name not in preset_names():
        raise InputError(f"There is no preset {name!r}.", hint=f"There are: {', '.join(preset_names())}.")
    values: dict[str, Any] = json.loads(hyperparameter_files.load_preset(name).to_json())
    return values


def describe(name: str, field: FieldInfo) -> dict[str, Any]:
    """One hyperparameter as a JSON object: name, group, default, choices or range, unit, help, expert."""
    from typing import Literal, get_args, get_origin

    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    limits = {
        key: getattr(limit, key)
        for limit in field.metadata
        for key in ("gt", "ge", "lt", "le", "min_length")
        if getattr(limit, key, None) is not None
    }
    choices = list(get_args(field.annotation)) if get_origin(field.annotation) is Literal else None
    return {
        "name": name,
        "group": extra["group"],
        "default": field.default,
        "type": "choice" if choices else getattr(field.annotation, "__name__", str(field.annotation)),
        "choices": choices,
        "limits": limits,
        "unit": extra["unit"],
        "expert": extra["expert"],
        "help": field.description,
    }


def range_in_words(row: dict[str, Any]) -> str:
    """`a, b or c` for choices, `above 0 to 4` for numbers, `yes or no`, or nothing for free text."""
    if row["choices"]:
        *others, last = row["choices"]
        return f"{', '.join(others)} or {last}"
    limits = row["limits"]
    lower = f"{limits['ge']:,}" if "ge" in limits else f"above {limits['gt']:,}" if "gt" in limits else ""
    upper = f"{limits['le']:,}" if "le" in limits else f"below {limits['lt']:,}" if "lt" in limits else ""
    if lower and upper:
        return f"{lower} to {upper}"
    if lower:
        return lower if lower.startswith("above") else f"{lower} or more"
    return "yes or no" if row["type"] == "bool" else upper


def value_in_words(value: Any) -> str:
    """A default as the table shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "(empty)" if value == "" else str(value)


def _fields() -> dict[str, FieldInfo]:
    from core.hyperparameters import fields

    return fields()


# Below this a column of meanings is too narrow to read.
TABLE_WIDTH = 110


def _print_table() -> None:
    console = output()
    rows = [describe(name, field) for name, field in _fields().items()]
    groups = itertools.groupby(rows, key=lambda row: row["group"])
    if console.width < TABLE_WIDTH:
        from rich.padding import Padding

        for group, members in groups:
            console.print(group.upper())
            for row in members:
                limits = ", ".join(filter(None, (range_in_words(row), row["unit"])))
                console.print(
                    f"  {row['name']} = {value_in_words(row['default'])}" + (f"  ({limits})" if limits else "")
                )
                console.print(Padding(row["help"], (0, 0, 0, 6)))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("name", "default", "range", "unit", "meaning"):
        table.add_column(heading, no_wrap=heading in ("name", "default"), overflow="fold")
    for group, members in groups:
        table.add_row(group.upper(), style="bold")
        for row in members:
            default = value_in_words(row["default"])
            table.add_row(f"  {row['name']}", default, range_in_words(row), row["unit"], row["help"])
    console.print(table)
