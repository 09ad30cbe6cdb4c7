"""Which runs there are, how far each came and how good it is. At a glance: no TensorFlow, no whole histories."""

from __future__ import annotations

import datetime
import itertools
import math
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from core import resources
from core.errors import FacenetError
from core.hyperparameter_files import load_preset
from core.hyperparameters import Hyperparameters
from core.training.run_curves import number, parse
from core.training.run_folder import RunFolder

State = Literal["running", "finished", "stopped", "failed", "interrupted", "new", "damaged"]
"""running: a process trains it now. failed: its loss became NaN. interrupted: it was killed, or the power went.
new: it has no step yet. damaged: what makes a run is missing or cannot be read; the problem says what."""

CURVE_POINTS = 40
# So many steps, evenly spaced, speak for a history of any length.
_SAMPLED_STEPS = 400


@dataclass(frozen=True, slots=True)
class HeldOutFigures:
    """How the best epoch did on identities that were never trained on.

    Attributes:
        step: The step after which it was measured.
        auc, eer, accuracy: As in `core.evaluation.verification.HeldOut`.
        val_at_far: VAL with its FAR, and whether there were impostor pairs enough for it.
    """

    step: int
    auc: float
    eer: float
    accuracy: float
    val_at_far: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run of a list.

    Attributes:
        name: Of the folder; what `Home.run` finds it by.
        path: The folder.
        state: See `State`.
        problem: What is damaged, in a sentence; empty where nothing is.
        hyperparameters: All of them; None where they cannot be read.
        preset: The preset that they are nearest to.
        changed: Those that differ from it.
        dataset, start: Paths, as the run was begun; empty where unknown or from scratch.
        further: Paths of more data sets that it trains on.
        created, last_trained: In UTC; the latter is when the history last grew.
        step, total_steps: Steps done and wanted; the latter None while unknown.
        best: Of the epochs that were measured; None without any.
        last_loss: Of the latest step; None before the first.
        loss_curve: The loss in at most `CURVE_POINTS` numbers, for a sparkline.
        notices: Codes of what the doctor said, in order, each once.
        note: What the user wrote about the run.
        size: Bytes on the disk.
    """

    name: str
    path: Path
    state: State
    problem: str = ""
    hyperparameters: Hyperparameters | None = None
    preset: str = ""
    changed: dict[str, Any] = field(default_factory=dict)
    dataset: str = ""
    start: str = ""
    created: datetime.datetime | None = None
    last_trained: datetime.datetime | None = None
    step: int = 0
    total_steps: int | None = None
    best: HeldOutFigures | None = None
    last_loss: float | None = None
    loss_curve: tuple[float, ...] = ()
    notices: tuple[str, ...] = ()
    note: str = ""
    size: int = 0
    further: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the command prints them."""
        return {
            "name": self.name,
            "path": str(self.path),
            "state": self.state,
            "problem": self.problem,
            "hyperparameters": self.hyperparameters.model_dump() if self.hyperparameters else None,
            "preset": self.preset,
            "changed": self.changed,
            "dataset": self.dataset,
            "further": list(self.further),
            "start": self.start,
            "created": self.created.isoformat() if self.created else None,
            "last_trained": self.last_trained.isoformat() if self.last_trained else None,
            "step": self.step,
            "total_steps": self.total_steps,
            "best": asdict(self.best) if self.best else None,
            "last_loss": self.last_loss,
            "loss_curve": list(self.loss_curve),
            "notices": list(self.notices),
            "note": self.note,
            "bytes": self.size,
        }


def list_runs(folder: Path) -> list[RunSummary]:
    """The runs in a home's `runs/`, the last trained first. A folder that is no run is listed as damaged.

    Left out is what was killed while it was being begun: it holds nothing, and its name is free.
    """
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".") and entry.is_dir()]
    except FileNotFoundError:
        return []
    summaries = [summarise(entry) for entry in entries if not RunFolder(entry).was_never_begun()]
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return sorted(summaries, key=lambda run: (run.last_trained or run.created or never, run.name), reverse=True)


