"""Embeddings for the eye: the triplets that a network finds hardest, and a map of all of them in the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROWS = 256
# scikit-learn wants fewer neighbours than points.
_TSNE_LEAST = 5


@dataclass(frozen=True, slots=True)
class HardTriplet:
    """An anchor, its farthest positive and its nearest negative, as positions in the embeddings.

    Attributes:
        ap_distance, an_distance: Unsquared L2.
    """

    anchor: int
    positive: int
    negative: int
    ap_distance: float
    an_distance: float

    @property
    def violation(self) -> float:
        """ap − an: above 0 the stranger is nearer than the person's own picture."""
        return self.ap_distance - self.an_distance


def hardest_triplets(
    embeddings: NDArray[np.float32], labels: NDArray[np.integer], *, most: int = 12
) -> list[HardTriplet]:
    """The worst triplets of all pictures, the worst first, each pair of identities once.

    Args:
        embeddings: (n, D) float32. labels: (n,), whom each shows.
        most: So many at most; fewer where there are no more.
    """
    found: list[HardTriplet] = []
    squares = np.einsum("ij,ij->i", embeddings, embeddings)
    # In blocks of rows, so that many pictures need little memory.
    for begin in range(0, len(embeddings), _ROWS):
        rows = np.arange(begin, min(begin + _ROWS, len(embeddings)))
        between = squares[rows, None] + squares[None] - 2 * (embeddings[rows] @ embeddings.T)
        distances = np.sqrt(np.maximum(between, 0))
        same = labels[rows, None] == labels[None]
        others = same.copy()
        others[np.arange(len(rows)), rows] = False
        positives = np.where(others, distances, -np.inf)
        negatives = np.where(same, np.inf, distances)
        farthest, nearest = positives.argmax(1), negatives.argmin(1)
        for place, (row, positive, negative) in enumerate(zip(rows, farthest, nearest, strict=True)):
            ap, an = positives[place, positive], negatives[place, negative]
            if np.isfinite(ap) and np.isfinite(an):
                found.append(HardTriplet(int(row), int(positive), int(negative), float(ap), float(an)))
    found.sort(key=lambda triplet: triplet.violation, reverse=True)
    chosen: dict[tuple[int, int], HardTriplet] = {}
    for triplet in found:
        people = (int(labels[triplet.anchor]), int(labels[triplet.negative]))
        # A and B mistaken for each other is one story, told once.
        chosen.setdefault((min(people), max(people)), triplet)
        if len(chosen) == most:
            break
    return list(chosen.values())


def principal_plane(embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    """The embeddings in the plane of their greatest variance (PCA).

    Each axis points so that its largest entry is positive, so that the map does not flip from one epoch to the next.

    Returns:
        (n, 2) float32.
    """
    points = np.zeros((len(embeddings), 2), np.float32)
    if len(embeddings) < 2:
        return points
    centred = embeddings - embeddings.mean(0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :2]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])])
    points[:, : axes.shape[1]] = centred @ axes
    return points


def neighbour_map(embeddings: NDArray[np.float32], *, seed: int = 0) -> NDArray[np.float32]:
    """The embeddings in a plane where neighbours stay neighbours (t-SNE, van der Maaten and Hinton 2008).

    Distances between far groups mean nothing. 2,000 pictures take some ten seconds; it cannot be interrupted.

    Returns:
        (n, 2) float32; the principal plane where there are too few pictures.
    """
    if len(embeddings) < _TSNE_LEAST:
        return principal_plane(embeddings)
    from sklearn.manifold import TSNE

    perplexity = min(30.0, (len(embeddings) - 1) / 3)
    tsne = TSNE(perplexity=perplexity, init="pca", random_state=seed, n_jobs=1)
    made: NDArray[np.float32] = tsne.fit_transform(embeddings).astype(np.float32)
    return made
