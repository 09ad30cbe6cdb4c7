"""`dataset.json`: what a data set says about itself, checked before anything in it is believed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core import files
from core.errors import DatasetError

CARD = "dataset.json"
FORMAT: Literal["facenet-dataset"] = "facenet-dataset"
VERSION: Literal[1] = 1
# Some 100 bytes an identity: room for two million.
MAX_CARD_BYTES = 256 * 2**20

Split = Literal["training", "validation"]
SPLITS: tuple[Split, Split] = ("training", "validation")

_Count = Annotated[int, Field(ge=0, lt=2**40)]
_Text = Annotated[str, Field(max_length=4096)]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Identity(_Part):
    """A person of the data set.

    Attributes:
        label: Position in the list of identities, which is sorted by name.
        images: How many records show this person. All of them are in `split`.
    """

    label: Annotated[int, Field(ge=0, lt=2**31)]
    name: Annotated[str, Field(min_length=1, max_length=1024)]
    split: Split
    images: Annotated[int, Field(ge=1, lt=2**31)]


class Shard(_Part):
    """One TFRecord file. The pattern of its name keeps it inside the folder."""

    file: Annotated[str, Field(pattern=r"^(training|validation)-[0-9]{5}-of-[0-9]{5}\.tfrecord$")]
    split: Split
    records: _Count
    bytes: _Count


class SplitTotals(_Part):
    """What one split holds. `index_sha256` is of the index's rows, which name every record's place and label."""

    identities: _Count
    images: _Count
    index_sha256: _Sha256


class Totals(_Part):
    training: SplitTotals
    validation: SplitTotals


class DatasetCard(_Part):
    """The content of `dataset.json`."""

    format: Literal["facenet-dataset"] = FORMAT
    version: Literal[1] = VERSION
    name: Annotated[str, Field(min_length=1, max_length=1024)]
    created: Annotated[datetime, Field(strict=False)]
    alignment_id: Annotated[str, Field(min_length=1, max_length=200)]
    chip_size: Annotated[int, Field(ge=16, le=4096)]
    detector: _Text
    source: _Text
    identities: tuple[Identity, ...] = Field(strict=False)
    shards: tuple[Shard, ...] = Field(strict=False)
    totals: Totals

    @model_validator(mode="after")
    def _check(self) -> Self:
        for position, identity in enumerate(self.identities):
            if identity.label != position:
                raise ValueError(f"identity {position} has label {identity.label}")
        if len({identity.name for identity in self.identities}) != len(self.identities):
            raise ValueError("two identities have the same name")
        if len({shard.file for shard in self.shards}) != len(self.shards):
            raise ValueError("a shard is listed twice")
        people: Counter[str] = Counter()
        images: Counter[str] = Counter()
        records: Counter[str] = Counter()
        for identity in self.identities:
            people[identity.split] += 1
            images[identity.split] += identity.images
        for shard in self.shards:
            if not shard.file.startswith(shard.split):
                raise ValueError(f"{shard.file} is said to belong to {shard.split}")
            records[shard.split] += shard.records
        for split in SPLITS:
            totals: SplitTotals = getattr(self.totals, split)
            if not totals.images == images[split] == records[split] or totals.identities != people[split]:
                raise ValueError(f"identities, shards and totals disagree about {split}")
        return self

    def save(self, folder: Path) -> None:
        """Write `dataset.json`. Raises `StorageError` where the disk refuses."""
        files.write_json(folder / CARD, self.model_dump(mode="json"))


def load_card(folder: Path) -> DatasetCard:
    """Read and check `dataset.json`.

    Raises:
        DatasetError: It is missing, not JSON, not of a data set, of a newer version, or contradicts itself.
    """
    path = folder / CARD
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    if size > MAX_CARD_BYTES:
        raise DatasetError(f"{path} has {size} bytes; more than {MAX_CARD_BYTES} cannot be right.")
    content: Any = files.read_json(path, error=DatasetError)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise DatasetError(f"{path} does not describe a data set of this program.")
    version = content.get("version")
    if isinstance(version, int) and version > VERSION:
        raise DatasetError(
            f"{folder} was written by a newer version of this program (format {version}, this one reads {VERSION}).",
            hint="Update the program.",
        )
    try:
        return DatasetCard.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DatasetError(
            f"{path} is damaged: {where + ': ' if where else ''}{first['msg'].removeprefix('Value error, ')}.",
            hint="Import the photos again.",
        ) from None
