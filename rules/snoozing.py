"""Being reminded again 稍后提醒: when, how often, and no later than others hear of it; one's own hour of the digest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.quiet import QuietHours, earliest
from rules.workdays import IsWorkday

AFTERNOON, MORNING = time(14, 0), time(9, 0)


class Later(StrEnum):
    """When one wants to be reminded again."""

    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    IN_THREE_DAYS = "in_three_days"


@dataclass(frozen=True, slots=True)
class RemindingRules:
    """How often one matter may be put off, and the hours of the digest that people may choose from."""

    snoozes: int = 2
    digest_hours: tuple[int, ...] = (7, 8, 9, 12, 18)
    source: str = ""


def choices(
    now_local: datetime, last_day: date | None, quiet: QuietHours, is_workday: IsWorkday
) -> dict[Later, datetime]:
    """The moments one may choose, shifted out of quiet hours; none on or after the day on which others hear of it."""
    today = now_local.date()
    wanted = {
        Later.AFTERNOON: _at(today, AFTERNOON, now_local),
        Later.TOMORROW: _at(today + timedelta(days=1), MORNING, now_local),
        Later.IN_THREE_DAYS: _at(today + timedelta(days=3), MORNING, now_local),
    }
    found: dict[Later, datetime] = {}  # one a day
    for later, moment in wanted.items():
        speaks = earliest(moment, quiet, is_workday)
        late = last_day is not None and speaks.date() >= last_day
        # This afternoon is no more once it is here, or where this afternoon is quiet.
        gone = moment <= now_local or (later is Later.AFTERNOON and speaks != moment)
        if not late and not gone and speaks.date() not in {each.date() for each in found.values()}:
            found[later] = speaks
    return found


def left(rules: RemindingRules, snoozed: int) -> int:
    """How many times more."""
    return max(0, rules.snoozes - snoozed)


def hours(rules: RemindingRules, quiet: QuietHours) -> tuple[int, ...]:
    """The hours of the digest one may choose: the profile's own, and its choices outside the quiet hours."""
    return tuple(sorted({quiet.digest_hour, *_loud(rules.digest_hours, quiet)}))


def _loud(listed: Iterable[int], quiet: QuietHours) -> list[int]:
    any_day = date(2026, 1, 5)
    return [
        hour
        for hour in listed
        if (moment := datetime.combine(any_day, time(hour))) == earliest(moment, quiet, lambda _: True)
    ]


def _at(day: date, at: time, now_local: datetime) -> datetime:
    return datetime.combine(day, at, now_local.tzinfo)
