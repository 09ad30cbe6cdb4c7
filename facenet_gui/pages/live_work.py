"""What the live page asks of core, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from core.errors import FacenetError
from core.faces.align import align
from core.faces.chip import alignment_id
from core.faces.face import DetectedFace
from core.recognition.frames import Frame
from core.recognition.result import RecognisedFace
from facenet_gui.services import Services
from facenet_gui.threads.jobs import JobContext

if TYPE_CHECKING:
    from core.gallery.calibration import Calibration
    from core.gallery.gallery import Gallery
    from core.gallery.records import Person
    from core.recognition.recogniser import Recogniser


def _tr(text: str) -> str:
    return QCoreApplication.translate("LiveWork", text)


def recogniser_maker(services: Services, gallery: Gallery, *, photos: bool) -> Callable[[], Recogniser]:
    """A function that makes the recogniser, to be called in the recognition's thread.

    Args:
        photos: For pictures, in which small faces are looked for too.
    """
    embedder = services.model.embedder()

    def make() -> Recogniser:
        from core.gallery.calibration import threshold_for
        from core.gallery.matching import Matcher
        from core.gallery.records import GalleryModel
        from core.recognition.recogniser import Recogniser

        return Recogniser(
            detector=services.detector if photos else services.video_detector,
            embedder=embedder,
            matcher=Matcher(gallery, GalleryModel.of(embedder.card)),
            distance_threshold=threshold_for(gallery, embedder.card).distance_threshold,
        )

    return make


def chip_of(frame: Frame, face: RecognisedFace, template: NDArray[np.float32]) -> NDArray[np.uint8] | None:
    """The chip of a recognised face, (S, S, 3) uint8 RGB; None where its landmarks cannot be aligned."""
    found = DetectedFace(face.box, face.landmarks, face.confidence)
    try:
        return align(frame.image_rgb, found, template=template).chip_rgb
    except ValueError:
        return None


def key_of(number: int, face: RecognisedFace) -> str:
    """Names a face of a frame: its person, else its track, else its place among a photo's faces."""
    if face.person_id is not None:
        return f"person {face.person_id}"
    return f"track {face.track}" if face.track is not None else f"face {number}"


def enroll_face(
    services: Services, gallery: Gallery, name: str, chip_rgb: NDArray[np.uint8], *, quality: float
) -> Callable[[JobContext], Person]:
    """A job that adds one face to a person, known or new."""

    def work(context: JobContext) -> Person:
        from core.gallery.enrolment import FaceToEnroll, enroll, review
        from core.gallery.matching import Matcher
        from core.gallery.records import GalleryModel

        embedder = services.model.embedder()
        matcher = Matcher(gallery, GalleryModel.of(embedder.card))
        face = FaceToEnroll(
            chip_rgb=chip_rgb,
            embedding=embedder.embed(chip_rgb[None])[0],
            alignment_id=alignment_id(chip_rgb.shape[0]),
            quality=quality,
            source="camera",
        )
        # The user looks at the face and says who it is: that overrules what the network thinks.
        reviewed = review(name, [face], matcher=matcher, distance_threshold=1e-6, force=True)
        person = enroll(reviewed, matcher=matcher)
        if person is None:
            raise FacenetError(
                _tr("{0} has exactly this picture already.").format(name), hint=_tr("Nothing was changed.")
            )
        return person

    return work


def reject_face(
    services: Services, gallery: Gallery, person_id: int, chip_rgb: NDArray[np.uint8]
) -> Callable[[JobContext], None]:
    """A job that remembers that a face is not that person."""

    def work(context: JobContext) -> None:
        from core.gallery.records import GalleryModel, NewTemplate

        embedder = services.model.embedder()
        model = GalleryModel.of(embedder.card)
        gallery.embeddings.add_model(model)
        face = NewTemplate(
            chip_rgb=chip_rgb,
            alignment_id=alignment_id(chip_rgb.shape[0]),
            embeddings={model.id: embedder.embed(chip_rgb[None])[0]},
            source="camera",
        )
        gallery.reject(person_id, face)

    return work


def calibrated(services: Services, gallery: Gallery, one_in: float) -> Callable[[JobContext], Calibration]:
    """A job that finds the threshold for "a stranger is accepted once in N" from the gallery's own people."""

    def work(context: JobContext) -> Calibration:
        from core.gallery.calibration import calibrate
        from core.gallery.matching import Matcher
        from core.gallery.records import GalleryModel

        return calibrate(Matcher(gallery, GalleryModel.of(services.model.embedder().card)), one_in=one_in)

    return work
