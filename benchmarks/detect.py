"""How fast faces are found, against the mtcnn package, whose weights and answers ours are.

Both look at the same pictures in one process and take turns, so that whatever else the machine does meets them
alike. Pictures come from a clip or photos; without them one is drawn, which has no face and so leaves the second
and third network little to do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# As the program itself sets it; it changes both rivals.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

import cv2
import numpy as np
from numpy.typing import NDArray

from core.faces.mtcnn import MtcnnDetector
from core.faces.mtcnn_template import SMALLEST_FACE
from core.faces.photo import read_photo

SIZES = ((640, 480), (1280, 720))
SMALLEST_FACES = (20, 40, 80)
# What counts as found: the project's promise of parity with the package.
LEAST_CONFIDENCE, LEAST_OVERLAP, LARGEST_LANDMARK_ERROR = 0.95, 0.8, 0.03

Picture = NDArray[np.uint8]


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks detect", description=__doc__)
    parser.add_argument("--source", type=Path, help="a clip, a photo, or a folder of photos; without it one is drawn")
    parser.add_argument("--pictures", type=int, default=6, help="how many frames or photos to take, evenly spread")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each rival over all pictures")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.pictures < 1 or chosen.rounds < 1:
        parser.error("--pictures and --rounds must be 1 or more")
    originals = _pictures(chosen.source, chosen.pictures) if chosen.source else [_drawn()]
    if not originals:
        parser.error(f"no picture was found in {chosen.source}")
    detect_with_package = package_detector()
    ours = {smallest: MtcnnDetector(smallest_face=smallest) for smallest in SMALLEST_FACES}
    report = {
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "pictures": len(originals),
        "source": chosen.source.name if chosen.source else "drawn, no face",
        "sizes": [
            _measure([_fitted(picture, size) for picture in originals], detect_with_package, ours, rounds=chosen.rounds)
            for size in SIZES
        ],
    }
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _measure(
    pictures: Sequence[Picture],
    detect_with_package: Callable[[Picture], NDArray[np.float64]],
    ours: dict[int, MtcnnDetector],
    *,
    rounds: int,
) -> dict[str, Any]:
    rivals: dict[str, Callable[[Picture], Any]] = {"mtcnn package": detect_with_package}
    rivals |= {f"ours, smallest face {smallest} px": detector.detect for smallest, detector in ours.items()}
    # The first look at a size is slower for everybody: kernels are prepared.
    for detect in rivals.values():
        detect(pictures[0])
    times: dict[str, list[float]] = {name: [] for name in rivals}
    faces: dict[str, int] = {}
    for _ in range(rounds):
        for picture in pictures:
            for name, detect in rivals.items():
                begin = time.perf_counter()
                detect(picture)
                times[name].append(1e3 * (time.perf_counter() - begin))
    for name, detect in rivals.items():
        faces[name] = sum(len(detect(picture)) for picture in pictures)
    theirs = statistics.median(times["mtcnn package"])
    rows = []
    for name, measured in times.items():
        lower, median, upper = np.percentile(measured, [25, 50, 75]).tolist()
        rows.append(
            {
                "name": name,
                "median_ms": round(median, 1),
                "lower_ms": round(lower, 1),
                "upper_ms": round(upper, 1),
                "times_as_fast": round(theirs / median, 1),
                "faces": faces[name],
            }
        )
    height, width = pictures[0].shape[:2]
    agreement = _agreement(pictures, detect_with_package, ours[SMALLEST_FACE])
    return {"width": width, "height": height, "detectors": rows, "agreement": agreement}


def _agreement(
    pictures: Sequence[Picture],
    detect_with_package: Callable[[Picture], NDArray[np.float64]],
    detector: MtcnnDetector,
) -> dict[str, Any]:
    """How many of the package's sure faces ours finds in the same place, and how many sure ones it adds."""
    sure = found = extra = 0
    for picture in pictures:
        theirs = [
            (np.r_[row[1:3], row[3:5] - row[1:3]], row[6:16].reshape(2, 5).T, row[5])
            for row in detect_with_package(picture)
        ]
        ours = detector.detect(picture)
        for box, points, confidence in theirs:
            if confidence < LEAST_CONFIDENCE:
                continue
            sure += 1
            same = [face for face in ours if _overlap(face.box, box) >= LEAST_OVERLAP]
            errors = [np.hypot(*(face.landmarks - points).T).max() / box[2:].max() for face in same]
            found += bool(errors) and min(errors) <= LARGEST_LANDMARK_ERROR
        for face in ours:
            near = any(_overlap(face.box, box) >= LEAST_OVERLAP for box, _, _ in theirs)
            extra += face.confidence >= LEAST_CONFIDENCE and not near
    return {"faces_of_package": sure, "found": found, "extra": extra}


