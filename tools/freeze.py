"""The application as a folder that needs no Python: `python3 run.py freeze` makes dist/facenet.

PyInstaller packs what the environment holds, for the system it runs on: an environment with CUDA gives a folder with
CUDA. `tools/facenet.spec` says what goes in. At the end the program that was made takes photos of people it draws, and
compares two of them: its data files, the detector, TensorFlow and the built-in model have to work for that.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "freeze"
DIST = ROOT / "dist"


def program(dist: Path = DIST) -> Path:
    """What a user starts."""
    return dist / "facenet" / ("facenet.exe" if os.name == "nt" else "facenet")


def draw_icon(path: Path) -> None:
    """The application's icon as a PNG of 256 px, from which PyInstaller makes what the system wants."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "facenet.svg")).render(painter)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written.")


def check(executable: Path) -> int:
    """Photos of two drawn people, and whether two of them show the same one; the exit code of what failed, or 0.

    The program runs in an empty home and with nothing of this environment.
    """
    strange = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in strange}
    with tempfile.TemporaryDirectory() as folder:
        environment["FACENET_HOME"] = str(Path(folder, "home"))
        photos = Path(folder, "photos")
        drawn = [str(executable), "sample", "--photos", str(photos), "--identities", "2", "--images", "2"]
        done = subprocess.run(drawn, cwd=folder, env=environment, check=False)
        if done.returncode == 0:
            first, second, *_ = sorted(path for path in photos.rglob("*") if path.is_file())
            done = subprocess.run([str(executable), "verify", str(first), str(second)], env=environment, check=False)
    return done.returncode


def size_of(folder: Path) -> int:
    """Bytes of all files in it; a link counts nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def main() -> int:
    draw_icon(WORK / "facenet.png")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(WORK), str(ROOT / "tools" / "facenet.spec")]
    print("Packing; this takes minutes.", flush=True)
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        print("PyInstaller failed; its last lines say why.", file=sys.stderr)
        return done.returncode
    code = check(program())
    if code != 0:
        print(f"{program()} was made but does not work: see above.", file=sys.stderr)
        return code
    print(f"{program()}: {size_of(program().parent) / 1e9:.1f} GB. Give the whole folder away, not the program alone.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
