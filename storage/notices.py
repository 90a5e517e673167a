"""What becomes of the outbox's rows: waiting → sending → sent, unknown, blocked or failed, each compare-and-set."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.orm import Session

from storage.direct import run
from storage.models import Account, Delivery, Notice

_KEYS_A_STATEMENT = 5_000
_NEXT = select(func.min(Notice.not_before)).where(Notice.state == Delivery.WAITING)


def begin(session: Session, ids: Sequence[int]) -> bool:
    """The rows are being sent from now on: after a crash they may have arrived. False: they are no longer ours."""
    untouched = and_(Notice.id.in_(ids), Notice.state == Delivery.SENDING, Notice.attempts == 0)
    if len(session.scalars(select(Notice.id).where(untouched).with_for_update()).all()) < len(ids):
        return False
    return change(session, untouched, attempts=1) == len(ids)


def release(session: Session, ids: Sequence[int], not_before: datetime | None = None, fault: str = "") -> None:
    """Puts rows back that certainly did not go out; they are tried again (from `not_before` on)."""
    later = {} if not_before is None else {"not_before": not_before}
    _finish(session, ids, Delivery.WAITING, attempts=0, fault=fault[:500], **later)


def mark_sent(session: Session, ids: Sequence[int], at: datetime, chat_id: int, message_id: int) -> None:
    """Telegram has taken it."""
    _finish(session, ids, Delivery.SENT, sent_at=at, chat_id=chat_id, message_id=message_id, fault="")


def mark_unknown(session: Session, ids: Sequence[int], fault: str) -> None:
    """No answer came: it may have arrived, and is not sent again."""
    _finish(session, ids, Delivery.UNKNOWN, fault=fault[:500])


def mark_failed(session: Session, ids: Sequence[int], fault: str) -> None:
    """Telegram refused it, or it could not be worded; `fault` says why."""
    _finish(session, ids, Delivery.FAILED, fault=fault[:500])


def mark_blocked(session: Session, ids: Sequence[int], person_id: int, at: datetime, fault: str) -> None:
    """The person has blocked the bot: nothing more is sent until they take the block away."""
    _finish(session, ids, Delivery.BLOCKED, fault=fault[:500])
    bound = and_(Account.person_id == person_id, Account.unbound_at.is_(None), Account.blocked_at.is_(None))
    session.execute(update(Account).where(bound).values(blocked_at=at))


def move_chat(session: Session, ids: Sequence[int], person_id: int, chat_id: int) -> None:
    """The person's chat has a new number: what did not arrive is tried again there."""
    bound = and_(Account.person_id == person_id, Account.unbound_at.is_(None))
    session.execute(update(Account).where(bound).values(chat_id=chat_id))
    release(session, ids)


def recover(session: Session) -> int:
    """After a crash: what was being sent is unknown, what was only taken waits again. Returns how many rows."""
    sending = Notice.state == Delivery.SENDING
    waiting = change(session, and_(sending, Notice.attempts == 0), state=Delivery.WAITING)
    return waiting + change(session, sending, state=Delivery.UNKNOWN, fault="stopped while sending")


def next_moment(session: Session) -> datetime | None:
    """When something waits to be sent next."""
    return run(session, _NEXT, {}).scalar()


def acknowledge(session: Session, notice_id: int, person_id: int, at: datetime) -> bool:
    """The person says 收到; the first time counts. False if it is not theirs or was acknowledged before."""
    own = and_(Notice.id == notice_id, Notice.person_id == person_id, Notice.acknowledged_at.is_(None))
    return change(session, own, acknowledged_at=at) == 1


def waiting_keys(session: Session, subject: str) -> set[str]:
    """The keys of what still waits to be told of the kinds "<subject>/…"."""
    about = Notice.kind.startswith(f"{subject}/", autoescape=True)
    return set(session.scalars(select(Notice.key).where(Notice.state == Delivery.WAITING, about)))


def withdraw(session: Session, keys: Iterable[str]) -> None:
    """Takes back what has not been told yet and is true no more."""
    listed = sorted(keys)
    for start in range(0, len(listed), _KEYS_A_STATEMENT):
        some = Notice.key.in_(listed[start : start + _KEYS_A_STATEMENT])
        session.execute(delete(Notice).where(Notice.state == Delivery.WAITING, some))


def change(session: Session, condition: ColumnElement[bool], **values: Any) -> int:
    """Changes the rows that meet the condition; returns how many."""
    statement = update(Notice).where(condition).values(**values)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]


def _finish(session: Session, ids: Sequence[int], state: Delivery, **values: Any) -> None:
    change(session, and_(Notice.id.in_(ids), Notice.state == Delivery.SENDING), state=state, **values)
