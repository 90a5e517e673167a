"""Changing and taking back what was told: at once where it waits, at Telegram by the delivery where it was sent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from storage.models import Correction, Delivery, Notice
from storage.notices import change

TOLD = "told"  # in the session's info: there is something to deliver
DELETABLE = timedelta(hours=48)  # as long Telegram lets a bot delete what it sent
LEASE = timedelta(minutes=2)  # a correction that was begun and not finished is begun again: twice is as good as once
_KEYS_A_STATEMENT = 5_000
_ON_THE_WAY = (Delivery.SENDING, Delivery.SENT)


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
    keys = set(keys)
    for row in _rows(session, keys, lock=True):
        if row.state not in (Delivery.WAITING, *_ON_THE_WAY) or row.correction in _TAKEN_BACK:
            continue
        row.values = {**row.values, **values}
        if buttons is not None:
            row.buttons = [[list(button) for button in line] for line in buttons]
        if row.state is not Delivery.WAITING:
            row.correction, row.correct_at = Correction.AMEND, at
    return _left(session, keys)


def retract(session: Session, at: datetime, keys: Iterable[str]) -> Corrected:
    """Takes notices back: what waits is deleted, what was sent is deleted at Telegram, within 48 hours."""
    keys = set(keys)
    for row in _rows(session, keys, lock=True):
        if row.state is Delivery.WAITING and row.chat_id is None:
            session.delete(row)
        elif row.state is Delivery.WAITING:  # its photos went out, its words did not yet
            row.state = Delivery.SENT
            row.correction, row.correct_at = Correction.RETRACT, at
        elif row.state in _ON_THE_WAY and row.correction not in _TAKEN_BACK:
            row.correction, row.correct_at = Correction.RETRACT, at
    return _left(session, keys)


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
    due = select(Notice).where(Notice.correct_at <= now, Notice.state == Delivery.SENT).order_by(Notice.correct_at)
    asked = list(session.scalars(due.limit(most).with_for_update(skip_locked=True)))
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


def _rows(session: Session, keys: Iterable[str], *, lock: bool = False) -> Iterator[Notice]:
    listed = sorted(set(keys))
    for start in range(0, len(listed), _KEYS_A_STATEMENT):
        rows = select(Notice).where(Notice.key.in_(listed[start : start + _KEYS_A_STATEMENT])).order_by(Notice.id)
        yield from session.scalars(rows.with_for_update() if lock else rows)


def _left(session: Session, keys: Iterable[str]) -> Corrected:
    session.flush()
    session.info[TOLD] = True
    return corrected(session, keys)


def _outcome(row: Notice) -> str:
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
