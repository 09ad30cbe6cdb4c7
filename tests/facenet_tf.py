"""Data sets as Facenet-TF's own scripts leave them, of drawn faces."""

from __future__ import annotations

from pathlib import Path

from core.data.records import FaceRecord, RecordWriter, encode_record
from tests.factories import draw_face, jpeg


def make_facenet_tf_dataset(
    folder: Path, *, training: tuple[int, ...] = (7, 3, 40, 12), validation: tuple[int, ...] = (90, 91), images: int = 4
) -> Path:
    """`info.csv`, two files in train/ and one in val/; ids as given, pictures of 120 px and some of 100."""
    counts = {}
    for part, ids, shards in (("train", training, 2), ("val", validation, 1)):
        (folder / part).mkdir(parents=True)
        faces = [(id_, image) for image in range(images) for id_ in ids]
        counts[part] = len(faces)
        for shard in range(shards):
            with RecordWriter(folder / part / f"faces{shard}.tfrecords") as writer:
                for id_, image in faces[shard::shards]:
                    side = 100 if image == 1 else 120
                    picture = jpeg(draw_face(id_, image, chip_size=side))
                    writer.write(encode_record(FaceRecord(id_, picture, (side, side, 3))))
    (folder / "info.csv").write_text(f"train_num,val_num\n{counts['train']},{counts['val']}\n")
    return folder
