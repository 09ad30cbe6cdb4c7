"""One face followed through a video."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.recognition.appearance import ALIKE
from core.recognition.evidence import Claim, Evidence
from core.recognition.motion import Motion
from core.recognition.settings import RecognitionSettings

Life = Literal["tentative", "confirmed", "lost", "ended"]
Verdict = Literal["known", "unknown", "undecided"]


class Track:
    """A face, where it is and who it seems to be. `Tracker` makes and moves tracks.

    Attributes:
        id: Rising within a video; never given again.
        life: See `core.recognition.tracker`.
        carried: Who it is named after, or None.
        in_question: It jumped, was hidden or met another face: who it is must be seen anew.
    """

    def __init__(self, track_id: int, box: NDArray[np.floating], time: float, settings: RecognitionSettings) -> None:
        self.id = track_id
        self.life: Life = "tentative"
        self.motion = Motion(box, time)
        self.evidence = Evidence()
        self.carried: Claim | None = None
        self.in_question = False
        self._settings = settings
        self._appearance: NDArray[np.float32] | None = None

    def show(self, appearance: NDArray[np.float32]) -> None:
        """It looks like this now."""
        if self._appearance is not None and float(appearance @ self._appearance) < ALIKE:
            self.in_question = True
        self._appearance = appearance

    def hand_over(self, other: Track) -> None:
        """The face of this frame was another track's; this one was not seen."""
        other._appearance, self._appearance = self._appearance, None
        self.life = "lost"
        self.motion.take_back()

    def urgency(self, quality: float, time: float) -> int:
        """How much this track needs the network now: 0 for not at all; higher comes first.

        Args:
            quality: Of its face in this frame, in [0, 1].
        """
        last, settings = self.evidence.last, self._settings
        if last is None:
            return 4
        if self.in_question:
            return 3
        if self.verdict == "undecided" or self._contradicted():
            return 2
        age = time - last.time
        if age >= (settings.known_seconds if self.carried is not None else settings.unknown_seconds):
            return 1
        better = quality >= self.evidence.best_quality + settings.better_quality
        return int(better and age >= settings.better_seconds)

    @property
    def verdict(self) -> Verdict:
        """Known with a name, unknown when enough was seen for a name, undecided before."""
        if self.carried is not None:
            return "known"
        enough = self.evidence.weight >= self._settings.sure_weight
        return "unknown" if enough or self.evidence.count >= self._settings.most_looks_undecided else "undecided"

    @property
    def nearest(self) -> Claim | None:
        """Who it is named after, else the nearest person; None before the first look or with an empty gallery."""
        return self.carried or next(iter(self.evidence.claims()), None)

    def claim(self) -> Claim | None:
        """Whose name this track asks for, by its evidence and by the name that it carries."""
        last = self.evidence.last
        if last is None:
            return None
        threshold, settings = last.match.distance_threshold, self._settings
        claims = self.evidence.claims()
        best = next(iter(claims), None)
        if best is None:
            return None
        lead = settings.keep_share * threshold
        mine = (
            None if self.carried is None else next((c for c in claims if c.person_id == self.carried.person_id), None)
        )
        if (
            mine is not None
            and mine.distance < threshold + lead
            and not (best.distance < threshold and best.distance < mine.distance - lead)
        ):
            return mine
        if best.distance >= threshold:
            return None
        if self.evidence.weight >= settings.sure_weight:
            return best
        clear = best.distance < settings.clear_share * threshold and last.quality >= settings.clear_quality
        alone = len(claims) < 2 or claims[1].distance > best.distance + lead
        return best if clear and alone else None

    def _contradicted(self) -> bool:
        """The latest look speaks against the name."""
        last = self.evidence.last
        if self.carried is None or last is None:
            return False
        near = {c.person_id: c.distance for c in last.match.candidates if not c.refused}
        return near.get(self.carried.person_id, float("inf")) >= last.match.distance_threshold
