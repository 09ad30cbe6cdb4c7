"""A folder of pictures like LFW's, a detector and an embedder that need no network."""

import threading

import numpy as np
from PIL import Image

from core.embedding.card import ModelCard
from core.faces.chip import alignment_id
from core.faces.face import DetectedFace
from core.faces.network_input import NetworkInput


def picture(identity, number, size=64):
    """A face of sorts: one pattern an identity, with a little noise of its own for each number."""
    pattern = np.random.default_rng(identity).integers(60, 200, (4, 4, 3))
    noise = np.random.default_rng([identity, number]).normal(0, 12, (size, size, 3))
    return (np.kron(pattern, np.ones((size // 4, size // 4, 1))) + noise).clip(1, 255).astype(np.uint8)


def write_picture(path, identity, number):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture(identity, number)).save(path)
    return path


def make_lfw(folder, *, names, images=4, suffix=".png"):
    for identity, name in enumerate(names):
        for number in range(1, images + 1):
            write_picture(folder / name / f"{name}_{number:04d}{suffix}", identity, number)
    return folder


def make_pairs(path, *, names, each=10):
    """View 1's form: `each` genuine and `each` impostor pairs."""
    genuine = [f"{names[i % len(names)]}\t{1 + i // len(names) % 3}\t4" for i in range(each)]
    impostors = [f"{names[i % len(names)]}\t1\t{names[(i + 1) % len(names)]}\t{1 + i % 4}" for i in range(each)]
    path.write_text("\n".join([str(each), *genuine, *impostors]) + "\n", encoding="utf-8")
    return path


class FakeDetector:
    """One face in the middle of every picture that is not black."""

    name = "fake-1"
    template = np.array([[47, 45], [101, 45], [74, 78], [50, 100], [99, 100]], np.float32)

    def __init__(self):
        self.calls = 0
        self._lock = threading.Lock()

    def detect(self, image_rgb):
        with self._lock:
            self.calls += 1
        if not image_rgb.any():
            return []
        side = image_rgb.shape[0]
        landmarks = (self.template / 150 * 0.8 + 0.1) * side
        box = np.array([0.1, 0.1, 0.8, 0.8], np.float32) * side
        return [DetectedFace(box=box, landmarks=landmarks.astype(np.float32), confidence=0.9)]


class FakeEmbedder:
    """The mean colours of an 8×8 grid over the chip."""

    def __init__(self, name="fake", *, weights="0", chip_size=180, normalised=True, fail=None, **card):
        self.card = ModelCard(
            name=name,
            network="fake",
            weights_sha256=weights * 64,
            embedding_size=192,
            normalised=normalised,
            input=NetworkInput(size=160, crop=1.0),
            alignment_id=card.pop("alignment", alignment_id(chip_size)),
            **card,
        )
        self.chips = 0
        self.sizes = set()
        self._fail = fail

    def embed(self, chips_rgb):
        count, size = chips_rgb.shape[:2]
        self.chips += count
        self.sizes.add(size)
        cell = size // 8
        cells = chips_rgb[:, : 8 * cell, : 8 * cell].reshape(count, 8, cell, 8, cell, 3)
        embeddings = cells.mean(axis=(2, 4)).reshape(count, -1).astype(np.float32) - 128
        embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
        if self._fail is not None:
            embeddings[:] = self._fail
        return embeddings
