"""Reports by the public 群众反映: how many one person may hand in, what becomes of each, how long a block lasts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.toml_table import Table

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BLOCKS = (7, 30, 365)  # days an office may choose; always with an end


class Reception(StrEnum):
    """What became of a report that somebody of the public handed in."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    JOINED = "joined"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _WORDS[self]


_WORDS = {
    Reception.WAITING: "待审",
    Reception.ACCEPTED: "已受理",
    Reception.JOINED: "已并入",
    Reception.TURNED_DOWN: "未受理",
    Reception.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True)
class PublicRules:
    """The [public] table: reports a person may hand in within 60 minutes and within 24 hours; whom to ring else."""

    per_hour: int
    per_day: int
    hotline: str
    source: str


def public_rules(table: Table) -> PublicRules:
    """The rules that the table makes; what contradicts itself is noted."""
    rules = PublicRules(
        per_hour=table.whole("per_hour", least=1),
        per_day=table.whole("per_day", least=1),
        hotline=table.take("hotline", str),
        source=table.take("source", str),
    )
    if table.has("per_day") and rules.per_day < rules.per_hour:
        table.wrong("per_day", "“per_day”不能小于“per_hour”，否则每小时的条数永远用不满")
    if table.has("hotline") and not rules.hotline.strip():
        table.wrong("hotline", "“hotline”不能为空，请填群众可拨打的监督电话")
    if table.has("source") and not rules.source.strip():
        table.wrong("source", "“source”不能为空，请写明依据的文件或“本办自定”")
    return rules


def free_again(rules: PublicRules, handed_in: Collection[datetime], now: datetime) -> datetime | None:
    """When a person may hand in again after those reports; None if at once. Both windows slide."""
    waits = [
        moment
        for window, most in ((HOUR, rules.per_hour), (DAY, rules.per_day))
        if (moment := _free(window, most, handed_in, now)) is not None
    ]
    return max(waits, default=None)


def _free(window: timedelta, most: int, handed_in: Collection[datetime], now: datetime) -> datetime | None:
    within = sorted(moment for moment in handed_in if moment > now - window)
    return within[-most] + window if len(within) >= most else None
