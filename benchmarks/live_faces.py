"""How the time of a frame grows with the faces in it: at first sight of all of them, and once they are known."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import spread
from core.data.sample_faces import SampleFaces
from core.data.sample_files import sample_people
from core.data.sample_scenes import sample_photo
from core.evaluation.when_needed import MtcnnWhenNeeded
from core.faces.align import find_faces
from core.faces.chip import alignment_id
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.records import GalleryModel, NewPerson, NewTemplate
from core.recognition.frames import Frame
from core.recognition.recogniser import Recogniser

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

SIZE = (1280, 720)
_FRAMES = 20


def grow(counts: Sequence[int], embedder: Embedder, *, smallest_face: int, rounds: int) -> list[dict[str, Any]]:
    """Everybody in the picture is enrolled first; the picture stands still."""
    return [_measure(count, embedder, smallest_face=smallest_face, rounds=rounds) for count in sorted(counts)]


def _measure(count: int, embedder: Embedder, *, smallest_face: int, rounds: int) -> dict[str, Any]:
    samples = SampleFaces.load()
    people = list(sample_people(samples, count).values())
    image_rgb = sample_photo(samples, people, 0, size=SIZE).image_rgb
    model = GalleryModel.of(embedder.card)
    first, later, found = [], [], 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        keys = KeyFiles(Path(folder) / "keys")
        with Gallery.open(Path(folder) / "gallery.sqlite", keys=keys, create=True) as gallery:
            gallery.embeddings.add_model(model)
            detector = MtcnnWhenNeeded(smallest_face)
            for number, face in enumerate(find_faces(image_rgb, detector)):
                chip = face.chip_rgb
                template = NewTemplate(
                    chip, alignment_id(len(chip)), embeddings={model.id: embedder.embed(chip[None])[0]}
                )
                gallery.add_people([NewPerson(f"person {number}", [template])])
            for turn in range(rounds + 1):
                recogniser = Recogniser(
                    detector=detector, embedder=embedder, matcher=Matcher(gallery, model), distance_threshold=0.6
                )
                times = []
                for index in range(_FRAMES):
                    begin = time.perf_counter()
                    result = recogniser.process(
                        Frame(image_rgb=image_rgb, source="drawn", index=index, time=index / 25)
                    )
                    times.append(time.perf_counter() - begin)
                if turn:
                    first.append(sum(times[:3]) / 3)
                    later.append(statistics.median(times[3:]))
                    found = len(result.faces)
    return {
        "faces": count,
        "found": found,
        "first_frames_ms": spread(first, scale=1e3).as_json(),
        "known_frames_ms": spread(later, scale=1e3).as_json(),
    }
