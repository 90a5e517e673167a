"""Who has not answered is reminded, once a day at most; who has no Telegram is called."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from rules.broadcasts import BroadcastState
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.broadcasts import seats
from storage.broadcasts.audience import Audience, seat_condition
from storage.broadcasts.wording import CHASE, CHASED, Wording, title_of
from storage.models import Broadcast, BroadcastRecipient, BroadcastRound, Delivery, Notice, Region
from storage.outbox import tell

PEOPLE_A_PIECE = 500


class Chased(NamedTuple):
    """To how many a reminder goes, and how many it cannot reach: no account, or the bot blocked."""

    told: int
    unreachable: int


def chase(session: Session, by: By, round_id: int, today: date, not_before: datetime) -> Chased:
    """Sends it again to everybody who has not said 收到 (已办 where that is asked for).

    A second time on the same day is refused. Whoever's notice is still on its way is left out.
    """
    opened = session.get_one(BroadcastRound, round_id)
    row = session.get_one(Broadcast, opened.broadcast_id)
    if row.state is BroadcastState.WITHDRAWN:
        raise Refusal("refusal/broadcast_withdrawn", title=title_of(row))
    fresh = or_(BroadcastRound.chased_on.is_(None), BroadcastRound.chased_on < today)
    moved = update(BroadcastRound).where(BroadcastRound.id == round_id, fresh).values(chased_on=today)
    if session.scalar(moved.returning(BroadcastRound.id), execution_options={"synchronize_session": False}) is None:
        raise Refusal("refusal/broadcast_chased_today")
    word, path = Wording.of(session, row, opened), session.get_one(Region, row.region_id).path
    wanted, more = seat_condition(session, Audience.of(row.audience), path), f"{CHASE}{today.isoformat()}"
    silent = _silent(session, row, round_id)
    told = 0
    for start in range(0, len(silent), PEOPLE_A_PIECE):
        rows = dict(silent[start : start + PEOPLE_A_PIECE])
        found = seats.by_id(session, list(rows), wanted, path, today)
        reached = [to for to in found if to.bound and not to.blocked]
        tell(session, by.at, [word.notice(rows[to.person_id], to, not_before, CHASED, more) for to in reached])
        told += len(reached)
    audit.record(session, by, "chase_broadcast", "broadcast", row.id, round_id=round_id, people=told)
    return Chased(told, len(silent) - told)


def tick(session: Session, by: By, recipient_id: int, round_id: int) -> str:
    """已电话告知; returns the name. Refuses a second tick, and somebody who is of another round."""
    own = (BroadcastRecipient.id == recipient_id, BroadcastRecipient.round_id == round_id)
    moved = update(BroadcastRecipient).where(*own, BroadcastRecipient.phoned_at.is_(None))
    done = moved.values(phoned_at=by.at, phoned_by_id=by.person_id).returning(BroadcastRecipient.name)
    name: str | None = session.scalar(done, execution_options={"synchronize_session": False})
    if name is None:
        raise Refusal("refusal/broadcast_moved_on")
    audit.record(session, by, "phone_about_broadcast", "broadcast_recipient", recipient_id)
    return name


def _silent(session: Session, row: Broadcast, round_id: int) -> list[tuple[int, int]]:
    """Who has not answered: person and recipient's row."""
    lacks = BroadcastRecipient.done_at if row.wants_done else BroadcastRecipient.acknowledged_at
    rows = (
        select(BroadcastRecipient.person_id, BroadcastRecipient.id)
        .join(Notice, Notice.key == BroadcastRecipient.notice_key)
        .where(BroadcastRecipient.round_id == round_id, lacks.is_(None), BroadcastRecipient.person_id.is_not(None))
        .where(Notice.state.not_in((Delivery.WAITING, Delivery.SENDING)))
    )
    return [(person, recipient) for person, recipient in session.execute(rows) if person is not None]