def summarise(run: Path) -> RunSummary:
    """What there is to say about one run; never an exception for what is damaged."""
    folder = RunFolder(run)
    locked = folder.is_locked()
    problems: list[str] = []
    parameters, description = _read(folder, problems)
    glance = _glance(folder.history, problems)
    preset, changed = nearest_preset(parameters) if parameters else ("", {})
    state = glance.state
    if locked:
        state = "running"
    elif problems:
        state = "damaged"
    return RunSummary(
        name=run.name,
        path=run,
        state=state,
        # Who is just beginning a run has not written everything yet.
        problem="" if locked else " ".join(problems),
        hyperparameters=parameters,
        preset=preset,
        changed=changed,
        dataset=_text(description.get("dataset")),
        start=_text(description.get("start")),
        created=_time(description.get("created")),
        last_trained=_modified(folder.history),
        step=glance.step,
        total_steps=glance.total_steps or (_total(parameters, glance) if parameters else None),
        best=glance.best,
        last_loss=glance.last_loss,
        loss_curve=glance.loss_curve,
        notices=glance.notices,
        note=_note(folder.note),
        size=size_of(run),
        further=_texts(description.get("further")),
    )


def nearest_preset(parameters: Hyperparameters) -> tuple[str, dict[str, Any]]:
    """The preset that differs in the fewest hyperparameters, and those that differ, with the values in use."""
    found: list[tuple[int, bool, str, dict[str, Any]]] = []
    for name in resources.preset_names():
        preset = load_preset(name)
        changed = difference(preset, parameters)
        found.append((len(changed), preset.triplet_strategy != parameters.triplet_strategy, name, changed))
    _, _, name, changed = min(found, key=lambda candidate: candidate[:3])
    return name, changed


def difference(before: Hyperparameters, after: Hyperparameters) -> dict[str, Any]:
    """The values of `after` that `before` does not have, in the order of the fields."""
    values = before.model_dump()
    return {name: value for name, value in after.model_dump().items() if value != values[name]}


