"""`facenet identify`: the faces of photos, videos and cameras get names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands import new_app
from core.cli.detectors import DEFAULT_DETECTOR, DetectorOption
from core.cli.gallery_access import DEFAULT_MODEL, GalleryOption, ModelOption, ThresholdOption

if TYPE_CHECKING:
    from core.cli.identify_output import IdentifyOutput
    from core.faces.face import FaceDetector
    from core.gallery.gallery import Gallery
    from core.gallery.matching import Matcher
    from core.progress import StopRequest
    from core.recognition.frames import Frame, FrameSource

app = new_app()


@app.command("identify")
def identify(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Pictures, folders of pictures, video files, the number of a camera (0 is the first one), "
            "or an address such as rtsp://…",
            show_default=False,
        ),
    ],
    gallery_path: GalleryOption = None,
    model: ModelOption = DEFAULT_MODEL,
    threshold: ThresholdOption = None,
    detector: DetectorOption = DEFAULT_DETECTOR,
    annotated: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Write what was seen with frames and names drawn in: a picture, a video (.mp4, .avi), or a folder "
            "for several sources.",
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option("--max-seconds", metavar="S", min=0, help="Stop each video or camera after so many seconds."),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One JSON object a line for every photo and frame: source, frame, time (seconds; null for a photo), "
            "and faces with box (left, top, width, height), landmarks, track, name (null for unknown), distance, "
            "distance_threshold, and quality (score from 0 to 1, and problems in words).",
        ),
    ] = False,
) -> None:
    """Say who is in photos, videos or before a camera.

    Strangers stay unknown. In a video faces are followed, and a name is given when it is sure. Ctrl-C ends a camera.
    What cannot be read is named, the others are done, and the exit code is 1.
    """
    from core.cli.console import say
    from core.cli.detectors import load_detector
    from core.cli.gallery_access import choose_threshold, load_embedder, open_gallery
    from core.cli.identify_output import IdentifyOutput
    from core.cli.interrupt import stop_on_interrupt
    from core.errors import Cancelled, FacenetError, InputError
    from core.gallery.matching import Matcher
    from core.gallery.records import GalleryModel
    from core.recognition.recogniser import Recogniser
    from core.recognition.settings import VIDEO_SMALLEST_FACE
    from core.recognition.sources import open_source

    embedder = load_embedder(model)
    photo_detector, video_detector = load_detector(detector), load_detector(detector, VIDEO_SMALLEST_FACE)
    with (
        open_gallery(gallery_path, read_only=True) as gallery,
        stop_on_interrupt("Stopping; Ctrl-C again leaves at once.") as stop,
        IdentifyOutput(as_json=as_json, annotated=annotated, several=_several(sources)) as output,
    ):
        distance_threshold = choose_threshold(gallery, embedder, threshold).distance_threshold
        matcher = Matcher(gallery, GalleryModel.of(embedder.card))
        _note_who_is_missing(gallery, matcher)

        def recogniser(face_detector: FaceDetector) -> Recogniser:
            return Recogniser(
                detector=face_detector,
                embedder=embedder,
                matcher=matcher,
                distance_threshold=distance_threshold,
            )

        photos, video = recogniser(photo_detector), recogniser(video_detector)
        for number, word in enumerate(sources, start=1):
            try:
                source = open_source(word, stop=stop, on_state=lambda state: say(state.text))
            except FacenetError as error:
                if len(sources) == 1:
                    raise
                output.skip(error)
                continue
            with source:
                if source.live and number < len(sources):
                    raise InputError(f"{word} is live and would never end.", hint="Name it as the last source.")
                output.begin(source.name, live=source.live)
                video.reset()
                for frame in _frames(source, output=output, seconds=seconds, stop=stop):
                    if frame.time is None:
                        output.photo(frame, photos.photo(frame))
                    else:
                        output.frame(frame, video.process(frame))
                output.end()
                # Ctrl-C is the way to end a camera.
                if stop.is_set() and not source.live:
                    raise Cancelled("Stopped before everything was looked at.")
    if output.unreadable:
        raise FacenetError(f"{output.unreadable:,} of the sources could not be read; see above.")


def _several(sources: list[str]) -> bool:
    """Whether the annotated pictures need a folder."""
    return len(sources) > 1 or Path(sources[0]).is_dir()


def _note_who_is_missing(gallery: Gallery, matcher: Matcher) -> None:
    """An empty gallery is no error: everybody is unknown. But it should not pass unnoticed."""
    from core.cli.console import say

    matcher.refresh()
    people = sum(person.templates > 0 for person in gallery.people())
    if not people:
        say(f"Note: nobody is enrolled in {gallery.path}, so everybody is unknown. facenet enroll NAME PICTURE...")
    elif matcher.people < people:
        say(
            f"Note: {people - matcher.people:,} of {people:,} people in {gallery.path} were enrolled with another "
            f"model than {matcher.model.name!r} and stay unknown. facenet people re-embed --model {matcher.model.name}"
        )


def _frames(
    source: FrameSource, *, output: IdentifyOutput, seconds: float | None, stop: StopRequest
) -> Iterator[Frame]:
    """What can be read of a source; what cannot is reported."""
    from core.errors import FacenetError, PhotoError

    first: float | None = None
    while not stop.is_set():
        try:
            frame = source.read()
        except PhotoError as error:
            output.skip(error)
            continue  # with the folder's next picture
        except FacenetError as error:
            output.skip(error)
            return
        if frame is None:
            return
        if frame.time is not None:
            first = frame.time if first is None else first
            if seconds is not None and frame.time - first >= seconds:
                return
        yield frame
