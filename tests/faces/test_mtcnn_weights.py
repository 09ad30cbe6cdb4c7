from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import ModelError
from core.faces.mtcnn_weights import load_weights


def package_folder() -> Path:
    found = importlib.util.find_spec("mtcnn")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "assets" / "weights"


def test_the_weights_are_plain_float32_arrays() -> None:
    weights = load_weights()
    assert [len(network) for network in weights] == [13, 16, 21]
    for network in weights:
        for array in network:
            assert type(array) is np.ndarray
            assert array.dtype == np.float32
            assert np.isfinite(array).all()
    assert sum(array.size for network in weights for array in network) == 495_850


def test_reading_them_imports_neither_the_package_nor_tensorflow() -> None:
    code = (
        "import sys; from core.faces.mtcnn_weights import load_weights; load_weights(); "
        "print([m for m in ('mtcnn', 'tensorflow', 'keras') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_changed_file_is_never_unpickled(tmp_path: Path) -> None:
    for file in package_folder().iterdir():
        if file.suffix == ".lz4":
            shutil.copy(file, tmp_path)
    flag = tmp_path / "ran"

    # A pickle that would create a file, in the place of the second network.
    content = b"cpathlib\nPath\n(S'" + str(flag).encode() + b"'\ntR(i__builtin__\nprint\n."
    (tmp_path / "rnet.lz4").write_bytes(content)
    with pytest.raises(ModelError, match=r"rnet\.lz4 are not those of mtcnn 1\.0\.0.*pip install"):
        load_weights(tmp_path)
    assert not flag.exists()


def test_a_missing_file_and_a_missing_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match=r"pnet\.lz4 cannot be read"):
        load_weights(tmp_path)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="not installed"):
        load_weights()
