"""What lies in a folder of photos: which layout it has, and which photos belong to which identity.

Nothing is opened here and nothing is written: names, sizes and times are enough to say what an import would do.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.data.skipped import Reason, Skipped
from core.errors import Cancelled, InputError
from core.faces.photo import PHOTO_SUFFIXES
from core.progress import Progress, ProgressListener, StopRequest, unheard

Layout = Literal["identity_folders", "lfw"]

# What file managers leave behind; names in lower case.
_CLUTTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin", "icon\r"})
_EXPECTED = (
    "Expected is one folder per person, with that person's photos inside: "
    "PHOTOS/Anna/1.jpg, PHOTOS/Anna/2.jpg, PHOTOS/Boris/1.jpg."
)
_PROGRESS_EVERY = 1000


@dataclass(frozen=True, slots=True)
class SourcePhoto:
    """A file that should be a photo.

    Attributes:
        path: Below the source, with "/" between the parts, exactly as the file system gives it.
        size: Bytes.
        modified_ns: Time of the last change, in nanoseconds.
    """

    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class SourceIdentity:
    """A person and the files that should show them, in the order of their paths."""

    name: str
    photos: tuple[SourcePhoto, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What an import of `source` would look at.

    Attributes:
        source: The folder that holds the identity folders; below the given one where an LFW folder was wrapped.
        layout: `lfw` where every photo is called Name/Name_0001.jpg, as LFW calls them.
        identities: Sorted by name; each has at least one photo.
        skipped: What belongs to no identity or cannot be reached.
        ignored: Number of hidden files, clutter of file managers and files that are no pictures by name.
        notes: What the user should know before an import, in sentences.
    """

    source: Path
    layout: Layout
    identities: tuple[SourceIdentity, ...]
    skipped: tuple[Skipped, ...]
    ignored: int
    notes: tuple[str, ...]

    @property
    def photos(self) -> int:
        return sum(len(identity.photos) for identity in self.identities)


def comparable(name: str) -> str:
    """The form in which names are compared: é is é, whether written as one character or as two (macOS)."""
    return unicodedata.normalize("NFC", name)


def printable(name: str) -> str:
    """`name` with what is not valid Unicode spelled out (\\udcff), so that it can be printed and stored."""
    return name.encode("utf-8", "backslashreplace").decode()


def survey(source: Path, *, progress: ProgressListener = unheard, stop: StopRequest | None = None) -> Survey:
    """Recognise the layout of `source` and list its identities with their files. Nothing is opened or written.

    Each folder in `source` is an identity; folders below it count to it. Links are followed, each real folder
    once per identity. Two folders whose names differ only in how accents are encoded are one identity.

    Raises:
        InputError: `source` is not a folder, or holds no identity folder with a photo.
        Cancelled: `stop` was set.
    """
    if not source.exists():
        raise InputError(f"The folder {source} does not exist.", hint="Check the path.")
    if not source.is_dir():
        raise InputError(f"{source} is a file, not a folder.", hint=f"Unpack it if it is an archive. {_EXPECTED}")
    walk = _Walk(source, progress=progress, stop=stop)
    identities = walk.identities()
    if not identities:
        raise _nothing_found(source, walk)
    if len(identities) == 1 and walk.wraps_lfw(identities[0]):
        inner = survey(source / identities[0].photos[0].path.split("/")[0], progress=progress, stop=stop)
        note = f"{source} holds only LFW's folder {inner.source.name!r}, whose folders were taken as the identities."
        return Survey(
            source=inner.source,
            layout=inner.layout,
            identities=inner.identities,
            skipped=inner.skipped + tuple(walk.skipped),
            ignored=inner.ignored + walk.ignored,
            notes=(note, *inner.notes),
        )
    layout: Layout = "lfw" if len(identities) > 1 and all(map(_named_as_lfw, identities)) else "identity_folders"
    return Survey(
        source=source,
        layout=layout,
        identities=tuple(identities),
        skipped=tuple(walk.skipped),
        ignored=walk.ignored,
        notes=tuple(_notes(identities, layout, walk)),
    )


