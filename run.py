#!/usr/bin/env python3
"""Set this computer up where it is needed, then run FaceNet GUI. Standard library only.

    python3 run.py                    the window
    python3 run.py ARGUMENTS          what `facenet` is given: import, train, evaluate, … (--help lists them)
    python3 run.py test [ARGUMENTS]   lint, types, import rules and tests; the arguments go to pytest
    python3 run.py freeze             a folder with the application that needs no Python: dist/facenet

The packages go into `.venv` beside this file, in exactly the versions and with the hashes of `locks/`. When that
has happened before and nothing changed, this file hands over in a blink. What it says goes to standard error.

FACENET_ACCELERATOR=cpu or cuda overrides what is found about an NVIDIA card.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def say(message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def other_python() -> "list[str]":
    """A command for a supported Python of this computer; empty where none is found."""
    commands = [["python3." + str(minor)] for _, minor in reversed(SUPPORTED)]
    if os.name == "nt":
        commands = [["py", "-3." + str(minor)] for _, minor in reversed(SUPPORTED)]
    for command in commands:
        if shutil.which(command[0]) is None:
            continue
        # A name may be there and not work: pyenv has one for every version that it knows.
        if subprocess.call([*command, "-c", "pass"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return command
    return []


def go_on_elsewhere() -> int:
    """Run this file with a supported Python, or say what is needed; returns the exit code."""
    found = ".".join(map(str, sys.version_info[:2]))
    command = other_python()
    if command:
        say("Python " + found + " is not supported; going on with " + " ".join(command) + ".")
        return subprocess.call([*command, str(Path(__file__).resolve()), *sys.argv[1:]])
    say("FaceNet GUI needs Python 3.11, 3.12 or 3.13; this is Python " + found + ".")
    say("Install one of them beside it and repeat the command; it is found by its name, for instance python3.13.")
    return 1


# Everything up to here runs on Python 3.6 as well, and the rest can at least be parsed there.
if sys.version_info[:2] not in SUPPORTED:
    sys.exit(go_on_elsewhere())

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "facenet-setup.json"
LOG = VENV / "facenet-setup.log"
LOCKS = ROOT / "locks"
# Room on the disk that the installed packages and their downloads take, in GB.
ROOM = {"app": 4, "cuda": 12, "dev": 1, "freeze": 4}

# What the wheels of Qt expect of a Linux system: library → package of Debian and Ubuntu, Fedora, Arch.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
}
PACKAGE_MANAGERS = (("apt-get", "apt-get install"), ("dnf", "dnf install"), ("pacman", "pacman -S"))


# The oldest glibc for which all packages have wheels, and what has it.
GLIBC = {
    "x86_64": ("2.34", "Ubuntu 22.04, Debian 12, Fedora 35"),
    "aarch64": ("2.39", "Ubuntu 24.04, Debian 13, Fedora 40"),
}


class SetupError(Exception):
    """Something that stops the set-up; the message says what to do."""


# -- the platform ----------------------------------------------------------------------------------------------


def check_platform(system: str, machine: str, *, bits64: bool) -> None:
    """Raise where TensorFlow has no wheel.

    Args:
        system: As `sys.platform`.
        machine: As `platform.machine()`.
        bits64: Whether this Python is a 64-bit program.
    """
    machine = machine.lower()
    if system == "darwin" and machine == "x86_64":
        raise SetupError(
            "TensorFlow is no longer made for Intel Macs, so FaceNet GUI cannot run here.\n"
            "On a Mac with Apple silicon this message means that this Python is an Intel one; use an arm64 Python."
        )
    known = {
        "linux": ("x86_64", "aarch64"),
        "darwin": ("arm64",),
        "win32": ("amd64",),
    }
    if machine not in known.get(system, ()) or not bits64:
        raise SetupError(
            f"TensorFlow is not made for {system} on {machine}{'' if bits64 else ' with a 32-bit Python'}.\n"
            "It is made for 64-bit Linux (x86-64, ARM), macOS on Apple silicon, and Windows on x86-64."
        )


def check_glibc(machine: str, found: str) -> None:
    """Raise where a Linux is older than its packages, before anything is fetched.

    Args:
        machine: As `platform.machine()`.
        found: The version of glibc, such as "2.36"; empty where it is not known, and then pip will tell.
    """
    needed, have_it = GLIBC.get(machine.lower(), ("0", ""))
    if found and [int(part) for part in found.split(".")[:2]] < [int(part) for part in needed.split(".")]:
        raise SetupError(
            f"The packages need glibc {needed} or newer on {machine}, and this system has {found}.\n"
            f"{have_it} and everything newer have it."
        )


def glibc_version() -> str:
    """The version of this system's glibc; empty on other systems and with other C libraries."""
    if not sys.platform.startswith("linux"):
        return ""
    name, version = platform.libc_ver()
    return version if name == "glibc" and re.fullmatch(r"\d+(\.\d+)+", version) else ""


