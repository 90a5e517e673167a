"""Which reaches a person may patrol on a day: those of the own posts, and those somebody delegated 委托."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from rules.refusals import Refusal
from rules.roles import CHIEFS, KEEPERS, Level, Role
from storage.holders import in_office
from storage.models import Appointment, Delegation, Person, Post, Region, Water

PATROLLING = CHIEFS | KEEPERS
MOST_REACHES = 40  # what a phone's keyboard still carries; the rest is chosen by sending a place


@dataclass(frozen=True, slots=True)
class Reach:
    """A water to patrol for a post; `chief` is who delegated it (id and name), None when it is one's own."""

    post_id: int
    role: Role
    level: Level
    water_id: int
    water_name: str
    region_name: str
    chief_id: int | None = None
    chief: str = ""

    @property
    def delegated(self) -> bool:
        """Whether one would walk for somebody else."""
        return self.chief_id is not None


@dataclass(frozen=True, slots=True)
class _Seat:
    post: Post
    region: Region
    chief_id: int | None = None
    chief: str = ""


def reaches_of(session: Session, person_id: int, day: date) -> tuple[Reach, ...]:
    """The person's own reaches first, then those delegated to them; a post without a water has its region's waters."""
    seats = [*_own(session, person_id, day), *_delegated(session, person_id, day)]
    found: dict[tuple[int, int], Reach] = {}
    for seat in seats:
        for water in _waters(session, seat):
            found.setdefault((seat.post.id, water.id), _reach(seat, water))
    return tuple(found.values())


def require_reach(session: Session, person_id: int, day: date, post_id: int, water_id: int) -> Reach:
    """The reach, if the person may patrol it on that day; refuses otherwise."""
    for reach in reaches_of(session, person_id, day):
        if (reach.post_id, reach.water_id) == (post_id, water_id):
            return reach
    raise Refusal("refusal/not_your_reach")


def _own(session: Session, person_id: int, day: date) -> Iterator[_Seat]:
    rows = session.execute(
        select(Post, Region)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Region, Region.id == Post.region_id)
        .where(Appointment.person_id == person_id, in_office(day), Post.role.in_(PATROLLING))
        .order_by(Post.id)
    )
    return (_Seat(post, region) for post, region in rows)


def _delegated(session: Session, person_id: int, day: date) -> Iterator[_Seat]:
    rows = session.execute(
        select(Post, Region, Person.id, Person.name)
        .join(Delegation, Delegation.post_id == Post.id)
        .join(Region, Region.id == Post.region_id)
        .join(Person, Person.id == Delegation.chief_id)
        .join(Appointment, (Appointment.post_id == Post.id) & (Appointment.person_id == Delegation.chief_id))
        .where(
            Delegation.delegate_id == person_id,
            Delegation.from_on <= day,
            Delegation.until_on >= day,
            in_office(day),  # what a chief delegated ends with the chief's own term
        )
        .order_by(Post.id)
    )
    return (_Seat(post, region, chief_id, chief) for post, region, chief_id, chief in rows)


def _waters(session: Session, seat: _Seat) -> Iterable[Water]:
    if seat.post.water_id is not None:
        water = session.get(Water, seat.post.water_id)
        return [water] if water is not None and water.removed_on is None else []
    above, above_region = aliased(Water), aliased(Region)
    # Of a region its rivers, not each of their reaches too: the topmost waters that lie within it.
    return session.scalars(
        select(Water)
        .join(Region, Region.id == Water.region_id)
        .outerjoin(above, above.id == Water.parent_id)
        .outerjoin(above_region, above_region.id == above.region_id)
        .where(
            Region.path.startswith(seat.region.path),
            Water.removed_on.is_(None),
            or_(above.id.is_(None), ~above_region.path.startswith(seat.region.path)),
        )
        .order_by(Water.code)
        .limit(MOST_REACHES)
    )


def _reach(seat: _Seat, water: Water) -> Reach:
    post = seat.post
    return Reach(post.id, post.role, post.level, water.id, water.name, seat.region.name, seat.chief_id, seat.chief)
