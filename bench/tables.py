"""What the benchmarks print: Markdown."""

import platform
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A titled table; the first column is words, the others are figures."""
    lines = [f"### {title}", "", _row(headings), _row(["---", *["---:"] * (len(headings) - 1)])]
    return "\n".join([*lines, *(_row(row) for row in rows), ""])


def machine() -> str:
    """On what it was measured, in a line."""
    cores = len(_told("/proc/cpuinfo", "processor"))
    model = next(iter(_told("/proc/cpuinfo", "model name")), platform.processor() or platform.machine())
    return f"{cores or '?'} × {model}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _told(file: str, key: str) -> list[str]:
    path = Path(file)
    lines = path.read_text().splitlines() if path.exists() else []
    return [line.partition(":")[2].strip() for line in lines if line.startswith(key)]


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
