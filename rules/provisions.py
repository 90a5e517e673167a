"""Provisions on how often to patrol 巡河频次, as a profile writes them.

No national table exists: counts differ by region, level, water and season, so every number is the profile's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules import periods
from rules.alerts import AlertRule
from rules.periods import Period, Span
from rules.roles import Level, Role


class Per(StrEnum):
    """Whether a count holds for the chief or for each of the chief's waters."""

    CHIEF = "chief"
    WATER = "water"


class ProRata(StrEnum):
    """What is owed when a post was held for part of the period only."""

    FULL = "full"
    PRO_RATA = "pro_rata"
    EXEMPT_IF_UNDER_DAYS = "exempt_if_under_days"


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `count` patrols a period; with `coverage` instead that share of the chief's waters, each once.

    `season` holds the months in which it applies (None: all year); `one_a_day` counts several patrols of
    one day as one; `soon_days` are the working days before the end from which it is due soon. `raises` are the
    alert rules 预警 of the same period; a quota with a count of 0 binds under an alert only.
    """

    levels: frozenset[Level]
    roles: frozenset[Role]
    count: int
    period: Period
    per: Per = Per.CHIEF
    season: frozenset[int] | None = None
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""
    pro_rata: ProRata = ProRata.FULL
    exempt_under_days: int = 0
    one_a_day: bool = True
    soon_days: int = 2
    coverage: float | None = None
    raises: tuple[AlertRule, ...] = ()

    @property
    def validity(self) -> Span:
        """The days on which the quota holds."""
        return periods.validity(self)

    @property
    def unit(self) -> str:
        """What is counted: 次 patrols, or 条 waters."""
        return "次" if self.coverage is None else "条"

    def owed_for(self, waters: int) -> int:
        """The count for a chief of so many waters; a share is rounded up, or 15 % of three would be none."""
        if self.coverage is None:
            return self.count
        return -int(-(round(self.coverage * waters, 6)) // 1)


def in_force(quotas: Iterable[Quota], role: Role, level: Level | None, day: date) -> tuple[Quota, ...]:
    """The quotas that bind a post on a day; several may hold at once (three a year, one each half-year)."""
    return tuple(each for each in quotas if role in each.roles and level in each.levels and each.validity.holds(day))
