"""Export and import: a whole gallery in one file that another machine can read.

The file is a zip archive, sealed with a passphrase (`core.gallery.sealed_file`) or, where the user insists, in
clear. It holds `gallery.json` (people and what is known of their templates), `chips/N.png`, and for each model
`embeddings/N.f32`: one row of little-endian float32 for each embedding. Nothing is ever unpacked into a folder:
entries are read by their number into memory, each up to a limit.

What can be undone, covers and calibrations stay behind.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import GalleryError, InputError
from core.files import storage_errors, whole_file
from core.gallery.chips import decode_chip, encode_chip
from core.gallery.gallery import Gallery
from core.gallery.records import GalleryModel, NewPerson, NewTemplate
from core.gallery.sealed_file import MARK, SealedReader, SealedWriter
from core.progress import Progress, ProgressListener, unheard

_VERSION = 1
_LARGEST_JSON = 1 << 28
_LARGEST_CHIP_FILE = 1 << 24
_ZIP_MARK = b"PK\x03\x04"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, strict=True)


class _Model(_Strict):
    id: str = Field(min_length=1, max_length=200)
    name: str = Field(max_length=200)
    embedding_size: int = Field(ge=1, le=65_536)
    normalised: bool
    rows: int = Field(ge=0, le=100_000_000)


class _Template(_Strict):
    chip: int = Field(ge=0)
    rejected: bool
    quality: float | None = Field(ge=0, le=1)
    time: float
    source: str
    alignment_id: str
    # Model's position in the list → row in its embeddings.
    embeddings: dict[str, int]


class _Person(_Strict):
    name: str
    templates: list[_Template]


class _Manifest(_Strict):
    format: Literal["facenet-gallery"]
    version: int
    models: list[_Model]
    people: list[_Person]


def export_gallery(
    gallery: Gallery, path: Path, *, passphrase: str | None, progress: ProgressListener = unheard
) -> int:
    """Write everybody into one file; a file that is there is replaced when the new one is whole.

    Args:
        passphrase: Seals the file. None writes names, faces and embeddings in clear.

    Returns:
        How many people were written.

    Raises:
        GalleryError: The gallery was changed meanwhile, or is damaged.
        StorageError: The file cannot be written.
    """
    revision = gallery.revision()
    with whole_file(path) as aside, aside.open("wb") as file:
        sink: Any = file if passphrase is None else SealedWriter(file, passphrase)
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            people = _write(gallery, archive, progress)
        if isinstance(sink, SealedWriter):
            sink.finish()
        if gallery.revision() != revision:
            raise GalleryError("The gallery was changed while it was exported.", hint="Export it again.")
    return people


def _write(gallery: Gallery, archive: zipfile.ZipFile, progress: ProgressListener) -> int:
    models = gallery.embeddings.models()
    position = {model.id: number for number, model in enumerate(models)}
    rows = [0] * len(models)
    vectors: list[list[NDArray[np.float32]]] = [[] for _ in models]
    people: list[_Person] = []
    everybody = gallery.people()
    chips = 0
    for done, person in enumerate(everybody, start=1):
        templates = []
        for template in gallery.templates(person.id):
            archive.writestr(f"chips/{chips}.png", encode_chip(gallery.chip(template.id)))
            embeddings = {}
            for model_id in template.models:
                number = position[model_id]
                vectors[number].append(gallery.embeddings.vectors(model_id, [template.id])[0])
                embeddings[str(number)] = rows[number]
                rows[number] += 1
            templates.append(
                _Template(
                    chip=chips,
                    rejected=template.rejected,
                    quality=template.quality,
                    time=template.time,
                    source=template.source,
                    alignment_id=template.alignment_id,
                    embeddings=embeddings,
                )
            )
            chips += 1
        people.append(_Person(name=person.name, templates=templates))
        progress(Progress("exporting people", done, len(everybody)))
    listed = []
    for number, model in enumerate(models):
        archive.writestr(
            f"embeddings/{number}.f32", b"".join(vector.astype("<f4").tobytes() for vector in vectors[number])
        )
        listed.append(
            _Model(
                id=model.id,
                name=model.name,
                embedding_size=model.embedding_size,
                normalised=model.normalised,
                rows=rows[number],
            )
        )
    manifest = _Manifest(format="facenet-gallery", version=_VERSION, models=listed, people=people)
    archive.writestr("gallery.json", manifest.model_dump_json(), compress_type=zipfile.ZIP_DEFLATED)
    return len(people)


def is_sealed(path: Path) -> bool:
    """Whether an exported file needs a passphrase. Raises `InputError` where it is no exported gallery."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MARK))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if start == MARK:
        return True
    if start.startswith(_ZIP_MARK):
        return False
    raise InputError(
        f"{path} is not an exported gallery.",
        hint="`facenet people export FILE` writes one.",
        window_hint="Export writes one, on the People page under More.",
    )


