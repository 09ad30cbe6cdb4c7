"""Chips that nobody took: a data set for benchmarks that need one and were given none."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from core.data.dataset import Dataset
from core.data.dataset_writer import DatasetWriter
from core.data.records import FaceRecord
from core.faces.chip import CHIP_SIZE, alignment_id


def made_up_dataset(folder: Path, *, identities: int = 100, images: int = 8, held_out: int = 0) -> Dataset:
    """Soft noise that makes JPEGs as large as faces do, some 9 KB.

    Args:
        folder: Where; it is made.
        images: Of each identity.
        held_out: So many of the identities are for evaluation.
    """
    folder.mkdir()
    dice = np.random.default_rng(0)
    names = [f"identity_{number:03d}" for number in range(identities)]
    with DatasetWriter(
        folder,
        name="made up",
        alignment_id=alignment_id(),
        chip_size=CHIP_SIZE,
        detector="none",
        source="noise",
        training=names[held_out:],
        validation=names[:held_out],
    ) as writer:
        for name in names:
            for _ in range(images):
                soft = cv2.resize(dice.integers(0, 256, (24, 24, 3), np.uint8), (CHIP_SIZE, CHIP_SIZE))
                chip = np.clip(soft + dice.normal(0, 6, soft.shape), 0, 255).astype(np.uint8)
                encoded = cv2.imencode(".jpg", chip, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
                writer.add(FaceRecord(0, encoded, (CHIP_SIZE, CHIP_SIZE, 3), identity=name))
    return Dataset.open(folder)
