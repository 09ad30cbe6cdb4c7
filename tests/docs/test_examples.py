"""The examples of docs/api.md, run as a reader would: from top to bottom, in an empty folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "api.md"


def examples(page: Path) -> list[tuple[int, str]]:
    """Line number and code of each example."""
    text = page.read_text(encoding="utf-8")
    found = re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, match.start()) + 1, match[1]) for match in found]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the page's examples leave behind."""
    namespace: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("reader"))
        patch.setenv("FACENET_HOME", str(tmp_path_factory.mktemp("home")))
        for line, code in examples(PAGE):
            # As many empty lines before it as the page has, so that a traceback names the page's line.
            exec(compile("\n" * line + code, str(PAGE), "exec"), namespace)
    return namespace


def test_the_examples_run_and_do_what_the_page_says(names: dict[str, Any]) -> None:
    threshold = names["embedder"].card.distance_threshold
    assert names["same"] < threshold < names["other"]
    assert names["chip_rgb"].shape == (180, 180, 3)
    assert names["embedding"].shape == (128,)
    assert list(names["predicted"]) == ["Ada", "Alma", "Anouk", "Arno"]
    assert (names["known"].name, names["unknown"].name) == ("Ada", None)
    assert names["held_out"].auc > 0.9
    assert names["figures"].pairs == 12
    assert names["end"].reason == "finished"
    assert len(names["losses"]) == 3
    assert names["trained"].card.network == "tiny"


def test_every_module_that_the_page_names_is_there() -> None:
    import importlib

    for dotted in set(re.findall(r"`(core(?:\.\w+)+)`", PAGE.read_text(encoding="utf-8"))):
        module, _, name = dotted.rpartition(".")
        try:
            importlib.import_module(dotted)
        except ModuleNotFoundError:
            assert hasattr(importlib.import_module(module), name), dotted
