"""What an import costs and whom it drags in, asked of fresh interpreters. The rules between modules: lint-imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = ("PySide6", "shiboken6", "pyqtgraph")
TENSORFLOW = ("tensorflow", "keras")
HEAVY = (*TENSORFLOW, "numpy", "cv2", "sklearn", "scipy", "pydantic", "matplotlib", "mtcnn", "rich", *QT)

# These serve the camera and the window before TensorFlow is there.
WITHOUT_TENSORFLOW = (
    "core.errors",
    "core.files",
    "core.hyperparameter_files",
    "core.hyperparameters",
    "core.home",
    "core.parallel",
    "core.resources",
    "core.evaluation",
    "core.gallery",
    "core.faces.align",
    "core.faces.chip",
    "core.faces.face",
    "core.faces.network_input",
    "core.faces.photo",
    "core.faces.quality",
)


def modules_of(package: str) -> list[str]:
    """`package` and all that is inside it, by its files."""
    place = ROOT / package.replace(".", "/")
    if not place.is_dir():
        return [package] if place.with_suffix(".py").exists() else []
    files = sorted(place.rglob("*.py"))
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def fresh(script: str, *arguments: str) -> str:
    """What `script` prints in a new interpreter that has imported nothing of ours."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


IMPORT_AND_LOOK = """
import importlib, json, sys
watched, names = json.loads(sys.argv[1]), json.loads(sys.argv[2])
blamed = {}
for name in names:
    importlib.import_module(name)
    for heavy in watched:
        if heavy in sys.modules and heavy not in blamed:
            blamed[heavy] = name
print(json.dumps(blamed))
"""


def dragged_in(names: list[str], watched: tuple[str, ...]) -> dict[str, str]:
    """Watched package → the first of `names` whose import brought it."""
    result: dict[str, str] = json.loads(fresh(IMPORT_AND_LOOK, json.dumps(watched), json.dumps(names)))
    return result


def test_all_of_core_is_importable_where_qt_is_not() -> None:
    names = modules_of("core")
    assert len(names) > 20
    block = f"import sys\nfor name in {QT!r}: sys.modules[name] = None\n"
    fresh(block + IMPORT_AND_LOOK, json.dumps([]), json.dumps(names))


def test_what_the_window_shows_first_does_not_wait_for_tensorflow() -> None:
    names = [name for package in WITHOUT_TENSORFLOW for name in modules_of(package)]
    assert "core.evaluation.verification" in names
    assert dragged_in(names, TENSORFLOW) == {}


def test_command_modules_import_nothing_heavy() -> None:
    names = [name for name in modules_of("core.cli") if name.endswith("_command")] + ["core.cli.main"]
    assert "core.cli.params_command" in names
    assert dragged_in(names, HEAVY) == {}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["params", "--help"], ["train", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import json, sys\n"
        "from core.cli.main import main\n"
        "code = main(json.loads(sys.argv[1]))\n"
        "print(json.dumps([code, [name for name in json.loads(sys.argv[2]) if name in sys.modules]]))\n"
    )
    # Typer reads the options of a command with pydantic.
    watched = [name for name in HEAVY if name != "pydantic"]
    last = fresh(script, json.dumps(arguments), json.dumps(watched)).splitlines()[-1]
    assert json.loads(last) == [0, []]
