"""Models measured on pairs as every command does it: with progress, the cache, and Ctrl-C that keeps what was done."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.evaluation.pairs import PairList
    from core.evaluation.verification_result import VerificationResult
    from core.faces.face import FaceDetector


def measure_pairs(
    models: Iterable[Path],
    pairs: PairList,
    images: Path,
    *,
    detector: FaceDetector | None,
    mirrored: bool | None = None,
    cached: bool = True,
    worst: int = 0,
) -> list[VerificationResult]:
    """What `evaluate_pairs` gives for the models in these folders, each loaded when it is needed.

    Args:
        detector, worst: As for `core.evaluation.pair_evaluation.evaluate_pairs`.
        mirrored: As for `load_model`.
        cached: Use and keep faces and embeddings of other evaluations.
    """
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.evaluation.cache import EvaluationCache
    from core.evaluation.pair_evaluation import evaluate_pairs
    from core.evaluation.when_needed import ModelWhenNeeded
    from core.home import Home

    embedders = [ModelWhenNeeded(folder, mirrored=mirrored) for folder in models]
    with (
        stop_on_interrupt("Stopping after the images in work; Ctrl-C again leaves at once.") as stop,
        EvaluationCache(Home.default().cache) if cached else nullcontext() as cache,
        progress_bar() as progress,
    ):
        return evaluate_pairs(
            embedders, pairs, images, detector=detector, cache=cache, worst=worst, progress=progress, stop=stop
        )
