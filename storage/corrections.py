"""Changing and taking back what was told: at once where it waits, at Telegram by the delivery where it was sent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.direct import as_written
from storage.models import Correction, Delivery, Notice
from storage.notices import change
from storage.portions import portions

TOLD = "told"  # in the session's info: there is something to deliver
DELETABLE = timedelta(hours=48)  # as long Telegram lets a bot delete what it sent
LEASE = timedelta(minutes=2)  # a correction that was begun and not finished is begun again: twice is as good as once
_ON_THE_WAY = (Delivery.SENDING, Delivery.SENT)
# Built once: every round of the delivery asks it.
_DUE = (
    select(Notice)
    .where(Notice.correct_at <= bindparam("now", type_=Notice.correct_at.type))
    .where(Notice.state == as_written(Delivery.SENT))
    .order_by(Notice.correct_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many notices were changed (or deleted) before they were told, are being or were changed at Telegram,
    cannot be changed any more, or never arrived anyway."""

    in_place: int = 0
    under_way: int = 0
    done: int = 0
    impossible: int = 0
    untold: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A message that stands in a chat and is no longer true: the rows it tells, and those it is to tell from now on."""

    chat_id: int
    message_ids: tuple[int, ...]
    rows: tuple[Notice, ...]
    stays: tuple[Notice, ...]
    leased_until: datetime

    @property
    def message_id(self) -> int:
        """The message with the words."""
        return self.message_ids[-1]

    def may_be_deleted(self, now: datetime) -> bool:
        """Whether Telegram still takes it back."""
        return all(row.sent_at is not None and now - row.sent_at < DELETABLE for row in self.rows)


def amend(
    session: Session,
    at: datetime,
    keys: Iterable[str],
    values: Mapping[str, Any],
    buttons: Sequence[Sequence[Sequence[str]]] | None = None,
) -> Corrected:
    """Lets notices say something else: `values` over those they had, other `buttons` where given.

    What waits is changed in place, what was sent is edited at Telegram by the delivery; what was taken back stays so.
    """
    more = {} if buttons is None else {"buttons": [[list(button) for button in line] for line in buttons]}
    asked, changed = set(keys), []
    for row in _rows(session, asked, lock=True):
        if row.state not in (Delivery.WAITING, *_ON_THE_WAY) or row.correction in _TAKEN_BACK:
            continue
        waits = row.state is Delivery.WAITING
        at_telegram = {"correction": None if waits else Correction.AMEND, "correct_at": None if waits else at}
        changed.append({"id": row.id, "values": {**row.values, **values}, **at_telegram, **more})
    if changed:
        session.execute(update(Notice), changed)
    return _left(session, asked)


def retract(session: Session, at: datetime, keys: Iterable[str]) -> Corrected:
    """Takes notices back: what waits is deleted, what was sent is deleted at Telegram, within 48 hours."""
    asked = set(keys)
    back = {"correction": Correction.RETRACT, "correct_at": at}
    for row_ids in portions([row.id for row in _rows(session, asked, lock=True)]):
        own = Notice.id.in_(row_ids)
        waits = and_(own, Notice.state == Delivery.WAITING)
        session.execute(delete(Notice).where(waits, Notice.chat_id.is_(None)))
        change(session, waits, state=Delivery.SENT, **back)  # its photos went out, its words did not yet
        stands = or_(Notice.correction.is_(None), Notice.correction.not_in(_TAKEN_BACK))
        change(session, and_(own, Notice.state.in_(_ON_THE_WAY), stands), **back)
    return _left(session, asked)


def corrected(session: Session, keys: Iterable[str]) -> Corrected:
    """What has become of it by now."""
    counts: dict[str, int] = defaultdict(int)
    asked = set(keys)
    for row in _rows(session, asked):
        counts[_outcome(row)] += 1
        asked.discard(row.key)
    counts["in_place"] += len(asked)  # gone from the outbox before they were told
    return Corrected(**counts)


def claim(session: Session, now: datetime, most: int) -> list[Standing]:
    """Takes up to so many messages to be corrected now; whoever asks again gets them only when the lease is over."""
    asked = list(session.scalars(_DUE, {"now": now, "most": most}))
    if not asked:
        return []
    until = now + LEASE
    found: dict[tuple[int | None, int | None], list[Notice]] = defaultdict(list)
    for row in _beside(session, asked):
        found[row.chat_id, row.message_id].append(row)
    wanted = dict.fromkeys((row.chat_id, row.message_id) for row in asked)
    rows = [row for place in wanted for row in found[place]]
    change(session, and_(Notice.id.in_([row.id for row in rows]), Notice.correct_at.is_not(None)), correct_at=until)
    return [_standing(found[place], until) for place in wanted]


def settle(
    session: Session, rows: Sequence[Notice], leased_until: datetime, became: Correction | None, fault: str = ""
) -> None:
    """Notes what came of a correction (None: as asked); one asked for in the meantime is still to be done."""
    for asked, done in ((Correction.AMEND, Correction.AMENDED), (Correction.RETRACT, Correction.RETRACTED)):
        own = and_(Notice.id.in_([row.id for row in rows]), Notice.correct_at == leased_until)
        result = {"correction": became or done, "correct_at": None, "fault": fault[:500]}
        change(session, and_(own, Notice.correction == asked), **result)


def put_off(session: Session, rows: Sequence[Notice], leased_until: datetime, until: datetime) -> None:
    """Telegram did not take the correction now."""
    ids = [row.id for row in rows]
    change(session, and_(Notice.id.in_(ids), Notice.correct_at == leased_until), correct_at=until)


_TAKEN_BACK = (Correction.RETRACT, Correction.RETRACTED)
_COLUMNS = (Notice.id, Notice.key, Notice.state, Notice.correction, Notice.correct_at, Notice.values)


def _rows(session: Session, keys: Iterable[str], *, lock: bool = False) -> Iterator[Row[Any]]:
    """What a correction hangs on, row by row: not whole notices, of which a broadcast has thousands."""
    for some in portions(sorted(set(keys))):
        rows = select(*_COLUMNS).where(Notice.key.in_(some)).order_by(Notice.id)
        yield from session.execute(rows.with_for_update() if lock else rows)


def _left(session: Session, keys: Iterable[str]) -> Corrected:
    session.info[TOLD] = True
    return corrected(session, keys)


def _outcome(row: Row[Any]) -> str:
    if row.state is Delivery.WAITING:
        return "in_place"
    if row.correction is Correction.IMPOSSIBLE or row.state is Delivery.UNKNOWN:
        return "impossible"
    if row.state not in _ON_THE_WAY:
        return "untold"
    return "under_way" if row.correct_at is not None else "done"


def _beside(session: Session, asked: Sequence[Notice]) -> list[Notice]:
    """The rows that share a message with these, themselves among them, in the order in which they were told."""
    people = {row.person_id for row in asked if row.person_id is not None}
    groups = {row.group_id for row in asked if row.group_id is not None}
    same = Notice.message_id.in_({row.message_id for row in asked}) & (Notice.state == Delivery.SENT)
    to = Notice.person_id.in_(people) | Notice.group_id.in_(groups)
    rows = select(Notice).where(same, to).order_by(Notice.created_at, Notice.id)
    return list(session.scalars(rows, execution_options={"populate_existing": True}))


def _standing(rows: Sequence[Notice], until: datetime) -> Standing:
    first = rows[0]
    ids = first.message_ids or [first.message_id]
    stays = tuple(row for row in rows if row.correction not in _TAKEN_BACK)
    return Standing(first.chat_id or 0, tuple(ids), tuple(rows), stays, until)
