"""Leave as it stands: one's own, and what waits for somebody's answer. Reads only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from rules.absences import LeaveRules, LeaveState
from rules.roles import post_word
from storage.leaves.asking import approvers_of, chief_posts
from storage.models import Leave, Person, Post, Region, Water


@dataclass(frozen=True, slots=True)
class LeaveCard:
    """One leave in words."""

    id: int
    person_id: int
    name: str
    posts: tuple[str, ...]
    from_on: date
    until_on: date
    reason: str
    delegate: str | None
    state: LeaveState
    decided_by: str | None
    words: str
    ended_on: date | None

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return (self.until_on - self.from_on).days + 1

    def runs(self, today: date) -> bool:
        """Whether it can still be taken back or ended sooner."""
        going = self.state in (LeaveState.ASKED, LeaveState.GRANTED)
        return going and self.ended_on is None and self.until_on >= today


_DELEGATE, _DECIDER = aliased(Person), aliased(Person)
_ROWS = (
    select(Leave, Person.name, _DELEGATE.name, _DECIDER.name)
    .join(Person, Person.id == Leave.person_id)
    .outerjoin(_DELEGATE, _DELEGATE.id == Leave.delegate_id)
    .outerjoin(_DECIDER, _DECIDER.id == Leave.decided_by_id)
)


def own(session: Session, person_id: int, today: date) -> list[LeaveCard]:
    """One's own leave, the newest first, six at most."""
    rows = _ROWS.where(Leave.person_id == person_id).order_by(Leave.from_on.desc(), Leave.id.desc()).limit(6)
    return [_card(session, row, today) for row in session.execute(rows)]


def card(session: Session, leave_id: int, today: date) -> LeaveCard | None:
    """One leave."""
    row = session.execute(_ROWS.where(Leave.id == leave_id)).first()
    return _card(session, row, today) if row else None


def waiting_for(session: Session, rules: LeaveRules, person_id: int, today: date) -> list[LeaveCard]:
    """The requests that somebody may grant, the oldest first."""
    rows = session.execute(_ROWS.where(Leave.state == LeaveState.ASKED).order_by(Leave.asked_at, Leave.id))
    return [
        _card(session, row, today) for row in rows if person_id in approvers_of(session, rules, row[0].person_id, today)
    ]


def _card(session: Session, row: Row[*tuple[Any, ...]], today: date) -> LeaveCard:
    leave, name, delegate, decider = row
    return LeaveCard(
        leave.id, leave.person_id, name, _posts(session, leave.person_id, today), leave.from_on, leave.until_on,
        leave.reason, delegate, leave.state, decider, leave.words, leave.ended_on,
    )  # fmt: skip


def _posts(session: Session, person_id: int, today: date) -> tuple[str, ...]:
    ids = [post for post, _ in chief_posts(session, person_id, today)]
    rows = session.execute(
        select(Post.role, Post.level, Region.name, Water.name)
        .join(Region, Region.id == Post.region_id)
        .outerjoin(Water, Water.id == Post.water_id)
        .where(Post.id.in_(ids))
        .order_by(Post.id)
    )
    return tuple(f"{water or region}{post_word(role, level)}" for role, level, region, water in rows)
