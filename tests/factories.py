"""Small things that tests need: drawn faces and data sets of them. No photograph is involved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.dataset_writer import SHARD_BYTES, DatasetWriter
from core.data.records import FaceRecord
from core.faces.chip import alignment_id
from core.home import Home


def draw_face(identity: int, image: int, *, chip_size: int = 180, seed: int = 0) -> NDArray[np.uint8]:
    """A cartoon face, (S, S, 3) uint8 RGB: features follow from `identity`, pose, light and noise from `image`.

    The same person is told from the colours and proportions; a small network learns it within a few dozen steps.
    """
    person = np.random.default_rng([seed, identity])
    shot = np.random.default_rng([seed, identity, image])
    skin, hair, eyes, mouth, background = person.integers(30, 226, (5, 3)).tolist()
    width, height = person.integers(42, 62), person.integers(58, 76)
    eye_gap, eye_size, mouth_width = person.integers(16, 30), person.integers(5, 11), person.integers(12, 34)
    dx, dy = shot.integers(-4, 5, 2).tolist()
    canvas = np.full((180, 180, 3), background, np.uint8)
    cv2.ellipse(canvas, (90 + dx, 82 + dy), (int(width) + 10, int(height) + 8), 0, 180, 360, hair, -1)
    cv2.ellipse(canvas, (90 + dx, 92 + dy), (int(width), int(height)), 0, 0, 360, skin, -1)
    for side in (-1, 1):
        cv2.circle(canvas, (90 + dx + side * int(eye_gap), 80 + dy), int(eye_size), eyes, -1)
    smile = int(shot.integers(3, 12))
    cv2.ellipse(canvas, (90 + dx, 125 + dy), (int(mouth_width), smile), 0, 0, 180, mouth, -1)
    light = shot.uniform(0.85, 1.15)
    lit = canvas * light + shot.normal(0, 4, canvas.shape)
    chip = np.clip(lit, 0, 255).astype(np.uint8)
    return chip if chip_size == 180 else cv2.resize(chip, (chip_size, chip_size), interpolation=cv2.INTER_AREA)


def jpeg(image_rgb: NDArray[np.uint8], quality: int = 95) -> bytes:
    """(H, W, 3) uint8 RGB as JPEG."""
    done, encoded = cv2.imencode(".jpg", image_rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return encoded.tobytes()


def make_record(identity: int, image: int, *, chip_size: int = 180, seed: int = 0) -> FaceRecord:
    """A record of a drawn face. `DatasetWriter` fills in the label."""
    return FaceRecord(
        label=0,
        image_jpeg=jpeg(draw_face(identity, image, chip_size=chip_size, seed=seed)),
        image_shape=(chip_size, chip_size, 3),
        identity=f"person_{identity:03d}",
        source=f"person_{identity:03d}/{image:04d}.jpg",
        source_sha256=f"{identity:032x}{image:032x}",
        face_size=120.0,
        confidence=0.99,
        landmarks=np.array([[60, 80], [120, 80], [90, 100], [70, 125], [110, 125]], np.float32),
    )


def hide_start_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the application came without its start network: only the built-in model that cannot be trained is there."""
    built_in = Home.default().built_in_models / "dlib-resnet"
    folder.mkdir()
    (folder / "dlib-resnet").symlink_to(built_in)
    monkeypatch.setattr(Home, "built_in_models", folder)


def make_dataset(
    folder: Path,
    *,
    identities: int = 6,
    images: int | Sequence[int] = 4,
    validation: int = 2,
    chip_size: int = 180,
    seed: int = 0,
    shard_bytes: int = SHARD_BYTES,
) -> Dataset:
    """Write and open a data set of drawn faces.

    Args:
        folder: Where; it is made.
        identities: How many people of the training part: person_000, person_001, …
        images: How many pictures of each of them, or one number for each; held-out people have the first number.
        validation: How many held-out people follow.
    """
    folder.mkdir(parents=True)
    counts = [images] * identities if isinstance(images, int) else list(images)
    assert len(counts) == identities
    counts += counts[:1] * validation
    names = [f"person_{number:03d}" for number in range(len(counts))]
    with DatasetWriter(
        folder,
        name=folder.name,
        alignment_id=alignment_id(chip_size),
        chip_size=chip_size,
        detector="drawn",
        source="drawn faces",
        training=names[:identities],
        validation=names[identities:],
        shard_bytes=shard_bytes,
    ) as writer:
        for number, count in enumerate(counts):
            for image in range(count):
                writer.add(make_record(number, image, chip_size=chip_size, seed=seed))
    return Dataset.open(folder)
