"""The report's pictures: ROC, distances and folds, drawn by Matplotlib without a display.

Figures are made without pyplot, so that a window's thread may draw them as well. Colours are those of Okabe and Ito,
which people with any colour vision can tell apart; models also differ by line style.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.evaluation.identification import IdentificationFigures
from core.evaluation.verification_result import VerificationResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 8.0  # inches; the report shows 72 pixels for each
_BINS = 60
_LINES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)))


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours on a light or a dark page.

    Attributes:
        paper: Behind the picture; None leaves it transparent.
        ink, faint, grid: Text, lesser text, and lines.
        models: One colour a model, in turn.
        genuine, impostor: The two kinds of pairs.
    """

    paper: str | None
    ink: str
    faint: str
    grid: str
    models: tuple[str, ...]
    genuine: str
    impostor: str


LIGHT = Theme(
    paper=None,
    ink="#1f2328",
    faint="#5c6570",
    grid="#dde1e6",
    models=("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#3a3f45"),
    genuine="#0072b2",
    impostor="#d55e00",
)
DARK = Theme(
    paper=None,
    ink="#e6e9ed",
    faint="#9aa4b0",
    grid="#343a42",
    models=("#56b4e9", "#e69f00", "#2cc295", "#e0a3c4", "#f0e442", "#c9ced6"),
    genuine="#56b4e9",
    impostor="#e69f00",
)
PICTURE_FILE = Theme(
    paper="#ffffff",
    ink=LIGHT.ink,
    faint=LIGHT.faint,
    grid=LIGHT.grid,
    models=LIGHT.models,
    genuine=LIGHT.genuine,
    impostor=LIGHT.impostor,
)

Picture = Callable[[Sequence[VerificationResult], Theme], "Figure"]


def draw(picture: Picture, results: Sequence[VerificationResult], theme: Theme, *, format_: str) -> bytes:
    """One picture as a file's content, `png` or `svg`."""
    figure = picture(results, theme)
    buffer = io.BytesIO()
    figure.savefig(
        buffer,
        format=format_,
        dpi=160,
        facecolor=theme.paper or "none",
        metadata={"Date": None} if format_ == "svg" else None,
    )
    return buffer.getvalue()


def roc(results: Sequence[VerificationResult], theme: Theme) -> Figure:
    """VAL over FAR, the FAR on a logarithmic axis that ends where the impostor pairs end."""
    figure, (axes,) = _figure(1, 4.2, theme)
    fewest = min(result.figures.impostors for result in results)
    left = 1 / fewest / 2
    for n, result in enumerate(results):
        colour = theme.models[n % len(theme.models)]
        points = result.figures.roc
        far = np.maximum(points.far, left)
        axes.step(far, points.val, where="post", color=colour, linestyle=_LINES[n % len(_LINES)], label=result.model)
        for at in result.figures.val_at_far:
            if at.supported:
                here = points.val[int(np.searchsorted(points.far, at.far, "right")) - 1]
                axes.plot(at.far, here, "o", color=colour, markersize=5)
    axes.axvspan(left, 1 / fewest, color=theme.grid, alpha=0.6, linewidth=0)
    axes.set_xscale("log")
    axes.set_xlim(left, 1)
    lowest = min(np.interp(1 / fewest, r.figures.roc.far, r.figures.roc.val) for r in results)
    bottom = max(0.0, np.floor(lowest * 10) / 10 - 0.1)
    axes.set_ylim(bottom, 1.01)
    # In the widest gap between the curves, so that the words cross none of them where there is room.
    levels = np.sort([bottom, *(result.figures.roc.val[0] for result in results), 1.0])
    widest = int(np.argmax(np.diff(levels)))
    middle = (levels[widest] + levels[widest + 1]) / 2
    axes.text(
        left * 1.4,
        middle,
        f"less than one of {fewest:,} impostor pairs",
        color=theme.faint,
        fontsize=8,
        rotation=90,
        ha="center",
        va="center",
    )
    axes.set_xlabel("False acceptances among impostor pairs (FAR)")
    axes.set_ylabel("Genuine pairs accepted (VAL)")
    axes.xaxis.set_major_formatter(lambda value, _: _percent(value))
    axes.yaxis.set_major_formatter(lambda value, _: _percent(value))
    _legend(axes, theme, wanted=len(results) > 1)
    return figure


