"""The window in other languages: nothing is missing, nothing is broken, and there is room for it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QScrollArea, QTabBar, QToolButton, QWidget

import core.faces.quality
import core.training.doctor
from core.resources import resources_folder
from facenet_gui.core_words import in_words
from facenet_gui.dialogs.settings import SettingsDialog
from facenet_gui.dialogs.unlock import NewPassphraseDialog
from facenet_gui.dialogs.welcome import Welcome
from facenet_gui.languages import SYSTEM, choose, speak
from facenet_gui.main_window import MainWindow
from facenet_gui.page_kinds import page_kinds
from facenet_gui.services import Services
from facenet_gui.widgets.elided import Elided
from facenet_gui.words import grouped
from tests.gui.fakes import scene
from tests.training.runs import begin, end, epoch, make_run, step
from tools.make_translations import LANGUAGES, problems, translations
from tools.translatable import Message

# Values to be filled in, what files are chosen by, and line breaks: they must come out of a translation unharmed.
_KEPT = re.compile(r"\{\d[^}]*\}|%n|%L?\d|</?\w[^>]*>|\*\.\w+|\*\{\d\}|;;|\n")
_MNEMONIC = re.compile(r"&(\w)")


@pytest.fixture
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Speak a language during the test."""
    code = request.param
    before = QLocale()
    translators = speak(qapp, code)
    assert len(translators) == 2, f"Qt's words or ours in {code} are not there"
    yield code
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


in_every_language = pytest.mark.parametrize("language", LANGUAGES, indirect=True)


def test_every_text_of_the_window_is_translated_and_no_other():
    assert not problems(), "python -m tools.make_translations brings the files up to date"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_what_is_filled_in(code):
    wrong = [
        (message.source, said)
        for message, said in translations(code).items()
        if said and Counter(_KEPT.findall(message.source)) != Counter(_KEPT.findall(said))
    ]
    assert not wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_mnemonics_and_the_dots_of_what_asks_first(code):
    for message, said in translations(code).items():
        if not said:
            continue  # the test above has told
        assert len(_MNEMONIC.findall(message.source)) == len(_MNEMONIC.findall(said)), said
        assert message.source.endswith("…") == said.endswith("…"), said


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_loaded_is_what_was_translated(code):
    loaded = QTranslator()
    assert loaded.load(f"facenet_{code}", str(resources_folder() / "translations"))
    for message, said in translations(code).items():
        assert loaded.translate(message.context, message.source) == said


@pytest.mark.parametrize(
    ("wished", "of_system", "chosen"),
    [
        (SYSTEM, ["de-DE", "de"], "de"),
        (SYSTEM, ["de_AT"], "de"),
        (SYSTEM, ["zh-Hans-CN", "zh-CN"], "zh_CN"),
        (SYSTEM, ["zh-SG"], "zh_CN"),
        # Simplified characters are a poor guess for who reads traditional ones.
        (SYSTEM, ["zh-Hant-TW", "zh-TW"], "en"),
        # The second best language of the system is better than one that it does not name.
        (SYSTEM, ["fr-FR", "de-DE"], "de"),
        (SYSTEM, ["en-GB", "de-DE"], "en"),
        (SYSTEM, [], "en"),
        ("zh_CN", ["de-DE"], "zh_CN"),
        ("en", ["de-DE"], "en"),
        # From the settings of a later version.
        ("eo", ["de-DE"], "de"),
    ],
)
def test_the_language_is_the_chosen_one_or_else_the_systems(wished, of_system, chosen):
    assert choose(wished, of_system) == chosen


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_the_window_and_qt_itself_speak_it(language, qtbot, services):
    window = MainWindow(services)
    qtbot.addWidget(window)
    assert window.menuBar().actions()[0].text() == "&Datei"
    assert [kind.title for kind in page_kinds()] == ["Daten", "Training", "Auswertung", "Personen", "Live"]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    # A class of ours that inherits from another one of ours has the words of both.
    assert SettingsDialog(services, window).windowTitle() == "Einstellungen"


@in_every_language
def test_no_two_entries_of_a_menu_have_one_key(language, qtbot, services):
    window = MainWindow(services)
    qtbot.addWidget(window)
    menus = [window.menuBar(), *window.findChildren(QMenu)]
    assert len(menus) >= 5
    for menu in menus:
        keys = [key.lower() for action in menu.actions() for key in _MNEMONIC.findall(action.text())]
        assert len(set(keys)) == len(keys), [action.text() for action in menu.actions()]


