"""What is wrong with photos, grouped: from a survey before anything was opened, from a check, from a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from core.data.import_report import ImportReport
from core.data.lfw_names import person_key
from core.data.source import Survey
from facenet_gui.widgets.basics import quiet_colour
from facenet_gui.words import grouped

# Of each group, so many examples are listed.
_EXAMPLES = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("Problems", text)


def reason_in_words(reason: str) -> str:
    """A `core.data.skipped.Reason` as a heading."""
    return {
        "unreadable": _tr("Cannot be read as a picture"),
        "unreadable_folder": _tr("Folder cannot be read"),
        "no_face": _tr("No face found"),
        "too_small": _tr("Face too small to tell people apart"),
        "exact_duplicate": _tr("The same file a second time"),
        "near_duplicate": _tr("The same photograph in another file"),
        "two_identities": _tr("The same file under two people"),
        "single_image": _tr("People with too few photos"),
        "in_lfw": _tr("People of LFW"),
        "linked_twice": _tr("A link to a folder that was read already"),
        "stray": _tr("Photos in no person's folder"),
        "empty_folder": _tr("Folders without a photo"),
    }.get(reason, reason)


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind of problem.

    Attributes:
        note: What happens to them.
        examples: A path and what was found there.
    """

    title: str
    count: int
    note: str
    examples: tuple[tuple[str, str], ...]


def survey_groups(
    found: Survey, *, minimum_images: int, lfw_names: Collection[str] = frozenset(), without_lfw: bool = True
) -> list[Group]:
    """What can be told from names alone.

    Args:
        lfw_names: `person_key`s of LFW's people, as far as they are known.
        without_lfw: Whether those are left out.
    """
    groups = _skipped_groups([(skip.reason, skip.path, skip.detail) for skip in found.skipped])
    few = [person for person in found.identities if len(person.photos) < minimum_images]
    if few:
        examples = [(person.name, _tr("{0} photos").format(len(person.photos))) for person in few]
        groups.append(_group(reason_in_words("single_image"), examples, _tr("left out")))
    shared = [person.name for person in found.identities if person_key(person.name) in lfw_names]
    if shared:
        note = _tr("left out") if without_lfw else _tr("kept: then do not measure on LFW")
        groups.append(_group(_tr("People whose names are in LFW"), [(name, "") for name in shared], note))
    return groups


def report_groups(report: ImportReport) -> list[Group]:
    """Everything that an import or a check found."""
    return saved_report_groups(report.to_json())


def saved_report_groups(report: Mapping[str, Any]) -> list[Group]:
    """The same from a data set's `report.json`; of one that is of another kind, what can be read."""
    groups = _skipped_groups(
        [
            (str(skip.get("reason", "")), str(skip.get("path", "")), str(skip.get("detail", "")))
            for skip in _entries(report, "skipped")
        ]
    )
    several = [
        (str(photo.get("path", "")), _tr("{0} faces").format(photo.get("faces", "")))
        for photo in _entries(report, "several_faces")
    ]
    if several:
        groups.append(_group(_tr("Several faces"), several, _tr("kept: the most central large one")))
    alike = _entries(report, "near_duplicates")
    for across, title, note in (
        (False, _tr("The same photograph in another file"), _tr("kept")),
        (True, _tr("The same photograph under two people"), _tr("kept: one of the names is probably wrong")),
    ):
        pairs = [
            (str(pair.get("path", "")), _tr("like {0}").format(pair.get("other_path", "")))
            for pair in alike
            if (pair.get("identity") != pair.get("other_identity")) == across
        ]
        if pairs:
            groups.append(_group(title, pairs, note))
    return groups


def _entries(report: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = report.get(key)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _skipped_groups(skipped: Sequence[tuple[str, str, str]]) -> list[Group]:
    by_reason: dict[str, list[tuple[str, str]]] = {}
    for reason, path, detail in skipped:
        by_reason.setdefault(reason, []).append((path, detail))
    return [_group(reason_in_words(reason), examples, _tr("left out")) for reason, examples in by_reason.items()]


def _group(title: str, examples: Sequence[tuple[str, str]], note: str) -> Group:
    return Group(title, len(examples), note, tuple(examples[:_EXAMPLES]))


class ProblemTree(QTreeWidget):
    """The groups, to be folded out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName(self.tr("Problems"))
        self.groups: list[Group] = []

    def show_groups(self, groups: Sequence[Group]) -> None:
        self.groups = list(groups)
        self.clear()
        for group in groups:
            top = QTreeWidgetItem([f"{group.title} · {grouped(group.count)}", group.note])
            for path, detail in group.examples:
                child = QTreeWidgetItem([path, detail])
                child.setToolTip(0, path)
                child.setToolTip(1, detail)
                top.addChild(child)
            if group.count > len(group.examples):
                top.addChild(
                    QTreeWidgetItem([_tr("… and {0} more").format(grouped(group.count - len(group.examples)))])
                )
            self.addTopLevelItem(top)
        self._colour()
        self.header().resizeSection(0, round(self.width() * 0.55))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        """The second column steps back, in the colours of now."""
        quiet = QColor(quiet_colour())
        items = QTreeWidgetItemIterator(self)
        while (item := items.value()) is not None:
            item.setForeground(1, quiet)
            items += 1
