"""Whether a patrol counts 有效巡河, and if not, exactly what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from rules.evidence import Grade, PatrolFacts, grade
from rules.periods import validity
from rules.roles import Level, Role


class What(StrEnum):
    """What a patrol can lack: minutes, metres, share of the reach (0..1), grade, hours since the last."""

    MINUTES = "minutes"
    METRES = "metres"
    SHARE = "share"
    GRADE = "grade"
    GAP = "gap"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {
            "minutes": "巡河时长",
            "metres": "巡河里程",
            "share": "河段覆盖",
            "grade": "证据等级",
            "gap": "间隔时间",
        }[self.value]

    @property
    def mendable(self) -> bool:
        """Whether going on with the same patrol can still mend it."""
        return self is not What.GAP


@dataclass(frozen=True, slots=True)
class ValidPatrol:
    """What a jurisdiction asks of a patrol that counts.

    With `only_if_tracked` metres and share are asked only of patrols that have a live track, so that nobody
    is made to share one (国办函〔2026〕12号 bans forcing tracks where the duty does not need them).
    """

    levels: frozenset[Level]
    roles: frozenset[Role]
    min_minutes: float = 0
    min_metres: float = 0
    min_share: float = 0
    grade_at_least: Grade = Grade.D
    min_gap_hours: float | None = None
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""
    only_if_tracked: bool = True


@dataclass(frozen=True, slots=True)
class PatrolRules:
    """Hours after which a forgotten patrol ends itself, days in which one may be entered later (补录)."""

    max_hours: float
    late_entry_days: int
    source: str = ""


class Missing(NamedTuple):
    """What is short: `have` and `need` are both numbers (minutes, metres, 0..1, hours) or both grades."""

    what: What
    have: float | Grade
    need: float | Grade


class Verdict(NamedTuple):
    """Whether a patrol counts, and what is missing if not."""

    counts: bool
    missing: tuple[Missing, ...]


def in_force(rules: Iterable[ValidPatrol], role: Role, level: Level | None, day: date) -> ValidPatrol | None:
    """The rule that binds a post's patrols on a day; None where the jurisdiction asks for nothing."""
    for rule in rules:
        if role in rule.roles and level in rule.levels and validity(rule).holds(day):
            return rule
    return None


def judge(rule: ValidPatrol | None, facts: PatrolFacts, previous_end: datetime | None) -> Verdict:
    """Whether a patrol counts; `previous_end` is when the post's last counting patrol ended."""
    missing = tuple(_missing(rule, facts, previous_end)) if rule else ()
    return Verdict(not missing, missing)


def _missing(rule: ValidPatrol, facts: PatrolFacts, previous_end: datetime | None) -> Iterator[Missing]:
    if facts.minutes < rule.min_minutes:
        yield Missing(What.MINUTES, facts.minutes, rule.min_minutes)
    if facts.has_track or not rule.only_if_tracked:
        yield from _short_walk(rule, facts)
    if not (reached := grade(facts)).at_least(rule.grade_at_least):
        yield Missing(What.GRADE, reached, rule.grade_at_least)
    if rule.min_gap_hours is not None and previous_end is not None:
        hours = (facts.started_at - previous_end).total_seconds() / 3600
        if hours < rule.min_gap_hours:
            yield Missing(What.GAP, max(0.0, hours), rule.min_gap_hours)


def _short_walk(rule: ValidPatrol, facts: PatrolFacts) -> Iterator[Missing]:
    if facts.metres < rule.min_metres:
        yield Missing(What.METRES, facts.metres, rule.min_metres)
    # A reach without a line has no share that could be too small.
    if facts.share is not None and facts.share < rule.min_share:
        yield Missing(What.SHARE, facts.share, rule.min_share)
