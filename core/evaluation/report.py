"""A report: one HTML page that needs nothing beside it, the figures as JSON and CSV, and pictures as files."""

from __future__ import annotations

import base64
import datetime
import tempfile
from collections.abc import Callable, Sequence
from importlib.resources import files as package_files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import __version__, files
from core.errors import InputError
from core.evaluation import report_pictures as pictures
from core.evaluation.pairs import PairList
from core.evaluation.tables import write_verification_tables
from core.evaluation.verification_result import VerificationResult, WorstPair
from core.faces.photo import encode_jpeg

if TYPE_CHECKING:
    from markupsafe import Markup

_PICTURES: dict[str, pictures.Picture] = {
    "roc": pictures.roc,
    "distances": pictures.distances,
    "folds": pictures.folds,
}
_CHIP_QUALITY = 85


def check_report_folder(folder: Path) -> None:
    """Make the folder, and say before the work begins that it cannot take a report.

    Raises:
        InputError: There is a file of that name.
        StorageError: It cannot be made or written.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"The report needs a folder, but {folder} is a file.", hint="Name another one.")
    with files.storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass


def write_report(results: Sequence[VerificationResult], folder: Path, *, pair_list: PairList, images: Path) -> Path:
    """Write `report.html`, `report.json`, the tables of `core.evaluation.tables`, and three pictures into `folder`.

    Args:
        results: Of one or several models on the same pairs.
        folder: Made where it is missing; files of these names in it are replaced.
        pair_list, images: What was measured on.

    Returns:
        The page.

    Raises:
        StorageError: `folder` cannot be written.
    """
    created = datetime.datetime.now().astimezone()
    for name, picture in _PICTURES.items():
        files.write_bytes(folder / f"{name}.png", pictures.draw(picture, results, pictures.PICTURE_FILE, format_="png"))
    files.write_json(
        folder / "report.json",
        {
            "created": created.isoformat(timespec="seconds"),
            "version": __version__,
            "pair_list": _last_part(pair_list.source),
            "images": _last_part(images),
            "models": [_with_roc(result) for result in results],
        },
    )
    write_verification_tables(results, folder)
    page = folder / "report.html"
    files.write_bytes(page, _page(results, pair_list=pair_list, images=images, created=created).encode())
    return page


def _with_roc(result: VerificationResult) -> dict[str, Any]:
    roc = result.figures.roc
    return {
        **result.to_json(),
        "roc": {"far": list(roc.far), "val": list(roc.val), "distance_threshold": list(roc.distance_threshold)},
        "hardest_pairs": [
            {"first": pair.first, "second": pair.second, "same": pair.same, "distance": pair.distance}
            for pair in result.worst
        ],
    }


def _page(
    results: Sequence[VerificationResult], *, pair_list: PairList, images: Path, created: datetime.datetime
) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        percent=lambda share, digits=2: f"{100 * share:.{digits}f} %",
        points=lambda share: f"{100 * share:.2f}",
        share=lambda share: f"{100 * share:g} %",
        decimals=lambda value, digits: f"{value:.{digits}f}",
        number=lambda count: f"{count:,}",
    )
    template = environment.from_string(package_files("core.evaluation").joinpath("report.html.j2").read_text("utf-8"))
    figures = results[0].figures
    return template.render(
        title="Telling faces apart" if len(results) > 1 else f"How well {results[0].model} tells faces apart",
        results=results,
        figures=figures,
        best=max(results, key=lambda result: result.figures.accuracy_mean),
        fars=[
            {
                "index": n,
                "far": at.far,
                "needed": at.impostors_needed,
                "trust": at.impostors_for_trust,
                "supported": at.supported,
            }
            for n, at in enumerate(figures.val_at_far)
        ],
        warnings=list(dict.fromkeys(warning for result in results for warning in result.warnings)),
        hardest=[group for result in results for group in _hardest(result)],
        skipped=results[0].skipped,
        picture=_embedded(results, Markup),
        pair_list=_last_part(pair_list.source),
        images=_last_part(images),
        created=created.strftime("%d %B %Y, %H:%M").lstrip("0"),
        version=__version__,
    )


def _embedded(results: Sequence[VerificationResult], markup: type[Markup]) -> Callable[[str], Markup]:
    """A picture in a light and a dark version, of which the browser takes the one that fits."""

    def picture(name: str) -> Markup:
        light, dark = (
            _uri(pictures.draw(_PICTURES[name], results, theme, format_="svg"), "image/svg+xml")
            for theme in (pictures.LIGHT, pictures.DARK)
        )
        return markup(
            '<figure><picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">'
            '<img src="{light}" alt="{name}"></picture></figure>'
        ).format(dark=dark, light=light, name=name)

    return picture


def _hardest(result: VerificationResult) -> list[dict[str, Any]]:
    threshold = result.figures.distance_threshold
    groups = []
    for same, heading, note in (
        (True, "One person, far apart", f"Genuine pairs with the largest distances; mistaken from {threshold:.3f} on."),
        (
            False,
            "Two people, close together",
            f"Impostors with the smallest distances; mistaken below {threshold:.3f}.",
        ),
    ):
        pairs = [_shown(pair, threshold) for pair in result.worst if pair.same == same]
        if pairs:
            groups.append({"model": result.model, "heading": heading, "note": note, "pairs": pairs})
    return groups


def _shown(pair: WorstPair, threshold: float) -> dict[str, Any]:
    first_uri, second_uri = (_uri(encode_jpeg(chip, quality=_CHIP_QUALITY), "image/jpeg") for chip in pair.chips_rgb)
    return {
        "first": pair.first.rpartition("/")[2],
        "second": pair.second.rpartition("/")[2],
        "first_uri": first_uri,
        "second_uri": second_uri,
        "distance": pair.distance,
        "mistaken": (pair.distance < threshold) != pair.same,
    }


def _uri(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _last_part(path: Path) -> str:
    """The last part of a path only: a report is passed on, and the rest says whose computer it was."""
    return path.absolute().name.encode("utf-8", "backslashreplace").decode()