def distances(results: Sequence[VerificationResult], theme: Theme) -> Figure:
    """How far apart genuine and impostor pairs are, with the threshold between them; one panel a model."""
    figure, panels = _figure(len(results), 3.0, theme)
    for n, (axes, result) in enumerate(zip(panels, results, strict=True)):
        same, threshold = result.pairs.same, result.figures.distance_threshold
        top = max(float(result.distances.max()), threshold, 1e-6) * 1.02
        edges = np.linspace(0, top, _BINS + 1)
        for chosen, colour, label in ((same, theme.genuine, "genuine"), (~same, theme.impostor, "impostor")):
            shares = np.histogram(result.distances[chosen], edges)[0] / chosen.sum()
            axes.stairs(shares, edges, fill=True, color=colour, alpha=0.35)
            axes.stairs(shares, edges, color=colour, linewidth=1.4, label=label)
        axes.axvline(threshold, color=theme.ink, linewidth=1.2, linestyle=(0, (4, 2)))
        axes.annotate(
            f"threshold {threshold:.3f}",
            (threshold, 1.0),
            xycoords=axes.get_xaxis_transform(),
            xytext=(5, -4),
            textcoords="offset points",
            va="top",
            color=theme.ink,
            fontsize=9,
        )
        axes.set_xlim(0, top)
        axes.set_ylim(0, axes.get_ylim()[1] * 1.12)
        axes.yaxis.set_major_formatter(lambda value, _: _percent(value))
        axes.set_ylabel("Share of pairs")
        axes.set_xlabel("Distance (L2)")
        if len(results) > 1:
            axes.set_title(result.model, loc="left", color=theme.ink, fontsize=10)
        _legend(axes, theme, wanted=n == 0)
    return figure


def folds(results: Sequence[VerificationResult], theme: Theme) -> Figure:
    """Share of pairs judged wrongly in each fold: bars that start at 0, and the mean as a line."""
    figure, (axes,) = _figure(1, 3.0, theme)
    numbers = [fold.number for fold in results[0].figures.folds]
    places = np.arange(len(numbers))
    width = 0.8 / len(results)
    for n, result in enumerate(results):
        errors = np.array([100 * (1 - fold.accuracy) for fold in result.figures.folds])
        colour = theme.models[n % len(theme.models)]
        axes.bar(places - 0.4 + width * (n + 0.5), errors, width * 0.9, color=colour, label=result.model)
        mean = 100 * (1 - result.figures.accuracy_mean)
        axes.axhline(mean, color=colour, linewidth=1, linestyle=(0, (4, 2)))
    axes.set_xticks(places, [str(number) for number in numbers])
    axes.set_ylim(0, max(0.5, axes.get_ylim()[1]) * 1.1)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g} %")
    axes.grid(visible=False, axis="x")
    axes.set_xlabel("Fold")
    axes.set_ylabel("Pairs judged wrongly")
    _legend(axes, theme, wanted=len(results) > 1)
    return figure


def det(figures: IdentificationFigures, theme: Theme) -> Figure:
    """FNIR over FPIR, the FPIR on a logarithmic axis that ends where the strangers' pictures end."""
    figure, (axes,) = _figure(1, 4.2, theme)
    colour, left = theme.models[0], 1 / figures.non_mated
    axes.step(np.maximum(figures.det.fpir, left / 2), figures.det.fnir, where="post", color=colour)
    for at in figures.fnir_at_fpir:
        if at.supported:
            axes.errorbar(at.fpir, at.fnir, yerr=at.fnir_std, fmt="o", color=colour, markersize=5, capsize=3)
    axes.set_xscale("log")
    axes.set_xlim(min(left / 2, 0.5), 1)
    axes.set_ylim(0, min(1.0, max(figures.det.fnir) * 1.1 + 0.02))
    axes.set_xlabel("Strangers' pictures that get a name (FPIR)")
    axes.set_ylabel("Pictures of enrolled people not named rightly (FNIR)")
    axes.xaxis.set_major_formatter(lambda value, _: _percent(value))
    axes.yaxis.set_major_formatter(lambda value, _: _percent(value))
    return figure


def _figure(rows: int, height: float, theme: Theme) -> tuple[Figure, list[Axes]]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, height * rows), layout="constrained")
    panels = [figure.add_subplot(rows, 1, row + 1) for row in range(rows)]
    for axes in panels:
        axes.set_facecolor("none")
        axes.grid(color=theme.grid, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(colors=theme.faint, labelsize=9, length=0, pad=6)
        axes.tick_params(which="minor", length=0)
        axes.xaxis.label.set(color=theme.faint, fontsize=9)
        axes.yaxis.label.set(color=theme.faint, fontsize=9)
        for name, spine in axes.spines.items():
            spine.set_visible(name == "bottom")
            spine.set_color(theme.faint)
    return figure, panels


def _legend(axes: Axes, theme: Theme, *, wanted: bool) -> None:
    if wanted:
        axes.legend(frameon=False, labelcolor=theme.ink, fontsize=9, loc="best")


def _percent(share: float) -> str:
    return f"{100 * share:.6g} %"
