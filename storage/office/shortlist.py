"""Shortlists 关注: issues that a person, or the office of a region together, keeps an eye on."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from rules.issue_states import State
from storage.audit import By
from storage.inspections.secrecy import released
from storage.ledger.listing import inside
from storage.models import Issue, Region, Shortlisted, Water
from storage.once import insert_once

PAGE = 8


class Starred(NamedTuple):
    """One issue of a shortlist."""

    id: int
    number: str
    type: str
    state: State
    place: str
    due_on: date | None


def own(person_id: int) -> str:
    """The owner of a person's shortlist."""
    return f"p:{person_id}"


def of_office(region_id: int) -> str:
    """The owner of the shortlist that the office of a region shares."""
    return f"o:{region_id}"


def put(session: Session, by: By, owner: str, issue_id: int) -> bool:
    """Puts an issue on a shortlist; False if it is there already."""
    row = {"owner": owner, "issue_id": issue_id, "person_id": by.person_id, "at": by.at}
    return bool(insert_once(session, Shortlisted, [row]))


def take_off(session: Session, owners: Sequence[str], issue_id: int) -> None:
    """Takes an issue off these shortlists."""
    session.execute(delete(Shortlisted).where(Shortlisted.owner.in_(owners), Shortlisted.issue_id == issue_id))


def owners_of(session: Session, owners: Sequence[str], issue_id: int) -> set[str]:
    """On which of these shortlists an issue is."""
    rows = select(Shortlisted.owner).where(Shortlisted.owner.in_(owners), Shortlisted.issue_id == issue_id)
    return set(session.scalars(rows))


def counted(session: Session, owners: Sequence[str], regions: Sequence[str]) -> dict[str, int]:
    """How many issues are on each shortlist that lie in regions that the person may see."""
    rows = select(Shortlisted.owner, func.count()).join(Issue, Issue.id == Shortlisted.issue_id)
    rows = rows.join(Region, Region.id == Issue.region_id)
    rows = rows.where(Shortlisted.owner.in_(owners), released(), inside(regions))
    return {row[0]: row[1] for row in session.execute(rows.group_by(Shortlisted.owner))}


def listed(session: Session, owner: str, regions: Sequence[str], before: int | None = None) -> list[Starred]:
    """A page of a shortlist and one more, what was put there last first; `before` is the last id of the page before."""
    rows = (
        select(Issue.id, Issue.number, Issue.type, Issue.state, func.coalesce(Water.name, Region.name), Issue.due_on)
        .join(Shortlisted, Shortlisted.issue_id == Issue.id)
        .join(Region, Region.id == Issue.region_id)
        .outerjoin(Water, Water.id == Issue.water_id)
        .where(Shortlisted.owner == owner, released(), inside(regions))
    )
    if before is not None:
        mark = select(Shortlisted.id).where(Shortlisted.owner == owner, Shortlisted.issue_id == before)
        rows = rows.where(Shortlisted.id < func.coalesce(mark.scalar_subquery(), 0))
    rows = rows.order_by(Shortlisted.id.desc()).limit(PAGE + 1)
    return [Starred._make(row) for row in session.execute(rows)]
