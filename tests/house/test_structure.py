"""Small modules, small functions, one clock, one reader of the environment, no net that catches everything."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.naming import nodes, text_of

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "reminders", "documents", "storage", "rules")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "versions" not in path.parts]
LONGEST_MODULE, LONGEST_FUNCTION = 200, 30
CATCH_ALL = {"bot/errors.py", "reminders/delivery.py"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes_where(*words: str) -> Iterator[tuple[str, ast.AST]]:
    """All of the few modules in which one of these words stands."""
    for path in FILES:
        if any(word in text_of(path) for word in words):
            name = named(path)
            yield from ((name, node) for node in nodes(path))


def test_a_module_is_at_most_200_lines() -> None:
    lengths = {named(path): len(text_of(path).splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_a_function_is_at_most_30_lines() -> None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = [(path, node) for path in FILES for node in nodes(path) if isinstance(node, kinds)]
    long = {f"{named(path)}:{each.name}": _length(each) for path, each in functions if _length(each) > LONGEST_FUNCTION}
    assert long == {}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = {
        name
        for name, node in nodes_where(".now(", ".utcnow(", ".today(", ".time(")
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func) in ("datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today")
    }
    assert asking == {"bot/clock.py"}


def test_only_the_settings_read_the_environment() -> None:
    reading = {name for name, node in nodes_where("environ", "getenv") if _reads_environment(node)}
    # bot/__init__.py only writes a switch there, for the library.
    assert reading <= {"bot/config.py", "bot/__init__.py"}
    assert "os.environ.setdefault" in (ROOT / "bot" / "__init__.py").read_text(encoding="utf-8")


def _reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in ("os.environ", "os.getenv")
    return isinstance(node, ast.ImportFrom) and node.module == "os" and bool(
        {"environ", "getenv"} & {name.name for name in node.names}
    )  # fmt: skip


def test_nothing_but_the_two_last_nets_catches_everything() -> None:
    catching = {
        name
        for name, node in nodes_where("except:", "Exception")
        if isinstance(node, ast.ExceptHandler) and (node.type is None or "Exception" in ast.unparse(node.type).split())
    }
    assert catching <= CATCH_ALL


def test_no_module_is_named_as_a_drawer_for_anything() -> None:
    assert {path.stem for path in FILES} & {"utils", "helpers", "services", "manager", "common", "misc"} == set()


def test_a_module_says_what_it_is_for() -> None:
    silent = [named(path) for path in FILES if text_of(path) and not text_of(path).startswith('"""')]
    assert silent == []
