"""The patrol log 巡河日志 as Word: a page a patrol, or a table of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from documents import quantities
from documents.official import photos
from documents.official.filling import Filling
from documents.official.text import clean, day_words, paragraphs
from documents.official.title import title_lines
from documents.pictures import SHANGHAI

MOST_PAGES = 500  # patrols on pages of their own; more belong into a table
MOST_LINES = 10_000
# Millimetres; the more is said, the lower the map, so that a patrol keeps to its page.
_MAP_WIDTH, _HIGHEST_MAP, _LOWEST_MAP, _LINE = 128.0, 100.0, 50.0, 6.8
_LETTERS_A_LINE = 30
_WIDE_TITLE = 30.0  # letters on a sheet that lies across


@dataclass(frozen=True)
class Seen:
    """One thing looked at, and what was wrong with it; empty if nothing."""

    name: str
    wrong: str = ""


@dataclass(frozen=True)
class FoundIssue:
    """An issue found on the way: its number, what, how it was handled."""

    number: str
    issue: str
    handled: str = ""


@dataclass(frozen=True)
class PatrolLog:
    """One patrol as its log tells it: who, when (aware), where from and to, `minutes` without pauses, `metres`
    walked, `share` (0..1) of the reach, what was looked at, found and done; `map` a picture of the track.
    """

    chief: str
    post: str
    water: str
    began_at: datetime
    ended_at: datetime
    minutes: float
    metres: float
    share: float | None = None
    start: str = ""
    end: str = ""
    companions: str = ""
    grade: str = ""
    counts: bool | None = None
    seen: Sequence[Seen] = ()
    issues: Sequence[FoundIssue] = ()
    handled: str = ""
    remarks: str = ""
    number: str = ""
    map: bytes | None = None


def patrol_pages(
    logs: Sequence[PatrolLog], day: date, audit_head: str = "", template: bytes | None = None, zone: tzinfo = SHANGHAI
) -> bytes:
    """A .docx with a page a patrol; `day` goes into its properties. Raises ValueError for none or too many."""
    _bounded(logs, MOST_PAGES)
    filling = Filling("patrol_log.docx", template)
    pages = [_page(log, filling, zone) | {"audit_head": clean(audit_head)} for log in logs]
    return filling.filled({"logs": pages}, "巡河日志", logs[0].chief, day)


def patrol_list(
    logs: Sequence[PatrolLog],
    title: str,
    day: date,
    audit_head: str = "",
    template: bytes | None = None,
    zone: tzinfo = SHANGHAI,
) -> bytes:
    """A .docx with a table of the patrols under a title such as 张大山2026年11月巡河日志."""
    _bounded(logs, MOST_LINES)
    values = {
        "title_lines": title_lines(title, _WIDE_TITLE),
        "logs": [_line(place, log, zone) for place, log in enumerate(logs, start=1)],
        "total": _total(logs),
        "audit_head": clean(audit_head),
    }
    return Filling("patrol_list.docx", template).filled(values, title, logs[0].chief, day)


def _bounded(logs: Sequence[PatrolLog], most: int) -> None:
    if not 0 < len(logs) <= most:
        raise ValueError(f"{len(logs)} patrols, 1 to {most} fit")


def _page(log: PatrolLog, filling: Filling, zone: tzinfo) -> dict[str, Any]:
    words = (seen_lines(log), found_lines(log), handled_lines(log), paragraphs(log.remarks, 2_000) or ("无",))
    lines = sum(-(-len(line) // _LETTERS_A_LINE) for each in words for line in each)
    highest = max(_LOWEST_MAP, _HIGHEST_MAP - max(0, lines - len(words)) * _LINE)
    picture = log.map and photos.fitted(log.map, filling.template, _MAP_WIDTH, highest)
    span = quantities.span_words(log.began_at, log.ended_at, zone).split("　")
    return {
        "heading": f"编号：{clean(log.number)}" if log.number else "",
        **{name: clean(getattr(log, name)) for name in ("chief", "post", "water", "start", "end", "companions")},
        "grade": clean(log.grade) + _counts(log),
        "day": span[0],
        "times": span[1],
        "minutes": quantities.minutes_words(log.minutes),
        "length": quantities.length_words(log.metres),
        "share": quantities.share_words(log.share),
        **dict(zip(("seen", "found", "handled", "remarks"), words, strict=True)),
        "map": picture or "",
    }


def _counts(log: PatrolLog) -> str:
    return "" if log.counts is None else "（有效巡河）" if log.counts else "（未计入有效巡河）"


def seen_lines(log: PatrolLog) -> tuple[str, ...]:
    """What was normal on one line, then what was not."""
    normal = "、".join(clean(each.name, 60) for each in log.seen if not each.wrong)
    wrong = tuple(f"{clean(each.name, 60)}：{clean(each.wrong, 300)}" for each in log.seen if each.wrong)
    return (*((f"正常：{normal}",) if normal else ()), *wrong) or ("—",)


def found_lines(log: PatrolLog) -> tuple[str, ...]:
    """The issues with their numbers."""
    return tuple(f"{clean(each.number, 40)}　{clean(each.issue, 300)}".strip() for each in log.issues) or (
        "未发现问题",
    )


def handled_lines(log: PatrolLog) -> tuple[str, ...]:
    """How each issue was handled, then what else was done."""
    each = tuple(f"{clean(i.number, 40)}　{clean(i.handled, 300)}".strip() for i in log.issues if i.handled)
    return (*each, *paragraphs(log.handled, 2_000)) or ("—",)


def _line(place: int, log: PatrolLog, zone: tzinfo) -> dict[str, str]:
    begin, end = log.began_at.astimezone(zone), log.ended_at.astimezone(zone)
    found = "；".join("，".join(filter(None, (clean(i.issue, 200), clean(i.handled, 200)))) for i in log.issues)
    return {
        "place": str(place),
        "when": f"{day_words(begin.date())} {begin:%H:%M}—{end:%H:%M}",
        "chief": clean(log.chief, 60),
        "water": clean(log.water, 100),
        "minutes": quantities.minutes_words(log.minutes),
        "length": quantities.length_words(log.metres),
        "found_line": found or "未发现问题",
    }


def _total(logs: Sequence[PatrolLog]) -> str:
    minutes, metres = sum(log.minutes for log in logs), sum(log.metres for log in logs)
    words = (quantities.minutes_words(minutes), quantities.length_words(metres))
    issues = sum(len(log.issues) for log in logs)
    return f"合计：巡河{len(logs)}次，共{words[0]}、{words[1]}，发现问题{issues}个。"
