"""How the notices of a simulated year arrive: as the delivery does it, Telegram left out."""

from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from storage import notices, parcels
from storage.direct import run
from storage.manners import Manners
from storage.models import Delivery, Notice, Urgency


def carried(session: Session, now: datetime, manners: Manners) -> None:
    """What may go out now arrives: as the delivery does it, without its parcels, budgets and digests."""
    run(session, _MORNING, {"now": now, "then": manners.next_digest(now)})
    if manners.may_speak(now):
        run(session, _ARRIVED, {"now": now})
    else:
        run(session, _LATER, {"now": now, "then": manners.earliest(now)})


def in_parcels(session: Session, now: datetime, manners: Manners) -> None:
    """As the delivery does it, Telegram left out."""
    parcels.put_off(session, now, manners)
    while taken := parcels.claim(session, now, manners, 50).parcels:
        for parcel in taken:
            if notices.begin(session, parcel.ids):
                notices.mark_sent(session, parcel.ids, now, parcel.chat_id, [parcel.ids[0]])


_NOW, _THEN = (bindparam(name, type_=Notice.not_before.type) for name in ("now", "then"))
_RIPE = update(Notice).where(Notice.state == Delivery.WAITING, Notice.not_before <= _NOW)
_FRESH = Notice.not_before <= Notice.created_at
_MORNING = _RIPE.where(Notice.urgency == Urgency.DIGEST, _FRESH).values(not_before=_THEN)
_LATER = _RIPE.values(not_before=_THEN)
_ARRIVED = _RIPE.values(state=Delivery.SENT, sent_at=_NOW)
