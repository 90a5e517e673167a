"""Raw updates: stored before Telegram forgets them, applied once, done once answered."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from storage import entries
from storage.direct import as_written, run
from storage.models import Arrival, InboxUpdate
from storage.once import insert_once

KEPT_FOR = timedelta(days=30)


# Built once, and run below the ORM: every update goes through it.
_APPLY = (
    update(InboxUpdate)
    .where(InboxUpdate.update_id == bindparam("told"), InboxUpdate.applied_at.is_(None))
    .values(applied_at=bindparam("at"))
)
_DONE = (
    update(InboxUpdate)
    .where(InboxUpdate.update_id == bindparam("told"), InboxUpdate.state == as_written(Arrival.WAITING))
    .values(state=Arrival.DONE)
)
_WAITING = select(InboxUpdate.received_at, InboxUpdate.update_id, InboxUpdate.raw).where(
    InboxUpdate.state == as_written(Arrival.WAITING)
)


class Replayed(Exception):
    """What this update says was already stored before a crash; only the answer may have been lost."""


def receive(session: Session, updates: Sequence[Mapping[str, Any]], at: datetime) -> list[int]:
    """Stores raw updates; returns the ids of those never seen before (Telegram hands some over twice)."""
    return insert_once(
        session,
        InboxUpdate,
        [{"update_id": raw["update_id"], "raw": _as_text(raw), "received_at": at} for raw in updates],
    )


def apply_once(session: Session, update_id: int, at: datetime) -> None:
    """Marks the update as applied in the caller's transaction; raises Replayed if it was before."""
    applied = session.connection().execute(_APPLY, {"told": update_id, "at": at})
    if applied.rowcount == 0:
        raise Replayed(update_id)


def was_applied(session: Session, update_id: int) -> bool:
    """Whether what the update says is stored already."""
    return session.scalar(select(InboxUpdate.applied_at).where(InboxUpdate.update_id == update_id)) is not None


def waiting(session: Session) -> list[tuple[int, str]]:
    """(update_id, raw) of what was handed over and not answered, oldest first."""
    return _in_order(run(session, _WAITING, {}))


def tried_before(session: Session, also: Collection[int] = ()) -> list[tuple[int, str]]:
    """As `waiting`, but only what was handled before and could not be answered, or is among `also`."""
    return _in_order(session.execute(_WAITING.where(or_(InboxUpdate.attempts > 0, InboxUpdate.update_id.in_(also)))))


def _in_order(rows: Iterable[Row[Any]]) -> list[tuple[int, str]]:
    # Put in order here: asked for it, SQLite would go through all that came in a month, by the time that it came.
    return [(row.update_id, row.raw) for row in sorted(rows, key=lambda row: (row.received_at, row.update_id))]


def _as_text(raw: Mapping[str, Any]) -> str:
    told = json.dumps(raw, ensure_ascii=False)
    try:
        told.encode()
    except UnicodeEncodeError:  # half a surrogate pair: no database takes it as it is
        return json.dumps(raw)
    return told


def mark_done(session: Session, update_ids: Iterable[int]) -> None:
    """The people concerned have been answered."""
    if told := [{"told": each} for each in update_ids]:
        session.connection().execute(_DONE, told)


def quarantine(session: Session, update_id: int, fault: str, at: datetime) -> None:
    """Puts aside an update that cannot be read, so that it does not block the next ones; the office finds an entry."""
    session.execute(
        update(InboxUpdate)
        .where(InboxUpdate.update_id == update_id, InboxUpdate.state == Arrival.WAITING)
        .values(state=Arrival.QUARANTINED, fault=fault[:500])
    )
    entries.note(session, "unreadable_update", f"unreadable:{update_id}", at, fault=fault)


def failed_again(session: Session, update_id: int) -> int:
    """Counts an attempt whose answer did not get through; returns how many there were."""
    return session.scalars(
        update(InboxUpdate)
        .where(InboxUpdate.update_id == update_id)
        .values(attempts=InboxUpdate.attempts + 1)
        .returning(InboxUpdate.attempts)
    ).one()


def count_waiting(session: Session) -> int:
    """How many updates still wait for their answer."""
    return session.scalar(select(func.count()).where(InboxUpdate.state == Arrival.WAITING)) or 0


def forget_old(session: Session, now: datetime) -> None:
    """Drops raw updates that were answered long ago; what they said lives on in its own tables."""
    session.execute(
        delete(InboxUpdate).where(InboxUpdate.state == Arrival.DONE, InboxUpdate.received_at < now - KEPT_FOR)
    )
