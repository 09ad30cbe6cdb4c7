"""What `core` says, in the language of the window.

`core` knows no Qt and no languages. The names of stages and of hyperparameters are plain texts that
`tools/translatable.py` collects from it; what comes with figures in it stands below, as it is written there. Errors
stay in English: there are hundreds, each rare, and one that is searched for should read the same everywhere.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from facenet_gui.words import grouped


def _(text: str) -> str:
    """Marks a text for translation."""
    return str(QT_TRANSLATE_NOOP("Core", text))


# Of `core.training.doctor`: what it sees, and what to do.
ADVICE = (
    _(
        "The data set is small: {0} images of {1} identities. An embedding learned from so few people knows them, not "
        "faces in general."
    ),
    _("Import more ({0} people with {1} images or more), or start from a trained model."),
    _("No identities are held out, so nothing tells whether the embedding works for strangers."),
    _("Import again and hold out 5 % of the people or more."),
    _(
        "The embeddings have collapsed: every face becomes nearly the same point (spread {0}), and the loss stays near "
        "the margin."
    ),
    _("Begin again with a smaller learning rate ({0}), or with batch_all, which forgives more."),
    _("The loss runs away: {0} over {1} steps, after {2} before."),
    _("Go on from the last checkpoint with a smaller learning rate ({0}) and clip_norm 1."),
    _("The loss jumps up and down by more than half from step to step and does not fall: the steps are too large."),
    _("Use a smaller learning rate ({0})."),
    _("Fewer than {0} of the triplets are active: nearly every batch is solved already."),
    _("Switch to batch_hard, which looks for the hardest ones, or use larger batches."),
    _("Hardly any anchor has an active triplet: the batches are solved already."),
    _("Use more identities in a batch ({0}), a larger margin, or end the training here."),
    _("The batches hold images of one identity only: there is no negative, so there is nothing to learn."),
    _("Set identities_per_batch to 2 or more; 16 and up work well."),
    _(
        "For {0} epochs the training loss has fallen while the held-out identities are told apart less well: the "
        "network learns its people by heart."
    ),
    _("Stop here (the best model is kept), or go on with more people, stronger augmentation or dropout."),
    _("Held-out identities are told apart less well than by the start: AUC {0} instead of {1}."),
    _(
        "Begin again with a lower learning rate ({0}) and the start's batch statistics, or let the start be the "
        "teacher too."
    ),
    _("After {0} steps the held-out identities are still told apart no better than by tossing a coin."),
    _(
        "Begin again with batch_all_steps 500: fresh weights learn from all triplets before they can learn from the "
        "hardest."
    ),
    _(
        "Look whether the pictures show the people whose names they bear. If they do, train longer, or begin again "
        "with a higher learning rate ({0})."
    ),
    _("Held-out identities are told apart less well than by the start: AUC {0} instead of {1}."),
    _(
        "Begin again with a lower learning rate ({0}) and the start's batch statistics, or let the start be the "
        "teacher too."
    ),
)
# Of a training that is taken up again.
_RUN = (
    _("Restored from {0}."),
    _("The run had no checkpoint yet and begins at its first step."),
    _("The run goes on with {0}."),
    _("The one before it is used."),
    _("Epoch {0} of {1} is done."),
    _("Ask for more epochs."),
    _("The learning rate is too high, or float16 overflowed."),
)
# Of `core.faces.quality`: why a face does not suffice.
FACES = (
    _("too small ({0} px, at least {1} are needed)"),
    _("blurred (sharpness {0}, {1} is needed)"),
    _("too dark (brightness {0} of 255)"),
    _("too bright (brightness {0} of 255)"),
    _("turned away by {0}° to the person's left"),
    _("turned away by {0}° to the person's right"),
    _("turned up by {0}°"),
    _("turned down by {0}°"),
    _("cut off by the picture's border ({0} is missing)"),
    _("not surely a face ({0})"),
)
# Why a picture gives no face to enroll, and what may be said of a face before a camera.
_PICTURES = (
    _("{0} does not exist."),
    _("{0} is not a picture of a known format."),
    _("{0} is truncated or damaged ({1})."),
    _("{0} is empty (0 bytes)."),
    _("no face was found"),
    _("two faces of similar size"),
    _("does not look like the person in the other faces"),
)
# Of `core.gallery.enrolment`.
_ENROLMENT = (
    _("looks like {0} (distance {1})"),
    _("most of the pictures look like {0}"),
    _("does not look like the person in the other pictures"),
    _("left out by hand"),
    _("There is only one picture; three to five, on other days and in other light, make recognition surer."),
    _("There are only {0} pictures; three to five, on other days and in other light, make recognition surer."),
    _("The pictures are much alike; add some in other light, from another side or with another expression."),
)

# Of an evaluation.
_EVALUATION = (
    _(
        "{0} of the {1} people in these pairs have names that {2} was trained on ({3}). Its figures are better than "
        "they would be for strangers."
    ),
)
# Of `core.training.device`.
_DEVICE = (_("CPU ({0} cores)"),)


def in_words(text: str) -> str:
    """A text of `core` in the language of the window; as it is where none of its words are known here."""
    said = _whole(text)
    if said is None:
        # Several reasons come as one text.
        parts = [_whole(part) for part in text.split(", ")]
        said = ", ".join(part for part in parts if part is not None) if all(parts) else text
    return said


def hyperparameter(text: str) -> str:
    """A title, help, group or unit of the fields of `core.hyperparameters` in the language of the window."""
    return QCoreApplication.translate("Hyperparameters", text) if text else ""


def _whole(text: str) -> str | None:
    translated = QCoreApplication.translate("Core", text)
    if translated != text:
        return translated
    for template, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return QCoreApplication.translate("Core", template).format(*map(grouped, found.groups()))
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each template with what finds its values in a finished text."""
    return tuple(
        (template, re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(template)), re.DOTALL))
        for template in (*ADVICE, *_RUN, *FACES, *_PICTURES, *_ENROLMENT, *_EVALUATION, *_DEVICE)
    )
