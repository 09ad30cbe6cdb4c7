"""Where the files that travel with the application are: model files, icons, and the hyperparameter presets.

In a checkout they stand beside the packages; in an installed wheel they are inside `core`.
"""

from __future__ import annotations

import re
from importlib import metadata
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
    return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in texts)


def installed_licences() -> list[tuple[str, str, str]]:
    """Every package that is installed beside: name, version, and licence as its own metadata say, by name.

    Its full text lies with the package, in the `.dist-info` folder that was installed with it.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for distribution in metadata.distributions():
        about = distribution.metadata
        name = re.sub(r"[-_.]+", "-", about["Name"] or "").lower()
        kinds = [line.rpartition("::")[2].strip() for line in about.get_all("Classifier", ()) if "License ::" in line]
        # Some put the whole text where the name belongs.
        given = next((about[key] for key in ("License-Expression", "License") if key in about), "").strip()
        licence = given if given and len(given) < 80 and "\n" not in given else ", ".join(kinds) or given.split("\n")[0]
        if not licence:
            texts = [file for file in distribution.files or () if "licenses/" in file.as_posix()]
            lines = texts[0].read_text(encoding="utf-8").splitlines() if texts else []
            licence = next((line.strip() for line in lines if "licen" in line.lower()), "")
        if name:
            found.setdefault(name, (name, distribution.version, licence))
    return sorted(found.values())


def preset_names() -> list[str]:
    """The names of the hyperparameter presets, in alphabetical order."""
    return sorted(path.stem for path in hyperparameters_folder().glob("*.json"))


def preset(name: str) -> Path:
    """The file of the preset called `name`, one of `preset_names`."""
    return hyperparameters_folder() / f"{name}.json"


def _folder(name: str) -> Path:
    installed = _CORE / f"_{name}"
    return installed if installed.is_dir() else _CORE.parent / name
