"""Whether the records of a matter changed since a moment: what was decided before cannot be judged by them. Reads only.

A patrol walked or an issue handed in after the morning's warnings makes nobody wrongly warned.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from storage.models import Appointment, AuditRow, Patrol

_HOLDING = ("appointment", "roster", "water")  # whom anything is told depends on who holds which post
_OF: Mapping[str, tuple[str, ...]] = {
    "patrol_warning": ("leave", "alert"),
    "rectification_warning": ("issue",),
    "item_warning": ("action_item",),
    "paper_warning": ("paper",),
    "transfer_warning": ("transfer", "issue"),
    "self_review_warning": ("self_review", "self_review_problem", "self_review_sheet"),
    "duty_report_warning": ("duty_report",),
    "measure_warning": ("measure", "circular"),
}
_BY_NUMBER = ("rectification_warning", "item_warning", "paper_warning")  # the key names the very matter


def changed(session: Session, key: str, since: datetime) -> bool:
    """Whether anything that the warning with this key rests on was recorded at the moment or later."""
    subject, _, rest = key.partition(":")
    recorded = AuditRow.at >= since
    if _is_there(session, recorded & AuditRow.subject.in_(_HOLDING)):
        return True
    if subject not in _OF:  # an assessment looks at everything
        return _is_there(session, recorded) or _is_there(session, Patrol.ended_at >= since)
    own = recorded & AuditRow.subject.in_(_OF[subject])
    if subject in _BY_NUMBER:
        own &= AuditRow.subject_id == int(rest.split(":")[1])
    return _is_there(session, own) or (subject == "patrol_warning" and _walked(session, rest, since))


def _walked(session: Session, rest: str, since: datetime) -> bool:
    """Whether a patrol of whom the warning is about ended since: "post-7", or "river_chief-village-12"."""
    whose, _, number = rest.split(":")[1].rpartition("-")
    held = select(Appointment.post_id).where(Appointment.person_id == int(number))
    at = Patrol.post_id == int(number) if whose == "post" else Patrol.post_id.in_(held)
    return _is_there(session, at & (Patrol.ended_at >= since))


def _is_there(session: Session, condition: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(exists().where(condition))))
