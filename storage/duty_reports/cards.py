"""A report with its way and whoever has to do with it. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_reports import DutyReportRule, ReportDeed, ReportState, To
from rules.refusals import Refusal
from storage.duty_reports import obliged as duty
from storage.ledger.listing import inside
from storage.models import DutyReport, DutyReportStep, Person, Region
from storage.posts.holders import office_people, people_of
from storage.steps import Told, told


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report. `receivers` may answer it today: the general chief, or the office for a body (or a vacant chief's
    seat); `office` is in charge of the region.
    """

    report: DutyReport
    author: str
    region: str
    region_path: str
    steps: tuple[Told[ReportDeed], ...]
    receivers: tuple[int, ...]
    office: tuple[int, ...]


def card(session: Session, report_id: int, today: date) -> ReportCard:
    """Reads a report; refuses a number that is none."""
    row = session.execute(
        select(DutyReport, Person.name, Region.name, Region.path)
        .join(Person, Person.id == DutyReport.person_id)
        .join(Region, Region.id == DutyReport.region_id)
        .where(DutyReport.id == report_id)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise Refusal("refusal/button_too_old")
    report, author, region, path = row
    office = office_people(session, report.region_id, today)
    above = (
        duty.nearest_generals(session, {0: (path, report.person_id)}, today) if report.to is To.GENERAL_CHIEF else {}
    )
    people = people_of(above.values())
    steps = told(session, DutyReportStep, DutyReportStep.report_id == report_id)
    return ReportCard(report, author, region, path, steps, people or office, office)


def received(
    session: Session, person_id: int, paths: Sequence[str], year: int, today: date
) -> list[tuple[DutyReport, str, str]]:
    """The reports on a year that a general chief received: with author and region; those to be looked at first."""
    rows = session.execute(
        select(DutyReport, Person.name, Region.name, Region.path)
        .join(Person, Person.id == DutyReport.person_id)
        .join(Region, Region.id == DutyReport.region_id)
        .where(DutyReport.year == year, DutyReport.to == To.GENERAL_CHIEF, DutyReport.revision > 0,
               inside(paths))
        .order_by(DutyReport.submitted_at, DutyReport.id)
    ).all()  # fmt: skip
    whose = duty.nearest_generals(session, {one.id: (path, one.person_id) for one, _, _, path in rows}, today)
    mine = [(one, author, region) for one, author, region, _ in rows
            if any(each.person_id == person_id for each in whose.get(one.id, ()))]  # fmt: skip
    return sorted(mine, key=lambda row: row[0].state is not ReportState.SUBMITTED)


def to_whom(session: Session, one: duty.Obliged, today: date) -> str:
    """To whom a person reports, in words; empty where there is no general chief above."""
    return duty.receiver_words(one, duty.receivers(session, [one], today).get(one.person_id, ()))


def bound(
    session: Session, rules: tuple[DutyReportRule, ...], year: int, today: date, person_id: int
) -> tuple[duty.Obliged, str]:  # fmt: skip
    """A person's duty and to whom; refuses who need not report on that year."""
    one = duty.one(session, rules, year, today, person_id)
    if one is None:
        raise Refusal("refusal/duty_report_not_owed", year=year)
    return one, to_whom(session, one, today)