def nvidia_card() -> bool:
    """Whether TensorFlow could use an NVIDIA card here. It has a GPU build for Linux on x86-64 only."""
    chosen = os.environ.get("FACENET_ACCELERATOR", "")
    if chosen not in ("", "cpu", "cuda"):
        raise SetupError(f"FACENET_ACCELERATOR must be cpu or cuda, got {chosen!r}.")
    if chosen:
        return chosen == "cuda"
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        return False
    seen = (Path("/proc/driver/nvidia/version"), Path("/usr/lib/wsl/lib/nvidia-smi"))
    return any(path.exists() for path in seen) or shutil.which("nvidia-smi") is not None


# -- libraries of the system -----------------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """The libraries that Qt needs and this Linux does not have."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for name in SYSTEM_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def install_line(missing: list[str]) -> str:
    """The one line to type that brings the missing libraries, or what to look for where no line is known."""
    for column, (program, line) in enumerate(PACKAGE_MANAGERS):
        if shutil.which(program):
            packages = sorted({SYSTEM_LIBRARIES[name][column] for name in missing})
            return f"sudo {line} {' '.join(packages)}"
    return f"Install the packages of your system that hold {', '.join(missing)}."


def as_root_with_apt() -> bool:
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root; whether that worked."""
    say(f"Installing with apt-get: {' '.join(packages)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        # An update that fails for one of several sources need not keep the packages from being found.
        if done.returncode != 0 and command[0] == "install":
            say(done.stdout.decode(errors="replace").rstrip())
            return False
    return True


def provide_libraries(*, required: bool) -> None:
    """Install what Qt misses where that is possible, else say how.

    Args:
        required: Raise instead of going on without them.
    """
    missing = missing_libraries()
    if missing and as_root_with_apt():
        apt_install(sorted({SYSTEM_LIBRARIES[name][0] for name in missing}))
        missing = missing_libraries()
    if not missing:
        return
    message = (
        f"The window needs libraries that this system does not have: {', '.join(missing)}.\n{install_line(missing)}"
    )
    if required:
        raise SetupError(message)
    say(message)


# -- the environment -------------------------------------------------------------------------------------------


def environment_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def outer_environment() -> dict[str, str]:
    """The environment without what would put other packages before those of `.venv`, or new ones elsewhere."""
    astray = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")
    return {name: value for name, value in os.environ.items() if name not in astray}


def lock_hash(layer: str) -> str:
    return hashlib.sha256((LOCKS / f"{layer}.txt").read_bytes()).hexdigest()


def read_stamp() -> dict[str, object]:
    """What the last set-up left: `state` is `ready` or `installing`; empty where there is no readable stamp."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(state: str, layers: dict[str, str]) -> None:
    stamp = {"state": state, "python": list(sys.version_info[:2]), "root": str(ROOT), "layers": layers}
    aside = STAMP.with_suffix(".tmp")
    aside.write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")
    aside.replace(STAMP)


