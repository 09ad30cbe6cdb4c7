"""Re-embed: give everybody an embedding of another model, from the chips that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.errors import Cancelled, InputError
from core.gallery.gallery import Gallery
from core.gallery.records import GalleryModel
from core.progress import Progress, ProgressListener, StopRequest, unheard

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder

_BATCH = 32


def re_embed(
    gallery: Gallery,
    embedder: Embedder,
    *,
    progress: ProgressListener = unheard,
    stop: StopRequest | None = None,
) -> int:
    """Embed every template that has no embedding of this model yet, rejected ones included.

    Runs on any thread while the gallery is in use: it holds the file only while it reads or writes a batch. What is
    done is kept; after a stop, or a power cut, the next call goes on.

    Returns:
        How many embeddings were added.

    Raises:
        Cancelled: `stop` was set. What was done so far is kept.
        GalleryError: A chip was damaged or tampered with.
    """
    model = GalleryModel.of(embedder.card)
    gallery.embeddings.add_model(model)
    missing = gallery.embeddings.missing(model.id)
    done = 0
    progress(Progress("embedding everybody anew", done, len(missing)))
    for start in range(0, len(missing), _BATCH):
        if stop is not None and stop.is_set():
            raise Cancelled(
                f"Stopped after {done:,} of {len(missing):,} faces.", hint="The next call goes on from there."
            )
        chips = {}
        for template_id in missing[start : start + _BATCH]:
            try:
                chips[template_id] = gallery.chip(template_id)
            except InputError:
                continue  # removed meanwhile
        # Chips of one size share a batch.
        for size in {chip.shape for chip in chips.values()}:
            ids = [template_id for template_id, chip in chips.items() if chip.shape == size]
            embeddings = embedder.embed(np.stack([chips[template_id] for template_id in ids]))
            gallery.embeddings.add(model.id, ids, embeddings)
            done += len(ids)
        progress(Progress("embedding everybody anew", min(start + _BATCH, len(missing)), len(missing)))
    return done
