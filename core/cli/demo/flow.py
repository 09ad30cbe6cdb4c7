"""The demonstration: the whole way from photos to names, with people who do not exist. It shows that all parts work."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core import files
from core.data.dataset import Dataset
from core.data.import_report import ImportReport
from core.data.importing import import_photos
from core.data.sample_faces import SampleFaces, SampleIdentity
from core.data.sample_files import sample_people, write_sample_photos
from core.data.sample_scenes import SceneFace, sample_photo
from core.embedding.model_folder import load_model
from core.errors import Cancelled, InputError
from core.evaluation.pair_evaluation import evaluate_pairs
from core.evaluation.pair_sampling import sample_pairs
from core.evaluation.pairs import PairList
from core.evaluation.verification_result import VerificationResult
from core.faces.mtcnn import MtcnnDetector
from core.faces.photo import encode_jpeg
from core.gallery.enrolment import FaceToEnroll, enroll, review
from core.gallery.gallery import Gallery
from core.gallery.master_keys import KeyFiles
from core.gallery.matching import Matcher
from core.gallery.photos import read_faces
from core.gallery.records import GalleryModel
from core.home import Home
from core.hyperparameters import Hyperparameters
from core.progress import Progress, ProgressListener, StopRequest, unheard
from core.recognition.annotate import annotate
from core.recognition.frames import Frame
from core.recognition.recogniser import Recogniser
from core.recognition.result import FrameResult
from core.training.control import TrainingControl
from core.training.events import StepEnd, TrainBegin, TrainingEvent
from core.training.run_curves import RunHistory, load_history
from core.training.trainer import train

# Lies in the folder of a demonstration; only such a folder is replaced.
MARK = "demo.json"
REPORT = "report.html"
BUILT_IN = "dlib-resnet"
_PARTS = ("home", "photos", "groups")


@dataclass(frozen=True, slots=True)
class DemoSettings:
    """How much the demonstration does. The defaults take about two minutes on two cores.

    Attributes:
        identities, images: People, and photos of each.
        validation: Share of the people on whom nothing is trained.
        epochs, steps_per_epoch: Of the training.
        enrolled: So many of the held-out people get into the gallery, with three photos each.
        groups: Group photos to find them in, with one stranger in each.
    """

    identities: int = 60
    images: int = 6
    validation: float = 0.25
    epochs: int = 10
    steps_per_epoch: int = 30
    enrolled: int = 6
    groups: int = 3


@dataclass(frozen=True, slots=True, eq=False)
class GroupPhoto:
    """A group photo with names drawn in, (H, W, 3) uint8 RGB, and what became of its people."""

    image_rgb: NDArray[np.uint8]
    named: int
    known: int
    strangers_unknown: int
    strangers: int


@dataclass(frozen=True, slots=True, eq=False)
class DemoResult:
    """What the demonstration found.

    Attributes:
        imported: Of the import.
        history: The training's curves.
        results: The trained network's figures on held-out people, then the built-in network's.
        distance_threshold: With which people were recognised.
        enrolled: Names, each with a chip.
        groups: The group photos.
        seconds: How long each stage took.
    """

    output: Path
    settings: DemoSettings
    imported: ImportReport
    history: RunHistory
    results: list[VerificationResult]
    distance_threshold: float
    enrolled: dict[str, NDArray[np.uint8]]
    groups: list[GroupPhoto]
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def report(self) -> Path:
        return self.output / REPORT


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
        hyperparameters=_hyperparameters(settings),
        listeners=[_TrainingProgress(progress)],
        control=TrainingControl(stop or StopRequest()),
    )
    clock = stage("train", clock)

    held_out = [identity.name for identity in Dataset.open(dataset).identities if identity.split == "validation"]
    built_in = load_model(home.model(BUILT_IN))
    results = evaluate_pairs(
        [load_model(end.best), built_in],
        _pairs(photos, held_out),
        photos,
        detector=detector,
        worst=0,
        progress=progress,
        stop=stop,
    )
    clock = stage("evaluate on held-out people", clock)

    # The drawn people are closer together than real ones, so the network's own threshold is too wide for them; it is
    # set on people who are not enrolled.
    others = [name for name in people if name not in held_out][: settings.enrolled * 2]
    measured = evaluate_pairs([built_in], _pairs(photos, others), photos, detector=detector, worst=0, stop=stop)
    threshold = measured[0].figures.distance_threshold
    chosen = held_out[: settings.enrolled]
    with Gallery.open(home.gallery, keys=KeyFiles(home.keys), create=True) as gallery:
        matcher = Matcher(gallery, GalleryModel.of(built_in.card))
        enrolled: dict[str, NDArray[np.uint8]] = {}
        for number, name in enumerate(chosen):
            pictures = sorted((photos / name).iterdir())[:3]
            read = read_faces(pictures, detector=detector, embedder=built_in, stop=stop)
            faces = [face for face in read if isinstance(face, FaceToEnroll)]
            reviewed = review(name, faces, matcher=matcher, distance_threshold=threshold)
            if enroll(reviewed, matcher=matcher) is not None:
                enrolled[name] = reviewed.accepted[0].chip_rgb
            progress(Progress("enrolling people", number + 1, len(chosen)))
        recogniser = Recogniser(detector=detector, embedder=built_in, matcher=matcher, distance_threshold=threshold)
        groups = []
        for number in range(settings.groups):
            group = _group(people, list(enrolled), number, settings, samples)
            scene = sample_photo(samples, list(group.values()), 1000 + number)
            result = recogniser.photo(Frame(scene.image_rgb, f"group {number + 1}", number, None))
            names = {person.seed: name for name, person in group.items() if name in enrolled}
            groups.append(_judged(annotate(scene.image_rgb, result), scene.faces, result, names))
            files.write_bytes(output / "groups" / f"{number + 1}.jpg", encode_jpeg(groups[-1].image_rgb))
            progress(Progress("recognising people", number + 1, settings.groups))
    stage("enroll and identify", clock)

    demo = DemoResult(
        output=output,
        settings=settings,
        imported=imported,
        history=load_history(run),
        results=results,
        distance_threshold=threshold,
        enrolled=enrolled,
        groups=groups,
        seconds=seconds,
    )
    from core.cli.demo.report import demo_page

    files.write_bytes(demo.report, demo_page(demo).encode())
    files.write_json(output / MARK, figures_of(demo))
    return demo


def figures_of(demo: DemoResult) -> dict[str, object]:
    """The demonstration's figures as plain values."""
    trained, built_in = (result.figures for result in demo.results)
    return {
        "report": str(demo.report),
        "photos": demo.imported.photos,
        "photos_with_face": demo.imported.images_with_face,
        "untrained_auc": float(demo.history.epochs["auc"][0]) if len(demo.history.epochs["auc"]) else None,
        "trained": {"auc": trained.auc, "accuracy": trained.accuracy_mean},
        "built_in": {"auc": built_in.auc, "accuracy": built_in.accuracy_mean},
        "distance_threshold": demo.distance_threshold,
        "people_named": sum(group.named for group in demo.groups),
        "people_known": sum(group.known for group in demo.groups),
        "strangers_unknown": sum(group.strangers_unknown for group in demo.groups),
        "strangers": sum(group.strangers for group in demo.groups),
        "seconds": {name: round(value, 1) for name, value in demo.seconds.items()},
    }


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
            (output / REPORT).unlink(missing_ok=True)
    files.write_json(output / MARK, {})


