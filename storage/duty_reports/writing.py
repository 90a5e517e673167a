"""A report being written: begun with the first part, each part kept as soon as it is said."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.duty_reports import Part, ReportState
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.duty_reports.obliged import Obliged
from storage.models import DutyReport

_BEING_WRITTEN = (ReportState.DRAFT, ReportState.RETURNED)


def report_of(session: Session, person_id: int, year: int) -> DutyReport | None:
    """The person's report on a year; None before a word is written."""
    own = (DutyReport.person_id == person_id) & (DutyReport.year == year)
    return session.scalar(select(DutyReport).where(own).execution_options(populate_existing=True))


def write(session: Session, by: By, one: Obliged, part: Part, words: str) -> DutyReport:
    """Keeps a part, in the stead of what was there; refuses once the report is handed in."""
    report = begun(session, by, one)
    report.parts = {**report.parts, part.value: words}
    session.flush()
    audit.record(session, by, "write", "duty_report", report.id, part=part, letters=len(words))
    return report


def begun(session: Session, by: By, one: Obliged) -> DutyReport:
    """The report, made when there is none yet, under the post and rule of today; refuses one that is handed in."""
    report = report_of(session, one.person_id, one.year)
    if report is None:
        report = DutyReport(
            year=one.year, person_id=one.person_id, post_id=one.main.post_id, level=one.main.level,
            region_id=one.main.region_id, to=one.rule.to, state=ReportState.DRAFT, revision=0, parts={}, figures={},
            due_on=one.due_on, begun_at=by.at,
        )  # fmt: skip
        session.add(report)
        session.flush()
        return report
    if report.state not in _BEING_WRITTEN:
        raise Refusal("refusal/duty_report_moved_on", state=report.state)
    report.post_id, report.level, report.region_id = one.main.post_id, one.main.level, one.main.region_id
    report.to, report.due_on = one.rule.to, one.due_on
    return report