def _overlap(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Intersection over union of two boxes (left, top, width, height)."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[:2] + one[2:], other[:2] + other[2:])
    both = float(np.maximum(high - low, 0).prod())
    return both / (float(one[2:].prod()) + float(other[2:].prod()) - both)


def package_detector() -> Callable[[Picture], NDArray[np.float64]]:
    """The package; a face is a row: picture, left, top, right, bottom, confidence, five x, five y."""
    from mtcnn import MTCNN

    detector = MTCNN(device="CPU:0")

    def detect(picture: Picture) -> NDArray[np.float64]:
        found = detector.detect_faces(picture, box_format="xyxy", output_type="numpy")
        return np.asarray(found, np.float64).reshape(-1, 16)

    return detect


def _pictures(source: Path, count: int) -> list[Picture]:
    if source.is_dir():
        paths = sorted(path for path in source.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
        return [read_photo(path) for path in spread_out(paths, count)]
    if source.suffix.lower() in (".jpg", ".jpeg", ".png"):
        return [read_photo(source)]
    return spread_out(list(_frames(source)), count)


def _frames(clip: Path) -> Iterator[Picture]:
    video = cv2.VideoCapture(str(clip))
    while True:
        there, frame_bgr = video.read()
        if not there:
            return
        yield np.ascontiguousarray(frame_bgr[..., ::-1])


def spread_out(things: list[Any], count: int) -> list[Any]:
    """So many of them, evenly."""
    if len(things) <= count:
        return things
    return [things[int(at)] for at in np.linspace(0, len(things) - 1, count)]


def _fitted(picture: Picture, size: tuple[int, int]) -> Picture:
    """The picture at that size, cut at its longer side rather than stretched."""
    width, height = size
    scale = max(width / picture.shape[1], height / picture.shape[0])
    columns, rows = max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    resized = cv2.resize(picture, (columns, rows), interpolation=method)
    top, left = (rows - height) // 2, (columns - width) // 2
    return np.ascontiguousarray(resized[top : top + height, left : left + width], np.uint8)


def _drawn() -> Picture:
    """Soft shapes with a little noise, (720, 1280, 3): nobody's face."""
    dice = np.random.default_rng(0)
    soft = cv2.resize(dice.integers(0, 256, (18, 32, 3), np.uint8), (1280, 720), interpolation=cv2.INTER_CUBIC)
    return np.clip(soft + dice.normal(0, 6, soft.shape), 0, 255).astype(np.uint8)


def _table(report: dict[str, Any]) -> str:
    lines = [
        f"{report['machine']}, {report['cores']} cores; {report['pictures']} pictures of {report['source']}; "
        "medians and quartiles"
    ]
    for size in report["sizes"]:
        lines.append(f"\n{size['width']}×{size['height']:<29}{'ms':>8}{'':>16}{'times':>8}{'faces':>7}")
        for row in size["detectors"]:
            spread = f"{row['lower_ms']:.1f}–{row['upper_ms']:.1f}"
            lines.append(
                f"{row['name']:34}{row['median_ms']:>8.1f}{spread:>16}{row['times_as_fast']:>8.1f}{row['faces']:>7}"
            )
        same = size["agreement"]
        lines.append(
            f"of the package's {same['faces_of_package']} sure faces {same['found']} are found in the same place; "
            f"{same['extra']} more"
        )
    return "\n".join(lines)
