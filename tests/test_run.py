"""run.py: what it decides, on made-up machines. A real set-up is what .ci/run itself does."""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run
from tools import make_locks

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with locks; run.py looks nowhere else."""
    root = tmp_path / "a checkout"
    (root / "locks").mkdir(parents=True)
    for layer in ("app", "cuda", "dev", "freeze"):
        (root / "locks" / f"{layer}.txt").write_text(f"{layer}==1\n", encoding="utf-8")
    venv = root / ".venv"
    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "STAMP", venv / "facenet-setup.json")
    monkeypatch.setattr(run, "LOG", venv / "facenet-setup.log")
    monkeypatch.setattr(run, "LOCKS", root / "locks")
    return root


class FakeSetup:
    """Stands for venv and pip: counts what is made and installed, and can fail in the middle."""

    def __init__(self) -> None:
        self.made = 0
        self.installed: list[list[str]] = []
        self.fail = False

    def make_environment(self) -> None:
        self.made += 1
        run.VENV.mkdir(exist_ok=True)
        run.environment_python().parent.mkdir(exist_ok=True)
        run.environment_python().touch()

    def install(self, layers: list[str]) -> None:
        self.installed.append(layers)
        if self.fail:
            raise KeyboardInterrupt


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch) -> FakeSetup:
    fake = FakeSetup()
    monkeypatch.setattr(run, "make_environment", fake.make_environment)
    monkeypatch.setattr(run, "install", fake.install)
    return fake


# -- when something is installed


@pytest.mark.usefixtures("checkout")
def test_a_second_start_installs_nothing(setup: FakeSetup) -> None:
    run.provide_environment(["app"])
    run.provide_environment(["app"])
    assert (setup.made, setup.installed) == (1, [["app"]])


@pytest.mark.usefixtures("checkout")
def test_the_tests_add_to_what_is_there(setup: FakeSetup) -> None:
    run.provide_environment(["app"])
    run.provide_environment(["app", "dev"])
    run.provide_environment(["app"])
    run.provide_environment(["app", "dev"])
    assert (setup.made, setup.installed) == (1, [["app"], ["app", "dev"]])


@pytest.mark.usefixtures("checkout")
def test_packing_takes_its_tool_on_top_of_the_application(setup: FakeSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def call(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setenv("FACENET_ACCELERATOR", "cpu")
    monkeypatch.setattr(run, "missing_libraries", list)
    monkeypatch.setattr(run.subprocess, "run", call)
    assert run.main(["freeze"]) == 3
    assert setup.installed == [["app", "freeze"]]
    assert calls == [[str(run.environment_python()), "-m", "tools.freeze"]]


def test_a_changed_lock_is_installed(setup: FakeSetup, checkout: Path) -> None:
    run.provide_environment(["app"])
    (checkout / "locks" / "app.txt").write_text("app==2\n", encoding="utf-8")
    run.provide_environment(["app"])
    assert (setup.made, len(setup.installed)) == (1, 2)


@pytest.mark.usefixtures("checkout")
def test_an_interrupted_installation_is_not_taken_for_a_whole_one(setup: FakeSetup) -> None:
    setup.fail = True
    with pytest.raises(KeyboardInterrupt):
        run.provide_environment(["app"])
    assert run.installed_layers() is None
    setup.fail = False
    run.provide_environment(["app"])
    assert setup.made == 2
    assert run.installed_layers() == {"app": run.lock_hash("app")}


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize(
    "change",
    [{"python": [3, 9]}, {"root": "/moved"}, {"layers": ["app"]}, {"state": "?"}],
    ids=["another Python", "moved", "damaged", "unknown state"],
)
def test_an_environment_that_does_not_fit_is_made_anew(setup: FakeSetup, change: dict[str, object]) -> None:
    run.provide_environment(["app"])
    run.STAMP.write_text(json.dumps({**run.read_stamp(), **change}), encoding="utf-8")
    run.provide_environment(["app"])
    assert setup.made == 2


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_stamp_counts_as_none(setup: FakeSetup, content: bytes) -> None:
    run.provide_environment(["app"])
    run.STAMP.write_bytes(content)
    run.provide_environment(["app"])
    assert setup.made == 2


@pytest.mark.usefixtures("checkout")
def test_a_python_that_is_gone_makes_the_environment_useless(setup: FakeSetup) -> None:
    run.provide_environment(["app"])
    run.environment_python().unlink()
    run.provide_environment(["app"])
    assert setup.made == 2


@pytest.mark.usefixtures("checkout", "setup")
def test_too_little_room_is_said_before_anything_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(run.ROOM, "app", 10**9)
    with pytest.raises(run.SetupError, match="GB are free"):
        run.provide_environment(["app"])


# -- making the environment


@pytest.mark.usefixtures("checkout")
def test_an_environment_of_the_users_is_left_alone() -> None:
    run.VENV.mkdir()
    (run.VENV / "pyvenv.cfg").touch()
    with pytest.raises(run.SetupError, match=r"not made by run\.py"):
        run.make_environment()
    assert (run.VENV / "pyvenv.cfg").exists()


def test_a_real_environment_finds_the_checkout_from_anywhere(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run.VENV.mkdir()
    run.write_stamp("installing", {})
    (run.VENV / "half").touch()
    run.make_environment()
    assert "did not finish" in capsys.readouterr().err
    assert not (run.VENV / "half").exists()
    assert run.installed_layers() is None
    run.write_stamp("ready", {})
    assert run.installed_layers() == {}
    package = checkout / "facenet_gui"
    package.mkdir()
    (package / "__main__.py").write_text(
        "import os, sys; print(sys.argv[1:], os.environ['FACENET_CALLED']); sys.exit(7)\n", encoding="utf-8"
    )
    script = "import sys, run; from pathlib import Path\n"
    script += f"run.VENV = Path({str(run.VENV)!r})\nsys.exit(run.hand_over(['a b', '--x']))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    called = "py -c" if os.name == "nt" else "python3 -c"
    assert (done.returncode, done.stdout) == (7, f"['a b', '--x'] {called}\n"), done.stderr


# -- pip's failures in words


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (
            "WARNING: Retrying after NewConnectionError('...')\nERROR: No matching distribution found for x==1",
            "no conn",
        ),
        ("ERROR: No matching distribution found for tensorflow==2.21.0", "has no tensorflow==2.21.0"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "not the one that the lock names"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("something\nnobody has seen before", "nobody has seen before"),
    ],
)
def test_a_failure_of_pip_in_words(log: str, said: str) -> None:
    assert said in run.why_pip_failed(log)


@pytest.mark.usefixtures("checkout")
def test_a_failure_of_pip_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    run.VENV.mkdir()
    monkeypatch.setattr(run, "environment_python", lambda: Path(sys.executable))
    # No index, no links: what the lock names cannot be found, and the network is not asked.
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    run.LOCKS.joinpath("app.txt").write_text(f"absent==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(run.SetupError, match="has no absent==1"):
        run.install(["app"])


# -- the machine


@pytest.mark.parametrize(
    ("system", "machine"), [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("win32", "AMD64")]
)
def test_platforms_that_tensorflow_knows(system: str, machine: str) -> None:
    run.check_platform(system, machine, bits64=True)


@pytest.mark.parametrize(
    ("system", "machine", "bits64", "said"),
    [
        ("darwin", "x86_64", True, "Intel Macs"),
        ("win32", "ARM64", True, "arm64"),
        ("win32", "AMD64", False, "32-bit"),
        ("linux", "riscv64", True, "riscv64"),
        ("freebsd14", "amd64", True, "freebsd14"),
    ],
)
def test_platforms_without_tensorflow_are_told(system: str, machine: str, bits64: bool, said: str) -> None:
    with pytest.raises(run.SetupError, match=said):
        run.check_platform(system, machine, bits64=bits64)


def test_a_system_older_than_its_packages_is_told_before_anything_is_fetched() -> None:
    for machine, version in (("x86_64", "2.34"), ("x86_64", "3.0"), ("aarch64", "2.39"), ("AMD64", ""), ("x86_64", "")):
        run.check_glibc(machine, version)
    for machine, version in (("x86_64", "2.4.1"), ("x86_64", "2.31"), ("aarch64", "2.36")):
        with pytest.raises(run.SetupError, match=f"this system has {re.escape(version)}"):
            run.check_glibc(machine, version)


def test_the_accelerator_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACENET_ACCELERATOR", "cuda")
    assert run.nvidia_card()
    monkeypatch.setenv("FACENET_ACCELERATOR", "cpu")
    assert not run.nvidia_card()
    monkeypatch.setenv("FACENET_ACCELERATOR", "tpu")
    with pytest.raises(run.SetupError, match="'tpu'"):
        run.nvidia_card()


@pytest.fixture
def linux_without(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """A Linux that lacks the libraries of this set; no package manager is found, and nobody is root."""
    lacking: set[str] = set()

    def load(name: str) -> None:
        if name in lacking:
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    return lacking


def test_a_system_that_has_everything_is_not_told_anything(
    linux_without: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run.provide_libraries(required=True)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install libegl1 libxcb-cursor0"),
        ("dnf", "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ("pacman", "sudo pacman -S libglvnd xcb-util-cursor"),
        ("", "libEGL.so.1, libxcb-cursor.so.0"),
    ],
)
def test_missing_libraries_come_with_the_line_to_type(
    linux_without: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    manager: str,
    line: str,
) -> None:
    linux_without |= {"libEGL.so.1", "libxcb-cursor.so.0"}
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}" if name == manager else None)
    run.provide_libraries(required=False)
    assert line in capsys.readouterr().err
    with pytest.raises(run.SetupError, match=re.escape(line)):
        run.provide_libraries(required=True)


def test_root_on_debian_gets_them_installed(
    linux_without: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    linux_without |= {"libEGL.so.1"}
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    calls: list[list[str]] = []

    def call(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        calls.append(command)
        if "install" in command:
            linux_without.clear()
        return subprocess.CompletedProcess(command, 0, b"")

    monkeypatch.setattr(run.subprocess, "run", call)
    run.provide_libraries(required=True)
    assert [command[1] for command in calls] == ["update", "install"]
    assert calls[1][-1] == "libegl1"


# -- the Python


def test_an_old_python_can_read_as_far_as_the_message() -> None:
    """What stands before the check of the version must not need a newer Python than 3.6."""
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    head = source[: source.index("sys.exit(go_on_elsewhere())")]
    for modern in ("from __future__", ":=", " | ", "match ", "removeprefix", "capture_output"):
        assert modern not in re.sub(r'"[^"\n]*"|""".*?"""', "", head, flags=re.DOTALL), modern


def test_an_unsupported_python_goes_on_with_a_supported_one(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        calls.append(command)
        return 1 if command[0] == "python3.13" else 0

    monkeypatch.setattr(run.os, "name", "posix")
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}" if name != "python3.11" else None)
    monkeypatch.setattr(run.subprocess, "call", call)
    monkeypatch.setattr(sys, "argv", ["run.py", "params"])
    assert run.go_on_elsewhere() == 0
    assert calls[-1] == ["python3.12", str(ROOT / "run.py"), "params"]


def test_without_a_supported_python_it_says_which_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    assert run.go_on_elsewhere() == 1
    assert "3.11, 3.12 or 3.13" in capsys.readouterr().err


# -- the locks


def test_the_locks_were_made_from_this_pyproject() -> None:
    for layer in run.ROOM:
        first = (ROOT / "locks" / f"{layer}.txt").read_text(encoding="utf-8").splitlines()[0]
        assert make_locks.dependencies_hash() in first, f"locks/{layer}.txt is stale: tools/make_locks.py makes it anew"


def pins(layer: str) -> dict[str, str]:
    text = (ROOT / "locks" / f"{layer}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def test_the_locks_agree_and_hold_what_pyproject_names() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    app, cuda, dev, freeze = pins("app"), pins("cuda"), pins("dev"), pins("freeze")
    assert app.items() <= cuda.items()
    assert app.items() <= dev.items()
    assert {name: app[name] for name in freeze if name in app}.items() <= freeze.items()
    assert "pyinstaller" in freeze
    named = {re.match(r"[a-z0-9-]+", line).group() for line in settings["project"]["dependencies"]}  # type: ignore[union-attr]
    assert named <= set(app)
    assert any(name.startswith("nvidia-") for name in cuda)
    assert not any(name.startswith("nvidia-") for name in app)


def test_every_pin_has_hashes_and_no_address() -> None:
    for layer in run.ROOM:
        text = (ROOT / "locks" / f"{layer}.txt").read_text(encoding="utf-8")
        assert "://" not in text
        for block in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]:
            assert "--hash=sha256:" in block, block
