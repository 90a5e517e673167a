"""Which names of templates and labels the code says, literally or with a gap: f"binding/{outcome}"."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

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


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    """The modules of the rooms, parsed; the stand-in of Telegram is no part of the program."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not {"versions", "sandbox"} & set(path.parts):
                yield path, parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """A module, parsed once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def said() -> Said:
    """All strings of the program."""
    found = Said()
    for _, tree in modules(*ROOMS):
        constants = _constants(tree)
        pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                found.words.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node, constants)):
                found.patterns.add(pattern)
    return found


def _constants(tree: ast.Module) -> dict[str, str]:
    """Strings that the module names: SUBJECT = "patrol_warning"."""
    return {
        target.id: node.value.value
        for node in tree.body
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


def docstrings(tree: ast.Module) -> set[int]:
    """The docstrings of a module, by the identity of their nodes."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
