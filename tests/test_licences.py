"""Every package that the locks name and that is installed says its licence."""

import re
from pathlib import Path

from core.resources import installed_licences, licence_texts

ROOT = Path(__file__).parents[1]


def test_every_installed_package_of_the_locks_says_its_licence():
    locks = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "locks").glob("*.txt"))
    locked = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"(?m)^([\w.-]+)==", locks)}
    listed = {name: licence for name, _, licence in installed_licences() if name in locked}
    assert {"tensorflow", "numpy", "cryptography", "keras"} <= listed.keys()
    assert [name for name, licence in listed.items() if not licence] == []


def test_every_locked_package_has_hashes():
    for path in (ROOT / "locks").glob("*.txt"):
        for block in re.split(r"(?m)^(?=[\w.-]+==)", path.read_text(encoding="utf-8"))[1:]:
            assert "--hash=sha256:" in block, f"{path.name}: {block.splitlines()[0]}"


def test_what_travels_along_has_its_text():
    texts = licence_texts()
    for part in ("MIT", "CC0", "ISC"):
        assert part in texts
