"""How fast a video becomes names: frames a second, and how long it takes from a frame to its names.

A frame is recognised when every face in it carries a current identity, a name or "unknown", its own or that of its
track. Every clip is read and recognised several times from the start; the median counts. On a machine with other work
the processor time of a frame (the least of the rounds, all cores together) tells more than the clock. Without
`--gallery` the face in each clip's middle is enrolled first, in a gallery that is thrown away.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import detect
from benchmarks.growth_plot import growth_svg
from benchmarks.live_faces import SIZE as FACES_SIZE
from benchmarks.live_faces import grow
from benchmarks.live_rival import PlainLoop
from benchmarks.measuring import Moment, machine, machine_line, tell
from core.cli.gallery_access import home_keys
from core.evaluation.when_needed import ModelWhenNeeded, MtcnnWhenNeeded
from core.faces.align import find_faces, main_face
from core.faces.chip import alignment_id
from core.gallery.calibration import threshold_for
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel, NewTemplate
from core.home import Home
from core.recognition.frames import Frame
from core.recognition.recogniser import Recogniser
from core.recognition.result import FrameResult
from core.recognition.settings import VIDEO_SMALLEST_FACE

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder


@dataclass
class Turn:
    """One way through a clip.

    Attributes:
        latencies: Seconds from each decoded frame to its result.
        first_names: Seconds of work from a track's first frame to its first name.
    """

    seconds: float = 0.0
    processor_seconds: float = 0.0
    embeddings: int = 0
    recognised: int = 0
    recognised_but_for_new: int = 0
    faces: int = 0
    latencies: list[float] = field(default_factory=list)
    first_names: list[float] = field(default_factory=list)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks live", description=__doc__)
    parser.add_argument("clips", nargs="*", type=Path, metavar="CLIP")
    parser.add_argument("--gallery", type=Path, help="who is known; its keys are looked for in the home")
    parser.add_argument("--model", default="dlib-resnet")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--smallest-face", type=int, default=VIDEO_SMALLEST_FACE, help="in pixels")
    parser.add_argument(
        "--rival", type=int, metavar="N", default=0, help="also a plain loop, on N frames of each clip in each round"
    )
    parser.add_argument("--faces", type=int, nargs="+", help="instead: drawn pictures with so many faces")
    parser.add_argument("--plot", type=Path, metavar="OUT.svg", help="draw how a frame's time grows with --faces")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    if not chosen.clips and not chosen.faces:
        parser.error("give a CLIP, or --faces")
    embedder = ModelWhenNeeded(Home.default().model(chosen.model))
    if chosen.faces:
        _grow(chosen, embedder)
        return
    rows = [_measure(clip, embedder, chosen) for clip in chosen.clips]
    report = {
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": [round(value, 1) for value in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "rounds": chosen.rounds,
        "clips": rows,
    }
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _grow(chosen: argparse.Namespace, embedder: Embedder) -> None:
    rows = grow(chosen.faces, embedder, smallest_face=chosen.smallest_face, rounds=chosen.rounds)
    if chosen.plot:
        curves = {
            # Faces too small to be looked for take no time.
            "at first sight": [(row["found"], row["first_frames_ms"]["median"]) for row in rows if row["found"]],
            "once they are known": [(row["found"], row["known_frames_ms"]["median"]) for row in rows if row["found"]],
        }
        chosen.plot.write_text(growth_svg({"ms a frame": curves}, along="faces in the picture"), encoding="utf-8")
    report = machine() | {"size": "×".join(map(str, FACES_SIZE)), "faces": rows}
    if chosen.json:
        print(json.dumps(report, indent=2))
        return
    print(f"{machine_line(report)}; drawn pictures of {report['size']}")
    for row in rows:
        first, known = row["first_frames_ms"]["median"], row["known_frames_ms"]["median"]
        print(
            f"{row['faces']:>4} faces ({row['found']} found): {first:.1f} ms a frame at first sight, "
            f"{known:.1f} ms once they are known"
        )


def _measure(clip: Path, embedder: Embedder, chosen: argparse.Namespace) -> dict[str, Any]:
    frames, rate = _read(clip)
    with ExitStack() as stack:
        gallery = stack.enter_context(_gallery(chosen.gallery, stack))
        model = GalleryModel.of(embedder.card)
        if chosen.gallery is None:
            _enroll_middle(frames, gallery, embedder, model)
        turns: list[Turn] = []
        rival: PlainLoop | None = None
        theirs: list[Moment] = []
        if chosen.rival:
            known = list(gallery.embeddings.enrolled(model.id))
            rival = PlainLoop(embedder, gallery.embeddings.vectors(model.id, known))
            rival.time_a_frame(frames[:1])
        for number in range(chosen.rounds + 1):
            recogniser = Recogniser(
                detector=MtcnnWhenNeeded(chosen.smallest_face),
                embedder=embedder,
                matcher=Matcher(gallery, model),
                distance_threshold=threshold_for(gallery, embedder.card).distance_threshold,
            )
            tell(f"{clip.name}: {f'round {number}' if number else 'a round that does not count'}")
            turn = _turn(clip, recogniser, rate)
            # The first one loads the networks.
            if number:
                turns.append(turn)
                if rival is not None:
                    theirs.append(rival.time_a_frame(detect.spread_out(frames, chosen.rival)))
    latencies = [latency for turn in turns for latency in turn.latencies]
    names = [seconds for turn in turns for seconds in turn.first_names]
    last, count = turns[-1], len(frames)
    return {
        "clip": clip.name,
        "size": f"{frames[0].shape[1]}×{frames[0].shape[0]}",
        "frames": count,
        "faces_a_frame": round(last.faces / count, 2),
        "frames_a_second": [round(count / turn.seconds, 1) for turn in turns],
        "median_frames_a_second": round(statistics.median(count / turn.seconds for turn in turns), 1),
        "plain_loop": _against(theirs, turns, count) if theirs else None,
        "processor_ms_a_frame": round(min(turn.processor_seconds for turn in turns) / count * 1e3, 1),
        "recognised_frames": round(last.recognised / count, 3),
        "recognised_but_for_faces_seen_once": round(last.recognised_but_for_new / count, 3),
        "frame_to_name_ms": {
            "median": round(float(np.median(latencies)) * 1e3, 1),
            "p95": round(float(np.percentile(latencies, 95)) * 1e3, 1),
        },
        "first_sight_to_name_ms": {
            "median": round(float(np.median(names)) * 1e3) if names else None,
            "longest": round(max(names) * 1e3) if names else None,
        },
        "embeddings_a_second": round(statistics.median(turn.embeddings / turn.seconds for turn in turns), 1),
        "embeddings_a_second_of_video": round(last.embeddings / count * rate, 1),
    }


def _against(theirs: Sequence[Moment], turns: Sequence[Turn], count: int) -> dict[str, float]:
    """The plain loop, and how many times as fast ours was in the same round."""
    least = min(each.processor for each in theirs)
    ours = min(turn.processor_seconds for turn in turns) / count
    ratios = [each.clock / (turn.seconds / count) for each, turn in zip(theirs, turns, strict=True)]
    return {
        "frames_a_second": round(1 / statistics.median(each.clock for each in theirs), 2),
        "ours_times": round(statistics.median(ratios), 1),
        "processor_ms_a_frame": round(least * 1e3, 1),
        "processor_times": round(least / ours, 1),
    }


def _turn(clip: Path, recogniser: Recogniser, rate: float) -> Turn:
    """Decoding included: a camera's driver does as much."""
    turn = Turn()
    begun: dict[int, float] = {}
    named: set[int] = set()
    capture = cv2.VideoCapture(str(clip))
    begin, processor = time.perf_counter(), time.process_time()
    index = 0
    while True:
        started = time.perf_counter()
        done, frame_bgr = capture.read()
        if not done:
            break
        image_rgb = np.ascontiguousarray(frame_bgr[:, :, ::-1])
        result = recogniser.process(Frame(image_rgb=image_rgb, source=clip.name, index=index, time=index / rate))
        now = time.perf_counter()
        turn.latencies.append(now - started)
        for face in result.faces:
            track = -1 if face.track is None else face.track
            begun.setdefault(track, started)
            if face.name is not None and track not in named:
                named.add(track)
                turn.first_names.append(now - begun[track])
        _count(turn, result, recogniser)
        index += 1
    turn.seconds, turn.processor_seconds = time.perf_counter() - begin, time.process_time() - processor
    capture.release()
    return turn


