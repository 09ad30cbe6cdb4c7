"""The one visual language: colours, sizes and the style sheet, light and dark.

Every colour of the window has a name here. Text on its background keeps a contrast of 4.5:1 or more, and what must be
seen besides 3:1 (WCAG AA); a test computes it. The curves' colours are Okabe and Ito's, which people with any colour
vision can tell apart, some of them darkened on light ground.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from core.resources import resources_folder
from facenet_gui.settings import Settings


@dataclass(frozen=True, slots=True)
class Colours:
    """Names, not shades: what a colour is for.

    Attributes:
        window: Behind everything. surface: cards, lists, fields. raised: hovered rows, quiet buttons.
        text, quiet: Words, and words that step back.
        accent: What can be clicked or is chosen; `on_accent` is written on it; `accent_soft` lies behind it.
        good, warning, bad: States; the `_soft` ones lie behind them.
        curves: For plots, in this order.
    """

    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    curves: tuple[str, ...]


LIGHT = Colours(
    window="#f6f7f9",
    surface="#ffffff",
    raised="#eef0f4",
    border="#e1e4ea",
    strong_border="#7c8390",
    text="#1a1d23",
    quiet="#596070",
    accent="#2b5fc7",
    accent_hover="#2350ab",
    on_accent="#ffffff",
    accent_soft="#e6eefc",
    good="#1a7048",
    good_soft="#e2f4ea",
    warning="#875400",
    warning_soft="#fdf1dc",
    bad="#b3261e",
    bad_soft="#fdeae8",
    curves=("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#2e94cf", "#5b5b5b"),
)

DARK = Colours(
    window="#15171b",
    surface="#1d2025",
    raised="#282c33",
    border="#30353d",
    strong_border="#757d8a",
    text="#eceef2",
    quiet="#a5acb8",
    accent="#86abff",
    accent_hover="#a3c0ff",
    on_accent="#0d1526",
    accent_soft="#243352",
    good="#63c894",
    good_soft="#1b3327",
    warning="#e8b75a",
    warning_soft="#382c15",
    bad="#f48a82",
    bad_soft="#3d2220",
    curves=("#56b4e9", "#f0894a", "#2ec79b", "#e59ac4", "#f0e442", "#86abff", "#b9bec7"),
)


class Theme(QObject):
    """What the window looks like now.

    The style sheet is the window's and not the application's: under an application's, whatever is put into a layout
    is styled anew with all that it holds, level after level, and a page was built three times as slowly.

    Attributes:
        sheet: The style sheet; the window takes it, and all dialogs and menus get it from there.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._system_font = QFont(QApplication.font())
        self.colours = LIGHT
        self.sheet = ""
        settings.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    @property
    def dark(self) -> bool:
        return self.colours is DARK

    @property
    def scale(self) -> float:
        """Size of the text, 1 for the system's."""
        return float(self._settings["text_size"]) / 100

    def px(self, size: float) -> int:
        """A length that grows with the text."""
        return max(1, round(size * self.scale))

    def apply(self) -> None:
        """Draw everything anew in the colours and the size that are wanted now."""
        chosen = self._settings["appearance"]
        if chosen == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = chosen == "dark"
        self.colours = DARK if dark else LIGHT
        font = QFont(self._system_font)
        font.setPointSizeF(max(self._system_font.pointSizeF(), 10.0) * self.scale)
        QApplication.setFont(font)
        QApplication.setPalette(palette(self.colours))
        self.sheet = style_sheet(self.colours, self.scale)
        self.changed.emit()

    def _on_setting(self, key: str) -> None:
        if key in ("appearance", "text_size"):
            self.apply()


def palette(colours: Colours) -> QPalette:
    """Qt's own palette, for what the style sheet does not reach."""
    roles = QPalette.ColorRole
    chosen = {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.raised,
        roles.Text: colours.text,
        roles.PlaceholderText: colours.quiet,
        roles.Button: colours.surface,
        roles.ButtonText: colours.text,
        roles.ToolTipBase: colours.surface,
        roles.ToolTipText: colours.text,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.Light: colours.surface,
        roles.Mid: colours.border,
        roles.Dark: colours.strong_border,
        roles.Accent: colours.accent,
    }
    made = QPalette()
    for role, colour in chosen.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.strong_border))
    return made


def style_sheet(colours: Colours, scale: float) -> str:
    """The style sheet of the window; `$name` stands for a colour, `$pxN` for N pixels at a text size of 100 %."""
    text = (resources_folder() / "style" / "window.qss").read_text(encoding="utf-8")
    sizes = {f"px{size}": f"{max(1, round(size * scale))}px" for size in range(1, 65)}
    icons = (resources_folder() / "style").as_posix()
    shade = "dark" if colours is DARK else "light"
    names = {name: value for name, value in asdict(colours).items() if isinstance(value, str)}
    return Template(text).substitute(names, **sizes, icons=icons, shade=shade)
