"""The machines that train together, as TF_CONFIG describes them. No TensorFlow: the terminal asks here first.

TF_CONFIG is what TensorFlow's users know. Every machine is told all addresses and which one it is; the same
command is started on each:

    TF_CONFIG='{"cluster": {"worker": ["10.0.0.1:4000", "10.0.0.2:4000"]}, "task": {"type": "worker", "index": 0}}'

on the first, `"index": 1` on the second. The first one is the chief.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from core.errors import InputError

_EXAMPLE = (
    'It should look like {"cluster": {"worker": ["10.0.0.1:4000", "10.0.0.2:4000"]}, '
    '"task": {"type": "worker", "index": 0}}.'
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which worker this process is, of how many.

    Attributes:
        worker: 0…workers-1. Worker 0 is the chief: it evaluates and writes the run's folder.
        workers: 1 where there is no cluster.
    """

    worker: int = 0
    workers: int = 1

    @property
    def is_chief(self) -> bool:
        return self.worker == 0


def cluster_from_environment() -> Cluster:
    """What TF_CONFIG says; a single worker where it is not set or names only one.

    Raises:
        InputError: TF_CONFIG is not JSON, lacks this process's task, or names tasks that are not workers.
    """
    text = os.environ.get("TF_CONFIG", "").strip()
    if not text:
        return Cluster()
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"TF_CONFIG is not valid JSON: {error}.", hint=_EXAMPLE) from None
    jobs = _mapping(values).get("cluster")
    if not jobs:
        return Cluster()
    # TensorFlow numbers them so: a chief, where one is named apart, comes before the workers.
    addresses = {kind: _addresses(jobs, kind) for kind in ("chief", "worker")}
    if others := sorted(_mapping(jobs).keys() - addresses.keys()):
        raise InputError(
            f"TF_CONFIG names a task of the kind {others[0]!r}; there are only workers here.", hint=_EXAMPLE
        )
    if len(addresses["chief"]) > 1:
        raise InputError("TF_CONFIG names more than one chief.", hint=_EXAMPLE)
    workers = sum(map(len, addresses.values()))
    if workers <= 1:
        return Cluster()
    task = _mapping(_mapping(values).get("task"))
    kind, index = task.get("type"), task.get("index")
    if kind not in addresses or not isinstance(index, int) or not 0 <= index < len(addresses[kind]):
        raise InputError(
            f"TF_CONFIG must say in its task which one of {workers} workers this is, got {json.dumps(task)}.",
            hint=_EXAMPLE,
        )
    return Cluster(worker=index + (len(addresses["chief"]) if kind == "worker" else 0), workers=workers)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"TF_CONFIG must hold objects for cluster and task, got {json.dumps(value)}.", hint=_EXAMPLE)
    return value


def _addresses(jobs: Any, kind: str) -> list[str]:
    addresses = _mapping(jobs).get(kind, [])
    if not isinstance(addresses, list) or not all(isinstance(address, str) and ":" in address for address in addresses):
        raise InputError(f"TF_CONFIG: {kind} must be a list of HOST:PORT, got {json.dumps(addresses)}.", hint=_EXAMPLE)
    return addresses
