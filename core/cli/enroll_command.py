"""`facenet enroll`: pictures of somebody become templates in a gallery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands import new_app
from core.cli.detectors import DEFAULT_DETECTOR, DetectorOption
from core.cli.gallery_access import DEFAULT_MODEL, GalleryOption, ModelOption, ThresholdOption

if TYPE_CHECKING:
    from core.cli.enroll_frames import Looked
    from core.gallery.enrolment import Review
    from core.gallery.photos import SkippedPhoto
    from core.gallery.records import Person

app = new_app()

_SHOWN = 10


@app.command("enroll")
def enroll(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME SOURCE...",
            help="The person's name, then pictures, folders of pictures and videos of them, or a camera (camera:0 is "
            "the first one), or an address such as rtsp://… A folder alone holds one folder per person, named after "
            "them.",
        ),
    ],
    gallery_path: GalleryOption = None,
    model: ModelOption = DEFAULT_MODEL,
    folders: Annotated[
        bool, typer.Option("--folders", help="All words are folders that hold one folder per person.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Take poor pictures too, and somebody who looks like a person that is there."),
    ] = False,
    threshold: ThresholdOption = None,
    detector: DetectorOption = DEFAULT_DETECTOR,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", min=1, help="End a camera or stream after so many seconds.")
    ] = 30.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of every picture as JSON.")] = False,
) -> None:
    """Enroll somebody from a few pictures, or a whole folder of people.

    The largest face near the centre of each picture is taken. Poor pictures, pictures that are there already, and
    faces that look like somebody else are left out and named. Everything can be undone: facenet people undo.

    From a video or a camera up to eight good and different faces of one person are taken; the one who is seen most, if
    there are several. A camera says what to do, and ends when it has enough or after --seconds, with what was taken
    until then. Ctrl-C ends it, and nobody is enrolled.
    """
    from core.cli.console import print_json, say
    from core.cli.detectors import load_detector
    from core.cli.enroll_frames import Looked, look_through
    from core.cli.gallery_access import choose_threshold, load_embedder, open_gallery
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.errors import CameraError, FacenetError, VideoError
    from core.gallery.enrolment import FaceToEnroll, review
    from core.gallery.enrolment import enroll as write
    from core.gallery.matching import Matcher
    from core.gallery.photos import SkippedPhoto, read_faces
    from core.gallery.records import GalleryModel
    from core.recognition.collector import Collector
    from core.recognition.reduced_detector import ReducedDetector
    from core.recognition.settings import VIDEO_SMALLEST_FACE, RecognitionSettings

    people = _people(words, folders=folders)
    embedder, face_detector = load_embedder(model), load_detector(detector)
    results: list[dict[str, Any]] = []
    with (
        open_gallery(gallery_path, create=True) as gallery,
        stop_on_interrupt("Stopping; whoever is enrolled already stays. Ctrl-C again leaves at once.") as stop,
        progress_bar() as progress,
    ):
        distance_threshold = choose_threshold(gallery, embedder, threshold).distance_threshold
        matcher = Matcher(gallery, GalleryModel.of(embedder.card))
        for sources in people:
            found = list(
                read_faces(sources.pictures, detector=face_detector, embedder=embedder, progress=progress, stop=stop)
            )
            faces = [face for face in found if isinstance(face, FaceToEnroll)]
            skipped = [face for face in found if isinstance(face, SkippedPhoto)]
            looked: list[Looked] = []
            if sources.moving:
                person = gallery.find_person(sources.name)
                collector = Collector(
                    embedder=embedder,
                    distance_threshold=distance_threshold,
                    matcher=matcher,
                    person_id=None if person is None else person.id,
                    accept_poor=force,
                )
                video_detector = ReducedDetector(
                    load_detector(detector, VIDEO_SMALLEST_FACE), RecognitionSettings().detect_side
                )
                for word in sources.moving:
                    try:
                        one = look_through(
                            word,
                            collector=collector,
                            detector=video_detector,
                            seconds=seconds,
                            progress=progress,
                            stop=stop,
                        )
                    except (VideoError, CameraError) as error:
                        if len(words) == 2:
                            raise
                        one = Looked(word, error=error.message)
                    looked.append(one)
                chosen = collector.chosen
                for one in looked:
                    one.taken = sum(face.source.startswith(one.source) for face in chosen)
                faces += chosen
            reviewed = review(sources.name, faces, matcher=matcher, distance_threshold=distance_threshold, force=force)
            person = write(reviewed, matcher=matcher)
            results.append(_result(reviewed, skipped, looked, person))
            if not as_json:
                for line in _in_words(reviewed, skipped, looked, person):
                    say(line)
    if as_json:
        print_json(results)
    missing = [result["name"] for result in results if not result["enrolled"]]
    if missing:
        raise FacenetError(
            f"Nothing was enrolled for {', '.join(repr(name) for name in missing[:_SHOWN])}.",
            hint="See the reasons above; --force overrules all but unreadable pictures and duplicates.",
        )


@dataclass(frozen=True, slots=True)
class _Sources:
    """A person's name, their pictures, and the words for what moves."""

    name: str
    pictures: list[Path]
    moving: list[str]


