"""Whether somebody of the public may hand in a report now: the block list, the limits per hour and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.public_reports import DAY, PublicRules, free_again
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.ledger.listing import inside
from storage.models import Person, PublicBlock, Region, Submission


@dataclass(frozen=True, slots=True)
class Blocked:
    """One line of the block list."""

    id: int
    name: str
    reason: str
    from_at: datetime
    until_at: datetime


def turned_away(session: Session, person_id: int, rules: PublicRules, now: datetime) -> Refusal | None:
    """Why this person may not hand in a report now, with the way that is left to them; None if they may."""
    until = session.scalar(
        select(PublicBlock.until_at)
        .where(PublicBlock.person_id == person_id, PublicBlock.lifted_at.is_(None), PublicBlock.until_at > now)
        .order_by(PublicBlock.until_at.desc())
        .limit(1)
    )
    if until is not None:
        return Refusal("refusal/public_blocked", until=until, hotline=rules.hotline)
    latest = select(Submission.submitted_at).where(
        Submission.person_id == person_id, Submission.submitted_at > now - DAY
    )
    free = free_again(rules, session.scalars(latest).all(), now)
    if free is None:
        return None
    return Refusal("refusal/too_many_reports", free=free, rules=rules, hotline=rules.hotline)


def block(session: Session, by: By, submission_id: int, days: int, reason: str) -> Blocked:
    """Lets the person behind a report hand in none for some days; a block that runs already is replaced."""
    told = session.get_one(Submission, submission_id)
    session.execute(
        update(PublicBlock)
        .where(PublicBlock.person_id == told.person_id, PublicBlock.lifted_at.is_(None), PublicBlock.until_at > by.at)
        .values(lifted_at=by.at, lifted_by_id=by.person_id)
    )
    row = PublicBlock(
        person_id=told.person_id,
        region_id=told.region_id,
        reason=reason[:200],
        from_at=by.at,
        until_at=by.at + timedelta(days=days),
        by_id=by.person_id,
    )
    session.add(row)
    session.flush()
    audit.record(session, by, "block_public", "person", told.person_id, reason=reason, until=row.until_at.isoformat())
    name = session.get_one(Person, told.person_id).name
    return Blocked(row.id, name, row.reason, row.from_at, row.until_at)


def blocked(session: Session, regions: Sequence[str], now: datetime) -> list[Blocked]:
    """Who may hand in nothing now, blocked over a report in these regions; newest first."""
    rows = session.execute(
        select(PublicBlock, Person.name)
        .join(Person, Person.id == PublicBlock.person_id)
        .join(Region, Region.id == PublicBlock.region_id)
        .where(PublicBlock.lifted_at.is_(None), PublicBlock.until_at > now, inside(regions))
        .order_by(PublicBlock.id.desc())
    )
    return [Blocked(row.id, name, row.reason, row.from_at, row.until_at) for row, name in rows]


def lift(session: Session, by: By, block_id: int, regions: Sequence[str]) -> str:
    """Ends a block before its day; refuses one that has ended. Returns the person's name."""
    known = {each.id: each.name for each in blocked(session, regions, by.at)}
    lifted = session.execute(
        update(PublicBlock)
        .where(PublicBlock.id == block_id, PublicBlock.lifted_at.is_(None))
        .values(lifted_at=by.at, lifted_by_id=by.person_id)
    )
    if block_id not in known or lifted.rowcount == 0:  # type: ignore[attr-defined]
        raise Refusal("refusal/block_over")
    person_id = session.get_one(PublicBlock, block_id).person_id
    audit.record(session, by, "lift_public_block", "person", person_id, block=block_id)
    return known[block_id]
