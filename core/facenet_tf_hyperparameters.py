"""Facenet-TF's hyperparameter files, such as its `batch_all.json`, in this program's terms.

That code fixes Adam with ε = 0.1 and a rate that falls by 0.96 every 10,000 steps, and its only augmentation is the
mirror; these come along. What its files say but its code never read is named in the remarks.
"""

from __future__ import annotations

from typing import Any

from core.errors import HyperparameterError, did_you_mean

# Read by that code and spelled the same here.
_SAME = ("learning_rate", "margin", "embedding_size", "triplet_strategy", "squared", "image_size")
_RENAMED = {"num_epochs": "epochs", "bn_momentum": "batch_norm_momentum"}
_NEVER_USED = (
    "num_channels", "use_batch_norm", "num_labels", "train_size", "eval_size", "num_parallel_calls",
    "save_summary_steps",
)  # fmt: skip
_OWN = ("batch_size", *_RENAMED, *_NEVER_USED)
_KNOWN = (*_SAME, *_OWN)
_FIXED: dict[str, Any] = {
    "optimizer": "adam",
    "epsilon": 0.1,
    "schedule": "staircase",
    "decay_rate": 0.96,
    "decay_steps": 10_000,
    "warmup_steps": 0,
    "batch_all_steps": 0,
    "start": "scratch",
    "match_norm": "sum_norm",
    "shift": 0.0,
    "scale": 0.0,
    "colour": 0.0,
    "blur": 0.0,
}


def is_facenet_tf(values: Any) -> bool:
    """Whether a file's content has Facenet-TF's keys: two or more that only its files have."""
    return isinstance(values, dict) and sum(name in values for name in _OWN) >= 2


def translate(values: dict[str, Any], *, source: str) -> tuple[dict[str, Any], list[str]]:
    """This program's hyperparameters for a file of Facenet-TF, not yet validated, and remarks for the user.

    Raises:
        HyperparameterError: A key that Facenet-TF does not know (with the nearest one), or a batch of no size.
    """
    for name in values:
        if name not in _KNOWN:
            raise HyperparameterError(
                f"{source}: a Facenet-TF file has no hyperparameter {name!r}.",
                hint=did_you_mean(name, _KNOWN, otherwise=f"It may have {', '.join(_KNOWN)}."),
            )
    ours = dict(_FIXED)
    ours |= {name: values[name] for name in _SAME if name in values}
    ours |= {new: values[old] for old, new in _RENAMED.items() if old in values}
    remarks = []
    if "batch_size" in values:
        identities, images = _shares(values["batch_size"], source=source)
        ours |= {"identities_per_batch": identities, "images_per_identity": images}
        remarks.append(f"batch_size {values['batch_size']} becomes {identities} identities × {images} images.")
    ignored = [name for name in _NEVER_USED if name in values]
    if ignored:
        remarks.append(f"Ignored, as Facenet-TF never used them: {', '.join(ignored)}.")
    remarks.append("The weights begin from scratch, unless start=imagenet is asked for.")
    return ours, remarks


def _shares(batch_size: Any, *, source: str) -> tuple[int, int]:
    """P and K of a batch: four images of each identity where that comes out even, otherwise the nearest below."""
    if isinstance(batch_size, bool) or not isinstance(batch_size, int) or batch_size < 4:
        raise HyperparameterError(f"{source}: batch_size must be a whole number of 4 or more, got {batch_size!r}.")
    for images in (4, 3, 2):
        if batch_size % images == 0 and batch_size // images >= 2:
            return batch_size // images, images
    images = 4 if batch_size >= 8 else 2
    return batch_size // images, images
