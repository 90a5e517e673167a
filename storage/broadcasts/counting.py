"""What became of a round: four counts, who is missing and why, by level and region. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from rules.broadcasts import Reached
from rules.roles import Level
from storage.models import (
    Account,
    Broadcast,
    BroadcastQuestion,
    BroadcastRecipient,
    BroadcastRound,
    Correction,
    Delivery,
    Notice,
    Person,
    Region,
)

_REACHED = {
    Delivery.SENT: Reached.DELIVERED,
    Delivery.WAITING: Reached.WAITING,
    Delivery.SENDING: Reached.WAITING,
    Delivery.UNKNOWN: Reached.UNKNOWN,
    Delivery.BLOCKED: Reached.BLOCKED,
    Delivery.UNBOUND: Reached.UNBOUND,
    Delivery.FAILED: Reached.FAILED,
}

# Who got it, has not answered, and is in the bot no more: a reminder would not reach them.
_CUT_OFF = and_(
    BroadcastRecipient.person_id.is_not(None),
    or_(Account.id.is_(None), Account.blocked_at.is_not(None)),
    or_(
        and_(Broadcast.wants_done, BroadcastRecipient.done_at.is_(None)),
        and_(Broadcast.wants_receipt, BroadcastRecipient.acknowledged_at.is_(None)),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient and all that is known of them. Whoever acknowledged has got it, whatever the delivery says."""

    id: int
    person_id: int | None
    name: str
    post: str
    phone: str | None
    level: Level | None
    region: str
    part: str
    reached: Reached
    sent_at: datetime | None
    seen_at: datetime | None
    acknowledged_at: datetime | None
    done_at: datetime | None
    phoned_at: datetime | None
    is_cut_off: bool

    @property
    def wants_a_call(self) -> bool:
        """Whether only a telephone call reaches them: also who got it, never answered, and has no bot any more."""
        return self.reached.wants_a_call or self.is_cut_off

    @property
    def word(self) -> str:
        """What is known of the delivery, as one says it."""
        was_there = self.reached is Reached.DELIVERED
        return "已送达，现已停用机器人" if was_there and self.wants_a_call else self.reached.word


@dataclass(frozen=True, slots=True)
class Counts:
    """The four counts, and of how many; `reasons` are why the others did not get it."""

    total: int
    delivered: int
    seen: int
    acknowledged: int
    done: int
    phoned: int
    groups: int
    reasons: tuple[tuple[Reached, int], ...]

    @property
    def share(self) -> float:
        """The share that got it."""
        return self.delivered / self.total if self.total else 0.0


def lines(session: Session, round_id: int, path: str) -> list[Line]:
    """All recipients of a round, region by region. `part` is the region right below that of `path` they belong to."""
    rows = session.execute(
        select(
            BroadcastRecipient.id, BroadcastRecipient.person_id, BroadcastRecipient.name, BroadcastRecipient.post,
            Person.phone, BroadcastRecipient.level, Region.name.label("region"),
            Region.path.label("own_path"), Notice.state, Notice.sent_at,
            BroadcastRecipient.seen_at, BroadcastRecipient.acknowledged_at, BroadcastRecipient.done_at,
            BroadcastRecipient.phoned_at, _CUT_OFF.label("is_cut_off"),
        )
        .join(BroadcastRound, BroadcastRound.id == BroadcastRecipient.round_id)
        .join(Broadcast, Broadcast.id == BroadcastRound.broadcast_id)
        .outerjoin(Notice, Notice.key == BroadcastRecipient.notice_key)
        .outerjoin(Person, Person.id == BroadcastRecipient.person_id)
        .outerjoin(Account, (Account.person_id == Person.id) & Account.unbound_at.is_(None))
        .outerjoin(Region, Region.id == BroadcastRecipient.region_id)
        .where(BroadcastRecipient.round_id == round_id)
        .order_by(case((BroadcastRecipient.group_id.is_(None), 0), else_=1), Region.path, BroadcastRecipient.id)
    ).all()  # fmt: skip
    names = {row.path: row.name for row in session.execute(select(Region.path, Region.name))}
    return [_line(row, names, path) for row in rows]


def counts(listed: Sequence[Line]) -> Counts:
    """The four counts of some recipients."""
    missing = [one.reached for one in listed if one.reached is not Reached.DELIVERED]
    reasons = tuple((reason, missing.count(reason)) for reason in Reached if reason in missing)
    return Counts(
        total=len(listed),
        delivered=len(listed) - len(missing),
        seen=sum(one.seen_at is not None for one in listed),
        acknowledged=sum(one.acknowledged_at is not None for one in listed),
        done=sum(one.done_at is not None for one in listed),
        phoned=sum(one.phoned_at is not None for one in listed),
        groups=sum(one.person_id is None for one in listed),
        reasons=reasons,
    )


def corrections(session: Session, round_id: int) -> dict[Correction, int]:
    """How many messages were or are being changed or taken back on the phones, and how many could not be."""
    rows = (
        select(Notice.correction, func.count(Notice.id))
        .join(BroadcastRecipient, BroadcastRecipient.notice_key == Notice.key)
        .where(BroadcastRecipient.round_id == round_id, Notice.correction.is_not(None))
        .group_by(Notice.correction)
    )
    return {correction: count for correction, count in session.execute(rows) if correction is not None}


def by_level(listed: Iterable[Line]) -> list[tuple[str, Counts]]:
    """The counts of each level, from the top; groups by themselves."""
    found: dict[str, list[Line]] = {level.word: [] for level in Level}
    for one in listed:
        found.setdefault(one.level.word if one.level else "工作群" if one.person_id is None else "其他", []).append(one)
    return [(level, counts(own)) for level, own in found.items() if own]


def by_part(listed: Iterable[Line]) -> list[tuple[str, Counts]]:
    """The counts of each part of the region."""
    found: dict[str, list[Line]] = {}
    for one in listed:
        found.setdefault(one.part, []).append(one)
    return [(part, counts(own)) for part, own in found.items()]


def open_questions(session: Session, round_ids: Sequence[int]) -> int:
    """How many questions wait for an answer."""
    waiting = (
        select(func.count(BroadcastQuestion.id))
        .join(BroadcastRecipient, BroadcastRecipient.id == BroadcastQuestion.recipient_id)
        .where(BroadcastRecipient.round_id.in_(round_ids), BroadcastQuestion.answered_at.is_(None))
    )
    return session.scalar(waiting) or 0


def _line(row: Any, names: dict[str, str], path: str) -> Line:
    return Line(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        post=row.post,
        phone=row.phone,
        level=row.level,
        region=row.region or "",
        part=_part(row.own_path, names, path),
        reached=Reached.DELIVERED if row.seen_at else _REACHED.get(row.state, Reached.WAITING),
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        acknowledged_at=row.acknowledged_at,
        done_at=row.done_at,
        phoned_at=row.phoned_at,
        is_cut_off=row.is_cut_off,
    )


def _part(own_path: str | None, names: dict[str, str], path: str) -> str:
    """大路街道 for whoever serves in its villages; the region itself for who serves at its own level."""
    if not own_path or not own_path.startswith(path):
        return names.get(path, "")
    below = own_path[len(path) :].split("/")[0]
    return names.get(f"{path}{below}/" if below else path, "")
