"""The help panel and its texts: complete in every language, true to the window, and following page and focus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextBrowser

from core.hyperparameters import fields
from facenet_gui.help_texts import anchor_of, document, documentation, help_file, page_help
from facenet_gui.languages import NAMES, speak
from facenet_gui.main_window import MainWindow
from facenet_gui.page import Page
from facenet_gui.page_kinds import PageKind, page_kinds
from facenet_gui.theme import DARK, LIGHT
from facenet_gui.widgets.help_panel import HelpPanel, explained
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from tools.make_translations import translations
from tools.translatable import read_all

PAGES = [kind.key for kind in page_kinds()]
OTHERS = [code for code in NAMES if code != "en"]
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_LINK = re.compile(r"\]\(([^)]+)\)")


class FieldPage(Page):
    """A page with a field."""

    def __init__(self, services, parent=None):
        super().__init__(services, parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Height")
        self.field.setToolTip("In metres, <i>not</i> in feet.")
        self.quiet = QPushButton("Nothing to say", self)
        self.quiet.move(0, 60)
        self.form = HyperparameterForm(self)
        self.form.move(0, 120)


@pytest.fixture
def window(qtbot, services):
    kinds = [
        PageKind("data", "Data", "database", __name__, "FieldPage"),
        PageKind("people", "People", "users", __name__, "FieldPage"),
    ]
    made = MainWindow(services, kinds)
    qtbot.addWidget(made)
    made.show_page("data")
    made.show()
    made.activateWindow()
    return made


def said(page: str, language: str) -> str:
    return help_file(page, language).read_text(encoding="utf-8")


def controls(text: str) -> list[str]:
    """What stands in bold: names of controls and figures."""
    return [" ".join(name.split()) for name in _BOLD.findall(text)]


def plain(text: str) -> str:
    """A text of the window without its key and the value at its end."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "").replace(" {0}", "")


# -- the texts


def test_there_is_help_for_every_page_in_every_language_and_no_other():
    folder = help_file("data", "en").parent
    wanted = {help_file(page, language) for page in PAGES for language in NAMES}
    assert set(folder.rglob("*.md")) == wanted


@pytest.mark.parametrize("page", PAGES)
def test_the_help_names_only_what_the_window_says(page):
    window_says = {plain(message.source) for message in read_all().messages}
    unknown = [name for name in controls(said(page, "en")) if name not in window_says]
    assert not unknown
    assert len(controls(said(page, "en"))) >= 8


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_all_languages_say_the_same(page, code):
    english, other = said(page, "en"), said(page, code)
    levels = re.compile(r"^(#+) \S", re.MULTILINE)
    assert levels.findall(other) == levels.findall(english)
    assert _LINK.findall(other) == _LINK.findall(english)
    assert len(re.findall(r"^(?:- |\d\. )", other, re.MULTILINE)) == len(
        re.findall(r"^(?:- |\d\. )", english, re.MULTILINE)
    )
    words: dict[str, set[str]] = {}
    for message, translation in translations(code).items():
        words.setdefault(plain(message.source), set()).add(plain(translation))
    # Each language has its own order of words.
    left = controls(other)
    for name in controls(english):
        found = next((translated for translated in left if translated in words[name]), None)
        assert found is not None, f"{name} is {words[name]} in the window"
        left.remove(found)
    assert not left


