"""One person: their pictures, and what can be done with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from core.gallery.records import Template
from facenet_gui.icons import icon
from facenet_gui.pages.people_work import PersonSeen
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import SPACE, button, column, label, row, tool
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem, ImageLoader
from facenet_gui.words import day, grouped


class ElidedTitle(QWidget):
    """A title of any length in one line; all of it as the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._label = label("", "title")
        self._label.setMinimumWidth(10)
        self.setLayout(row(self._label))

    def set_text(self, text: str) -> None:
        self._text = text
        self._label.setToolTip(text)
        self._label.setAccessibleName(text)
        self._elide()

    @property
    def text(self) -> str:
        return self._text

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self._label.font())
        self._label.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, max(self.width(), 10)))


class PersonView(QWidget):
    """A person's templates. The signals say what the user wants; template ids go with those about templates."""

    left = Signal()
    rename_wanted = Signal(int)
    merge_wanted = Signal(int)
    delete_wanted = Signal(int)
    more_wanted = Signal(str)
    remove_wanted = Signal(list)
    split_wanted = Signal(list)
    cover_wanted = Signal(int, int)

    def __init__(self, theme: Theme, loader: ImageLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: PersonSeen | None = None
        self._title = ElidedTitle()
        self._facts = label("", "quiet", wrap=True)
        back = tool("chevron-left", self.tr("Back to everybody"), self.left.emit)
        self._rename = button(self.tr("Rename…"), lambda: self._send(self.rename_wanted), icon_name="pencil")
        self._merge = button(self.tr("Merge with…"), lambda: self._send(self.merge_wanted), icon_name="merge")
        self._delete = button(
            self.tr("Delete"), lambda: self._send(self.delete_wanted), kind="danger", icon_name="trash-2"
        )
        self._more = button(self.tr("Add pictures…"), self._on_more, kind="primary", icon_name="images")
        self.grid = FaceGrid(loader, side=theme.px(120), multiple=True)
        self.grid.setAccessibleName(self.tr("Pictures of this person"))
        self.grid.chosen.connect(self._on_chosen)
        self.grid.menu_wanted.connect(self._on_menu)
        self._words = label("", "quiet")
        self._cover = button(self.tr("Use as cover"), self._on_cover, kind="quiet", icon_name="star")
        self._split = button(self.tr("Split off…"), self._on_split, kind="quiet", icon_name="split")
        self._remove = button(self.tr("Remove"), self._on_remove, kind="quiet", icon_name="trash-2")
        self._remove_action = QAction(self.tr("Remove the chosen pictures"), self)
        self._remove_action.setShortcut(QKeySequence.StandardKey.Delete)
        self._remove_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._remove_action.triggered.connect(self._on_remove)
        self.addAction(self._remove_action)
        head = row(back, self._title, self._rename, self._merge, self._delete, self._more)
        head.setStretch(1, 1)
        layout = column(spacing=SPACE)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addWidget(self.grid, 1)
        layout.addLayout(row(self._words, None, self._cover, self._split, self._remove))
        self.setLayout(layout)
        self._on_chosen([])

    @property
    def person_id(self) -> int | None:
        return None if self._seen is None else self._seen.person.id

    @property
    def name(self) -> str:
        return "" if self._seen is None else self._seen.person.name

    def show_person(self, seen: PersonSeen) -> None:
        self._seen = seen
        person = seen.person
        self._title.set_text(person.name)
        pictures = (
            self.tr("1 picture") if person.templates == 1 else self.tr("{0} pictures").format(grouped(person.templates))
        )
        parts = [pictures]
        if seen.templates:
            parts.append(self.tr("since {0}").format(day(min(one.time for one in seen.templates))))
        if person.rejected:
            parts.append(
                self.tr("1 face that is not this person")
                if person.rejected == 1
                else self.tr("{0} faces that are not this person").format(person.rejected)
            )
        self._facts.setText(" · ".join(parts))
        ordered = sorted(seen.templates, key=lambda one: (one.rejected, -(one.quality or 0), one.id))
        self.grid.set_items([self._item(one) for one in ordered])
        self._on_chosen(self.grid.chosen_items())

    def forget(self) -> None:
        self._seen = None
        self.grid.set_items([])

    def _item(self, template: Template) -> FaceItem:
        assert self._seen is not None  # only called while somebody is shown
        quality = (
            self.tr("not judged")
            if template.quality is None
            else self.tr("Quality {0}").format(f"{template.quality:.2f}")
        )
        is_cover = template.id == self._seen.person.cover
        return FaceItem(
            key=(template.person_id, template.id),
            title=self.tr("Not this person") if template.rejected else quality,
            note=day(template.time),
            badge=self.tr("Cover") if is_cover else "",
            dimmed=template.rejected,
        )

    def _send(self, signal: SignalInstance) -> None:
        if self._seen is not None:
            signal.emit(self._seen.person.id)

    def _chosen(self) -> list[Template]:
        if self._seen is None:
            return []
        ids = {item.key[1] for item in self.grid.chosen_items()}  # type: ignore[index]
        return [template for template in self._seen.templates if template.id in ids]

    def _on_chosen(self, _: list[FaceItem]) -> None:
        chosen = self._chosen()
        own = [template for template in chosen if not template.rejected]
        everything = self._seen is not None and len(own) == self._seen.person.templates
        words = self.tr("Choose pictures to remove them, to split them off, or for the cover.")
        if chosen:
            words = self.tr("{0} chosen").format(len(chosen))
            if len(chosen) == 1 and chosen[0].source:
                words = self.tr("1 chosen, from {0}").format(Path(chosen[0].source).name)
        self._words.setText(words)
        self._words.setToolTip(chosen[0].source if len(chosen) == 1 else "")
        self._cover.setEnabled(len(own) == 1 and len(chosen) == 1)
        self._split.setEnabled(bool(own) and len(own) == len(chosen) and not everything)
        self._split.setToolTip(self.tr("Renaming does the same for all pictures.") if everything and own else "")
        self._remove.setEnabled(bool(chosen))
        self._remove_action.setEnabled(bool(chosen))

    def _on_more(self) -> None:
        if self._seen is not None:
            self.more_wanted.emit(self._seen.person.name)

    def _on_cover(self) -> None:
        chosen = self._chosen()
        if chosen and self._seen is not None:
            self.cover_wanted.emit(self._seen.person.id, chosen[0].id)

    def _on_split(self) -> None:
        self.split_wanted.emit([template.id for template in self._chosen()])

    def _on_remove(self) -> None:
        self.remove_wanted.emit([template.id for template in self._chosen()])

    def _on_menu(self, _: FaceItem, place: QPoint) -> None:
        menu = QMenu(self)
        for source, then in (
            (self._cover, self._on_cover),
            (self._split, self._on_split),
            (self._remove, self._on_remove),
        ):
            action = menu.addAction(source.icon(), source.text())
            action.setEnabled(source.isEnabled())
            action.triggered.connect(then)
        menu.addSeparator()
        sources = [template.source for template in self._chosen() if template.source]
        action = menu.addAction(icon("info"), sources[0] if sources else self.tr("No source was noted"))
        action.setEnabled(False)
        menu.exec(place)
        menu.deleteLater()
