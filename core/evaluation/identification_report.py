"""The report of an open-set evaluation: one HTML page, the DET curve as a picture, and the figures as JSON."""

from __future__ import annotations

import base64
import datetime
from pathlib import Path

from core import __version__, files
from core.embedding.card import ModelCard
from core.evaluation import report_pictures as pictures
from core.evaluation.identification import IdentificationFigures
from core.evaluation.tables import write_identification_tables

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { margin: 0; color: #1f2328; background: #ffffff; font: 15px/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 820px; margin: 0 auto; padding: 48px 24px; }
h1 { font-size: 28px; line-height: 1.2; }
img { max-width: 100%; }
.faint { color: #5c6570; }
</style>
</head>
<body><main>
<h1>{{ title }}</h1>
{% for line in lines %}
<p>{{ line }}</p>
{% endfor %}
<img src="{{ det }}" alt="FNIR over FPIR">
<p class="faint">FPIR: the share of strangers' pictures that get a name. FNIR: the share of pictures of enrolled people
that do not get the right one. ± is the standard deviation over the random splits.</p>
<p class="faint">{{ images }}, {{ created }}, version {{ version }}</p>
</main></body>
</html>
"""


def write_identification_report(
    figures: IdentificationFigures, folder: Path, *, card: ModelCard, images: Path, lines: list[str]
) -> Path:
    """Write `report.html`, `report.json`, `det.png`, `figures.csv` and `det.csv` into `folder`.

    Args:
        card: Whose figures they are.
        images: The folder that was measured on; only its last part is written.
        lines: The figures in words.

    Returns:
        The page.

    Raises:
        StorageError: `folder` cannot be written.
    """
    from jinja2 import Environment, StrictUndefined

    created = datetime.datetime.now().astimezone()

    def picture(theme: pictures.Theme, format_: str) -> bytes:
        return pictures.draw(lambda _, colours: pictures.det(figures, colours), (), theme, format_=format_)

    files.write_bytes(folder / "det.png", picture(pictures.PICTURE_FILE, "png"))
    about = {
        "created": created.isoformat(timespec="seconds"),
        "version": __version__,
        "images": images.absolute().name,
        "model": card.name,
        "model_id": card.model_id,
    }
    files.write_json(folder / "report.json", {**about, **figures.to_json()})
    write_identification_tables(figures, folder, model=card.name)
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(_PAGE)
    svg = base64.b64encode(picture(pictures.LIGHT, "svg")).decode("ascii")
    content = page.render(
        title=f"How well {card.name} names people and leaves strangers unknown",
        lines=lines,
        det=f"data:image/svg+xml;base64,{svg}",
        images=images.absolute().name,
        created=created.strftime("%d %B %Y, %H:%M").lstrip("0"),
        version=__version__,
    )
    files.write_bytes(folder / "report.html", content.encode())
    return folder / "report.html"
