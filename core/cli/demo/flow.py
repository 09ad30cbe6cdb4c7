"""The demonstration: the whole way from photos to names, with people who do not exist. It shows that all parts work."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core import files
from core.cli.demo.recognition import VIDEO, Searching
from core.cli.demo.report import demo_page
from core.cli.demo.result import REPORT, DemoResult, DemoSettings, figures_of
from core.cli.demo.training import TrainingProgress, demo_hyperparameters
from core.data.dataset import Dataset
from core.data.importing import import_photos
from core.data.sample_faces import SampleFaces
from core.data.sample_files import sample_people, write_sample_photos
from core.embedding.model_folder import load_model
from core.embedding.start_model import START_MODEL
from core.errors import Cancelled, InputError
from core.evaluation.pair_evaluation import evaluate_pairs
from core.evaluation.pair_sampling import sample_pairs
from core.evaluation.pairs import PairList
from core.faces.mtcnn import MtcnnDetector
from core.gallery.enrolment import FaceToEnroll, enroll, review
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.photos import read_faces
from core.gallery.records import GalleryModel
from core.home import Home
from core.progress import Progress, ProgressListener, StopRequest, unheard
from core.recognition.recogniser import Recogniser
from core.training.control import TrainingControl
from core.training.run_curves import load_history
from core.training.trainer import train

# Lies in the folder of a demonstration; only such a folder is replaced.
MARK = "demo.json"
BUILT_IN = "dlib-resnet"
_PARTS = ("home", "photos", "groups")


def run_demo(
    output: Path,
    settings: DemoSettings | None = None,
    *,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> DemoResult:
    """Draw photos, import them, train, evaluate, enroll and identify; everything stays inside `output`.

    Args:
        output: A new or empty folder, or the one of an earlier demonstration, which is replaced.
        stop: Looked at between and within the stages.

    Raises:
        InputError: Something else is in `output`.
        StorageError: It cannot be written.
        Cancelled: `stop` was set.
    """
    settings = settings or DemoSettings()
    output = output.absolute()
    _clear(output)
    home, photos, seconds = Home(output / "home"), output / "photos", {}

    def stage(name: str, begun: float) -> float:
        if stop is not None and stop.is_set():
            raise Cancelled("The demonstration was stopped.", hint="The same command begins anew.")
        now = time.monotonic()
        seconds[name] = now - begun
        return now

    clock = time.monotonic()
    samples = SampleFaces.load()
    people = sample_people(samples, settings.identities)
    write_sample_photos(
        photos, samples, identities=settings.identities, images=settings.images, progress=progress, stop=stop
    )
    clock = stage("draw photos", clock)

    detector = MtcnnDetector()
    dataset = home.new_dataset("demo")
    imported = import_photos(
        photos, dataset, detector=detector, validation=settings.validation, progress=progress, stop=stop
    )
    clock = stage("find and align faces", clock)

    run = home.new_run("trained-here")
    end = train(
        run=run,
        dataset=dataset,
        hyperparameters=demo_hyperparameters(
            tiny=settings.tiny,
            identities=imported.training.identities,
            images=settings.images,
            epochs=settings.epochs,
            steps_per_epoch=settings.steps_per_epoch,
        ),
        start=None if settings.tiny else home.model(START_MODEL),
        listeners=[TrainingProgress(progress)],
        control=TrainingControl(stop or StopRequest()),
    )
    clock = stage("train", clock)

    held_out = [identity.name for identity in Dataset.open(dataset).identities if identity.split == "validation"]
    models = [load_model(end.best), load_model(home.model(BUILT_IN))]
    results = evaluate_pairs(
        models,
        _pairs(photos, held_out),
        photos,
        detector=detector,
        worst=0,
        progress=progress,
        stop=stop,
    )
    clock = stage("evaluate on held-out people", clock)

    # Drawn people are closer together than real ones, so a network's own threshold is too wide for them; model and
    # threshold are chosen on held-out people who are not enrolled.
    chosen = held_out[: max(1, min(settings.enrolled, len(held_out) - 3))]
    others = _pairs(photos, [name for name in held_out if name not in chosen])
    measured = evaluate_pairs(models, others, photos, detector=detector, worst=0, stop=stop)
    better = max(range(len(models)), key=lambda number: measured[number].figures.auc)
    embedder, threshold = models[better], measured[better].figures.distance_threshold
    with Gallery.open(home.gallery, keys=KeyFiles(home.keys), create=True) as gallery:
        matcher = Matcher(gallery, GalleryModel.of(embedder.card))
        enrolled: dict[str, NDArray[np.uint8]] = {}
        for number, name in enumerate(chosen):
            pictures = sorted((photos / name).iterdir())[:3]
            read = read_faces(pictures, detector=detector, embedder=embedder, stop=stop)
            faces = [face for face in read if isinstance(face, FaceToEnroll)]
            reviewed = review(name, faces, matcher=matcher, distance_threshold=threshold)
            if enroll(reviewed, matcher=matcher) is not None:
                enrolled[name] = reviewed.accepted[0].chip_rgb
            progress(Progress("enrolling people", number + 1, len(chosen)))
        recogniser = Recogniser(detector=detector, embedder=embedder, matcher=matcher, distance_threshold=threshold)
        searching = Searching(samples, people, list(enrolled), strangers=settings.identities, progress=progress)
        groups = searching.in_photos(recogniser, settings.groups, output / "groups")
        video = searching.in_video(
            recogniser, settings.video_frames, output / VIDEO, stopped=lambda: stop is not None and stop.is_set()
        )
    stage("enroll and identify", clock)

    demo = DemoResult(
        output=output,
        settings=settings,
        imported=imported,
        history=load_history(run),
        results=results,
        recogniser=embedder.card.name,
        distance_threshold=threshold,
        enrolled=enrolled,
        groups=groups,
        video=video,
        seconds=seconds,
    )
    files.write_bytes(demo.report, demo_page(demo).encode())
    files.write_json(output / MARK, figures_of(demo))
    return demo


def _clear(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise InputError(f"{output} is a file; the demonstration needs a folder.", hint="Name another: --output DIR")
    with files.storage_errors(output):
        if output.is_dir() and any(output.iterdir()):
            if not (output / MARK).is_file():
                raise InputError(
                    f"{output} is not empty and is no earlier demonstration; it will not be replaced.",
                    hint="Name another folder: --output DIR",
                )
            for name in _PARTS:
                if (output / name).is_dir():
                    shutil.rmtree(output / name)
            for name in (REPORT, VIDEO):
                (output / name).unlink(missing_ok=True)
    files.write_json(output / MARK, {})


def _pairs(photos: Path, names: list[str]) -> PairList:
    pictures = [(name, path.name) for name in names for path in sorted((photos / name).iterdir())]
    labels = np.array([names.index(name) for name, _ in pictures])
    return PairList(
        source=photos / "held-out people",
        images=tuple(f"{name}/{file}" for name, file in pictures),
        pairs=sample_pairs(labels, most_pairs=4000, seed=0),
    )
