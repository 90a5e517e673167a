"""Reading a TOML table key by key; mistakes are noted with their lines and reading goes on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from rules.profile_errors import Problem
from rules.toml_lines import Where

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_TYPE_WORDS: dict[type, str] = {
    str: "带引号的文字",
    bool: "true 或 false",
    int: "整数",
    float: "数字",
    date: "日期，如 2023-01-01",
    time: "时间，如 20:00:00",
    list: "方括号列表",
    dict: "表",
}


class Notes:
    """The problems found so far, and the lines to point at."""

    def __init__(self, lines: Mapping[Where, int]) -> None:
        self._lines = lines
        self.problems: list[Problem] = []

    def note(self, where: Where, reason: str) -> None:
        """Notes a problem at a key, or at the table around it."""
        while where and where not in self._lines:
            where = where[:-1]
        self.problems.append(Problem(self._lines.get(where, 0), reason))


class Table:
    """One table of the file. Every `take` reads a key; `close` complains of keys that nobody took."""

    def __init__(self, data: Mapping[str, object], where: Where, notes: Notes) -> None:
        self._data = data
        self._notes = notes
        self._known: set[str] = set()
        self.where = where

    def wrong(self, key: str, reason: str) -> None:
        """Notes a problem at a key of this table."""
        self._notes.note((*self.where, key), reason)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """A value of a type; without a default the key must be there."""
        self._known.add(key)
        if key not in self._data:
            if default is None:
                self._notes.note(self.where, f"缺少“{key}”")
                return kind()
            return default
        value = self._data[key]
        if kind is float and type(value) is int:
            value = float(value)
        if isinstance(value, kind) and not _mistaken(value, kind):
            return value
        self.wrong(key, f"“{key}”应当是{_TYPE_WORDS[kind]}")
        return kind() if default is None else default

    def whole(self, key: str, least: int = 0, default: int | None = None) -> int:
        """A whole number that is at least so much."""
        value = self.take(key, int, default)
        return self._bounded(key, value, least) if key in self._data else value

    def number(self, key: str, least: float = 0.0, default: float | None = None) -> float:
        """A number that is at least so much."""
        value = self.take(key, float, default)
        return self._bounded(key, value, least) if key in self._data else value

    def day(self, key: str, default: date) -> date:
        """A date."""
        self._known.add(key)
        value = self._data.get(key, default)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.wrong(key, f"“{key}”应当是{_TYPE_WORDS[date]}")
        return default

    def word(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration."""
        text = self.take(key, str, None if default is None else str(default))
        return self._member(key, text, kind) if key in self._data else default or next(iter(kind))

    def words(self, key: str, kind: type[E], default: Iterable[E] | None = None) -> frozenset[E]:
        """Several words of an enumeration, at least one."""
        if default is not None and key not in self._data:
            self._known.add(key)
            return frozenset(default)
        texts = self.texts(key)
        if key in self._data and not texts:
            self.wrong(key, f"“{key}”不能为空")
        return frozenset(self._member(key, text, kind) for text in texts)

    def texts(self, key: str, default: list[object] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._all(key, self.take(key, list, default), str))

    def numbers(self, key: str, default: list[object] | None = None) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(self._all(key, self.take(key, list, default), int))

    def days(self, key: str, default: list[object] | None = None) -> tuple[date, ...]:
        """A list of dates."""
        return tuple(self._all(key, self.take(key, list, default), date))

    def table(self, key: str, required: bool = True) -> "Table":
        """A table within."""
        data = self.take(key, dict, None if required else {})
        # What is missing as a whole is not complained of key by key.
        return Table(data, (*self.where, key), self._notes if data else Notes({}))

    def tables(self, key: str, required: bool = True) -> "list[Table]":
        """The tables of a [[key]] list, at least one where it stands or is required."""
        if not required and not self.has(key):
            return []
        items = self.take(key, list)
        if key in self._data and not (items and all(isinstance(item, dict) for item in items)):
            self.wrong(key, f"“{key}”至少要有一条，写作 [[{key}]]")
        rows = [item for item in items if isinstance(item, dict)]
        return [Table(row, (*self.where, key, n), self._notes) for n, row in enumerate(rows)]

    def each(self, key: str, part: "Callable[[Table], T]", required: bool = True) -> tuple[T, ...]:
        """What a part makes of each table of a [[key]] list."""
        return tuple(table.made(part) for table in self.tables(key, required))

    def made(self, part: "Callable[[Table], T]") -> T:
        """What a part makes of this table as a whole."""
        made = part(self)
        self.close()
        return made

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._data

    def close(self) -> None:
        """Notes every key that means nothing here, with the likely one."""
        for key in self._data.keys() - self._known:
            close = get_close_matches(key, self._known, 1)
            self.wrong(key, f"不认识“{key}”" + (f"，是不是“{close[0]}”？" if close else ""))

    def _bounded(self, key: str, value: T, least: float) -> T:
        if isinstance(value, int | float) and value < least:
            self.wrong(key, f"“{key}”不能小于{least:g}")
        return value

    def _member(self, key: str, text: str, kind: type[E]) -> E:
        try:
            return kind(text)
        except ValueError:
            self.wrong(key, f"“{key}”里的“{text}”不可用，可用的有：{'、'.join(kind)}")
            return next(iter(kind))

    def _all(self, key: str, items: list[object], kind: type[T]) -> list[T]:
        good = [item for item in items if isinstance(item, kind) and not _mistaken(item, kind)]
        if len(good) != len(items):
            self.wrong(key, f"“{key}”的每一项都应当是{_TYPE_WORDS[kind]}")
        return good


def _mistaken(value: object, kind: type) -> bool:
    # In Python true is a number; in a profile it is a mistake.
    return isinstance(value, bool) and kind is not bool
