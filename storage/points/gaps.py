"""How many points there are, how many people keep them, and which have no keeper. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from rules.roles import KEEPERS
from storage.ledger.listing import inside
from storage.models import Appointment, Person, Post, Region, Water
from storage.points.cards import Point, points
from storage.points.finding import PAGE, is_kept, is_point, ordered, selected
from storage.posts.holders import in_office


@dataclass(frozen=True, slots=True)
class PointCounts:
    """The points of some regions by kind, those nobody keeps (`ended`: somebody did before), how many people keep."""

    by_kind: dict[str, int]
    vacant: int
    ended: int
    keepers: int

    @property
    def points(self) -> int:
        """All of them."""
        return sum(self.by_kind.values())


def counts(session: Session, regions: Sequence[str], day: date) -> PointCounts:
    """The figures of the regions on a day."""
    here = select(Water.id).join(Region, Region.id == Water.region_id).where(is_point(), inside(regions))
    kinds = (
        select(Water.kind, func.count())
        .join(Region, Region.id == Water.region_id)
        .where(is_point(), inside(regions))
        .group_by(Water.kind)
        .order_by(func.count().desc(), Water.kind)
    )
    vacant = here.where(~is_kept(day))
    had = Water.id.in_(
        select(Post.water_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .where(Post.water_id.is_not(None), Post.role.in_(KEEPERS), Appointment.from_on <= day)
    )
    return PointCounts(
        dict(session.execute(kinds).all()),
        session.scalar(select(func.count()).select_from(vacant.subquery())) or 0,
        session.scalar(select(func.count()).select_from(vacant.where(had).subquery())) or 0,
        session.scalar(_keepers(regions, day)) or 0,
    )


def vacant(
    session: Session, regions: Sequence[str], words: str, day: date, offset: int = 0, limit: int | None = PAGE
) -> tuple[list[Point], int]:
    """The points of the regions without a keeper, also those whose keeper's post has ended; and how many."""
    rows = selected(words, day, Water.id, regions=regions, vacant=True)
    total = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    shown = ordered(rows, words).offset(max(0, offset))
    ids = session.scalars(shown if limit is None else shown.limit(limit)).all()
    return [
        point for start in range(0, len(ids), 500) for point in points(session, ids[start : start + 500], day)
    ], total


def vacant_ids(session: Session, regions: Sequence[str], words: str, day: date, limit: int) -> list[int]:
    """Only the ids, in the same order."""
    rows = selected(words, day, Water.id, regions=regions, vacant=True)
    return list(session.scalars(ordered(rows, words).limit(limit)))


def _keepers(regions: Sequence[str], day: date) -> Select[int]:
    return (
        select(func.count(func.distinct(Person.id)))
        .select_from(Post)
        .join(Water, Water.id == Post.water_id)
        .join(Region, Region.id == Water.region_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Post.role.in_(KEEPERS), in_office(day), Person.on_roster, Water.removed_on.is_(None), inside(regions))
    )
