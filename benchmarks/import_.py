"""How many photos a second an import takes, against the detection of the same photos alone.

Both work with the same number of threads on photos in files, decoding included; what the import adds is hashing,
aligning, cropping, encoding, judging and writing the data set. They take turns. Without `--photos` drawn ones are used.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

from benchmarks.measuring import machine, machine_line, spread
from core.data.importing import import_photos
from core.data.sample_faces import SampleFaces
from core.data.sample_files import write_sample_photos
from core.data.source import survey
from core.faces.face import FaceDetector
from core.faces.mtcnn import MtcnnDetector
from core.faces.photo import read_photo
from core.parallel import cores, in_parallel


def compare(photos: Path, folder: Path, detector: FaceDetector, *, workers: int, rounds: int) -> dict[str, Any]:
    """Photos a second of detection alone and of an import, turn by turn."""
    found = survey(photos)
    paths = [found.source / photo.path for identity in found.identities for photo in identity.photos]
    times: dict[str, list[float]] = {"detection": [], "import": []}
    for number in range(rounds + 1):
        begin = time.perf_counter()
        for _ in in_parallel(lambda path: detector.detect(read_photo(path)), paths, workers=workers):
            pass
        detected = time.perf_counter()
        target = folder / f"dataset-{number}"
        report = import_photos(photos, target, detector=detector, workers=workers, validation=0, minimum_images=1)
        imported = time.perf_counter()
        if number:  # the first round meets each size of photo for the first time
            times["detection"].append(detected - begin)
            times["import"].append(imported - detected)
    return {
        "photos": len(paths),
        "with_face": report.images_with_face,
        "workers": workers,
        "photos_per_second": {
            name: spread(len(paths) / value for value in values).as_json() for name, values in times.items()
        },
        "share_of_detection": spread(
            alone / whole for alone, whole in zip(times["detection"], times["import"], strict=True)
        ).median,
    }


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks import", description=__doc__)
    parser.add_argument("--photos", type=Path, help="a folder with a folder of photos for each person")
    parser.add_argument("--identities", type=int, default=10, help="people who are drawn (default 10)")
    parser.add_argument("--images", type=int, default=6, help="photos of each (default 6)")
    parser.add_argument("--workers", type=int, default=cores(), help="threads (default: all cores)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default 5)")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if chosen.photos is None:
            samples = SampleFaces.load()
            write_sample_photos(folder / "photos", samples, identities=chosen.identities, images=chosen.images)
        photos = chosen.photos or folder / "photos"
        found = compare(photos, folder, MtcnnDetector(), workers=chosen.workers, rounds=chosen.rounds)
    report = {**machine(), "source": chosen.photos.name if chosen.photos else "drawn", **found}
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _table(report: dict[str, Any]) -> str:
    lines = [
        machine_line(report),
        f"{report['photos']:,} photos ({report['source']}), {report['with_face']:,} with a face, "
        f"{report['workers']} threads",
    ]
    for name, speed in report["photos_per_second"].items():
        lines.append(f"{name:12}{speed['median']:>8.2f} photos/s ({speed['lower']:.2f} - {speed['upper']:.2f})")
    lines.append(f"the import runs at {report['share_of_detection']:.1%} of the speed of detection alone")
    return "\n".join(lines)
