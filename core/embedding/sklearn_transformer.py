"""A model as a scikit-learn transformer: faces in, embeddings out, so that any classifier can stand behind it.

scikit-learn takes seconds to import; nothing else in `core` imports this module.

    make_pipeline(FaceEmbedder(), LogisticRegression()).fit(photos, names).predict(others)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin

from core.errors import InputError, PhotoError
from core.faces.align import find_faces, main_face
from core.faces.chip import chip_size_of
from core.faces.photo import read_photo
from core.home import Home
from core.tensorflow_environment import load_tensorflow

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder
    from core.faces.face import FaceDetector

Photo = str | Path | NDArray[np.uint8]
# Chips of so many photos are in memory at once.
_BATCH = 64


class FaceEmbedder(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns faces into embeddings. There is nothing to fit; `fit` only loads the model.

    It can be cloned, pickled and put into pipelines and searches.

    Args:
        model: Name or path of a model or a run.
        mirrored: Average each embedding with that of the mirror image; None leaves it to the model.
        no_face: What to do with a photo that shows no face: raise, or give it an embedding of NaN, for those who
            want to find and drop such rows afterwards.
    """

    def __init__(
        self,
        model: str = "dlib-resnet",
        *,
        mirrored: bool | None = None,
        no_face: Literal["raise", "nan"] = "raise",
    ) -> None:
        # As they came: scikit-learn clones by these.
        self.model = model
        self.mirrored = mirrored
        self.no_face = no_face

    def fit(self, X: Any = None, y: Any = None) -> Self:
        """Load the model. Looks at neither argument.

        Raises:
            ModelError: There is no such model.
            InputError: `no_face` is neither `raise` nor `nan`.
        """
        self._loaded()
        return self

    def transform(self, X: NDArray[np.uint8] | Sequence[Photo]) -> NDArray[np.float32]:
        """Embed faces.

        Args:
            X: Chips, as one (N, S, S, 3) uint8 RGB array: they are taken as they are. Or a sequence of photos, each
                a path or an (H, W, 3) uint8 RGB array: the most central large face of each is found and aligned.

        Returns:
            (N, D) float32.

        Raises:
            PhotoError: A photo cannot be read, or shows no face while `no_face` is `raise`.
            InputError: What came is neither of the two.
            ModelError: As `fit`.
        """
        embedder = self._loaded()
        if isinstance(X, np.ndarray) and X.ndim == 4:
            if X.dtype != np.uint8 or X.shape[1] != X.shape[2] or X.shape[3] != 3:
                raise InputError(f"Chips must be (N, S, S, 3) uint8 RGB, got {X.shape} {X.dtype}.")
            return embedder.embed(X)
        if isinstance(X, str | Path):
            raise InputError(f"Expected several photos, got the one word {str(X)!r}.", hint="Give a list of paths.")
        photos = list(X)
        embeddings = np.full((len(photos), embedder.card.embedding_size), np.nan, np.float32)
        for start in range(0, len(photos), _BATCH):
            chips = {
                start + n: chip
                for n, photo in enumerate(photos[start : start + _BATCH])
                if (chip := self._chip(photo)) is not None
            }
            if chips:
                embeddings[list(chips)] = embedder.embed(np.stack(list(chips.values())))
        return embeddings

    def _chip(self, photo: Photo) -> NDArray[np.uint8] | None:
        embedder, detector = self._loaded(), self._detecting()
        if isinstance(photo, str | Path):
            image_rgb, name = read_photo(Path(photo)), str(photo)
        elif isinstance(photo, np.ndarray) and photo.ndim == 3 and photo.shape[2] == 3 and photo.dtype == np.uint8:
            image_rgb, name = photo, f"A picture of {photo.shape[1]}×{photo.shape[0]}"
        else:
            came = f"{photo.shape} {photo.dtype}" if isinstance(photo, np.ndarray) else type(photo).__name__
            raise InputError(f"A photo must be a path or an (H, W, 3) uint8 RGB array, got {came}.")
        size = chip_size_of(embedder.card.alignment_id)
        face = main_face(find_faces(image_rgb, detector, chip_size=size), image_rgb.shape)
        if face is None and self.no_face == "raise":
            raise PhotoError(f"{name} shows no face.", hint="Leave it out, or use FaceEmbedder(no_face='nan').")
        return None if face is None else face.chip_rgb

    def _loaded(self) -> Embedder:
        if self.no_face not in ("raise", "nan"):
            raise InputError(f"no_face must be 'raise' or 'nan', got {self.no_face!r}.")
        wanted = (str(self.model), self.mirrored)
        if getattr(self, "_key", None) != wanted:
            folder = Home.default().model(str(self.model))
            load_tensorflow()
            from core.embedding.model_folder import load_model

            self._embedder: Embedder = load_model(folder, mirrored=self.mirrored)
            self._key = wanted
        return self._embedder

    def _detecting(self) -> FaceDetector:
        if not hasattr(self, "_detector"):
            from core.faces.mtcnn import MtcnnDetector

            self._detector: FaceDetector = MtcnnDetector()
        return self._detector

    @property
    def _n_features_out(self) -> int:
        return self._loaded().card.embedding_size

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.no_validation = True
        return tags

    def __getstate__(self) -> dict[str, Any]:
        # A compiled network cannot be pickled; it is loaded again where it is needed.
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}
