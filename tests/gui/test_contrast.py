"""Contrast of the window in both themes, after WCAG 2.2 AA: words 4.5:1, what is not words but must be seen 3:1.

The pairs come from the style sheet itself, so a rule that is added is checked too. What is disabled is exempt (1.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.resources import resources_folder
from facenet_gui.theme import DARK, LIGHT, Colours, style_sheet
from facenet_gui.widgets.basics import Card, button, tool
from facenet_gui.widgets.plot import Plot

WORDS, SHAPES = 4.5, 3.0
# What a widget without a ground of its own may lie on.
GROUNDS = ("window", "surface", "raised", "accent_soft", "good_soft", "warning_soft", "bad_soft")
# Parts of controls that bear no words.
_WORDLESS = re.compile(
    r"::(indicator|chunk|handle|groove|sub-page|add-page|add-line|sub-line|separator|pane|up-|down-|drop-|menu-)"
)
in_both_themes = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of the style sheet and what it says."""

    selector: str
    says: dict[str, str] = field(hash=False)

    @property
    def base(self) -> str:
        """The same without the states it is in."""
        return re.sub(r"(?<!:):(?!:)[\w-]+", "", self.selector)


def rules() -> list[Rule]:
    text = (resources_folder() / "style" / "window.qss").read_text(encoding="utf-8")
    found = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        says = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+);", body))
        found += [Rule(selector.strip(), says) for selector in selectors.split(",")]
    return found


def named(value: str) -> str:
    """The colour in a value: its name, or nothing."""
    found = re.search(r"\$([a-z_]+)\b", value)
    return found[1] if found and hasattr(LIGHT, found[1]) else ""


def pairs() -> Iterator[tuple[str, str, str]]:
    """Selector, colour of its words, and each ground that they may stand on."""
    known = rules()
    for rule in known:
        if ":disabled" in rule.selector or _WORDLESS.search(rule.selector):
            continue
        inherited = [other.says["color"] for other in known if other.selector == rule.base and "color" in other.says]
        words = named(rule.says.get("color", inherited[-1] if inherited else "$text"))
        if rule.says.get("color") == "transparent" or not words:
            continue
        ground = named(rule.says.get("background", ""))
        for each in (ground,) if ground else GROUNDS if "color" in rule.says and words != "on_accent" else ():
            yield rule.selector, words, each
        if "selection-color" in rule.says:
            yield rule.selector, named(rule.says["selection-color"]), named(rule.says["selection-background-color"])


@in_both_themes
def test_words_can_be_read_on_what_they_stand_on(colours: Colours):
    found = set(pairs())
    assert len(found) > 80
    poor = {
        pair: round(contrast(getattr(colours, pair[1]), getattr(colours, pair[2])), 2)
        for pair in found
        if contrast(getattr(colours, pair[1]), getattr(colours, pair[2])) < WORDS
    }
    assert not poor


@in_both_themes
def test_states_are_told_on_their_own_ground(colours: Colours):
    for state in ("good", "warning", "bad"):
        assert contrast(getattr(colours, state), getattr(colours, f"{state}_soft")) >= WORDS, state
    for ground in ("window", "surface", "raised", "accent_soft"):
        assert contrast(colours.text, getattr(colours, ground)) >= 7


@in_both_themes
def test_the_edges_of_fields_and_buttons_can_be_seen(colours: Colours):
    """A field is found by its border alone (1.4.11); also where the mouse is over it or it lies on another card."""
    for ground in ("window", "surface", "raised", "accent_soft"):
        assert contrast(colours.strong_border, getattr(colours, ground)) >= SHAPES, ground


@in_both_themes
def test_curves_can_be_seen(colours: Colours):
    for curve in colours.curves:
        assert contrast(curve, colours.surface) >= SHAPES, curve


def test_the_check_sees_poor_contrast():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


# -- the focus, as it is drawn


def _status_button() -> QWidget:
    frame = QFrame()
    frame.setObjectName("status")
    layout = QVBoxLayout(frame)
    layout.addWidget(button("dlib-resnet"))
    return frame