def _count(turn: Turn, result: FrameResult, recogniser: Recogniser) -> None:
    current = [
        face.verdict != "undecided"
        and face.seconds_since_look is not None
        and face.seconds_since_look <= recogniser.settings.known_seconds
        for face in result.faces
    ]
    once = [face.life == "tentative" for face in result.faces]
    turn.recognised += all(current)
    turn.recognised_but_for_new += all(sure or new for sure, new in zip(current, once, strict=True))
    turn.faces += len(current)
    turn.embeddings += result.embeddings


def _read(clip: Path) -> tuple[list[NDArray[np.uint8]], float]:
    capture = cv2.VideoCapture(str(clip))
    rate = capture.get(cv2.CAP_PROP_FPS) or 25.0
    frames = []
    while (read := capture.read())[0]:
        frames.append(np.ascontiguousarray(read[1][:, :, ::-1]))
    capture.release()
    if not frames:
        raise SystemExit(f"{clip} is no video that can be read.")
    return frames, rate


def _gallery(path: Path | None, stack: ExitStack) -> Gallery:
    if path is not None:
        return Gallery.open(path, keys=home_keys(), read_only=True)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    return Gallery.open(folder / "gallery.sqlite", keys=KeyFiles(folder / "keys"), create=True)


def _enroll_middle(frames: list[NDArray[np.uint8]], gallery: Gallery, embedder: Embedder, model: GalleryModel) -> None:
    """The main face of three frames around the middle, as one person."""
    detector = MtcnnWhenNeeded()
    templates = []
    for share in (0.4, 0.5, 0.6):
        image_rgb = frames[int(share * (len(frames) - 1))]
        face = main_face(find_faces(image_rgb, detector), image_rgb.shape)
        if face is not None:
            embedding = embedder.embed(face.chip_rgb[None])[0]
            templates.append(
                NewTemplate(face.chip_rgb, alignment_id(face.chip_rgb.shape[0]), embeddings={model.id: embedding})
            )
    gallery.embeddings.add_model(model)
    gallery.add_person("the person in the middle", templates)


def _table(report: dict[str, Any]) -> str:
    lines = [
        f"{report['machine']}, {report['cores']} cores, load {report['load']}, median of {report['rounds']} rounds",
        f"{'clip':44}{'faces':>6}{'frames/s':>9}{'CPU ms':>8}{'recognised':>11}"
        f"{'frame to name ms':>18}{'embeddings/s':>13}",
        f"{'':44}{'':6}{'':9}{'':8}{'':11}{'median':>11}{'p95':>7}",
    ]
    for row in report["clips"]:
        lines.append(
            f"{row['clip'][:42]:44}{row['faces_a_frame']:>6}{row['median_frames_a_second']:>9}{row['processor_ms_a_frame']:>8}"
            f"{row['recognised_frames']:>11.1%}{row['frame_to_name_ms']['median']:>11}{row['frame_to_name_ms']['p95']:>7}"
            f"{row['embeddings_a_second']:>13}"
        )
        if plain := row["plain_loop"]:
            lines.append(
                f"{'':4}a plain loop: {plain['frames_a_second']} frames/s, ours {plain['ours_times']} times as many; "
                f"{plain['processor_ms_a_frame']} ms of processor a frame, {plain['processor_times']} times ours"
            )
    return "\n".join(lines)
