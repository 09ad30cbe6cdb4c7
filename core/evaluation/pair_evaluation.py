"""Pairs of images, through detection and alignment, to the figures of one or several models.

Images that are missing, unreadable or show no face shift nothing: their pairs are left out, the others keep their
folds, and the result names them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.data.identity_names import identity_fingerprint
from core.embedding.card import ModelCard, alignment_warning
from core.errors import Cancelled, InputError, ModelError
from core.evaluation import cache as cached
from core.evaluation.cache import EvaluationCache
from core.evaluation.face_reader import CutFace, FaceReader, Unusable, content_hash
from core.evaluation.image_folder import find_images
from core.evaluation.pairs import PairList, Pairs, identity_of
from core.evaluation.verification import pair_distances, verify_distances
from core.evaluation.verification_result import SkippedImage, VerificationResult, WorstPair
from core.faces.chip import FOREIGN, alignment_id, chip_size_of
from core.faces.face import DetectedFace, FaceDetector
from core.parallel import cores, in_parallel
from core.progress import Progress, ProgressListener, StopRequest, unheard

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

_BATCH = 64
_NAMES_SHOWN = 3
_NO_FACE = Unusable("no_face", "No face was found.")


def evaluate_pairs(
    embedders: Sequence[Embedder],
    pair_list: PairList,
    images: Path,
    *,
    detector: FaceDetector | None,
    cache: EvaluationCache | None = None,
    worst: int = 8,
    workers: int | None = None,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> list[VerificationResult]:
    """Measure models on a pair list. The faces are found once for all of them.

    Args:
        embedders: The models, at least one. Mirrored averaging is theirs (`card.mirrored`).
        pair_list: Which images are compared.
        images: The folder below which they lie.
        detector: Finds the faces and may be called from several threads at once. None where the images are crops
            that somebody else aligned; they are taken whole.
        cache: Faces and embeddings of earlier evaluations; nothing is kept without it.
        worst: How many of the hardest pairs of each kind come with their chips.
        workers: Images read at once; by default the number of cores.
        progress: Called from this thread.
        stop: When it is set, the images in work are finished and kept in the cache.

    Returns:
        One result for each of `embedders`, in their order.

    Raises:
        InputError: The folder holds none of the images, or too few pairs are left to measure anything.
        ModelError: A model gives embeddings that are not finite.
        Cancelled: `stop` was set.
    """
    if not embedders:
        raise InputError("There is no model to evaluate.")
    embedded = _EmbeddedImages(embedders, find_images(pair_list, images), detector=detector, cache=cache)
    embedded.run(workers=workers or cores(), progress=progress, stop=stop)
    pairs = pair_list.pairs
    used = pairs.where(embedded.usable[pairs.first] & embedded.usable[pairs.second])
    skipped = _skipped(pair_list, embedded.unusable)
    if not len(used):
        raise InputError(
            f"All {len(pairs):,} pairs had to be skipped; for instance {skipped[0].image}: {skipped[0].detail}",
            hint="Check the folder of images; crops of faces that are aligned already need --aligned.",
            window_hint="Check the folder of images. Where their faces are aligned already, say so below it.",
        )
    results = []
    for model, (name, embedder) in enumerate(zip(_distinct_names(embedders), embedders, strict=True)):
        card = embedder.card
        distances = pair_distances(embedded.embeddings[model], used)
        warnings = [trained_on(card, pair_list), alignment_warning(card, embedded.alignment_id(card))]
        if cache is not None:
            warnings.append(cache.problem)
        results.append(
            VerificationResult(
                model=name,
                model_id=card.model_id,
                alignment_id=embedded.alignment_id(card),
                mirrored=card.mirrored,
                figures=verify_distances(distances, used.same, used.folds),
                pairs=used,
                distances=distances,
                images=pair_list.images,
                skipped=skipped,
                skipped_pairs=len(pairs) - len(used),
                worst=_worst(pair_list, used, distances, embedded=embedded, model=model, count=worst),
                warnings=tuple(warning for warning in warnings if warning),
            )
        )
    return results


def trained_on(card: ModelCard, pair_list: PairList) -> str | None:
    """A warning where people of the pairs, by name, were among those the model was trained on."""
    fingerprints = set(card.trained.get("identities", ()))
    people = sorted({identity_of(image) for image in pair_list.images} - {""})
    known = [name for name in people if identity_fingerprint(name) in fingerprints]
    if not known:
        return None
    shown = ", ".join(known[:_NAMES_SHOWN]) + (", …" if len(known) > _NAMES_SHOWN else "")
    return (
        f"{len(known):,} of the {len(people):,} people in these pairs have names that {card.name!r} was trained on "
        f"({shown}). Its figures are better than they would be for strangers."
    )


@dataclass(eq=False)
class _EmbeddedImages:
    """Finds what the cache does not know and gathers everybody's embeddings."""

    embedders: Sequence[Embedder]
    files: list[Path | None]
    detector: FaceDetector | None
    cache: EvaluationCache | None
    unusable: dict[int, Unusable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = len(self.files)
        self.embeddings = [np.zeros((count, e.card.embedding_size), np.float32) for e in self.embedders]
        self._there = np.zeros((len(self.embedders), count), bool)
        self._hashes: dict[int, bytes] = {}
        self._faces: dict[int, DetectedFace] = {}
        self._sizes = [chip_size_of(e.card.alignment_id) for e in self.embedders]
        self._reader = FaceReader(self.detector, sorted(set(self._sizes)))
        self._detector_name = "none" if self.detector is None else self.detector.name
        # Hashed once: each image asks for them twice.
        self._model_ids = [e.card.model_id for e in self.embedders]

    @property
    def usable(self) -> NDArray[np.bool_]:
        return np.asarray(self._there.all(axis=0))

    def alignment_id(self, card: ModelCard) -> str:
        return FOREIGN if self.detector is None else alignment_id(chip_size_of(card.alignment_id))

    def run(self, *, workers: int, progress: ProgressListener, stop: StopRequest | None) -> None:
        self.unusable.update(
            {i: Unusable("missing", "There is no such file.") for i, path in enumerate(self.files) if path is None}
        )
        self._hash(workers=workers, progress=progress, stop=stop)
        self._recall()
        missing = [i for i in self._hashes if i not in self.unusable and not self._there[:, i].all()]
        if missing:
            progress(Progress("finding faces and embedding them", 0, len(missing)))
        batch: list[tuple[int, CutFace]] = []
        done = 0
        for i, cut in in_parallel(self._cut, missing, workers=workers, stop=stop):
            done += 1
            if isinstance(cut, Unusable):
                self._refuse(i, cut)
            else:
                batch.append((i, cut))
            if len(batch) == _BATCH or done == len(missing):
                self._embed(batch)
                batch.clear()
            progress(Progress("finding faces and embedding them", done, len(missing)))
        self._embed(batch)
        if done < len(missing):
            raise _cancelled(done, len(missing), kept=self.cache is not None and self.cache.problem is None)

    def chip_again(self, i: int, model: int) -> NDArray[np.uint8] | None:
        """The chip that `model` saw of an image; None where the file has changed since."""
        path = self.files[i]
        cut = None if path is None else self._reader.cut(path, self._faces.get(i))
        return cut.chips_rgb[self._sizes[model]] if isinstance(cut, CutFace) else None

    def _hash(self, *, workers: int, progress: ProgressListener, stop: StopRequest | None) -> None:
        there = [(i, path) for i, path in enumerate(self.files) if path is not None]
        hashed = in_parallel(lambda item: (item[0], content_hash(item[1])), there, workers=workers, stop=stop)
        count = 0
        for count, (i, found) in enumerate(hashed, start=1):
            if isinstance(found, Unusable):
                self.unusable[i] = found
            else:
                self._hashes[i] = found
            progress(Progress("reading images", count, len(there)))
        if count < len(there):
            raise _cancelled(0, len(there), kept=False)

    def _recall(self) -> None:
        if self.cache is None:
            return
        if self.detector is not None:
            keys = {i: self._face_key(i) for i in self._hashes}
            values = self.cache.get(list(keys.values()))
            for i, key in keys.items():
                if key in values:
                    face = cached.unpack_face(values[key])
                    if face is None:
                        self.unusable[i] = _NO_FACE
                    else:
                        self._faces[i] = face
        for model in range(len(self.embedders)):
            keys = {i: self._embedding_key(i, model) for i in self._hashes}
            values = self.cache.get(list(keys.values()))
            for i, key in keys.items():
                if key in values:
                    self.embeddings[model][i] = cached.unpack_embedding(values[key])
                    self._there[model, i] = True

    def _cut(self, i: int) -> tuple[int, CutFace | Unusable]:
        path = self.files[i]
        if path is None:
            raise ValueError(f"image {i} has no file")
        return i, self._reader.cut(path, self._faces.get(i))

    def _embed(self, batch: Sequence[tuple[int, CutFace]]) -> None:
        """Embed a batch with every model that does not know it yet, and keep the results."""
        if not batch:
            return
        entries: dict[bytes, bytes] = {}
        for i, cut in batch:
            if cut.face is not None and i not in self._faces:
                self._faces[i] = cut.face
                entries[self._face_key(i)] = cached.pack_face(cut.face)
        for model, embedder in enumerate(self.embedders):
            news = [(i, cut.chips_rgb[self._sizes[model]]) for i, cut in batch if not self._there[model, i]]
            if not news:
                continue
            found = embedder.embed(np.stack([chip for _, chip in news]))
            if not np.isfinite(found).all():
                raise ModelError(
                    f"The model {embedder.card.name!r} gives embeddings that are not finite numbers.",
                    hint="Its weights have diverged in training; use an earlier checkpoint.",
                )
            for (i, _), embedding in zip(news, found, strict=True):
                self.embeddings[model][i] = embedding
                self._there[model, i] = True
                entries[self._embedding_key(i, model)] = cached.pack_embedding(embedding)
        if self.cache is not None:
            self.cache.put(entries)

    def _refuse(self, i: int, problem: Unusable) -> None:
        self.unusable[i] = problem
        if problem.reason == "no_face" and self.cache is not None:
            self.cache.put({self._face_key(i): cached.pack_face(None)})

    def _face_key(self, i: int) -> bytes:
        return cached.face_key(self._hashes[i], detector=self._detector_name)

    def _embedding_key(self, i: int, model: int) -> bytes:
        card = self.embedders[model].card
        chip = f"{self._detector_name} {self.alignment_id(card)} {chip_size_of(card.alignment_id)}"
        return cached.embedding_key(self._hashes[i], model_id=self._model_ids[model], chip=chip)


def _distinct_names(embedders: Sequence[Embedder]) -> list[str]:
    """The models' names; what shares one, as the best checkpoints of copied runs do, gets a piece of its id."""
    names = [embedder.card.name for embedder in embedders]
    return [
        name if names.count(name) == 1 else f"{name} ({embedder.card.model_id[:6]})"
        for name, embedder in zip(names, embedders, strict=True)
    ]


def _skipped(pair_list: PairList, unusable: dict[int, Unusable]) -> tuple[SkippedImage, ...]:
    pairs = pair_list.pairs
    uses = Counter(pairs.first.tolist()) + Counter(pairs.second.tolist())
    return tuple(
        SkippedImage(image=pair_list.images[i], reason=unusable[i].reason, detail=unusable[i].detail, pairs=uses[i])
        for i in sorted(unusable)
    )


def _worst(
    pair_list: PairList,
    pairs: Pairs,
    distances: NDArray[np.float64],
    *,
    embedded: _EmbeddedImages,
    model: int,
    count: int,
) -> tuple[WorstPair, ...]:
    """The genuine pairs farthest apart, then the impostors closest together."""
    order = np.argsort(distances, kind="stable")
    genuine, impostors = order[pairs.same[order]][::-1], order[~pairs.same[order]]
    found = []
    for n in [*genuine[:count].tolist(), *impostors[:count].tolist()]:
        first, second = int(pairs.first[n]), int(pairs.second[n])
        chips = [embedded.chip_again(i, model) for i in (first, second)]
        if chips[0] is not None and chips[1] is not None:
            found.append(
                WorstPair(
                    first=pair_list.images[first],
                    second=pair_list.images[second],
                    same=bool(pairs.same[n]),
                    distance=float(distances[n]),
                    chips_rgb=(chips[0], chips[1]),
                )
            )
    return tuple(found)


def _cancelled(done: int, total: int, *, kept: bool) -> Cancelled:
    hint = "What was found is kept; the same evaluation goes on from there." if kept else ""
    return Cancelled(f"The evaluation was stopped after {done:,} of {total:,} images.", hint=hint)