class _Walk:
    """One walk over a source, gathering what is met on the way."""

    def __init__(self, source: Path, *, progress: ProgressListener, stop: StopRequest | None) -> None:
        self.source = source
        self.skipped: list[Skipped] = []
        self.ignored = 0
        self.stray_photos = 0
        self.merged: list[tuple[str, str]] = []
        # A link to one of these would make everybody's photos one person's, or walk the whole disk.
        real = source.resolve()
        self._above = {_file_key(folder) for folder in (real, *real.parents)}
        self._progress = progress
        self._stop = stop
        self._seen = 0

    def identities(self) -> list[SourceIdentity]:
        folders: dict[str, tuple[str, list[SourcePhoto]]] = {}
        for entry in self._entries(""):
            if self._is_folder(entry, entry.name):
                name = printable(entry.name)
                first, photos = folders.setdefault(comparable(name), (name, []))
                if first != name:
                    self.merged.append((first, name))
                skipped = len(self.skipped)
                found = list(self._photos_below(entry.name, identity=first))
                if not found and len(self.skipped) == skipped:
                    self._skip("empty_folder", entry.name, identity=first)
                photos.extend(found)
            elif Path(entry.name).suffix.lower() in PHOTO_SUFFIXES:
                self.stray_photos += 1
                self._skip("stray", entry.name)
            else:
                self.ignored += 1
        found_identities = [
            SourceIdentity(name, tuple(sorted(photos, key=lambda photo: photo.path)))
            for name, photos in folders.values()
            if photos
        ]
        return sorted(found_identities, key=lambda identity: (comparable(identity.name), identity.name))

    def wraps_lfw(self, identity: SourceIdentity) -> bool:
        """Whether the only "identity" is LFW's own folder, one level too deep (as scikit-learn's lfw_home has it)."""
        inner: dict[str, list[SourcePhoto]] = {}
        for photo in identity.photos:
            below = photo.path.partition("/")[2]
            inner.setdefault(below.partition("/")[0], []).append(SourcePhoto(below, 0, 0))
        return len(inner) > 1 and all(
            _named_as_lfw(SourceIdentity(name, tuple(photos))) for name, photos in inner.items()
        )

    def _photos_below(self, top: str, *, identity: str) -> Iterator[SourcePhoto]:
        folders = [top]
        visited = set(self._above)
        while folders:
            folder = folders.pop()
            try:
                key = _file_key(self.source / folder)
            except OSError as problem:
                self._skip("unreadable_folder", folder, identity=identity, detail=problem.strerror or str(problem))
                continue
            if key in visited:
                self._skip("linked_twice", folder, identity=identity)
                continue
            visited.add(key)
            for entry in self._entries(folder, identity=identity):
                path = f"{folder}/{entry.name}"
                if self._is_folder(entry, path, identity=identity):
                    folders.append(path)
                elif Path(entry.name).suffix.lower() not in PHOTO_SUFFIXES:
                    self.ignored += 1
                else:
                    photo = self._photo(entry, path, identity=identity)
                    if photo is not None:
                        yield photo

    def _photo(self, entry: os.DirEntry[str], path: str, *, identity: str) -> SourcePhoto | None:
        try:
            if not entry.is_file():
                # A broken link, or a pipe or device, which would be read forever.
                self._skip("unreadable", path, identity=identity, detail="not a regular file, or a link to nothing")
                return None
            status = entry.stat()
        except OSError as problem:
            self._skip("unreadable", path, identity=identity, detail=problem.strerror or str(problem))
            return None
        self._seen += 1
        if self._seen % _PROGRESS_EVERY == 0:
            self._progress(Progress("looking for photos", self._seen))
            if self._stop is not None and self._stop.is_set():
                raise Cancelled("Stopped while looking for photos.")
        return SourcePhoto(path, status.st_size, status.st_mtime_ns)

    def _entries(self, folder: str, *, identity: str | None = None) -> list[os.DirEntry[str]]:
        """What `folder` holds, sorted, without what is hidden."""
        try:
            with os.scandir(self.source / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as problem:
            if not folder:
                raise InputError(
                    f"The folder {self.source} cannot be read: {problem.strerror or problem}.",
                    hint="Change its rights, or import as a user who may read it.",
                ) from problem
            self._skip("unreadable_folder", folder, identity=identity, detail=problem.strerror or str(problem))
            return []
        shown = [entry for entry in entries if not _hidden(entry.name)]
        self.ignored += len(entries) - len(shown)
        return shown

    def _is_folder(self, entry: os.DirEntry[str], path: str, *, identity: str | None = None) -> bool:
        try:
            return entry.is_dir()
        except OSError as problem:
            self._skip("unreadable", path, identity=identity, detail=problem.strerror or str(problem))
            return False

    def _skip(self, reason: Reason, path: str, *, identity: str | None = None, detail: str = "") -> None:
        self.skipped.append(Skipped(reason=reason, path=printable(path), identity=identity, detail=detail))


def _file_key(path: Path) -> tuple[int, int] | str:
    """Equal for two paths that lead to the same folder."""
    status = path.stat()
    # Some file systems have no such numbers.
    return (status.st_dev, status.st_ino) if status.st_ino else str(path.resolve())


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in _CLUTTER


def _named_as_lfw(identity: SourceIdentity) -> bool:
    """Whether every photo of the identity is called Name/Name_0001.jpg."""
    pattern = re.compile(re.escape(identity.name) + "/" + re.escape(identity.name) + r"_\d{4}\.(jpg|png|ppm)")
    return all(pattern.fullmatch(photo.path) for photo in identity.photos)


def _notes(identities: list[SourceIdentity], layout: Layout, walk: _Walk) -> Iterator[str]:
    if layout == "lfw":
        yield (
            f"{walk.source} is laid out as LFW. An embedding that was trained on people of LFW "
            "must not be measured on LFW."
        )
    for first, second in walk.merged:
        yield f"The folders {first!r} and {second!r} differ only in how accents are encoded; they are one identity."
    nested = [identity for identity in identities if _people_inside(identity) > 1]
    if len(nested) == len(identities):
        example = nested[0].photos[0].path.split("/")[0]
        yield (
            f"No identity folder holds a photo of its own; {printable(example)!r} holds {_people_inside(nested[0])} "
            f"folders. If each of those is a person, import {walk.source / printable(example)} instead."
        )


def _people_inside(identity: SourceIdentity) -> int:
    """How many folders lie between the identity's folder and its photos; 1 where a photo lies in it directly."""
    parts = [photo.path.split("/") for photo in identity.photos]
    return 1 if any(len(part) == 2 for part in parts) else len({part[1] for part in parts})


def _nothing_found(source: Path, walk: _Walk) -> InputError:
    if walk.stray_photos:
        return InputError(
            f"{source} holds {walk.stray_photos:,} photos but no folder with photos. {_EXPECTED}",
            hint="If all of them show one person, put them into a folder with that person's name, beside other people.",
        )
    unreadable = [skip for skip in walk.skipped if skip.reason == "unreadable_folder"]
    if unreadable:
        return InputError(
            f"No photo was found in {source}; {len(unreadable):,} of its folders cannot be read "
            f"({unreadable[0].path}: {unreadable[0].detail}).",
            hint="Change their rights, or import as a user who may read them.",
        )
    return InputError(f"{source} holds no photos.", hint=_EXPECTED)
