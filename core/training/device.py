"""Which device trains, said in words, and TensorFlow told not to take all of its memory."""

from __future__ import annotations

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True, slots=True)
class Device:
    """A GPU with its name, or the CPU.

    Attributes:
        name: As shown to the user: "NVIDIA H100" or "CPU (2 cores)".
        tensorflow_name: "GPU:0" or "CPU:0".
    """

    name: str
    tensorflow_name: str


def find_device() -> Device:
    """The first GPU where there is one, else the CPU. Calling it again is harmless."""
    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        for gpu in gpus:
            # Once a GPU is initialised its memory policy is settled; asking again would raise.
            if not tf.config.experimental.get_memory_growth(gpu):
                try:
                    tf.config.experimental.set_memory_growth(gpu, True)
                except RuntimeError:
                    break
        details = tf.config.experimental.get_device_details(gpus[0])
        return Device(name=details.get("device_name", "GPU"), tensorflow_name="GPU:0")
    return Device(name=f"CPU ({_usable_cores()} cores)", tensorflow_name="CPU:0")


def _usable_cores() -> int:
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
