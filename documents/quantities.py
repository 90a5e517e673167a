"""Numbers as people say them: 2.35公里, 1小时5分钟, 87%."""

from __future__ import annotations

from datetime import datetime, tzinfo

_WEEKDAYS = "一二三四五六日"


def length_words(metres: float) -> str:
    """Metres below a kilometre, kilometres above."""
    if metres < 999.5:
        return f"{metres:.0f}米"
    return f"{metres / 1000:.2f}公里" if metres < 99_995 else f"{metres / 1000:.0f}公里"


def minutes_words(minutes: float) -> str:
    """Whole minutes, begun ones not counted; hours from an hour on."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return f"{rest}分钟"
    return f"{hours}小时{rest}分" if rest else f"{hours}小时"


def share_words(share: float | None) -> str:
    """A share as whole per cent, rounded down: 100% means all of it. A dash if there is none."""
    return "—" if share is None else f"{int(share * 100 + 1e-9)}%"


def span_words(start: datetime, end: datetime, zone: tzinfo) -> str:
    """A day with its times of beginning and end, both days if they differ."""
    begin, finish = start.astimezone(zone), end.astimezone(zone)
    day = f"{begin.year}年{begin.month}月{begin.day}日 星期{_WEEKDAYS[begin.weekday()]}"
    until = f"{finish:%H:%M}" if begin.date() == finish.date() else f"{finish.month}月{finish.day}日{finish:%H:%M}"
    return f"{day}　{begin:%H:%M}—{until}"
