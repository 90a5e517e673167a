"""Quiet hours: when the bot may speak first, and how often a day."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from rules.workdays import IsWorkday


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No message unasked from `start` to `end` (local time; may run over midnight; equal means none).

    With `workdays_only` days off are quiet throughout. The digest goes out at `digest_hour`; beyond
    `daily_budget` messages a person a day the rest waits for it.
    """

    start: time = time(20, 0)
    end: time = time(8, 0)
    workdays_only: bool = True
    digest_hour: int = 8
    daily_budget: int = 3
    source: str = ""


def earliest(now_local: datetime, quiet: QuietHours, is_workday: IsWorkday) -> datetime:
    """The first moment from now on at which a message may go out; now itself if it may."""
    moment = now_local
    while True:
        if quiet.workdays_only and not is_workday(moment.date()):
            moment = _at(moment + timedelta(days=1), time.min)
        elif _is_quiet(moment.time(), quiet):
            moment = _end_of_quiet(moment, quiet)
        else:
            return moment


def next_digest(now_local: datetime, quiet: QuietHours, is_workday: IsWorkday) -> datetime:
    """When the next morning digest goes out, strictly after now."""
    digest = _at(now_local, time(quiet.digest_hour))
    while digest <= now_local or earliest(digest, quiet, is_workday) != digest:
        digest = _at(digest + timedelta(days=1), time(quiet.digest_hour))
    return digest


def digest_is_possible(quiet: QuietHours) -> bool:
    """Whether the digest's hour exists and lies outside the quiet hours."""
    return 0 <= quiet.digest_hour < 24 and not _is_quiet(time(quiet.digest_hour), quiet)


def at_hour(quiet: QuietHours, hour: int | None) -> QuietHours:
    """The same with the digest at a person's own hour, where that is no quiet hour."""
    own = quiet if hour is None else replace(quiet, digest_hour=hour)
    return own if digest_is_possible(own) else quiet


def within_budget(sent_today: int, quiet: QuietHours) -> bool:
    """Whether a person who got so many messages today may get one more at once rather than in the digest."""
    return sent_today < quiet.daily_budget


def _is_quiet(at: time, quiet: QuietHours) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= at < quiet.end
    return at >= quiet.start or at < quiet.end


def _end_of_quiet(moment: datetime, quiet: QuietHours) -> datetime:
    over_midnight = moment.time() >= quiet.end
    return _at(moment + timedelta(days=1) if over_midnight else moment, quiet.end)


def _at(day: datetime, at: time) -> datetime:
    return datetime.combine(day.date(), at, day.tzinfo)
