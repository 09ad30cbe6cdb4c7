"""How something grows with its size: curves on axes with decades, as one SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Points = Sequence[tuple[float, float]]
_WIDTH, _HEIGHT, _LEFT, _TOP = 360, 280, 70, 40
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")


def growth_svg(panels: Mapping[str, Mapping[str, Points]], *, along: str) -> str:
    """One panel for each figure, its title the panel's name.

    Args:
        panels: Title → name of a curve → (size, figure), both above 0.
        along: What the sizes are.
    """
    width = len(panels) * (_WIDTH + _LEFT + 30)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT + 100}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
    ]
    for number, (title, curves) in enumerate(panels.items()):
        parts.append(f'<g transform="translate({number * (_WIDTH + _LEFT + 30) + _LEFT},{_TOP})">')
        parts += _panel(title, curves, along)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _panel(title: str, curves: Mapping[str, Points], along: str) -> list[str]:
    points = [point for curve in curves.values() for point in curve]
    sizes = sorted({size for size, _ in points})
    low, high = math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points)))
    high = max(high, low + 1)
    span = max(math.log(sizes[-1] / sizes[0]), 1e-9)

    def x(size: float) -> float:
        return _WIDTH * math.log(size / sizes[0]) / span

    def y(value: float) -> float:
        return _HEIGHT * (1 - (math.log10(value) - low) / (high - low))

    parts = [f'<text x="{_WIDTH / 2}" y="-14" text-anchor="middle" font-size="14">{title}</text>']
    for decade in range(low, high + 1):
        at = y(10.0**decade)
        parts.append(f'<path d="M0,{at:.1f} H{_WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="-8" y="{at + 4:.1f}" text-anchor="end">{10.0**decade:,g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{_HEIGHT + 18}" text-anchor="middle">{size:g}</text>')
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 38}" text-anchor="middle">{along}</text>')
    for number, (name, curve) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in curve)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>' for size, value in curve]
        parts.append(f'<text x="8" y="{16 + 16 * number}" fill="{colour}">{name}</text>')
    return parts
