"""What every test gets: a quiet TensorFlow with few threads, and a home of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.tensorflow_environment import prepare
from tests import no_network

# Nothing above imports NumPy or TensorFlow, which read these once. Several workers share the machine.
os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "2")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "2")
os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
os.environ.setdefault("MPLBACKEND", "Agg")
# A test's worker is told of a narrow terminal that is not there.
os.environ.pop("COLUMNS", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test meets the user's own keyring.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
prepare()
no_network.refuse()

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of this test, not made yet. No test meets the user's own home or LFW."""
    folder = tmp_path / "home"
    monkeypatch.setenv("FACENET_HOME", str(folder))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "scikit_learn_data"))
    monkeypatch.setattr("core.home._note_of_place", lambda: tmp_path / "config" / "home.txt")
    return folder


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """Fail a test in which anything asked for a host elsewhere."""
    no_network.attempts.clear()
    yield
    assert not no_network.attempts


@pytest.fixture
def facenet() -> Callable[..., Result]:
    """Run the command line in this process: `facenet("params", "--json")` has `exit_code`, `stdout`, `stderr`."""
    from core.cli.main import app

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="facenet")

    return run


@pytest.fixture
def example_data() -> Callable[[str], Path]:
    """The path of real data that does not belong to the project; the test skips where it is absent.

    It is looked for in FACENET_TEST_DATA, else in a folder `shared` beside the checkout.
    """

    def find(name: str) -> Path:
        path = Path(os.environ.get("FACENET_TEST_DATA", ROOT.parent / "shared")) / name
        if not path.exists():
            pytest.skip(f"{name} is not here; FACENET_TEST_DATA may name the folder that holds it")
        return path

    return find
