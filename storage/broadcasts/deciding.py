"""A notice goes out: its recipients and the outbox's rows, some hundred in each short transaction.

A stop in between loses nothing and doubles nothing: a round remembers how far it came, and every row has its key.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.broadcasts import BroadcastState
from rules.profile import Profile
from rules.quiet import earliest
from rules.typed_moments import next_round
from rules.workdays import IsWorkday
from storage import audit
from storage.audit import By
from storage.broadcasts import correcting, groups, seats, wording
from storage.broadcasts.audience import Audience
from storage.broadcasts.seats import Addressed
from storage.models import Broadcast, BroadcastRecipient, BroadcastRound, Region
from storage.once import insert_once
from storage.outbox import Tell, tell

PEOPLE_A_PIECE = 500


def step(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday, most: int = PEOPLE_A_PIECE) -> bool:
    """Does one short piece of what is due: begins a round, decides some recipients, corrects what some were told.

    False: nothing is due.
    """
    zone = ZoneInfo(profile.timezone)
    opened = session.scalar(
        select(BroadcastRound).where(BroadcastRound.decided_at.is_(None)).order_by(BroadcastRound.id).limit(1)
    )
    if opened is None:
        opened = _begin(session, now, zone)
        if opened is None:
            return correcting.step(session, now)
    row = session.get_one(Broadcast, opened.broadcast_id)
    not_before = now if row.urgent else earliest(now.astimezone(zone), profile.quiet, is_workday)
    _decide(session, row, opened, now, not_before.astimezone(UTC), now.astimezone(zone).date(), most)
    return True


def _begin(session: Session, now: datetime, zone: ZoneInfo) -> BroadcastRound | None:
    """Begins the round of what is due; of several that an outage swallowed only one goes out."""
    due = select(Broadcast).where(Broadcast.state == BroadcastState.SCHEDULED, Broadcast.next_at <= now)
    row = session.scalar(due.order_by(Broadcast.next_at, Broadcast.id).limit(1).with_for_update())
    if row is None or row.next_at is None:
        return None
    moment, first = row.next_at, row.first_at.astimezone(zone)
    row.next_at = next_round(first, row.every, now.astimezone(zone), row.until_on)
    row.state = BroadcastState.SCHEDULED if row.next_at else BroadcastState.SENT
    day = now.astimezone(zone).date()
    due_on = None if row.due_days is None else day + timedelta(days=row.due_days)
    told = {"broadcast_id": row.id, "due_at": moment, "begun_at": now, "due_on": due_on, "cursor": 0,
            "revision": row.revision}  # fmt: skip
    insert_once(session, BroadcastRound, [told])
    session.flush()
    same = (BroadcastRound.broadcast_id == row.id, BroadcastRound.due_at == moment)
    opened = session.scalars(select(BroadcastRound).where(*same)).one()
    audit.record(session, By(now), "send_broadcast", "broadcast", row.id, round_id=opened.id)
    return opened


def _decide(
    session: Session,
    row: Broadcast,
    opened: BroadcastRound,
    now: datetime,
    not_before: datetime,
    today: date,
    most: int,
) -> None:
    audience, path = Audience.of(row.audience), session.get_one(Region, row.region_id).path
    is_gone = row.state is BroadcastState.WITHDRAWN
    people: list[Addressed] = []
    if not is_gone:
        people = seats.addressed(session, audience, path, today, opened.cursor, most)
    cursor = people[-1].person_id if people else opened.cursor
    own = (BroadcastRound.id == opened.id, BroadcastRound.cursor == opened.cursor, BroadcastRound.decided_at.is_(None))
    done_at = now if len(people) < most else None
    moved = update(BroadcastRound).where(*own).values(cursor=cursor, decided_at=done_at).returning(BroadcastRound.id)
    if session.scalar(moved, execution_options={"synchronize_session": False}) is None:
        return  # another hand was faster
    word = wording.Wording.of(session, row, opened)
    to_groups = opened.cursor == 0 and not is_gone and audience.groups
    posted = groups.notices(session, word, audience.groups, path, not_before) if to_groups else []
    tell(session, now, posted)
    if people:
        ids = _recipients(session, opened.id, people)
        tell(session, now, [word.notice(ids[one.person_id], one, not_before) for one in people])
    elif opened.cursor == 0 and not posted and not is_gone:
        _tell_nobody(session, row, opened, now)


def _recipients(session: Session, round_id: int, people: Sequence[Addressed]) -> dict[int, int]:
    """Writes them down; their rows' ids by person."""
    rows: list[dict[str, Any]] = [
        {
            "round_id": round_id,
            "person_id": one.person_id,
            "name": one.name,
            "post": one.post,
            "level": one.level,
            "region_id": one.region_id,
            "water": one.waters[:300],
            "notice_key": wording.key(round_id, one.person_id),
        }
        for one in people
    ]
    insert_once(session, BroadcastRecipient, rows)
    asked = select(BroadcastRecipient.person_id, BroadcastRecipient.id).where(
        BroadcastRecipient.round_id == round_id,
        BroadcastRecipient.person_id.between(people[0].person_id, people[-1].person_id),
    )
    return {person_id: row_id for person_id, row_id in session.execute(asked) if person_id is not None}


def _tell_nobody(session: Session, row: Broadcast, opened: BroadcastRound, now: datetime) -> None:
    """A repeated or late notice whose audience is nobody any more: whoever wrote it hears so."""
    values = {"title": wording.title_of(row)}
    tell(session, now, [Tell("broadcast/nobody_now", f"broadcast:{opened.id}:nobody", row.author_id, values)])
