"""A report by the public is handed in, taken back, decided; it waits for the office's first look 待审."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.issue_types import Severity
from rules.numbering import issue_number
from rules.public_reports import PublicRules, Reception
from rules.refusals import Refusal
from storage import audit, media, notices
from storage.audit import By
from storage.issues import registering
from storage.issues.registering import Ledger
from storage.models import (
    Delivery,
    Draft,
    Notice,
    PlaceBy,
    Region,
    Subject,
    Submission,
    Urgency,
    Water,
)  # fmt: skip
from storage.once import rows_changed
from storage.outbox import Tell, tell
from storage.posts.holders import office_people
from storage.public import welcome
from storage.reports import making
from storage.serials import next_serial


def hand_in(
    session: Session, by: By, draft_id: int, ledger: Ledger, rules: PublicRules, joins_id: int | None = None
) -> int:
    """Keeps what a draft tells, with its number; the office is told. Refuses who is blocked or was too busy.

    Returns the submission's id.
    """
    draft = registering.complete(session, draft_id)
    away = welcome.turned_away(session, draft.person_id, rules, by.at)
    if away is not None:
        raise away
    row = _row(session, by, draft, ledger, joins_id)
    session.add(row)
    session.flush()
    media.move(session, (Subject.DRAFT, draft_id), (Subject.SUBMISSION, row.id))
    making.close(session, draft)
    audit.record(session, by, "hand_in", "submission", row.id, number=row.number, type=row.type, words=row.words)
    _tell_office(session, by, row, ledger)
    return row.id


def withdraw(session: Session, by: By, submission_id: int) -> str:
    """The author takes a report back while it waits. Returns its number."""
    row = session.get(Submission, submission_id)
    if row is None or row.person_id != by.person_id:
        raise Refusal("refusal/not_your_report")
    decide(session, by, submission_id, Reception.WITHDRAWN)
    about = Notice.key.startswith(f"submission:{submission_id}:", autoescape=True)
    waiting = select(Notice.key).where(about, Notice.state == Delivery.WAITING)
    notices.withdraw(session, list(session.scalars(waiting)))
    return row.number


def decide(session: Session, by: By, submission_id: int, state: Reception, reason: str = "") -> Submission:
    """Moves a report on that still waits; refuses when somebody was faster, with what is true now."""
    moved = rows_changed(
        session,
        update(Submission)
        .where(Submission.id == submission_id, Submission.state == Reception.WAITING)
        .values(state=state, reason=reason, decided_at=by.at, decided_by_id=by.person_id),
    )
    row = session.get_one(Submission, submission_id, populate_existing=True)
    if not moved:
        raise Refusal("refusal/submission_decided", number=row.number, state=row.state)
    audit.record(session, by, state, "submission", submission_id, before=Reception.WAITING, reason=reason)
    return row


def _row(session: Session, by: By, draft: Draft, ledger: Ledger, joins_id: int | None) -> Submission:
    told = draft.data
    place = told.get("place") or (None, None)
    serial = next_serial(session, registering.SERIAL, ledger.today.year)
    return Submission(
        number=issue_number(ledger.today.year, serial, ledger.prefix),
        person_id=draft.person_id,
        state=Reception.WAITING,
        type=told["type"],
        severity=Severity(told.get("severity") or ledger.severity),
        words=registering.words_of(told),
        water_id=told["where"]["water_id"],
        region_id=told["where"]["region_id"],
        lat=place[0],
        lon=place[1],
        place_by=PlaceBy(told["place_by"]),
        board_id=told.get("board_id"),
        joins_id=joins_id,
        submitted_at=by.at,
        update_id=by.update_id,
    )


def _tell_office(session: Session, by: By, row: Submission, ledger: Ledger) -> None:
    """The office in charge; a grave matter does not wait for the morning. Nobody else hears of it yet."""
    water = session.get(Water, row.water_id) if row.water_id else None
    values = {
        "number": row.number,
        "type": ledger.type_name,
        "place": water.name if water else session.get_one(Region, row.region_id).name,
        "words": row.words[:300],
    }
    urgency = Urgency.NOW if row.severity is Severity.MAJOR else Urgency.DAYTIME
    buttons = [[["public.open", f"public:open:{row.id}"]]]
    people = office_people(session, row.region_id, ledger.today)
    tell(
        session,
        by.at,
        [Tell("public/waiting", f"submission:{row.id}:waiting:{each}", each, values, urgency, buttons)
         for each in people],
    )  # fmt: skip