def _sentences(module: str) -> Iterator[str]:
    """The sentences in a module's code, with a value in each of their gaps."""
    tree = ast.parse(Path(module).read_text(encoding="utf-8"))
    own = (ast.Module, ast.ClassDef, ast.FunctionDef)
    parts = {
        node.body[0].value for node in ast.walk(tree) if isinstance(node, own) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node not in parts:
            parts.update(ast.walk(node))
            values = [part.value if isinstance(part, ast.Constant) else _value(part, node) for part in node.values]
            yield "".join(values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value and node not in parts:
            yield node.value


def _value(gap: ast.expr, whole: ast.JoinedStr) -> str:
    if not (isinstance(gap, ast.FormattedValue) and ast.unparse(gap.value) == "side"):
        return "7"
    return "left" if "person" in ast.unparse(whole) else "up"


@pytest.mark.parametrize("language", ["de"], indirect=True)
@pytest.mark.parametrize("module", [core.training.doctor, core.faces.quality])
def test_what_core_says_with_figures_in_it_is_translated(language, module):
    said = list(_sentences(module.__file__))
    assert len(said) >= 8
    unknown = [text for text in said if in_words(text) == text]
    assert not unknown, "facenet_gui/core_words.py does not know them"


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_several_reasons_are_translated_one_by_one_and_unknown_words_stay(language):
    assert in_words("too dark (brightness 20 of 255), turned up by 30°") == (
        "zu dunkel (Helligkeit 20 von 255), um 30° nach oben geneigt"
    )
    assert in_words("looks like Anna, the elder (distance 0.31)") == "sieht aus wie Anna, the elder (Distanz 0.31)"
    assert in_words("disk full, really") == "disk full, really"
    assert in_words("") == ""


def _cut_off(window: QWidget) -> list[str]:
    """What is in sight and has not enough room for its words, where it does not shorten them by itself."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, Elided):
            continue
        if isinstance(widget, QLabel) and widget.text():
            room = widget.contentsRect()
            if widget.wordWrap():
                needed = widget.heightForWidth(widget.width())
                if needed > widget.height() + 2:
                    found.append(f"{widget.text()!r}: {widget.height()} px high, {needed} needed")
            elif widget.fontMetrics().boundingRect(room, 0, widget.text()).width() > room.width() + 2:
                found.append(f"{widget.text()!r}: {room.width()} px wide")
        elif isinstance(widget, QPushButton | QToolButton) and widget.text():
            if widget.sizeHint().width() > widget.width() + 2:
                found.append(f"{widget.text()!r}: {widget.width()} px wide, {widget.sizeHint().width()} needed")
        elif isinstance(widget, QScrollArea) and widget.widget() is not None:
            # One that scrolls down only must not be wider inside than outside.
            policy = widget.horizontalScrollBarPolicy()
            inside, outside = widget.widget().width(), widget.viewport().width()
            if policy == Qt.ScrollBarPolicy.ScrollBarAlwaysOff and inside > outside:
                found.append(f"{type(widget.widget()).__name__} in a scroll area: {outside} px wide, {inside} needed")
        elif isinstance(widget, QTabBar) and widget.sizeHint().width() > widget.width() + 2:
            tabs = [widget.tabText(number) for number in range(widget.count())]
            found.append(f"{tabs}: {widget.width()} px wide, {widget.sizeHint().width()} needed")
    return found


def _settle(window: QWidget) -> None:
    for _ in range(5):
        QApplication.processEvents()
    window.grab()


@in_every_language
def test_there_is_room_for_the_words_in_a_small_window(language, qtbot, services: Services, tmp_path: Path):
    photos = tmp_path / "photos" / "Anna"
    photos.mkdir(parents=True)
    assert cv2.imwrite(str(photos / "1.png"), scene([(1, 60, 40, 150)])[..., ::-1])
    records = [begin(4), *(step(n, 1 / n) for n in range(1, 5)), epoch(1, 4, 0.9), end(4)]
    make_run(services.home.runs / "first", records, checkpoints=(4,))
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    cut: dict[str, list[str]] = {}

    def look(name: str) -> None:
        qtbot.waitUntil(lambda: not services.jobs.running, timeout=30_000)
        _settle(window)
        cut[name] = _cut_off(window)

    for key in window.page_keys:
        window.show_page(key)
        look(key)
    services.navigator.go("data", {"folder": str(photos.parent)})
    look("photos")
    page = window.show_page("training")
    page.open({"run": "first"})
    qtbot.waitUntil(lambda: page._view._curves is not None, timeout=30_000)
    look("run")
    dialogs = (
        Welcome(services, window),
        SettingsDialog(services, window),
        NewPassphraseDialog(services, locked_now=True),
    )
    for dialog in dialogs:
        dialog.show()
        _settle(dialog)
        cut[type(dialog).__name__] = _cut_off(dialog)
        dialog.close()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert not any(cut.values()), {name: found for name, found in cut.items() if found}


def test_a_text_that_no_translator_can_get_at_is_found(tmp_path, monkeypatch):
    from tools import translatable

    (tmp_path / "facenet_gui").mkdir()
    (tmp_path / "core").mkdir()
    (tmp_path / "facenet_gui" / "page.py").write_text(
        "class Page:\n"
        "    def say(self, name):\n"
        '        self.tr("Good {0}").format(name)\n'
        '        self.tr(f"Bad {name}")\n'
        "        self.tr(name)\n"
        '        _tr("nobody knows in which context")\n'
        '        name.tr("of somebody else")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(translatable, "_ROOT", tmp_path)
    found = translatable.read_all()
    assert Message("Page", "Good {0}") in found.messages
    assert [problem.split(":")[1] for problem in found.problems] == ["4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en_US", "1,234,567 / 0.935"), ("zh_CN", "1,234,567 / 0.935"), ("de_DE", "1\u202f234\u202f567 / 0.935")],
)
def test_thousands_are_never_taken_for_decimals(locale, written):
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert f"{grouped(1_234_567)} / 0.935" == written
        assert grouped("1,234,567 / 0.935") == written
        # A list is no number.
        assert grouped("Anna,Boris, 1,2") == "Anna,Boris, 1,2"
    finally:
        QLocale.setDefault(before)
