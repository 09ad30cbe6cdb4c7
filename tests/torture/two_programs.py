"""Two programs at once on one gallery, and on one run."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.torture.counts import Counts

ROOT = Path(__file__).parents[2]
_WAIT = 600.0
# What one program may be told of the other; everything else is a fault of ours.
ALLOWED = ("is in use by another program", "was given a new key by another program")
_ACTIONS = ("enroll", "enroll", "enroll", "more", "rename", "delete", "look", "purge", "rotate")


# -- one gallery


def change_a_gallery(folder: str, who: str, changes: int, seed: int) -> None:
    """Change a gallery again and again, beside somebody else; write what was done, and what was met, to `who`.json."""
    from core.errors import FacenetError
    from core.gallery.database import KeyReplaced
    from core.gallery.gallery import Gallery
    from tests.gallery.conftest import new_template
    from tests.torture.gallery_changes import keys_of, open_gallery

    chance = random.Random(f"{who} {seed}")
    own: dict[str, int] = {}
    met: list[str] = []
    wrong: list[str] = []
    picture = 1000 * (1 + ord(who[-1]))
    gallery: Gallery | None = None

    def act(action: str, name: str, other: str) -> None:
        nonlocal gallery, picture
        gallery = open_gallery(Path(folder)) if gallery is None else gallery
        picture += 2
        templates = [new_template(picture), new_template(picture + 1)]
        if action == "enroll" or not own:
            gallery.add_person(other, templates)
            own[other] = 2
        elif action == "look":
            names = {person.name: person.templates for person in gallery.people()}
            missing = {name: count for name, count in own.items() if names.get(name) != count}
            if missing:
                wrong.append(f"{who} does not see {missing}")
        elif action == "purge":
            gallery.purge()
        elif action == "rotate":
            gallery.rotate_key(keys_of(Path(folder)))
            gallery = None
        else:
            found = gallery.find_person(name)
            if found is None:
                wrong.append(f"{name} of {who} is gone")
                own.pop(name)
            elif action == "more":
                own[name] += len(gallery.add_templates(found.id, templates))
            elif action == "rename":
                gallery.rename(found.id, other)
                own[other] = own.pop(name)
            else:
                gallery.delete_person(found.id)
                own.pop(name)

    for number in range(changes):
        action, name = chance.choice(_ACTIONS), chance.choice(sorted(own)) if own else ""
        end = time.monotonic() + _WAIT
        while time.monotonic() < end:
            try:
                act(action, name, f"{who} {number}")
                break
            except FacenetError as error:
                met.append(str(error))
                if not any(allowed in str(error) for allowed in ALLOWED):
                    wrong.append(f"{action}: {type(error).__name__}: {error}")
                    break
                if gallery is not None and (isinstance(error, KeyReplaced) or action == "rotate"):
                    gallery.close()
                    gallery = None
    if gallery is not None:
        gallery.close()
    Path(folder, f"{who}.json").write_text(json.dumps({"own": own, "met": met, "wrong": wrong}))


def gallery(folder: Path, *, changes: int, seed: int = 0) -> Counts:
    """Two processes change one gallery; each must find what it did, and in the end all of both is there."""
    from tests.gallery.conftest import MODEL
    from tests.torture.gallery_changes import open_gallery
    from tests.torture.power_cuts import _server

    counts = Counts("two programs change one gallery")
    with open_gallery(folder) as new:
        new.embeddings.add_model(MODEL)
    context = _server(["core.gallery.gallery", "tests.torture.gallery_changes"])
    both = [
        context.Process(target=change_a_gallery, args=(str(folder), who, changes // 2, seed))
        for who in ("program a", "program b")
    ]
    for process in both:
        process.start()
    for process in both:
        process.join(_WAIT)
        if process.exitcode != 0:
            counts.lost.append(f"a program ended with {process.exitcode}")
            process.kill()
            process.join()
    expected: dict[str, int] = {}
    for file in sorted(folder.glob("program *.json")):
        said = json.loads(file.read_text())
        expected |= said["own"]
        counts.faults += len(said["met"])
        counts.lost += said["wrong"]
    counts.tries = changes
    with open_gallery(folder) as found:
        there = {person.name: person.templates for person in found.people()}
        path = found.path
        key = found.gallery_id
    if there != expected:
        counts.lost.append(f"in the gallery {there}, expected {expected}")
    keys = sorted(file.stem for file in (folder / "keys").glob("*.key"))
    if keys != [key]:
        counts.lost.append(f"{len(keys)} keys are left, expected the one of the gallery")
    connection = sqlite3.connect(path)
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        counts.lost.append("SQLite finds the file damaged")
    connection.close()
    counts.survived = 0 if counts.lost else counts.faults
    return counts


# -- one run


def _facenet(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "facenet_gui", *map(str, arguments)]


def _steps(run: Path) -> list[int]:
    from core.training.history import read_history

    return [record["step"] for record in read_history(run) if record.get("event") == "StepEnd"]


def _until(true: Callable[[], Any], process: subprocess.Popen[str]) -> bool:
    end = time.monotonic() + _WAIT
    while not true():
        if process.poll() is not None or time.monotonic() > end:
            return bool(true())
        time.sleep(0.1)
    return True


def train(folder: Path, *, times: int) -> Counts:
    """`facenet train` on a run that another one trains, is refused; after a SIGKILL of that one it goes on."""
    from tests.factories import make_dataset

    counts = Counts("two `facenet train` on one run")
    make_dataset(folder / "data", identities=8, images=4, seed=0)
    environment = {**os.environ, "FACENET_HOME": str(folder / "home"), "TF_CPP_MIN_LOG_LEVEL": "3"}
    run = folder / "home" / "runs" / "shared"
    own = [
        "--set", "network=tiny", "--set", "image_size=32", "--set", "embedding_size=16", "--set", "checkpoint_steps=5",
        "--set", "identities_per_batch=4", "--set", "images_per_identity=2", "--steps-per-epoch", 20,
    ]  # fmt: skip
    begin = _facenet("train", "--data", folder / "data", "--run", "shared", "--epochs", 100_000, *own)

    def start(command: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    def trained(first: subprocess.Popen[str], after: int) -> bool:
        return _until(lambda: (steps := _steps(run)) and steps[-1] > after + 5, first)

    again = _facenet("train", "--run", "shared", "--restore")
    first = start(begin)
    try:
        for _ in range(times):
            counts.tries += 1
            before = (_steps(run) or [0])[-1] if run.exists() else 0
            if not trained(first, before):
                counts.fault(f"the training did not begin: {first.communicate()[1][-300:]}")
                break
            second = subprocess.run(again, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            problem = ""
            if second.returncode != 1 or "is being trained by another process" not in second.stderr:
                problem = f"the second ended with {second.returncode}: {second.stderr[-300:]}"
            elif "Traceback" in second.stderr or len(second.stderr.splitlines()) > 5:
                problem = f"not a calm message: {second.stderr[-300:]}"
            elif first.poll() is not None:
                problem = "the first did not go on"
            first.send_signal(signal.SIGKILL)
            first.communicate()
            first = start(again)
            counts.fault(problem)
        counts.tries += 1
        before = (_steps(run) or [0])[-1]
        counts.fault("" if trained(first, before - 5) else f"it did not go on: {first.communicate()[1][-300:]}")
        steps = _steps(run)
        if steps != sorted(set(steps)):
            counts.lost.append("a step is in the history twice")
    finally:
        if first.poll() is None:
            first.send_signal(signal.SIGINT)
            try:
                first.communicate(timeout=_WAIT)
            except subprocess.TimeoutExpired:
                first.kill()
                first.communicate()
                counts.lost.append("it did not stop when it was asked to")
    return counts