def installed_layers() -> dict[str, str] | None:
    """Layer → hash of the lock it was installed from; None where `.venv` is not whole or not for this Python."""
    stamp = read_stamp()
    layers = stamp.get("layers")
    whole = (
        stamp.get("state") == "ready"
        and stamp.get("python") == list(sys.version_info[:2])
        and stamp.get("root") == str(ROOT)
        and isinstance(layers, dict)
        # False for a link to a Python that is gone.
        and environment_python().exists()
    )
    return layers if whole and isinstance(layers, dict) else None


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep a second run.py waiting while one changes `.venv`."""
    with (ROOT / ".venv.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(1)
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("Another run.py is setting up; waiting for it.")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def provide_environment(wanted: list[str]) -> None:
    """Make `.venv` hold the wanted layers; nothing to do where it does."""
    hashes = {layer: lock_hash(layer) for layer in wanted}
    if current(installed_layers(), hashes):
        return
    with alone():
        installed = installed_layers()
        if current(installed, hashes):
            return
        if installed is None:
            make_environment()
            installed = {}
        room = sum(ROOM[layer] for layer in hashes if layer not in installed)
        free = shutil.disk_usage(str(ROOT)).free / 1e9
        if free < room:
            raise SetupError(f"The packages need about {room} GB on the disk of {ROOT}, and {free:.1f} GB are free.")
        write_stamp("installing", {})
        install(list(hashes))
        write_stamp("ready", {**installed, **hashes})


def current(installed: dict[str, str] | None, hashes: dict[str, str]) -> bool:
    return installed is not None and all(installed.get(layer) == digest for layer, digest in hashes.items())


def make_environment() -> None:
    """A new, empty `.venv`; one that an interrupted or older set-up left gives way (downloads stay in pip's cache)."""
    if VENV.exists():
        if not STAMP.exists() and any(VENV.iterdir()):
            raise SetupError(f"{VENV} was not made by run.py. Move or delete it, then repeat the command.")
        if read_stamp().get("state") == "installing":
            say("The last set-up did not finish; starting it again.")
        else:
            say(f"Making {VENV.name} anew: it was for another Python or another place.")
        shutil.rmtree(str(VENV))
    # On a slow disk this alone takes a minute.
    say(f"Setting up {VENV}, once.")
    VENV.mkdir()
    write_stamp("installing", {})
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not (as_root_with_apt() and apt_install([package])):
            raise SetupError(
                f"This Python has no ensurepip. On Debian and Ubuntu: sudo apt-get install {package}"
            ) from None
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        raise SetupError(f"{VENV} could not be made:\n{done.stdout.decode(errors='replace').strip()}")
    # The application runs from this folder, wherever the user is.
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    purelib = subprocess.run([str(environment_python()), "-c", script], stdout=subprocess.PIPE, check=True)
    pth = Path(purelib.stdout.decode().strip()) / "facenet-checkout.pth"
    pth.write_text(str(ROOT) + "\n", encoding="utf-8")


def install(layers: list[str]) -> None:
    """Install what the locks of `layers` name, and nothing else, with pip."""
    say(f"Installing the packages of {' and '.join(f'locks/{layer}.txt' for layer in layers)}; this takes minutes.")
    command = [str(environment_python()), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += [
        "--only-binary",
        ":all:",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar",
        "off",
        "--retries",
        "3",
    ]
    for layer in layers:
        command += ["-r", str(LOCKS / f"{layer}.txt")]
    started = time.monotonic()
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=outer_environment())
        assert process.stdout is not None
        with process:
            for raw in process.stdout:
                line = raw.decode(errors="replace")
                log.write(line)
                large = re.match(r"\s+Downloading (\S+?)-\d\S* \((\d+\.\d MB|[\d.]+ GB)\)", line)
                if large:
                    say(f"  {large.group(1)}, {large.group(2)}")
                elif line.startswith("Installing collected packages"):
                    say("  unpacking")
    if process.returncode != 0:
        raise SetupError(why_pip_failed(LOG.read_text(encoding="utf-8")))
    say(f"Ready after {time.monotonic() - started:.0f} s.")


def why_pip_failed(log: str) -> str:
    """pip's output in words that say what to do."""
    if re.search(r"No space left on device|Errno 28", log):
        return "The disk is full. Free some space and repeat the command."
    if "DO NOT MATCH THE HASHES" in log:
        return (
            "A package that came is not the one that the lock names, so nothing of it was installed.\n"
            "A proxy or a mirror in between may have changed it; details are in " + str(LOG)
        )
    offline = "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ConnectionReset|ProxyError|SSLError"
    if re.search(offline + "|Network is unreachable|name resolution", log):
        return "The packages could not be fetched: no connection to the package index.\nConnect and repeat the command."
    absent = re.search(r"No matching distribution found for (\S+)", log)
    if absent:
        return f"The package index has no {absent.group(1)} for this system; details are in {LOG}"
    return "pip failed:\n" + "\n".join(log.strip().splitlines()[-12:])


# -- what to run -----------------------------------------------------------------------------------------------


def hand_over(arguments: list[str]) -> int:
    """Run the application with `arguments`; on POSIX this process becomes it."""
    # -P: a folder called `core` where the user happens to be must not be taken for ours.
    command = [str(environment_python()), "-P", "-m", "facenet_gui", *arguments]
    # So that its help shows what can be typed here, where there is no `facenet`.
    called = f"{'py' if os.name == 'nt' else 'python3'} {shlex.quote(sys.argv[0])}"
    environment = {**outer_environment(), "FACENET_CALLED": called}
    if os.name == "posix":
        os.execve(command[0], command, environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the application's to answer.
    return subprocess.run(command, env=environment, check=False).returncode


def run_tool(name: str, arguments: list[str]) -> int:
    """Run a module of `tools` in the environment and in this folder; returns its exit code."""
    command = [str(environment_python()), "-m", f"tools.{name}", *arguments]
    return subprocess.run(command, cwd=str(ROOT), env=outer_environment(), check=False).returncode


def main(arguments: list[str]) -> int:
    """Set up what is needed, then run; returns the exit code."""
    testing, freezing = arguments[:1] == ["test"], arguments == ["freeze"]
    try:
        check_platform(sys.platform, platform.machine(), bits64=sys.maxsize > 2**32)
        check_glibc(platform.machine(), glibc_version())
        layers = ["cuda" if nvidia_card() else "app"]
        provide_environment([*layers, *(["dev"] if testing else []), *(["freeze"] if freezing else [])])
        provide_libraries(required=testing or freezing)
        if testing or freezing:
            return run_tool("checks" if testing else "freeze", arguments[1:])
        return hand_over(arguments)
    except SetupError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"{error.filename or 'The system'}: {error.strerror or error}.")
        return 1
    except KeyboardInterrupt:
        say("Interrupted. The next run goes on.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