def test_its_links_lead_to_what_is_there():
    docs = documentation()
    assert docs is not None  # the tests run in a checkout
    for page in PAGES:
        for target in _LINK.findall(said(page, "en")):
            name, _, anchor = target.partition("#")
            text = (docs / name).read_text(encoding="utf-8")
            headings = [anchor_of(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")]
            assert not anchor or anchor in headings, target


def test_without_the_documentation_a_link_is_only_words(tmp_path):
    assert "](" in page_help("data", "en", documentation())
    text = page_help("data", "en", None)
    assert "](" not in text
    assert "- Files" in text
    (tmp_path / "a.md").write_text("![A picture](b.png)\n\n[there](c.md#x) [gone](d.md) [far](https://e.org/f.md)")
    (tmp_path / "c.md").write_text("# X")
    assert document(tmp_path / "a.md") == "[there](c.md#x) gone [far](https://e.org/f.md)"


# -- the panel


def test_f1_opens_it_for_the_page_in_front_and_it_follows(window, qtbot, services):
    assert not window.helping.shown
    qtbot.keyClick(window, Qt.Key.Key_F1)
    panel = window.helping.panel
    assert panel.isVisible()
    assert panel.text.startswith("Data\n")
    assert services.settings["help"] is True
    window.show_page("people")
    assert panel.text.startswith("People\n")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert not panel.isVisible()
    assert services.settings["help"] is False


def test_escape_closes_it_and_the_page_has_the_focus_again(window, qtbot):
    window.helping.toggle()
    browser = window.helping.panel.findChild(QTextBrowser)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is browser)
    before = browser.verticalScrollBar().value()
    qtbot.keyClick(browser, Qt.Key.Key_PageDown)
    assert browser.verticalScrollBar().value() > before
    qtbot.keyClick(browser, Qt.Key.Key_Escape)
    assert not window.helping.shown
    assert QApplication.focusWidget() is window.page("data")


def test_it_is_opened_again_the_next_time(window, qtbot, services):
    window.helping.toggle()
    services.settings.save()
    again = MainWindow(services, [PageKind("people", "People", "users", __name__, "FieldPage")])
    qtbot.addWidget(again)
    again.show()
    again.show_page("people")
    assert again.helping.shown
    assert again.helping.panel.text.startswith("People\n")


def test_what_has_the_focus_is_explained(window, qtbot):
    page = window.page("data")
    window.helping.toggle()
    panel = window.helping.panel
    page.field.setFocus()
    qtbot.waitUntil(lambda: panel.at_hand == "Height\nIn metres, not in feet.")
    page.quiet.setFocus()
    qtbot.waitUntil(lambda: panel.at_hand == "")
    margin = page.form.findChild(type(page.form._controls["margin"].widget), "margin")
    margin.setFocus()
    qtbot.waitUntil(lambda: panel.at_hand.startswith("Margin\n"))
    field = fields()["margin"]
    assert field.description in panel.at_hand
    assert f"Default: {field.default:g}." in panel.at_hand
    # Reading in the panel itself does not take away what is read.
    panel.take_focus()
    qtbot.waitUntil(lambda: panel.isAncestorOf(QApplication.focusWidget()))
    assert panel.at_hand.startswith("Margin\n")


def test_every_hyperparameter_is_explained_with_its_default(qtbot):
    form = HyperparameterForm()
    qtbot.addWidget(form)
    for name, control in form._controls.items():
        _title, words, facts = explained(control.widget)
        assert words, name
        assert "Default: " in facts, name
        assert facts.splitlines()[-1] == name


def test_a_link_opens_the_documentation_in_it_and_the_way_back_is_there(qtbot, services):
    panel = HelpPanel(services.theme)
    qtbot.addWidget(panel)
    panel.resize(320, 300)
    panel.show()
    panel.show_page("training")
    panel._on_link(QUrl("training.md#reading-the-curves"))
    assert panel.text.startswith("Train a good model")
    bar = panel.findChild(QTextBrowser).verticalScrollBar()
    assert bar.value() > 0
    assert panel._back.isVisible()
    panel._on_link(QUrl("no-such-file.md"))
    assert panel.text.startswith("Train a good model")
    panel._on_back()
    assert panel.text.startswith("Training")
    assert not panel._back.isVisible()


def test_its_links_have_the_colours_of_the_theme(qtbot, services):
    panel = HelpPanel(services.theme, Path(documentation()))
    qtbot.addWidget(panel)
    for appearance, colours in (("dark", DARK), ("light", LIGHT)):
        services.settings["appearance"] = appearance
        panel.show_page("data")
        html = panel.findChild(QTextBrowser).toHtml()
        assert f"color:{colours.accent}" in html


@pytest.mark.parametrize(("code", "begins"), [("de", "Daten\n"), ("zh_CN", "数据\n")])
def test_it_speaks_the_language_of_the_window(qtbot, qapp, services, code, begins):
    translators = speak(qapp, code)
    try:
        panel = HelpPanel(services.theme)
        qtbot.addWidget(panel)
        panel.show_page("data")
        assert panel.text.startswith(begins)
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
