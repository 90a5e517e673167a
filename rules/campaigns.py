"""Campaigns 专项行动 with dates and topics, the three sewage rates 三率, and the way of an opinion 社情民意."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rules.issue_types import IssueType
from rules.refusals import Refusal

RATES_TOPIC = "三率"
_BESIDE_RATES = "三排"  # Chongqing's orders No. 1 and No. 3 are campaigned together
MOST_TOPICS = 12
LONGEST_NAME = 40
LONGEST_TOPIC = 20


class Standing(StrEnum):
    """Where a campaign stands on a day."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"  # its last day is gone
    CLOSED = "closed"  # an office has closed it

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"ahead": "未开始", "running": "进行中", "over": "已到期", "closed": "已结束"}[self.value]


class OpinionState(StrEnum):
    """Where an opinion stands."""

    RECORDED = "recorded"
    FORWARDED = "forwarded"
    ANSWERED = "answered"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"recorded": "待转办", "forwarded": "办理中", "answered": "已答复"}[self.value]


class Rates(NamedTuple):
    """The three rates in per cent (渝第3号总河长令): 污水收集率, 污水处理率, 处理达标率; None where not told."""

    collected: float | None
    treated: float | None
    compliant: float | None


def standing(from_on: date, until_on: date, closed: bool, today: date) -> Standing:
    """Where a campaign of these days (both included) stands."""
    if closed:
        return Standing.CLOSED
    if today < from_on:
        return Standing.AHEAD
    return Standing.OVER if today > until_on else Standing.RUNNING


def check_running(name: str, from_on: date, until_on: date, closed: bool, today: date) -> None:
    """Refuses to record anything under a campaign before it begins or after its end."""
    now = standing(from_on, until_on, closed, today)
    if now is Standing.AHEAD:
        raise Refusal("refusal/campaign_not_begun", name=name, from_on=from_on)
    if now is not Standing.RUNNING:
        raise Refusal("refusal/campaign_over", name=name, until_on=until_on, closed=closed)


def check_days(from_on: date, until_on: date, today: date) -> None:
    """Refuses an end before the beginning, and one that is gone already."""
    if until_on < from_on:
        raise Refusal("refusal/campaign_ends_before_it_begins", from_on=from_on, until_on=until_on)
    if until_on < today:
        raise Refusal("refusal/campaign_end_is_gone", until_on=until_on)


def topics(types: Iterable[IssueType]) -> tuple[str, ...]:
    """The topics to offer: the tags of the profile's issue types, most specific campaigns first as it lists them."""
    tags = tuple(dict.fromkeys(tag for each in types for tag in each.tags))
    short = [tag for tag in tags if len(tag) <= 2]  # 三排 三乱 四乱 are campaigns, the long ones are the six tasks
    rates = [RATES_TOPIC] if _BESIDE_RATES in tags else []
    return (*short, *rates, *(tag for tag in tags if tag not in short))


_NAMED = {"收集": 0, "达标": 2, "处理": 1}
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%?")


def read_rates(text: str) -> Rates:
    """The rates somebody types: 「92 88.5 96」 in their order, or by name 「处理率88」; refuses what is no per cent."""
    told = unicodedata.normalize("NFKC", text)
    parts = re.findall(r"([^\d%]*)(\d+(?:\.\d+)?)%?", told)
    found: list[float | None] = [None, None, None]
    for place, (words, number) in enumerate(parts):
        at = next((at for name, at in _NAMED.items() if name in words), place)
        if at > 2 or found[at] is not None or not _NUMBER.fullmatch(number) or float(number) > 100:
            raise Refusal("refusal/no_such_rate")
        found[at] = float(number)
    if not parts:
        raise Refusal("refusal/no_such_rate")
    return Rates(*found)


def own_topics(text: str, chosen: Sequence[str]) -> list[str]:
    """What is chosen with the topics typed in own words, each once, bounded."""
    told = [part[:LONGEST_TOPIC] for part in re.split(r"[\s,，、;；]+", text) if part]
    return list(dict.fromkeys([*chosen, *told]))[:MOST_TOPICS]
