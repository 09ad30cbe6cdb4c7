"""What the gallery's commands share: which gallery, which model, which person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.completion import model_names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.embedding.embedder import Embedder
    from core.faces.face import FaceDetector
    from core.gallery.calibration import Threshold
    from core.gallery.gallery import Gallery
    from core.gallery.key_places import HomeKeys
    from core.gallery.records import Person

DEFAULT_MODEL = "dlib-resnet"

GalleryOption = Annotated[
    Path | None, typer.Option("--gallery", metavar="FILE", help="The gallery. Default: gallery.sqlite in the home.")
]
ModelOption = Annotated[
    str,
    typer.Option("--model", metavar="MODEL", help="Name or path of a model or a run.", autocompletion=model_names),
]
ThresholdOption = Annotated[
    float | None,
    typer.Option(
        "--threshold", metavar="DISTANCE", help="Distance threshold, instead of the calibrated one or the model's own."
    ),
]


def gallery_file(path: Path | None) -> Path:
    """The gallery that was named, or the home's."""
    from core.home import Home

    return Home.default().gallery if path is None else path.expanduser()


def home_keys() -> HomeKeys:
    """The keys of the home; a passphrase is asked for once, when one is needed."""
    from functools import cache

    from core.cli.console import say
    from core.cli.passphrases import gallery_passphrase
    from core.gallery.key_places import HomeKeys
    from core.home import Home

    return HomeKeys(
        Home.default().keys, passphrase=cache(gallery_passphrase), on_note=lambda note: say(f"Note: {note}")
    )


def open_gallery(
    path: Path | None, *, create: bool = False, read_only: bool = False, keys: HomeKeys | None = None
) -> Gallery:
    """The gallery at `path`, or the home's. Raises as `Gallery.open`."""
    from core.gallery.gallery import Gallery

    return Gallery.open(gallery_file(path), keys=keys or home_keys(), create=create, read_only=read_only)


def find_person(gallery: Gallery, word: str) -> Person:
    """The person called `word`, or with the id 12 for `#12`. Raises `InputError`."""
    from core.errors import InputError

    try:
        person = gallery.find_person(word)
    except InputError:
        person = None  # what cannot be a name is nobody's
    if person is None and word.startswith("#") and word[1:].isdecimal():
        return gallery.person(int(word[1:]))
    if person is None:
        names = [one.name for one in gallery.people()]
        known = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
        raise InputError(
            f"There is nobody called {word!r} in {gallery.path}.",
            hint=f"There are: {known}." if names else "The gallery is empty.",
        )
    return person


def load_embedder(model: str) -> Embedder:
    """The model, of which only the card is read at first. Raises `ModelError`."""
    from core.evaluation.when_needed import ModelWhenNeeded
    from core.home import Home

    return ModelWhenNeeded(Home.default().model(model))


def choose_threshold(gallery: Gallery, embedder: Embedder, given: float | None) -> Threshold:
    """The threshold that was given, else the calibrated one, else the model's. Says what there is to say about it."""
    from core.cli.console import say
    from core.errors import InputError
    from core.gallery.calibration import Threshold, threshold_for

    if given is not None:
        if not 0 < given < float("inf"):
            raise InputError(f"--threshold must be above 0, got {given}.")
        return Threshold(given, "model")
    threshold = threshold_for(gallery, embedder.card)
    if threshold.note:
        say(f"Note: {threshold.note}")
    return threshold


def embed_identities(
    folder: Path, embedder: Embedder, *, detector: FaceDetector | None = None
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The main face of every picture in a folder that holds one folder per person.

    Poor pictures stay: strangers do not choose their moment.

    Args:
        detector: None for the default one.

    Returns:
        (N, D) float32 embeddings, and (N,) int64: who each is of.

    Raises:
        InputError: No face was found.
        Cancelled: Ctrl-C.
    """
    from core.cli.console import say
    from core.cli.detectors import load_detector
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.evaluation.identity_folder import embed_identity_folder

    with stop_on_interrupt() as stop, progress_bar() as progress:
        found = embed_identity_folder(
            folder, embedder, detector=detector or load_detector(), progress=progress, stop=stop
        )
    if len(found.labels) < found.pictures:
        say(f"Note: {found.pictures - len(found.labels):,} of {found.pictures:,} pictures gave no face.")
    return found.embeddings, found.labels