def _people(words: list[str], *, folders: bool) -> list[_Sources]:
    from core.data.source import survey
    from core.errors import InputError
    from core.gallery.names import clean_name
    from core.gallery.photos import photos_in
    from core.recognition.sources import is_video_or_live

    if folders or (len(words) == 1 and Path(words[0]).is_dir()):
        return [
            _Sources(clean_name(identity.name), [listed.source / photo.path for photo in identity.photos], [])
            for listed in [survey(Path(word)) for word in words]
            for identity in listed.identities
        ]
    if len(words) < 2:
        raise InputError(
            f"Of whom, or from what? Only {words[0]!r} was given.",
            hint="Give a name and pictures: facenet enroll Anna anna1.jpg anna2.jpg",
        )
    name = clean_name(words[0])
    moving = [word for word in dict.fromkeys(words[1:]) if is_video_or_live(word)]
    pictures = [path for word in words[1:] if word not in moving for path in photos_in(Path(word).expanduser())]
    return [_Sources(name, list(dict.fromkeys(pictures)), moving)]


def _result(
    reviewed: Review, skipped: list[SkippedPhoto], looked: list[Looked], person: Person | None
) -> dict[str, Any]:
    return {
        "name": reviewed.name if person is None else person.name,
        "person_id": None if person is None else person.id,
        "new": reviewed.person is None and person is not None,
        "enrolled": len(reviewed.accepted),
        "templates": 0 if person is None else person.templates,
        "looks_like": None if reviewed.looks_like is None else reviewed.looks_like.name,
        "looks_like_distance": reviewed.looks_like_distance,
        "advice": reviewed.advice,
        "pictures": [
            *(
                {
                    "source": judged.face.source,
                    "verdict": judged.verdict,
                    "detail": judged.detail,
                    "quality": judged.face.quality,
                }
                for judged in reviewed.judged
            ),
            *(
                {"source": str(photo.path), "verdict": "unusable", "detail": photo.reason, "quality": None}
                for photo in skipped
            ),
        ],
        "videos": [one.to_json() for one in looked],
    }


def _in_words(reviewed: Review, skipped: list[SkippedPhoto], looked: list[Looked], person: Person | None) -> list[str]:
    lines = []
    count = len(reviewed.accepted)
    if person is not None:
        pictures = "1 picture" if count == 1 else f"{count:,} pictures"
        lines.append(f"{person.name}: enrolled from {pictures}; {person.templates:,} in all (#{person.id}).")
    if reviewed.looks_like is not None:
        like = reviewed.looks_like.name
        lines.append(
            f"{reviewed.name} looks like {like} already (distance {reviewed.looks_like_distance:.2f})."
            + ("" if person is not None else f" If it is the same person: facenet enroll {like!r} with these pictures.")
        )
    left_out = [
        *(f"{judged.face.source}: {judged.detail}" for judged in reviewed.judged if judged.verdict != "accepted"),
        *(f"{photo.path}: {photo.reason}" for photo in skipped),
    ]
    lines += [f"  left out: {line}" for line in left_out[:_SHOWN]]
    if len(left_out) > _SHOWN:
        lines.append(f"  … and {len(left_out) - _SHOWN:,} more; --json lists all.")
    lines += [f"  {one.in_words()}" for one in looked]
    if person is not None and reviewed.advice:
        lines.append(f"  {reviewed.advice}")
    return lines
