"""Sentences: Jinja2 templates in a folder a language; an office may replace any of them by its own folder."""

import re
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from rules.phones import masked

SHIPPED = Path(__file__).parent / "templates"
LANGUAGE = "zh-CN"
WEEKDAYS = "一二三四五六日"


class Texts:
    """Renders messages (Telegram HTML, escaped; a missing value is an error) and button labels (plain)."""

    def __init__(self, zone: ZoneInfo, override: Path | None = None, language: str = LANGUAGE) -> None:
        folders = (override, SHIPPED / language) if override else (SHIPPED / language,)
        self._messages = _environment(zone, folders)
        self._folders = folders
        self._labels = _labels_of(folders)
        self.zone = zone
        self._override = override

    def render(self, template: str, /, **values: Any) -> str:
        """The message `<subject>/<what happened>`."""
        return self._messages.get_template(f"{template}.html.j2").render(values).strip()

    def plain(self, template: str, /, **values: Any) -> str:
        """The same message without markup, for a terminal or a file."""
        return unescape(re.sub(r"<[^>]+>", "", self.render(template, **values)))

    def label(self, key: str, /, **values: Any) -> str:
        """The words on a button, or of a command, as labels.toml has them: `subject.what`."""
        words = self._labels[key]
        return _button(self.zone, words).render(values) if "{" in words else words

    def labels(self, prefix: str) -> dict[str, str]:
        """All labels below `prefix.`, by the rest of their key; none of them takes values."""
        return dict(_labels_below(self._folders, f"{prefix}."))

    def own_file(self, name: str) -> bytes | None:
        """A file of the office's own folder that replaces one of ours (word/slip.docx); None if it has none."""
        path = self._override / name if self._override else None
        return path.read_bytes() if path and path.is_file() else None

    def names(self) -> list[str]:
        """Every template there is, pieces (`_name`) excepted."""
        found = self._messages.list_templates(extensions=["j2"])
        return [name.removesuffix(".html.j2") for name in found if "/_" not in name and not name.startswith("_")]


@cache
def _environment(zone: ZoneInfo, folders: tuple[Path, ...]) -> SandboxedEnvironment:
    """Messages from folders (the first that has one), or, without folders, plain words; compiled once a process."""
    environment = SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=bool(folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(_filters(zone))
    return environment


@cache
def _button(zone: ZoneInfo, words: str) -> Template:
    """The words of a button that name values, compiled once a process."""
    return _environment(zone, ()).from_string(words)


@cache
def _labels(folder: Path) -> dict[str, str]:
    """labels.toml has a table a subject; `<subject>/labels.toml` is one such table."""
    tables: dict[str, dict[str, str]] = {}
    if (whole := folder / "labels.toml").is_file():
        tables |= tomllib.loads(whole.read_text(encoding="utf-8"))
    for file in sorted(folder.glob("*/labels.toml")):
        tables[file.parent.name] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {f"{subject}.{what}": words for subject, labels in tables.items() for what, words in labels.items()}


@cache
def _labels_of(folders: tuple[Path, ...]) -> dict[str, str]:
    """Those of several folders; the first that has a label goes first."""
    return {key: words for folder in reversed(folders) for key, words in _labels(folder).items()}


@cache
def _labels_below(folders: tuple[Path, ...], start: str) -> dict[str, str]:
    return {key[len(start) :]: words for key, words in _labels_of(folders).items() if key.startswith(start)}


def _filters(zone: ZoneInfo) -> dict[str, Any]:
    def local(value: datetime | str) -> datetime:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(zone)

    def day(value: date | str) -> str:
        on = _day(value, zone)
        return f"{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"

    def bare_day(value: date | str) -> str:
        on = _day(value, zone)
        return f"{on.month}月{on.day}日 周{WEEKDAYS[on.weekday()]}"

    def full_day(value: date | str) -> str:
        on = _day(value, zone)
        return f"{on.year}年{on.month}月{on.day}日"

    return {
        "word": lambda value: getattr(value, "word", value),
        "day": day,
        "bare_day": bare_day,
        "full_day": full_day,
        "moment": lambda value: f"{local(value).month}月{local(value).day}日 {local(value):%H:%M}",
        "clock": lambda value: f"{local(value):%H:%M}",
        "metres": _metres,
        "percent": lambda share: f"{round(share * 100)}%",
        "masked": masked,
    }


def _day(value: date | str, zone: ZoneInfo) -> date:
    if isinstance(value, datetime):
        return value.astimezone(zone).date()
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _metres(value: float) -> str:
    return f"{value / 1000:.1f} 公里" if value >= 995 else f"{round(value)} 米"
