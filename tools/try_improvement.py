"""How often, and how much, `facenet improve` helps: with people whom the start never saw, for several seeds.

    python -m tools.try_improvement --start MODEL --data DATASET [--people 20] [--pictures 9] [--seeds 5]

For each seed so many of the data set's held-out identities are drawn; they must be unknown to the start. A third of
each one's pictures is put aside for the end, the others are enrolled in a temporary gallery, and `improve` does what it
does with them: the data set's training part is the general set, and its other held-out people are the strangers. (That
the enrolled ones are left out of those is `improve`'s own rule about equal names.) Nothing stays on the disk.

Printed are what the guard saw, and for models that were kept the same figures on the pictures that were put aside. A
guard is lucky at times; those pictures decided nothing and tell the truth about it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from core.tensorflow_environment import prepare

# Before anything imports TensorFlow: without oneDNN's kernels it is half as fast on many processors.
prepare()

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from core.data.dataset import Dataset  # noqa: E402
from core.data.identity_names import identity_fingerprint  # noqa: E402
from core.embedding.card import read_card  # noqa: E402
from core.embedding.model_folder import load_model  # noqa: E402
from core.errors import FacenetError, InputError  # noqa: E402
from core.evaluation.open_set import open_set_distances, open_set_figures  # noqa: E402
from core.gallery.gallery import Gallery  # noqa: E402
from core.gallery.master_keys import KeyFiles  # noqa: E402
from core.gallery.records import NewTemplate  # noqa: E402
from core.home import Home  # noqa: E402
from core.training.held_out import choose_images  # noqa: E402
from core.training.improvement import improve  # noqa: E402
from core.training.improvement_figures import FPIR  # noqa: E402
from core.training.improvement_result import Improvement  # noqa: E402
from core.training.improvement_start import DEFAULT_STEPS, check_trainable, improvement_hyperparameters  # noqa: E402

# From fewer, nothing could be put aside, kept back, and learnt from.
_LEAST_PICTURES = 5

Trial = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", required=True, metavar="MODEL", help="name or path of a model that can be trained")
    parser.add_argument("--data", required=True, metavar="DATASET", help="name or path; with held-out identities")
    parser.add_argument("--people", type=int, default=20, help="how many to enroll (%(default)s)")
    parser.add_argument(
        "--pictures", type=int, default=9, help="of each, at most, put-aside ones included (%(default)s)"
    )
    parser.add_argument(
        "--names", type=Path, metavar="FILE", help="draw only from these held-out identities, one a line"
    )
    parser.add_argument("--seeds", type=int, default=5, help="how often (%(default)s)")
    parser.add_argument("--steps", type=int, default=DEFAULT_STEPS)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="any hyperparameter, as JSON")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    options = parser.parse_args()
    home = Home.default()
    try:
        start, data = home.model(options.start), Dataset.open(home.dataset(options.data))
        check_trainable(read_card(start), home)
        names = None if options.names is None else set(options.names.read_text("utf-8").split("\n")) - {""}
        candidates = unseen(data, start, pictures=_LEAST_PICTURES, names=names)
        if len(candidates) < options.people:
            raise InputError(
                f"{options.people} people are wanted; {data.name!r} holds {len(candidates)} out who have "
                f"{_LEAST_PICTURES} pictures or more and are unknown to the start."
            )
        changes = {name: json.loads(value) for name, _, value in (one.partition("=") for one in options.set)}
        trials = []
        for seed in range(options.seeds):
            drawn = np.random.default_rng(seed).permutation(candidates)[: options.people]
            trials.append(
                trial(data, start, drawn, most=options.pictures, seed=seed, steps=options.steps, changes=changes)
            )
            print(_line(trials[-1]), flush=True)
    except FacenetError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print("\n".join(summary(trials)))
    if options.json is not None:
        options.json.write_text(json.dumps(trials, indent=2) + "\n", "utf-8")
    return 0


def unseen(data: Dataset, start: Path, *, pictures: int, names: set[str] | None) -> NDArray[np.int64]:
    """Labels of held-out identities with so many pictures whom the start was not trained on.

    Raises:
        InputError: A name is not one of the held-out identities.
    """
    known = set(read_card(start).trained.get("identities", ()))
    labels, counts = np.unique(data.validation.labels, return_counts=True)
    held_out = {data.identities[label].name for label in labels}
    if names is not None and names - held_out:
        raise InputError(f"{len(names - held_out)} names are not held out by {data.name!r}: {min(names - held_out)!r}.")
    chosen = [
        int(label)
        for label, count in zip(labels, counts, strict=True)
        if count >= pictures
        and (names is None or data.identities[label].name in names)
        and identity_fingerprint(data.identities[label].name) not in known
    ]
    return np.array(chosen, np.int64)


def trial(
    data: Dataset,
    start: Path,
    people: Sequence[int] | NDArray[np.int64],
    *,
    most: int,
    seed: int,
    steps: int,
    changes: dict[str, Any],
) -> Trial:
    """Enroll these held-out identities, improve the start, and measure what was put aside."""
    enrolled, aside = _shared_out(data, people, most=most, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with Gallery.open(path / "people.sqlite", keys=KeyFiles(path / "keys"), create=True) as gallery:
            for label, positions in enrolled.items():
                chips = data.validation.chips(positions)
                gallery.add_person(
                    data.identities[label].name, [NewTemplate(chip, data.alignment_id) for chip in chips]
                )
            result = improve(
                gallery=gallery,
                start=start,
                dataset=data.path,
                folder=path / "improved",
                hyperparameters=improvement_hyperparameters(read_card(start), steps=steps, **{"seed": seed, **changes}),
            )
        put_aside = {}
        if result.model is not None:
            for name, model in (("before", start), ("after", result.model)):
                put_aside[name] = _measured(data, load_model(model).embed, enrolled, aside, seed=seed)
    return {"seed": seed, **_without_paths(result), "put_aside": put_aside}


def _shared_out(
    data: Dataset, people: Sequence[int] | NDArray[np.int64], *, most: int, seed: int
) -> tuple[dict[int, NDArray[np.int64]], dict[int, NDArray[np.int64]]]:
    """Positions in the held-out records of what is enrolled, and of what is put aside: a third."""
    enrolled, aside = {}, {}
    for label in map(int, people):
        theirs = np.flatnonzero(data.validation.labels == label)
        theirs = np.random.default_rng((seed, label)).permutation(theirs)[:most]
        enrolled[label], aside[label] = theirs[len(theirs) // 3 :], theirs[: len(theirs) // 3]
    return enrolled, aside


def _measured(
    data: Dataset,
    embed: Callable[[NDArray[np.uint8]], NDArray[np.float32]],
    enrolled: dict[int, NDArray[np.int64]],
    aside: dict[int, NDArray[np.int64]],
    *,
    seed: int,
) -> dict[str, Any]:
    labels = data.validation.labels
    others = np.flatnonzero(~np.isin(labels, list(enrolled)))
    strangers = others[choose_images(labels[others], most=2000, seed=seed)]
    templates, probes = (np.concatenate(list(part.values())) for part in (enrolled, aside))

    def embedded(positions: NDArray[np.int64]) -> NDArray[np.float32]:
        parts = [embed(data.validation.chips(positions[i : i + 64])) for i in range(0, len(positions), 64)]
        return np.concatenate(parts)

    distances = open_set_distances(
        embedded(templates), labels[templates], embedded(probes), labels[probes], embedded(strangers)
    )
    return open_set_figures(distances, fpir=FPIR).to_json()


def _without_paths(result: Improvement) -> dict[str, Any]:
    return {key: value for key, value in result.to_json().items() if key != "model"}


def _line(one: Trial) -> str:
    before, after = one["before"], one["after"]
    words = (
        f"seed {one['seed']}: FNIR {before['people']['fnir']:.1%} → {after['people']['fnir']:.1%} "
        f"(± {one['errors']['fnir']:.1%}), AUC {before['general']['auc']:.4f} → {after['general']['auc']:.4f} "
        f"(± {one['tolerance']['auc']:.4f}), step {one['step']}, {one['seconds']:.0f} s: {one['reason']}"
    )
    if one["put_aside"]:
        words += f"; put aside {one['put_aside']['before']['fnir']:.1%} → {one['put_aside']['after']['fnir']:.1%}"
    return words


def summary(trials: Sequence[Trial]) -> Iterator[str]:
    """A table: mean ± standard deviation over the seeds, before and after."""
    kept = [one for one in trials if one["kept"]]
    fnir = f"FNIR at FPIR {FPIR:.0%}"
    rows: list[tuple[str, Sequence[Trial], Callable[[Trial, str], float]]] = [
        (f"all, by the guard: {fnir}", trials, lambda one, when: one[when]["people"]["fnir"]),
        ("all, by the guard: rank-1", trials, lambda one, when: one[when]["people"]["rank1"]),
        ("all, by the guard: separation", trials, lambda one, when: one[when]["people"]["separation"]),
        ("all, everybody else: AUC", trials, lambda one, when: one[when]["general"]["auc"]),
        ("all, everybody else: EER", trials, lambda one, when: one[when]["general"]["eer"]),
        (f"kept, by the guard: {fnir}", kept, lambda one, when: one[when]["people"]["fnir"]),
        (f"kept, put aside: {fnir}", kept, lambda one, when: one["put_aside"][when]["fnir"]),
        ("kept, put aside: rank-1", kept, lambda one, when: one["put_aside"][when]["rank1"]),
        ("kept, put aside: separation", kept, lambda one, when: one["put_aside"][when]["separation"]),
    ]
    yield f"\n{len(kept)} of {len(trials)} models were kept."
    yield f"{'':44}{'before':>18}{'after':>18}"
    for words, chosen, figure in rows:
        if chosen:
            both = [_spread([figure(one, when) for one in chosen]) for when in ("before", "after")]
            yield f"{words:44}{both[0]:>18}{both[1]:>18}"


def _spread(values: Sequence[float]) -> str:
    return f"{np.mean(values):.4f} ± {np.std(values, ddof=1) if len(values) > 1 else 0.0:.4f}"


if __name__ == "__main__":
    sys.exit(main())
