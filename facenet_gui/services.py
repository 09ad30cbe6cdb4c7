"""What the pages get handed in: the home, the settings, the jobs, the model in use, and the gallery."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import FacenetError, GalleryError
from core.home import Home
from facenet_gui.settings import Settings
from facenet_gui.theme import Theme
from facenet_gui.threads.jobs import Jobs, Problem
from facenet_gui.threads.right_of_way import RightOfWay
from facenet_gui.threads.tensorflow import TensorFlow

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder
    from core.faces.face import FaceDetector
    from core.gallery.gallery import Gallery
    from core.gallery.key_places import HomeKeys
    from core.gallery.master_keys import MasterKeys

BUILT_IN_MODEL = "dlib-resnet"
_FOLLOW_MS = 2000


class CurrentModel(QObject):
    """The model that recognises: one name for the People and the Live page, kept in the settings."""

    changed = Signal()

    def __init__(self, home: Home, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._settings = settings
        self._embedder: Embedder | None = None

    @property
    def name(self) -> str:
        return str(self._settings["model"])

    def choose(self, name: str) -> None:
        """Recognise with another model from now on.

        Raises:
            ModelError: It is not there, or its card cannot be read.
        """
        embedder = self.load(name)
        self._settings["model"] = name
        self._embedder = embedder
        self.changed.emit()

    def embedder(self) -> Embedder:
        """The model, of which only the card is read until it embeds something; any thread may use it.

        A model that has gone is replaced by the built-in one.

        Raises:
            ModelError: Not even the built-in model can be read.
        """
        if self._embedder is None:
            try:
                self._embedder = self.load(self.name)
            except FacenetError:
                self.choose(BUILT_IN_MODEL)
        assert self._embedder is not None  # choose() sets it or raises
        return self._embedder

    def load(self, name: str, *, mirrored: bool | None = None) -> Embedder:
        """Any model by its name or path, of which only the card is read until it embeds something.

        Args:
            mirrored: Average over a chip and its mirror image; None as the model's card says.

        Raises:
            ModelError: It is not there, or its card cannot be read.
        """
        from core.evaluation.when_needed import ModelWhenNeeded

        return ModelWhenNeeded(self._home.model(name), mirrored=mirrored)


class GalleryInUse(QObject):
    """The open gallery, and the news that somebody changed it: this window, or another program.

    Attributes:
        problem: Why it could not be opened; None while it is open.
        locked: Whether the problem is that it wants its passphrase (`HomeKeys.unlock`).
        waiting: Whether the system's keyring is being asked for its key. `changed` comes when it has answered; the
            window goes on meanwhile, because somebody may have to type the keyring's password.
        kept_open: Whether something uses it that nobody needs to touch, such as a camera; it is not locked then.
    """

    changed = Signal()
    _answered = Signal(object, object)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._gallery: Gallery | None = None
        self._keys: HomeKeys | None = None
        self._revision = -1
        # Stands for the opening that is waited for; another one makes its answer worthless.
        self._attempt: object | None = None
        self._answered.connect(self._on_answered)
        self.path: Path = home.gallery
        self.problem: Problem | None = None
        self.locked = False
        self.kept_open = False
        self._timer = QTimer(self)
        self._timer.setInterval(_FOLLOW_MS)
        self._timer.timeout.connect(self.follow)

    @property
    def keys(self) -> HomeKeys:
        """Where the keys of the galleries are kept."""
        if self._keys is None:
            from core.gallery.key_places import HomeKeys

            self._keys = HomeKeys(self._home.keys)
        return self._keys

    def get(self) -> Gallery | None:
        """The gallery, opened (and made, in the home) when it is first asked for; None where `problem` says why."""
        if self._gallery is None and not self.locked and not self.waiting:
            self.open(self.path)
        return self._gallery

    @property
    def waiting(self) -> bool:
        return self._attempt is not None

    def open(self, path: Path, *, secret: bytes | None = None) -> None:
        """Use another gallery file from now on. Where that fails, `problem` says why and no gallery is in use.

        Args:
            secret: Its key, where that is under a passphrase and was unlocked (`HomeKeys.unlock`).
        """
        from core.gallery.master_keys import KnownKey

        self.close()
        self.path = path
        if secret is None and self._may_wait(path):
            self._open_beside(path)
        else:
            self._take(self._opened(path, self.keys if secret is None else KnownKey(secret)))
        self.changed.emit()

    def _may_wait(self, path: Path) -> bool:
        """Whether opening a gallery may wait for the system's keyring."""
        from core.gallery.opening import gallery_id_of

        try:
            there = path.is_file() and path.stat().st_size > 0
            return self.keys.may_wait(gallery_id_of(path) if there else None)
        except (FacenetError, OSError):
            return False  # opening it says why

    def _open_beside(self, path: Path) -> None:
        attempt = self._attempt = object()
        keys = self.keys
        self.problem = Problem(
            self.tr("Waiting for the system's keyring, which keeps the gallery's key …"),
            self.tr("It may be asking for its password in a window of its own."),
        )

        def work() -> None:
            result = self._opened(path, keys)
            try:
                self._answered.emit(attempt, result)
            except RuntimeError:  # the window has gone meanwhile
                _give_back(result)

        # Not a job: a keyring that hangs for a minute must not keep the window from closing.
        threading.Thread(target=work, name="opening the gallery", daemon=True).start()

    def _opened(self, path: Path, keys: MasterKeys) -> Gallery | FacenetError:
        """Any thread."""
        from core.gallery.gallery import Gallery

        try:
            return Gallery.open(path, keys=keys, create=path == self._home.gallery)
        except FacenetError as error:
            return error

    @Slot(object, object)
    def _on_answered(self, attempt: object, result: Gallery | FacenetError) -> None:
        if attempt is not self._attempt:
            _give_back(result)
            return
        self._attempt = None
        self._take(result)
        self.changed.emit()

    def _take(self, result: Gallery | FacenetError) -> None:
        from core.gallery.key_places import GalleryLocked

        try:
            if isinstance(result, FacenetError):
                raise result
            self._gallery = result
            self._revision = result.revision()
            self.problem = None
            self._timer.start()
        except FacenetError as error:
            self.problem = Problem.of(error)
            self.locked = isinstance(error, GalleryLocked)

    def lock(self) -> bool:
        """Close the gallery until its passphrase is given.

        Returns:
            False where it is not under a passphrase, so that there is nothing to lock it with.
        """
        if self._gallery is None:
            return self.locked
        if self.keys.place(self._gallery.gallery_id) != "passphrase":
            return False
        # Opening it finds that the passphrase is missing, and says so.
        self.open(self.path)
        return self.locked

    def follow(self) -> None:
        """Look for changes and tell of them; also called after every change of ours, so that all pages show it."""
        if self._gallery is None:
            return
        from core.gallery.database import KeyReplaced

        try:
            if not self.path.is_file():
                # An open file outlives its name on some systems; what is written to it then is lost with it.
                raise GalleryError(
                    self.tr("The gallery {0} is no longer there.").format(self.path),
                    hint=self.tr("Plug in the drive that it is on, or put the file back, and try again."),
                )
            revision = self._gallery.revision()
        except KeyReplaced:
            # Another program gave it a new key. It is the same gallery, and the key is where it was.
            self.open(self.path)
            return
        except FacenetError as error:
            # The drive was taken out, say. Nothing is lost; it is tried again when somebody asks for it.
            self.close()
            self.problem = Problem.of(error)
            self.changed.emit()
            return
        if revision != self._revision:
            self._revision = revision
            self.changed.emit()

    def close(self) -> None:
        """Give the file back."""
        self._timer.stop()
        self.locked = False
        self._attempt = None
        if self._gallery is not None:
            self._gallery.close()
            self._gallery = None


