"""The account of a year's reports: by level who must, who handed in, who is late; one line each. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_reports import DutyReportRule, ReportState
from rules.roles import Level
from storage.duty_reports.obliged import Obliged, obliged, receiver_words, receivers
from storage.models import DutyReport

_IN = (ReportState.SUBMITTED, ReportState.RECEIVED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One reporter: to whom, by when, how far. Who left office in the year is not missed."""

    person_id: int
    name: str
    rule: DutyReportRule
    level: Level
    region_id: int
    region: str
    seat: str
    to: str
    due_on: date
    days: tuple[date, date]
    serving: bool
    report_id: int | None
    state: ReportState | None
    submitted_at: datetime | None

    @property
    def handed_in(self) -> bool:
        """Whether the report is with its receiver."""
        return self.state in _IN

    def late(self, today: date) -> bool:
        """Whether it should be there and is not."""
        return self.serving and not self.handed_in and self.due_on < today


@dataclass(frozen=True, slots=True)
class Line:
    """One level: how many must report, handed in, received, returned, late."""

    level: Level
    owed: int
    handed_in: int
    received: int
    returned: int
    late: int


def entries(
    session: Session, rules: Sequence[DutyReportRule], year: int, today: date, paths: Sequence[str] = ("/",)
) -> list[Entry]:
    """Everybody who must report on a year in these regions (paths), by level and region."""
    listed = obliged(session, rules, year, today, paths)
    people = receivers(session, listed, today)
    reports = {each.person_id: each for each in session.scalars(select(DutyReport).where(DutyReport.year == year))}
    return [_entry(each, receiver_words(each, people.get(each.person_id, ())), reports.get(each.person_id))
            for each in listed]  # fmt: skip


def by_level(listed: Iterable[Entry], today: date) -> list[Line]:
    """The account of a list, each level that has anybody."""
    found = list(listed)
    lines = []
    for level in Level:
        own = [each for each in found if each.level is level and (each.serving or each.handed_in)]
        if own:
            lines.append(Line(
                level, len(own), sum(each.handed_in for each in own),
                sum(each.state is ReportState.RECEIVED for each in own),
                sum(each.state is ReportState.RETURNED for each in own), sum(each.late(today) for each in own),
            ))  # fmt: skip
    return lines


def _entry(each: Obliged, to: str, report: DutyReport | None) -> Entry:
    return Entry(
        each.person_id, each.name, each.rule, each.main.level, each.main.region_id, each.main.region, each.main.seat,
        report.receiver if report and report.receiver else to, each.due_on, (each.days.first, each.days.last),
        each.serving, report.id if report else None, report.state if report else None,
        report.submitted_at if report else None,
    )  # fmt: skip