def _hyperparameters(settings: DemoSettings) -> Hyperparameters:
    steps = settings.epochs * settings.steps_per_epoch
    return Hyperparameters(
        network="tiny",
        image_size=64,
        embedding_size=64,
        triplet_strategy="batch_all",
        identities_per_batch=min(16, max(2, settings.identities // 2)),
        images_per_identity=min(4, settings.images),
        learning_rate=2e-3,
        warmup_steps=min(20, steps // 4),
        epochs=settings.epochs,
        steps_per_epoch=settings.steps_per_epoch,
        checkpoint_steps=max(steps, 1),
    )


class _TrainingProgress:
    """Tells of a training's steps as of any other work."""

    def __init__(self, progress: ProgressListener) -> None:
        self._progress, self._total = progress, 0

    def __call__(self, event: TrainingEvent) -> None:
        if isinstance(event, TrainBegin):
            self._total = event.total_steps
            self._progress(Progress("training", 0, self._total))
        elif isinstance(event, StepEnd):
            self._progress(Progress("training", event.step, self._total))


def _pairs(photos: Path, names: list[str]) -> PairList:
    pictures = [(name, path.name) for name in names for path in sorted((photos / name).iterdir())]
    labels = np.array([names.index(name) for name, _ in pictures])
    return PairList(
        source=photos / "held-out people",
        images=tuple(f"{name}/{file}" for name, file in pictures),
        pairs=sample_pairs(labels, most_pairs=4000, seed=0),
    )


def _group(
    people: dict[str, SampleIdentity], enrolled: list[str], number: int, settings: DemoSettings, samples: SampleFaces
) -> dict[str, SampleIdentity]:
    """Three who are enrolled and, among them, one whom nobody has seen before."""
    known = [enrolled[(number * 3 + turn) % len(enrolled)] for turn in range(3)] if enrolled else []
    group = {name: people[name] for name in known}
    stranger = sample_people(samples, 1, first=settings.identities + number)
    there = [*group.items()]
    there.insert(number % (len(there) + 1), *stranger.items())
    return dict(there)


def _judged(
    image_rgb: NDArray[np.uint8], there: tuple[SceneFace, ...], result: FrameResult, names: dict[int, str]
) -> GroupPhoto:
    """Compare who was recognised with who is there. A face that was not found is neither named nor unknown."""
    named = strangers_unknown = 0
    for face in there:
        middle = face.landmarks.mean(0)
        found = [one for one in result.faces if cv2.norm(one.landmarks.mean(0), middle) < face.face_size / 3]
        expected = names.get(face.identity.seed)
        if found and expected is not None and found[0].name == expected:
            named += 1
        elif found and expected is None and found[0].name is None:
            strangers_unknown += 1
    known = sum(face.identity.seed in names for face in there)
    return GroupPhoto(
        image_rgb=image_rgb,
        named=named,
        known=known,
        strangers_unknown=strangers_unknown,
        strangers=len(there) - known,
    )
