"""What becomes of the outbox's rows: waiting → sending → sent, unknown, blocked or failed, each compare-and-set."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, bindparam, delete, func, select, union_all, update
from sqlalchemy.orm import Session

from storage.direct import as_written, run
from storage.groups import register
from storage.models import Account, Correction, Delivery, Notice
from storage.portions import portions

_IS_WAITING, _IS_SENDING = (Notice.state == as_written(state) for state in (Delivery.WAITING, Delivery.SENDING))
_NEXT: Executable = union_all(
    select(func.min(Notice.not_before)).where(_IS_WAITING),
    select(func.min(Notice.correct_at)).where(
        Notice.correct_at.is_not(None), Notice.state == as_written(Delivery.SENT)
    ),
)
_WAITING_KEYS = select(Notice.key).where(_IS_WAITING, Notice.kind.startswith(bindparam("subject"), autoescape=False))


# Whatever is told goes through these: they are built once (see storage/direct.py).
_IDS = bindparam("ids", expanding=True, type_=Notice.id.type)
_UNTOUCHED = and_(Notice.id.in_(_IDS), _IS_SENDING, Notice.attempts == 0)
_CORRECTED = select(Notice.correct_at).where(_UNTOUCHED).with_for_update()
_BEGIN = update(Notice).where(_UNTOUCHED).values(attempts=1)
_SENT = (
    update(Notice)
    .where(Notice.id.in_(_IDS), _IS_SENDING)
    .values(
        state=Delivery.SENT,
        fault="",
        sent_at=bindparam("at", type_=Notice.sent_at.type),
        chat_id=bindparam("chat", type_=Notice.chat_id.type),
        message_id=bindparam("message", type_=Notice.message_id.type),
    )
)
_SENT_IN_PARTS = _SENT.values(message_ids=bindparam("messages", type_=Notice.message_ids.type))
_IN_HAND = select(Notice.id).where(_IS_SENDING).limit(1)


def begin(session: Session, ids: Sequence[int]) -> bool:
    """The rows are being sent from now on: after a crash they may have arrived.

    False: they are no longer ours, or were corrected in the meantime and wait again.
    """
    corrected = run(session, _CORRECTED, {"ids": list(ids)}).scalars().all()
    if len(corrected) < len(ids):
        return False
    if any(corrected):
        release(session, ids)
        return False
    return run(session, _BEGIN, {"ids": list(ids)}).rowcount == len(ids)


def release(session: Session, ids: Sequence[int], not_before: datetime | None = None, fault: str = "") -> None:
    """Puts rows back that certainly did not go out; they are tried again (from `not_before` on)."""
    later = {} if not_before is None else {"not_before": not_before}
    own = _finish(session, ids, Delivery.WAITING, attempts=0, fault=fault[:500], **later)
    _correct_at_once(session, own)


def tell_again(session: Session, ids: Sequence[int], at: datetime) -> None:
    """What no longer fits into the message that told it waits again: it gets a message of its own."""
    change(session, and_(Notice.id.in_(ids), Notice.state == Delivery.SENT), state=Delivery.WAITING, not_before=at)


def note_part(session: Session, ids: Sequence[int], at: datetime, chat_id: int, message_ids: Sequence[int]) -> None:
    """So much of a notice of several messages has been taken: the rest follows, these are not sent again."""
    part = {"sent_at": at, "chat_id": chat_id, "message_id": message_ids[-1], "message_ids": list(message_ids)}
    change(session, and_(Notice.id.in_(ids), Notice.state == Delivery.SENDING), **part)


def mark_sent(session: Session, ids: Sequence[int], at: datetime, chat_id: int, message_ids: Sequence[int]) -> None:
    """Telegram has taken it: the messages it became, the one with the words last."""
    told = {"ids": list(ids), "at": at, "chat": chat_id, "message": message_ids[-1]}
    if len(message_ids) > 1:
        run(session, _SENT_IN_PARTS, told | {"messages": list(message_ids)})
    else:
        run(session, _SENT, told)


def mark_unknown(session: Session, ids: Sequence[int], fault: str) -> None:
    """No answer came: it may have arrived, and is not sent again."""
    _forget_correction(session, _finish(session, ids, Delivery.UNKNOWN, fault=fault[:500]))


def mark_failed(session: Session, ids: Sequence[int], fault: str) -> None:
    """Telegram refused it, or it could not be worded; `fault` says why."""
    _forget_correction(session, _finish(session, ids, Delivery.FAILED, fault=fault[:500]))


def mark_blocked(session: Session, ids: Sequence[int], to: int, at: datetime, fault: str) -> None:
    """The person has blocked the bot, the group has put it out: nothing more is sent until it may write again."""
    _forget_correction(session, _finish(session, ids, Delivery.BLOCKED, fault=fault[:500]))
    if to < 0:
        register.note_removed(session, -to, at)
        return
    bound = and_(Account.person_id == to, Account.unbound_at.is_(None), Account.blocked_at.is_(None))
    session.execute(update(Account).where(bound).values(blocked_at=at))


def move_chat(session: Session, ids: Sequence[int], to: int, chat_id: int) -> None:
    """The chat has a new number: what did not arrive is tried again there."""
    if to < 0:
        register.move(session, -to, chat_id)
    else:
        bound = and_(Account.person_id == to, Account.unbound_at.is_(None))
        session.execute(update(Account).where(bound).values(chat_id=chat_id))
    release(session, ids)


def recover(session: Session) -> int:
    """After a crash: what was being sent is unknown, what was only taken waits again. Returns how many rows."""
    if run(session, _IN_HAND, {}).first() is None:
        return 0
    sending = Notice.state == Delivery.SENDING
    waiting = change(session, and_(sending, Notice.attempts == 0), state=Delivery.WAITING)
    _correct_at_once(session, Notice.state == Delivery.WAITING)
    unknown = change(session, sending, state=Delivery.UNKNOWN, fault="stopped while sending")
    _forget_correction(session, Notice.state == Delivery.UNKNOWN)
    return waiting + unknown


def next_moment(session: Session) -> datetime | None:
    """When something waits to be sent or corrected next."""
    return min((moment for moment in run(session, _NEXT, {}).scalars() if moment is not None), default=None)


def acknowledge(session: Session, notice_id: int, person_id: int, at: datetime) -> bool:
    """The person says 收到; the first time counts. False if it is not theirs or was acknowledged before."""
    own = and_(Notice.id == notice_id, Notice.person_id == person_id, Notice.acknowledged_at.is_(None))
    return change(session, own, acknowledged_at=at) == 1


def waiting_keys(session: Session, subject: str) -> set[str]:
    """The keys of what still waits to be told of the kinds "<subject>/…"."""
    return set(run(session, _WAITING_KEYS, {"subject": f"{subject}/"}).scalars())


def withdraw(session: Session, keys: Iterable[str]) -> None:
    """Takes back what has not been told yet and is true no more."""
    for some in portions(sorted(keys)):
        session.execute(delete(Notice).where(Notice.state == Delivery.WAITING, Notice.key.in_(some)))


def change(session: Session, condition: ColumnElement[bool], **values: Any) -> int:
    """Changes the rows that meet the condition; returns how many."""
    statement = update(Notice).where(condition).values(**values)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]


def _finish(session: Session, ids: Sequence[int], state: Delivery, **values: Any) -> ColumnElement[bool]:
    change(session, and_(Notice.id.in_(ids), Notice.state == Delivery.SENDING), state=state, **values)
    return and_(Notice.id.in_(ids), Notice.state == state)


def _correct_at_once(session: Session, own: ColumnElement[bool]) -> None:
    """What was corrected while it was in the delivery's hands, and did not go out, is corrected in the outbox."""
    asked = and_(own, Notice.correct_at.is_not(None))
    session.execute(delete(Notice).where(asked, Notice.correction == Correction.RETRACT, Notice.chat_id.is_(None)))
    change(session, and_(asked, Notice.correction == Correction.RETRACT), state=Delivery.SENT)
    change(session, and_(asked, Notice.state == Delivery.WAITING), correction=None, correct_at=None)


def _forget_correction(session: Session, own: ColumnElement[bool]) -> None:
    change(session, and_(own, Notice.correct_at.is_not(None)), correction=Correction.IMPOSSIBLE, correct_at=None)
