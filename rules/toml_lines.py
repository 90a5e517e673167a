"""Where in a TOML file a table or key stands, so that a wrong rule can be pointed at; tomllib itself does not tell."""

import re

Where = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w.-]+)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")


def lines_of(text: str) -> dict[Where, int]:
    """Line numbers from 1: ("title",) is a key, ("quota", 0) the first [[quota]], ("quota", 0, "count") its key.

    [[circular.name]] counts within the [[circular]] before it: ("circular", 0, "name", 1).
    """
    lines: dict[Where, int] = {}
    counts: dict[Where, int] = {}
    table: Where = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            table = _table(header["name"], header["open"] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key["key"]), number)
    return lines


def _table(name: str, repeated: bool, counts: dict[Where, int]) -> Where:
    where: Where = ()
    parts = name.split(".")
    for place, part in enumerate(parts, 1):
        where = (*where, part)
        if repeated and place == len(parts):
            counts[where] = counts.get(where, -1) + 1
        if where in counts:
            where = (*where, counts[where])
    return where
