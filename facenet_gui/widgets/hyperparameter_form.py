"""The form of a training's hyperparameters, generated from their fields: ranges, units, help and expert fields."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, get_args, get_origin

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.errors import HyperparameterError
from core.hyperparameters import Hyperparameters, fields, from_mapping
from facenet_gui.core_words import hyperparameter
from facenet_gui.widgets.basics import GAP, SPACE, button, give_room, label, row, tool

# Chosen outside of the form, from what there is.
_OUTSIDE = ("start", "teacher")
# From 1e-12, which is finer than any hyperparameter.
_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What the form says about one hyperparameter, in the language of the window; `name` and `group` are core's."""

    name: str
    title: str
    group: str
    unit: str
    help: str
    expert: bool


def field_words() -> list[FieldWords]:
    """All of them, in the order of the form."""
    said = []
    for name, field in fields().items():
        extra: Mapping[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        title = name.replace("_", " ")
        said.append(
            FieldWords(
                name=name,
                title=hyperparameter(title[0].upper() + title[1:]),
                group=str(extra.get("group", "")),
                unit=hyperparameter(str(extra.get("unit", ""))),
                help=hyperparameter(str(field.description or "")),
                expert=bool(extra.get("expert")),
            )
        )
    return said


class HyperparameterForm(QWidget):
    """Shows hyperparameters, marks what differs from the preset, and sends `changed` after every edit."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset = Hyperparameters()
        self._outside = {name: str(getattr(self._preset, name)) for name in _OUTSIDE}
        self._controls: dict[str, _Control] = {}
        self._marks: dict[str, QWidget] = {}
        self._expert: list[QWidget] = []
        self._words = {words.name: words for words in field_words()}
        self._toggle = button(self.tr("Show expert settings"), self._on_expert, kind="link")
        self._toggle.setCheckable(True)
        self._reset = button(self.tr("Reset all"), self.reset, kind="link")
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        groups: dict[str, list[FieldWords]] = {}
        for words in self._words.values():
            if words.name not in _OUTSIDE:
                groups.setdefault(words.group, []).append(words)
        for group, members in groups.items():
            layout.addWidget(self._group(group, members))
        layout.addWidget(self._problem)
        layout.addLayout(row(self._toggle, None, self._reset, spacing=SPACE))
        self.show_expert(False)
        self.set_preset(self._preset)

    # -- building

    def _group(self, group: str, members: list[FieldWords]) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, GAP, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(3, 26)
        heading = label(hyperparameter(group.capitalize()), "heading")
        grid.addWidget(heading, 0, 0, 1, 4)
        for number, words in enumerate(members, 1):
            control = _control(words)
            self._controls[words.name] = control
            control.on_change(self._on_edit)
            title = label(words.title)
            title.setToolTip(_tip(words))
            title.setBuddy(control.widget)
            control.widget.setToolTip(_tip(words))
            control.widget.setAccessibleName(words.title)
            control.widget.setAccessibleDescription(words.help)
            control.widget.setObjectName(words.name)
            control.widget.setFixedWidth(150)
            unit = label(words.unit, "small")
            unit.setMinimumWidth(56)
            back = tool("undo-2", "", partial(self._reset_one, words.name))
            back.setFixedSize(26, 26)
            self._marks[words.name] = back
            for place, widget in enumerate((title, control.widget, unit, back)):
                grid.addWidget(widget, number, place)
            if words.expert:
                self._expert += [title, control.widget, unit]
        if all(words.expert for words in members):
            self._expert.append(heading)
        return whole

    # -- values

    def set_preset(self, preset: Hyperparameters, values: Hyperparameters | None = None) -> None:
        """Compare with `preset` from now on, and show `values`, or the preset's own."""
        self._preset = preset
        self._show((values or preset).model_dump())

    def apply(self, changes: Mapping[str, Any]) -> None:
        """Take over some values, as if they had been typed."""
        self._show({**self._values(), **changes})

    def reset(self) -> None:
        """Back to the preset."""
        self._show(self._preset.model_dump())

    def set_outside(self, name: str, value: str) -> None:
        """`start` or `teacher`, which are chosen outside of the form."""
        self._outside[name] = value
        self._on_edit()

    def hyperparameters(self) -> Hyperparameters:
        """What is chosen. Raises `HyperparameterError` where it cannot work together."""
        return from_mapping(self._values(), source=self.tr("The settings"))

    @property
    def values(self) -> dict[str, Any]:
        """What the controls show, whether it works together or not."""
        return self._values()

    @property
    def changes(self) -> dict[str, Any]:
        """What differs from the preset, what is chosen outside of the form left out."""
        preset = self._preset.model_dump()
        return {name: value for name, value in self._values().items() if name not in _OUTSIDE and value != preset[name]}

    @property
    def problem(self) -> str:
        return self._problem.text() if not self._problem.isHidden() else ""

    def show_expert(self, shown: bool) -> None:
        """Fold the expert fields out or away; the link then says how many of them are changed."""
        self._toggle.setChecked(shown)
        for widget in self._expert:
            widget.setVisible(shown)
        self._mark()

    def _values(self) -> dict[str, Any]:
        values = {name: control.read() for name, control in self._controls.items()}
        return {**self._preset.model_dump(), **values, **self._outside}

    def _show(self, values: Mapping[str, Any]) -> None:
        self._outside |= {name: values[name] for name in _OUTSIDE if name in values}
        for name, control in self._controls.items():
            control.widget.blockSignals(True)
            control.write(values[name])
            control.widget.blockSignals(False)
        self._on_edit()

    def _reset_one(self, name: str) -> None:
        self._controls[name].write(self._preset.model_dump()[name])
        self._controls[name].widget.setFocus()

    def _on_edit(self) -> None:
        self._mark()
        try:
            self.hyperparameters()
            self._problem.hide()
        except HyperparameterError as error:
            self._problem.setText(error.message)
            self._problem.show()
        self.changed.emit()

    def _mark(self) -> None:
        changes = self.changes
        preset = self._preset.model_dump()
        for name, back in self._marks.items():
            differs = name in changes
            back.setVisible(differs and (self._toggle.isChecked() or not self._words[name].expert))
            text = self.tr("Changed; back to {0}").format(_in_words(preset[name]))
            back.setToolTip(text)
            back.setAccessibleName(f"{self._words[name].title}: {text}")
        self._reset.setVisible(bool(changes))
        if changes:
            self._reset.setText(self.tr("Reset all ({0} changed)").format(len(changes)))
        hidden = sum(self._words[name].expert for name in changes)
        if self._toggle.isChecked():
            self._toggle.setText(self.tr("Hide expert settings"))
        elif hidden:
            self._toggle.setText(self.tr("Show expert settings ({0} changed)").format(hidden))
        else:
            self._toggle.setText(self.tr("Show expert settings"))

    def _on_expert(self) -> None:
        self.show_expert(self._toggle.isChecked())


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return QCoreApplication.translate("Hyperparameters", "on" if value else "off")
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) or "–"


