"""How fast one face is found among many people, against every distance computed with plain NumPy.

Templates are drawn with the spectrum that the built-in network's embeddings have, not as white noise, in which nearest
neighbours mean little: the first 8, 16, 32 and 64 of 128 axes hold 41, 58, 78 and 97 % of the energy, and two people
are 0.85 apart in the median. A probe is somebody's template and noise of 0.45 times that distance. Rivals take turns,
probe by probe. Opening is measured on real gallery files: the time until the first probe has an answer, with every
name and vector decrypted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.growth_plot import growth_svg
from benchmarks.measuring import machine, machine_line, memory_mb, spread
from core.gallery.approximate import APPROXIMATE_ABOVE
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel, NewPerson, NewTemplate
from core.gallery.search import PeopleIndex

SIZE = 128
IMPOSTOR_DISTANCE = 0.85
GENUINE_SHARE = 0.45
# Axes that share their energy evenly: how many, and what part of the whole.
SPECTRUM = ((8, 0.41), (8, 0.17), (16, 0.20), (32, 0.19), (64, 0.03))
_RIGHT = 1e-6


def axis_deviations() -> NDArray[np.float32]:
    """(128,) standard deviation of each axis."""
    variances = np.concatenate([np.full(axes, part / axes) for axes, part in SPECTRUM])
    # Two independent people differ by twice the variance.
    return np.sqrt(variances * IMPOSTOR_DISTANCE**2 / 2).astype(np.float32)


def draw(people: int, probes: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(people, 128) templates and (probes, 128) probes of some of them."""
    dice, deviations = np.random.default_rng(0), axis_deviations()
    templates = dice.standard_normal((people, SIZE), dtype=np.float32) * deviations
    noise = dice.standard_normal((probes, SIZE), dtype=np.float32) * deviations * np.float32(np.sqrt(2) * GENUINE_SHARE)
    return templates, templates[dice.integers(0, people, probes)] + noise


def measure(people: int, *, probes: int, additions: int = 20) -> dict[str, Any]:
    """The index of the gallery and the plain rival at one size."""
    templates, shown = draw(people, probes)
    before, begin = memory_mb(), time.perf_counter()
    index = PeopleIndex(SIZE)
    index.add(range(people), [(person, False) for person in range(people)], templates)
    built, memory = time.perf_counter() - begin, memory_mb() - before
    squares = (templates**2).sum(1)
    index.search(shown[:1], people=1)  # what is computed once after a change
    ours: list[float] = []
    theirs: list[float] = []
    right = 0
    for probe in shown:
        begin = time.perf_counter()
        found = index.search(probe[None], people=1)[0][0]
        searched = time.perf_counter()
        nearest = int((squares - 2 * (templates @ probe)).argmin())
        ours.append(searched - begin)
        theirs.append(time.perf_counter() - searched)
        # Equally near is as right: the rival rounds in float32.
        right += bool(found.distance <= np.linalg.norm(templates[nearest] - probe) + _RIGHT)
    added = []
    for number in range(people, people + additions):
        begin = time.perf_counter()
        index.add([number], [(number, False)], shown[number % probes][None])
        added.append(time.perf_counter() - begin)
    return {
        "people": people,
        "search": "approximate" if people > APPROXIMATE_ABOVE else "exact",
        "query_ms": spread(ours, scale=1e3).as_json(),
        "numpy_ms": spread(theirs, scale=1e3).as_json(),
        "recall_at_1": right / probes,
        "add_one_ms": spread(added, scale=1e3).as_json(),
        "build_s": round(built, 3),
        "memory_mb": round(memory),
    }


def measure_opening(people: int) -> dict[str, Any]:
    """Seconds to open a gallery file of so many people, one template each, and answer the first probe."""
    templates, shown = draw(people, 1)
    model = GalleryModel("benchmark", "benchmark", SIZE, normalised=False)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        path, keys = Path(name) / "gallery.sqlite", KeyFiles(Path(name) / "keys")
        with Gallery.open(path, keys=keys, create=True) as gallery:
            gallery.embeddings.add_model(model)
            begin = time.perf_counter()
            gallery.add_people(_people(templates, model.id))
            enrolled = time.perf_counter() - begin
        begin = time.perf_counter()
        with Gallery.open(path, keys=keys, read_only=True) as gallery:
            matcher = Matcher(gallery, model)
            matcher.refresh()
            matcher.identify(shown, distance_threshold=0.6)
            opened = time.perf_counter() - begin
        size = path.stat().st_size
    return {"people": people, "open_s": round(opened, 3), "enroll_s": round(enrolled, 2), "file_mb": size // 2**20}


def _people(templates: NDArray[np.float32], model_id: str) -> Any:
    for number, template in enumerate(templates):
        # A gallery takes a chip once for each person; small ones, because no search looks at them.
        chip = np.full((8, 8, 3), number % 256, np.uint8)
        face = NewTemplate(chip, "benchmark", embeddings={model_id: template})
        yield NewPerson(f"person {number}", [face])


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks search", description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[1000, 100_000], help="sizes (1000 100000)")
    parser.add_argument("--open", type=int, nargs="*", default=[1000, 10_000], help="gallery files (1000 10000)")
    parser.add_argument("--probes", type=int, default=300, help="faces searched for at each size (default 300)")
    parser.add_argument("--plot", type=Path, metavar="OUT.svg", help="also draw how a query grows with the people")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    report: dict[str, Any] = machine()
    report["sizes"] = [measure(people, probes=chosen.probes) for people in chosen.people]
    report["opening"] = [measure_opening(people) for people in chosen.open]
    if chosen.plot:
        chosen.plot.write_text(growth_svg(_panels(report["sizes"]), along="people"), encoding="utf-8")
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _panels(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, list[tuple[float, float]]]]:
    return {
        "ms a query": {
            "the gallery's index": [(row["people"], row["query_ms"]["median"]) for row in rows],
            "every distance with NumPy": [(row["people"], row["numpy_ms"]["median"]) for row in rows],
        },
        "MiB": {"the gallery's index": [(row["people"], max(row["memory_mb"], 1)) for row in rows]},
    }


def _table(report: dict[str, Any]) -> str:
    lines = [
        machine_line(report),
        f"{'people':>10}{'':>13}{'query ms':>10}{'99 %':>8}{'NumPy ms':>10}{'recall@1':>10}{'add one ms':>12}"
        f"{'build s':>9}{'MiB':>7}",
    ]
    for row in report["sizes"]:
        lines.append(
            f"{row['people']:>10,}{row['search']:>13}{row['query_ms']['median']:>10.2f}{row['query_ms']['p99']:>8.2f}"
            f"{row['numpy_ms']['median']:>10.2f}{row['recall_at_1']:>10.3f}{row['add_one_ms']['median']:>12.2f}"
            f"{row['build_s']:>9.1f}{row['memory_mb']:>7,}"
        )
    for row in report["opening"]:
        lines.append(
            f"a gallery file of {row['people']:,} people ({row['file_mb']} MiB, enrolled in {row['enroll_s']:.1f} s): "
            f"{row['open_s']:.2f} s from opening to the first answer"
        )
    return "\n".join(lines)
