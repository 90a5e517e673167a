"""The outbox as the self-audit reads it: what was told since the last one, what is not there, what lies. Reads only."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from rules.self_audit import SENDING_FOR, STUCK_AFTER, SUBJECT_WORDS, Difference, Fault, Told
from storage.direct import run
from storage.models import Delivery, Notice, Person

_LOST = (Delivery.FAILED, Delivery.UNKNOWN, Delivery.BLOCKED, Delivery.UNBOUND)
_AGAIN = ":again-"  # a reminder that its person put off
_MOMENT = Notice.created_at.type
_DECIDED = (
    select(Notice.key, Notice.kind, Notice.person_id, Notice.values, Notice.created_at)
    .where(Notice.person_id.is_not(None))
    .order_by(Notice.id)
)
_SINCE_ROW = _DECIDED.where(Notice.id > bindparam("after"))
_SINCE_MOMENT = _DECIDED.where(Notice.created_at >= bindparam("since", type_=_MOMENT))
_WAITS = and_(Notice.state == Delivery.WAITING, Notice.not_before < bindparam("waits", type_=_MOMENT))
_HANGS = and_(Notice.state == Delivery.SENDING, Notice.not_before < bindparam("hangs", type_=_MOMENT))
_STUCK = select(Notice.key, Notice.person_id).where(or_(_WAITS, _HANGS)).order_by(Notice.id)
_UNDELIVERED = (
    select(Notice.state, Notice.person_id)
    .where(Notice.state.in_(_LOST), Notice.person_id.is_not(None))
    .where(Notice.not_before > bindparam("since", type_=_MOMENT), Notice.not_before <= bindparam("now", type_=_MOMENT))
    .distinct()
    .order_by(Notice.state, Notice.person_id)
)


class Row(NamedTuple):
    """A warning, and when it was decided."""

    told: Told
    at: datetime


def newest(session: Session) -> int:
    """The number of the newest row, 0 of an empty outbox."""
    return session.scalar(select(func.max(Notice.id))) or 0


def decided(session: Session, after: int, since: datetime, zone: ZoneInfo) -> dict[date, dict[str, Row]]:
    """The warnings decided after a row, or (after none) since a moment: by the local day, by key."""
    fresh = _SINCE_ROW if after else _SINCE_MOMENT
    found: dict[date, dict[str, Row]] = {}
    for row in run(session, fresh, {"after": after} if after else {"since": since}):
        if row.kind.partition("/")[0] in SUBJECT_WORDS and _AGAIN not in row.key:
            words = f"{row.kind} {json.dumps(row.values, sort_keys=True)}"
            on = row.created_at.astimezone(zone).date()
            found.setdefault(on, {})[row.key] = Row(Told(row.key, row.person_id, words), row.created_at)
    return found


def stuck(session: Session, now: datetime) -> list[Difference]:
    """What waits for more than a day past its moment, or is being sent for hours."""
    rows = run(session, _STUCK, {"waits": now - STUCK_AFTER, "hangs": now - SENDING_FOR})
    return [Difference(Fault.STUCK, row.key, row.person_id) for row in rows]


def undelivered(session: Session, since: datetime, now: datetime) -> dict[Delivery, list[int]]:
    """Whom what had its moment in between did not reach, by the reason: each person once, groups left out."""
    rows: Iterable[Any] = run(session, _UNDELIVERED, {"since": since, "now": now})
    found: dict[Delivery, list[int]] = {}
    for state, person_id in rows:
        found.setdefault(state, []).append(person_id or 0)
    return found


def names(session: Session, people: Collection[int]) -> Mapping[int, str]:
    """What people are called."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {row.id: row.name for row in rows}
