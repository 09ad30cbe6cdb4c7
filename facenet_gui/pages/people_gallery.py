"""The gallery that the people page shows: who was in it when the page looked, who is who, and their pictures."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from core.errors import FacenetError
from core.gallery.gallery import Gallery
from core.gallery.matching import Matcher
from core.gallery.records import Person
from facenet_gui.images import to_qimage
from facenet_gui.pages.people_work import GallerySeen, matcher_for
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem


class ShownGallery(QObject):
    """For the window's thread, but for `picture`.

    Attributes:
        gallery: None while it is closed.
        seen: What the page saw when it looked last; None before.
    """

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.gallery: Gallery | None = None
        self.seen: GallerySeen | None = None
        self._matcher: Matcher | None = None

    def follow(self) -> bool:
        """Take the gallery in use, and say whether it is another one than before."""
        in_use = self._services.gallery
        # After a failure only the user's wish opens it again.
        gallery = None if in_use.problem is not None else in_use.get()
        if gallery is self.gallery:
            return False
        self.gallery, self._matcher = gallery, None
        return True

    def forget_matcher(self) -> None:
        """Another model recognises from now on."""
        self._matcher = None

    def matching(self) -> tuple[Matcher, float] | Problem:
        """The matcher for the model of now, and the threshold; or why there is none."""
        if self.gallery is None:
            return self._services.gallery.problem or Problem(self.tr("The gallery is closed."))
        try:
            embedder = self._services.model.embedder()
            if self._matcher is None or self._matcher.model.id != embedder.card.model_id:
                self._matcher = matcher_for(self.gallery, embedder)
        except FacenetError as error:
            return Problem.of(error)
        seen = self.seen
        if seen is None or seen.threshold is None:
            return Problem(
                (seen.threshold_problem if seen else "") or self.tr("The gallery is being read."),
                self.tr("Set a threshold under More → How strict with strangers."),
            )
        return self._matcher, seen.threshold.distance_threshold

    def names(self) -> list[str]:
        """Of everybody."""
        return [person.name for person in self.everybody()]

    def everybody(self) -> Sequence[Person]:
        """The people who were seen."""
        return self.seen.people if self.seen is not None else ()

    def picture(self, key: Hashable) -> QImage | None:
        """In a pool's thread: the chip of a (person id, template id)."""
        gallery = self.gallery
        if gallery is None or not isinstance(key, tuple) or key[1] is None:
            return None
        return to_qimage(gallery.chip(key[1]))