def _rail_button() -> QWidget:
    frame = QFrame()
    frame.setObjectName("rail")
    made = QToolButton()
    made.setText("Training")
    QVBoxLayout(frame).addWidget(made)
    return frame


def _tabs() -> QTabBar:
    made = QTabBar()
    made.addTab("Curves")
    made.addTab("Advice")
    return made


def _checked(made: QWidget) -> QWidget:
    made.setCheckable(True)
    made.setChecked(True)
    return made


def _list() -> QListWidget:
    made = QListWidget()
    made.addItem("one")
    return made


def _help() -> QWidget:
    frame = QFrame()
    frame.setObjectName("help")
    QVBoxLayout(frame).addWidget(QTextBrowser())
    return frame


CONTROLS = {
    "button": lambda _: button("Choose…"),
    "checked button": lambda _: _checked(button("Log axis")),
    "primary button": lambda _: button("Start training", kind="primary"),
    "quiet button": lambda _: button("Later", kind="quiet"),
    "checked quiet button": lambda _: _checked(button("Log axis", kind="quiet")),
    "dangerous button": lambda _: button("Delete", kind="danger"),
    "link": lambda _: button("Show expert settings", kind="link"),
    "tool": lambda _: tool("x", "Close"),
    "checked tool": lambda _: _checked(tool("x", "Close")),
    "button of the rail": lambda _: _rail_button(),
    "button of the status bar": lambda _: _status_button(),
    "line": lambda _: QLineEdit("Anna"),
    "text": lambda _: QPlainTextEdit("Anna"),
    "number": lambda _: QSpinBox(),
    "choice": lambda _: QComboBox(),
    "tick": lambda _: QCheckBox("Mirror"),
    "one of several": lambda _: QRadioButton("One"),
    "slider": lambda _: QSlider(Qt.Orientation.Horizontal),
    "list": lambda _: _list(),
    "tabs": lambda _: _tabs(),
    "card": lambda _: Card("Try it", clickable=True),
    "chosen card": lambda _: _chosen_card(),
    "help": lambda _: _help(),
    "plot": lambda theme: _plot(theme),
}


def _chosen_card() -> Card:
    made = Card("Try it", clickable=True)
    made.set_chosen(True)
    return made


def _plot(theme: object) -> Plot:
    made = Plot(theme, lambda _: None, x="x", y="y")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def changed(before: QImage, after: QImage) -> int:
    """In how many pixels two pictures of one size differ by 3:1 or more."""
    count = 0
    for y in range(before.height()):
        for x in range(before.width()):
            one, other = before.pixelColor(x, y), after.pixelColor(x, y)
            if one != other and contrast(one.name(), other.name()) >= SHAPES:
                count += 1
    return count


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_focus_is_drawn_so_that_it_can_be_seen(appearance, qtbot, services):
    services.settings["appearance"] = appearance
    theme = services.theme
    window = QWidget()
    window.setObjectName("page")
    window.setStyleSheet(style_sheet(theme.colours, 1.0))
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    elsewhere = button("Elsewhere")
    layout.addWidget(elsewhere)
    made = {name: make(theme) for name, make in CONTROLS.items()}
    for widget in made.values():
        widget.setFixedHeight(56)
        layout.addWidget(widget)
    window.setFixedWidth(240)
    window.show()
    window.activateWindow()
    hardly = {}
    for name, widget in made.items():
        takes = widget
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            takes = next(child for child in widget.findChildren(QWidget) if child.focusPolicy())
        if isinstance(takes, QLineEdit | QPlainTextEdit):
            takes.setReadOnly(True)  # a cursor that blinks is not what is looked for
        elsewhere.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is elsewhere)
        before = widget.grab().toImage()
        takes.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(lambda takes=takes: QApplication.focusWidget() is takes)
        after = widget.grab().toImage()
        seen = changed(before, after)
        # A line of one pixel around a thing of 24 pixels is the least that WCAG asks for.
        if seen < 88:
            hardly[name] = seen
    assert not hardly, f"pixels that change enough: {hardly}"
