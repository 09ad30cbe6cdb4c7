"""What the window says, as Qt's translators want it: every text with its context, read from the code.

`lupdate` knows `self.tr("…")` in a class. This reads the short ways that this project has besides, and the texts of
`core` that the window shows, and it says where a text is built in a way that no translator can get at.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.hyperparameters import fields

_ROOT = Path(__file__).resolve().parent.parent
# Contexts whose texts may be looked up by a variable, since each is marked somewhere as a whole.
_LOOKED_UP = ("Change", "Core", "Hyperparameters", "Settings", "coach", "verdict")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One text.

    Attributes:
        context: The class it is said in, or the name of a group of texts.
        source: In English.
    """

    context: str
    source: str


@dataclass(slots=True)
class Found:
    """What reading the code gave.

    Attributes:
        messages: In the order of the code, each once.
        problems: Where a text cannot be translated as it is built, as "file:line: why".
    """

    messages: dict[Message, None]
    problems: list[str]


def read_all() -> Found:
    """Everything that the window says."""
    found = Found({}, [])
    for path in sorted((_ROOT / "facenet_gui").rglob("*.py")):
        _Reader(path, found).read()
    for text in (*hyperparameter_texts(), *stages()):
        found.messages[text] = None
    return found


def hyperparameter_texts() -> Iterator[Message]:
    """What the form says about the fields of `core.hyperparameters`: titles, helps, groups and units."""
    for name, field in fields().items():
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        title = name.replace("_", " ")
        texts = (title[0].upper() + title[1:], field.description, str(extra["group"]).capitalize(), extra["unit"])
        for text in texts:
            if text:
                yield Message("Hyperparameters", str(text))


def stages() -> Iterator[Message]:
    """What core says it is doing (`Progress`, `Phase`), and the window's own work beside it."""
    for package in ("core", "facenet_gui"):
        for path in sorted((_ROOT / package).rglob("*.py")):
            if "cli" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                said = [each.value for each in node.keywords if each.arg == "stage"]
                if _name(node.func) in ("Progress", "Phase"):
                    said += node.args[:1]
                for text in (text for each in said for text in _constants(each)):
                    yield Message("Core", text)


class _Reader(ast.NodeVisitor):
    """Reads one module."""

    def __init__(self, path: Path, found: Found) -> None:
        self._path, self._found = path, found
        self._classes: list[str] = []
        # Functions and other names that translate → the context in which they do; "" where the call names it.
        self._helpers: dict[str, str] = {}

    def read(self) -> None:
        self.visit(ast.parse(self._path.read_text(encoding="utf-8")))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        context = _helper_context(node)
        if context:
            self._helpers[node.name] = context
        else:
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """`tr = self.tr` and `tr = QCoreApplication.translate`."""
        target = node.targets[0]
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Attribute):
            if node.value.attr == "tr" and self._classes:
                self._helpers[target.id] = self._classes[-1]
            elif node.value.attr == "translate":
                self._helpers[target.id] = ""
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        name = _name(function)
        if isinstance(function, ast.Attribute) and name == "tr":
            mine = isinstance(function.value, ast.Name) and function.value.id == "self" and bool(self._classes)
            if mine:
                self._take(node, self._classes[-1], node.args[:1])
            else:
                self._problem(node, "only a class itself may call its tr")
        elif name == "QT_TRANSLATE_NOOP" or (name == "translate" and ast.unparse(function).startswith("QCore")):
            self._named(node)
        elif isinstance(function, ast.Name) and name in self._helpers:
            if self._helpers[name]:
                self._take(node, self._helpers[name], node.args[:1])
            else:
                self._named(node)
        elif name in ("tr", "_tr", "_", "translate") and isinstance(function, ast.Name):
            self._problem(node, f"nothing in this module says in which context {name} translates")
        self.generic_visit(node)

    def _named(self, node: ast.Call) -> None:
        """A call that names the context first."""
        contexts = list(_constants(node.args[0])) if node.args else []
        if len(contexts) == 1:
            self._take(node, contexts[0], node.args[1:2])
        else:
            self._problem(node, "the context must be a plain text")

    def _take(self, node: ast.Call, context: str, arguments: list[ast.expr]) -> None:
        if len(node.args) + len(node.keywords) > (2 if arguments == node.args[1:2] else 1):
            self._problem(node, "comments and numbers are not read; write one text for one and one for many")
        texts = [text for argument in arguments for text in _constants(argument)]
        if texts:
            for text in texts:
                self._found.messages[Message(context, text)] = None
        elif context not in _LOOKED_UP:
            self._problem(node, "not a plain text: use placeholders and str.format after the translation")

    def _problem(self, node: ast.Call, why: str) -> None:
        place = self._path.relative_to(_ROOT).as_posix()
        self._found.problems.append(f"{place}:{node.lineno}: {ast.unparse(node)}: {why}")


def _helper_context(node: ast.FunctionDef) -> str:
    """The context of a function that does nothing but translate its argument; empty for any other."""
    body = [part for part in node.body if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))]
    if len(body) != 1 or not isinstance(body[0], ast.Return) or len(node.args.args) != 1:
        return ""
    for call in ast.walk(body[0]):
        if (
            isinstance(call, ast.Call)
            and _name(call.func) in ("translate", "QT_TRANSLATE_NOOP")
            and len(call.args) == 2
        ):
            context, text = call.args
            if isinstance(context, ast.Constant) and isinstance(text, ast.Name) and text.id == node.args.args[0].arg:
                return str(context.value)
    return ""


def _constants(node: ast.expr) -> Iterator[str]:
    """A plain text, or the two of a choice between plain texts."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
