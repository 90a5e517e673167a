"""Where in a TOML file a table or key stands, so that a wrong rule can be pointed at; tomllib itself does not tell."""

import re

Where = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w-]+)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")


def lines_of(text: str) -> dict[Where, int]:
    """Line numbers from 1: ("title",) is a key, ("quota", 0) the first [[quota]], ("quota", 0, "count") its key."""
    lines: dict[Where, int] = {}
    counts: dict[str, int] = {}
    table: Where = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            table = _table(header["name"], header["open"] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key["key"]), number)
    return lines


def _table(name: str, repeated: bool, counts: dict[str, int]) -> Where:
    if not repeated:
        return (name,)
    counts[name] = counts.get(name, -1) + 1
    return (name, counts[name])
