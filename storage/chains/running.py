"""The chains that run, and who stood at their steps when they began. Reads only."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from rules.warnings import Matter
from storage.models import ReminderChain

_IDS_A_STATEMENT = 5_000


class Running(NamedTuple):
    """A chain that has begun and not ended."""

    id: int
    key: str
    due_on: date
    person_id: int | None
    subject_id: int | None
    acknowledged: bool
    snoozed_step: str | None


class Stood(NamedTuple):
    """Who stood at the steps at the start, and what was different when a step came."""

    snapshot: dict[str, Any]
    changes: list[Any]


def between(session: Session, matter: Matter, after: int, last: int | None) -> dict[str, Running]:
    """The chains of a matter that run, by key: of the people (patrols) or subjects with ids after one up to another."""
    whose = _whose(matter)
    return _running(session, matter, whose > after if last is None else (whose > after) & (whose <= last))


def among(session: Session, matter: Matter, ids: Collection[int]) -> dict[str, Running]:
    """The same of some people or subjects only."""
    return _running(session, matter, _whose(matter).in_(ids))


def _whose(matter: Matter) -> ColumnElement[int | None]:
    column = ReminderChain.person_id if matter is Matter.PATROL else ReminderChain.subject_id
    return column.expression


def _running(session: Session, matter: Matter, those: ColumnElement[bool]) -> dict[str, Running]:
    rows = session.execute(
        select(
            ReminderChain.id, ReminderChain.key, ReminderChain.due_on, ReminderChain.person_id,
            ReminderChain.subject_id, ReminderChain.acknowledged_at.is_not(None), ReminderChain.snoozed_step,
        ).where(ReminderChain.matter == matter, ReminderChain.ended_at.is_(None), those)
    )  # fmt: skip
    return {row.key: Running._make(row) for row in rows}


class PutOff(NamedTuple):
    """A reminder that is to be repeated now, to `person_id`, unless the next one has come."""

    id: int
    key: str
    matter: Matter
    whose_id: int | None
    subject_id: int | None
    person_id: int
    step: str
    times: int


def put_off(session: Session, now: datetime) -> list[PutOff]:
    """What was put off until now."""
    rows = session.execute(
        select(
            ReminderChain.id, ReminderChain.key, ReminderChain.matter, ReminderChain.person_id,
            ReminderChain.subject_id, ReminderChain.snoozed_by_id, ReminderChain.snoozed_step, ReminderChain.snoozes,
        ).where(ReminderChain.snoozed_until <= now, ReminderChain.ended_at.is_(None))
    )  # fmt: skip
    return [PutOff._make(row) for row in rows]


def stood(session: Session, ids: Collection[int]) -> dict[int, Stood]:
    """The snapshots of chains, by id."""
    listed, found = sorted(ids), {}
    for start in range(0, len(listed), _IDS_A_STATEMENT):
        some = ReminderChain.id.in_(listed[start : start + _IDS_A_STATEMENT])
        rows = session.execute(select(ReminderChain.id, ReminderChain.snapshot, ReminderChain.changes).where(some))
        found.update({row.id: Stood(row.snapshot, row.changes) for row in rows})
    return found
