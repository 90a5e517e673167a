"""Transfers 移交 whose answer nears its day, or is late: to the department, and when late to the office too."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from reminders import telling
from reminders.telling import stages_today
from rules.profile import Profile
from rules.warnings import Matter, Stage
from rules.workdays import IsWorkday
from storage.issues.telling import type_name
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.holders import holders, offices
from storage.transfers.answering import Sent, outstanding

SUBJECT = "transfer_warning"
_LATE = (Stage.OVERDUE, Stage.SUPERIOR)


def warn(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Records one warning a transfer, day, stage and person; returns how many are new."""
    return telling.record(warnings, SUBJECT, session, profile, now, is_workday)


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about transfers that is true today, by the plan for rectifications."""
    plan = profile.warning_plan(Matter.RECTIFICATION, today)
    if plan is None:
        return
    staged = [
        (one, stage)
        for one in outstanding(session, ["/"], [], today)
        for stage in stages_today(plan, one.transfer.due_on, today, is_workday)
    ]
    held = holders(session, {one.transfer.post_id for one, _ in staged}, today)
    office = offices(session, {one.region_id for one, _ in staged}, today)
    for one, stage in staged:
        department = [holder.person_id for holder in held.get(one.transfer.post_id, ())]
        people = department if stage is not Stage.SUPERIOR else []
        if stage in _LATE:
            people = [*people, *(holder.person_id for holder in office.get(one.region_id, ()))]
        yield [_tell(profile, one, stage, person, person in department) for person in _once(people)]


def _once(people: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(people))


def _tell(profile: Profile, one: Sent, stage: Stage, person_id: int, is_department: bool) -> Tell:
    kind = "overdue" if stage in _LATE else "soon"
    opener = [["rectification.open", f"issue:open:{one.transfer.issue_id}"]]
    return Tell(
        kind=f"{SUBJECT}/{kind}",
        key=f"{SUBJECT}:{stage}:{one.transfer.id}:{one.transfer.due_on}:{person_id}",
        person_id=person_id,
        values={
            "number": one.number,
            "type": type_name(profile, one.type),
            "place": one.place,
            "department": one.department,
            "due_on": one.transfer.due_on.isoformat(),
            "filed": one.transfer.outcome is not None,
            "is_department": is_department,
        },
        urgency=Urgency.DAYTIME if stage in _LATE else Urgency.DIGEST,
        buttons=[[["transfer.answer", f"transfer:answer:{one.transfer.id}"]], opener] if is_department else [opener],
    )
