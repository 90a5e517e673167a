"""Colour alerts 预警 (clauses L4, L6): while one is on at a water or a post, its chiefs patrol more often.

Three kinds and three colours as in Guangzhou's graded patrols (2021): the highest colour wins, whatever its kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rules import periods
from rules.periods import Period, Span
from rules.roles import Level, Role


class Colour(StrEnum):
    """How grave an alert is."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"yellow": "黄色", "orange": "橙色", "red": "红色"}[self.value]

    @property
    def rank(self) -> int:
        """1 for yellow to 3 for red."""
        return list(Colour).index(self) + 1


class AlertKind(StrEnum):
    """Why an alert is set: a circular, the water's quality, a problem."""

    CIRCULAR = "circular"
    WATER_QUALITY = "water_quality"
    PROBLEM = "problem"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"circular": "通报预警", "water_quality": "水质预警", "problem": "问题预警"}[self.value]


class Part(StrEnum):
    """What is owed in a period of which the alert fills a part: its share by days, or as if it filled it all."""

    PRO_RATA = "pro_rata"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class AlertRule:
    """Under an alert of a colour a post owes `count` patrols a period instead of the usual ones."""

    colour: Colour
    levels: frozenset[Level]
    roles: frozenset[Role]
    period: Period
    count: int
    part: Part = Part.PRO_RATA
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""

    @property
    def validity(self) -> Span:
        """The days on which the rule holds."""
        return periods.validity(self)

    def binds(self, role: Role, level: Level | None) -> bool:
        """Whether a post is bound by it."""
        return role in self.roles and level in self.levels


class Alarm(NamedTuple):
    """The days on which an alert rule is on."""

    span: Span
    rule: AlertRule


def highest(alarms: Iterable[Alarm], day: date) -> AlertRule | None:
    """The rule of the highest colour that is on, on a day."""
    on = [alarm.rule for alarm in alarms if alarm.span.holds(day)]
    return max(on, key=lambda rule: (rule.colour.rank, rule.count), default=None)


def raised(base: int, days: Iterable[date], whole: int, alarms: Iterable[Alarm]) -> tuple[int, Colour | None]:
    """How many patrols more than `base` are owed over these days of a period of `whole` days; and the colour.

    By days, half a patrol rounded up; a rule that counts in full asks for all it asks from the first day on.
    """
    alarms = list(alarms)
    on = [rule for day in days if (rule := highest(alarms, day)) is not None]
    if not on:
        return 0, None
    by_days = sum(max(0, rule.count - base) for rule in on)
    shared = (2 * by_days + whole) // (2 * whole)
    in_full = max((rule.count - base for rule in on if rule.part is Part.FULL), default=0)
    return max(shared, in_full), max((rule.colour for rule in on), key=lambda colour: colour.rank)