def _give_back(result: Gallery | FacenetError) -> None:
    """Close a gallery that came too late."""
    if not isinstance(result, FacenetError):
        result.close()


class Navigator(QObject):
    """How one page sends the user to another without knowing it: a page's name, and what to show there.

    | page | what it takes |
    | --- | --- |
    | data | `folder`: photos to look at; `dataset`: a data set to browse; `sample`: make faces; `lfw`: fetch it |
    | training | `dataset`: train on it; `run`: show it; `start`: a model to start from |
    | evaluation | `model`: measure it; `lfw`: a folder with LFW |
    | people | `enroll`: files and folders, joined by new lines; `person`: an id; `gallery`: a file |
    | live | `source`: a camera's number, a video file or an address |
    """

    asked = Signal(str, dict)

    def go(self, page: str, what: Mapping[str, str] | None = None) -> None:
        self.asked.emit(page, dict(what or {}))


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to every page.

    Attributes:
        detector: For photos: finds small faces too.
        video_detector: For video: faster, and leaves out faces that are too small to recognise.
    """

    home: Home
    settings: Settings
    theme: Theme
    jobs: Jobs
    tensorflow: TensorFlow
    model: CurrentModel
    gallery: GalleryInUse
    navigator: Navigator
    detector: FaceDetector
    video_detector: FaceDetector
    right_of_way: RightOfWay = field(default_factory=RightOfWay)
