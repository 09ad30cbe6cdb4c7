"""How fast an evaluation on pairs embeds aligned images, against the bare network on batches in memory.

Faces are found once; from then on the cache knows where they are, and only embedding is left. Ours reads, hashes,
decodes, aligns and embeds; the rival embeds the same number of chips that lie in memory. They take turns, each time
with a model id that the cache does not know. At last the same evaluation runs again, all of it from the cache.
Without `--lfw` drawn pictures are used.
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

import numpy as np

from benchmarks.measuring import machine, machine_line, spread
from core.data.sample_faces import SampleFaces
from core.data.sample_files import write_sample_photos
from core.embedding.embedder import Embedder, KerasEmbedder
from core.embedding.model_folder import load_network
from core.evaluation.cache import EvaluationCache
from core.evaluation.pair_evaluation import evaluate_pairs
from core.evaluation.pairs import PairList, find_pair_file, read_pairs
from core.faces.chip import chip_size_of
from core.faces.face import FaceDetector
from core.faces.mtcnn import MtcnnDetector
from core.home import Home


def compare(
    embedder: KerasEmbedder,
    pairs: PairList,
    images: Path,
    folder: Path,
    detector: FaceDetector,
    *,
    rounds: int,
) -> dict[str, Any]:
    """Images a second of the bare network and of an evaluation, and seconds from the cache."""
    size = chip_size_of(embedder.card.alignment_id)
    chips = np.random.default_rng(0).integers(0, 256, (64, size, size, 3), np.uint8)
    times: dict[str, list[float]] = {"bare network": [], "evaluation": []}
    with EvaluationCache(folder / "cache") as cache:

        def evaluate(model: Embedder) -> tuple[float, int]:
            begin = time.perf_counter()
            (result,) = evaluate_pairs([model], pairs, images, detector=detector, cache=cache, worst=0)
            return time.perf_counter() - begin, len(pairs.images) - len(result.skipped)

        first_s, count = evaluate(embedder)
        for number in range(rounds):
            begin = time.perf_counter()
            for start in range(0, count, len(chips)):
                embedder.embed(chips[: count - start])
            times["bare network"].append(time.perf_counter() - begin)
            times["evaluation"].append(evaluate(_Renamed(embedder, number))[0])
        cached_s, _ = evaluate(embedder)
    return {
        "images": count,
        "with_detection_s": round(first_s, 3),
        "from_cache_s": round(cached_s, 3),
        "images_per_second": {
            name: spread(count / value for value in values).as_json() for name, values in times.items()
        },
        "share_of_network": spread(
            bare / whole for bare, whole in zip(times["bare network"], times["evaluation"], strict=True)
        ).median,
    }


class _Renamed:
    """The same network under a card that the cache has never seen."""

    def __init__(self, embedder: KerasEmbedder, number: int) -> None:
        self.card = embedder.card.changed(weights_sha256=f"{number:064x}")
        self.embed = embedder.embed


def drawn(folder: Path, *, identities: int, images: int) -> tuple[PairList, Path]:
    """Drawn photos and a list of pairs of them, as many genuine as impostor ones."""
    photos = folder / "photos"
    write_sample_photos(photos, SampleFaces.load(), identities=identities, images=images)
    people = sorted(path.name for path in photos.iterdir())
    lines = ["path_a,path_b,same"]
    for number, person in enumerate(people):
        other = people[(number + 1) % len(people)]
        for image in range(2, images + 1):
            lines.append(f"{person}/001.jpg,{person}/{image:03d}.jpg,1")
            lines.append(f"{person}/001.jpg,{other}/{image:03d}.jpg,0")
    (folder / "pairs.csv").write_text("\n".join(lines), encoding="utf-8")
    return read_pairs(folder / "pairs.csv"), photos


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks evaluate", description=__doc__)
    parser.add_argument("--lfw", type=Path, help="LFW's folder of images, with its list of pairs in it or beside it")
    parser.add_argument("--model", default="dlib-resnet")
    parser.add_argument("--identities", type=int, default=16, help="people who are drawn (default 16)")
    parser.add_argument("--images", type=int, default=8, help="pictures of each (default 8)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default 5)")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    embedder = KerasEmbedder(*load_network(Home.default().model(chosen.model)))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if chosen.lfw is None:
            pairs, images = drawn(folder, identities=chosen.identities, images=chosen.images)
        else:
            pairs, images = read_pairs(find_pair_file(chosen.lfw)), chosen.lfw
        found = compare(embedder, pairs, images, folder, MtcnnDetector(), rounds=chosen.rounds)
    report = {**machine(), "model": chosen.model, "source": chosen.lfw.name if chosen.lfw else "drawn", **found}
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _table(report: dict[str, Any]) -> str:
    lines = [machine_line(report), f"{report['images']:,} images ({report['source']}), {report['model']}"]
    for name, speed in report["images_per_second"].items():
        lines.append(f"{name:14}{speed['median']:>8.1f} images/s ({speed['lower']:.1f} - {speed['upper']:.1f})")
    lines.append(f"an evaluation of aligned images runs at {report['share_of_network']:.1%} of the bare network's rate")
    lines.append(
        f"the first one, with detection, took {report['with_detection_s']:.1f} s, the same one from the cache "
        f"{report['from_cache_s']:.2f} s"
    )
    return "\n".join(lines)
