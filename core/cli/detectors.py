"""Which face detector a command uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from core.faces.face import FaceDetector

DEFAULT_DETECTOR = "mtcnn"
_YUNET = "yunet:"

DetectorOption = Annotated[
    str,
    typer.Option(
        "--detector",
        metavar="mtcnn|yunet:FILE",
        help="What finds the faces: MTCNN, or YuNet with a model file that you have "
        "(face_detection_yunet_2023mar.onnx of OpenCV's model zoo). Better not mixed within one gallery or data set.",
    ),
]


def load_detector(word: str = DEFAULT_DETECTOR, smallest_face: int | None = None) -> FaceDetector:
    """The detector that a word on the command line names. MTCNN's networks are loaded when it is first used.

    Args:
        word: `mtcnn`, or `yunet:` and the path of its file.
        smallest_face: For MTCNN, as for `MtcnnDetector`, None for its default. YuNet is as fast without a limit.

    Raises:
        InputError: The word names no detector.
        ModelError: YuNet's file is missing or another one.
    """
    from core.errors import InputError
    from core.evaluation import when_needed

    if word == DEFAULT_DETECTOR:
        return when_needed.MtcnnWhenNeeded() if smallest_face is None else when_needed.MtcnnWhenNeeded(smallest_face)
    path = word.removeprefix(_YUNET)
    if path in (word, ""):
        raise InputError(
            f"--detector is mtcnn or yunet:FILE, got {word!r}.",
            hint="For YuNet give its file: --detector yunet:face_detection_yunet_2023mar.onnx",
        )
    from core.faces.yunet import YuNetDetector

    return YuNetDetector(Path(path).expanduser())
