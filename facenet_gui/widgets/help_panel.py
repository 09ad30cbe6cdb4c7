"""The panel at the window's right that explains the page in front, and whatever has the focus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocumentFragment,
    QTextFormat,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QTextBrowser, QVBoxLayout, QWidget

from facenet_gui.help_texts import anchor_of, document, documentation, page_help
from facenet_gui.languages import spoken
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, column, label, row, tool
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm, field_words, values_in_words

_EDGE, _INDENT = 12.0, 18.0


class HelpPanel(QFrame):
    """Follows the page (`show_page`) and the focus; a link of it opens the documentation in its place.

    Args:
        docs: The folder of the documentation, None where there is none; where not given, it is looked for.
    """

    closed = Signal()

    def __init__(self, theme: Theme, docs: Path | str | None = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._docs = documentation() if isinstance(docs, str) else docs
        self._page = ""
        self._document: Path | None = None
        self.setObjectName("help")
        self.setAccessibleName(self.tr("Help"))
        self.setMinimumWidth(theme.px(240))
        self._back = tool("chevron-left", self.tr("Back to the help for the page"), self._on_back)
        self._back.hide()
        close = tool("x", self.tr("Close the help"), self.closed.emit)
        self._title, self._words = label("", "heading", wrap=True), label("", wrap=True, selectable=True)
        self._facts = label("", "small", wrap=True, selectable=True)
        self._at_hand = QFrame()
        self._at_hand.setProperty("role", "banner")
        self._at_hand.setProperty("tone", "info")
        self._at_hand.setLayout(column(self._title, self._words, self._facts, spacing=4, margins=(12, 10, 12, 10)))
        self._at_hand.hide()
        self._text = _Browser()
        self._text.setAccessibleName(self.tr("Help for this page"))
        self._text.anchorClicked.connect(self._on_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(row(self._back, label(self.tr("Help"), "heading"), None, close, margins=(GAP, 0, 0, 0)))
        layout.addWidget(self._at_hand)
        layout.addWidget(self._text, 1)
        theme.changed.connect(self._draw)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # no widget without one
        application.focusChanged.connect(self._on_focus)

    def show_page(self, key: str) -> None:
        """Explain this page from now on."""
        self._page, self._document = key, None
        self._at_hand.hide()
        self._draw()
        self._text.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Let the keyboard scroll the text."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def text(self) -> str:
        """What the reader sees below, without its looks."""
        return self._text.toPlainText()

    @property
    def at_hand(self) -> str:
        """What is said about what has the focus, a line each; empty where nothing is."""
        shown = (each.text() for each in (self._title, self._words, self._facts))
        return "" if self._at_hand.isHidden() else "\n".join(text for text in shown if text)

    # -- the text

    @Slot()
    def _draw(self) -> None:
        """Anew, since links keep the colour that they were made in."""
        if not self._page:
            return
        bar = self._text.verticalScrollBar()
        place = bar.value()
        if self._document is None:
            self._text.show_markdown(page_help(self._page, spoken(), self._docs))
        else:
            self._text.show_markdown(document(self._document))
        self._back.setVisible(self._document is not None)
        bar.setValue(place)

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(url)
            return
        folder = self._document.parent if self._document is not None else self._docs
        if url.path() and folder is not None:
            target = (folder / url.path()).resolve()
            if not (target.is_file() and target.suffix == ".md"):
                return
            self._document = target
            self._draw()
            self._text.verticalScrollBar().setValue(0)
        if url.fragment():
            self._scroll_to(url.fragment())

    def _scroll_to(self, anchor: str) -> None:
        for block in self._text.headings():
            if anchor_of(block.text()) == anchor:
                top = self._text.document().documentLayout().blockBoundingRect(block).top()
                self._text.verticalScrollBar().setValue(round(top))
                return

    def _on_back(self) -> None:
        self._document = None
        self._draw()
        self._text.verticalScrollBar().setValue(0)
        self._text.setFocus()

    # -- what has the focus

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Whoever reads here, or looks at another window, wants to keep what is said.
        if new is None or not self.isVisible() or self.isAncestorOf(new) or new.window() is not self.window():
            return
        title, words, facts = explained(new)
        for shown, text in ((self._title, title), (self._words, words), (self._facts, facts)):
            shown.setText(text)
            shown.setVisible(bool(text))
        self._at_hand.setVisible(bool(words))


def explained(widget: QWidget) -> tuple[str, str, str]:
    """What a control is called, what it is for, and what it takes; empty where nobody has said it."""
    form = widget.parentWidget()
    while form is not None and not isinstance(form, HyperparameterForm):
        form = form.parentWidget()
    if form is not None:
        for words in field_words():
            if words.name == widget.objectName():
                return words.title, words.help, values_in_words(words.name)
    name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    tip = QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText() if widget.toolTip() else ""
    return (name.replace("&", ""), tip, "") if tip != name else (name, "", "")


class _Browser(QTextBrowser):
    """Markdown in the sizes of the window. Follows no link by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning."""
        self.setMarkdown(text)
        self.document().setDocumentMargin(_EDGE)
        self.document().setIndentWidth(_INDENT)
        for heading in self.headings():
            cursor = QTextCursor(heading)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            # Qt makes them as large as on a page of paper.
            looks = QTextCharFormat()
            first = heading.blockFormat().headingLevel() == 1
            looks.setProperty(QTextFormat.Property.FontSizeAdjustment, 1 if first else 0)
            looks.setFontWeight(QFont.Weight.Bold)
            cursor.mergeCharFormat(looks)
            room = QTextBlockFormat()
            room.setTopMargin(0 if first else 2 * GAP)
            cursor.mergeBlockFormat(room)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def headings(self) -> Iterator[QTextBlock]:
        """The headings, in their order."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                yield block
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.document().setDefaultFont(self.font())
