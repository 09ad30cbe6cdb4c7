"""What the people page asks of core: functions that run beside the window and know no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.errors import InputError, ModelError
from core.faces.photo import PHOTO_SUFFIXES
from core.gallery.enrolment import FaceToEnroll, Judged, Review, enroll, review
from core.gallery.gallery import Gallery
from core.gallery.matching import Matcher
from core.gallery.names import clean_name
from core.gallery.photos import SkippedPhoto, photos_in, read_faces
from core.gallery.records import Change, GalleryModel, Person, Template
from core.progress import Progress
from facenet_gui.core_words import in_words
from facenet_gui.threads.jobs import JobContext

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder
    from core.faces.face import FaceDetector
    from core.gallery.calibration import Threshold
    from core.gallery.duplicates import SuspectedDuplicate
    from facenet_gui.threads.mailbox import Mailbox


def _tr(text: str) -> str:
    return QCoreApplication.translate("PeopleWork", text)


# From so many faces on suspected duplicates are looked for only when somebody asks.
MANY_FACES = 5_000


@dataclass(frozen=True, slots=True)
class GallerySeen:
    """The gallery at one moment, as the page shows it.

    Attributes:
        latest: What "undo" would undo.
        faces_waiting: Faces without an embedding of the current model; people_waiting: who cannot be found without.
        threshold: None where the model has none; `threshold_problem` says so.
    """

    people: tuple[Person, ...]
    latest: Change | None
    model: str
    faces_waiting: int
    people_waiting: int
    threshold: Threshold | None
    threshold_problem: str = ""


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One person with their templates, rejected ones included."""

    person: Person
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures of one person who is to be enrolled."""

    name: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FacesRead:
    """What pictures gave: a face to enroll, or why there is none, in the pictures' order."""

    name: str
    found: tuple[FaceToEnroll | SkippedPhoto, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one person of many.

    Attributes:
        person: None where nothing was enrolled.
        reasons: Why pictures were left out, one line each.
    """

    pictures: Pictures
    person: Person | None
    taken: int
    looks_like: str
    reasons: tuple[str, ...]
    advice: str = ""


def look(gallery: Gallery, embedder: Embedder) -> GallerySeen:
    """Everything that the page shows of a gallery."""
    from core.gallery.calibration import threshold_for

    people = tuple(gallery.people())
    changes = gallery.changes()
    card = embedder.card
    waiting = gallery.embeddings.missing(card.model_id)
    found = {person for person, rejected in gallery.embeddings.enrolled(card.model_id).values() if not rejected}
    threshold, problem = None, ""
    try:
        threshold = threshold_for(gallery, card)
    except ModelError as error:
        problem = error.message
    return GallerySeen(
        people=people,
        latest=changes[0] if changes else None,
        model=card.name,
        faces_waiting=len(waiting),
        people_waiting=sum(1 for person in people if person.templates and person.id not in found),
        threshold=threshold,
        threshold_problem=problem,
    )


def look_at_person(gallery: Gallery, person_id: int) -> PersonSeen:
    """One person. Raises `InputError` where they are gone."""
    return PersonSeen(gallery.person(person_id), tuple(gallery.templates(person_id)))


def find_duplicates(matcher: Matcher, distance_threshold: float, *, always: bool) -> list[SuspectedDuplicate]:
    """Suspected duplicates; none where the gallery is so large that it should only be done when asked for."""
    from core.gallery.duplicates import suspected_duplicates

    if not always and len(matcher.gallery.embeddings.enrolled(matcher.model.id)) > MANY_FACES:
        return []
    return suspected_duplicates(matcher, distance_threshold=distance_threshold)


def people_in(paths: Sequence[Path]) -> list[Pictures]:
    """Whom dropped or chosen files and folders show: one person, or one for each folder.

    Pictures, and a folder that holds pictures itself, are one person; a folder of folders, or several folders, are
    one person for each. One person without a folder has no name yet.

    Raises:
        InputError: Something does not exist, or holds no picture.
    """
    from core.data.source import survey

    found: list[Pictures] = []
    loose: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError(_tr("{0} does not exist.").format(path), hint=_tr("Check the path."))
        if not path.is_dir():
            loose.append(path)
        elif _holds_pictures(path):
            found.append(Pictures(path.name, tuple(photos_in(path))))
        else:
            listed = survey(path)
            found += [
                Pictures(one.name, tuple(listed.source / photo.path for photo in one.photos))
                for one in listed.identities
            ]
    if loose:
        found.append(Pictures("", tuple(loose)))
    if not found:
        raise InputError(_tr("There is no picture among these files."))
    return found


def _holds_pictures(folder: Path) -> bool:
    return any(
        path.suffix.lower() in PHOTO_SUFFIXES and not path.name.startswith(".") and path.is_file()
        for path in folder.iterdir()
    )


def read(
    pictures: Pictures, *, detector: FaceDetector, embedder: Callable[[], Embedder]
) -> Callable[[JobContext], FacesRead]:
    """A job that finds the main face of each picture of one person."""

    def work(context: JobContext) -> FacesRead:
        context.progress(Progress("getting the networks ready", 0, None))
        # A few at a time, so that the progress moves and a stop is heard.
        found: list[FaceToEnroll | SkippedPhoto] = []
        ready = embedder()
        for start in range(0, len(pictures.paths), 8):
            batch = pictures.paths[start : start + 8]
            found += read_faces(batch, detector=detector, embedder=ready, stop=context.stop)
            context.progress(Progress("reading pictures", len(found), len(pictures.paths)))
        return FacesRead(pictures.name, tuple(found))

    return work


def judge_faces(read_: FacesRead, name: str, *, matcher: Matcher, distance_threshold: float) -> Review:
    """Which faces an enrolment under this name would take. Raises `InputError`."""
    faces = [face for face in read_.found if isinstance(face, FaceToEnroll)]
    return review(name, faces, matcher=matcher, distance_threshold=distance_threshold)


def with_choices(reviewed: Review, choices: dict[int, bool]) -> Review:
    """A review after the user overruled it: index of a face → whether to take it. Duplicates stay out."""
    judged = []
    for index, one in enumerate(reviewed.judged):
        taken = choices.get(index)
        if taken is None or one.verdict == "duplicate" or taken == (one.verdict == "accepted"):
            judged.append(one)
        elif taken:
            judged.append(replace(one, verdict="accepted", detail=""))
        else:
            judged.append(Judged(one.face, "unlike_others", "left out by hand"))
    return replace(reviewed, judged=tuple(judged))


def write(reviewed: Review, *, matcher: Matcher) -> Person | None:
    """Enroll what a review took. Raises `InputError`, `GalleryError`, `StorageError`."""
    return enroll(reviewed, matcher=matcher)


def enroll_many(
    people: Sequence[Pictures],
    *,
    detector: FaceDetector,
    embedder: Callable[[], Embedder],
    matcher: Matcher,
    distance_threshold: float,
    outcomes: Mailbox[tuple[Outcome, ...]],
) -> Callable[[JobContext], tuple[Outcome, ...]]:
    """A job that enrolls many people, one after the other; whoever is done stays when it is stopped."""

    def work(context: JobContext) -> tuple[Outcome, ...]:
        context.progress(Progress("getting the networks ready", 0, None))
        ready = embedder()
        done: tuple[Outcome, ...] = ()
        for number, pictures in enumerate(people):
            found = tuple(read_faces(pictures.paths, detector=detector, embedder=ready, stop=context.stop))
            done += (_enroll_one(FacesRead(pictures.name, found), pictures, matcher, distance_threshold),)
            outcomes.put(done)
            context.progress(Progress("enrolling people", number + 1, len(people)))
        return done

    return work


def _enroll_one(read_: FacesRead, pictures: Pictures, matcher: Matcher, distance_threshold: float) -> Outcome:
    skipped = [f"{one.path.name}: {in_words(one.reason)}" for one in read_.found if isinstance(one, SkippedPhoto)]
    try:
        name = clean_name(pictures.name)
        reviewed = judge_faces(read_, name, matcher=matcher, distance_threshold=distance_threshold)
        person = enroll(reviewed, matcher=matcher)
    except InputError as error:
        return Outcome(pictures, None, 0, "", (error.message, *skipped))
    left_out = [
        f"{Path(one.face.source).name}: {in_words(one.detail)}" for one in reviewed.judged if one.verdict != "accepted"
    ]
    return Outcome(
        pictures,
        person,
        len(reviewed.accepted),
        "" if reviewed.looks_like is None else reviewed.looks_like.name,
        (*left_out, *skipped),
        in_words(reviewed.advice),
    )


def embed_anew(gallery: Gallery, embedder: Callable[[], Embedder]) -> Callable[[JobContext], int]:
    """A job that gives everybody an embedding of the current model."""

    def work(context: JobContext) -> int:
        from core.gallery.reembedding import re_embed

        context.progress(Progress("getting the network ready", 0, None))
        return re_embed(gallery, embedder(), progress=context.progress, stop=context.stop)

    return work


def matcher_for(gallery: Gallery, embedder: Embedder) -> Matcher:
    """Who is who under this model. Raises `FacenetError` where the card cannot be read."""
    return Matcher(gallery, GalleryModel.of(embedder.card))


def readable(path: Path) -> bool:
    """Whether the page could enroll from it: a picture by its suffix, or a folder."""
    try:
        return path.is_dir() or path.suffix.lower() in PHOTO_SUFFIXES
    except OSError:
        return False
