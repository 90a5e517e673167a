"""The hour at which a person wants the digest 提醒时间."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from storage import audit
from storage.audit import By
from storage.models import Notice, ReminderChoice


def chosen(session: Session, person_id: int) -> int | None:
    """The hour a person chose; None: the profile's."""
    return session.scalar(select(ReminderChoice.digest_hour).where(ReminderChoice.person_id == person_id))


def hours_of(session: Session, people: Collection[int]) -> dict[int, int]:
    """The hours of those among these people who chose one."""
    rows = select(ReminderChoice.person_id, ReminderChoice.digest_hour).where(ReminderChoice.person_id.in_(people))
    return {row.person_id: row.digest_hour for row in session.execute(rows)}


def hours_among(session: Session, notices: ColumnElement[bool]) -> list[int]:
    """The hours chosen by those who are to hear of these notices."""
    rows = select(ReminderChoice.digest_hour).distinct().join(Notice, Notice.person_id == ReminderChoice.person_id)
    return list(session.scalars(rows.where(notices)))


def people_at(hour: int) -> Select[int]:
    """Who chose an hour."""
    return select(ReminderChoice.person_id).where(ReminderChoice.digest_hour == hour)


def choose(session: Session, by: By, hour: int | None) -> None:
    """From now on at this hour, or (None) at the profile's again."""
    assert by.person_id is not None  # noqa: S101 - only who is bound sets an hour
    before = chosen(session, by.person_id)
    session.execute(delete(ReminderChoice).where(ReminderChoice.person_id == by.person_id))
    if hour is not None:
        session.add(ReminderChoice(person_id=by.person_id, digest_hour=hour, chosen_at=by.at))
    session.flush()
    audit.record(session, by, "choose_reminder_hour", "person", by.person_id, before=before, after=hour)
