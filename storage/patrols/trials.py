"""Rules tried out 试算 on what was recorded: who would have been overdue in a period gone by. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.periods import Span
from rules.profile import Profile
from rules.roles import Level
from rules.trials import as_if_always
from rules.workdays import IsWorkday
from storage.ledger.listing import inside
from storage.models import Region
from storage.patrols.owed import PersonOwed, owed_by_person
from storage.posts import duties
from storage.posts.tenures import Seat


@dataclass(frozen=True, slots=True)
class Owed:
    """Patrols that fell due, and how many of them were done; what was walked beyond is not counted."""

    required: int = 0
    done: int = 0

    @property
    def missing(self) -> int:
        """How many are missing."""
        return self.required - self.done


@dataclass(frozen=True, slots=True)
class Row:
    """One person at one level under the rules of that time and under those tried."""

    person_id: int
    name: str
    seat: Seat
    now: Owed
    tried: Owed

    @property
    def newly(self) -> bool:
        """Whether the person is overdue only under the rules tried."""
        return self.tried.missing > 0 and not self.now.missing

    @property
    def difference(self) -> int:
        """How many patrols more (or, below zero, fewer) are missing under the rules tried."""
        return self.tried.missing - self.now.missing


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many of a level owed anything, and are overdue under the rules of that time, under those tried, newly."""

    level: Level
    people: int
    now: int
    tried: int
    newly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What trying came to: the period, the first day with records, and everybody who owed, the newly overdue first."""

    span: Span
    since: date | None
    rows: tuple[Row, ...]

    @property
    def by_level(self) -> tuple[LevelCount, ...]:
        """Each level that owed anything, the highest first."""
        ranked = {level: [row for row in self.rows if row.seat.level is level] for level in Level}
        return tuple(_count(level, rows) for level, rows in ranked.items() if rows)

    @property
    def overdue_now(self) -> int:
        """Posts overdue under the rules of that time."""
        return sum(1 for row in self.rows if row.now.missing)

    @property
    def overdue_tried(self) -> int:
        """Posts overdue under the rules tried."""
        return sum(1 for row in self.rows if row.tried.missing)


def try_out(
    session: Session,
    profile: Profile,
    tried: Profile,
    period: Span,
    today: date,
    is_workday: IsWorkday,
    regions: Collection[str] = ("/",),
) -> Trial:
    """Who is overdue for what ended in a period: by the rules of their time, and had the tried ones held.

    What counts as a patrol stays as it was judged when it was made. Only posts inside `regions` (paths) are shown.
    """
    other = replace(profile, quotas=as_if_always(tried.quotas, today))
    within = set(session.scalars(select(Region.id).where(inside(tuple(regions)))))
    now, then = (
        {
            (one.person_id, one.seat.level, one.seat.region_id): one
            for one in owed_by_person(session, rules, period, today, is_workday)
            if one.required and one.seat.region_id in within
        }
        for rules in (profile, other)
    )
    rows = [_row(now.get(key), then.get(key)) for key in sorted(now.keys() | then.keys())]
    began = duties.records_began(session, ZoneInfo(profile.timezone))
    return Trial(period, began, tuple(sorted(rows, key=_worst_first)))


def _row(now: PersonOwed | None, then: PersonOwed | None) -> Row:
    who = now or then
    assert who is not None  # noqa: S101 - every key is of one or the other
    return Row(who.person_id, who.name, who.seat, _owed(now), _owed(then))


def _owed(found: PersonOwed | None) -> Owed:
    return Owed() if found is None else Owed(found.required, found.met)


def _count(level: Level, rows: list[Row]) -> LevelCount:
    now, tried = (sum(1 for row in rows if getattr(row, which).missing) for which in ("now", "tried"))
    return LevelCount(level, len(rows), now, tried, tuple(row.name for row in rows if row.newly))


def _worst_first(row: Row) -> tuple[bool, int, int, int, int]:
    return not row.newly, -row.difference, -row.tried.missing, row.seat.level.rank, row.person_id
