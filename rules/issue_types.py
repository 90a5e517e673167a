"""Kinds of issues 问题类型 and how grave they are. The list itself is the profile's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """The three bands of the "河湖四乱" severity tables: 一般, 较重, 重大."""

    GENERAL = "general"
    SERIOUS = "serious"
    MAJOR = "major"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"general": "一般", "serious": "较重", "major": "重大"}[self.value]


class DayKind(StrEnum):
    """Whether days to rectify are working days or calendar days."""

    WORKING = "working"
    CALENDAR = "calendar"

    @property
    def word(self) -> str:
        """The Chinese word that follows a number: 5个工作日, 2天."""
        return "个工作日" if self is DayKind.WORKING else "天"


@dataclass(frozen=True, slots=True)
class IssueType:
    """One kind of issue.

    `group` gathers types for a phone's keyboard; `tags` are the campaigns it belongs to at once (四乱 and
    三乱 overlap); `days` are the days to rectify by severity; issues of one type closer than `radius_m`
    metres may be the same one.
    """

    code: str
    name: str
    group: str
    tags: tuple[str, ...]
    severity: Severity
    days: Mapping[Severity, int]
    day_kind: DayKind = DayKind.WORKING
    radius_m: float = 50.0
    valid_from: date = date(2023, 1, 1)
    source: str = ""
    hints: Mapping[Severity, str] = field(default_factory=dict)


def grouped(types: Sequence[IssueType]) -> dict[str, tuple[IssueType, ...]]:
    """The types by group, both in the order of the profile."""
    groups: dict[str, tuple[IssueType, ...]] = {}
    for each in types:
        groups[each.group] = (*groups.get(each.group, ()), each)
    return groups
