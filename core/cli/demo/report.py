"""The demonstration's report: one HTML file with everything in it."""

from __future__ import annotations

import base64
import datetime
import io
from importlib.resources import files as package_files

import numpy as np
from numpy.typing import NDArray

from core import __version__
from core.cli.demo.result import DemoResult, figures_of
from core.evaluation import report_pictures as pictures
from core.faces.photo import encode_jpeg


def demo_page(demo: DemoResult) -> str:
    """The page's HTML. It fetches nothing."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        percent=lambda share: f"{100 * share:.1f} %",
        decimals=lambda value, digits=3: f"{value:.{digits}f}",
        number=lambda count: f"{count:,}",
    )
    template = environment.from_string(package_files("core.cli.demo").joinpath("report.html.j2").read_text("utf-8"))
    epochs = demo.history.epochs
    return template.render(
        demo=demo,
        figures=figures_of(demo),
        trained=demo.results[0].figures,
        built_in=demo.results[1].figures,
        first_auc=float(epochs["auc"][0]) if len(epochs["auc"]) else float("nan"),
        last_auc=float(epochs["auc"][-1]) if len(epochs["auc"]) else float("nan"),
        curves=_uri(_curves(demo), "image/png"),
        roc=_uri(pictures.draw(pictures.roc, demo.results, pictures.PICTURE_FILE, format_="png"), "image/png"),
        distances=_uri(
            pictures.draw(pictures.distances, demo.results, pictures.PICTURE_FILE, format_="png"), "image/png"
        ),
        people=[(name, _jpeg(chip)) for name, chip in demo.enrolled.items()],
        stills=[_jpeg(still) for still in demo.video.stills],
        groups=[(_jpeg(group.image_rgb), group) for group in demo.groups],
        created=datetime.datetime.now().astimezone().strftime("%d %B %Y, %H:%M").lstrip("0"),
        version=__version__,
    )


def _curves(demo: DemoResult) -> bytes:
    """Loss over the steps, and AUC on held-out people after each epoch, as PNG."""
    from matplotlib.figure import Figure

    theme = pictures.PICTURE_FILE
    figure = Figure(figsize=(8, 3), layout="constrained")
    steps, epochs = demo.history.steps, demo.history.epochs
    loss, auc = figure.subplots(1, 2)
    loss.plot(steps["step"], steps["loss"], color=theme.models[0], linewidth=1.2)
    loss.set_title("triplet loss", loc="left", fontsize=10, color=theme.ink)
    auc.plot(epochs["step"], epochs["auc"], "o-", color=theme.models[1], linewidth=1.5, markersize=4)
    auc.set_title("AUC on held-out people", loc="left", fontsize=10, color=theme.ink)
    for axes in (loss, auc):
        axes.set_xlabel("step", fontsize=9, color=theme.faint)
        axes.grid(color=theme.grid, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(colors=theme.faint, labelsize=9, length=0)
        for name, spine in axes.spines.items():
            spine.set_visible(name == "bottom")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=150, facecolor="#ffffff")
    return buffer.getvalue()


def _jpeg(image_rgb: NDArray[np.uint8]) -> str:
    return _uri(encode_jpeg(image_rgb), "image/jpeg")


def _uri(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
