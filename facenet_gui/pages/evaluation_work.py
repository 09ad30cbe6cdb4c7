"""What the evaluation page asks of core: functions that run beside the window and know no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from core.evaluation.identification import IdentificationFigures
from core.evaluation.pairs import PairList
from core.evaluation.verification_result import VerificationResult, WorstPair
from facenet_gui.images import to_qimage
from facenet_gui.threads.jobs import JobContext

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder
    from core.faces.face import FaceDetector

# So many of the hardest pairs of each kind come with their pictures.
HARDEST = 60
_CHIP_MARGIN = 15 / 180


@dataclass(frozen=True, slots=True, eq=False)
class PairsMeasured:
    """Models on pairs, and what is needed to write the report."""

    results: list[VerificationResult]
    pair_list: PairList
    images: Path


@dataclass(frozen=True, slots=True, eq=False)
class PeopleMeasured:
    """A model on a folder of people."""

    model: str
    figures: IdentificationFigures
    folder: Path


def measure_pairs(
    load: Callable[[], list[Embedder]],
    images: Path,
    pairs: Path | None,
    *,
    detector: FaceDetector | None,
    cache: Path,
) -> Callable[[JobContext], PairsMeasured]:
    """A job that measures models on LFW or another list of pairs.

    Args:
        load: Gives the models.
        pairs: The pair list; None for the one beside the images.
        detector: None where the images are aligned crops.
        cache: The home's cache.
    """

    def work(context: JobContext) -> PairsMeasured:
        from core.data.lfw_download import lfw_folder
        from core.evaluation.cache import EvaluationCache
        from core.evaluation.pair_evaluation import evaluate_pairs
        from core.evaluation.pairs import find_pair_file, read_pairs

        folder = lfw_folder(images)
        pair_list = read_pairs(pairs or find_pair_file(folder))
        with EvaluationCache(cache) as kept:
            results = evaluate_pairs(
                load(),
                pair_list,
                folder,
                detector=detector,
                cache=kept,
                worst=HARDEST,
                progress=context.progress,
                stop=context.stop,
            )
        return PairsMeasured(results, pair_list, folder)

    return work


def measure_people(
    load: Callable[[], Embedder], folder: Path, *, detector: FaceDetector
) -> Callable[[JobContext], PeopleMeasured]:
    """A job that measures open-set identification on a folder of people."""

    def work(context: JobContext) -> PeopleMeasured:
        from core.evaluation.identification import evaluate_identification
        from core.evaluation.identity_folder import embed_identity_folder

        embedder = load()
        found = embed_identity_folder(folder, embedder, detector=detector, progress=context.progress, stop=context.stop)
        return PeopleMeasured(embedder.card.name, evaluate_identification(found.embeddings, found.labels), folder)

    return work


def write_page(measured: PairsMeasured, folder: Path) -> Callable[[JobContext], Path]:
    """A job that writes the HTML report with its JSON."""

    def work(context: JobContext) -> Path:
        from core.evaluation.report import check_report_folder, write_report

        check_report_folder(folder)
        return write_report(measured.results, folder, pair_list=measured.pair_list, images=measured.images)

    return work


def mistakes(result: VerificationResult, *, threshold: float, same: bool) -> list[WorstPair]:
    """The hardest pairs that are judged wrongly at a threshold: genuine ones refused, or impostors accepted."""
    return [pair for pair in result.worst if pair.same == same and (pair.distance < threshold) != same]


def pair_picture(pair: WorstPair) -> QImage:
    """The two chips side by side, without their margins."""
    first, second = pair.chips_rgb
    margin = round(first.shape[0] * _CHIP_MARGIN)
    inner = slice(margin, -margin or None)
    return to_qimage(np.concatenate([first[inner, inner], second[inner, inner]], axis=1))