def import_gallery(
    gallery: Gallery,
    path: Path,
    *,
    passphrase: str | None,
    same_names: Literal["refuse", "join"] = "refuse",
    progress: ProgressListener = unheard,
) -> int:
    """Add everybody from an exported file, as one change that can be undone.

    Args:
        passphrase: Of a sealed file; ignored for one in clear.
        same_names: What becomes of somebody whose name is taken: refuse the whole import, or let their templates join.

    Returns:
        How many templates were added.

    Raises:
        InputError: It is no exported gallery, a name is taken, or the passphrase is missing.
        GalleryKeyError: The passphrase is wrong.
        GalleryError: The file is damaged, or of a newer version. Nothing was added.
    """
    sealed = is_sealed(path)
    if sealed and not passphrase:
        raise InputError(f"{path} is sealed with a passphrase.", hint="Give the passphrase it was exported with.")
    with storage_errors(path), path.open("rb") as file:
        source: Any = file
        if sealed:
            source = io.BufferedReader(SealedReader(file, passphrase or ""))
        try:
            with zipfile.ZipFile(source) as archive:
                return _read(gallery, archive, path, same_names=same_names, progress=progress)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise GalleryError(f"{path} is damaged ({error}).", hint="Copy it again. Nothing was added.") from error


def _read(
    gallery: Gallery,
    archive: zipfile.ZipFile,
    path: Path,
    *,
    same_names: Literal["refuse", "join"],
    progress: ProgressListener,
) -> int:
    try:
        manifest = _Manifest.model_validate_json(_entry(archive, "gallery.json", most=_LARGEST_JSON))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GalleryError(f"{path} cannot be used: {where}: {first['msg']}.", hint="Nothing was added.") from None
    if manifest.version > _VERSION:
        raise GalleryError(
            f"{path} was exported by a newer version of this program (format {manifest.version}).",
            hint="Update the program to read it.",
        )
    vectors = []
    for number, model in enumerate(manifest.models):
        size = 4 * model.rows * model.embedding_size
        content = _entry(archive, f"embeddings/{number}.f32", most=size)
        if len(content) != size:
            raise GalleryError(f"{path} is damaged: the embeddings of {model.name!r} are incomplete.")
        vectors.append(np.frombuffer(content, "<f4").reshape(model.rows, model.embedding_size))
        gallery.embeddings.add_model(GalleryModel(model.id, model.name, model.embedding_size, model.normalised))

    def template(listed: _Template) -> NewTemplate:
        png = _entry(archive, f"chips/{listed.chip}.png", most=_LARGEST_CHIP_FILE)
        embeddings = {}
        for position, row in listed.embeddings.items():
            if not position.isdecimal() or int(position) >= len(vectors) or not 0 <= row < len(vectors[int(position)]):
                raise GalleryError(f"{path} is damaged: a template names an embedding that is not there.")
            embeddings[manifest.models[int(position)].id] = vectors[int(position)][row]
        return NewTemplate(
            chip_rgb=decode_chip(png, source=f"The chip {listed.chip} of {path}"),
            alignment_id=listed.alignment_id,
            embeddings=embeddings,
            quality=listed.quality,
            source=listed.source,
            time=listed.time,
        )

    def people() -> Iterator[NewPerson]:
        for done, person in enumerate(manifest.people, start=1):
            yield NewPerson(
                name=person.name,
                templates=(template(listed) for listed in person.templates if not listed.rejected),
                rejected=(template(listed) for listed in person.templates if listed.rejected),
            )
            progress(Progress("importing people", done, len(manifest.people)))

    return gallery.add_people(people(), same_names=same_names)


def _entry(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    try:
        with archive.open(name) as entry:
            content = entry.read(most + 1)
    except KeyError:
        raise GalleryError(f"The exported gallery is damaged: {name} is missing.", hint="Nothing was added.") from None
    if len(content) > most:
        raise GalleryError(f"The exported gallery is damaged: {name} is too large.", hint="Nothing was added.")
    return content
