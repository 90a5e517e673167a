"""Handing a report in, receiving it, answering, sending it back: in order, compare-and-set, recorded, told once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.duty_reports import ReportDeed, To, after, next_part
from rules.refusals import Refusal
from storage import audit, drafts, issued, outbox
from storage.audit import By
from storage.duty_reports import writing
from storage.duty_reports.cards import ReportCard, card
from storage.duty_reports.obliged import Obliged
from storage.models import DutyReport, DutyReportStep, Urgency
from storage.once import rows_changed
from storage.outbox import Tell
from storage.posts.naming import name_of

MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Ready:
    """A report as it will be handed in: the figures printed, the words they stand between, the file made of both."""

    figures: dict[str, Any]
    parts: dict[str, str]
    receiver: str
    content: bytes
    name: str


def submit(session: Session, by: By, one: Obliged, revision: int, ready: Ready, today: date) -> ReportCard:
    """Hands it in: figures and file are kept as they are now, the receiver gets the file.

    Refuses while a part is missing, a second time, and when a part was written since the file was made.
    """
    report = writing.begun(session, by, one)
    if missing := next_part(report.parts):
        raise Refusal("refusal/duty_report_lacks", part=missing.word)
    if report.revision != revision or report.parts != ready.parts:
        raise Refusal("refusal/button_too_old")
    file = issued.keep(session, ready.content, ready.name, by.at)
    _move(session, report, ReportDeed.SUBMIT, revision, revision=revision + 1, figures=ready.figures,
          receiver=ready.receiver, submitted_at=by.at, received_at=None, file_sha256=file.sha256,
          file_name=file.name)  # fmt: skip
    step = _step(session, by, report.id, ReportDeed.SUBMIT, "")
    done = card(session, report.id, today)
    buttons = [
        [["duty_reports.receive", f"duty_report:receive:{report.id}:{revision + 1}"]],
        [["duty_reports.answer", f"duty_report:answer:{report.id}:{revision + 1}"],
         ["duty_reports.return", f"duty_report:return:{report.id}:{revision + 1}"]],
    ]  # fmt: skip
    notices = [
        Tell("duty_reports/told_submitted", f"duty_report:{report.id}:{step.id}:{person}", person,
             values(done), Urgency.DAYTIME, buttons, file=file)
        for person in done.receivers
        if person != by.person_id
    ]  # fmt: skip
    outbox.tell(session, by.at, notices)
    return done


def perform(
    session: Session, by: By, report_id: int, revision: int, deed: ReportDeed, words: str, today: date,
    draft_id: int | None = None,
) -> ReportCard:  # fmt: skip
    """Receives, answers or returns a report as it was seen (`revision`); its author is told."""
    if draft_id is not None:
        session.delete(drafts.held(session, draft_id))
    report = card(session, report_id, today).report
    stamps: dict[str, Any] = {} if deed is ReportDeed.RETURN or report.received_at else {"received_at": by.at}
    _move(session, report, deed, revision, **stamps)
    step = _step(session, by, report_id, deed, words)
    done = card(session, report_id, today)
    told = values(done) | {"by": name_of(session, by.person_id), "said": words[:MOST_WORDS]}
    urgent = Urgency.NOW if deed is ReportDeed.RETURN else Urgency.DAYTIME
    buttons = [[["duty_reports.open_own", f"duty_report:mine:{report.year}"]]]
    author = Tell(f"duty_reports/told_{deed}", f"duty_report:{report_id}:{step.id}:{report.person_id}",
                  report.person_id, told, urgent, buttons)  # fmt: skip
    outbox.tell(session, by.at, [author])
    return done


def values(told: ReportCard) -> dict[str, Any]:
    """What every notice about a report may name."""
    report = told.report
    return {"year": report.year, "author": told.author, "region": told.region, "receiver": report.receiver,
            "to_body": report.to is To.BODY, "level": report.level.word}  # fmt: skip


def _move(session: Session, report: DutyReport, deed: ReportDeed, seen: int, /, **changed: Any) -> None:
    stood, state = report.state, after(report.state, deed)
    same = (DutyReport.id == report.id) & (DutyReport.state == stood) & (DutyReport.revision == seen)
    moved = rows_changed(
        session,
        update(DutyReport).where(same).values(state=state, **changed),
    )
    if not moved:
        raise Refusal("refusal/duty_report_moved_on", state=stood)


def _step(session: Session, by: By, report_id: int, deed: ReportDeed, words: str) -> DutyReportStep:
    step = DutyReportStep(
        report_id=report_id, deed=deed, person_id=by.person_id, post_id=by.post_id, at=by.at, words=words,
        update_id=by.update_id,
    )  # fmt: skip
    session.add(step)
    session.flush()
    audit.record(session, by, deed, "duty_report", report_id, words=words)
    return step
