"""Sample faces as files: a data set, folders of photos, a video."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2

from core import files
from core.data.made_dataset import MadePicture, write_made_dataset
from core.data.sample_faces import SampleFaces, SampleIdentity, sample_name
from core.data.sample_scenes import VIDEO_SIZE, sample_photo, sample_video
from core.data.split import validation_identities
from core.errors import Cancelled, InputError
from core.faces.chip import CHIP_SIZE
from core.faces.photo import encode_jpeg
from core.files import storage_errors
from core.progress import Progress, ProgressListener, StopRequest, unheard

SOURCE = "sample faces"
FRAMES_PER_SECOND = 15.0
# Another seed gives other people: each one's numbers begin at a multiple of this.
MOST_IDENTITIES = 100_000


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: identities and images of the parts of a data set, or of a folder (all in training)."""

    identities: int
    images: int
    validation_identities: int = 0
    validation_images: int = 0


def sample_people(samples: SampleFaces, count: int, *, seed: int = 0, first: int = 0) -> dict[str, SampleIdentity]:
    """The people `first`, `first + 1`, … of a seed with their names.

    Raises:
        InputError: A number is out of range.
    """
    if not 1 <= count <= MOST_IDENTITIES - first:
        raise InputError(f"The number of identities must be from 1 to {MOST_IDENTITIES:,}, got {count}.")
    if seed < 0:
        raise InputError(f"The seed must be 0 or more, got {seed}.")
    numbers = range(first, first + count)
    return {sample_name(number): samples.identity(seed * MOST_IDENTITIES + number) for number in numbers}


def write_sample_dataset(
    target: Path,
    samples: SampleFaces,
    *,
    identities: int,
    images: int,
    validation: float = 0.1,
    seed: int = 0,
    overwrite: bool = False,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> Written:
    """Make a data set of aligned sample faces, without detection. It appears when it is whole.

    Args:
        identities: At least 2.
        images: Of each identity, at least 1.
        validation: Share of the identities to hold out, in [0, 1).
        overwrite: Replace the data set that is there.

    Raises:
        InputError: The target is in use, or a number is out of range.
        DatasetError: Something else is writing this target.
        StorageError: The target may not be written.
        Cancelled: `stop` was set; nothing is kept.
    """
    if identities < 2:
        raise InputError(f"A data set needs at least 2 identities, got {identities}.")
    _check_images(images)
    if not 0 <= validation < 1:
        raise InputError(f"The validation share must be from 0 up to, not including, 1, got {validation:g}.")
    people = sample_people(samples, identities, seed=seed)
    held_out = validation_identities(people, share=validation, seed=seed) if images > 1 else set()
    write_made_dataset(
        target,
        (
            MadePicture(name, f"{name}/{number + 1:03d}.jpg", encode_jpeg(samples.picture(person, number)))
            for name, person in people.items()
            for number in range(images)
        ),
        total=identities * images,
        stage="drawing faces",
        source=SOURCE,
        chip_size=CHIP_SIZE,
        training=set(people) - held_out,
        validation=held_out,
        overwrite=overwrite,
        progress=progress,
        stop=stop,
    )
    return Written(
        identities=identities - len(held_out),
        images=(identities - len(held_out)) * images,
        validation_identities=len(held_out),
        validation_images=len(held_out) * images,
    )


def write_sample_photos(
    folder: Path,
    samples: SampleFaces,
    *,
    identities: int,
    images: int,
    seed: int = 0,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> Written:
    """Write photos, one folder per person, as an import reads them. The folder appears when it is whole.

    Raises:
        InputError: Something other than an empty folder is there, or a number is out of range.
        StorageError: It cannot be written.
        Cancelled: `stop` was set; nothing is kept.
    """
    _check_images(images)
    people = sample_people(samples, identities, seed=seed)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is there already and is not empty; it will not be replaced.", hint="Name another.")
    done = 0
    with files.whole_folder(folder.absolute()) as aside:
        for name, person in people.items():
            (aside / name).mkdir()
            for number in range(images):
                photo = sample_photo(samples, [person], number)
                (aside / name / f"{number + 1:03d}.jpg").write_bytes(encode_jpeg(photo.image_rgb))
                done += 1
                progress(Progress("drawing photos", done, identities * images))
            _go_on(stop)
    return Written(identities=identities, images=done)


def write_sample_video(
    file: Path,
    samples: SampleFaces,
    *,
    identities: int = 2,
    frames: int = 150,
    seed: int = 0,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> Written:
    """Write a short video of people who come, stay and go: Motion JPEG in an .avi, which every OpenCV reads.

    Raises:
        InputError: The file is there already or does not end with .avi, or a number is out of range.
        StorageError: It cannot be written.
        Cancelled: `stop` was set; nothing is kept.
    """
    if file.suffix.lower() != ".avi":
        raise InputError(f"A sample video is an .avi file, {file.name!r} is none.", hint="For example: people.avi")
    if file.exists():
        raise InputError(f"{file} is there already; it will not be replaced.", hint="Name another file.")
    if not 1 <= identities <= 6:
        raise InputError(f"A sample video shows from 1 to 6 people, got {identities}.")
    if frames < 1:
        raise InputError(f"A video needs at least 1 frame, got {frames}.")
    people = list(sample_people(samples, identities, seed=seed).values())
    with storage_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    # OpenCV chooses the container by the name's end, so the unfinished file keeps it.
    aside = file.with_name(f".{file.stem}.part.avi")
    code = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(aside), cv2.CAP_OPENCV_MJPEG, code, FRAMES_PER_SECOND, VIDEO_SIZE)
    try:
        if not writer.isOpened():
            with storage_errors(file):
                raise OSError("OpenCV cannot write a video there")
        for done, frame in enumerate(sample_video(samples, people, seed=seed, frames=frames), start=1):
            writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
            progress(Progress("drawing frames", done, frames))
            _go_on(stop)
        writer.release()
        with storage_errors(file):
            aside.replace(file)
    finally:
        writer.release()
        aside.unlink(missing_ok=True)
    return Written(identities=identities, images=frames)


def _check_images(images: int) -> None:
    if not 1 <= images <= 10_000:
        raise InputError(f"The number of images of an identity must be from 1 to 10,000, got {images}.")


def _go_on(stop: StopRequest | None) -> None:
    if stop is not None and stop.is_set():
        raise Cancelled("Stopped; nothing was written.", hint="The same command begins anew.")