def values_in_words(name: str) -> str:
    """What a hyperparameter takes and what it is where nobody chooses; a line each, its own name last."""
    low, high, _, _ = _limits(name)
    kind = fields()[name].annotation
    parts = []
    if low is not None and high is not None:
        parts.append(QCoreApplication.translate("Hyperparameters", "From {0} to {1}.").format(f"{low:g}", f"{high:g}"))
    elif get_origin(kind) is Literal:
        choices = ", ".join(str(choice) for choice in get_args(kind))
        parts.append(QCoreApplication.translate("Hyperparameters", "One of {0}.").format(choices))
    default = _in_words(Hyperparameters().model_dump()[name])
    parts.append(QCoreApplication.translate("Hyperparameters", "Default: {0}.").format(default))
    return "\n".join([*parts, name])


def _tip(words: FieldWords) -> str:
    parts = [words.help, *values_in_words(words.name).split("\n")]
    return "<p>" + "</p><p>".join(part.replace("<", "&lt;") for part in parts) + "</p>"


def _limits(name: str) -> tuple[float | None, float | None, bool, bool]:
    """Least and greatest value, and whether each of them is itself allowed."""
    low: float | None = None
    high: float | None = None
    low_allowed = high_allowed = True
    for limit in fields()[name].metadata:
        for attribute, allowed in (("ge", True), ("gt", False)):
            if (value := getattr(limit, attribute, None)) is not None:
                low, low_allowed = value, allowed
        for attribute, allowed in (("le", True), ("lt", False)):
            if (value := getattr(limit, attribute, None)) is not None:
                high, high_allowed = value, allowed
    return low, high, low_allowed, high_allowed