def size_of(folder: Path) -> int:
    """Bytes in all files below `folder`; links are not followed, and what goes meanwhile counts nothing."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(parent, name).lstat().st_size
            except OSError:
                continue
    return total


@dataclass(frozen=True, slots=True)
class _Glance:
    """What the history says without being read whole."""

    state: State = "new"
    step: int = 0
    total_steps: int | None = None
    steps_per_epoch: int | None = None
    best: HeldOutFigures | None = None
    last_loss: float | None = None
    loss_curve: tuple[float, ...] = ()
    notices: tuple[str, ...] = ()


def _glance(path: Path, problems: list[str]) -> _Glance:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return _Glance()
    except OSError as error:
        problems.append(f"{path} cannot be read: {error.strerror or error}.")
        return _Glance()
    step_lines: list[bytes] = []
    other_lines: list[bytes] = []
    for line in content[: content.rfind(b"\n") + 1].splitlines():
        (step_lines if line.startswith(b'{"event": "StepEnd"') else other_lines).append(line)
    if content and not step_lines and not other_lines:
        return _Glance()
    others = parse(other_lines)
    if other_lines and not others and not step_lines:
        problems.append(f"{path} holds no record that can be read.")
    steps = parse(_spaced(step_lines, _SAMPLED_STEPS))
    last = steps[-1] if steps else {}
    epochs = [record for record in others if record["event"] == "EpochEnd"]
    begin: dict[str, Any] = next((record for record in reversed(others) if record["event"] == "TrainBegin"), {})
    end: dict[str, Any] = next((record for record in reversed(others) if record["event"] == "TrainEnd"), {})
    codes = [_text(record.get("code")) for record in others if record["event"] == "Notice"]
    step = max(_whole(last.get("step")), _whole(end.get("step")), *(_whole(epoch.get("step")) for epoch in epochs), 0)
    return _Glance(
        state=_state(step, end, codes),
        step=step,
        total_steps=_whole(begin.get("total_steps")) or None,
        steps_per_epoch=_steps_per_epoch(epochs),
        best=_best(epochs),
        last_loss=_finite(last.get("loss")),
        loss_curve=_curve([number(record.get("loss")) for record in steps]),
        notices=tuple(dict.fromkeys(codes)),
    )


def _state(step: int, end: dict[str, Any], codes: Sequence[str]) -> State:
    if end:
        return "finished" if end.get("reason") == "finished" else "stopped"
    if codes and codes[-1] == "not_finite":
        return "failed"
    return "interrupted" if step else "new"


def _best(epochs: Sequence[dict[str, Any]]) -> HeldOutFigures | None:
    # Epoch 0 is the untrained network; a run has a best model after its first epoch.
    measured = [
        (record, held_out)
        for record in epochs
        if isinstance(held_out := record.get("held_out"), dict)
        and _whole(record.get("step")) > 0
        and _finite(held_out.get("auc")) is not None
    ]
    if not measured:
        return None
    record, held_out = max(measured, key=lambda pair: number(pair[1]["auc"]))
    at_far = held_out.get("val_at_far")
    return HeldOutFigures(
        step=_whole(record.get("step")),
        auc=number(held_out["auc"]),
        eer=number(held_out.get("eer")),
        accuracy=number(held_out.get("accuracy")),
        val_at_far=tuple(
            {"far": number(at.get("far")), "val": number(at.get("val")), "supported": bool(at.get("supported"))}
            for at in (at_far if isinstance(at_far, list) else [])
            if isinstance(at, dict)
        ),
    )


def _total(parameters: Hyperparameters, glance: _Glance) -> int | None:
    """For a history that does not say: epochs × steps per epoch, where the latter is known."""
    steps = parameters.steps_per_epoch or glance.steps_per_epoch
    return parameters.epochs * steps if steps else None


def _steps_per_epoch(epochs: Sequence[dict[str, Any]]) -> int | None:
    for record in epochs:
        epoch, step = _whole(record.get("epoch")), _whole(record.get("step"))
        if epoch and step:
            return step // epoch
    return None


def _curve(values: Sequence[float]) -> tuple[float, ...]:
    finite = [value for value in values if math.isfinite(value)]
    points = min(CURVE_POINTS, len(finite))
    edges = [round(point * len(finite) / points) for point in range(points + 1)] if points else [0]
    return tuple(round(sum(finite[left:right]) / (right - left), 6) for left, right in itertools.pairwise(edges))


def _spaced(lines: Sequence[bytes], most: int) -> list[bytes]:
    """At most `most` of the lines, evenly spaced, the last one among them."""
    if len(lines) <= most:
        return list(lines)
    return [lines[round((index + 1) * len(lines) / most) - 1] for index in range(most)]


def _read(folder: RunFolder, problems: list[str]) -> tuple[Hyperparameters | None, dict[str, Any]]:
    parameters: Hyperparameters | None = None
    description: dict[str, Any] = {}
    try:
        description = folder.description()
    except FacenetError as error:
        problems.append(error.message)
    try:
        parameters = folder.hyperparameters()
    except FacenetError as error:
        # What has no run.json either is simply something else.
        if description:
            problems.append(error.message)
    return parameters, description


def _note(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _modified(path: Path) -> datetime.datetime | None:
    try:
        seconds = path.stat().st_mtime
    except OSError:
        return None
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(microsecond=0)


def _time(value: Any) -> datetime.datetime | None:
    try:
        time = datetime.datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for each in value if (text := _text(each))) if isinstance(value, list) else ()


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _finite(value: Any) -> float | None:
    found = number(value)
    return found if math.isfinite(found) else None
