"""What the demonstration was asked to do, and what it found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.cli.demo.recognition import GroupPhoto, VideoFinding
from core.data.import_report import ImportReport
from core.evaluation.verification_result import VerificationResult
from core.training.run_curves import RunHistory

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class DemoSettings:
    """How much the demonstration does. The defaults take a few minutes on two cores.

    Attributes:
        identities, images: People, and photos of each.
        validation: Share of the people on whom nothing is trained.
        tiny: Train a toy from nothing instead of the start network.
        epochs, steps_per_epoch: Of the training.
        enrolled: So many of the held-out people get into the gallery, with three photos each.
        groups: Group photos to find them in, with one stranger in each.
        video_frames: Frames of a video in which two of them and a stranger come and go, 15 a second.
    """

    identities: int = 60
    images: int = 6
    validation: float = 0.25
    tiny: bool = False
    epochs: int = 4
    steps_per_epoch: int = 20
    enrolled: int = 6
    groups: int = 3
    video_frames: int = 90


@dataclass(frozen=True, slots=True, eq=False)
class DemoResult:
    """What the demonstration found.

    Attributes:
        imported: Of the import.
        history: The training's curves.
        results: The trained network's figures on held-out people, then the built-in network's.
        recogniser: The name of the model that recognised people: the better of the two on people who are not enrolled.
        distance_threshold: With which people were recognised.
        enrolled: Names, each with a chip.
        groups: The group photos.
        video: What was recognised in the video.
        seconds: How long each stage took.
    """

    output: Path
    settings: DemoSettings
    imported: ImportReport
    history: RunHistory
    results: list[VerificationResult]
    recogniser: str
    distance_threshold: float
    enrolled: dict[str, NDArray[np.uint8]]
    groups: list[GroupPhoto]
    video: VideoFinding
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def report(self) -> Path:
        return self.output / REPORT


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
        "recogniser": demo.recogniser,
        "video": {
            name: getattr(demo.video, name)
            for name in ("frames", "known", "named", "confused", "strangers", "mistaken", "embeddings")
        },
        "seconds": {name: round(value, 1) for name, value in demo.seconds.items()},
    }