@dataclass(frozen=True, slots=True)
class _Control:
    widget: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], None]
    on_change: Callable[[Callable[[], None]], object]


class NumberField(QDoubleSpinBox):
    """A number as one writes it: 0.0005 or 5e-4; the arrows step by its size."""

    def __init__(self, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_room(self)
        self.setDecimals(_DECIMALS)
        self.setRange(low, high)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        return f"{value:.6g}"

    def valueFromText(self, text: str) -> float:  # noqa: N802
        return _number(text) or 0.0

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        value = _number(text)
        if value is None:
            rest = text.strip().lower().strip("0123456789.,-+e")
            state = QValidator.State.Invalid if rest else QValidator.State.Intermediate
        else:
            inside = self.minimum() <= value <= self.maximum()
            state = QValidator.State.Acceptable if inside else QValidator.State.Intermediate
        return state, text, position

    def stepBy(self, steps: int) -> None:  # noqa: N802
        value = self.value()
        size = 10.0 ** math.floor(math.log10(abs(value))) if value else 0.01
        # Down from 0.001 the step is 0.0001, or the next one would be 0.
        if steps < 0 and value <= size * 1.0000001:
            size /= 10
        self.setValue(float(f"{value + steps * size:.6g}"))


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


class _NoWheel(QObject):
    """Scrolling the form must not change a number that happens to pass under the mouse."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _control(words: FieldWords) -> _Control:
    kind = fields()[words.name].annotation
    if get_origin(kind) is Literal:
        combo = QComboBox()
        for choice in get_args(kind):
            combo.addItem(str(choice), choice)
        made = _Control(
            combo,
            combo.currentData,
            lambda value: combo.setCurrentIndex(combo.findData(value)),
            lambda then: combo.currentIndexChanged.connect(lambda _: then()),
        )
    elif kind is bool:
        check = QCheckBox()
        made = _Control(check, check.isChecked, check.setChecked, lambda then: check.toggled.connect(lambda _: then()))
    elif kind is int:
        low, high, _, high_allowed = _limits(words.name)
        whole = QSpinBox()
        give_room(whole)
        greatest = int(high if high is not None else 2**31 - 1)
        whole.setRange(int(low or 0), min(greatest if high_allowed else greatest - 1, 2**31 - 1))
        made = _Control(whole, whole.value, whole.setValue, lambda then: whole.valueChanged.connect(lambda _: then()))
    elif kind is float:
        low, high, low_allowed, high_allowed = _limits(words.name)
        finest = 10.0**-_DECIMALS
        number = NumberField(
            (low or 0.0) if low_allowed else (low or 0.0) + finest,
            (high if high is not None else 1e9) if high_allowed else (high or 0.0) - finest,
        )
        made = _Control(
            number, number.value, number.setValue, lambda then: number.valueChanged.connect(lambda _: then())
        )
    else:
        edit = QLineEdit()
        made = _Control(edit, edit.text, edit.setText, lambda then: edit.textChanged.connect(lambda _: then()))
    made.widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.widget.installEventFilter(_NoWheel(made.widget))
    return made
