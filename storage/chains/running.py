"""The chains that run, and who stood at their steps when they began. Reads only."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from rules.warnings import Matter
from storage.direct import run
from storage.models import ReminderChain
from storage.portions import portions


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
    asked = {"matter": matter, "after": after, "last": _NEVER if last is None else last}
    return _by_key(run(session, _OF_PEOPLE if matter is Matter.PATROL else _OF_SUBJECTS, asked))


def among(session: Session, matter: Matter, ids: Collection[int]) -> dict[str, Running]:
    """The same of some people or subjects only."""
    return _by_key(session.execute(_RUNNING.where(_whose(matter).in_(ids)), {"matter": matter}))


def _whose(matter: Matter) -> ColumnElement[int | None]:
    column = ReminderChain.person_id if matter is Matter.PATROL else ReminderChain.subject_id
    return column.expression


def _by_key(rows: Iterable[Any]) -> dict[str, Running]:
    return {row.key: Running._make(row) for row in rows}


_MATTER = bindparam("matter", type_=ReminderChain.matter.type)
_NEVER = 2**31 - 1  # no id is greater
_RUNNING = select(
    ReminderChain.id, ReminderChain.key, ReminderChain.due_on, ReminderChain.person_id,
    ReminderChain.subject_id, ReminderChain.acknowledged_at.is_not(None), ReminderChain.snoozed_step,
).where(ReminderChain.matter == _MATTER, ReminderChain.ended_at.is_(None))  # fmt: skip
_OF_PEOPLE, _OF_SUBJECTS = (
    _RUNNING.where(_whose(matter) > bindparam("after"), _whose(matter) <= bindparam("last"))
    for matter in (Matter.PATROL, Matter.RECTIFICATION)
)


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


_PUT_OFF = select(
    ReminderChain.id, ReminderChain.key, ReminderChain.matter, ReminderChain.person_id,
    ReminderChain.subject_id, ReminderChain.snoozed_by_id, ReminderChain.snoozed_step, ReminderChain.snoozes,
).where(
    ReminderChain.snoozed_until <= bindparam("now", type_=ReminderChain.begun_at.type), ReminderChain.ended_at.is_(None)
)  # fmt: skip


def put_off(session: Session, now: datetime) -> list[PutOff]:
    """What was put off until now."""
    rows = run(session, _PUT_OFF, {"now": now})
    return [PutOff._make(row) for row in rows]


_STOOD = select(ReminderChain.id, ReminderChain.snapshot, ReminderChain.changes).where(
    ReminderChain.id.in_(bindparam("ids", expanding=True))
)


def stood(session: Session, ids: Collection[int]) -> dict[int, Stood]:
    """The snapshots of chains, by id."""
    found: dict[int, Stood] = {}
    for some in portions(sorted(ids)):
        rows = run(session, _STOOD, {"ids": some})
        found.update({row.id: Stood(row.snapshot, row.changes) for row in rows})
    return found
