"""Where the files that travel with the application are: model files, icons, and the hyperparameter presets.

In a checkout they stand beside the packages; in an installed wheel they are inside `core`.
"""

from __future__ import annotations

from pathlib import Path

_CORE = Path(__file__).resolve().parent


def resources_folder() -> Path:
    """The folder with `models/`, icons, style and translations."""
    return _folder("resources")


def hyperparameters_folder() -> Path:
    """The folder with the presets: `batch_all.json`, `batch_hard.json`, `batch_adaptive.json`."""
    return _folder("hyperparameters")


def licence_texts() -> str:
    """This project's licence, what others made that it stands on, and the licences of what travels inside it."""
    folder = resources_folder()
    texts = [
        folder.parent / "LICENSE",
        folder.parent / "THIRD_PARTY.md",
        *sorted(folder.rglob("*LICEN[CS]E*")),
    ]
    # In a wheel the first two lie with the package's metadata instead.
    return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in texts if path.is_file())


def preset_names() -> list[str]:
    """The names of the hyperparameter presets, in alphabetical order."""
    return sorted(path.stem for path in hyperparameters_folder().glob("*.json"))


def preset(name: str) -> Path:
    """The file of the preset called `name`, one of `preset_names`."""
    return hyperparameters_folder() / f"{name}.json"


def _folder(name: str) -> Path:
    installed = _CORE / f"_{name}"
    return installed if installed.is_dir() else _CORE.parent / name
