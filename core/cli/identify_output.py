"""What `facenet identify` prints and draws: a line a photo, a line whenever somebody comes or goes, or JSON lines."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from core.cli.console import say
from core.errors import FacenetError, InputError
from core.faces.photo import encode_jpeg
from core.files import storage_errors, write_bytes
from core.recognition.annotate import annotate
from core.recognition.frames import Frame
from core.recognition.recorder import CODECS, FRAMES_PER_SECOND, VideoRecorder
from core.recognition.result import FrameResult

_PICTURES = (".jpg", ".jpeg", ".png")
# A face that is not found for a frame or two has not gone. Seconds.
_LASTING = 0.3
_NOBODY = "nobody"


class IdentifyOutput:
    """A context manager; at its end the annotated video is finished, also after an error.

    Args:
        as_json: One JSON object a line, instead of words.
        annotated: Where the drawn pictures go, or None.
        several: There may be several of them, so that a folder is needed.

    Raises:
        InputError: `annotated` is one file, and there are several sources.
    """

    def __init__(self, *, as_json: bool, annotated: Path | None, several: bool) -> None:
        self.unreadable = 0
        self._as_json = as_json
        self._annotated = None if annotated is None else annotated.expanduser()
        self._is_file = self._annotated is not None and self._annotated.suffix.lower() in (*_PICTURES, *CODECS)
        self._recorder: VideoRecorder | None = None
        self._name, self._live = "", False
        # Who was last said to be there; who has been there since when, but not for long enough to say so.
        self._said: str | None = None
        self._heard: tuple[str, float] | None = None
        self._taken: Counter[str] = Counter()
        if self._is_file and several:
            raise InputError(
                f"{annotated} is one file, and there are several sources.", hint="Give a folder with --annotated."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def begin(self, name: str, *, live: bool) -> None:
        """A source begins."""
        self._name, self._live, self._said, self._heard = name, live, None, None
        if live and not self._as_json:
            say(f"{name}: Ctrl-C ends.")

    def photo(self, frame: Frame, result: FrameResult) -> None:
        if self._as_json:
            self._json(result)
        else:
            self._line(f"{frame.source}: {_who(result)}")
        if self._annotated is not None:
            path = self._place(Path(frame.source).name or "photo", default=".jpg", allowed=_PICTURES)
            self._write_picture(path, frame, result)

    def frame(self, frame: Frame, result: FrameResult) -> None:
        """Of a video or a camera: who is there is said when it changes, and the change lasts."""
        time = result.time or 0.0
        if self._as_json:
            self._json(result)
        else:
            self._hear(_who(result, only_sure=True), time)
        if self._annotated is not None:
            if self._recorder is None:
                path = self._place(Path(self._name).name or "video", default=".mp4", allowed=tuple(CODECS))
                # A camera's first frames come irregularly.
                self._recorder = VideoRecorder(path, frames_per_second=FRAMES_PER_SECOND if self._live else None)
            self._recorder.write(annotate(frame.image_rgb, result), time)

    def skip(self, error: FacenetError) -> None:
        """A picture that cannot be read, among others."""
        self.unreadable += 1
        say(str(error))

    def end(self) -> None:
        """The source is done: its video is finished."""
        if self._heard is not None:
            self._say_who(*self._heard)
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.close()
            say(f"Written: {recorder.path}")

    def _hear(self, who: str, time: float) -> None:
        if who == self._said:
            self._heard = None
        elif self._heard is None or self._heard[0] != who:
            self._heard = (who, time)
        elif time - self._heard[1] >= _LASTING:
            self._say_who(*self._heard)

    def _say_who(self, who: str, time: float) -> None:
        self._heard = None
        if self._said is not None or who != _NOBODY:
            self._line(f"{self._name} {_clock(time)}: {who}")
        self._said = who

    def _json(self, result: FrameResult) -> None:
        self._line(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))

    def _line(self, text: str) -> None:
        # Flushed, so that whoever reads a pipe hears of a camera's frame when it is there.
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def _place(self, name: str, *, default: str, allowed: tuple[str, ...]) -> Path:
        """Where the picture or video called `name` goes; no two to one place."""
        assert self._annotated is not None
        if self._is_file:
            if self._annotated.suffix.lower() not in allowed:
                raise InputError(
                    f"{self._annotated} does not fit: {self._name} needs one of {', '.join(allowed)}.",
                    hint="Give another suffix, or a folder.",
                )
            return self._annotated
        clean = "".join("_" if character in '<>:"/\\|?*' or ord(character) < 32 else character for character in name)
        path = Path(clean)
        suffix = path.suffix if path.suffix.lower() in allowed else default
        self._taken[path.stem + suffix] += 1
        number = self._taken[path.stem + suffix]
        return self._annotated / (f"{path.stem}{suffix}" if number == 1 else f"{path.stem}-{number}{suffix}")

    def _write_picture(self, path: Path, frame: Frame, result: FrameResult) -> None:
        import io

        from PIL import Image

        drawn = annotate(frame.image_rgb, result)
        if path.suffix.lower() == ".png":
            buffer = io.BytesIO()
            Image.fromarray(drawn).save(buffer, "PNG")
            content = buffer.getvalue()
        else:
            content = encode_jpeg(drawn)
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, content)


def _who(result: FrameResult, *, only_sure: bool = False) -> str:
    """`Anna, Bob, 2 unknown`, from left to right.

    Args:
        only_sure: Leave out faces of which it is not known yet whether they are known.
    """
    faces = sorted(result.faces, key=lambda face: float(face.box[0]))
    names = [face.name for face in faces if face.name is not None]
    unknown = sum(face.name is None and not (only_sure and face.verdict == "undecided") for face in faces)
    if unknown:
        names.append(f"{unknown:,} unknown")
    return ", ".join(names) or _NOBODY


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"
