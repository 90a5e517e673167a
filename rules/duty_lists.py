"""Duty lists 履职清单 (clause F1): what a post does in a year."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from rules.periods import Period, Span, days_of
from rules.quotas import Quota
from rules.roles import Level, Role

LEAST_YEAR, MOST_YEAR = 2016, 2099  # the system began in 2016


class Task(StrEnum):
    """What serves all of them, first; then the six tasks 六大任务 of the River Chief System."""

    GENERAL = "general"
    RESOURCES = "resources"
    SHORELINE = "shoreline"
    POLLUTION = "pollution"
    ENVIRONMENT = "environment"
    ECOLOGY = "ecology"
    ENFORCEMENT = "enforcement"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return _TASKS[self]


class Proof(StrEnum):
    """Which records fill an item."""

    PATROL = "patrol"  # patrols that count
    REPORT = "report"  # issues the post reported
    RECTIFY = "rectify"  # issues assigned to the post that are closed
    NOTE = "note"  # what the holder adds, with a photo if there is one

    @property
    def word(self) -> str:
        """The Chinese words."""
        return _PROOFS[self]


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One item of the list of one rank. `count` 0: whenever there is occasion; `due_on` a day of the year.

    `code` names the item from version to version, so that what was added to it stays with it.
    """

    role: Role
    level: Level
    code: str
    task: Task
    what: str
    how: str
    proof: Proof
    count: int
    period: Period
    due_on: date | None
    evidence: str
    source: str

    @property
    def often(self) -> str:
        """How often, as one says it: 每季度1次, 有则必办."""
        return f"{self.period.word}{self.count}次" if self.count else _WHENEVER[self.proof]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One [[duty]] of the profile: for several ranks, from a day to a day; without a count as the quotas say."""

    levels: frozenset[Level]
    roles: frozenset[Role]
    code: str
    task: Task
    what: str
    how: str
    proof: Proof
    count: int | None
    period: Period
    due: tuple[int, int] | None
    evidence: str
    valid: Span
    source: str

    def holds_in(self, year: int) -> bool:
        """Whether it holds on any day of the year."""
        return self.valid.common(days_of(year)).days > 0

    def items(self, year: int, quotas: Sequence[Quota]) -> Iterator[DutyItem]:
        """One item for each rank, or one for each of its quotas."""
        due_on = date(year, *self.due) if self.due else None
        for level, role in product(sorted(self.levels), sorted(self.roles)):
            asked = [(self.count, self.period)] if self.count is not None else _owed(quotas, role, level, year)
            for number, (count, period) in enumerate(asked):
                code = f"{self.code}_{number + 1}" if number else self.code
                yield DutyItem(role, level, code, self.task, self.what, self.how, self.proof, count,
                               period, due_on, self.evidence, self.source)  # fmt: skip


def _owed(quotas: Iterable[Quota], role: Role, level: Level, year: int) -> list[tuple[int, Period]]:
    """The patrols that a rank owes in a year: count and period of each quota that holds when the year begins."""
    days = days_of(year)
    held = [each for each in quotas if role in each.roles and level in each.levels]
    begun = [each for each in held if each.validity.common(days).days > 0]
    first = min((each.validity.common(days).first for each in begun), default=days.first)
    return list(dict.fromkeys((each.count, each.period) for each in begun if each.count and each.validity.holds(first)))


def defaults(rules: Iterable[DutyRule], quotas: Sequence[Quota], year: int) -> list[DutyItem]:
    """The list of a year as the profile has it, rank by rank; the tasks in their order."""
    return ordered(item for rule in rules if rule.holds_in(year) for item in rule.items(year, quotas))


def ordered(items: Iterable[DutyItem]) -> list[DutyItem]:
    """By level, role and task; within a task as they stand."""
    levels, roles, tasks = list(Level), list(Role), list(Task)
    return sorted(items, key=lambda it: (levels.index(it.level), roles.index(it.role), tasks.index(it.task)))


def of_rank(items: Iterable[DutyItem], role: Role, level: Level) -> tuple[DutyItem, ...]:
    """The items of one rank."""
    return tuple(item for item in items if item.role is role and item.level is level)


def stamp(year: int, items: Sequence[DutyItem]) -> str:
    """What tells the list of a rank from a changed one: who has read this need not read it again."""
    told = "\n".join(repr(sorted((key, str(value)) for key, value in asdict(item).items())) for item in items)
    return hashlib.sha256(f"{year}\n{told}".encode()).hexdigest()[:16]


_TASKS = {
    Task.RESOURCES: "水资源保护",
    Task.SHORELINE: "水域岸线管理保护",
    Task.POLLUTION: "水污染防治",
    Task.ENVIRONMENT: "水环境治理",
    Task.ECOLOGY: "水生态修复",
    Task.ENFORCEMENT: "执法监管",
    Task.GENERAL: "综合",
}
_PROOFS = {Proof.PATROL: "巡河记录", Proof.REPORT: "上报问题", Proof.RECTIFY: "整改销号", Proof.NOTE: "本人填报"}
_WHENEVER = {
    Proof.PATROL: "按需巡查",
    Proof.REPORT: "发现即报",
    Proof.RECTIFY: "有则必办",
    Proof.NOTE: "全年持续",
}
