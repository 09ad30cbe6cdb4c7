"""`facenet calibrate`: from "a stranger is accepted once in N" to a distance threshold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands import new_app
from core.cli.gallery_access import DEFAULT_MODEL, GalleryOption, ModelOption

app = new_app()


@app.command("calibrate")
def calibrate(
    one_in: Annotated[
        float | None, typer.Option("--one-in", metavar="N", help="Of N pictures of strangers at most one gets a name.")
    ] = None,
    distance: Annotated[
        float | None,
        typer.Option(
            "--distance", metavar="DISTANCE", help="Use this threshold instead, for instance an evaluation's."
        ),
    ] = None,
    gallery_path: GalleryOption = None,
    model: ModelOption = DEFAULT_MODEL,
    cohort: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Pictures of people who are not in the gallery, one folder per person. About 3 N people are needed; "
            "the gallery's own count half.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the calibration as JSON.")] = False,
) -> None:
    """Set the threshold at which a stranger is taken for somebody in the gallery at most once in N pictures.

    It is kept in the gallery and used from then on. The promise is about one picture against the whole gallery as it
    is now, at 95 % confidence: calibrate again when many people were added.
    """
    from dataclasses import asdict

    from core.cli.console import answer, print_json, say
    from core.cli.gallery_access import embed_identities, load_embedder, open_gallery
    from core.errors import InputError
    from core.gallery.calibration import calibrate as find
    from core.gallery.calibration import choose, store
    from core.gallery.matching import Matcher
    from core.gallery.records import GalleryModel

    if (one_in is None) == (distance is None):
        raise InputError("Give either --one-in N or --distance DISTANCE.")
    embedder = load_embedder(model)
    with open_gallery(gallery_path) as gallery:
        if one_in is None:
            choose(gallery, GalleryModel.of(embedder.card), distance or 0)
            words = f"The gallery uses the distance threshold {distance:.4f} for {embedder.card.name} from now on."
            chosen = {"model_id": embedder.card.model_id, "distance_threshold": distance}
            answer(words, chosen, as_json=as_json)
            return
        embeddings, labels = (None, None) if cohort is None else embed_identities(cohort, embedder)
        matcher = Matcher(gallery, GalleryModel.of(embedder.card))
        calibration = find(matcher, one_in=one_in, cohort_embeddings=embeddings, cohort_labels=labels)
        store(gallery, calibration)
    if as_json:
        print_json(asdict(calibration))
        return
    typer.echo(f"distance_threshold {calibration.distance_threshold:.4f}")
    say(
        f"Of {calibration.trials:,.10g} strangers {calibration.accepted:,.3g} would be accepted by this gallery of "
        f"{calibration.people:,} people: between once in {_once_in(calibration.highest_rate)} and "
        f"once in {_once_in(calibration.lowest_rate)} (95 % confidence)."
    )


def _once_in(rate: float) -> str:
    return f"{1 / rate:,.0f}" if rate > 0 else "any number"
