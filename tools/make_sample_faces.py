"""Make `resources/sample-faces/` again: the statistical model that `facenet sample` draws its faces from.

    python tools/make_sample_faces.py FOLDER OUT [--names PREFIX]

FOLDER holds one folder of photos per person, or is a data set that was imported from one (its training part is
used, so that people who are held out stay unseen). What is written is a mean, principal components and two
covariances over all of them: no picture of anybody, and no average over fewer than all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.data.dataset import Dataset
from core.data.dataset_card import CARD
from core.data.importing import import_photos
from core.data.records import decode_record
from core.data.sample_model import SampleModel
from core.progress import Progress

SIDE, COMPONENTS = 80, 160
IDENTITY_IMAGES = 4  # People with fewer say little about how one face varies.


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="one folder of photos per person, or a data set")
    parser.add_argument("out", type=Path, help="for instance resources/sample-faces")
    parser.add_argument("--names", default="", help="only people whose folder begins with this")
    parser.add_argument("--source", default="", help="what the photos are, in words, for the file's notice")
    parser.add_argument("--images", type=int, default=9000, help="at most so many pictures (default: 9000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder
        if not (folder / CARD).exists():
            folder = _imported(folder, Path(scratch) / "faces")
        dataset = Dataset.open(folder)
        pictures, labels = _pictures(dataset, prefix=options.names, most=options.images)
        alignment = dataset.alignment_id
    print(f"{len(pictures):,} pictures of {labels.max() + 1:,} people")
    model = _model(pictures, labels, alignment=alignment, source=options.source or "a folder of photos")
    model.save(options.out)
    size = sum(file.stat().st_size for file in options.out.iterdir())
    print(f"{options.out}: {size / 1e6:.2f} MB, {model.card['energy']:.1%} of the variance")
    return 0


def _imported(photos: Path, target: Path) -> Path:
    from core.faces.mtcnn import MtcnnDetector

    def told(progress: Progress) -> None:
        print(f"\r{progress.stage}: {progress.done}/{progress.total or '?'}", end="", flush=True)

    import_photos(photos, target, detector=MtcnnDetector(), validation=0, progress=told)
    print()
    return target


def _pictures(dataset: Dataset, *, prefix: str, most: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """(N, 3·SIDE²) float32 in [0, 1] and (N,) labels 0…n-1, whole identities in a shuffled order."""
    of_label = dataset.training.labels
    enough = [
        identity.label
        for identity in dataset.identities
        if identity.split == "training" and identity.name.startswith(prefix) and identity.images >= IDENTITY_IMAGES
    ]
    pictures: list[NDArray[np.float32]] = []
    labels: list[int] = []
    for number, label in enumerate(np.random.default_rng(0).permutation(enough)):
        positions = np.flatnonzero(of_label == label)
        if len(pictures) + len(positions) > most:
            break
        for payload in dataset.training.read(positions):
            encoded = np.frombuffer(decode_record(payload).image_jpeg, np.uint8)
            chip = cv2.imdecode(encoded, cv2.IMREAD_COLOR_RGB)
            if chip is None:
                raise SystemExit(f"a chip of {dataset.path} cannot be decoded")
            small = cv2.resize(chip, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
            pictures.append(np.asarray(small, np.float32).ravel() / np.float32(255))
            labels.append(number)
    if not pictures or labels[-1] < COMPONENTS:
        raise SystemExit(f"more than {COMPONENTS} people with {IDENTITY_IMAGES} pictures each are needed")
    return np.stack(pictures), np.array(labels)


def _model(pictures: NDArray[np.float32], labels: NDArray[np.int64], *, alignment: str, source: str) -> SampleModel:
    from sklearn.utils.extmath import randomized_svd

    mean = pictures.mean(0)
    pictures -= mean
    energy = float(np.square(pictures, dtype=np.float32).sum(dtype=np.float64))
    _, singular, components = randomized_svd(pictures, COMPONENTS, n_iter=3, random_state=0)
    scores = (pictures @ components.T).astype(np.float64)
    counts = np.bincount(labels).astype(np.float64)
    means = np.stack([np.bincount(labels, weights=column) for column in scores.T], axis=1) / counts[:, None]
    rest = scores - means[labels]
    within = rest.T @ rest / (len(scores) - len(counts))
    # The mean of n pictures still carries 1/n of the variance within a person.
    between = np.cov(means.T) - within * (1 / counts).mean()
    card = {
        "what": "Principal components of aligned faces with separate covariances between and within people. "
        "It holds no picture of a person.",
        "made_by": "tools/make_sample_faces.py",
        "made_from": source,
        "made": datetime.now(UTC).date().isoformat(),
        "alignment_id": alignment,
        "identities": len(counts),
        "images": len(scores),
        "energy": round(float((singular.astype(np.float64) ** 2).sum()) / energy, 4),
    }
    return SampleModel(
        mean=mean.reshape(SIDE, SIDE, 3),
        components=components.astype(np.float32).reshape(COMPONENTS, SIDE, SIDE, 3),
        between=_square_root(between),
        within=_square_root(within),
        card=card,
    )


def _square_root(covariance: NDArray[np.float64]) -> NDArray[np.float32]:
    """(C, C) R with R Rᵀ = covariance, whose small negative eigenvalues are taken as 0."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)), np.float32)


if __name__ == "__main__":
    sys.exit(main())
