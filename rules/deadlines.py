"""Days to rectify, hours to return what is not ours, and extensions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.issue_types import DayKind, IssueType, Severity
from rules.refusals import Refusal
from rules.workdays import IsWorkday, add_workdays


@dataclass(frozen=True, slots=True)
class RectificationRules:
    """Hours to hand an assignment back as not ours; how many extensions there are, and of how many days."""

    return_hours: int
    extensions: int
    extension_days: int
    extension_kind: DayKind = DayKind.WORKING
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    source: str = ""


def due_on(issue_type: IssueType, severity: Severity, assigned_on: date, is_workday: IsWorkday) -> date:
    """The last day to rectify, the day of assignment not counted."""
    return _later(assigned_on, issue_type.days[severity], issue_type.day_kind, is_workday)


def returnable_until(assigned_at: datetime, hours: int) -> datetime:
    """The last moment at which an assignment may be returned as not ours."""
    return assigned_at + timedelta(hours=hours)


def may_return(rules: RectificationRules, assigned_at: datetime, now: datetime) -> None:
    """Refuses to take an assignment back when its hours are over."""
    until = returnable_until(assigned_at, rules.return_hours)
    if now > until:
        raise Refusal("refusal/too_late_to_return", until=until, hours=rules.return_hours)


def may_ask_extension(rules: RectificationRules, granted_before: int, days: int, due: date, today: date) -> None:
    """Refuses an extension that is one too many, too long, of no days, or asked for after the due date."""
    if granted_before >= rules.extensions:
        raise Refusal("refusal/no_more_extensions", limit=rules.extensions)
    if not 1 <= days <= rules.extension_days:
        raise Refusal("refusal/extension_too_long", limit=rules.extension_days, kind=rules.extension_kind)
    if today > due:
        raise Refusal("refusal/extension_after_due", due=due)


def extended_to(rules: RectificationRules, due: date, days: int, is_workday: IsWorkday) -> date:
    """The new last day; an extension always has an end."""
    return _later(due, days, rules.extension_kind, is_workday)


def _later(day: date, days: int, kind: DayKind, is_workday: IsWorkday) -> date:
    if kind is DayKind.WORKING:
        return add_workdays(day, days, is_workday)
    return day + timedelta(days=days)
