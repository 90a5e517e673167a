"""Transfers 移交 whose answer nears its day, or is late: to the department, and when late to the office too."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from reminders import telling
from reminders.course import Case, Course, laid
from rules.chains import DueStep, Target
from rules.profile import Profile
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.chains.pieces import Piece
from storage.issues.telling import type_name
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import Holder, holders, offices
from storage.posts.superiors import superiors
from storage.transfers.answering import Sent, all_outstanding

SUBJECT = "transfer_warning"


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning a transfer, day, step and person; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[Piece]:
    """Every warning about transfers that is true today."""
    rows = all_outstanding(session)
    course = _course(session, profile, today)
    course.up_to(0, None)
    yield course.piece(_cases(session, profile, rows, today, is_workday), {one.transfer.id for one in rows})


def of_transfers(
    session: Session, profile: Profile, today: date, is_workday: IsWorkday, transfer_ids: Collection[int]
) -> Iterator[Piece]:
    """The same for some transfers only."""
    rows = [one for one in all_outstanding(session) if one.transfer.id in transfer_ids]
    course = _course(session, profile, today)
    course.only(transfer_ids)
    yield course.piece(_cases(session, profile, rows, today, is_workday))


def _course(session: Session, profile: Profile, today: date) -> Course:
    def word(case: Case, due: DueStep, holder: Holder) -> Tell:
        return _tell(profile, today, case, due, holder)

    return Course(session, Matter.TRANSFER, today, word)


def _cases(
    session: Session, profile: Profile, rows: Sequence[Sent], today: date, is_workday: IsWorkday
) -> Iterator[Case]:
    chain = laid(profile.chain(Matter.TRANSFER, today), today, is_workday)
    if chain is None:
        return
    begun = [one for one in rows if chain.has_begun(one.transfer.due_on)]
    held = holders(session, {one.transfer.post_id for one in begun}, today)
    office = offices(session, {one.region_id for one in begun}, today)
    above = superiors(session, {one.transfer.post_id for one in begun}, today)
    for one in begun:
        transfer = one.transfer
        people = {
            Target.OWN: held.get(transfer.post_id, ()),
            Target.SUPERIOR: above.get(transfer.post_id, ()),
            Target.OFFICE: office.get(one.region_id, ()),
        }
        key, due = f"transfer:{transfer.id}:{transfer.due_on}", chain.due(transfer.due_on)
        yield Case(key, chain.chain, transfer.due_on, due, people, one, transfer.id, transfer.post_id)


def _tell(profile: Profile, today: date, case: Case, due: DueStep, holder: Holder) -> Tell:
    one: Sent = case.row
    is_late, is_department = today > case.due_on, due.to is Target.OWN
    opener = [["rectification.open", f"issue:open:{one.transfer.issue_id}"]]
    return Tell(
        kind=f"{SUBJECT}/{'overdue' if is_late else 'soon'}",
        key=f"{SUBJECT}:{due.step.name}:{one.transfer.id}:{case.due_on}:{holder.person_id}",
        person_id=holder.person_id,
        values={
            "number": one.number,
            "type": type_name(profile, one.type),
            "place": one.place,
            "department": one.department,
            "due_on": case.due_on.isoformat(),
            "filed": one.transfer.outcome is not None,
            "is_department": is_department,
        },
        urgency=Urgency.DIGEST if due.step.stage in (Stage.BEFORE, Stage.DUE) else Urgency.DAYTIME,
        buttons=[[["transfer.answer", f"transfer:answer:{one.transfer.id}"]], opener] if is_department else [opener],
    )
