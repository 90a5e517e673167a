"""Which names of templates and labels the code says, literally or with a gap: f"binding/{outcome}"."""

import ast
import gc
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "bot" / "templates" / "zh-CN"
ROOMS = ("bot", "handlers", "reminders", "documents", "storage", "rules")
INCLUDED = re.compile(r"""["']([a-z_]+/_?[a-z0-9_]+)\.html\.j2["']""")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@dataclass
class Said:
    """What stands in the code: whole strings, and patterns of strings with gaps."""

    words: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def names(self, name: str) -> bool:
        """Whether the code says this name."""
        return name in self.words or self._with_gaps.fullmatch(name) is not None

    @cached_property
    def _with_gaps(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(self.patterns)))


def modules(*rooms: str) -> Iterator[Path]:
    """The modules of the rooms; the stand-in of Telegram is no part of the program."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not {"versions", "sandbox"} & set(path.parts):
                yield path


# Bare names, operators and plain values, in which nobody finds anything: more than half of what a module is made of.
_DULL = frozenset({ast.Name, int, str, type(None), *(
    kind for base in (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)
    for kind in base.__subclasses__()
)})  # fmt: skip


@cache
def nodes(path: Path) -> Sequence[ast.AST]:
    """All of a module but bare names and operators, the module itself first; read once for all tests."""
    gc.disable()  # it would look through all modules read before, again and again; they stay
    try:
        found: list[Any] = [ast.parse(text_of(path))]
        for node in found:
            for below in node.__dict__.values():
                if below.__class__ is list:
                    found += [each for each in below if each.__class__ not in _DULL]
                elif below.__class__ not in _DULL and isinstance(below, ast.AST):
                    found.append(below)
        return found
    finally:
        gc.freeze()
        gc.enable()


@cache
def text_of(path: Path) -> str:
    """A module as it is written."""
    return path.read_text(encoding="utf-8")


@cache
def said() -> Said:
    """All strings of the program."""
    found = Said()
    for path in modules(*ROOMS):
        strings = [node for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        with_gaps = [node for node in nodes(path) if isinstance(node, ast.JoinedStr)]
        constants = _constants(path) if with_gaps else {}
        pieces = {id(part) for node in with_gaps for part in node.values}
        found.words |= {str(node.value) for node in strings if id(node) not in pieces}
        found.patterns |= {pattern for node in with_gaps if (pattern := _pattern(node, constants))}
    return found


def _constants(path: Path) -> dict[str, str]:
    """Strings that the module names: SUBJECT = "patrol_warning"."""
    module = nodes(path)[0]
    assert isinstance(module, ast.Module)
    return {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _pattern(node: ast.JoinedStr, constants: dict[str, str]) -> str | None:
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(re.escape(str(part.value)))
        elif isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id in constants:
            parts.append(re.escape(constants[part.value.id]))
        else:
            parts.append("[a-z0-9_]+")
    whole = "".join(parts)
    return whole if re.match(r"[a-z_]+(/|\\\.)", whole) else None


def templates() -> set[str]:
    """Every template, pieces (`_name`) included, as `subject/name`."""
    return {path.relative_to(TEMPLATES).as_posix().removesuffix(".html.j2") for path in TEMPLATES.rglob("*.j2")}


def included() -> set[str]:
    """Templates that other templates name."""
    return {name for path in TEMPLATES.rglob("*.j2") for name in INCLUDED.findall(path.read_text(encoding="utf-8"))}


def docstrings(path: Path) -> set[int]:
    """The docstrings of a module, by the identity of their nodes."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in nodes(path)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
