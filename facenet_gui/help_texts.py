"""What the help panel shows: a Markdown text for each page and language, and the project's documentation.

The texts lie in `resources/help`. The documentation is there in a checkout only; where a file of it is missing, the
words of a link stay and the link goes.
"""

from __future__ import annotations

import re
from pathlib import Path

from core.resources import resources_folder

# A link to another page, as Markdown has it; an anchor may follow the file's name.
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s:#]+\.md)(#[^)\s]*)?\)")
# A picture on a line of its own: far too wide for a panel.
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*$\n?", re.MULTILINE)


def help_file(page: str, language: str) -> Path:
    """Where the help for a page is.

    Args:
        page: As the window names its pages, "data" for instance.
        language: A key of `facenet_gui.languages.NAMES`.
    """
    folder = resources_folder() / "help"
    return (folder if language == "en" else folder / language) / f"{page}.md"


def documentation() -> Path | None:
    """The folder of the documentation, or None where the application was installed without it."""
    folder = resources_folder().parent / "docs"
    return folder if (folder / "index.md").is_file() else None


def page_help(page: str, language: str, docs: Path | None) -> str:
    """The help for a page, in Markdown; its links lead into `docs`, and are only words without it.

    Raises:
        FileNotFoundError: There is none.
    """
    return _with_links(help_file(page, language).read_text(encoding="utf-8"), docs)


def document(file: Path) -> str:
    """A page of the documentation, in Markdown, without its pictures."""
    return _with_links(_PICTURE.sub("", file.read_text(encoding="utf-8")), file.parent)


def anchor_of(heading: str) -> str:
    """The anchor that a heading gets, as MkDocs names it."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())


def _with_links(text: str, folder: Path | None) -> str:
    """The same text; of links to files that are not there only the words."""

    def keep(link: re.Match[str]) -> str:
        there = folder is not None and (folder / link[2]).is_file()
        return link[0] if there else link[1]

    return _LINK.sub(keep, text)
