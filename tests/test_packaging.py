"""The wheel and the source distribution: what is in them, and that the application works from them alone."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Folders of resources/ beside the models' with what others made.
LICENSED = ("icons", "sample-faces")


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel made from it as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation: the build backend of the lock, and no network.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a new environment with the wheel in it; its dependencies are those of this interpreter."""
    root = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root)], check=True)
    scripts = root / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = distributions.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(root), "install", "--quiet", "--no-deps", "--no-index"]
    done = subprocess.run([*pip, str(wheel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    purelib = sysconfig.get_path("purelib", vars={"base": str(root), "platbase": str(root)})
    # A plain path in a .pth is not searched for further .pth files: the checkout of an environment stays out.
    Path(purelib, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


def facenet(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(installed / "facenet"), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def files_of(*folders: str) -> set[str]:
    """The files below these folders of the checkout, as paths from its root."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in paths if "__pycache__" not in path.parts}


def test_the_wheel_holds_every_file_of_the_application_and_nothing_else(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    metadata = {name for name in names if ".dist-info/" in name}
    data = {f"core/_{name}" for name in files_of("hyperparameters", "resources")}
    assert names - metadata == files_of("core", "facenet_gui") | data | {"core/LICENSE", "core/THIRD_PARTY.md"}
    assert {"LICENSE", "THIRD_PARTY.md"} <= {Path(name).name for name in metadata if ".dist-info/licenses/" in name}
    # An empty folder of the checkout would agree with an empty one of the wheel.
    for kind in ("models/dlib-resnet/weights.safetensors", "models/inception-v3-start/weights.safetensors"):
        assert f"core/_resources/{kind}" in names
    for kind, ending in (("help", "md"), ("icons", "svg"), ("style", "qss"), ("translations", "qm")):
        assert [name for name in names if re.fullmatch(rf"core/_resources/{kind}/.+\.{ending}", name)], kind


def test_every_model_and_picture_that_travels_has_its_licence_beside_it() -> None:
    folders = [*(ROOT / "resources" / "models").iterdir(), *(ROOT / "resources" / name for name in LICENSED)]
    assert [folder.name for folder in folders if not [*folder.glob("LICEN[CS]E*")]] == []


def test_the_source_distribution_holds_what_the_tests_need(distributions: Path) -> None:
    (source,) = distributions.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("benchmarks", "core", "docs", "facenet_gui", "hyperparameters", "locks", "resources", "tests", "tools")
    assert files_of(*folders) - names == set()
    assert {"run.py", "pyproject.toml", "mkdocs.yml", "README.md", "CHANGELOG.md", "CITATION.cff"} <= names
    assert not [name for name in names if name.startswith((".venv", "shared")) or "__pycache__" in name]


def test_the_command_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    helped = facenet(installed, "--help", cwd=tmp_path)
    assert helped.returncode == 0, helped.stderr
    assert helped.stdout.startswith("Usage: facenet ")


def test_presets_and_built_in_models_travel_along(installed: Path, tmp_path: Path) -> None:
    preset = facenet(installed, "params", "--preset", "batch_hard", cwd=tmp_path)
    assert json.loads(preset.stdout)["triplet_strategy"] == "batch_hard"
    script = "import core.resources as r; print(r.__file__); print(r.resources_folder())"
    python = installed / Path(sys.executable).name
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    printed = subprocess.run(
        [str(python), "-P", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    ).stdout
    module, folder = map(Path, printed.splitlines())
    assert ROOT not in module.parents
    assert folder == module.parent / "_resources"
    assert (folder / "models" / "dlib-resnet" / "model.json").is_file()


def imported_packages() -> dict[str, str]:
    """Top-level package that the application imports from elsewhere → one of the modules that do."""
    found: dict[str, str] = {}
    for file in [*(ROOT / "core").rglob("*.py"), *(ROOT / "facenet_gui").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            for name in names:
                found[name.partition(".")[0]] = str(file.relative_to(ROOT))
    return {name: file for name, file in found.items() if name not in {"core", "facenet_gui", *sys.stdlib_module_names}}


def test_everything_that_is_imported_is_declared() -> None:
    """A package that only another package brings can go away with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    declared = {re.split(r"[^\w-]", line)[0].lower() for line in asked}
    providers = importlib.metadata.packages_distributions()
    undeclared = {
        name: file
        for name, file in imported_packages().items()
        # A package of an extra need not be there; it is then called what it is imported as.
        if not declared & {provider.lower().replace("_", "-") for provider in providers.get(name, [name])}
    }
    assert undeclared == {}
